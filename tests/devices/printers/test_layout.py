import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.label import (
    Align,
    Box,
    Code128,
    Inverse,
    LabelDocument,
    LabelError,
    Matrix2D,
    MatrixKind,
    Rule,
    TextBlock,
    TextLine,
)
from devices.printers.layout import Bars, Block, Modules, Rectangle, Words, arrange, dots_per_mm
from devices.printers.typeface import Face, typeface
from tests.devices.printers.reading import FONTS

LPN = "R7K3Q000123O"


def items(*elements, width=100, height=50, dpi=203):
    return arrange(LabelDocument(width, height, dpi, elements), FONTS).items


@pytest.mark.parametrize(("dpi", "dots"), [(203, 800), (300, 1181), (600, 2362)])
def test_a_hundred_millimetres_are_a_whole_number_of_dots(dpi, dots):
    assert arrange(LabelDocument(100, 50, dpi, ()), FONTS).width == dots
    assert dots_per_mm(203) == 8


@pytest.mark.parametrize("module_dots", [1, 2, 3, 4, 9])
def test_bars_are_whole_modules_behind_a_quiet_zone_of_ten(module_dots):
    (bars,) = items(Code128(0, 5, LPN, module_dots, 12), width=300)
    assert isinstance(bars, Bars)
    assert bars.x == 10 * module_dots
    assert bars.height == 96
    assert all(run % module_dots == 0 for run in bars.runs)
    assert bars.width == 156 * module_dots


def test_the_caption_stands_centred_under_the_bars_in_the_font_for_codes():
    bars, caption = items(Code128(0, 5, LPN, 3, 12, caption=True))
    assert isinstance(caption, Words)
    assert caption.face is Face.MONO
    assert caption.text == LPN
    assert caption.baseline - caption.cap > bars.y + bars.height
    assert abs((2 * caption.x + caption.width) - (2 * bars.x + bars.width)) <= 2


def test_gs1_bars_begin_with_fnc1():
    plain, gs1 = items(
        Code128(0, 0, "(00)340123450000000003", 2, 12), Code128(0, 20, "(00)340123450000000003", 2, 12, gs1=True)
    )
    assert gs1.width < plain.width


@pytest.mark.parametrize(("kind", "quiet"), [(MatrixKind.DATAMATRIX, 1), (MatrixKind.QR, 4)])
def test_a_matrix_stands_inside_its_quiet_zone(kind, quiet):
    (symbol,) = items(Matrix2D(10, 10, LPN, kind, 5))
    assert isinstance(symbol, Modules)
    assert (symbol.x, symbol.y) == (80 + 5 * quiet, 80 + 5 * quiet)
    assert symbol.width == 5 * len(symbol.rows)


@pytest.mark.parametrize(
    ("element", "message"),
    [
        (Code128(34.1, 5, LPN, 3, 12), r"800 x 400 dots, got a Code 128 .* of 528 x 96 dots at 273, 40"),
        (Code128(0, 45, LPN, 3, 12), "Code 128"),
        (Code128(-0.1, 5, LPN, 3, 12), "Code 128"),
        (Matrix2D(92, 5, LPN, MatrixKind.DATAMATRIX, 5), "datamatrix"),
        (Box(50, 5, 51, 5, 0.4), "box"),
        (Rule(0, 50, 10, 0.3), "rule"),
        (Inverse(0, 0, 10, 51, "X", 4), "block"),
        (Code128(0, 5, LPN, 0, 12), "at least 1 dot, got 0"),
        (Matrix2D(0, 5, LPN, MatrixKind.QR, 0), "at least 1 dot, got 0"),
        (Code128(0, 5, "ä", 3, 12), "ASCII only"),
    ],
)
def test_what_does_not_fit_on_the_media_is_refused_not_cut(element, message):
    with pytest.raises(LabelError, match=message):
        items(element)


def test_a_code_that_fits_to_the_dot_is_taken():
    (bars,) = items(Code128(34, 38, LPN, 3, 12))
    assert bars.x + bars.width + 30 == 800


_ANY_TEXT = st.text(max_size=80)


@given(_ANY_TEXT, st.floats(1, 90), st.floats(0.5, 12), st.sampled_from(Align), st.booleans())
def test_a_line_never_leaves_its_width(text, width, size, align, bold):
    for words in items(TextLine(5, 5, text, size, bold=bold, max_width_mm=width, align=align)):
        assert words.box_x == 40
        assert words.x >= words.box_x
        assert words.x + words.width <= words.box_x + words.box_width
        assert typeface(FONTS.path(words.face)).width(words.text, words.cap) <= words.width


def test_a_line_without_a_width_ends_at_the_edge_of_the_label():
    (words,) = items(TextLine(90, 5, "W" * 40, 3))
    assert words.box_width == 80
    assert words.text.endswith("...")


def test_a_line_that_is_a_little_too_long_is_set_smaller_and_kept_whole():
    (full,) = items(TextLine(0, 5, "Nordkap Elektronikk", 3))
    (smaller,) = items(TextLine(0, 5, "Nordkap Elektronikk", 3, max_width_mm=full.width / 8 * 0.8))
    assert full.cap == 24
    assert 18 <= smaller.cap < 24
    assert smaller.text == "Nordkap Elektronikk"


def test_a_line_that_is_much_too_long_is_cut_at_three_quarters_of_its_size():
    (words,) = items(TextLine(0, 5, "Nordkap Elektronikk", 3, max_width_mm=10))
    assert words.cap == 18
    assert words.text.endswith("...")
    assert "Nordkap Elektronikk".startswith(words.text[:-3])


def test_small_text_is_cut_and_not_made_smaller_than_a_head_can_print():
    (words,) = items(TextLine(0, 5, "Nordkap Elektronikk", 1.5, max_width_mm=10))
    assert words.cap == 12
    assert words.text.endswith("...")


def test_a_width_for_not_even_three_dots_leaves_the_line_out():
    assert items(TextLine(0, 5, "Nordkap", 3, max_width_mm=0.5)) == ()
    assert items(TextLine(0, 5, "", 3)) == ()
    assert items(TextLine(0, 5, " ", 3)) == ()


@pytest.mark.parametrize(("align", "place"), [(Align.LEFT, 0), (Align.CENTER, 0.5), (Align.RIGHT, 1)])
def test_a_line_stands_where_it_is_aligned(align, place):
    (words,) = items(TextLine(10, 5, "T-0312", 3, max_width_mm=50, align=align))
    assert abs(words.x - (80 + (400 - words.width) * place)) <= 1


def test_a_line_stands_on_its_baseline():
    (words,) = items(TextLine(0, 5, "T-0312", 3))
    assert words.baseline == 40 + 24


@given(_ANY_TEXT, st.floats(4, 60), st.integers(1, 4))
def test_a_block_keeps_its_width_and_its_number_of_lines(text, width, max_lines):
    lines = items(TextBlock(2, 2, text, 2.5, width, max_lines))
    assert len(lines) <= max_lines
    for words in lines:
        assert words.width <= round(width * 8)
        assert words.cap == 20
    assert [words.baseline for words in lines] == [16 + 20 + round(n * 32) for n in range(len(lines))]


def test_a_block_breaks_between_words_and_ends_in_three_dots():
    lines = items(TextBlock(0, 2, "Aurora 20 W speaker, graphite, second edition", 2.5, 30, 2))
    assert lines[0].text == "Aurora 20 W"
    assert lines[1].text.startswith("speaker,")
    assert lines[1].text.endswith("...")


def test_a_block_breaks_a_word_that_is_longer_than_a_line():
    lines = items(TextBlock(0, 2, "Donaudampfschifffahrtsgesellschaft", 2.5, 20, 9))
    assert len(lines) > 1
    assert "".join(words.text for words in lines) == "Donaudampfschifffahrtsgesellschaft"


def test_a_box_is_four_bars_inside_its_size():
    frame = items(Box(10, 10, 20, 5, 0.5))
    assert set(frame) == {
        Rectangle(80, 80, 160, 4),
        Rectangle(80, 116, 160, 4),
        Rectangle(80, 84, 4, 32),
        Rectangle(236, 84, 4, 32),
    }


def test_a_line_of_a_box_is_never_thinner_than_a_dot_nor_thicker_than_the_box():
    assert items(Box(0, 0, 20, 5, 0))[0].height == 1
    assert items(Box(0, 0, 20, 5, 9))[0].height == 40


def test_the_word_of_a_block_stands_in_its_middle():
    (block,) = items(Inverse(10, 10, 60, 12, "HOLD", 8))
    assert isinstance(block, Block)
    words, area = block.words, block.area
    assert words.cap == 64
    assert abs((2 * words.x + words.width) - (2 * area.x + area.width)) <= 1
    above, below = words.baseline - words.cap - area.y, area.y + area.height - words.baseline
    assert abs(above - below) <= 1


def test_a_long_word_of_a_block_is_set_smaller_and_stays_inside():
    (block,) = items(Inverse(10, 10, 30, 12, "REFURBISH", 8))
    assert block.words.text == "REFURBISH"
    assert block.words.x > block.area.x
    assert block.words.x + block.words.width < block.area.x + block.area.width


def test_a_block_without_a_word_is_black():
    assert items(Inverse(10, 10, 30, 12, "", 8)) == (Rectangle(80, 80, 240, 96),)
