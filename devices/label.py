"""A label as a document: millimetres, words and codes, no dots and no printer language yet.

The document is what the print queue stores and what the screen, the PDF and every printer language are made from, so
that a preview can never show something else than the printout. Lengths are millimetres from the top left corner.
`devices.printers.layout` turns it into whole dots.
"""

import json
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

JSON_VERSION: Final = 1
MAX_SIDE_MM: Final = 1000.0
MIN_DPI: Final = 100
MAX_DPI: Final = 1200


class LabelError(ValueError):
    """A label that cannot be printed as it is described; the text says what was expected and what was found."""


class Align(StrEnum):
    """Where a line stands inside its width."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class MatrixKind(StrEnum):
    """The two-dimensional symbols we draw."""

    DATAMATRIX = "datamatrix"  # ISO/IEC 16022, ECC 200, always square
    QR = "qr"  # ISO/IEC 18004


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text.

    A line that is too long is first set smaller, down to three quarters of its size and never below 1.5 mm, and what
    still does not fit is cut and ends in three dots. Characters that have no printed form (control characters of a scan)
    become a middle dot, white space becomes a space.

    Attributes:
        x_mm, y_mm: left edge, and top of the capital letters.
        text: any text, a scanned one too.
        size_mm: height of a capital letter; the line needs about 1.5 times that.
        max_width_mm: None means as far as the right edge of the label.
        align: inside max_width_mm.
    """

    x_mm: float
    y_mm: float
    text: str
    size_mm: float
    bold: bool = False
    max_width_mm: float | None = None
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Running text that is broken between words over at most `max_lines` lines and ends in three dots when it is longer.

    Attributes:
        y_mm: top of the capital letters of the first line.
        size_mm: height of a capital letter; lines follow each other at 1.6 times that. Never set smaller.
    """

    x_mm: float
    y_mm: float
    text: str
    size_mm: float
    width_mm: float
    max_lines: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Code128:
    """A Code 128 symbol (ISO/IEC 15417) with its quiet zones.

    Attributes:
        x_mm, y_mm: top left corner of the symbol *with* its quiet zone: the first bar stands 10 modules further right.
        value: ASCII; with `gs1`, element strings with brackets, "(00)340123450000000003".
        module_dots: printed dots in one module.
        height_mm: height of the bars, without the caption.
        caption: the value in clear text under the bars, 2.5 mm high.
        gs1: draw as GS1-128, with FNC1 in front and after each element of variable length.
    """

    x_mm: float
    y_mm: float
    value: str
    module_dots: int
    height_mm: float
    caption: bool = False
    gs1: bool = False


@dataclass(frozen=True, slots=True)
class Matrix2D:
    """A DataMatrix or QR symbol with its quiet zone.

    Attributes:
        x_mm, y_mm: top left corner of the symbol *with* its quiet zone (1 module for DataMatrix, 4 for QR).
        value: any text; with `gs1`, element strings with brackets, "(01)04006381333931(21)A1".
        module_dots: printed dots in one module.
    """

    x_mm: float
    y_mm: float
    value: str
    kind: MatrixKind
    module_dots: int
    gs1: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """An empty frame; the line is drawn inside the given size."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    line_mm: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A black bar: a separating line when it is thin."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Inverse:
    """One line of bold white text in the middle of a black block.

    Attributes:
        size_mm: height of a capital letter; the line is set smaller, to 40 percent at most, where the word is long for
            its block, and cut with three dots beyond that.
    """

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    text: str
    size_mm: float


Element = TextLine | TextBlock | Code128 | Matrix2D | Box | Rule | Inverse

_KINDS: Final[dict[str, type[Element]]] = {
    "text": TextLine,
    "block": TextBlock,
    "code128": Code128,
    "matrix": Matrix2D,
    "box": Box,
    "rule": Rule,
    "inverse": Inverse,
}
_KIND_OF: Final = {cls: kind for kind, cls in _KINDS.items()}
_FIELDS_OF: Final = {cls: {field.name: field.type for field in fields(cls)} for cls in _KIND_OF}


@dataclass(frozen=True, slots=True)
class LabelDocument:
    """One label.

    Attributes:
        width_mm, height_mm: the media as it leaves the printer, at most 1000 mm a side.
        dpi: 203, 300 or 600 in practice; 100 to 1200 are taken.
        elements: drawn in this order.
        language: of the words on it, e.g. "en"; nothing is translated any more.

    Raises:
        LabelError: size or resolution out of range.
    """

    width_mm: float
    height_mm: float
    dpi: int
    elements: tuple[Element, ...]
    language: str = "en"

    def __post_init__(self) -> None:
        for name, side in (("width_mm", self.width_mm), ("height_mm", self.height_mm)):
            if not 0 < side <= MAX_SIDE_MM:
                raise LabelError(f"Expected {name} of a label between 0 and {MAX_SIDE_MM:g}, got {side:g}.")
        if not MIN_DPI <= self.dpi <= MAX_DPI:
            raise LabelError(f"Expected a printer of {MIN_DPI} to {MAX_DPI} dpi, got {self.dpi}.")

    def to_json(self) -> str:
        """The document as one line of JSON; `from_json` gives an equal document back."""
        head = {
            "version": JSON_VERSION,
            "width_mm": self.width_mm,
            "height_mm": self.height_mm,
            "dpi": self.dpi,
            "language": self.language,
        }
        elements = ",".join(map(_element_to_json, self.elements))
        return f'{_to_json(head)[:-1]},"elements":[{elements}]}}'

    @classmethod
    def from_json(cls, text: str | bytes) -> "LabelDocument":
        """Read what `to_json` wrote. Raises LabelError for anything else."""
        try:
            body = json.loads(text)
        except ValueError as err:
            raise LabelError(f"Expected a label as JSON, got something else: {err}.") from err
        if not isinstance(body, dict) or body.get("version") != JSON_VERSION:
            found = body.get("version") if isinstance(body, dict) else type(body).__name__
            raise LabelError(f"Expected a label document of version {JSON_VERSION}, got {found}.")
        try:
            return cls(
                width_mm=_number(body["width_mm"], "width_mm"),
                height_mm=_number(body["height_mm"], "height_mm"),
                dpi=_whole(body["dpi"], "dpi"),
                elements=tuple(_element_from_json(element) for element in body["elements"]),
                language=_string(body["language"], "language"),
            )
        except (KeyError, TypeError) as err:
            raise LabelError(f"Expected a whole label document, got one without or with a wrong {err}.") from err


_to_json: Final = json.JSONEncoder(separators=(",", ":")).encode


@lru_cache(maxsize=1024)
def _element_to_json(element: Element) -> str:
    """One element; most of a label's elements were on an earlier label."""
    cls = type(element)
    body = {"element": _KIND_OF[cls], **{name: getattr(element, name) for name in _FIELDS_OF[cls]}}
    return _to_json(body)


def _element_from_json(body: dict[str, Any]) -> Element:
    kind = body["element"]
    cls = _KINDS.get(kind)
    if cls is None:
        raise LabelError(f"Expected a label element of kind {', '.join(_KINDS)}, got {kind!r}.")
    known = _FIELDS_OF[cls]
    given = {name: value for name, value in body.items() if name != "element"}
    unknown = given.keys() - known.keys()
    if unknown:
        raise LabelError(f"Expected the fields {', '.join(known)} in a {kind}, got {', '.join(sorted(unknown))}.")
    return cls(**{name: _field_from_json(known[name], value, name) for name, value in given.items()})


def _field_from_json(kind: Any, value: Any, name: str) -> Any:
    if kind is bool:
        if not isinstance(value, bool):
            raise LabelError(f"Expected true or false for {name}, got {value!r}.")
        return value
    if kind is int:
        return _whole(value, name)
    if kind is str:
        return _string(value, name)
    if kind in {Align, MatrixKind}:
        try:
            return kind(value)
        except ValueError as err:
            raise LabelError(f"Expected one of {', '.join(kind)} for {name}, got {value!r}.") from err
    if value is None and kind is not float:
        return None
    return _number(value, name)


def _number(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise LabelError(f"Expected a number for {name}, got {value!r}.")
    return float(value)


def _whole(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise LabelError(f"Expected a whole number for {name}, got {value!r}.")
    return value


def _string(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise LabelError(f"Expected text for {name}, got {value!r}.")
    return value
