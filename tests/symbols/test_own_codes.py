import pytest

from app.domain.lpn import make_lpn
from app.symbols.control import make_control
from app.symbols.own_codes import read_own_code
from app.symbols.readings import Kind

LPN = make_lpn("7K3Q", 1)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (LPN, Kind.LPN, LPN),
        (LPN.lower(), Kind.LPN, LPN),
        ("T-A1", Kind.TOTE, "T-A1"),
        ("t-restock-07", Kind.TOTE, "T-RESTOCK-07"),
        ("T-" + "A" * 20, Kind.TOTE, "T-" + "A" * 20),
        (make_control("ACCEPT"), Kind.COMMAND, "ACCEPT"),
        (make_control("QTY-777").lower(), Kind.COMMAND, "QTY-777"),
        ("B-x9_Kq-Z", Kind.BADGE, "B-x9_Kq-Z"),
        ("b-x9_Kq-Z", Kind.BADGE, "B-x9_Kq-Z"),
    ],
)
def test_our_own_codes_are_read(text: str, kind: Kind, value: str) -> None:
    reading = read_own_code(text)
    assert reading is not None
    assert (reading.kind, reading.value, reading.valid) == (kind, value, True)


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("R7K3Q000001V", Kind.LPN, "License plate number: Expected check character U, got V."),
        ("T-", Kind.TOTE, "Tote: expected 1 to 20 letters, digits or hyphens behind T-, got 0 characters."),
        ("T-" + "A" * 21, Kind.TOTE, "Tote: expected 1 to 20 letters, digits or hyphens behind T-, got 21 characters."),
        ("CMD-ACCEPT-0", Kind.COMMAND, "Command barcode: Expected check character D behind ACCEPT, got 0."),
        (
            "B-",
            Kind.BADGE,
            "Badge: expected 1 to 128 letters, digits, hyphens or underscores behind B-, got 0 characters.",
        ),
    ],
)
def test_a_damaged_code_of_ours_says_what_is_wrong(text: str, kind: Kind, reason: str) -> None:
    reading = read_own_code(text)
    assert reading is not None
    assert (reading.kind, reading.valid, reading.reason) == (kind, False, reason)


def test_the_parts_of_an_lpn_have_names() -> None:
    reading = read_own_code(LPN)
    assert reading is not None
    assert reading.fields == (("series", "7K3Q"), ("counter", "1"))
    assert reading.field("series") == "7K3Q"
    assert reading.field("nothing") is None


def test_a_damaged_badge_does_not_tell_its_token() -> None:
    reading = read_own_code("B-secret token!")
    assert reading is not None
    assert "secret" not in reading.reason


@pytest.mark.parametrize("text", ["", "R", "RMA-000123", "TX-1", "4006381333931", "CMDACCEPT", "1Z5R89390357567127"])
def test_other_text_is_none_of_ours(text: str) -> None:
    assert read_own_code(text) is None
