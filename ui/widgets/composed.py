"""Texts and icons laid out once and painted often.

A widget composes itself into parts when what it shows changes; painting only draws them. So a repaint costs no measuring, and a
test can ask every widget whether a text was cut.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from ui import icons
from ui.theme.fonts import measure, mono, sans
from ui.theme.theme import qcolor

_ELLIPSIS = "…"
_LEADING = 1.28


class Align(Enum):
    """Where a text stands in its box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text broken into lines.

    Attributes:
        line_px: height of one line.
        elided: whether something had to be left out.
    """

    font: QFont
    lines: tuple[str, ...]
    line_px: int
    elided: bool

    @property
    def height(self) -> int:
        """Of all lines, in pixels."""
        return self.line_px * len(self.lines)

    @property
    def width(self) -> int:
        """Of the widest line, in pixels."""
        return max((measure(self.font).horizontalAdvance(line) for line in self.lines), default=0)


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text in its place. The text stands in the vertical middle of its box.

    Attributes:
        may_elide: whether leaving out its end is all right, because the whole text is also somewhere else.
    """

    box: QRect
    fitted: Fitted
    colour: str
    align: Align = Align.LEFT
    may_elide: bool = False


@dataclass(frozen=True, slots=True)
class IconPart:
    """An icon in its place, a square."""

    box: QRect
    name: str
    colour: str


Part = TextPart | IconPart


class Composition:
    """Parts of a widget, made when they are first needed after a change."""

    def __init__(self, compose: Callable[[], Iterable[Part]]) -> None:
        self._compose = compose
        self._parts: tuple[Part, ...] | None = None

    def parts(self) -> tuple[Part, ...]:
        """The parts as they are painted."""
        if self._parts is None:
            self._parts = tuple(self._compose())
        return self._parts

    def forget(self) -> None:
        """Compose anew before the next painting."""
        self._parts = None

    def cut_texts(self) -> list[str]:
        """Texts that do not fit their box although they must."""
        return [
            " ".join(part.fitted.lines)
            for part in self.parts()
            if isinstance(part, TextPart)
            and not part.may_elide
            and (part.fitted.elided or part.fitted.height > part.box.height() or part.fitted.width > part.box.width())
        ]


@lru_cache(maxsize=4096)
def fit(
    text: str, width: int, sizes: tuple[int, ...], *, lines: int = 1, bold: bool = False, fixed: bool = False
) -> Fitted:
    """Break a text into at most `lines` lines of `width` pixels, in the first of the sizes in which it fits.

    In the last size what does not fit is left out, and an ellipsis stands for it. `fixed` takes the font of codes.
    """
    fitted = None
    for size in sizes:
        font = mono(size) if fixed else sans(size, bold=bold)
        fitted = _wrapped(text, width, font, lines, round(size * _LEADING))
        if not fitted.elided:
            break
    if fitted is None:
        raise ValueError("Expected at least one size, got none.")
    return fitted


def _wrapped(text: str, width: int, font: QFont, lines: int, line_px: int) -> Fitted:
    metrics = measure(font)
    text = " ".join(text.split())
    if metrics.horizontalAdvance(text) <= width:
        return Fitted(font, (text,), line_px, elided=False)
    done: list[str] = []
    rest = text.split(" ")
    while rest and len(done) < lines - 1:
        taken = 1
        while taken < len(rest) and metrics.horizontalAdvance(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        line = " ".join(rest[:taken])
        if metrics.horizontalAdvance(line) > width:  # one word wider than the box
            break
        done.append(line)
        rest = rest[taken:]
    last = " ".join(rest)
    if not last:
        return Fitted(font, tuple(done), line_px, elided=False)
    if metrics.horizontalAdvance(last) <= width:
        return Fitted(font, (*done, last), line_px, elided=False)
    return Fitted(font, (*done, metrics.elidedText(last, Qt.TextElideMode.ElideRight, width)), line_px, elided=True)


def draw(painter: QPainter, parts: Iterable[Part]) -> None:
    """Paint texts and icons."""
    for part in parts:
        if isinstance(part, IconPart):
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(part.box.topLeft(), icons.pixmap(part.name, part.colour, part.box.width(), ratio))
        else:
            _draw_text(painter, part)


def _draw_text(painter: QPainter, part: TextPart) -> None:
    font = part.fitted.font
    metrics = measure(font)
    painter.setFont(font)
    painter.setPen(qcolor(part.colour))
    top = part.box.top() + (part.box.height() - part.fitted.height) / 2
    baseline = (part.fitted.line_px - metrics.height()) / 2 + metrics.ascent()
    for number, line in enumerate(part.fitted.lines):
        left = float(part.box.left())
        if part.align is not Align.LEFT:
            free = part.box.width() - metrics.horizontalAdvance(line)
            left += free if part.align is Align.RIGHT else free / 2
        painter.drawText(QPointF(round(left), round(top + number * part.fitted.line_px + baseline)), line)


def block(painter: QPainter, box: QRect, radius: int, fill: str | None, edge: str | None, edge_px: float = 1.0) -> None:
    """Paint a rounded block; its edge lies inside the box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(qcolor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(qcolor(edge), edge_px) if edge else Qt.PenStyle.NoPen)
    inset = edge_px / 2 if edge else 0.0
    painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), radius, radius)
