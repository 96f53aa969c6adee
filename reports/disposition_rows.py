"""The items of the disposition summary, one by one: as rows of its table and as records of its CSV file."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from app.errors import BugError
from app.store.report_queries import DecidedItem, decided_items, decided_lengths
from reports.columns import Align, Column, Width, share_width
from reports.disposition_figures import Figures, Sums
from reports.export import Cell, money_cell
from reports.page import MM, Sheet
from reports.report import Request
from reports.table import Group, Row, Table, Total
from reports.words import Words

_PADDING = 0.8 * MM  # of the list of items: fourteen columns need the room
_CODE_PT, _WORD_PT = 4.35, 3.85  # width of a character at 7 points: capitals and digits, words

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
        self._lengths = decided_lengths(connection, self._scope)

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

    def table(self, sheet: Sheet) -> Table:
        """The table of all items, with their totals. Route and disposition stand above each group, on every page."""
        words, face, lengths = self._words, sheet.face(bold=True), self._lengths
        time_chars = 5 if self._one_day else 11 if self._one_year else 16

        def code(column: str, chars: int, most_mm: float) -> tuple[str, Width, Align]:
            # Nobody finds a thing by half its number: codes keep their width while words give way.
            wanted = min(chars * _CODE_PT + 2 * _PADDING, most_mm * MM)
            return column, Width(wanted, wanted), "left"

        def text(column: str, chars: int, least_mm: float, stretch: float) -> tuple[str, Width, Align]:
            return column, Width(least_mm * MM, chars * _WORD_PT + 2 * _PADDING, stretch), "left"

        specs: list[tuple[str, Width, Align]] = [
            code("time", time_chars, 26),
            code("parcel", lengths["parcel"], 36),
            code("rma", lengths["rma"], 28),
            code("lpn", lengths["lpn"], 22),
            code("sku", lengths["sku"], 28),
            text("title", min(44, lengths["title"]), 30, 2.0),
            code("serial", lengths["serial"], 30),
            ("grade_short", Width(7 * MM, 7 * MM), "middle"),
            text("defects", 26, 23, 2.0),
            text("reason_short", 27, 29, 1.0),
            code("tote", lengths["tote"], 18),
            code("inspector", lengths["inspector"], 24),
            ("units", Width(6 * MM, 8 * MM), "right"),
            ("value", Width(18 * MM, 19 * MM), "right"),
        ]
        titles = [words.say(f"column.{name}") for name, _, _ in specs]
        heads = [face.width(title, Table.SIZE_PT) + 2 * _PADDING for title in titles]
        widths = [
            replace(width, least=max(width.least, head), most=max(width.most, head))
            for (_, width, _), head in zip(specs, heads, strict=True)
        ]
        columns = [
            Column(title, width, align)
            for title, width, (_, _, align) in zip(titles, share_width(widths, sheet.width), specs, strict=True)
        ]
        groups = self._groups(len(columns))
        return Table(columns, groups, padding=_PADDING, continued=self._continued)

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
