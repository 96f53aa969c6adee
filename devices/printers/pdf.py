"""Labels as PDF, one label a page of exactly its size, for printers of the operating system and for archives.

Made without time stamps and random names: the same label gives the same bytes.
"""

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, assert_never

from devices.label import LabelDocument
from devices.printers.layout import Bars, Block, Item, Layout, Modules, Rectangle, Words, arrange, dots_per_mm
from devices.printers.typeface import LabelFonts, typeface

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_POINTS_PER_MM: Final = 72 / 25.4


def encode_pdf(document: LabelDocument, fonts: LabelFonts) -> bytes:
    """The label as a PDF of one page, fonts embedded, bars and modules as rectangles on the printer's dots.

    Raises:
        LabelError: something does not fit on the media or cannot be encoded.
        OSError: a font file cannot be read.
    """
    from reportlab.pdfgen.canvas import Canvas

    layout = arrange(document, fonts)
    file = io.BytesIO()
    size = (document.width_mm * _POINTS_PER_MM, document.height_mm * _POINTS_PER_MM)
    canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle("Label")
    canvas.setCreator("Dockgrade")
    # From here on the unit is a printer's dot, counted from the top left corner; the baseline of text is turned back below.
    dot = _POINTS_PER_MM / dots_per_mm(document.dpi)
    canvas.translate(0, size[1])
    canvas.scale(dot, dot)
    page = _Page(canvas, layout, fonts)
    for item in layout.items:
        page.draw(item)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


class _Page:
    def __init__(self, canvas: "Canvas", layout: Layout, fonts: LabelFonts) -> None:
        self._canvas = canvas
        self._fonts = fonts

    def draw(self, item: Item) -> None:
        match item:
            case Rectangle():
                self._fill([(item.x, item.y, item.width, item.height)])
            case Bars():
                self._fill(_bar_areas(item))
            case Modules():
                self._fill(_module_areas(item))
            case Words():
                self._words(item, gray=0)
            case Block():
                self._fill([(item.area.x, item.area.y, item.area.width, item.area.height)])
                self._words(item.words, gray=1)
            case _:
                assert_never(item)

    def _fill(self, areas: list[tuple[int, int, int, int]]) -> None:
        self._canvas.setFillGray(0)
        path = self._canvas.beginPath()
        for x, y, width, height in areas:
            path.rect(x, -y - height, width, height)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _words(self, words: Words, gray: int) -> None:
        path = self._fonts.path(words.face)
        self._canvas.setFillGray(gray)
        self._canvas.setFont(_registered(path), words.cap / typeface(path).cap_ratio)
        self._canvas.drawString(words.x, -words.baseline, words.text)


def _bar_areas(bars: Bars) -> list[tuple[int, int, int, int]]:
    areas, x = [], bars.x
    for place, run in enumerate(bars.runs):
        if place % 2 == 0:
            areas.append((x, bars.y, run, bars.height))
        x += run
    return areas


def _module_areas(symbol: Modules) -> list[tuple[int, int, int, int]]:
    """Neighbours in a row as one rectangle, so that no hairline shows between them."""
    areas, size, side = [], len(symbol.rows), symbol.module_dots
    for line, row in enumerate(symbol.rows):
        digits = f"{row:0{size}b}"
        start = digits.find("1")
        while start >= 0:
            end = digits.find("0", start)
            end = size if end < 0 else end
            areas.append((symbol.x + start * side, symbol.y + line * side, (end - start) * side, side))
            start = digits.find("1", end)
    return areas


@lru_cache(maxsize=16)
def _registered(path: Path) -> str:
    """The name under which reportlab knows the font file."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"label-{path.stem}"
    pdfmetrics.registerFont(TTFont(name, str(path)))
    return name
