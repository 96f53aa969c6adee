import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.printers.typeface import Face, printable, typeface
from tests.devices.printers.reading import FONTS

_WORDS = st.text("Наушники abcHW 0189.,-№äÉ", min_size=1, max_size=30).filter(lambda text: not text.isspace())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Сер. №", "Сер. №"),
        ("two\r\nlines\tand", "two  lines and"),
        ("GS\x1dNUL\x00DEL\x7f", "GS·NUL·DEL·"),
        ("nbsp\u00a0thin\u2009", "nbsp thin "),
        ("turn\u202eround\u200b", "turn·round·"),
        ("\ud800", "·"),
    ],
)
def test_text_without_a_printed_form_becomes_dots_and_spaces(text, shown):
    assert printable(text) == shown


@given(st.text())
def test_printable_text_is_as_long_and_printable(text):
    assert len(printable(text)) == len(text)
    assert printable(text).isprintable()


@pytest.mark.parametrize("face", list(Face))
@pytest.mark.parametrize("cap", [12, 16, 24, 32, 64])
def test_a_capital_letter_is_as_high_as_asked_for_give_or_take_a_dot(face, cap):
    line = typeface(FONTS.path(face)).draw("H", cap)
    assert abs(line.bitmap.height - cap) <= 1
    assert line.above == line.bitmap.height, "it stands on the baseline"


@given(_WORDS, st.integers(10, 70))
def test_a_line_is_drawn_as_wide_as_it_is_measured(text, cap):
    face = typeface(FONTS.bold)
    line = face.draw(text, cap)
    slack = cap * 0.35  # side bearings, and glyphs that reach over their advance
    assert -slack <= line.left
    assert line.left + line.bitmap.width <= face.width(text, cap) + slack
    assert face.width(text, cap * 2) == pytest.approx(2 * face.width(text, cap))


def test_a_drawn_line_has_ink_up_to_its_edges():
    bitmap = typeface(FONTS.sans).draw("Ящик Qj", 20).bitmap
    image = Image.frombytes("1", (bitmap.width, bitmap.height), bitmap.data)
    assert image.getbbox() == (0, 0, bitmap.width, bitmap.height)


def test_spaces_alone_have_no_ink():
    bitmap = typeface(FONTS.sans).draw("   ", 20).bitmap
    assert not any(bitmap.data)


def test_many_different_characters_do_not_pile_up_glyphs_for_ever():
    face = typeface(FONTS.mono)
    for first in range(0x400, 0x400 + 250):
        for cap in range(12, 32):
            face.draw(chr(first), cap)
    assert len(face._glyphs) <= 4096


def test_a_missing_font_file_is_an_environment_error(tmp_path):
    with pytest.raises(OSError, match="cannot open resource"):
        typeface(tmp_path / "no.ttf")
