"""The items of the disposition summary, one by one: as rows of its table and as records of its CSV file."""

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.errors import BugError
from app.store.report_queries import DecidedItem, decided_items
from reports.cells import SIZE_PT, Cells, Row, widest
from reports.columns import Align, Column, Width, gutters, share_width
from reports.disposition_figures import Figures, Sums
from reports.export import Cell, money_cell
from reports.page import MM, Sheet
from reports.report import Request
from reports.table import Group, Table, Total
from reports.words import Words

_PADDING = 1.0 * MM  # of the list of items: fourteen columns need the room
_SLACK_PT = 0.01  # of adding and taking away the same padding


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a column takes part in sharing the page's width.

    Attributes:
        most_mm: room for its longest text, up to so much; beyond, the text goes on in the next line.
        least_mm: what it keeps until every other column has come down to its own; None: it does not give way before them.
        floor_mm: what it keeps in the end; None: all that its texts take.
        stretch: its share of room that nobody needs.
    """

    most_mm: float
    least_mm: float | None = None
    floor_mm: float | None = None
    stretch: float = 0.0
    align: Align = "left"

    def width(self, text_pt: float, head_pt: float, gutter_pt: float) -> Width:
        """The same in points, for a column whose longest text and whose head are so long; its gutter comes on top."""
        around = gutter_pt + 2 * _PADDING + _SLACK_PT
        head = head_pt + around
        most = max(head, min(text_pt + around, self.most_mm * MM + gutter_pt))
        least = most if self.least_mm is None else max(head, min(most, self.least_mm * MM + gutter_pt))
        floor = least if self.floor_mm is None else max(head, min(least, self.floor_mm * MM + gutter_pt))
        return Width(least, most, self.stretch, floor)


# Nobody finds a thing by half its number. RMA and LPN are what people look up: they keep their width (34 mm are some twenty
# characters) while words give way, then the other codes.
_FITS = {
    "time": _Fit(30),
    "parcel": _Fit(36, floor_mm=22),
    "rma": _Fit(34),
    "lpn": _Fit(26),
    "sku": _Fit(30, floor_mm=18),
    "title": _Fit(60, least_mm=24, floor_mm=20, stretch=2),
    "serial": _Fit(32, floor_mm=20),
    "grade_short": _Fit(12, align="middle"),
    "defects": _Fit(46, least_mm=21, floor_mm=18, stretch=2),
    "reason_short": _Fit(44, least_mm=25, floor_mm=18, stretch=1),
    "tote": _Fit(20, floor_mm=14),
    "inspector": _Fit(30, floor_mm=16),
    "units": _Fit(16, align="right"),
    "value": _Fit(32, align="right"),
}

CSV_COLUMNS = (
    "decided_local", "decided_utc", "received_utc", "cycle_min", "parcel", "rma", "lpn", "client", "sku", "title", "serial",
    "units", "grade", "function_grade", "defects", "defect_codes", "reason", "reason_code", "disposition", "disposition_code",
    "route", "route_code", "proposed_code", "override_reason", "approver", "tote", "inspector", "unit_value", "value",
    "currency", "policy_version", "rule", "site", "bench",
)  # fmt: skip


def extent(words: Words, sums: Sums) -> str:
    """How much it is: items, units, and the value in each currency."""
    values = [words.money(cents, currency) for currency, cents in sums.values]
    return " · ".join([words.count("page.items", sums.items), words.count("page.units", sums.units), *values])


class DispositionRows:
    """Streams the items from the journal; nothing of them is kept."""

    def __init__(self, connection: sqlite3.Connection, request: Request, figures: Figures) -> None:
        self._connection = connection
        self._scope = request.scope
        self._words = request.words
        self._figures = figures
        self._zone = request.period.local_zone
        first, last = (moment.astimezone(self._zone) for moment in (self._scope.from_utc, self._scope.to_utc))
        self._one_day = request.period.within_one_day
        self._one_year = first.year == last.year
        self._table: Table | None = None

    def items(self) -> Iterator[DecidedItem]:
        """The items, counted on the way: what was shown must be what was summed up."""
        items = units = 0
        values: dict[str, int] = {}
        for item in decided_items(self._connection, self._scope):
            items += 1
            units += item.quantity
            if item.unit_value_cents is not None:
                values[item.currency] = values.get(item.currency, 0) + item.unit_value_cents * item.quantity
            yield item
        shown = Sums(items, units, tuple(sorted(values.items())))
        if shown != self._figures.sums():
            raise BugError(f"Expected rows that come to {self._figures.sums()}, got {shown}.")

    def table(self, sheet: Sheet, check: Callable[[], None]) -> Table:
        """The table of all items, with their totals. Route and disposition stand above each group, on every page.

        Its rows are read once for the widths of its columns, and once more where some go on in a second line; `check` is called
        on the way. Asked again, it is the same table.
        """
        if self._table is None:
            self._table = self._fitted(sheet, check)
        return self._table

    def _fitted(self, sheet: Sheet, check: Callable[[], None]) -> Table:
        bold = sheet.face(bold=True)
        titles = [self._words.say(f"column.{name}") for name in _FITS]
        texts = widest(sheet.face(), self.cells(), len(_FITS), check)
        apart = gutters([fit.align for fit in _FITS.values()])
        widths = [
            fit.width(text, bold.width(title, SIZE_PT), gutter)
            for fit, text, title, gutter in zip(_FITS.values(), texts, titles, apart, strict=True)
        ]
        columns = [
            Column(title, width, fit.align, wrap=True)
            for title, width, fit in zip(titles, share_width(widths, sheet.width), _FITS.values(), strict=True)
        ]
        cells = Cells(sheet.face(), bold, columns, _PADDING)
        tight = [index for index, text in enumerate(texts) if text > cells.rooms[index]]
        lines = array("B")
        if tight:
            for row in self.cells():
                check()
                lines.append(cells.count(row, tight))
        return Table(columns, self._groups(len(columns)), lines=lines, padding=_PADDING, continued=self._continued)

    def _groups(self, columns: int) -> list[Group]:
        words, figures = self._words, self._figures
        groups = []
        for route, dispositions in figures.routes.items():
            route_name = words.name("route", route)
            for disposition in dispositions:
                sums = figures.sums(route, disposition)
                name = words.name("disposition", disposition)
                totals = [self._total(name, sums, columns, 1)]
                if disposition == dispositions[-1]:
                    label = words.say("disposition_summary.route_total", name=route_name)
                    totals.append(self._total(label, figures.sums(route), columns, 2))
                title = f"{route_name} › {name} · {disposition}"
                groups.append(Group(sums.items, title, tuple(totals)))
        last = groups[-1]
        grand = self._total(words.say("disposition_summary.grand_total"), figures.sums(), columns, 3)
        groups[-1] = Group(last.rows, last.title, (*last.totals, grand))
        return groups

    def _total(self, name: str, sums: Sums, columns: int, level: int) -> Total:
        text = f"{name}: {extent(self._words, sums)}"
        return Total([text, *[""] * (columns - 1)], span=columns, level=level)

    def _continued(self, title: str) -> str:
        return self._words.say("page.continued", title=title)

    def cells(self) -> Iterator[Row]:
        """The rows of the table."""
        words = self._words
        for item in self.items():
            cents = item.unit_value_cents
            yield (
                self._time(item.decided_at),
                item.parcel,
                item.rma or "",
                item.lpn,
                item.sku,
                item.title,
                item.serial or "",
                f"{item.grade or ''} {item.function_grade or ''}".strip(),
                self._defects(item.defects),
                words.name("reason", item.reason),
                item.tote or "",
                item.inspector,
                words.number(item.quantity),
                "" if cents is None else words.money(cents * item.quantity, item.currency),
            )

    def _defects(self, codes: str) -> str:
        return ", ".join(self._words.name("defect", code) for code in codes.split("|") if code)

    def _time(self, stored: str) -> str:
        local = datetime.fromisoformat(stored).astimezone(self._zone)
        if self._one_day:
            return f"{local:%H:%M}"
        day = self._words.short_date(local) if self._one_year else self._words.date(local)
        return f"{day} {local:%H:%M}"

    def record(self, item: DecidedItem) -> Sequence[Cell]:
        """An item as a row of the CSV file."""
        words = self._words
        decided = datetime.fromisoformat(item.decided_at)
        cents = item.unit_value_cents
        return (
            f"{decided.astimezone(self._zone):%Y-%m-%d %H:%M:%S}",
            item.decided_at,
            item.received_at,
            max(0, int((decided - datetime.fromisoformat(item.received_at)).total_seconds())) // 60,
            item.parcel,
            item.rma,
            item.lpn,
            item.client,
            item.sku,
            item.title,
            item.serial,
            item.quantity,
            item.grade,
            item.function_grade,
            self._defects(item.defects),
            item.defects.replace("|", " "),
            words.name("reason", item.reason),
            item.reason,
            words.name("disposition", item.disposition),
            item.disposition,
            words.name("route", item.route),
            item.route,
            item.proposed,
            words.name("override", item.override_reason),
            item.approver,
            item.tote,
            item.inspector,
            money_cell(cents),
            money_cell(None if cents is None else cents * item.quantity),
            item.currency,
            item.policy_version,
            item.rule_id,
            item.site,
            item.bench_id,
        )
