import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import isbn

from app.symbols.isbn import read_isbn
from app.symbols.readings import Kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9783161484100", "9783161484100"),
        ("978-3-16-148410-0", "9783161484100"),
        ("ISBN 978-3-16-148410-0", "9783161484100"),
        ("isbn-13: 978 3 16 148410 0", "9783161484100"),
        ("9791034301234", None),
        ("0306406152", "9780306406157"),
        ("0-306-40615-2", "9780306406157"),
        ("097522980X", "9780975229804"),
        ("097522980x", "9780975229804"),
    ],
)
def test_an_isbn_is_read_in_any_spelling(text: str, value: str | None) -> None:
    (reading,) = read_isbn(text)
    assert reading.kind is Kind.ISBN
    assert reading.valid is (value is not None)
    if value is not None:
        assert reading.value == value
        assert reading.field("gtin") == "0" + value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9783161484101", "ISBN-13: expected check digit 0, got 1."),
        ("097522980-1", "ISBN-10: expected check digit X, got 1."),
        ("030640615X", "ISBN-10: expected check digit 2, got X."),
        ("ISBN 0306406153", "ISBN-10: expected check digit 2, got 3."),
    ],
)
def test_a_wrong_check_digit_names_both(text: str, reason: str) -> None:
    (reading,) = read_isbn(text)
    assert (reading.valid, reading.reason, reading.fields) == (False, reason, ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4006381333931",
        "9790260000438",  # printed music
        "0306406153",  # ten bare digits that are no ISBN: a waybill more likely
        "97831614841",
        "ISBN",
        "978316148410٠",
    ],
)
def test_other_text_is_no_isbn(text: str) -> None:
    assert read_isbn(text) == ()


@given(st.from_regex(r"97[89][0-9]{10}|[0-9]{9}[0-9X]", fullmatch=True))
def test_what_is_valid_agrees_with_an_independent_reader(text: str) -> None:
    ours = any(reading.valid for reading in read_isbn(text))
    if not text.startswith("9790"):
        assert ours is isbn.is_valid(text)
