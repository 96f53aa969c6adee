import pytest

from app.symbols.parse import parse
from app.symbols.readings import Kind, Reading

GS = "\x1d"
GTIN = "04006381333931"


def kinds(text: str, aim: str = "") -> list[str]:
    return [reading.kind.value + ("" if reading.valid else "!") for reading in parse(text, aim)]


def only(text: str, kind: Kind, aim: str = "") -> Reading:
    (reading,) = (reading for reading in parse(text, aim) if reading.kind is kind)
    return reading


@pytest.mark.parametrize("stand_in", ["{GS}", "<GS>", "␝", "^]", "{FNC1}", "<FNC1>"])
def test_what_a_scanner_sends_in_place_of_gs_is_understood_and_said(stand_in: str) -> None:
    reading = only(f"01{GTIN}10LOT1{stand_in}21ABC", Kind.GS1)
    assert reading.valid
    assert reading.value == f"(01){GTIN}(10)LOT1(21)ABC"
    assert (reading.field("lot"), reading.field("serial")) == ("LOT1", "ABC")
    assert f"{stand_in} sent in place of the separator GS" in reading.reason


@pytest.mark.parametrize("text", ["price<GS>100", "{GS}", "a^]b", "{GS}XYZ"])
def test_a_stand_in_in_other_text_makes_no_gs1(text: str) -> None:
    assert all(reading.kind is not Kind.GS1 for reading in parse(text))


def test_gs_is_data_and_fnc1_in_front_shows_that_it_is_gs1() -> None:
    assert kinds(f"01{GTIN}10LOT1{GS}21ABC") == ["gs1"]
    for text in (f"{GS}10LOT1", f"10LOT1{GS}"):
        (reading,) = parse(text)
        assert (reading.kind, reading.reason) == (Kind.GS1, "GS1 element strings.")
    assert kinds("10LOT123")[-2:] == ["gs1", "serial"]  # supposed only


def test_the_human_readable_form_is_read() -> None:
    reading = only(f"(01){GTIN}(17)271231(10)A-7(21)X9", Kind.GS1)
    assert reading.valid
    assert "written with brackets" in reading.reason
    assert set(reading.fields) >= {
        ("gtin", GTIN),
        ("expiry", "2027-12-31"),
        ("lot", "A-7"),
        ("serial", "X9"),
        ("01", GTIN),
    }
    broken = only("(01)0400638", Kind.GS1)
    assert not broken.valid
    assert "Expected 14 characters in (01), got 7." in broken.reason


@pytest.mark.parametrize("aim", ["", "]C1", "]d2"])
def test_a_lost_separator_is_explained(aim: str) -> None:
    """zxing#1457: what can be seen is said; what cannot be seen is warned of."""
    too_long = next(
        reading for reading in parse(f"01{GTIN}10LOT-123456221SERIAL-9876", aim) if reading.kind is Kind.GS1
    )
    assert not too_long.valid
    assert "the separator (GS) behind it is probably lost" in too_long.reason
    hidden = only(f"01{GTIN}10LOT117271231", Kind.GS1, aim)
    assert hidden.valid
    assert "if the scanner drops it, (10) LOT117271231 is two fields" in hidden.reason
    assert "if the scanner drops it" not in only(f"01{GTIN}10LOT1{GS}17271231", Kind.GS1, aim).reason


def test_a_gs1_symbol_with_other_data_says_so_and_is_read_as_what_it_is() -> None:
    complaint, *others = parse("1Z5R89390357567127", "]C1")
    assert (complaint.kind, complaint.valid) == (Kind.GS1, False)
    assert complaint.reason.startswith("GS1-128 ought to hold GS1 element strings: Expected")
    assert [reading.kind for reading in others] == [Kind.TRACKING, Kind.SERIAL]


def test_a_wrong_check_digit_in_gs1_names_both_and_gives_no_names() -> None:
    reading = only(f"0104006381333932{GS}21ABC", Kind.GS1)
    assert not reading.valid
    assert "Expected check digit 1 in (01), got 2." in reading.reason
    assert reading.field("gtin") is None
    assert reading.field("01") == "04006381333932"


def test_what_stands_in_gs1_under_a_name_of_its_own_is_read_too() -> None:
    text = f"00106141412345678908400RMA-000123{GS}40170438101015432113"
    sscc, gs1, tracking, rma = parse(text, "]C1")
    assert (sscc.kind, sscc.value) == (Kind.SSCC, "106141412345678908")
    assert gs1.kind is Kind.GS1
    assert (tracking.kind, tracking.value, tracking.carrier) == (Kind.TRACKING, "70438101015432113", "Bring")
    assert tracking.reason == "GS1 number of a consignment (401)."
    assert (rma.kind, rma.value) == (Kind.RMA, "RMA-000123")
    assert rma.reason == "RMA number in the GS1 element (400)."


def test_a_shipment_number_in_gs1_has_its_check_digit_checked() -> None:
    reading = only("40270438101015432110", Kind.TRACKING, "]C1")
    assert not reading.valid
    assert "Expected check digit 3 in (402), got 0." in reading.reason


def test_a_service_relation_number_is_a_part_and_no_parcel() -> None:
    assert kinds("8017106141412345678908", "]C1") == ["gs1"]
    assert only("8017106141412345678908", Kind.GS1, "]C1").field("8017") == "106141412345678908"
