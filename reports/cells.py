"""How the cells of a table break into lines, and how wide their texts are.

Nothing on paper is looked up by half of it: a text that may wrap goes on in the row's next lines, between words where it can and
within a word where it must.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reports.columns import Column, gutters
from reports.typeface import SMALLEST_PT, Face

SIZE_PT = SMALLEST_PT
"""Of every text in a table."""
MOST_LINES = 30
"""A text that wraps is cut after so many lines, far beyond what anybody writes, so that a row always fits on a page."""

Row = Sequence[str]
"""The cells of a row. A line break within a cell begins a part of its own, which is muted."""

_KEPT_CELLS = 20_000
_KEPT_TEXTS = 2_000
_CHECKED_ROWS = 250
_SLACK_PT = 0.05  # what was measured and what is cut are added up in different orders


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell."""

    text: str
    muted: bool = False
    strong: bool = False


class Cells:
    """Breaks the cells of some columns.

    Attributes:
        rooms: for each column, the width that its text has.
        indents: for each column, how far from its left edge that room begins.
        strong: whether any column is.
    """

    def __init__(self, plain: Face, bold: Face, columns: Sequence[Column], padding: float) -> None:
        self.indents = [gutter + padding for gutter in gutters([column.align for column in columns])]
        self.rooms = [column.width - indent - padding for column, indent in zip(columns, self.indents, strict=True)]
        self.strong = any(column.strong for column in columns)
        self._columns = tuple(columns)
        self._plain = plain
        self._bold = bold
        self._known: dict[tuple[int, str], tuple[Line, ...]] = {}

    def lines(self, index: int, text: str) -> tuple[Line, ...]:
        """The lines of a column's cell; at least one."""
        known = self._known.get((index, text))
        if known is None:
            if len(self._known) >= _KEPT_CELLS:
                self._known.clear()
            known = self._known[index, text] = tuple(self._broken(index, text))
        return known

    def count(self, row: Row, columns: Iterable[int] | None = None) -> int:
        """How many lines a row takes; `columns` are those that may take more than one, None stands for all."""
        indices = range(len(self._columns)) if columns is None else columns
        return max((len(self.lines(index, row[index])) for index in indices), default=1)

    def _broken(self, index: int, text: str) -> Iterable[Line]:
        column, room = self._columns[index], self.rooms[index]
        for number, part in enumerate(text.split("\n")):
            strong = column.strong and number == 0
            face = self._bold if strong else self._plain
            lines = face.wrap(part, room, SIZE_PT, MOST_LINES) if column.wrap else [part]
            for line in lines or [""]:
                yield Line(line, muted=number > 0, strong=strong)


def widest(face: Face, rows: Iterable[Row], columns: int, check: Callable[[], None]) -> list[float]:
    """The width of the widest text in each of so many columns; `check` is called every few hundred rows."""
    found = [0.0] * columns
    seen: list[set[str]] = [set() for _ in range(columns)]
    for number, row in enumerate(rows):
        if number % _CHECKED_ROWS == 0:
            check()
        for index, text in enumerate(row):
            known = seen[index]
            if text in known:
                continue
            if len(known) >= _KEPT_TEXTS:
                known.clear()
            known.add(text)
            width = face.width(text, SIZE_PT)
            found[index] = max(found[index], width)
    return [width + _SLACK_PT for width in found]
