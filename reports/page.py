"""The paper that every report is printed on: A4 with a head and a foot on each page, drawn once and shown on all.

A report is drawn twice on a `Sheet`: first without a canvas, which only counts, so that "page x of y" is known; then in earnest.
Lengths are points from the lower left corner, as in PDF; `y` is the upper edge of the room that is still free.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, BinaryIO

from app.errors import BugError
from reports.typeface import BOLD, REGULAR, SMALLEST_PT, Face, register_fonts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4

BLACK = (0.0, 0.0, 0.0)
MUTED = (0.30, 0.34, 0.38)
LINE = (0.62, 0.66, 0.70)
SHADE = (0.93, 0.94, 0.95)
DEEP_SHADE = (0.86, 0.88, 0.90)

Colour = tuple[float, float, float]

_MARGIN = 10 * MM
_HEAD = 23 * MM
_FOOT = 7 * MM
_TITLE_PT = 16.0
_FACT_PT = 8.0
_DOT = 72 / 300  # of a printer with 300 dots per inch; finer ones divide it
_BAR = 4 * _DOT
_BARCODE_HEIGHT = 9 * MM


class Paper(Enum):
    """A4, upright or on its side; (width, height) in points."""

    PORTRAIT = (210 * MM, 297 * MM)
    LANDSCAPE = (297 * MM, 210 * MM)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page.

    Attributes:
        facts: lines of (label, value) pairs below the title.
        foot: the line at the bottom, left.
        page_of: words for (page, pages).
        reprint: words of the reprint mark; "" on a first print.
        author: of the file; "" when nobody is known.
        subject: of the file.
        generated_at: aware; the file's own date.
        version: of the program.
        language: ISO 639 code of the words.
    """

    title: str
    facts: tuple[tuple[tuple[str, str], ...], ...]
    foot: str
    page_of: Callable[[int, int], str]
    reprint: str
    report_id: str
    author: str
    subject: str
    generated_at: datetime
    version: str
    language: str


class Sheet:
    """The pages of one report, one after the other.

    Attributes:
        left, right, bottom, top: edges of the room between head and foot.
        y: upper edge of what is still free on this page.
        page: number of this page, from 1.
    """

    def __init__(self, paper: Paper, frame: Frame, canvas: "Canvas | None" = None, pages: int = 0) -> None:
        self.size = paper.value
        self.frame = frame
        self.left = _MARGIN
        self.right = self.size[0] - _MARGIN
        self.bottom = _MARGIN + _FOOT
        self.top = self.size[1] - _MARGIN - _HEAD
        self.y = self.top
        self.page = 1
        self._pages = pages
        self._canvas = canvas
        self._faces = {bold: Face(BOLD if bold else REGULAR, canvas) for bold in (False, True)}
        if canvas is not None:
            self._keep_frame(canvas)
            self._put_frame(canvas)

    @property
    def drawing(self) -> bool:
        """Whether something is drawn; False while pages are only counted."""
        return self._canvas is not None

    @property
    def canvas(self) -> "Canvas":
        """The canvas. Raises BugError while pages are only counted."""
        if self._canvas is None:
            raise BugError("There is no canvas while pages are counted.")
        return self._canvas

    @property
    def width(self) -> float:
        """Width of the room."""
        return self.right - self.left

    def face(self, *, bold: bool = False) -> Face:
        """A typeface of this document; it measures even while pages are only counted."""
        return self._faces[bold]

    def new_page(self) -> None:
        """Go on with the next page."""
        self.page += 1
        self.y = self.top
        if self._canvas is not None:
            self._canvas.showPage()
            self._put_frame(self._canvas)

    def ensure(self, height: float) -> None:
        """Turn the page unless this much is free, or the page is empty already."""
        if self.y - height < self.bottom - 0.01 and self.y < self.top:
            self.new_page()

    def down(self, height: float) -> None:
        """Leave some room free, at most the rest of the page."""
        self.y = max(self.bottom, self.y - height)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size_pt: float,
        *,
        bold: bool = False,
        colour: Colour = BLACK,
        width: float | None = None,
        align: str = "left",
    ) -> None:
        """Write one line with its baseline at y; `x` is its left, right or middle as `align` says; shortened to `width`."""
        if self._canvas is None or not text:
            return
        assert size_pt >= SMALLEST_PT
        face = self._faces[bold]
        shown = text if width is None else face.fit(text, width, size_pt)
        if align != "left":
            length = face.width(shown, size_pt)
            x -= length if align == "right" else length / 2
        red, green, blue = colour
        self._canvas.addLiteral(
            f"BT {red:g} {green:g} {blue:g} rg {face.select(size_pt)} 1 0 0 1 {x:.2f} {y:.2f} Tm "
            f"{face.operators(shown, size_pt)} ET 0 g"
        )

    def rule(
        self,
        y: float,
        *,
        left: float | None = None,
        right: float | None = None,
        weight: float = 0.5,
        colour: Colour = LINE,
    ) -> None:
        """A horizontal line, from edge to edge unless told otherwise."""
        if self._canvas is not None:
            self._canvas.setStrokeColorRGB(*colour)
            self._canvas.setLineWidth(weight)
            self._canvas.line(self.left if left is None else left, y, self.right if right is None else right, y)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = LINE,
    ) -> None:
        """A rectangle with its lower left corner at x, y."""
        if self._canvas is None:
            return
        if fill:
            self._canvas.setFillColorRGB(*fill)
        if stroke:
            self._canvas.setStrokeColorRGB(*stroke)
            self._canvas.setLineWidth(0.5)
        self._canvas.rect(x, y, width, height, stroke=int(stroke is not None), fill=int(fill is not None))
        self._canvas.setFillColorRGB(*BLACK)

    def heading(self, text: str, *, keep: float, aside: str = "") -> None:
        """A section's title, kept on one page with so much of what follows; `aside` stands small after it."""
        self.ensure(20 + keep)
        self.title(text, aside)
        if self._canvas is not None:
            key = f"section-{self.page}-{self.y:.0f}"
            self._canvas.bookmarkHorizontal(key, 0, self.y + 21)
            self._canvas.addOutlineEntry(text, key)

    def title(self, text: str, aside: str = "") -> None:
        """A section's title where the sheet stands, without a bookmark."""
        self.down(13)
        self.text(self.left, self.y, text, 11, bold=True)
        if aside and self._canvas is not None:
            x = self.left + self._faces[True].width(text, 11) + 6
            self.text(x, self.y, aside, 8, colour=MUTED, width=self.right - x)
        self.down(7)

    def _keep_frame(self, canvas: "Canvas") -> None:
        """Draw what is the same on all pages, once."""
        from reportlab.graphics.barcode.code128 import Code128

        frame = self.frame
        canvas.beginForm("frame", 0, 0, *self.size)
        edge = self.size[1] - _MARGIN
        bars = Code128(frame.report_id, barHeight=_BARCODE_HEIGHT, barWidth=_BAR, quiet=False)
        bars_left = math.floor((self.right - bars.width) / _DOT) * _DOT  # each bar a whole number of dots
        bars.drawOn(canvas, bars_left, edge - _BARCODE_HEIGHT)
        self.text(bars_left, edge - _BARCODE_HEIGHT - 9, frame.report_id, 8)
        room = bars_left - 8 * MM - self.left
        if frame.reprint:
            width = self._faces[True].width(frame.reprint, 11) + 10
            mark = bars_left - 8 * MM - width
            self.box(mark, edge - 15, width, 17, stroke=BLACK)
            self.text(mark + 5, edge - 10.5, frame.reprint, 11, bold=True)
            room -= width + 6
        self.text(self.left, edge - 12, frame.title, _TITLE_PT, bold=True, width=room)
        y = edge - 27
        for line in frame.facts:
            x = self.left
            for label, value in line:
                limit = bars_left - 8 * MM if y > edge - _BARCODE_HEIGHT - 14 else self.right
                self.text(x, y, label, _FACT_PT, colour=MUTED)
                x += self._faces[False].width(label, _FACT_PT) + 4
                shown = self._faces[True].fit(value, limit - x, _FACT_PT)
                self.text(x, y, shown, _FACT_PT, bold=True)
                x += self._faces[True].width(shown, _FACT_PT) + 12
            y -= 11
        self.rule(edge - _HEAD + 3 * MM, weight=1, colour=BLACK)
        self.rule(self.bottom - 3 * MM)
        room = self.width - 40 * MM
        self.text(self.left, _MARGIN, frame.foot, SMALLEST_PT, colour=MUTED, width=room)
        canvas.endForm()

    def _put_frame(self, canvas: "Canvas") -> None:
        canvas.doForm("frame")
        page_of = self.frame.page_of(self.page, self._pages)
        self.text(self.right, _MARGIN, page_of, SMALLEST_PT, align="right")


def print_pages(paper: Paper, frame: Frame, out: BinaryIO, draw: Callable[[Sheet], None]) -> int:
    """Draw a report as a PDF file and return its number of pages.

    The same arguments give the same bytes. Raises BugError when the second drawing needs other pages than the first counted.
    """
    from reportlab.pdfbase.pdfdoc import PDFZCompress
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    counted = Sheet(paper, frame)
    draw(counted)
    # Without an initial font of our own, reportlab puts an unembedded Helvetica into every page.
    font: Any = REGULAR  # the published stub takes its name for a number
    canvas = Canvas(
        out, pagesize=paper.value, invariant=1, pageCompression=0, initialFontName=font, lang=frame.language
    )
    # Compressed by the document's own filter: `pageCompression` would wrap each page into ASCII 85, a third of the whole time.
    canvas._doc.defaultStreamFilters = [PDFZCompress]  # type: ignore[attr-defined]  # reportlab has no public name for it
    canvas.setTitle(f"{frame.title} {frame.report_id}")
    canvas.setAuthor(frame.author)
    canvas.setSubject(frame.subject)
    canvas.setKeywords(frame.report_id)
    canvas.setCreator(f"Dockgrade {frame.version}")
    canvas.setProducer(f"Dockgrade {frame.version}")
    # `invariant` dates every file to the year 2000; the moment of the report is as invariant, and true.
    canvas.setDateFormatter(lambda *_: frame.generated_at.strftime("D:%Y%m%d%H%M%SZ"))
    sheet = Sheet(paper, frame, canvas, counted.page)
    draw(sheet)
    if sheet.page != counted.page:
        raise BugError(f"Expected {counted.page} pages, drew {sheet.page}.")
    canvas.showPage()
    canvas.save()
    return sheet.page
