"""From millimetres to dots: the one place that decides where every dot of a label goes.

ZPL, PDF and the preview are all made from a `Layout`, so they agree. Everything is a whole number of dots: a bar that falls
between two dots of a thermal head prints as one of its neighbours.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, assert_never

from devices.label import (
    Align,
    Box,
    Code128,
    Element,
    Inverse,
    LabelDocument,
    LabelError,
    Matrix2D,
    Rule,
    TextBlock,
    TextLine,
)
from devices.printers.code128 import QUIET_MODULES, code128_runs, gs1_128_runs, width_modules
from devices.printers.fitting import fit, wrap
from devices.printers.matrix2d import QUIET_MODULES as MATRIX_QUIET_MODULES
from devices.printers.matrix2d import matrix_rows
from devices.printers.typeface import Face, LabelFonts, Typeface, printable, typeface

MM_PER_INCH: Final = 25.4
CAPTION_MM: Final = 2.5
CAPTION_GAP_MM: Final = 1.0
LINE_PITCH: Final = 1.6
"""Distance of two lines of a block, in heights of a capital letter."""

_DOTS_PER_MM: Final = {203: 8.0}
_SMALLEST_MM: Final = 1.5
_SMALLEST_PART: Final = 0.75
_SMALLEST_PART_INVERSE: Final = 0.4
_BLOCK_PADDING: Final = 0.25


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Black dots in a rectangle."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Upright bars: `runs` are the widths of bar, space, bar … in dots; x is the first bar's left edge."""

    x: int
    y: int
    height: int
    runs: tuple[int, ...]

    @property
    def width(self) -> int:
        """From the first bar's left edge to the last one's right edge."""
        return sum(self.runs)


@dataclass(frozen=True, slots=True)
class Modules:
    """A square symbol; each row is an integer whose highest of `len(rows)` bits is the leftmost module, 1 is dark."""

    x: int
    y: int
    module_dots: int
    rows: tuple[int, ...]

    @property
    def width(self) -> int:
        """Side of the symbol in dots."""
        return len(self.rows) * self.module_dots


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, already fitted.

    Attributes:
        x: where the pen starts when the line is drawn in our own font.
        baseline: the row below the capital letters' last row.
        width: of the line in our own font.
        cap: height of a capital letter.
        text: printable, and never wider than box_width in our own font.
        box_x, box_width, align: where a printer that sets the line in its own font has to keep it.
    """

    x: int
    baseline: int
    width: int
    cap: int
    text: str
    face: Face
    box_x: int
    box_width: int
    align: Align


@dataclass(frozen=True, slots=True)
class Block:
    """A black rectangle with white words inside."""

    area: Rectangle
    words: Words


Item = Rectangle | Bars | Modules | Words | Block


@dataclass(frozen=True, slots=True)
class Layout:
    """A label in dots; items in drawing order."""

    width: int
    height: int
    dpi: int
    items: tuple[Item, ...]


def dots_per_mm(dpi: int) -> float:
    """Dots in a millimetre. A "203 dpi" head has 8 dots a millimetre, which is 203.2 dpi; the others are what they say."""
    return _DOTS_PER_MM.get(dpi, dpi / MM_PER_INCH)


@dataclass(frozen=True, slots=True, eq=False)
class Media:
    """What a label is printed on. There is one object for each kind of media and fonts, so it is compared by identity.

    Attributes:
        width, height: in dots.
        scale: dots in a millimetre.
    """

    width: int
    height: int
    scale: float
    fonts: LabelFonts


def media_of(document: LabelDocument, fonts: LabelFonts) -> Media:
    """The media of a document."""
    return _media(document.width_mm, document.height_mm, document.dpi, fonts)


@lru_cache(maxsize=16)
def _media(width_mm: float, height_mm: float, dpi: int, fonts: LabelFonts) -> Media:
    scale = dots_per_mm(dpi)
    return Media(round(width_mm * scale), round(height_mm * scale), scale, fonts)


def arrange(document: LabelDocument, fonts: LabelFonts) -> Layout:
    """Turn a document into dots.

    Raises:
        LabelError: a symbol with its quiet zone, a box or a rule does not fit on the media, or a value cannot be encoded.
        OSError: a font file cannot be read.
    """
    media = media_of(document, fonts)
    items = tuple(item for element in document.elements for item in place(element, media))
    return Layout(media.width, media.height, document.dpi, items)


def place(element: Element, media: Media) -> list[Item]:
    """One element in dots, in drawing order. Raises as `arrange` does."""
    return _Placer(media).place(element)


class _Placer:
    def __init__(self, media: Media) -> None:
        self._fonts = media.fonts
        self._scale = media.scale
        self._width = media.width
        self._height = media.height
        self._items: list[Item] = []

    def place(self, element: Element) -> list[Item]:
        match element:
            case TextLine():
                self._line(element)
            case TextBlock():
                self._block(element)
            case Code128():
                self._code128(element)
            case Matrix2D():
                self._matrix(element)
            case Box():
                self._box(element)
            case Rule():
                self._items.append(self._rectangle(element, "rule"))
            case Inverse():
                self._inverse(element)
            case _:
                assert_never(element)
        return self._items

    def _dots(self, mm: float) -> int:
        return round(mm * self._scale)

    def _face(self, face: Face) -> Typeface:
        return typeface(self._fonts.path(face))

    def _line(self, line: TextLine) -> None:
        x, cap = self._dots(line.x_mm), max(1, self._dots(line.size_mm))
        width = self._width - x if line.max_width_mm is None else self._dots(line.max_width_mm)
        smallest = max(_SMALLEST_PART, min(1.0, _SMALLEST_MM / line.size_mm))
        face = Face.BOLD if line.bold else Face.SANS
        self._words(line.text, face, x, self._dots(line.y_mm) + cap, width, cap, smallest, line.align)

    def _words(
        self, text: str, face: Face, x: int, baseline: int, width: int, cap: int, smallest: float, align: Align
    ) -> None:
        words = self._fitted(text, face, x, baseline, width, cap, smallest, align)
        if words is not None:
            self._items.append(words)

    def _fitted(
        self, text: str, face: Face, x: int, baseline: int, width: int, cap: int, smallest: float, align: Align
    ) -> Words | None:
        font = self._face(face)
        text, cap = fit(font, printable(text), cap, width, smallest)
        if not text or text.isspace():
            return None
        taken = math.ceil(font.width(text, cap))
        free = width - taken
        shift = {Align.LEFT: 0, Align.CENTER: free // 2, Align.RIGHT: free}[align]
        return Words(x + shift, baseline, taken, cap, text, face, x, width, align)

    def _block(self, block: TextBlock) -> None:
        face = Face.BOLD if block.bold else Face.SANS
        font, cap = self._face(face), max(1, self._dots(block.size_mm))
        x, width = self._dots(block.x_mm), self._dots(block.width_mm)
        baseline = self._dots(block.y_mm) + cap
        for number, text in enumerate(wrap(font, printable(block.text), cap, width, block.max_lines)):
            self._words(text, face, x, baseline + round(number * cap * LINE_PITCH), width, cap, 1.0, Align.LEFT)

    def _code128(self, symbol: Code128) -> None:
        if symbol.module_dots < 1:
            raise LabelError(f"Expected bars of at least 1 dot, got {symbol.module_dots}.")
        modules = gs1_128_runs(symbol.value) if symbol.gs1 else code128_runs(symbol.value)
        x, y = self._dots(symbol.x_mm), self._dots(symbol.y_mm)
        width, height = width_modules(modules) * symbol.module_dots, self._dots(symbol.height_mm)
        self._require(x, y, width, max(1, height), f'Code 128 "{symbol.value}" with quiet zones')
        first = x + QUIET_MODULES * symbol.module_dots
        bars = Bars(first, y, height, tuple(run * symbol.module_dots for run in modules))
        self._items.append(bars)
        if symbol.caption:
            cap = self._dots(CAPTION_MM)
            baseline = y + height + self._dots(CAPTION_GAP_MM) + cap
            self._words(symbol.value, Face.MONO, x, baseline, width, cap, _SMALLEST_PART, Align.CENTER)

    def _matrix(self, symbol: Matrix2D) -> None:
        if symbol.module_dots < 1:
            raise LabelError(f"Expected modules of at least 1 dot, got {symbol.module_dots}.")
        rows = matrix_rows(symbol.value, symbol.kind, gs1=symbol.gs1)
        x, y = self._dots(symbol.x_mm), self._dots(symbol.y_mm)
        quiet = MATRIX_QUIET_MODULES[symbol.kind] * symbol.module_dots
        side = len(rows) * symbol.module_dots + 2 * quiet
        self._require(x, y, side, side, f'{symbol.kind} "{symbol.value}" with its quiet zone')
        self._items.append(Modules(x + quiet, y + quiet, symbol.module_dots, rows))

    def _box(self, box: Box) -> None:
        area = self._rectangle(box, "box")
        line = min(max(1, self._dots(box.line_mm)), area.width, area.height)
        inside = max(0, area.height - 2 * line)
        self._items.append(Rectangle(area.x, area.y, area.width, line))
        self._items.append(Rectangle(area.x, area.y + area.height - line, area.width, line))
        if inside:
            self._items.append(Rectangle(area.x, area.y + line, line, inside))
            self._items.append(Rectangle(area.x + area.width - line, area.y + line, line, inside))

    def _inverse(self, block: Inverse) -> None:
        area = self._rectangle(block, "block")
        cap = min(self._dots(block.size_mm), area.height)
        padding = round(cap * _BLOCK_PADDING)
        x, width = area.x + padding, area.width - 2 * padding
        words = self._fitted(block.text, Face.BOLD, x, 0, width, cap, _SMALLEST_PART_INVERSE, Align.CENTER)
        if words is None:
            self._items.append(area)
            return
        baseline = area.y + (area.height + words.cap) // 2
        self._items.append(Block(area, replace(words, baseline=baseline)))

    def _rectangle(self, element: Box | Rule | Inverse, name: str) -> Rectangle:
        x, y = self._dots(element.x_mm), self._dots(element.y_mm)
        width, height = max(1, self._dots(element.width_mm)), max(1, self._dots(element.height_mm))
        self._require(x, y, width, height, name)
        return Rectangle(x, y, width, height)

    def _require(self, x: int, y: int, width: int, height: int, name: str) -> None:
        if x < 0 or y < 0 or x + width > self._width or y + height > self._height:
            raise LabelError(
                f"Expected everything inside {self._width} x {self._height} dots, got a {name} "
                f"of {width} x {height} dots at {x}, {y}."
            )
