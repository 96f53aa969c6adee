import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.symbols.symbology import Content, split_identifier, symbology


@pytest.mark.parametrize(
    ("identifier", "name", "content"),
    [
        ("", "", Content.ANY),
        ("]C1", "GS1-128", Content.GS1),
        ("]C0", "Code 128", Content.PLAIN),
        ("]E0", "EAN-13 or UPC", Content.EAN),
        ("]E3", "EAN-13 with add-on", Content.EAN_WITH_ADD_ON),
        ("]E4", "EAN-8", Content.EAN_8),
        ("]d2", "GS1 DataMatrix", Content.GS1),
        ("]d1", "Data Matrix", Content.PLAIN),
        ("]Q3", "GS1 QR Code", Content.GS1),
        ("]Q1", "QR Code", Content.PLAIN),
        ("]Q0", "QR Code", Content.PLAIN),
        ("]e0", "GS1 DataBar", Content.GS1),
        ("]J1", "GS1 DotCode", Content.GS1),
        ("]A0", "Code 39", Content.PLAIN),
        ("]F0", "Codabar", Content.PLAIN),
        ("]I0", "Interleaved 2 of 5", Content.PLAIN),
    ],
)
def test_an_identifier_says_how_to_read(identifier: str, name: str, content: Content) -> None:
    found = symbology(identifier)
    assert (found.identifier, found.name, found.content) == (identifier, name, content)


@pytest.mark.parametrize("identifier", ["]ä1", "C1", "]C", "]C11", "]W0", "garbage", "]1C"])
def test_an_unknown_identifier_rules_nothing_out(identifier: str) -> None:
    assert symbology(identifier).content is Content.ANY


def test_an_identifier_in_front_of_the_data_is_parted_from_it() -> None:
    assert split_identifier("]C10104006381333931") == ("]C1", "0104006381333931")
    assert split_identifier("]d2") == ("]d2", "")


@pytest.mark.parametrize("text", ["", "]", "]C", "C10104", "]-1ABC", "x]C1"])
def test_other_text_stays_whole(text: str) -> None:
    assert split_identifier(text) == ("", text)


@given(st.text())
def test_no_identifier_is_too_strange(identifier: str) -> None:
    assert symbology(identifier).identifier == identifier
