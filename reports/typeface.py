"""The report's two typefaces on one canvas: widths, shortening to fit, and text as ready PDF operators.

Both are TrueType files that ship with the program; reportlab embeds the subset that a document uses. Encoding a text costs most
of the time of a long table, so encoded and shortened texts are kept, up to a bound.
"""

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from app.fonts import SANS, SANS_BOLD

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

REGULAR = "DockgradeSans"
BOLD = "DockgradeSans-Bold"
ELLIPSIS = "…"
SMALLEST_PT = 7.0
"""Nothing on paper is smaller."""

_BETWEEN_SPACES = re.compile(r"[^ \t\r\n]+")
_BREAK_AFTER = frozenset("/_.,:;&?=")
_BREAK_BEFORE = frozenset("-‐–")
_LEAST_REST = 4  # letters: a single one in the next line is overlooked
_KEPT_TEXTS = 20_000
_OTHER_SUBSET = "\ufdd0"  # a noncharacter: stands for a letter that the first subset has no room for
_ESCAPED = tuple(chr(b) if 32 <= b < 127 and chr(b) not in "()\\" else f"\\{b:03o}" for b in range(256))


def register_fonts() -> None:
    """Make both typefaces known to reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    known = pdfmetrics.getRegisteredFontNames()
    for name, path in ((REGULAR, SANS), (BOLD, SANS_BOLD)):
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(path)))


class Face:
    """One typeface as one document uses it; without a canvas it measures, and shows nothing."""

    def __init__(self, name: str, canvas: "Canvas | None") -> None:
        from reportlab.pdfbase import pdfmetrics

        self.name = name
        font: Any = pdfmetrics.getFont(name)
        self._font = font
        # What reportlab's own text objects hand to a font.
        self._document: Any = canvas._doc if canvas else None  # type: ignore[attr-defined]
        self._letters = _Letters(self._font, self._document)
        self._widths = _Widths(font.face)
        self._cells: dict[tuple[str, float, float], tuple[float, str]] = {}

    def width(self, text: str, size_pt: float) -> float:
        """Width of a text in points."""
        return sum(map(self._widths.__getitem__, map(ord, text))) * size_pt / 1000

    def fit(self, text: str, width_pt: float, size_pt: float) -> str:
        """The text, or as much of its beginning as fits before an ellipsis."""
        widest = width_pt * 1000 / size_pt
        if len(text) * self._widths.widest <= widest:
            return text
        widths = list(map(self._widths.__getitem__, map(ord, text)))
        if sum(widths) <= widest:
            return text
        room = widest - self._widths[ord(ELLIPSIS)]
        kept = next((count for count, end in enumerate(accumulate(widths)) if end > room), 0)
        return text[:kept].rstrip() + ELLIPSIS

    def wrap(self, text: str, width_pt: float, size_pt: float, lines: int) -> list[str]:
        """The text broken into so many lines at most, between words, and within a word that no line has room for.

        What is too much ends in an ellipsis. Spaces that must not break stay within their words.
        """
        broken: list[str] = []
        line = ""
        for each in _BETWEEN_SPACES.findall(text):
            longer = f"{line} {each}" if line else each
            if self.width(longer, size_pt) <= width_pt:
                line = longer
                continue
            if line:
                broken.append(line)
            *full, line = self._pieces(each, width_pt, size_pt)
            broken.extend(full)
        if line:
            broken.append(line)
        if len(broken) > lines:
            broken[lines - 1 :] = [self.fit(" ".join(broken[lines - 1 :]), width_pt, size_pt)]
        return broken

    def _pieces(self, word: str, width_pt: float, size_pt: float) -> list[str]:
        """A word cut into pieces that have room, of one letter at least; beside a sign where one stands in the line's second half.

        Never after a hyphen: at the end of a line nobody knows whether it belongs to a number, and readers of PDF leave it out.
        """
        pieces = []
        while self.width(word, size_pt) > width_pt and len(word) > 1:
            ends = accumulate(self.width(letter, size_pt) for letter in word)
            full = max(1, next((number for number, end in enumerate(ends) if end > width_pt), len(word) - 1))
            sign = next(
                (at for at in range(full, full // 2, -1) if word[at] in _BREAK_BEFORE or word[at - 1] in _BREAK_AFTER),
                0,
            )
            count = sign or max(1, full // 2, min(full, len(word) - _LEAST_REST))
            pieces.append(word[:count])
            word = word[count:]
        return [*pieces, word]

    def select(self, size_pt: float) -> str:
        """The operator that chooses this typeface within a text object."""
        return f"{self._font.getSubsetInternalName(0, self._document)} {size_pt:g} Tf"

    def cell(self, text: str, width_pt: float, size_pt: float) -> tuple[float, str]:
        """A text shortened to a width: how wide it came out, and its operators for a text object in this typeface."""
        key = (text, width_pt, size_pt)
        known = self._cells.get(key)
        if known is None:
            if len(self._cells) >= _KEPT_TEXTS:
                self._cells.clear()
            shown = self.fit(text, width_pt, size_pt)
            known = self._cells[key] = (self.width(shown, size_pt), self.operators(shown, size_pt))
        return known

    def operators(self, text: str, size_pt: float) -> str:
        """The operators that show a text within a text object in this typeface and size."""
        coded = text.translate(self._letters)
        if _OTHER_SUBSET not in coded:
            return f"({coded}) Tj"
        parts = []
        for subset, codes in self._font.splitString(text.translate(_PRINTABLE), self._document):
            name = self._font.getSubsetInternalName(subset, self._document)
            parts.append(f"{name} {size_pt:g} Tf ({''.join(map(_ESCAPED.__getitem__, codes))}) Tj")
        return " ".join([*parts, self.select(size_pt)])


_PRINTABLE = dict.fromkeys([*range(32), *range(127, 160)], " ")


class _Letters(dict[int, str]):
    """Code point → its escaped code in the font's first subset; filled as letters turn up."""

    def __init__(self, font: Any, document: Any) -> None:
        super().__init__()
        self._font = font
        self._document = document

    def __missing__(self, letter: int) -> str:
        shown = _PRINTABLE.get(letter, chr(letter))
        ((subset, code),) = self._font.splitString(shown, self._document)
        self[letter] = coded = _ESCAPED[code[0]] if subset == 0 else _OTHER_SUBSET
        return coded


class _Widths(dict[int, float]):
    """Code point → width in thousandths of the size."""

    def __init__(self, face: Any) -> None:
        super().__init__(face.charWidths)
        self._default = float(face.defaultWidth)
        self.widest = max(width for letter, width in face.charWidths.items() if letter < 0x2000)
        for control, space in _PRINTABLE.items():
            self[control] = face.charWidths[ord(space)]

    def __missing__(self, letter: int) -> float:
        return self._default
