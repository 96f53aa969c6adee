import json
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lpn import make_lpn
from app.symbols.control import make_control
from app.symbols.parse import identify, parse
from app.symbols.readings import Kind, Reading, describe
from app.symbols.symbology import split_identifier

GS = "\x1d"
GTIN = "04006381333931"
LPN = make_lpn("7K3Q", 1)

ORDER = [
    {Kind.LPN, Kind.TOTE, Kind.BADGE, Kind.COMMAND},
    {Kind.SSCC},
    {Kind.GS1},
    {Kind.DIGITAL_LINK},
    {Kind.GTIN},
    {Kind.ISBN},
    {Kind.TRACKING},
    {Kind.IMEI},
    {Kind.RMA},
    {Kind.GS1},  # supposed only
    {Kind.SERIAL},
    {Kind.UNKNOWN},
]
AIMS = [
    "",
    "]C1",
    "]C0",
    "]E0",
    "]E3",
    "]E4",
    "]d2",
    "]d1",
    "]Q3",
    "]Q1",
    "]e0",
    "]J1",
    "]A0",
    "]F0",
    "]I0",
    "]X0",
    "?",
]

SCANS = st.one_of(
    st.text(),
    st.text(alphabet=st.characters(min_codepoint=0, max_codepoint=0x10FFFF, exclude_categories=())),
    st.text("0123456789", max_size=45),
    st.text("0123456789ABCRTZ-% \x1d(){}<>^]GS/.:h?=", max_size=60),
    st.text("0123456789ABC").map(lambda text: "https://id.gs1.org/01/" + text),
    st.sampled_from(["]C1", "]d2", "CMD-", "T-", "B-", "R", "(01)", "01" + GTIN, "http://[", "ISBN "]).flatmap(
        lambda start: st.text().map(lambda rest: start + rest)
    ),
)


def kinds(text: str, aim: str = "") -> list[str]:
    return [reading.kind.value + ("" if reading.valid else "!") for reading in parse(text, aim)]


def only(text: str, kind: Kind, aim: str = "") -> Reading:
    (reading,) = (reading for reading in parse(text, aim) if reading.kind is kind)
    return reading


@given(SCANS, st.sampled_from(AIMS))
def test_any_text_has_at_least_one_reading_each_with_its_reason(text: str, aim: str) -> None:
    readings = parse(text, aim)
    assert readings
    assert all(reading.reason.strip() for reading in readings)
    assert all(reading.value or not split_identifier(text)[1].strip() for reading in readings)
    assert not any(reading.valid and reading.unproven for reading in readings)
    assert len(readings) == 1 or all(reading.kind is not Kind.UNKNOWN for reading in readings)
    assert json.loads(json.dumps(describe(readings)))


@given(SCANS)
def test_readings_keep_the_documented_order(text: str) -> None:
    place = 0
    for reading in parse(text):
        while reading.kind not in ORDER[place]:
            place += 1


@given(SCANS, st.sampled_from(AIMS))
def test_the_same_reading_is_not_offered_twice(text: str, aim: str) -> None:
    readings = [(reading.kind, reading.value, reading.carrier) for reading in parse(text, aim)]
    assert len(readings) == len(set(readings))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\r\n",
        "\x00" * 9,
        "A" * 4096,
        "1" * 4096,
        "\ud800\udfff",
        "\u202eABC123",
        "٠١٢٣٤٥٦٧٨٩",
        "²" * 13,
        "\x1b[31m123456",
    ],
)
def test_hostile_text_is_unknown_and_kept_as_it_came(text: str) -> None:
    (reading,) = parse(text)
    assert (reading.kind, reading.value, reading.valid) == (Kind.UNKNOWN, text, False)


@pytest.mark.parametrize(
    ("text", "aim", "reason"),
    [
        ("", "", "Nothing in it: expected a code, got no characters."),
        ("A\x02B", "", "Expected a code, got 3 characters with the control character 0x02 among them."),
        ("кьф-000123", "", "Expected letters A to Z, digits and signs, got others: a scanner whose keyboard layout"),
        ("X" * 4096, "", "Expected a code of at most 90 characters, got 4096."),
        ("HELLO", "", "No form of code that is known here."),
        ("https://example.com/shoes", "]Q1", "A web address without GS1 numbers in it."),
        ("[)>\x1e01\x1d96", "", "A message after ISO/IEC 15434"),
        ("HELLO", "]E0", "Expected the digits of a GTIN in EAN-13 or UPC, got 5 characters that are none."),
        ("12", "]E1", "Expected the digits of a GTIN in two-digit add-on, got 2 characters that are none."),
    ],
)
def test_what_is_unknown_is_explained(text: str, aim: str, reason: str) -> None:
    (reading,) = parse(text, aim)
    assert reading.kind is Kind.UNKNOWN
    assert reading.reason.startswith(reason)


def test_a_bare_ean_is_a_gtin_first_and_everything_else_that_it_may_be_after() -> None:
    gtin, order, serial = parse("4006381333931")
    assert (gtin.kind, gtin.value, gtin.valid) == (Kind.GTIN, GTIN, True)
    assert (order.kind, order.value, order.valid) == (Kind.GS1, "(400)6381333931", True)
    assert "the scanner does not say which symbol" in order.reason
    assert serial.kind is Kind.SERIAL


@pytest.mark.parametrize(
    ("text", "aim", "expected"),
    [
        # EAN and UPC symbols hold goods, whatever else the digits could be.
        ("4006381333931", "]E0", ["gtin"]),
        ("036000291452", "]E0", ["gtin"]),
        ("4006381333932", "]E0", ["gtin!"]),
        ("9783161484100", "]E0", ["gtin", "isbn"]),
        ("978316148410012345", "]E3", ["gtin", "isbn"]),
        ("96385074", "]E4", ["gtin"]),
        ("04252614", "]E0", ["gtin"]),
        ("4006381333931", "]E4", ["unknown!"]),
        # GS1 symbols hold element strings; carriers' numbers stand in them too.
        ("01" + GTIN, "]C1", ["gs1"]),
        ("01" + GTIN, "]d2", ["gs1"]),
        ("01" + GTIN, "]Q3", ["gs1"]),
        ("01" + GTIN, "]e0", ["gs1"]),
        ("01" + GTIN, "]J1", ["gs1"]),
        ("4006381333931", "]C1", ["gs1"]),
        ("00106141412345678908", "]C1", ["sscc", "gs1"]),
        (f"42022153{GS}9101026837331000039521", "]C1", ["gs1", "tracking", "tracking"]),
        ("9611020987654312345672", "]C1", ["gs1", "tracking", "tracking"]),
        ("8040490154203237518", "]d2", ["gs1", "imei"]),
        # A plain symbol is not GS1, whatever its form.
        ("4006381333931", "]C0", ["gtin", "serial"]),
        ("4006381333931", "]A0", ["gtin", "serial"]),
        ("10614141000415", "]I1", ["gtin", "tracking", "tracking!", "serial"]),
        (LPN, "]C0", ["lpn"]),
        ("21ABC123", "]Q1", ["tracking!", "serial"]),
        # It may still look like GS1: then that comes last but one.
        ("01" + GTIN, "]C0", ["tracking!", "gs1", "serial"]),
        (f"01{GTIN}10A{GS}21B", "]d1", ["gs1"]),
        # An unknown identifier rules nothing out.
        ("4006381333931", "]W9", ["gtin", "gs1", "serial"]),
    ],
)
def test_the_symbology_identifier_decides_how_to_read(text: str, aim: str, expected: list[str]) -> None:
    assert kinds(text, aim) == expected
    assert kinds(aim + text) == expected  # the identifier may stand in front of the text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LPN, ["lpn"]),
        (LPN.lower(), ["lpn"]),
        ("T-A17", ["tote"]),
        ("B-Xy_9", ["badge"]),
        (make_control("UNDO"), ["command"]),
        ("CMD-UNDO-0", ["command!"]),
        ("RMA-000123", ["rma", "serial"]),
        ("ret00012", ["tracking!", "rma", "serial"]),
        ("106141412345678908", ["sscc", "gs1", "serial"]),
        ("00106141412345678908", ["sscc", "gs1", "serial"]),
        ("036000291452", ["gtin", "tracking!", "tracking!", "tracking!", "tracking!", "serial"]),
        ("9783161484100", ["gtin", "isbn", "serial"]),
        ("978-3-16-148410-0", ["isbn", "serial"]),
        ("490154203237518", ["tracking!", "tracking!", "imei", "serial"]),
        ("1Z5R89390357567127", ["tracking", "serial"]),
        ("RB123456785GB", ["tracking", "serial"]),
        ("SN-2024/0007", ["serial"]),
        ("A1B2", ["serial"]),
        ("A1", ["unknown!"]),
        ("https://id.gs1.org/01/04006381333931/21/ABC", ["digital_link"]),
        ("https://id.gs1.org/00/106141412345678908", ["sscc", "digital_link"]),
        ("https://id.gs1.org/01/04006381333932", ["digital_link!"]),
    ],
)
def test_without_an_identifier_all_readings_are_offered_in_order(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_a_valid_code_of_ours_is_nothing_else() -> None:
    """A label or badge scanned while a serial number is asked for must not be booked as one."""
    for text in (LPN, "T-1234", "B-12345678", make_control("QTY-5")):
        assert len(parse(text)) == 1


def test_a_code_with_the_form_of_an_lpn_and_a_wrong_check_character_may_be_a_serial_number() -> None:
    """Makers use such numbers; the damaged label comes first, with both characters named."""
    first, *_, last = parse("R7K3Q000001V")
    assert (first.kind, first.valid) == (Kind.LPN, False)
    assert "Expected check character U, got V" in first.reason
    assert last.kind is Kind.SERIAL


def test_the_sites_own_rma_numbers_are_data() -> None:
    pattern = re.compile(r"[A-Z]{2}/[0-9]{5}")
    assert [r.kind for r in parse("AB/12345", rma_pattern=pattern)] == [Kind.RMA, Kind.SERIAL]
    assert [r.kind for r in parse("RMA-000123", rma_pattern=pattern)] == [Kind.SERIAL]
    assert identify("AB/12345", rma_pattern=pattern)["readings"][0]["kind"] == "rma"  # type: ignore[index]


def test_restricted_circulation_is_flagged() -> None:
    assert "restricted circulation" in only("2012345678903", Kind.GTIN).reason


@pytest.mark.parametrize("text", ["ABC", "A" * 3 + "1" * 38, " AB12", "AB12 ", "ABCDEF", "AB\t12", "äb12"])
def test_what_is_no_plausible_serial_number_is_not_offered_as_one(text: str) -> None:
    assert all(reading.kind is not Kind.SERIAL for reading in parse(text))


@pytest.mark.parametrize("text", ["AB12", "A" * 39 + "1", "SN 12 34", "x-1_2/3.4"])
def test_a_plausible_serial_number_is_offered_as_it_is(text: str) -> None:
    assert only(text, Kind.SERIAL).value == text


def test_spaces_and_line_ends_around_a_code_are_ignored() -> None:
    assert parse(f" {LPN}\r\n") == parse(LPN)
    assert only(" 4006381333931\r", Kind.GTIN).value == GTIN
    assert only("4 006381 333931", Kind.GTIN).value == GTIN


def test_identify_prints_the_published_shape() -> None:
    assert identify("]E04006381333931") == {
        "text": "]E04006381333931",
        "readings": [
            {
                "kind": "gtin",
                "value": GTIN,
                "carrier": None,
                "valid": True,
                "reason": "GTIN-13: check digit 1 is right.",
            }
        ],
    }
    assert identify("1Z5R89390357567127")["readings"][0]["carrier"] == "UPS"  # type: ignore[index]


def test_the_kinds_are_those_that_scripts_rely_on() -> None:
    published = "lpn tote badge command rma tracking gtin sscc gs1 digital_link imei isbn serial unknown"
    assert [kind.value for kind in Kind] == published.split()


def test_reading_a_code_needs_no_heavy_library() -> None:
    """The library for GS1 takes 25 MB and a tenth of a second; reading codes stands on the start path."""
    program = (
        "import sys; from app.symbols.parse import parse; parse('0104006381333931', ']d2'); parse('1Z5R89390357567127');"
        "print(sorted({'biip', 'stdnum', 'msgspec', 'sqlalchemy', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
