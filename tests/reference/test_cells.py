"""Text of one cell to value, or the reason why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reference import cells


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("0", 0),
        ("12", 1200),
        ("12.5", 1250),
        ("12,5", 1250),
        ("12.50", 1250),
        ("12,50", 1250),
        ("1234.56", 123456),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1 234,56", 123456),
        ("1\u00a0234,56", 123456),
        ("1\u202f234", 123400),
        ("1'234.56", 123456),
        ("1.234.567", 123456700),
        ("12.5000", 1250),
        ("0.500", 50),
        ("999999999999.99", 99999999999999),
    ],
)
def test_a_sum_is_read_with_decimal_comma_or_point(text, expected):
    assert cells.cents(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1,234", "It may mean 1234 or 1.234: write 1234.00 or two decimals."),
        ("12.345", "It may mean 12345 or 12.345: write 12345.00 or two decimals."),
        ("0.125", "Expected at most two decimals, got 3."),
        ("-3", "Expected a sum of 0 or more, got a negative one."),
        ("twelve", "Expected a decimal such as 12.50 or 12,50."),
        ("12 EUR", "Expected a decimal such as 12.50 or 12,50."),
        ("١٢.٥٠", "Expected a decimal such as 12.50 or 12,50."),
        ("1.2.3", "Expected a decimal such as 12.50 or 12,50."),
        ("12.", "Expected a decimal such as 12.50 or 12,50."),
        ("1" * 13, "Expected a decimal such as 12.50 or 12,50."),
    ],
)
def test_a_sum_that_could_be_another_is_refused(text, reason):
    with pytest.raises(ValueError, match=r"\S") as caught:
        cells.cents(text)
    assert str(caught.value) == reason


@given(st.integers(0, 10**13))
def test_every_sum_survives_being_written_and_read(cents):
    whole, part = divmod(cents, 100)
    assert cells.cents(f"{whole}.{part:02}") == cents
    assert cells.cents(f"{whole},{part:02}") == cents
    assert cells.cents(f"{whole:,}.{part:02}") == cents
    assert cells.cents(f"{whole:,}".replace(",", ".") + f",{part:02}") == cents


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", None), ("2026-11-30", "2026-11-30"), ("30.11.2026", "2026-11-30"), ("1.2.2026", "2026-02-01")],
)
def test_a_date_is_read_in_two_spellings(text, expected):
    assert cells.iso_date(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("11/30/2026", "Expected a date as 2026-11-30 or 30.11.2026."),
        ("30.11.26", "Expected a date as 2026-11-30 or 30.11.2026."),
        ("2026-02-30", "There is no day 30 in month 2 of 2026."),
        ("31.04.2026", "There is no day 31 in month 4 of 2026."),
        ("45987", "Expected a date as 2026-11-30 or 30.11.2026."),
    ],
)
def test_a_date_that_is_none_is_refused(text, reason):
    with pytest.raises(ValueError, match=r"\S") as caught:
        cells.iso_date(text)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("text", "expected"), [("yes", 1), ("NO", 0), ("True", 1), ("fAlse", 0), ("1", 1), ("0", 0), ("", None)]
)
def test_a_flag_is_read_in_any_case(text, expected):
    assert cells.flag(text) == expected
    assert cells.flag_or_no(text) == (expected or 0)
    assert cells.flag_or_yes(text) == (1 if expected is None else expected)


def test_another_word_is_no_flag():
    with pytest.raises(ValueError, match="Expected yes, no, true, false, 1 or 0"):
        cells.flag("maybe")


@pytest.mark.parametrize(("text", "expected"), [("", None), ("0", 0), ("12", 12), ("3.0", 3), ("3,00", 3)])
def test_a_whole_number_may_carry_empty_decimals(text, expected):
    assert cells.whole(text) == expected


@pytest.mark.parametrize("text", ["3.5", "-1", "1e3", "²", "1.000.0", "9" * 13])
def test_a_number_that_is_not_whole_is_refused(text):
    with pytest.raises(ValueError, match="Expected a whole number of 0 or more"):
        cells.whole(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("96385074", "00000096385074"),  # GTIN-8, example of the GS1 General Specifications
        ("614141000036", "00614141000036"),  # GTIN-12
        ("9520001000010", "09520001000010"),
        ("19520001000017", "19520001000017"),
        ("9520001000010| 96385074 |", "09520001000010|00000096385074"),
        ("96385074|00000096385074", "00000096385074"),
        ("", ""),
    ],
)
def test_gtins_of_every_length_become_fourteen_digits(text, expected):
    assert cells.gtins(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9520001000016", "Expected the check digit 0, got 6."),
        ("9520001000010|9520001000023", "9520001000023: Expected the check digit 7, got 3."),
        ("952000100001", "Expected the check digit 9, got 1."),
        ("95200010000", "Expected 8, 12, 13 or 14 digits, got 11. A leading zero may be lost."),
        ("123456789", "Expected 8, 12, 13 or 14 digits, got 9."),
        ("9,52E+12", "A spreadsheet turned it into a rounded number: format the column as text and export again."),
        ("9520001 000015", "Expected digits only."),
        ("٩٥٢٠٠٠١٠٠٠٠١٥", "Expected digits only."),
        ("0000000000000", "Expected a number, got zeros only."),
    ],
)
def test_a_gtin_that_cannot_be_is_refused_with_both_sides(text, reason):
    with pytest.raises(ValueError, match=r"\S") as caught:
        cells.gtins(text)
    assert str(caught.value) == reason


@given(st.integers(1, 10**13 - 1), st.integers(1, 9))
def test_a_changed_check_digit_never_passes(payload, shift):
    text = f"{payload:013}"
    right = -sum(int(digit) * (3, 1)[index % 2] for index, digit in enumerate(text)) % 10
    assert cells.gtin14(f"{text}{right}") == f"{text}{right}"
    with pytest.raises(ValueError, match=f"Expected the check digit {right}, got {(right + shift) % 10}"):
        cells.gtin14(f"{text}{(right + shift) % 10}")


def test_reasons_are_recognised_in_any_spelling_and_own_words_kept():
    assert [cells.reason(text) for text in ("too small", "Changed-Mind", "DEFECTIVE", "", "Väri väärä")] == [
        "TOO_SMALL",
        "CHANGED_MIND",
        "DEFECTIVE",
        "",
        "Väri väärä",
    ]


def test_a_currency_is_three_letters():
    assert cells.currency("eur") == "EUR"
    with pytest.raises(ValueError, match="ISO 4217"):
        cells.currency("€")


def test_remembered_texts_stop_growing_at_the_limit():
    table = cells.Remembered(int, limit=2)
    assert [table[text] for text in ("1", "2", "3", "1")] == [1, 2, 3, 1]
    assert list(table) == ["1", "2"]
