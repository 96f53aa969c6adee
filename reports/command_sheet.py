"""The sheet of command barcodes: hung up at the bench, it works a whole parcel without a key or a mouse.

A4 upright, grouped as the work goes. The bars are Code 128 with a module of 0.33 mm, wide enough for any scanner at arm's length.
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
COLUMNS = 2
CELL_HEIGHT = 23 * MM
BAR_HEIGHT = 11 * MM
MODULE = 0.33 * MM
HEADING_HEIGHT = 10 * MM


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
class _Mark:
    """A heading (without code) or a barcode at its place; x and y of the upper left corner."""

    x: float
    y: float
    text: str
    code: str = ""

    def draw(self, canvas: "Canvas") -> None:
        if not self.code:
            canvas.setFont(BOLD, 11)
            canvas.drawString(self.x, self.y - 7 * MM, self.text)
            canvas.setLineWidth(0.5)
            canvas.line(self.x, self.y - 8.5 * MM, PAGE[0] - MARGIN, self.y - 8.5 * MM)
            return
        from reportlab.graphics.barcode.code128 import Code128

        bars = Code128(self.code, barWidth=MODULE, barHeight=BAR_HEIGHT, quiet=1, humanReadable=0)
        bars.drawOn(canvas, self.x, self.y - 3 * MM - BAR_HEIGHT)  # the quiet zone is part of its width
        left = self.x + 10 * MODULE
        width = (PAGE[0] - 2 * MARGIN) / COLUMNS - 12 * MODULE
        canvas.setFont(BOLD, 9.5)
        canvas.drawString(left, self.y - BAR_HEIGHT - 7 * MM, Face(BOLD, canvas).fit(self.text, width, 9.5))
        canvas.setFont(REGULAR, 7)
        canvas.drawString(left, self.y - BAR_HEIGHT - 10 * MM, self.code)


def _layout(groups: Sequence[SheetGroup]) -> list[list[_Mark]]:
    top, bottom = PAGE[1] - MARGIN - 8 * MM, MARGIN
    column = (PAGE[0] - 2 * MARGIN) / COLUMNS
    pages: list[list[_Mark]] = [[]]
    y = top
    for group in groups:
        if y - HEADING_HEIGHT - CELL_HEIGHT < bottom:
            pages.append([])
            y = top
        pages[-1].append(_Mark(MARGIN, y, group.heading))
        y -= HEADING_HEIGHT
        for row in _rows(group.codes, column):
            if y - CELL_HEIGHT < bottom:
                pages.append([])
                y = top
            for offset, code in enumerate(row):
                pages[-1].append(_Mark(MARGIN + offset * column, y, code.text, code.code))
            y -= CELL_HEIGHT
    return pages


def _rows(codes: Sequence[SheetCode], column: float) -> list[list[SheetCode]]:
    """Codes row by row; one that is wider than a column has a row of its own."""
    rows: list[list[SheetCode]] = []
    for code in codes:
        wide = _width(code.code) > column
        if wide or not rows or len(rows[-1]) == COLUMNS or _width(rows[-1][0].code) > column:
            rows.append([code])
        else:
            rows[-1].append(code)
    return rows


def _width(code: str) -> float:
    """Width of a Code 128 symbol in points, quiet zones included: 11 modules a character, start, check and stop."""
    return (11 * (len(code) + 2) + 13 + 20) * MODULE
