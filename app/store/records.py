"""What the store tells about parcels, items, totes and labels, for pages and command line."""

from dataclasses import dataclass

from app.domain.events import Recorded
from app.domain.vocabulary import (
    Declared,
    DefectCode,
    Disposition,
    Grade,
    ItemStatus,
    ParcelStatus,
    PrintState,
    Route,
    ToteStatus,
)


@dataclass(frozen=True, slots=True)
class ParcelRecord:
    """A parcel in the queue.

    Attributes:
        label: "" for a blind return without a number.
        received_at: UTC, ISO 8601.
        units_received, units_expected: over all announced lines; none of them for a blind parcel.
        units_extra: received beside them: undeclared, wrong, more than announced, or without papers.
        items: how many items were identified in it.
        return_by: ISO date; None without a deadline.
        mine: whether it can be opened at this bench.
    """

    parcel_id: str
    label: str
    carrier: str
    rmas: tuple[str, ...]
    clients: tuple[str, ...]
    status: ParcelStatus
    received_at: str
    received_by: str
    units_received: int
    units_expected: int
    items: int
    units_extra: int = 0
    return_by: str | None = None
    mine: bool = True


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item, wherever it is.

    Attributes:
        identified_at: UTC, ISO 8601.
        held_reason: None unless it is on hold.
        bench: where it was taken in, when that was another bench; "" for this one.
        conflict: benches disagree about it, and no lead has settled it.
        asked: what a lead shall agree to; None unless that was asked at this bench.
    """

    item_id: str
    lpn: str
    title: str
    sku: str
    client: str
    category: str
    serial: str | None
    quantity: int
    declared: Declared
    status: ItemStatus
    grade: Grade | None
    defects: tuple[DefectCode, ...]
    disposition: Disposition | None
    route: Route | None
    tote: str | None
    parcel_id: str
    parcel_label: str
    identified_at: str
    inspector: str
    held_reason: str | None = None
    bench: str = ""
    conflict: bool = False
    asked: Disposition | None = None


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """An item and everything that happened to it at any bench, oldest first; reversed events and their reversals too.

    Attributes:
        reversed_ids: ids of events that count no more: taken back, or dropped when a lead settled a conflict.
        benches: the bench of each stream that is not this bench's own.
    """

    item: ItemRecord
    events: tuple[Recorded, ...]
    reversed_ids: frozenset[str] = frozenset()
    benches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ToteRecord:
    """A tote and how full it is."""

    code: str
    route: Route
    disposition: Disposition | None
    status: ToteStatus
    items: int
    units: int
    opened_at: str
    opened_by: str
    closed_at: str | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True)
class ToteEvent:
    """Something that happened to a tote, or to an item with it.

    Attributes:
        item_id, title, lpn: of the item that was put in or taken out; "" where it is about the tote alone.
        undone: it was taken back.
    """

    record: Recorded
    item_id: str = ""
    title: str = ""
    lpn: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class PrintJobRecord:
    """A label on its way to paper.

    Attributes:
        copy: 0 for the original.
        detail: the device's reason or the platform's own words; "" while nothing is wrong.
    """

    job: str
    item_id: str
    lpn: str
    title: str
    copy: int
    printer: str
    state: PrintState
    detail: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, in its two kinds."""

    parcels: tuple[ParcelRecord, ...] = ()
    items: tuple[ItemRecord, ...] = ()
