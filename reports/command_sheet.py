"""The sheet of command barcodes: hung up at the bench, it works a whole parcel without a key or a mouse.

A4 upright, grouped as the work goes. The bars are Code 128 with a module of 0.33 mm, wide enough for any scanner at arm's length.
Every cell is of one height; a group stands in two columns where each of its codes has room in one, else all of it in one.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import KnownError
from reports.files import not_written
from reports.typeface import BOLD, REGULAR, Face, register_fonts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
MARGIN = 12 * MM
WIDTH = PAGE[0] - 2 * MARGIN
COLUMNS = 2
CELL_HEIGHT = 19 * MM
BAR_HEIGHT = 11 * MM
MODULE = 0.33 * MM
PADDING = 4 * MM
"""Left and right of the bars, more than the ten modules that have to be quiet there."""
ABOVE = 2.5 * MM
BELOW = 3.8 * MM
"""From the bars up to the cell's edge, and down to the line of words."""
HEADING_HEIGHT = 10 * MM
WHOLE_ROWS = 6
"""A group of no more rows is not parted for the page's end."""
NAME_PT, CODE_PT = 9.5, 7.0


@dataclass(frozen=True, slots=True)
class SheetCode:
    """One barcode: what to encode, and what it does in words."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Barcodes that belong together, under their heading."""

    heading: str
    codes: Sequence[SheetCode]


def write_command_sheet(
    out: Path, title: str, page_text: Callable[[int, int], str], groups: Sequence[SheetGroup]
) -> int:
    """Write the sheet and return how many pages it has. Raises KnownError when the file cannot be written.

    `page_text` makes "page x of y" in the language of the sheet.
    """
    from reportlab.pdfgen.canvas import Canvas

    if out.suffix.lower() != ".pdf":
        raise KnownError(f"Expected a file that ends in .pdf, got {out.name!r}.", "Choose another name.", exit_code=2)
    register_fonts()
    pages = _layout(groups)
    part = out.with_name(f".{out.name}.part")
    try:
        canvas = Canvas(str(part), pagesize=PAGE, invariant=1, initialFontName=REGULAR)  # type: ignore[arg-type]  # the stub takes it for a size
        canvas.setTitle(title)
        canvas.setAuthor("Dockgrade")
        for number, page in enumerate(pages, start=1):
            canvas.setFont(BOLD, 15)
            canvas.drawString(MARGIN, PAGE[1] - MARGIN - 4 * MM, title)
            canvas.setFont(REGULAR, 8)
            canvas.drawRightString(PAGE[0] - MARGIN, MARGIN - 4 * MM, page_text(number, len(pages)))
            for mark in page:
                mark.draw(canvas)
            canvas.showPage()
        canvas.save()
        part.replace(out)
    except OSError as err:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise not_written(err, out) from err
    return len(pages)


@dataclass(frozen=True, slots=True)
class _Heading:
    """A group's heading; x and y of the upper left corner of its room."""

    x: float
    y: float
    text: str

    def draw(self, canvas: "Canvas") -> None:
        canvas.setFont(BOLD, 11)
        canvas.drawString(self.x, self.y - 7 * MM, self.text)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A barcode in its cell: the bars, below them on one line what it does and its code; x and y of the upper left corner."""

    x: float
    y: float
    width: float
    code: SheetCode

    def draw(self, canvas: "Canvas") -> None:
        from reportlab.graphics.barcode.code128 import Code128

        canvas.setLineWidth(0.4)
        canvas.setStrokeGray(0.6)
        canvas.rect(self.x, self.y - CELL_HEIGHT, self.width, CELL_HEIGHT)
        left, right = self.x + PADDING, self.x + self.width - PADDING
        bars = Code128(self.code.code, barWidth=MODULE, barHeight=BAR_HEIGHT, quiet=0, humanReadable=0)
        bars.drawOn(canvas, left, self.y - ABOVE - BAR_HEIGHT)
        baseline = self.y - ABOVE - BAR_HEIGHT - BELOW
        canvas.setFont(REGULAR, CODE_PT)
        canvas.drawRightString(right, baseline, self.code.code)
        room = right - left - Face(REGULAR, canvas).width(self.code.code, CODE_PT) - 2 * MM
        canvas.setFont(BOLD, NAME_PT)
        canvas.drawString(left, baseline, Face(BOLD, canvas).fit(self.code.text, room, NAME_PT))


def _layout(groups: Sequence[SheetGroup]) -> list[list[_Heading | _Cell]]:
    """What stands on each page; a group that goes on over a page's end has its heading there again."""
    top, bottom = PAGE[1] - MARGIN - 8 * MM, MARGIN
    pages: list[list[_Heading | _Cell]] = [[]]
    y = top
    for group in groups:
        columns = _columns(group.codes)
        width = WIDTH / columns
        rows = -(-len(group.codes) // columns)
        if y - HEADING_HEIGHT - CELL_HEIGHT * (rows if rows <= WHOLE_ROWS else 1) < bottom:
            pages.append([])
            y = top
        headed = False
        for first in range(0, len(group.codes), columns):
            if y - CELL_HEIGHT < bottom:
                pages.append([])
                y, headed = top, False
            if not headed:
                pages[-1].append(_Heading(MARGIN, y, group.heading))
                y, headed = y - HEADING_HEIGHT, True
            for column, code in enumerate(group.codes[first : first + columns]):
                pages[-1].append(_Cell(MARGIN + column * width, y, width, code))
            y -= CELL_HEIGHT
    return pages


def _columns(codes: Sequence[SheetCode]) -> int:
    """How many columns a group stands in: two, or one where a code is wider than half the paper."""
    widest = max((_bars_width(code.code) for code in codes), default=0.0)
    return COLUMNS if widest + 2 * PADDING <= WIDTH / COLUMNS else 1


def _bars_width(code: str) -> float:
    """Width of a Code 128 symbol in points without quiet zones: 11 modules a character, start and check, 13 the stop."""
    return (11 * (len(code) + 2) + 13) * MODULE
