import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

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
from devices.printers.raster import render_png
from devices.printers.typeface import Bitmap, printable
from devices.printers.zpl import encode_zpl, escape_field
from devices.printers.zpl_graphic import graphic_field
from tests.devices.printers.reading import FONTS, ink_box, picture, row_runs, values
from tests.devices.printers.zpl_reading import commands, field_texts, graphics, names

LPN = "R7K3Q000123O"
_DANGEROUS = st.text(st.sampled_from("^~\\_XZAJ0FSGD,&\x00\x1d\r\n é\x1b\x10"), min_size=1, max_size=20)
_LATIN = st.text(st.characters(max_codepoint=0xFF), min_size=1, max_size=20)


def encoded(*elements, width=100, height=50, dpi=203):
    return encode_zpl(LabelDocument(width, height, dpi, elements), FONTS)


def drawn(*elements, width=100, height=50, dpi=203):
    return picture(render_png(LabelDocument(width, height, dpi, elements), FONTS))


def only_dots(zpl, width=800, height=400):
    """Everything of a label that is sent as dots, as one picture."""
    page = Image.new("L", (width, height), 255)
    for x, y, graphic in graphics(zpl):
        page.paste(0, (x, y), graphic.point(lambda value: 255 - value))
    return page


def test_a_label_is_one_format_with_its_size_and_everything_pinned():
    zpl = encoded(Rule(1, 1, 10, 1))
    assert zpl.startswith(b"^XA")
    assert zpl.endswith(b"^XZ\n")
    settings = {command.name: command.data for command in commands(zpl)}
    assert settings["^CI"] == b"28"
    assert settings["^PW"] == b"800"
    assert settings["^LL"] == b"400"
    assert settings["^LH"] == b"0,0"
    assert settings["^LS"] == b"0"
    assert settings["^PQ"] == b"1"
    assert settings["^PO"] == b"N"


@given(st.one_of(_DANGEROUS, _LATIN), st.sampled_from(Align))
@example("^XZ^XA^FDforged^FS", Align.LEFT)
@example("~JA", Align.RIGHT)
@example("~HS", Align.CENTER)
@example("_5EXZ", Align.LEFT)
@example("\\&new line\\(*)", Align.CENTER)
@example("a\r\n^XZ\x00~JR", Align.LEFT)
def test_scanned_text_is_printed_and_never_obeyed(text, align):
    zpl = encoded(TextLine(1, 1, text, 1.5, align=align), TextBlock(1, 10, text, 1.5, 95, 1), width=300)
    found = names(zpl)
    assert found.count("^XA") == 1
    assert found.count("^XZ") == 1
    assert not [name for name in found if name.startswith("~")]
    shown = printable(text)
    natives = field_texts(zpl)
    if shown.strip():
        assert len(natives) + len(graphics(zpl)) == 2
        assert " ".join(shown.split()) in natives
        if align is Align.LEFT or "\\" not in text:
            assert shown in natives


@given(st.text(min_size=1, max_size=20))
def test_no_text_in_any_script_adds_a_command(text):
    plain = encoded(TextLine(1, 1, "x", 1.5), Inverse(1, 10, 90, 8, "x", 5), width=300)
    zpl = encoded(TextLine(1, 1, text, 1.5), Inverse(1, 10, 90, 8, text, 5), width=300)
    assert set(names(zpl)) <= {*names(plain), "^GF", "^FB"}
    assert names(zpl).count("^XA") == names(zpl).count("^XZ") == 1


@given(st.text(max_size=30).filter(lambda text: text.isprintable()))
def test_escaped_field_data_holds_only_harmless_bytes_and_decodes_to_the_text(text):
    data = escape_field(text)
    assert re.fullmatch(rb"(?:[ -\[\]`-}]|_[0-9A-F]{2})*", data)
    assert re.sub(rb"_([0-9A-F]{2})", lambda m: bytes([int(m[1], 16)]), data).decode() == text


def test_control_characters_would_be_escaped_too():
    assert escape_field("\x00\x1d\r\n\x7f^~\\_") == b"_00_1D_0D_0A_7F_5E_7E_5C_5F"


@given(st.text(st.characters(max_codepoint=0x7F), min_size=1, max_size=14))
@example("^XZ^XA")
@example("~JA")
@example("99\r\n\x00")
def test_a_scanned_value_in_a_barcode_is_dots_and_no_command(value):
    zpl = encoded(Code128(0, 1, value, 2, 12), Matrix2D(80, 20, value, MatrixKind.DATAMATRIX, 3))
    assert names(zpl).count("^XA") == names(zpl).count("^XZ") == 1
    assert "^FD" not in names(zpl)
    assert values(only_dots(zpl)) == [value.encode()] * 2


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_bars_and_modules_are_the_same_dots_as_in_the_preview(dpi):
    elements = (
        Code128(1, 1, LPN, 3 * dpi // 200, 12),
        Matrix2D(80, 1, LPN, MatrixKind.DATAMATRIX, 5),
        Matrix2D(80, 25, LPN, MatrixKind.QR, 3),
    )
    preview = drawn(*elements, dpi=dpi)
    assert only_dots(encoded(*elements, dpi=dpi), *preview.size).tobytes() == preview.tobytes()


def test_bars_have_whole_dots_and_their_quiet_zones():
    margin, *runs, rest = row_runs(only_dots(encoded(Code128(0, 1, LPN, 3, 12))), 50)
    assert margin >= 30
    assert rest >= 30
    assert all(run % 3 == 0 for run in runs)


def test_latin_text_is_set_by_the_printer_on_the_baseline_of_the_preview():
    zpl = encoded(TextLine(10, 20, "Größe 42 ÷ é", 3))
    assert b"^FT80,184^A0N,32,32^FH_^FDGr_C3_B6_C3_9Fe 42 _C3_B7 _C3_A9^FS" in zpl
    assert not graphics(zpl)


@pytest.mark.parametrize(("align", "letter"), [(Align.CENTER, b"C"), (Align.RIGHT, b"R")])
def test_aligned_text_is_aligned_by_the_printer_inside_its_width(align, letter):
    zpl = encoded(TextLine(10, 20, "T-0312", 3, max_width_mm=40, align=align))
    assert b"^FT80,184^A0N,32,32^FB320,1,0," + letter + b",0^FH_" in zpl


def test_text_in_a_script_that_the_printer_may_lack_is_sent_as_the_previews_dots():
    elements = (TextLine(10, 20, "Наушники «Аврора»", 3), TextLine(10, 30, "Сер. № Żółw", 2, bold=True))
    zpl = encoded(*elements)
    assert field_texts(zpl) == []
    assert only_dots(zpl).tobytes() == drawn(*elements).tobytes()


def test_a_backslash_in_aligned_text_is_drawn_because_a_field_block_would_obey_it():
    zpl = encoded(TextLine(10, 20, "a\\&b", 3, align=Align.RIGHT), TextLine(10, 30, "a\\&b", 3))
    assert field_texts(zpl) == ["a\\&b"]
    assert len(graphics(zpl)) == 1


def test_a_block_is_a_black_box_with_reversed_text():
    zpl = encoded(Inverse(10, 10, 60, 12, "HOLD", 8))
    assert b"^FO80,80^GB480,96,96^FS" in zpl
    assert b"^FR^FH_^FDHOLD^FS" in zpl


def test_a_cyrillic_block_is_the_previews_dots():
    block = Inverse(10, 10, 60, 12, "СПИСАНИЕ", 8)
    zpl = encoded(block)
    assert names(zpl).count("^GF") == 1
    assert only_dots(zpl).tobytes() == drawn(block).tobytes()


def test_the_same_cyrillic_block_elsewhere_is_the_same_graphic():
    first, second = (encoded(Inverse(x, y, 60, 12, "СПИСАНИЕ", 8)) for x, y in ((10, 10), (20, 30)))
    assert graphics(first)[0][2].tobytes() == graphics(second)[0][2].tobytes()
    assert graphics(second)[0][:2] == (160, 240)


def test_a_box_is_four_filled_rectangles():
    zpl = encoded(Box(10, 10, 20, 5, 0.5))
    assert zpl.count(b"^GB") == 4
    assert b"^FO80,80^GB160,4,4^FS" in zpl


def test_a_letter_that_reaches_over_the_edge_stays_on_the_label():
    zpl = encoded(TextLine(0, 0, "ЙЁ", 3))
    ((x, y, graphic),) = graphics(zpl)
    assert (x, y) >= (0, 0)
    assert ink_box(graphic) is not None


def test_what_does_not_fit_is_refused():
    with pytest.raises(LabelError):
        encoded(Code128(90, 1, LPN, 3, 12))


@given(st.integers(1, 4800), st.data())
def test_any_dots_come_back_from_a_graphic_field(width, data):
    step = (width + 7) // 8
    # Runs of equal bytes and rows are what the packing is about.
    row = st.lists(st.tuples(st.sampled_from([0, 255, 0x11, 0xA0]), st.integers(1, 600)), min_size=1).map(
        lambda runs: b"".join(bytes([value]) * length for value, length in runs)[:step].ljust(step, b"\0")
    )
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    field = graphic_field(Bitmap(width, len(rows), b"".join(rows)))
    ((_, _, graphic),) = graphics(b"^FO0,0" + field)
    assert graphic.point(lambda value: 255 - value).convert("1").tobytes() == b"".join(rows)
