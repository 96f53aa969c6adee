"""The open parcel and its list of rows. A row that shows what it showed before is the very row of the picture before."""

from dataclasses import dataclass
from datetime import date

from app.bench.view import ParcelView, RowView, Tone
from app.bench.work import Work
from app.domain.catalogue import ExpectedLine
from app.domain.events import ParcelReceived
from app.domain.item import ItemState
from app.domain.parcel import ParcelState, received_by_line
from app.domain.vocabulary import Declared, ItemStatus, Route

_ROW_TONES = {"blocked": Tone.ERROR, "differs": Tone.WARNING, "returned_before": Tone.WARNING}


@dataclass(frozen=True, slots=True)
class _Announced:
    """What a parcel's lines come to; they stay the same from its reception on."""

    clients: tuple[str, ...]
    return_by: date | None
    units: int
    expected: dict[tuple[str, int], int]


def _announced(received: ParcelReceived) -> _Announced:
    lines = received.lines
    first = min((line.return_by for line in lines if line.return_by), default=None)
    return _Announced(
        clients=tuple(dict.fromkeys([line.client for line in lines if line.client])),
        return_by=date.fromisoformat(first) if first else None,
        units=sum([line.quantity for line in lines]),
        expected={(line.rma, line.line): line.quantity for line in lines},
    )


class ParcelList:
    """Makes the picture of the open parcel, and keeps of the last one what has not changed since."""

    def __init__(self) -> None:
        self._made: list[tuple[ItemState | ExpectedLine, int | None, bool, RowView]] = []
        self._announced: tuple[ParcelReceived, _Announced] | None = None

    def view(self, work: Work, parcel: ParcelState, items: list[ItemState], current: ItemState | None) -> ParcelView:
        """The parcel with its rows."""
        known = self._announced
        if known is None or known[0] is not parcel.received:
            known = self._announced = (parcel.received, _announced(parcel.received))
        announced = known[1]
        return_by = announced.return_by
        rows, missing = self._rows(work, parcel, items, current, announced.expected)
        received = announced.units - missing
        return ParcelView(
            parcel_id=parcel.parcel_id,
            label=parcel.received.label,
            carrier=parcel.received.carrier,
            rmas=parcel.received.rmas,
            clients=announced.clients,
            return_by=return_by.isoformat() if return_by else None,
            days_left=(return_by - work.today).days if return_by else None,
            blind=parcel.blind,
            rows=rows,
            units_received=received,
            units_expected=announced.units,
            units_extra=sum([item.identified.quantity for item in items]) - received,
        )

    def _rows(
        self,
        work: Work,
        parcel: ParcelState,
        items: list[ItemState],
        current: ItemState | None,
        expected: dict[tuple[str, int], int],
    ) -> tuple[tuple[RowView, ...], int]:
        """Items in the order they were taken out, then what is still expected; and how many units that is."""
        counts = received_by_line(items)
        current_id = current.item_id if current is not None else None
        rows: list[RowView] = []
        missing = 0
        for item in items:
            facts = item.identified
            units = expected.get((facts.rma or "", facts.line or 0))
            rows.append(self._row(work, len(rows), item, units, current=facts.item_id == current_id))
        for line in parcel.received.lines:
            left = line.quantity - counts[line.rma, line.line]
            if left > 0:
                missing += left
                rows.append(self._row(work, len(rows), line, left, current=False))
        del self._made[len(rows) :]
        return tuple(rows), missing

    def _row(
        self, work: Work, place: int, thing: ItemState | ExpectedLine, units: int | None, *, current: bool
    ) -> RowView:
        if place < len(self._made):
            made = self._made[place]
            if made[0] is thing and made[1] == units and made[2] is current:
                return made[3]
        if isinstance(thing, ItemState):
            row = _item_row(place + 1, thing, units, work.bench_of(thing), current=current)
        else:
            row = _line_row(place + 1, thing, units or 0)
        self._made[place : place + 1] = [(thing, units, current, row)]
        return row


def _line_row(index: int, line: ExpectedLine, left: int) -> RowView:
    return RowView(
        index=index,
        item_id=None,
        title=line.title or line.sku,
        sku=line.sku,
        received=0,
        expected=left,
        serial=line.serial,
        lpn=None,
        grade=None,
        status=None,
        route=None,
        declared=Declared.EXPECTED,
        tote=None,
        current=False,
    )


def _item_row(index: int, item: ItemState, expected: int | None, bench: str, *, current: bool) -> RowView:
    facts = item.identified
    return RowView(
        index=index,
        item_id=item.item_id,
        title=facts.title,
        sku=facts.sku,
        received=facts.quantity,
        expected=expected,
        serial=facts.serial,
        lpn=facts.lpn,
        grade=item.graded.grade if item.graded else None,
        status=item.status,
        route=Route.HOLD if item.status is ItemStatus.HELD else item.route,
        declared=facts.declared,
        tote=item.tote,
        current=current,
        tone=_ROW_TONES.get(facts.serial_finding, Tone.CALM),
        bench=bench,
        conflict=item.conflict,
    )
