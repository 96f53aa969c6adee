import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.label import Code128, Inverse, LabelDocument, Matrix2D, MatrixKind, Rule, TextLine
from devices.printers.code128 import code128_runs
from devices.printers.layout import dots_per_mm
from devices.printers.pdf import encode_pdf
from tests.devices.printers.reading import FONTS, ink_box, pdf_picture, row_runs, symbols, values


def label(*elements, width=100, height=50, dpi=203):
    return encode_pdf(LabelDocument(width, height, dpi, elements), FONTS)


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].get_textpage()
        return page.get_text_bounded()
    finally:
        document.close()


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_symbols_for_any_printer_are_read_from_a_page_at_203_dpi(dpi):
    pdf = label(
        Code128(0, 1, "R7K3Q000123O", round(0.375 * dots_per_mm(dpi)), 12),
        Code128(0, 16, "9912345678", round(0.375 * dots_per_mm(dpi)), 12),
        Matrix2D(70, 1, "T-0312", MatrixKind.DATAMATRIX, round(0.625 * dots_per_mm(dpi))),
        Matrix2D(70, 20, "T-0313", MatrixKind.QR, round(0.625 * dots_per_mm(dpi))),
        dpi=dpi,
    )
    assert values(pdf_picture(pdf, 203)) == [b"9912345678", b"R7K3Q000123O", b"T-0313", b"T-0312"]


@given(
    st.one_of(
        st.from_regex(r"R[0-9A-HJKMNP-TV-Z]{4}[0-9]{6}[0-9A-Z]", fullmatch=True),
        st.text(st.characters(max_codepoint=0x7F), min_size=1, max_size=12),
        st.text("0123456789", min_size=1, max_size=15).map(lambda digits: "99" + digits),
    )
)
@settings(max_examples=40)
def test_any_code_is_read_from_a_page_at_203_dpi(value):
    assert symbols(pdf_picture(label(Code128(0, 1, value, 3, 12)), 203)) == [("]C0", value.encode())]


def test_bars_stand_on_the_dots_of_a_203_dpi_head():
    image = pdf_picture(label(Code128(0, 1, "R7K3Q000123O", 3, 12)), 203.2)
    margin, *runs, _ = row_runs(image, 50)
    assert runs == [run * 3 for run in code128_runs("R7K3Q000123O")]
    assert margin == 30


@pytest.mark.parametrize(("width", "height"), [(100, 50), (57, 32), (101.6, 152.4)])
def test_the_page_is_the_label(width, height):
    document = pypdfium2.PdfDocument(label(Rule(1, 1, 10, 1), width=width, height=height))
    assert document[0].get_size() == pytest.approx((width / 25.4 * 72, height / 25.4 * 72), abs=0.01)
    document.close()


def test_text_can_be_read_and_searched_in_any_script():
    text = text_of(label(TextLine(1, 5, "Наушники «Аврора»", 2), Inverse(1, 10, 60, 10, "ДОРАБОТКА", 6)))
    assert "Наушники «Аврора»" in text
    assert "ДОРАБОТКА" in text


def test_text_and_rules_have_their_place():
    image = pdf_picture(label(Rule(10, 20, 30, 0.5)), 203.2)
    assert ink_box(image) == pytest.approx((80, 160, 320, 164), abs=1)
    left, top, right, bottom = ink_box(pdf_picture(label(TextLine(10, 20, "HIM", 3)), 203.2))
    assert (top, bottom) == pytest.approx((160, 184), abs=1)
    assert 80 <= left < right < 200


def test_the_same_label_gives_the_same_bytes():
    elements = (TextLine(1, 5, "Наушники", 2), TextLine(1, 10, "bold", 2, bold=True), Code128(0, 20, "T-1", 3, 12))
    assert label(*elements) == label(*elements)


def test_every_font_is_inside_the_file():
    pdf = label(TextLine(1, 5, "Ж", 2), TextLine(1, 10, "Ж", 2, bold=True), Code128(0, 20, "T-1", 3, 12, caption=True))
    assert pdf.count(b"/FontFile2") == 3
    assert pdf.count(b"/BaseFont") == 3 + pdf.count(b"/BaseFont /Helvetica")


def test_text_that_looks_like_pdf_stays_text():
    assert text_of(label(TextLine(1, 5, r"(a\) Tj ET Q", 2))).strip() == r"(a\) Tj ET Q"
