"""Reading labels back with independent programs: zxing-cpp for symbols, pypdfium2 for PDF, and plain counting of dots."""

import io
from itertools import groupby

import pypdfium2
import zxingcpp
from PIL import Image

from app import fonts
from devices.printers.typeface import LabelFonts

FONTS = LabelFonts(sans=fonts.SANS, bold=fonts.SANS_BOLD, mono=fonts.MONO)


def picture(png):
    """A PNG as a grey picture."""
    return Image.open(io.BytesIO(png)).convert("L")


def pdf_picture(pdf, dpi):
    """The only page of a PDF as a grey picture, rasterised at that resolution."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        # A hair less, because a page that is a hair wider than whole pixels is stretched over one more.
        return document[0].render(scale=dpi / 72 * (1 - 1e-6)).to_pil().convert("L")
    finally:
        document.close()


def symbols(image):
    """Every symbol in a picture as (AIM identifier, bytes), in a fixed order."""
    return sorted((found.symbology_identifier, bytes(found.bytes)) for found in zxingcpp.read_barcodes(image))


def values(image):
    """The bytes of every symbol in a picture."""
    return [data for _, data in symbols(image)]


def row_runs(image, y):
    """Widths of white, black, white … in one row of a picture; the first may be 0."""
    row = [image.getpixel((x, y)) < 128 for x in range(image.width)]
    runs = [(black, len(list(run))) for black, run in groupby(row)]
    widths = [width for _, width in runs]
    return [0, *widths] if runs[0][0] else widths


def ink_box(image):
    """The bounding box of everything black as (left, top, right, bottom), or None."""
    return image.point(lambda value: 255 if value < 128 else 0).getbbox()
