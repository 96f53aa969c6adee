import pytest

from app.symbols.imei import read_imei
from app.symbols.readings import Kind, Reading


@pytest.mark.parametrize("text", ["490154203237518", "49-015420-323751-8", "49 015420 323751 8"])
def test_an_imei_is_read_with_and_without_groups(text: str) -> None:
    fields = (("imei", "490154203237518"),)
    assert read_imei(text) == (
        Reading(Kind.IMEI, "490154203237518", None, True, "IMEI: check digit 8 is right.", fields),
    )


def test_a_wrong_check_digit_names_both() -> None:
    reason = "IMEI: expected check digit 8, got 7."
    assert read_imei("490154203237517") == (Reading(Kind.IMEI, "490154203237517", None, False, reason),)


@pytest.mark.parametrize("text", ["", "49015420323751", "4901542032375189", "49015420323751A", "49-0154203-23751-8"])
def test_another_form_is_no_imei(text: str) -> None:
    assert read_imei(text) == ()
