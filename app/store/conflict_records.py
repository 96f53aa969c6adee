"""What the store tells about races between benches, for the page on which a lead settles them."""

from dataclasses import dataclass

from app.domain.events import Recorded


@dataclass(frozen=True, slots=True)
class SideRecord:
    """One side of a race.

    Attributes:
        keep: id of the event that names this side when it is to stand.
        bench, site: where it was decided; "" while the origin of a stream is not known here.
        mine: whether that was this bench.
        person, at: who decided last and when: UTC, ISO 8601.
        decisions: what was decided, oldest first.
    """

    keep: str
    bench: str
    site: str
    mine: bool
    person: str
    at: str
    decisions: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class ConflictRecord:
    """Two sides that decided about one item or parcel without knowing of each other.

    Attributes:
        key: the item or parcel, "item:…" or "parcel:…".
        title: the product's title, or what the parcel is called.
        lpn: of the item; "" for a parcel.
        parcel: what the item's parcel is called; "" for a parcel or without a code.
    """

    conflict_id: str
    key: str
    title: str
    lpn: str
    parcel: str
    first: SideRecord
    second: SideRecord


@dataclass(frozen=True, slots=True)
class TwinRecord:
    """One of two records of the same thing.

    Attributes:
        key: "parcel:…" or "item:…".
        title: what it is called; lpn "" for a parcel.
        bench, site: where it was received; mine whether that was this bench.
        person, at: who received it and when: UTC, ISO 8601.
        items: how many items were identified in the parcel; 0 for an item.
    """

    key: str
    title: str
    lpn: str
    bench: str
    site: str
    mine: bool
    person: str
    at: str
    items: int = 0


@dataclass(frozen=True, slots=True)
class DuplicateRecord:
    """Two benches received the same parcel, or the same unit.

    Attributes:
        mark: what both carry: a tracking number, a line of a return, a serial number.
    """

    mark: str
    first: TwinRecord
    second: TwinRecord


@dataclass(frozen=True, slots=True)
class ClashRecord:
    """An item of this bench whose license plate number another bench has printed too.

    Attributes:
        bench: the other one; "" while its origin is not known here.
        at: when it was identified here: UTC, ISO 8601.
        tote: where it lies; None when it is in none.
    """

    item_id: str
    lpn: str
    title: str
    parcel: str
    bench: str
    at: str
    tote: str | None = None
