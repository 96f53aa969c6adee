import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import imei, isbn
from stdnum.iso7064 import mod_37_36

from app.domain.check_digits import ALPHANUMERIC, gs1, isbn10, luhn, mod37_36

DIGITS = "0123456789"


@given(st.text(ALPHANUMERIC, min_size=1, max_size=30))
def test_mod_37_36_agrees_with_an_independent_implementation(payload: str) -> None:
    assert mod37_36(payload) == mod_37_36.calc_check_digit(payload)


def test_mod_37_36_knows_the_examples_of_published_labels() -> None:
    # DPD Parcel Label Specification, section on the barcode's check character.
    assert mod37_36("008182709980000020033350276") == "C"
    assert mod37_36("008182709980000020045327276") == "N"


@pytest.mark.parametrize("payload", ["a", "A-B", "Ä", " ", "\ud800"])
def test_mod_37_36_refuses_other_characters(payload: str) -> None:
    with pytest.raises(ValueError, match="Expected digits and capital letters A to Z, got"):
        mod37_36(payload)


@pytest.mark.parametrize(
    "number",
    [
        "4006381333931",  # GTIN-13
        "036000291452",  # GTIN-12
        "96385074",  # GTIN-8
        "10614141000415",  # GTIN-14
        "106141412345678908",  # SSCC, GS1 Digital Link standard
        "7032069804988",
    ],
)
def test_the_gs1_check_digit_of_published_numbers(number: str) -> None:
    assert gs1(number[:-1]) == number[-1]


@given(st.text(DIGITS, min_size=14, max_size=14))
def test_luhn_agrees_with_an_independent_implementation(payload: str) -> None:
    number = payload + luhn(payload)
    assert imei.is_valid(number) or imei.imei_type(number) != "IMEI"


@given(st.text(DIGITS, min_size=9, max_size=9))
def test_the_isbn_10_check_digit_agrees_with_an_independent_implementation(payload: str) -> None:
    assert isbn.is_valid(payload + isbn10(payload))


@given(st.text(DIGITS, min_size=2, max_size=20), st.data())
def test_the_gs1_check_digit_detects_every_single_wrong_digit(payload: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(payload) - 1))
    digit = data.draw(st.sampled_from(DIGITS.replace(payload[place], "")))
    assert gs1(payload[:place] + digit + payload[place + 1 :]) != gs1(payload)
