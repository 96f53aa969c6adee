"""The columns of a table: their titles, how their text stands, and how a total width is shared between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Align = Literal["left", "right", "middle"]

GUTTER = 4.0
"""Room beside numbers, in points: where texts meet that stand at the near edges of their columns, padding alone looks like a space."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        width: in points, padding and gutter included.
        wrap: what does not fit goes on in the row's next lines; else it is shortened.
        strong: the first part of a cell is bold.
    """

    title: str
    width: float
    align: Align = "left"
    wrap: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Width:
    """How wide a column would like to be, in points.

    Attributes:
        least: below this it gives way only when every other column has.
        most: what its longest text takes.
        stretch: its share of what is left over when every column has its most.
        floor: what it keeps when all have given way; None when it is the least already.
    """

    least: float
    most: float
    stretch: float = 0.0
    floor: float | None = None


def gutters(aligns: Sequence[Align]) -> list[float]:
    """What each column of these alignments leaves free on its left before its padding, so that no text seems to go on in the next."""
    apart = [GUTTER if "right" in pair or "middle" in pair else 0.0 for pair in pairwise(aligns)]
    return [0.0, *apart][: len(aligns)]


def share_width(widths: Sequence[Width], total: float) -> list[float]:
    """Widths that fill a total.

    Where there is too little, those above their least give way in proportion, then those above their floor; where even the
    floors are too much, all do.
    """
    wanted = [max(width.least, width.most) for width in widths]
    spare = total - sum(wanted)
    if spare >= 0:
        weights = [width.stretch for width in widths]
        whole = sum(weights) or 1.0
        return [want + spare * (weight / whole) for want, weight in zip(wanted, weights, strict=True)]
    floors = [width.least if width.floor is None else width.floor for width in widths]
    for lowest in ([width.least for width in widths], floors):
        give = [want - low for want, low in zip(wanted, lowest, strict=True)]
        missing = sum(wanted) - total
        if sum(give) >= missing:
            return [want - missing * (able / sum(give)) for want, able in zip(wanted, give, strict=True)]
        wanted = lowest
    return [floor * total / sum(floors) for floor in floors]
