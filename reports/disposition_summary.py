"""Disposition summary: what was decided in a period, in figures, as a matrix of disposition and grade, and item by item."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from app.domain.vocabulary import Route
from app.store.report_queries import (
    decided_counts,
    decided_totals,
    decided_values,
    policy_versions,
)
from reports import blocks
from reports.blocks import Tile
from reports.cells import Row, widest
from reports.charts import PATTERN_OF_ROUTE, Bar, Pattern, bars_height, draw_bars
from reports.columns import Align, Column, Width, gutters, share_width
from reports.disposition_figures import EVERY, Every, Figures, Sums
from reports.disposition_rows import CSV_COLUMNS, DispositionRows, extent
from reports.export import Cell
from reports.page import MM, Paper, Sheet
from reports.report import Meter, ReportKind, Request
from reports.table import Group, Table, Total, lines_of

_TILE_COLUMNS = 4
_LABEL_WIDTH = 48 * MM
_SHOWN_VALUES = 6
_LEAST_DETAIL = 50 * MM
"""With less room than this below the figures, the list of items begins on a page of its own."""


class DispositionSummary:
    """One disposition summary, read and ready.

    Attributes:
        figures: its sums.
        policy_versions: by which its items were decided.
    """

    def __init__(self, connection: sqlite3.Connection, request: Request) -> None:
        self._words = request.words
        scope = request.scope
        self.figures = Figures(
            decided_counts(connection, scope), decided_values(connection, scope), decided_totals(connection, scope)
        )
        self.policy_versions = policy_versions(connection, scope)
        self._rows = DispositionRows(connection, request, self.figures)

    @property
    def rows(self) -> int:
        """Items in it."""
        return self.figures.totals.items

    def draw(self, sheet: Sheet, meter: Meter) -> None:
        """Put it on paper."""
        words = self._words
        if not self.rows:
            lines = [words.say("disposition_summary.no_rows_why"), words.say("page.no_rows_next")]
            blocks.draw_message(sheet, words.say("page.no_rows"), lines)
            return
        self._draw_figures(sheet)
        self._draw_matrix(sheet)
        sheet.ensure(blocks.signatures_height(1) + 6 * MM)
        sheet.down(4 * MM)
        fields = (words.say("sign.name"), words.say("sign.signature"), words.say("sign.time"))
        blocks.draw_signatures(sheet, [words.say("disposition_summary.signed")], fields)
        sheet.down(3 * MM)
        table = self._rows.table(sheet, meter.check)
        sheet.ensure(min(table.height + 20, _LEAST_DETAIL))
        sheet.heading(
            words.say("disposition_summary.detail"), keep=table.least_height, aside=extent(words, self.figures.sums())
        )
        table.draw(sheet, self._rows.cells, meter.step)

    def header(self) -> Sequence[str]:
        """The columns of the CSV file."""
        return [self._words.say(f"column.{name}") for name in CSV_COLUMNS]

    @property
    def csv_rows(self) -> int:
        """Rows of the CSV file."""
        return self.rows

    def records(self, meter: Meter) -> Iterator[Sequence[Cell]]:
        """The rows of the CSV file: each item with every fact, words and codes."""
        for item in self._rows.items():
            yield self._rows.record(item)
            meter.step()

    # The first page: figures, chart, matrix.

    def _draw_figures(self, sheet: Sheet) -> None:
        words = self._words
        chart_width = 96 * MM
        rows = self._tiles()
        bars = self._bars()
        height = max(blocks.tiles_height(len(rows)), bars_height(len(bars)) + 14)
        sheet.heading(words.say("disposition_summary.figures"), keep=height)
        blocks.draw_tiles(sheet, rows, _TILE_COLUMNS, sheet.width - chart_width - 8 * MM)
        left = sheet.right - chart_width
        sheet.text(left, sheet.y - 8, words.say("disposition_summary.chart"), 8, bold=True)
        draw_bars(sheet, bars, left, sheet.y - 14, chart_width)
        sheet.down(height)

    def _tiles(self) -> list[list[Tile]]:
        words, totals = self._words, self.figures.totals
        cycle_note = words.say("disposition_summary.cycle_note")
        shares = []
        for route in Route:
            units = self.figures.sums(route).units
            share = words.percent(units, totals.units)
            shares.append(Tile(words.name("route", route), (share,), words.count("page.units", units)))
        values = [words.money(cents, currency) for currency, cents in totals.values]
        unvalued = words.count("disposition_summary.unvalued", totals.unvalued_units) if totals.unvalued_units else ""
        if len(values) > _SHOWN_VALUES:
            values[_SHOWN_VALUES - 1 :] = ["…"]  # the matrix has them all
        return [
            [
                Tile(words.say("disposition_summary.items"), (words.number(totals.items),)),
                Tile(words.say("disposition_summary.units"), (words.number(totals.units),)),
                Tile(words.say("disposition_summary.median"), (words.duration(totals.median_s),), cycle_note),
                Tile(
                    words.say("disposition_summary.p90"),
                    (words.duration(totals.p90_s),),
                    words.say("disposition_summary.p90_note"),
                ),
            ],
            shares,
            [
                Tile(
                    words.say("disposition_summary.value"),
                    tuple(values) or (words.say("disposition_summary.no_value"),),
                    unvalued,
                    span=3,
                ),
                Tile(
                    words.say("disposition_summary.overrides"),
                    (words.number(totals.overrides),),
                    words.say("disposition_summary.overrides_of", share=words.percent(totals.overrides, totals.items)),
                ),
            ],
        ]

    def _bars(self) -> list[Bar]:
        words = self._words
        bars = []
        for route, dispositions in self.figures.routes.items():
            pattern = PATTERN_OF_ROUTE[Route(route)] if route in list(Route) else Pattern.HOLD
            for disposition in dispositions:
                units = self.figures.sums(route, disposition).units
                text = f"{words.number(units)} · {words.percent(units, self.figures.totals.units)}"
                bars.append(Bar(words.name("disposition", disposition), units, text, pattern))
        return bars

    def _draw_matrix(self, sheet: Sheet) -> None:
        words, figures = self._words, self.figures
        groups = []
        rows: list[Row] = []
        for number, (route, dispositions) in enumerate(figures.routes.items(), 1):
            for disposition in dispositions:
                label = f"{words.name('disposition', disposition)}\n{disposition}"
                rows.append(self._matrix_row(label, route, disposition))
            name = words.say("disposition_summary.route_total", name=words.name("route", route))
            totals = [Total(self._matrix_row(name, route, EVERY), level=2)]
            if number == len(figures.routes):
                totals.append(
                    Total(self._matrix_row(words.say("disposition_summary.grand_total"), EVERY, EVERY), level=3)
                )
            groups.append(Group(len(dispositions), totals=tuple(totals)))
        heads = (
            words.say("disposition_summary.disposition"),
            *map(self._grade_title, figures.grades),
            words.say("page.total"),
        )
        columns = _matrix_columns(sheet, heads, [*rows, *(total.cells for group in groups for total in group.totals)])
        table = Table(
            columns,
            groups,
            lines=lines_of(sheet, columns, rows),
            title=words.say("disposition_summary.matrix"),
            continued=lambda title: words.say("page.continued", title=title),
        )
        sheet.heading(table.title, keep=table.least_height)
        table.draw(sheet, lambda: iter(rows))

    def _matrix_row(self, label: str, route: str | Every, disposition: str | Every) -> Row:
        grades = [self._matrix_cell(self.figures.sums(route, disposition, grade)) for grade in self.figures.grades]
        return [label, *grades, self._matrix_cell(self.figures.sums(route, disposition))]

    def _matrix_cell(self, sums: Sums) -> str:
        if not sums.items:
            return "–"
        words = self._words
        share = words.percent(sums.units, self.figures.totals.units)
        values = (words.money(cents, currency) for currency, cents in sums.values)
        return "\n".join([f"{words.number(sums.units)} · {share}", *values])

    def _grade_title(self, grade: str | None) -> str:
        words = self._words
        if grade is None:
            return words.say("disposition_summary.no_grade")
        name = words.name("grade", grade)
        return f"{grade} {name}" if name != grade else grade


def _matrix_columns(sheet: Sheet, heads: Row, cells: Sequence[Row]) -> list[Column]:
    """Columns of one width for the grades, unless an amount takes more: half an amount is a wrong one."""
    lines = [line for row in [heads, *cells] for line in zip_longest(*(cell.split("\n") for cell in row), fillvalue="")]
    texts = widest(sheet.face(bold=True), lines, len(heads), lambda: None)
    even = (sheet.width - _LABEL_WIDTH) / (len(heads) - 1)
    wanted = [_LABEL_WIDTH, *[even] * (len(heads) - 1)]
    aligns: list[Align] = ["right"] * len(heads)
    aligns[0] = "left"
    widths = [
        Width(text + gutter + 2 * Table.PADDING, want)
        for text, gutter, want in zip(texts, gutters(aligns), wanted, strict=True)
    ]
    return [
        Column(head, width, align, wrap=True, strong=align == "left")
        for head, width, align in zip(heads, share_width(widths, sheet.width), aligns, strict=True)
    ]


KIND = ReportKind("disposition-summary", Paper.LANDSCAPE, DispositionSummary)
