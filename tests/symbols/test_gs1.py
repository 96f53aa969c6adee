import pytest
import time_machine
from biip import ParseError
from biip.gs1_messages import GS1Message
from hypothesis import given
from hypothesis import strategies as st

from app.domain.check_digits import gs1
from app.symbols.gs1 import GS, ElementStrings, element_strings, parse_bracketed, parse_element_strings

SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
GTIN = "04006381333931"

WORDS = st.text(SET_82, min_size=1, max_size=20)
GTINS = st.text("0123456789", min_size=13, max_size=13).map(lambda body: body + gs1(body))
DATES = st.dates().map(lambda day: day.strftime("%y%m%d"))
ELEMENTS = st.lists(
    st.one_of(
        st.tuples(st.just("01"), GTINS),
        st.tuples(st.sampled_from(["10", "21", "240", "400", "91"]), WORDS),
        st.tuples(st.sampled_from(["11", "15", "17"]), DATES),
        st.tuples(st.just("3103"), st.text("0123456789", min_size=6, max_size=6)),
        st.tuples(st.just("422"), st.text("0123456789", min_size=3, max_size=3)),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda element: element[0],
)


@given(ELEMENTS)
def test_elements_parted_by_separators_are_read_back(elements: list[tuple[str, str]]) -> None:
    text = GS.join(identifier + value for identifier, value in elements)
    strings = parse_element_strings(text)
    assert strings.elements == tuple(elements)
    assert strings.problems == ()
    assert strings.as_bracketed() == "".join(f"({identifier}){value}" for identifier, value in elements)


@given(st.text(alphabet=st.sampled_from("0123456789AB\x1d"), max_size=40))
def test_digits_are_taken_apart_as_an_independent_reader_does(text: str) -> None:
    try:
        other = [(part.ai.ai, part.value) for part in GS1Message.parse(text).element_strings]
    except ParseError:
        return
    if "" in {value for _, value in other} or not other:
        return  # the other reader lets two fields be empty
    assert list(parse_element_strings(text).elements) == other


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("01" + GTIN, (("01", GTIN),)),
        # Fields of known length need no separator, the others end at one or at the end of the text.
        (f"01{GTIN}1727123110LOT1", (("01", GTIN), ("17", "271231"), ("10", "LOT1"))),
        (f"01{GTIN}10LOT1{GS}21ABC", (("01", GTIN), ("10", "LOT1"), ("21", "ABC"))),
        # The symbol's own FNC1 may come as a separator in front; some scanners send one at the end as well.
        (f"{GS}01{GTIN}{GS}", (("01", GTIN),)),
        # A field of one length shows its end even without the separator it ought to have.
        ("42224610LOT", (("422", "246"), ("10", "LOT"))),
        ("3103001750", (("3103", "001750"),)),
        ("8008271231", None),
        ("800827123123", (("8008", "27123123"),)),
    ],
)
def test_element_strings_are_taken_apart(text: str, elements: tuple[tuple[str, str], ...] | None) -> None:
    if elements is None:
        with pytest.raises(ValueError, match="Expected"):
            parse_element_strings(text)
    else:
        assert parse_element_strings(text) == ElementStrings(elements)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Expected GS1 element strings, got nothing."),
        (GS, "Expected GS1 element strings, got nothing."),
        ("XYZ", "Expected an application identifier at character 1, got 'XYZ'."),
        (f"01{GTIN}88", "Expected an application identifier at character 17, got '88'."),
        ("01040063813339", "Expected 14 characters in (01), got 12."),
        ("21", "Expected 1 to 20 characters in (21), got 0."),
        ("0104006381X33931", "Expected 14 characters of the GS1 set in (01), got '04006381X33931'."),
        ("21ABC DEF", "Expected 1 to 20 characters of the GS1 set in (21), got 'ABC DEF'."),
    ],
)
def test_a_wrong_form_is_refused_with_both_sides_named(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="Expected") as refused:
        parse_element_strings(text)
    assert str(refused.value) == message


def test_a_lost_separator_is_named_where_it_can_be_seen() -> None:
    """zxing#1457: lot and serial number run together; too long for a lot, so something must be missing."""
    with pytest.raises(
        ValueError, match=r"Expected at most 20 characters in \(10\), got 24: the separator \(GS\) .* lost"
    ):
        parse_element_strings(f"01{GTIN}10LOT-123456221SERIAL-9876")


@pytest.mark.parametrize("swallowed", ["10LOT117271231", "10LOT121SERIAL", "21SER10LOT42", "21SER1727123110LOT"])
def test_a_separator_that_may_be_lost_is_warned_of(swallowed: str) -> None:
    (remark,) = parse_element_strings(f"01{GTIN}{swallowed}").remarks
    assert "if the scanner drops it" in remark
    assert "set-up label" in remark


@pytest.mark.parametrize("text", [f"01{GTIN}10LOT1", f"01{GTIN}21ABC123", f"10LOT117271231{GS}01{GTIN}"])
def test_nothing_is_warned_of_without_a_cause(text: str) -> None:
    assert parse_element_strings(text).remarks == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("0109521234567897", "Expected check digit 9 in (01), got 7."),
        ("00106141412345678909", "Expected check digit 8 in (00), got 9."),
        ("40270438101015432110", "Expected check digit 3 in (402), got 0."),
        ("4101234567890129", "Expected check digit 8 in (410), got 9."),
        ("8040490154203237519", "Expected check digit 8 in (8040), got 9."),
        ("17271301", "Expected a date YYMMDD in (17), got 271301."),
        ("17270230", "Expected a date YYMMDD in (17), got 270230."),
        (f"01{GTIN}21A{GS}21B", "Expected one value of (21), got A and B."),
    ],
)
def test_what_has_the_form_but_is_wrong_is_a_problem(text: str, problem: str) -> None:
    strings = parse_element_strings(text)
    assert strings.problems == (problem,)
    assert strings.fields() == strings.elements  # nothing wrong is given a name


@time_machine.travel("2026-06-01")
def test_parts_have_names_and_dates_are_iso_dates() -> None:
    strings = parse_element_strings(f"0010614141234567890801{GTIN}11260430172712311012{GS}21SN-7{GS}400PO9{GS}30005")
    assert strings.fields() == (
        ("sscc", "106141412345678908"),
        ("gtin", GTIN),
        ("produced", "2026-04-30"),
        ("expiry", "2027-12-31"),
        ("lot", "12"),
        ("serial", "SN-7"),
        ("order", "PO9"),
        *strings.elements,
    )


@pytest.mark.parametrize(
    ("now", "text", "expiry"),
    [
        ("2026-06-01", "17270200", "2027-02-28"),  # day 00 is the month's last day
        ("2026-06-01", "17280200", "2028-02-29"),
        ("2026-06-01", "17760101", "2076-01-01"),  # fifty years ahead is still this century
        ("2026-06-01", "17770101", "1977-01-01"),
        ("2051-06-01", "17010101", "2101-01-01"),
        ("2026-06-01", "70032712311530", "2027-12-31"),
        ("2026-06-01", "15271130", "2027-11-30"),
        ("2026-06-01", "1527113017271231", "2027-12-31"),
    ],
)
def test_the_expiry_is_found(now: str, text: str, expiry: str) -> None:
    with time_machine.travel(now):
        assert dict(parse_element_strings(text).fields())["expiry"] == expiry


def test_best_before_standing_in_for_the_expiry_is_said() -> None:
    assert parse_element_strings("15271130").remarks == ("Best before (15) stands for the expiry.",)
    assert parse_element_strings("1527113017271231").remarks == ()


def test_the_gtin_of_a_piece_of_an_item_is_the_items() -> None:
    assert dict(parse_element_strings(f"8006{GTIN}0102").fields())["gtin"] == GTIN


def test_brackets_are_read_as_people_write_them() -> None:
    assert parse_bracketed(f"(01) {GTIN} (17)271231(10)A(B)C (21)X/1").elements == (
        ("01", GTIN),
        ("17", "271231"),
        ("10", "A(B)C"),
        ("21", "X/1"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("01" + GTIN, "Expected an application identifier in brackets, got '010400'."),
        ("x(01)" + GTIN, "Expected an application identifier in brackets, got 'x(01)0'."),
        ("(88)ABC", "Expected an application identifier in brackets, got '(88)AB'."),
        ("(01)0400", "Expected 14 characters in (01), got 4."),
        (f"(01){GTIN}(10)", "Expected 1 to 20 characters in (10), got 0."),
    ],
)
def test_wrong_brackets_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="Expected") as refused:
        parse_bracketed(text)
    assert str(refused.value) == message


def test_elements_from_elsewhere_are_judged_alike() -> None:
    assert element_strings([("01", GTIN), ("21", "A")]) == parse_element_strings(f"01{GTIN}21A")
    with pytest.raises(ValueError, match=r"Expected an assigned application identifier, got \(88\)\."):
        element_strings([("88", "A")])


@given(st.text())
def test_any_text_is_parsed_or_refused_in_words(text: str) -> None:
    for parser in (parse_element_strings, parse_bracketed):
        try:
            strings = parser(text)
        except ValueError as error:
            refusal = str(error)
        else:
            assert strings.elements
            continue
        assert refusal.startswith("Expected")
