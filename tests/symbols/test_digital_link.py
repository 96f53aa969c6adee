import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.symbols.digital_link import parse_digital_link

GTIN = "04006381333931"


@pytest.mark.parametrize(
    ("address", "elements"),
    [
        (f"https://id.gs1.org/01/{GTIN}", (("01", GTIN),)),
        (f"https://id.gs1.org/01/{GTIN}/", (("01", GTIN),)),
        (f"HTTPS://ID.GS1.ORG/01/{GTIN}/21/ABC", (("01", GTIN), ("21", "ABC"))),
        # Examples of the standard: a shorter GTIN, qualifiers, elements in the query, other parameters between them.
        ("https://id.gs1.org/01/614141123452?3103=000195", (("01", "00614141123452"), ("3103", "000195"))),
        (
            "https://id.gs1.org/00/106141412345678908?02=00614141123452&37=25&10=ABC123",
            (("00", "106141412345678908"), ("02", "00614141123452"), ("37", "25"), ("10", "ABC123")),
        ),
        (f"http://shop.example/de/p/01/{GTIN}/10/L%2F1?utm=x&99999=1#top", (("01", GTIN), ("10", "L/1"))),
        # A number in the shop's own path that only looks like a key.
        (f"https://shop.example/00/aisle/01/{GTIN}", (("01", GTIN),)),
        ("https://id.gs1.org/8004/4000001111", (("8004", "4000001111"),)),
    ],
)
def test_elements_are_read_from_the_address(address: str, elements: tuple[tuple[str, str], ...]) -> None:
    strings = parse_digital_link(address)
    assert strings.elements == elements
    assert strings.problems == ()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "Expected a web address, got other text."),
        ("01/" + GTIN, "Expected a web address, got other text."),
        ("https://", "Expected a web address, got other text."),
        ("ftp://id.gs1.org/01/" + GTIN, "Expected a web address, got other text."),
        ("https://shop.example/shoes", "Expected a GS1 key in the address, got none."),
        ("https://id.gs1.org/01", "Expected a value behind each GS1 key, got 1 parts."),
        ("https://id.gs1.org/01/" + GTIN + "/21", "Expected a value behind each GS1 key, got 3 parts."),
        ("https://id.gs1.org/01/123", "Expected 14 characters in (01), got 3."),
        ("https://id.gs1.org/01/" + GTIN + "/colour/red", "Expected a GS1 qualifier in the address, got 'colour'."),
    ],
)
def test_other_addresses_are_refused_with_both_sides_named(address: str, message: str) -> None:
    with pytest.raises(ValueError, match="Expected") as refused:
        parse_digital_link(address)
    assert str(refused.value) == message


def test_a_wrong_check_digit_is_a_problem() -> None:
    strings = parse_digital_link("https://id.gs1.org/01/04006381333932")
    assert strings.problems == ("Expected check digit 1 in (01), got 2.",)


@given(st.text(), st.sampled_from(["", "https://", "https://id.gs1.org/01/", "http://[", "https://x/?17="]))
def test_any_text_is_parsed_or_refused(text: str, start: str) -> None:
    try:
        strings = parse_digital_link(start + text)
    except ValueError:
        return
    assert strings.elements
