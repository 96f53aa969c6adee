"""Tables drawn straight on the canvas: the height of each row is known before a row is read, and with it the pages.

Rows stream; a page is one text object, written row by row so that text is extracted in reading order. Heads are repeated,
groups keep their title and totals together with a row of theirs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat

from app.errors import BugError
from reports.cells import SIZE_PT, Cells, Row
from reports.columns import Column
from reports.page import DEEP_SHADE, LINE, MM, MUTED, SHADE, Colour, Sheet


@dataclass(frozen=True, slots=True)
class Total:
    """A row of totals.

    Attributes:
        cells: one for each column; the first may reach over the `span` columns from the left, then the others among them are "".
        level: 1 for a group, 2 for a group of groups, 3 for the whole table.
    """

    cells: Row
    span: int = 1
    level: int = 1

    @property
    def lines(self) -> int:
        """Lines of its highest cell."""
        return 1 + max(cell.count("\n") for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together.

    Attributes:
        title: the line above them; "" for none.
    """

    rows: int
    title: str = ""
    totals: tuple[Total, ...] = ()


class Table:
    """A table of known shape; `draw` puts it on a sheet, over as many pages as it takes.

    Attributes:
        lines: lines of text in each row (see `lines_of`); empty when every row has one.
        padding: room left and right of a cell's text.
        title: stands above the head on every page but the first, as `continued` puts it; "" where the groups' titles say enough.
    """

    LEADING = 9.0
    PADDING = 1.3 * MM
    SPACE_BELOW = 2.5 * MM

    def __init__(
        self,
        columns: Sequence[Column],
        groups: Sequence[Group],
        *,
        lines: Sequence[int] = (),
        padding: float = PADDING,
        title: str = "",
        continued: Callable[[str], str] = str,
    ) -> None:
        self.columns = tuple(columns)
        self.groups = tuple(groups)
        self.lines = tuple(lines)
        self.padding = padding
        self.title = title
        self._continued = continued
        self.title_height = self.LEADING + 7
        self.head_height = self.LEADING + 4.4
        if self.lines and len(self.lines) != self.rows:
            raise BugError(f"Expected the lines of {self.rows} rows, got those of {len(self.lines)}.")

    @property
    def rows(self) -> int:
        """Rows in all groups."""
        return sum(group.rows for group in self.groups)

    @property
    def least_height(self) -> float:
        """Height of the head and the first row; what a heading above has to stay with."""
        titled = bool(self.groups) and bool(self.groups[0].title)
        first = self.height_of(self.lines[0] if self.lines else 1)
        return self.head_height + first + (self.title_height if titled else 0)

    @property
    def height(self) -> float:
        """Height of the whole table on one endless page."""
        titles = sum(1 for group in self.groups if group.title)
        totals = sum(self.height_of(total.lines) for group in self.groups for total in group.totals)
        rows = sum(map(self.height_of, self.lines)) if self.lines else self.rows * self.height_of(1)
        return self.head_height + titles * self.title_height + totals + rows

    def height_of(self, lines: int) -> float:
        """Height of a row with so many lines."""
        return self.LEADING * lines + 3.2

    def draw(self, sheet: Sheet, rows: Callable[[], Iterator[Row]], step: Callable[[], None] = lambda: None) -> None:
        """Draw the table from where the sheet stands; `rows` is asked only when something is drawn.

        Raises BugError when there are other rows than the groups promise.
        """
        source = rows() if sheet.drawing else None
        pen = _Pen(sheet, self) if sheet.drawing else None
        sheet.ensure(self.least_height)
        self._head(sheet, pen)
        lines = iter(self.lines) if self.lines else repeat(1)
        for group in self.groups:
            self._group(sheet, pen, group, source, lines, step)
        if source is not None and next(source, None) is not None:
            raise BugError(f"Expected {self.rows} rows, got more.")
        if pen is not None:
            pen.flush()
        sheet.down(self.SPACE_BELOW)

    def _group(
        self,
        sheet: Sheet,
        pen: "_Pen | None",
        group: Group,
        source: Iterator[Row] | None,
        lines: Iterator[int],
        step: Callable[[], None],
    ) -> None:
        ends = sum(self.height_of(total.lines) for total in group.totals)
        for number in range(1, group.rows + 1):
            taken = next(lines)
            height = self.height_of(taken)
            needed = height + (ends if number == group.rows else 0)
            if number == 1 and group.title:
                self._room(sheet, pen, self.title_height + needed, "")
                sheet.y -= self.title_height
                if pen is not None:
                    pen.title(group.title)
            self._room(sheet, pen, needed, group.title)
            sheet.y -= height
            if source is not None and pen is not None:
                row = next(source, None)
                if row is None:
                    raise BugError(f"Expected {self.rows} rows, got fewer.")
                pen.row(row, height, taken)
                step()
        for total in group.totals:
            height = self.height_of(total.lines)
            self._room(sheet, pen, height, group.title)
            sheet.y -= height
            if pen is not None:
                pen.total(total, height)

    def _room(self, sheet: Sheet, pen: "_Pen | None", height: float, title: str) -> None:
        """Turn the page when this much does not fit, and repeat the head and the group's title there."""
        if sheet.y - height >= sheet.bottom - 0.01:
            return
        if pen is not None:
            pen.flush()
        sheet.new_page()
        if self.title:
            sheet.title(self._continued(self.title))
        self._head(sheet, pen)
        if title:
            sheet.y -= self.title_height
            if pen is not None:
                pen.title(self._continued(title))

    def _head(self, sheet: Sheet, pen: "_Pen | None") -> None:
        sheet.y -= self.head_height
        if pen is not None:
            pen.head()


def lines_of(sheet: Sheet, columns: Sequence[Column], rows: Sequence[Row], padding: float = Table.PADDING) -> list[int]:
    """How many lines each of these rows takes in columns like these."""
    cells = Cells(sheet.face(), sheet.face(bold=True), columns, padding)
    return [cells.count(row) for row in rows]


class _Pen:
    """Collects one page of a table and writes it as shades, rules and one text object."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        self._sheet = sheet
        self._table = table
        self._plain = sheet.face()
        self._bold = sheet.face(bold=True)
        self._cells = Cells(self._plain, self._bold, table.columns, table.padding)
        self._rooms = self._cells.rooms
        edges = [*accumulate((column.width for column in table.columns), initial=sheet.left)]
        self._lefts = [edge + indent for edge, indent in zip(edges[:-1], self._cells.indents, strict=True)]
        self._right = edges[-1]
        self._size = SIZE_PT
        self._to_plain = self._plain.select(self._size)
        self._to_bold = self._bold.select(self._size)
        self._shades: list[str] = []
        self._rules: list[str] = []
        self._texts: list[str] = []

    def flush(self) -> None:
        """Write what was collected."""
        if not self._texts:
            return
        canvas = self._sheet.canvas
        canvas.addLiteral(" ".join(["q", *self._shades, "0 g", *self._rules, "Q"]))
        canvas.addLiteral("\n".join([f"BT {self._to_plain}", *self._texts, "ET"]))
        self._shades, self._rules, self._texts = [], [], []

    def head(self) -> None:
        """The titles of the columns, in the row that ends at the sheet's y."""
        self._shade(DEEP_SHADE, self._table.head_height)
        self._texts.append(self._to_bold)
        baseline = self._sheet.y + 4.2
        for index, column in enumerate(self._table.columns):
            self._put(index, column.title, baseline, bold=True)
        self._texts.append(self._to_plain)

    def title(self, title: str) -> None:
        """A group's title."""
        _, operators = self._bold.cell(title, self._right - self._sheet.left, self._size + 1)
        self._texts.append(
            f"{self._bold.select(self._size + 1)} 1 0 0 1 {self._lefts[0]:.2f} {self._sheet.y + 4:.2f} Tm {operators}"
            f" {self._to_plain}"
        )
        self._rule(0.5)

    def row(self, row: Row, height: float, lines: int) -> None:
        """One row of so many lines, its lower edge at the sheet's y."""
        if lines == 1 and not self._cells.strong:
            self._simple_row(row, height)
        else:
            self._rich_row(row, height)
        self._rule(0.25)

    def total(self, total: Total, height: float) -> None:
        """A row of totals, its lower edge at the sheet's y."""
        shade = (None, SHADE, DEEP_SHADE)[total.level - 1]
        if shade:
            self._shade(shade, height)
        self._texts.append(self._to_bold)
        last = min(total.span, len(self._lefts)) - 1
        room = self._lefts[last] + self._rooms[last] - self._lefts[0]
        baseline = self._baseline(height)
        for index, cell in enumerate(total.cells):
            for number, line in enumerate(cell.split("\n")):
                y = baseline - number * self._table.LEADING
                if index == 0 and total.span > 1:
                    _, operators = self._bold.cell(line, room, self._size)
                    self._texts.append(f"1 0 0 1 {self._lefts[0]:.2f} {y:.2f} Tm {operators}")
                else:
                    self._put(index, line, y, bold=True)
        self._texts.append(self._to_plain)
        self._rule(0.75 if total.level > 1 else 0.5)

    def _baseline(self, height: float) -> float:
        return self._sheet.y + height - self._table.LEADING + 1.1

    def _simple_row(self, row: Row, height: float) -> None:
        # The hot path of a long report: one f-string a cell.
        y = f"{self._baseline(height):.2f}"
        size, cell_of, add = self._size, self._plain.cell, self._texts.append
        for text, left, room, column in zip(row, self._lefts, self._rooms, self._table.columns, strict=True):
            if text:
                length, operators = cell_of(text, room, size)
                if column.align != "left":
                    spare = room - length
                    left += spare if column.align == "right" else spare / 2  # noqa: PLW2901  # this cell's own left
                add(f"1 0 0 1 {left:.2f} {y} Tm {operators}")

    def _rich_row(self, row: Row, height: float) -> None:
        baseline = self._baseline(height)
        for index, text in enumerate(row):
            for number, line in enumerate(self._cells.lines(index, text)):
                if line.strong:
                    self._texts.append(self._to_bold)
                if line.muted:
                    self._texts.append("{:g} {:g} {:g} rg".format(*MUTED))
                self._put(index, line.text, baseline - number * self._table.LEADING, bold=line.strong)
                if line.muted:
                    self._texts.append("0 g")
                if line.strong:
                    self._texts.append(self._to_plain)

    def _put(self, index: int, text: str, y: float, *, bold: bool = False) -> None:
        if not text:
            return
        length, operators = (self._bold if bold else self._plain).cell(text, self._rooms[index], self._size)
        align = self._table.columns[index].align
        spare = self._rooms[index] - length
        x = self._lefts[index] + {"left": 0.0, "right": spare, "middle": spare / 2}[align]
        self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {operators}")

    def _shade(self, colour: Colour, height: float) -> None:
        red, green, blue = colour
        width = self._right - self._sheet.left
        self._shades.append(
            f"{red:g} {green:g} {blue:g} rg {self._sheet.left:.2f} {self._sheet.y:.2f} {width:.2f} {height:.2f} re f"
        )

    def _rule(self, weight: float) -> None:
        red, green, blue = LINE
        y = self._sheet.y
        self._rules.append(
            f"{red:g} {green:g} {blue:g} RG {weight:g} w {self._sheet.left:.2f} {y:.2f} m {self._right:.2f} {y:.2f} l S"
        )
