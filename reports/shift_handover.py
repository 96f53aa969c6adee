"""Shift handover: what was done, what stands open and who has it, what went wrong, and two signatures."""

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
            self._draw_shift_notes(sheet, meter)
            self._draw_done(sheet, meter)
            self._draw_differences(sheet, meter)
            self._draw_parcels(sheet, meter)
            self._draw_items(sheet, meter)
            self._draw_totes(sheet, meter)
            self._draw_labels(sheet, meter)
            self._draw_incidents(sheet, meter)
            self._draw_scans(sheet, meter)
        self._draw_connection(sheet)
        self._draw_end(sheet)

    # What the lead wrote.

    def _draw_shift_notes(self, sheet: Sheet, meter: Meter) -> None:
        if self.facts.notes:
            rows = [(self._says.time(note.at), note.actor, note.note) for note in self.facts.notes]
            widths = [("time", 25), ("who", 30), ("detail", 135)]
            self._sections.table(sheet, meter, "shift_notes", widths, rows)

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

    def _draw_differences(self, sheet: Sheet, meter: Meter) -> None:
        says = self._says
        rows = [
            (
                f"{says.parcel_name(parcel)}\n{says.parcel_details(parcel)}",
                parcel.clients.replace("|", ", "),
                says.missing(parcel),
                says.unannounced(parcel),
                parcel.closed_by,
                says.time(parcel.closed_at),
            )
            for parcel in self.facts.differences
        ]
        one_day = says.one_day
        widths = [
            ("parcel", 37),
            ("client", 23),
            ("missing", 50 if one_day else 43),
            ("extra", 44 if one_day else 38),
            ("closed_by", 22),
            ("time", 14 if one_day else 27),
        ]
        self._sections.table(sheet, meter, "differences", widths, rows, strong="parcel")

    # What stands open.

    def _draw_parcels(self, sheet: Sheet, meter: Meter) -> None:
        says = self._says
        rows = [
            (
                f"{says.parcel_name(parcel)}\n{says.parcel_details(parcel)}",
                parcel.clients.replace("|", ", "),
                self._words.name("parcel_status", parcel.status),
                says.units_of(parcel),
                parcel.owner,
                says.age(parcel.received_at),
                says.return_by(parcel.return_by),
                says.parcel_next(parcel),
            )
            for parcel in self.facts.parcels
        ]
        widths = (
            ("parcel", 37),
            ("client", 23),
            ("state", 16),
            ("units", 13),
            ("owner", 24),
            ("age", 18),
            ("return_by", 18),
        )
        self._sections.table(sheet, meter, "parcels", [*widths, ("next", 41)], rows, now=True, strong="parcel")

    def _draw_items(self, sheet: Sheet, meter: Meter) -> None:
        says = self._says
        rows = [
            (
                f"{item.lpn}\n{item.sku}",
                item.title,
                f"{item.client}\n{item.parcel}",
                self._words.name("item_status", item.status),
                self._words.number(item.units),
                item.owner,
                says.age(item.identified_at),
                says.item_next(item),
            )
            for item in self.facts.items
        ]
        widths = (("lpn", 26), ("title", 28), ("client", 31), ("state", 20), ("units", 10), ("owner", 22), ("age", 18))
        self._sections.table(sheet, meter, "items", [*widths, ("next", 35)], rows, now=True, strong="lpn")

    def _draw_totes(self, sheet: Sheet, meter: Meter) -> None:
        words = self._words
        rows = [
            (
                tote.code,
                words.name("route", tote.route),
                words.name("disposition", tote.disposition) or words.say("shift_handover.any"),
                words.number(tote.items),
                words.number(tote.units),
                tote.opened_by,
                self._says.age(tote.opened_at),
            )
            for tote in self.facts.totes
        ]
        items = words.number(sum(tote.items for tote in self.facts.totes))
        units = words.number(sum(tote.units for tote in self.facts.totes))
        total = Total([words.say("page.total"), "", "", items, units, "", ""], level=3)
        widths = [
            ("tote", 32),
            ("route", 32),
            ("takes", 44),
            ("items", 17),
            ("units", 17),
            ("opened_by", 30),
            ("age", 18),
        ]
        self._sections.table(sheet, meter, "totes", widths, rows, now=True, total=total)

    def _draw_labels(self, sheet: Sheet, meter: Meter) -> None:
        words = self._words
        rows = [
            (
                f"{label.lpn}\n{words.say('shift_handover.copy', n=label.copy)}" if label.copy else label.lpn,
                label.title,
                label.printer,
                words.name("print_state", label.state),
                self._says.age(label.changed_at),
                words.name("label_reason", label.detail),
                words.name("next", f"label_{label.state}"),
            )
            for label in self.facts.labels
        ]
        widths = [("lpn", 26), ("title", 33), ("printer", 17), ("state", 22), ("age", 18), ("detail", 32), ("next", 42)]
        self._sections.table(sheet, meter, "labels", widths, rows, now=True, strong="lpn")
        if self.facts.labels_sent:
            sheet.ensure(14)
            sheet.down(8)
            sheet.text(sheet.left, sheet.y, words.count("shift_handover.labels_sent", self.facts.labels_sent), 8)
            sheet.down(6)

    # What went wrong.

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
                scans.last_scanner,
                scans.last_text,
            )
            for scans in self.facts.scans
        ]
        total = Total(
            [words.say("page.total"), words.number(sum(scans.scans for scans in self.facts.scans)), "", "", ""], level=3
        )
        widths = [("what", 62), ("count", 16), ("last", 25), ("scanner", 25), ("code", 62)]
        self._sections.table(sheet, meter, "scans", widths, rows, total=total)

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


KIND = ReportKind("shift-handover", Paper.PORTRAIT, ShiftHandover)
