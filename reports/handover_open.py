"""What a shift handover says of open work: parcels, items, totes and labels, each with who has it and what to do."""

from reports.handover_facts import HandoverFacts
from reports.handover_sections import Sections
from reports.handover_words import HandoverWords
from reports.page import Sheet
from reports.report import Meter
from reports.table import Total
from reports.words import Words


class OpenWork:
    """The sections of open work, as they stand whatever the period."""

    def __init__(self, facts: HandoverFacts, words: Words, says: HandoverWords, sections: Sections) -> None:
        self._facts = facts
        self._words = words
        self._says = says
        self._sections = sections

    def draw(self, sheet: Sheet, meter: Meter) -> None:
        """Put them on paper."""
        self._draw_parcels(sheet, meter)
        self._draw_items(sheet, meter)
        self._draw_totes(sheet, meter)
        self._draw_labels(sheet, meter)

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
            for parcel in self._facts.parcels
        ]
        widths = (
            ("parcel", 37),
            ("client", 22),
            ("state", 16),
            ("units", 17),
            ("owner", 25),
            ("age", 17),
            ("return_by", 18),
        )
        self._sections.table(sheet, meter, "parcels", [*widths, ("next", 38)], rows, now=True, strong="parcel")

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
            for item in self._facts.items
        ]
        widths = (("lpn", 26), ("title", 28), ("client", 31), ("state", 19), ("units", 13), ("owner", 24), ("age", 17))
        self._sections.table(sheet, meter, "items", [*widths, ("next", 32)], rows, now=True, strong="lpn")

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
            for tote in self._facts.totes
        ]
        items = words.number(sum(tote.items for tote in self._facts.totes))
        units = words.number(sum(tote.units for tote in self._facts.totes))
        total = Total([words.say("page.total"), "", "", items, units, "", ""], level=3)
        widths = [
            ("tote", 32),
            ("route", 32),
            ("takes", 42),
            ("items", 18),
            ("units", 18),
            ("opened_by", 31),
            ("age", 17),
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
            for label in self._facts.labels
        ]
        widths = [("lpn", 26), ("title", 33), ("printer", 17), ("state", 22), ("age", 18), ("detail", 32), ("next", 42)]
        self._sections.table(sheet, meter, "labels", widths, rows, now=True, strong="lpn")
        if self._facts.labels_sent:
            sheet.ensure(14)
            sheet.down(8)
            sheet.text(sheet.left, sheet.y, words.count("shift_handover.labels_sent", self._facts.labels_sent), 8)
            sheet.down(6)
