import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.label import (
    Align,
    Code128,
    Inverse,
    LabelDocument,
    Matrix2D,
    MatrixKind,
    Rule,
    TextLine,
)
from devices.printers.code128 import code128_runs
from devices.printers.layout import dots_per_mm
from devices.printers.raster import render_png
from tests.devices.printers.reading import FONTS, ink_box, picture, row_runs, symbols

LPN = "R7K3Q000123O"


def drawn(*elements, width=100, height=50, dpi=203, scale=1):
    return picture(render_png(LabelDocument(width, height, dpi, elements), FONTS, scale))


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_every_kind_of_symbol_is_read_at_every_resolution(dpi):
    image = drawn(
        Code128(0, 1, "R7K3Q000123O", round(0.375 * dots_per_mm(dpi)), 12, caption=True),
        Matrix2D(70, 1, "T-0312", MatrixKind.DATAMATRIX, round(0.625 * dots_per_mm(dpi))),
        Matrix2D(70, 20, "T-0313", MatrixKind.QR, round(0.625 * dots_per_mm(dpi))),
        Code128(0, 20, "(00)340123450000000003", round(0.375 * dots_per_mm(dpi)), 12, gs1=True),
        dpi=dpi,
    )
    assert symbols(image) == [
        ("]C0", b"R7K3Q000123O"),
        ("]C1", b"00340123450000000003"),
        ("]Q1", b"T-0313"),
        ("]d1", b"T-0312"),
    ]


@given(st.from_regex(r"R[0-9A-HJKMNP-TV-Z]{4}[0-9]{6}[0-9A-Z]", fullmatch=True))
@settings(max_examples=40)
def test_any_lpn_is_read_from_two_dots_a_module(lpn):
    assert symbols(drawn(Code128(0, 1, lpn, 2, 12), height=15)) == [("]C0", lpn.encode())]


@pytest.mark.parametrize("module_dots", [2, 3, 4, 9])
def test_bars_have_the_printed_widths_in_dots(module_dots):
    image = drawn(Code128(0, 1, LPN, module_dots, 12), width=250)
    margin, *runs, rest = row_runs(image, 50)
    assert runs == [run * module_dots for run in code128_runs(LPN)]
    assert margin == 10 * module_dots
    assert rest >= 10 * module_dots
    assert row_runs(image, 8) == row_runs(image, 8 + 95) == row_runs(image, 50), "the same from top to bottom"
    assert len(row_runs(image, 7)) == len(row_runs(image, 8 + 96)) == 1, "white above and below"


def test_scale_makes_each_dot_a_square_of_pixels():
    once, thrice = drawn(Code128(0, 1, LPN, 2, 12)), drawn(Code128(0, 1, LPN, 2, 12), scale=3)
    assert thrice.size == (2400, 1200)
    assert row_runs(thrice, 150) == [run * 3 for run in row_runs(once, 50)]


def test_rules_have_their_place_to_the_dot():
    assert ink_box(drawn(Rule(10, 20, 30, 0.5))) == (80, 160, 320, 164)


def test_text_has_its_place():
    left, top, right, bottom = ink_box(drawn(TextLine(10, 20, "HIM", 3)))
    assert abs(top - 160) <= 1
    assert abs(bottom - 184) <= 1
    assert 80 <= left <= 90
    assert right < 80 + 120


def test_cyrillic_text_is_letters_and_not_empty_boxes():
    shapes = {drawn(TextLine(0, 0, letter, 10), width=20, height=20).tobytes() for letter in "ЖДЯщы"}
    assert len(shapes) == 5


def test_the_word_of_a_block_is_white_on_black():
    image = drawn(Inverse(10, 10, 40, 12, "HOLD", 7))
    assert ink_box(image) == (80, 80, 400, 176)
    inside = image.crop((80, 80, 400, 176))
    white = ink_box(inside.point(lambda value: 255 - value))
    assert white is not None
    assert white[0] > 20
    assert white[3] - white[1] == pytest.approx(56, abs=3), "round letters reach a little over"


def test_text_over_the_edge_is_cut_without_an_error():
    image = drawn(TextLine(95, 48, "Ж", 5, max_width_mm=50, align=Align.LEFT))
    assert image.size == (800, 400)


def test_the_picture_says_its_resolution():
    import io

    from PIL import Image

    info = Image.open(io.BytesIO(render_png(LabelDocument(50, 30, 300, ()), FONTS))).info
    assert info["dpi"] == pytest.approx((300, 300), abs=0.1)
