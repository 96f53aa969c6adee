"""The fonts of drawn text: how wide a line is, and its dots.

Widths come from the unhinted outlines, so a line breaks at the same place at every resolution and in the PDF. Each glyph is
drawn once for a size, hinted for black and white as a thermal head prints it, and kept: hinting a line of forty letters
takes over a millisecond, putting kept glyphs together a tenth of that.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_METRIC_SIZE: Final = 1000
_BLACK: Final = 255
_GLYPHS_KEPT: Final = 4096
_UNPRINTABLE: Final = "\u00b7"
_LINE_CONTROLS: Final = "\t\n\v\f\r"
_SPACES: Final = {"Zs", "Zl", "Zp"}


class Face(StrEnum):
    """Which of the label's fonts."""

    SANS = "sans"
    BOLD = "bold"
    MONO = "mono"


@dataclass(frozen=True, slots=True)
class LabelFonts:
    """TrueType files of the fonts that labels are drawn with."""

    sans: Path
    bold: Path
    mono: Path

    def path(self, face: Face) -> Path:
        """The file of a face."""
        return {Face.SANS: self.sans, Face.BOLD: self.bold, Face.MONO: self.mono}[face]


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Black dots.

    Attributes:
        width, height: in dots.
        data: rows from the top, each padded to whole bytes; the highest bit of a byte is its leftmost dot, 1 is black.
    """

    width: int
    height: int
    data: bytes

    @property
    def row_bytes(self) -> int:
        """Bytes in one row."""
        return (self.width + 7) // 8


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line of text as dots.

    Attributes:
        left: dots from the pen's start to the bitmap's left edge; negative where a letter reaches back.
        above: rows of the bitmap above the baseline.
    """

    bitmap: Bitmap
    left: int
    above: int


@dataclass(frozen=True, slots=True)
class _Glyph:
    image: "Image | None"
    left: int
    top: int


def printable(text: str) -> str:
    """The text with white space as spaces and a middle dot for everything that has no printed form."""
    if text.isprintable():
        return text
    return "".join(map(_printable_character, text))


def _printable_character(character: str) -> str:
    if character.isprintable():
        return character
    if character in _LINE_CONTROLS or unicodedata.category(character) in _SPACES:
        return " "
    return _UNPRINTABLE


class _Advances(dict[str, float]):
    """Widths of characters, each measured when it is first asked for, as parts of the height of a capital letter."""

    def __init__(self, metric: "FreeTypeFont", cap_ratio: float) -> None:
        self._metric = metric
        self._cap_ratio = cap_ratio

    def __missing__(self, character: str) -> float:
        advance = self[character] = self._metric.getlength(character) / _METRIC_SIZE / self._cap_ratio
        return advance


class Typeface:
    """One font file, measured and drawn.

    Attributes:
        cap_ratio: height of a capital letter as a part of the font size.
        advances: width of each character as a part of the height of a capital letter.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        metric = self._load(_METRIC_SIZE)
        self._glyphs: dict[tuple[int, str], _Glyph] = {}
        self._sized: dict[int, FreeTypeFont] = {}
        self.cap_ratio = -metric.getbbox("H", anchor="ls")[1] / _METRIC_SIZE
        self.advances: Mapping[str, float] = _Advances(metric, self.cap_ratio)

    def width(self, text: str, cap_dots: int) -> float:
        """Width in dots of one line whose capital letters are `cap_dots` high."""
        return sum(map(self.advances.__getitem__, text)) * cap_dots

    def draw(self, text: str, cap_dots: int) -> DrawnLine:
        """The dots of one line. `text` must be printable."""
        from PIL import Image

        placed: list[tuple[int, _Glyph]] = []
        pen = 0.0
        for character in text:
            glyph = self._glyph(character, cap_dots)
            if glyph.image is not None:
                placed.append((round(pen) + glyph.left, glyph))
            pen += self.advances[character] * cap_dots
        left = min((x for x, _ in placed), default=0)
        top = min((glyph.top for _, glyph in placed), default=0)
        right = max((x + _size(glyph)[0] for x, glyph in placed), default=1)
        bottom = max((glyph.top + _size(glyph)[1] for _, glyph in placed), default=1)
        line = Image.new("1", (right - left, bottom - top), 0)
        for x, glyph in placed:
            line.paste(_BLACK, (x - left, glyph.top - top), glyph.image)
        return DrawnLine(Bitmap(line.width, line.height, line.tobytes()), left, -top)

    def _glyph(self, character: str, cap_dots: int) -> _Glyph:
        glyph = self._glyphs.get((cap_dots, character))
        if glyph is None:
            if len(self._glyphs) >= _GLYPHS_KEPT:
                self._glyphs.clear()
            glyph = self._glyphs[cap_dots, character] = self._draw_glyph(character, cap_dots)
        return glyph

    def _draw_glyph(self, character: str, cap_dots: int) -> _Glyph:
        from PIL import Image, ImageDraw

        font = self._sized.get(cap_dots)
        if font is None:
            font = self._sized[cap_dots] = self._load(cap_dots / self.cap_ratio)
        left, top, right, bottom = font.getbbox(character, mode="1", anchor="ls")
        if right <= left or bottom <= top:
            return _Glyph(None, 0, 0)
        image = Image.new("1", (int(right - left), int(bottom - top)), 0)
        ImageDraw.Draw(image).text((-left, -top), character, fill=_BLACK, font=font, anchor="ls")
        ink = image.getbbox()
        if ink is None:
            return _Glyph(None, 0, 0)
        return _Glyph(image.crop(ink), int(left) + ink[0], int(top) + ink[1])

    def _load(self, size: float) -> "FreeTypeFont":
        from PIL import ImageFont

        # The basic layout is enough for Latin and Cyrillic and is the same on every machine; Raqm may be missing.
        return ImageFont.truetype(str(self._path), size, layout_engine=ImageFont.Layout.BASIC)


def _size(glyph: _Glyph) -> tuple[int, int]:
    return glyph.image.size if glyph.image is not None else (0, 0)


@lru_cache(maxsize=16)
def typeface(path: Path) -> Typeface:
    """The font in that file, opened once. Raises OSError when it cannot be read."""
    return Typeface(path)
