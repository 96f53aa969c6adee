"""Facts about races between benches: what a lead made of them, and labels that two benches had printed alike."""

from typing import ClassVar

from msgspec import Struct


class ConflictResolved(Struct, frozen=True):
    """A lead chose between decisions that had not seen each other; what was dropped stays in the record and counts no more.

    Attributes:
        key: the item or parcel, as in the envelope.
        keep: ids of the decisions that stand.
        drop: ids of every event of the other sides, their labels and proposals included.
    """

    KIND: ClassVar[str] = "conflict_resolved"
    key: str
    keep: tuple[str, ...]
    drop: tuple[str, ...]
    note: str = ""


class DuplicateResolved(Struct, frozen=True):
    """A lead said that two records are of one parcel, or of one unit. It is recorded under both keys.

    The items of a parcel that gives way count in the one that stays. An item that gives way is voided.

    Attributes:
        keep, drop: keys of the record that stays and of the one that gives way.
    """

    KIND: ClassVar[str] = "duplicate_resolved"
    keep: str
    drop: str
    note: str = ""


class ItemRelabelled(Struct, frozen=True):
    """An item got another license plate number, since another bench had printed the old one too; the old one is never used again."""

    KIND: ClassVar[str] = "item_relabelled"
    item_id: str
    old_lpn: str
    lpn: str
