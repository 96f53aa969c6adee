"""The columns of a table: their titles, how their text stands, and how a total width is shared between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "right", "middle"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        width: in points, padding included.
        wrap: words go on in the row's next lines, unless the cell breaks its lines itself; else a line is shortened.
        strong: its first line is bold.
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
    """

    least: float
    most: float
    stretch: float = 0.0


def share_width(widths: Sequence[Width], total: float) -> list[float]:
    """Widths that fill a total.

    Where there is too little, those above their least give way in proportion; where even the least are too much, all do.
    """
    wanted = [max(width.least, width.most) for width in widths]
    spare = total - sum(wanted)
    if spare >= 0:
        weights = [width.stretch for width in widths]
        whole = sum(weights) or 1.0
        return [want + spare * (weight / whole) for want, weight in zip(wanted, weights, strict=True)]
    give = [want - width.least for want, width in zip(wanted, widths, strict=True)]
    if sum(give) <= -spare:
        return [width.least * total / sum(each.least for each in widths) for width in widths]
    return [want + spare * able / sum(give) for want, able in zip(wanted, give, strict=True)]
