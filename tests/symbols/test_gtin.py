import pytest
from biip import ParseError
from biip.gtin import Gtin
from biip.upc import Upc
from hypothesis import given
from hypothesis import strategies as st

from app.domain.check_digits import gs1
from app.symbols.gtin import expand_upc_e, read_gtin, read_sscc
from app.symbols.readings import Kind, Reading

DIGITS = "0123456789"


@pytest.mark.parametrize(
    ("digits", "value", "reason"),
    [
        ("4006381333931", "04006381333931", "GTIN-13: check digit 1 is right."),
        ("036000291452", "00036000291452", "GTIN-12: check digit 2 is right."),
        ("96385074", "00000096385074", "GTIN-8: check digit 4 is right."),
        ("10614141000415", "10614141000415", "GTIN-14: check digit 5 is right."),
    ],
)
def test_each_length_becomes_fourteen_digits(digits: str, value: str, reason: str) -> None:
    assert read_gtin(digits) == (Reading(Kind.GTIN, value, None, True, reason, (("gtin", value),)),)


def test_a_wrong_check_digit_names_both_and_gives_no_fields() -> None:
    reason = "GTIN-13: expected check digit 1, got 2."
    assert read_gtin("4006381333932") == (Reading(Kind.GTIN, "04006381333932", None, False, reason),)


@pytest.mark.parametrize("digits", ["", "1", "1234567", "123456789", "12345678901", "123456789012345"])
def test_another_length_is_no_gtin(digits: str) -> None:
    assert read_gtin(digits) == ()


@pytest.mark.parametrize(
    ("body", "remark"),
    [
        ("200000000000", "Prefix 200: restricted circulation"),
        ("299999999999", "Prefix 299: restricted circulation"),
        ("020000000000", "Prefix 020: restricted circulation"),
        ("040000000000", "Prefix 040: restricted circulation within one company"),
        ("050000000000", "Prefix 050: a coupon"),
        ("977000000000", "Prefix 977: a serial publication"),
        ("980000000000", "Prefix 980: a refund receipt"),
        ("990000000000", "Prefix 990: a coupon"),
        ("0200000", "Prefix 0 or 2 of a GTIN-8: restricted circulation"),
        ("2000000", "Prefix 0 or 2 of a GTIN-8: restricted circulation"),
    ],
)
def test_numbers_that_mean_something_else_elsewhere_are_flagged(body: str, remark: str) -> None:
    reading = read_gtin(body + gs1(body))[0]
    assert reading.valid
    assert remark in reading.reason


def test_a_upc_of_restricted_circulation_is_flagged() -> None:
    body = "20000000001"
    assert "Prefix 020: restricted circulation" in read_gtin(body + gs1(body))[0].reason


@pytest.mark.parametrize("body", ["400638133393", "019999999999", "300000000000", "978316148410", "195000000000"])
def test_ordinary_goods_are_not_flagged(body: str) -> None:
    assert "Prefix" not in read_gtin(body + gs1(body))[0].reason


@given(st.sampled_from([8, 12, 13, 14]), st.data())
def test_validity_agrees_with_an_independent_reader(length: int, data: st.DataObject) -> None:
    digits = data.draw(st.text(DIGITS, min_size=length, max_size=length))
    reading = read_gtin(digits)[0]
    try:
        expected = Gtin.parse(digits).as_gtin_14()
    except ParseError:
        assert not reading.valid
    else:
        assert (reading.value, reading.valid) == (expected, True)


@given(st.sampled_from("01"), st.text(DIGITS, min_size=6, max_size=6))
def test_upc_e_expands_as_in_an_independent_reader(system: str, body: str) -> None:
    digits = next(
        (text for check in DIGITS if gs1((text := system + body + check) and expand_upc_e(text)[:-1]) == check), ""
    )
    assert Upc.parse(digits).as_upc_a() == expand_upc_e(digits)


def test_eight_digits_may_be_a_short_upc() -> None:
    first, second = read_gtin("04252614")
    assert (first.value, first.valid) == ("00000004252614", False)
    assert (second.value, second.valid) == ("00042100005264", True)
    assert second.reason == "UPC-E, short for 042100005264: check digit 4 is right."
    assert len(read_gtin("04252614", upc_e=False)) == 1
    assert len(read_gtin("04252615")) == 1


@pytest.mark.parametrize("digits", ["106141412345678908", "00106141412345678908"])
def test_an_sscc_is_read_with_and_without_its_identifier(digits: str) -> None:
    (reading,) = read_sscc(digits)
    assert (reading.kind, reading.value, reading.valid) == (Kind.SSCC, "106141412345678908", True)
    assert reading.fields == (("sscc", "106141412345678908"),)


def test_a_wrong_sscc_names_both_check_digits() -> None:
    (reading,) = read_sscc("106141412345678900")
    assert not reading.valid
    assert reading.reason == "SSCC of 18 digits: expected check digit 8, got 0."
    assert reading.fields == ()


@pytest.mark.parametrize("digits", ["", "1061414123456789", "01106141412345678908"])
def test_another_form_is_no_sscc(digits: str) -> None:
    assert read_sscc(digits) == ()
