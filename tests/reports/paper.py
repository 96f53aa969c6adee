"""Reading a printed report back, with a reader that is not ours."""

import csv
import ctypes
import io
import re
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True)
class Letters:
    """One run of text on a page: its font, whether the file carries that font, and its size as printed."""

    text: str
    font: str
    embedded: bool
    size_pt: float


def page_texts(data):
    """The text of each page, line ends as "\\n"."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def whole_text(data):
    return "\n".join(page_texts(data))


def flat_text(data):
    """All text as one line, so that a sentence is found wherever it breaks."""
    return re.sub(r"\s+", " ", whole_text(data))


def metadata(data):
    document = pypdfium2.PdfDocument(data)
    try:
        return document.get_metadata_dict()
    finally:
        document.close()


def picture(data, page=0, dpi=200):
    """A page as an array of grey values."""
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=dpi / 72, grayscale=True).to_numpy().copy()
    finally:
        document.close()


def letters(data, page):
    """Every run of text on a page, those in the repeated frame included."""
    document = pypdfium2.PdfDocument(data)
    try:
        leaf = document[page]
        text_page = leaf.get_textpage()
        return [
            _letters(item, text_page) for item in leaf.get_objects(max_depth=5) if item.type == pdfium.FPDF_PAGEOBJ_TEXT
        ]
    finally:
        document.close()


def _letters(item, text_page):
    font = pdfium.FPDFTextObj_GetFont(item.raw)
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, name, 200)
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(item.raw, size)
    length = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, buffer, length)
    text = bytes(buffer).decode("utf-16-le").rstrip("\0")
    scale = item.get_matrix().get()[3]
    embedded = pdfium.FPDFFont_GetIsEmbedded(font) == 1
    return Letters(text, name.value.decode(), embedded, size.value * abs(scale))


def csv_records(data):
    """The records of a CSV file, by the titles of its columns."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def gaps(data):
    """Between texts that stand side by side on a page's own lines, not the frame's: (text, text to its right, points between them)."""
    document = pypdfium2.PdfDocument(data)
    found = []
    try:
        for page in document:
            text_page = page.get_textpage()
            lines = {}
            for item in page.get_objects(max_depth=1):
                if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
                    left, _, right, _ = item.get_bounds()
                    line = lines.setdefault(round(item.get_matrix().get()[5], 1), [])
                    line.append((left, right, _letters(item, text_page).text.strip()))
            for line in map(sorted, lines.values()):
                found += [(one[2], other[2], other[0] - one[1]) for one, other in pairwise(line)]
    finally:
        document.close()
    return found
