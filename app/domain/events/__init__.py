"""What happened: the immutable facts that everything else is a projection of.

A kind and its schema version are stored with every event and never change their meaning; `KINDS` maps the stored
kind to its class. Times, actor and bench stand in the envelope (`Recorded`), not in the body.
"""

from msgspec import Struct

from app.domain.events.bench import EventReversed, ScanNoted, ShiftClosed, SignedIn, SignedOut, ToteClosed, ToteOpened
from app.domain.events.conflicts import ConflictResolved, DuplicateResolved, ItemRelabelled
from app.domain.events.decisions import (
    ApprovalDenied,
    ApprovalGranted,
    ApprovalRequested,
    DispositionDecided,
    DispositionProposed,
)
from app.domain.events.items import (
    ItemAmended,
    ItemGraded,
    ItemHeld,
    ItemIdentified,
    ItemReleased,
    ItemStowed,
    ItemUnstowed,
)
from app.domain.events.labels import LabelConfirmed, LabelFailed, LabelRequested, LabelSent, LabelVoided
from app.domain.events.parcels import MissingLine, ParcelClosed, ParcelParked, ParcelReceived, ParcelResumed

Event = (
    ParcelReceived
    | ParcelParked
    | ParcelResumed
    | ParcelClosed
    | ItemIdentified
    | ItemAmended
    | ItemGraded
    | DispositionProposed
    | DispositionDecided
    | LabelRequested
    | LabelSent
    | LabelConfirmed
    | LabelFailed
    | LabelVoided
    | ItemStowed
    | ItemUnstowed
    | ToteOpened
    | ToteClosed
    | ApprovalRequested
    | ApprovalGranted
    | ApprovalDenied
    | ItemHeld
    | ItemReleased
    | EventReversed
    | ScanNoted
    | SignedIn
    | SignedOut
    | ShiftClosed
    | ConflictResolved
    | DuplicateResolved
    | ItemRelabelled
)

KINDS: dict[str, type[Event]] = {cls.KIND: cls for cls in Event.__args__}


class UnknownEvent(Struct, frozen=True):
    """An event of a kind or version that this release does not know: kept whole, acted on by nobody."""

    kind: str
    schema_version: int
    body: str


class Recorded(Struct, frozen=True):
    """An event in its envelope, as it stands in the journal.

    Attributes:
        key: what the event is about: "item:<id>", "parcel:<id>", "tote:<code>" or "bench:<id>".
        seq: position in the stream, from 1 without gaps.
        command_id: the same for all events of one command; what undo takes back as one.
        wall_at: UTC, ISO 8601 with milliseconds and "Z".
        actor: the name of the person signed in; "" when nobody was.
        hlc: hybrid logical clock, milliseconds << 16 | counter; never behind an event that was known when this one was recorded.
        seen: ids of the last events of other streams on this key that this stream knew and had not named on it before.
    """

    event_id: str
    stream_id: str
    seq: int
    key: str
    kind: str
    wall_at: str
    actor: str
    command_id: str
    event: Event | UnknownEvent
    hlc: int = 0
    seen: tuple[str, ...] = ()


__all__ = [
    "KINDS",
    "ApprovalDenied",
    "ApprovalGranted",
    "ApprovalRequested",
    "ConflictResolved",
    "DispositionDecided",
    "DispositionProposed",
    "DuplicateResolved",
    "Event",
    "EventReversed",
    "ItemAmended",
    "ItemGraded",
    "ItemHeld",
    "ItemIdentified",
    "ItemRelabelled",
    "ItemReleased",
    "ItemStowed",
    "ItemUnstowed",
    "LabelConfirmed",
    "LabelFailed",
    "LabelRequested",
    "LabelSent",
    "LabelVoided",
    "MissingLine",
    "ParcelClosed",
    "ParcelParked",
    "ParcelReceived",
    "ParcelResumed",
    "Recorded",
    "ScanNoted",
    "ShiftClosed",
    "SignedIn",
    "SignedOut",
    "ToteClosed",
    "ToteOpened",
    "UnknownEvent",
]
