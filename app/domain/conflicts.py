"""Races: decisions about one thing that two benches made without knowing of each other, and what a lead makes of them.

A *decision* sets what becomes of an item or parcel: graded, decided, held, released, put into a tote, taken out, facts amended,
relabelled, a parcel closed or opened again, something undone, a conflict or duplicate resolved. Proposals, approvals and labels
follow from decisions and are none themselves.

Two decisions race when neither was known where the other was made. That does no harm where both sides come to the same, or one
side did all that the other did with the same result and went on: the same grade and defects, the same disposition, the same tote.
Notes, rules and the words of an approval may differ. Everything else is a conflict: both are kept, nothing more is decided about
an item until a lead has said which side stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.causality import Causality
from app.domain.events import (
    ConflictResolved,
    DispositionDecided,
    DuplicateResolved,
    Event,
    EventReversed,
    ItemAmended,
    ItemGraded,
    ItemHeld,
    ItemIdentified,
    ItemRelabelled,
    ItemReleased,
    ItemStowed,
    ItemUnstowed,
    ParcelClosed,
    ParcelReceived,
    ParcelResumed,
    Recorded,
    UnknownEvent,
)
from app.domain.history import History, taken_out
from app.domain.refusal import Refused

DECISIONS = (
    ItemGraded,
    DispositionDecided,
    ItemHeld,
    ItemReleased,
    ItemStowed,
    ItemUnstowed,
    ItemAmended,
    ItemRelabelled,
    ParcelClosed,
    ParcelResumed,
    EventReversed,
    ConflictResolved,
    DuplicateResolved,
)

_UNDOABLE = {cls.KIND for cls in DECISIONS} | {ItemIdentified.KIND, ParcelReceived.KIND}
_KEPT, _GIVEN_UP = "kept", "given up"
_FACTS = tuple(name for name in ItemAmended.__struct_fields__ if name != "item_id")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides that did not know of each other.

    Attributes:
        key: the item or parcel.
        first, second: the last decision of each side, the side that began earlier first; naming one of them keeps its side.
        first_side, second_side: all decisions of each side, in the order of the history.
        resolved_by: the event that chose; None while it is open.
    """

    key: str
    first_side: tuple[Recorded, ...]
    second_side: tuple[Recorded, ...]
    resolved_by: Recorded | None = None

    @property
    def first(self) -> Recorded:
        """The last decision of the side that began earlier."""
        return self.first_side[-1]

    @property
    def second(self) -> Recorded:
        """The last decision of the other side."""
        return self.second_side[-1]

    @property
    def resolved(self) -> bool:
        """Whether a lead has chosen."""
        return self.resolved_by is not None

    @property
    def conflict_id(self) -> str:
        """Stays the same while the sides go on: the first decision of each."""
        return "-".join(sorted((self.first_side[0].event_id, self.second_side[0].event_id)))


def conflicts(history: History) -> tuple[Conflict, ...]:
    """All conflicts of one key, open ones first, each in the order of the history.

    Linear in the history where one stream wrote it all, which is how nearly every history is.
    """
    if _one_stream(history):
        return ()
    gone = taken_out(history)
    causality = Causality(history)
    return (*_open(history, causality, gone), *_resolved(history, causality, gone))


def in_conflict(history: History) -> bool:
    """Whether a conflict of this key is open."""
    if _one_stream(history):
        return False
    return bool(_open(history, Causality(history), taken_out(history)))


def resolution(history: History, keep_event_id: str, note: str = "") -> ConflictResolved:
    """The event by which a lead keeps the side of one decision and drops every other side that it is in conflict with.

    With the decisions of a dropped side goes all that hung on them: proposals, approvals and labels. What was identified or
    received stays. Raises Refused when that decision is in no open conflict.
    """
    causality = Causality(history)
    gone = taken_out(history)
    keep: dict[str, None] = {}
    lines = 0
    for conflict in _open(history, causality, gone):
        for ours, theirs in (
            (conflict.first_side, conflict.second_side),
            (conflict.second_side, conflict.first_side),
        ):
            if any(record.event_id == keep_event_id for record in ours):
                keep.update(
                    (record.event_id, None)
                    for record in ours  # a side may part into two that did not know of each other
                    if not causality.concurrent(record.event_id, keep_event_id)
                )
                for record in theirs:
                    place = causality.position[record.event_id]
                    lines |= 1 << place | causality.related(place)
    if not keep:
        raise Refused("no_conflict")
    lines &= ~causality.related(causality.position[keep_event_id])
    drop = [
        record.event_id
        for place, record in enumerate(history)
        if lines >> place & 1
        and record.event_id not in gone
        and record.event_id not in keep
        and not isinstance(record.event, ItemIdentified | ParcelReceived | UnknownEvent)
    ]
    return ConflictResolved(history[0].key, tuple(keep), tuple(drop), note)


def _one_stream(history: History) -> bool:
    return len(history) < 2 or all(record.stream_id == history[0].stream_id for record in history)


def _open(history: History, causality: Causality, gone: frozenset[str]) -> tuple[Conflict, ...]:
    places = [
        place
        for place, record in enumerate(history)
        if record.event_id not in gone and isinstance(record.event, DECISIONS)
    ]
    decisions = sum(1 << place for place in places)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            if causality.related(one) >> other & 1:
                continue
            ours = decisions & (causality.related(one) | 1 << one) & ~causality.related(other)
            theirs = decisions & (causality.related(other) | 1 << other) & ~causality.related(one)
            if _agree(_outcome(history, causality, ours, other), _outcome(history, causality, theirs, one)):
                continue
            ends = (ours.bit_length(), theirs.bit_length())
            if ends[::-1] in found:
                ends, ours, theirs = ends[::-1], theirs, ours
            before = found.get(ends, (0, 0))
            found[ends] = (before[0] | ours, before[1] | theirs)
    return tuple(_conflict(history, ours, theirs) for ours, theirs in found.values())


def _conflict(history: History, ours: int, theirs: int) -> Conflict:
    one, other = (tuple(record for place, record in enumerate(history) if side >> place & 1) for side in (ours, theirs))
    return Conflict(history[0].key, one, other)


def _resolved(history: History, causality: Causality, gone: frozenset[str]) -> tuple[Conflict, ...]:
    by_id = {record.event_id: record for record in history}
    found = []
    for record in history:
        if record.event_id in gone or not isinstance(record.event, ConflictResolved):
            continue
        kept = tuple(by_id[one] for one in record.event.keep if one in by_id)
        sides: dict[str, list[Recorded]] = {}
        for one in record.event.drop:
            dropped = by_id.get(one)
            if dropped is not None and isinstance(dropped.event, DECISIONS):
                sides.setdefault(dropped.stream_id, []).append(dropped)
        if kept:
            found += [Conflict(history[0].key, kept, tuple(side), record) for side in sides.values()]
    return tuple(found)


def _outcome(history: History, causality: Causality, side: int, other: int) -> dict[str, object]:
    """What a side comes to, by aspect. An undo of what the other side never knew comes to nothing."""
    outcome: dict[str, object] = {}
    for place, record in enumerate(history):
        if side >> place & 1 and not isinstance(record.event, UnknownEvent):
            outcome.update(_effect(record.event, history, causality, other))
    return outcome


def _effect(event: Event, history: History, causality: Causality, other: int) -> Mapping[str, object]:
    match event:
        case ItemGraded():
            return {"grade": (event.grade, event.function, frozenset(event.defects))}
        case DispositionDecided():
            return {"disposition": event.code, "hold": False}
        case ItemHeld():
            return {"hold": True}
        case ItemReleased():
            return {"hold": False}
        case ItemStowed():
            return {"place": (event.tote, event.turn)}
        case ItemUnstowed():
            return {"place": None}
        case ItemAmended():
            return {f"fact {name}": value for name in _FACTS if (value := getattr(event, name)) is not None}
        case ItemRelabelled():
            return {"fact lpn": event.lpn}
        case ParcelClosed():
            return {"state": ("closed", frozenset(event.missing))}
        case ParcelResumed():
            return {"state": "open"}
        case EventReversed():
            counts = event.reversed_kind in _UNDOABLE and causality.knew(history[other].event_id, event.event_id)
            return {f"undone {event.event_id}": True} if counts else {}
        case ConflictResolved():
            return {"resolved": frozenset(event.drop)}
        case DuplicateResolved():
            return {_KEPT: event.drop} if event.keep == history[other].key else {_GIVEN_UP: event.keep}
        case _:
            return {}


def _agree(one: dict[str, object], other: dict[str, object]) -> bool:
    for ours, theirs in ((one, other), (other, one)):
        if (
            _GIVEN_UP not in theirs
        ):  # that another record gave way to this one says nothing about what else is done with it
            ours.pop(_KEPT, None)
    return one.items() <= other.items() or other.items() <= one.items()


@dataclass(frozen=True, slots=True)
class Received:
    """What one record of a parcel or item says it is.

    Attributes:
        key: of the record.
        stream_id: of the bench that took it in.
        place: that bench and its site.
        marks: what no bench gives to two records knowingly: a tracking number, a serial number.
        lines: of expected returns; one bench may expect them in two boxes of one return.
    """

    key: str
    stream_id: str
    place: tuple[str, str] = ("", "")
    marks: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()

    def shared(self, other: "Received") -> frozenset[str]:
        """What shows that this record and one of another stream are of the same thing."""
        if self.stream_id == other.stream_id:
            return frozenset()
        marks = self.marks & other.marks
        return marks if self.place == other.place else marks | (self.lines & other.lines)


def received_twice(records: Iterable[Received]) -> tuple[tuple[str, str], ...]:
    """Pairs of records, taken in at different benches, of one thing; each pair sorted.

    Give it the standing records only: none that was undone or has given way to another. A record flagged by its own bench as
    seen before (a serial that was returned before) is no second record of one thing, but a second return, and is not given either.
    """
    by_mark: dict[str, list[Received]] = {}
    for record in records:
        for mark in record.marks | record.lines:
            by_mark.setdefault(mark, []).append(record)
    pairs = {
        (min(one.key, other.key), max(one.key, other.key))
        for sharing in by_mark.values()
        for number, one in enumerate(sharing)
        for other in sharing[number + 1 :]
        if one.shared(other)
    }
    return tuple(sorted(pairs))
