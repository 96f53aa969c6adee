"""Bars that read as well in grey: every kind has a pattern of its own, and every bar says its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from app.domain.vocabulary import Route
from reports.page import MUTED, Sheet
from reports.typeface import REGULAR, SMALLEST_PT

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

BAR_PITCH = 10.5
"""Height of a bar with its gap, in points."""


class Pattern(Enum):
    """How a bar is filled: paper, ink (both hexadecimal RGB), and the slopes of its hatching."""

    RESTOCK = ("116B3C", "116B3C", ())
    REFURBISH = ("DFEBFB", "0B57B7", (1,))
    DISPOSE = ("F8E2DD", "8A2B1B", (1, -1))
    HOLD = ("FFFFFF", "7A5200", ())


PATTERN_OF_ROUTE = {
    Route.RESTOCK: Pattern.RESTOCK,
    Route.REFURBISH: Pattern.REFURBISH,
    Route.DISPOSE: Pattern.DISPOSE,
    Route.HOLD: Pattern.HOLD,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        label: what it is, at its left.
        text: its number in words, at its right.
    """

    label: str
    value: int
    text: str
    pattern: Pattern


def bars_height(bars: int) -> float:
    """Height of a chart with so many bars."""
    return bars * BAR_PITCH


def draw_bars(sheet: Sheet, bars: Sequence[Bar], x: float, y: float, width: float) -> None:
    """Draw a chart with its upper left corner at x, y; `bars_height` says how high it gets."""
    if not sheet.drawing:
        return
    from reportlab.graphics import renderPDF

    face = sheet.face()
    label_width = max(face.width(bar.label, SMALLEST_PT) for bar in bars) + 6
    text_width = max(face.width(bar.text, SMALLEST_PT) for bar in bars) + 6
    drawing = _drawing(bars, width, label_width, max(20.0, width - label_width - text_width))
    renderPDF.draw(drawing, sheet.canvas, x, y - drawing.height)


def _drawing(bars: Sequence[Bar], width: float, label_width: float, room: float) -> "Drawing":
    from reportlab.graphics.shapes import Drawing, Line, String
    from reportlab.lib.colors import Color, black

    height = bars_height(len(bars))
    # Without a font of our own every chart would begin with an unembedded Times.
    drawing = Drawing(width, height, initialFontName=REGULAR)
    longest = max(bar.value for bar in bars) or 1
    for number, bar in enumerate(bars):
        bottom = height - (number + 1) * BAR_PITCH + 1.5
        drawing.add(String(0, bottom + 2, bar.label, fontName=REGULAR, fontSize=SMALLEST_PT, fillColor=black))
        length = room * bar.value / longest
        _fill(drawing, label_width, bottom, length, BAR_PITCH - 3, bar.pattern)
        drawing.add(
            String(
                label_width + length + 4, bottom + 2, bar.text, fontName=REGULAR, fontSize=SMALLEST_PT, fillColor=black
            )
        )
    drawing.add(Line(label_width, 0, label_width, height, strokeColor=Color(*MUTED), strokeWidth=0.6))
    return drawing


def _fill(drawing: "Drawing", x: float, y: float, width: float, height: float, pattern: Pattern) -> None:
    from reportlab.graphics.shapes import Line, Rect
    from reportlab.lib.colors import HexColor

    paper, ink, slopes = pattern.value
    edge = Rect(x, y, width, height)
    edge.fillColor, edge.strokeColor, edge.strokeWidth = HexColor(f"#{paper}"), HexColor(f"#{ink}"), 0.6
    drawing.add(edge)
    for slope in slopes:
        offset = -height
        while offset < width:
            # A line of 45 degrees from the bottom edge (or the top one), cut at the ends of the bar.
            start, end = max(0.0, offset), min(width, offset + height)
            low, high = start - offset, end - offset
            if slope < 0:
                low, high = height - low, height - high
            drawing.add(Line(x + start, y + low, x + end, y + high, strokeColor=HexColor(f"#{ink}"), strokeWidth=0.5))
            offset += 3.2
