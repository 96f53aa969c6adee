"""Shift handover: what the next shift has to know, what was done, what stands open and who has it, what went wrong, and two signatures."""

import sqlite3
from collections.abc import Iterator, Sequence

from app.domain.vocabulary import Route
from app.store.handover_queries import InspectorWork
from reports import blocks
from reports.blocks import Tile
from reports.cells import Row
from reports.columns import Column
from reports.export import Cell
from reports.handover_facts import read_facts
from reports.handover_message import Message
from reports.handover_open import OpenWork
from reports.handover_records import CSV_COLUMNS, handover_records
from reports.handover_sections import Sections
from reports.handover_words import HandoverWords
from reports.page import MM, Paper, Sheet
from reports.report import Meter, ReportKind, Request
from reports.table import Total

_NOTE_LINES = 5


class ShiftHandover:
    """One shift handover, read and ready.

    Attributes:
        facts: what it tells.
    """

    def __init__(self, connection: sqlite3.Connection, request: Request) -> None:
        self._request = request
        self._words = request.words
        self._says = HandoverWords(request)
        self._sections = Sections(request, self._says)
        self.facts = read_facts(connection, request.scope)
        self._message = Message(request, self._says, self.facts.notes)
        self._open = OpenWork(self.facts, request.words, self._says, self._sections)

    @property
    def rows(self) -> int:
        """Rows of all its tables."""
        return self.facts.rows

    @property
    def policy_versions(self) -> tuple[str, ...]:
        """Policy versions by which the period's items were decided."""
        return self.facts.policy_versions

    def header(self) -> Sequence[str]:
        """The columns of the CSV file."""
        return [self._words.say(f"column.{name}") for name in CSV_COLUMNS]

    @property
    def csv_rows(self) -> int:
        """Rows of the CSV file."""
        return sum(1 for _ in self._records())

    def records(self, meter: Meter) -> Iterator[Sequence[Cell]]:
        """The rows of the CSV file."""
        for record in self._records():
            yield record
            meter.step()

    def _records(self) -> Iterator[Sequence[Cell]]:
        return handover_records(self.facts, self._words, self._says, self._request.unsent)

    def draw(self, sheet: Sheet, meter: Meter) -> None:
        """Put it on paper."""
        words = self._words
        if self.facts.empty:
            lines = [words.say("shift_handover.nothing"), words.say("page.no_rows_next")]
            blocks.draw_message(sheet, words.say("page.no_rows"), lines)
        else:
            self._message.draw(sheet, meter)
            self._draw_done(sheet, meter)
            self._open.draw(sheet, meter)
            self._draw_differences(sheet, meter)
            self._draw_incidents(sheet, meter)
            self._draw_scans(sheet, meter)
        self._draw_connection(sheet)
        self._draw_end(sheet)

    # What was done.

    def _draw_done(self, sheet: Sheet, meter: Meter) -> None:
        words, done, work = self._words, self.facts.done, self.facts.work
        figures = (
            ("parcels_received", done.parcels_received),
            ("parcels_closed", done.parcels_closed),
            ("items_decided", done.items_decided),
            ("units_decided", done.units_decided),
            ("totes_closed", done.totes_closed),
            ("unstowed", done.items_unstowed),
        )
        tiles = [Tile(words.say(f"shift_handover.{name}"), (words.number(number),)) for name, number in figures]
        sheet.heading(words.say("shift_handover.done"), keep=blocks.tiles_height(1))
        blocks.draw_tiles(sheet, [tiles], len(tiles), sheet.width)
        sheet.down(blocks.tiles_height(1))
        if not work:
            return
        routes = [*map(str, Route), *sorted({each.route for each in work} - set(map(str, Route)))]
        names = [words.name("route", route) or words.say("shift_handover.no_route") for route in routes]
        width = 26 * MM if len(routes) == 4 else 21 * MM
        columns = [
            Column(words.say("column.inspector"), sheet.width - (len(routes) + 2) * width, wrap=True),
            *(Column(name, width, "right") for name in names),
            Column(words.say("column.items"), width, "right"),
            Column(words.say("column.units"), width, "right"),
        ]
        total = self._work_row(words.say("page.total"), work, routes)
        rows = [
            self._work_row(inspector or words.say("shift_handover.nobody"), found, routes)
            for inspector, found in self.facts.inspectors
        ]
        title = words.say("shift_handover.by_inspector")
        self._sections.draw(sheet, title, columns, rows, Total(total, level=3), meter)

    def _work_row(self, label: str, work: Sequence[InspectorWork], routes: Sequence[str]) -> Row:
        number = self._words.number
        of_route = [sum(each.items for each in work if each.route == route) for route in routes]
        units = sum(each.units for each in work)
        return [label, *(number(items) if items else "–" for items in of_route), number(sum(of_route)), number(units)]

    # What went wrong.

    def _draw_differences(self, sheet: Sheet, meter: Meter) -> None:
        says, found = self._says, self.facts.differences
        rows = [
            (
                _lines(says.difference_parcel(each), says.difference_details(each)),
                each.client.replace("|", ", "),
                self._words.name("difference", each.kind),
                _lines(each.title, says.difference_codes(each)),
                self._words.number(each.units),
                each.closed_by,
                says.time(each.closed_at),
            )
            for each in found
        ]
        widths = [
            ("parcel", 39),
            ("client", 25),
            ("what", 20),
            ("item", 46),
            ("units", 14),
            ("closed_by", 29),
            ("time", 17),
        ]
        extent = says.differences_extent(found)
        self._sections.table(sheet, meter, "differences", widths, rows, strong="parcel", extent=extent)

    def _draw_incidents(self, sheet: Sheet, meter: Meter) -> None:
        rows = [
            (
                self._says.time(incident.at),
                self._says.incident_name(incident),
                f"{incident.code}\n{incident.title}",
                incident.actor or self._words.say("incident.by_system"),
                self._says.incident_detail(incident),
            )
            for incident in self.facts.incidents
        ]
        widths = [
            ("time", 14 if self._says.one_day else 27),
            ("what", 26),
            ("item", 48),
            ("who", 26),
            ("detail", 76 if self._says.one_day else 63),
        ]
        self._sections.table(sheet, meter, "incidents", widths, rows, strong="item")

    def _draw_scans(self, sheet: Sheet, meter: Meter) -> None:
        words = self._words
        rows = [
            (
                words.name("outcome", scans.outcome),
                words.number(scans.scans),
                self._says.time(scans.last_at),
                words.name("scanner", scans.last_scanner),
                scans.last_text,
            )
            for scans in self.facts.scans
        ]
        refused = sum(scans.scans for scans in self.facts.scans)
        total = Total([words.say("page.total"), words.number(refused), "", "", ""], level=3)
        widths = [("what", 60), ("count", 16), ("last", 27), ("scanner", 25), ("code", 62)]
        self._sections.table(
            sheet, meter, "scans", widths, rows, total=total, extent=words.count("shift_handover.refused", refused)
        )

    # The end.

    def _draw_connection(self, sheet: Sheet) -> None:
        sheet.heading(self._words.say("shift_handover.connection"), keep=16)
        sheet.down(8)
        sheet.text(sheet.left, sheet.y, self._connection_line(), 8, width=sheet.width)
        sheet.down(10)

    def _connection_line(self) -> str:
        unsent = self._request.unsent
        if unsent is None:
            return self._words.say("shift_handover.no_server")
        return self._words.count("shift_handover.unsent", unsent)

    def _draw_end(self, sheet: Sheet) -> None:
        words = self._words
        people = [words.say("sign.outgoing"), words.say("sign.incoming")]
        height = blocks.signatures_height(len(people)) + blocks.notes_height(_NOTE_LINES) + 60
        sheet.ensure(height)
        sheet.heading(words.say("sign.notes"), keep=blocks.notes_height(_NOTE_LINES))
        blocks.draw_note_lines(sheet, _NOTE_LINES)
        keep = blocks.signatures_height(len(people))
        sheet.heading(words.say("shift_handover.signatures"), keep=keep, aside=words.say("shift_handover.signed"))
        fields = (words.say("sign.name"), words.say("sign.signature"), words.say("sign.time"))
        blocks.draw_signatures(sheet, people, fields)


def _lines(*parts: str) -> str:
    """Parts of a cell, those that say something."""
    return "\n".join(filter(None, parts))


KIND = ReportKind("shift-handover", Paper.PORTRAIT, ShiftHandover)
