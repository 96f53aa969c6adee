"""Histories of one thing (an item, a parcel, a tote) and how reversals and resolutions take events out of them."""

from collections.abc import Iterable, Iterator

from app.domain.events import ConflictResolved, EventReversed, Recorded

History = tuple[Recorded, ...]
"""All events about one key, ordered by (hlc, stream_id, seq): each after all that was known when it was recorded."""


def in_order(records: Iterable[Recorded]) -> History:
    """One key's events as a history, each fact once, whatever order they came in.

    A fact that moved to another stream keeps its id; where both rows are known, the first in the order counts.
    """
    found: dict[str, Recorded] = {}
    for record in sorted(records, key=lambda one: (one.hlc, one.stream_id, one.seq)):
        found.setdefault(record.event_id, record)
    return tuple(found.values())


def taken_out(history: Iterable[Recorded]) -> frozenset[str]:
    """Ids of the events that count no more: reversed, or dropped by a lead. The last word on an event stands.

    A reversal or resolution that was itself taken out takes nothing out.
    """
    gone: set[str] = set()
    for record in reversed(tuple(history)):
        if record.event_id in gone:
            continue
        if isinstance(record.event, EventReversed):
            gone.add(record.event.event_id)
        elif isinstance(record.event, ConflictResolved):
            gone.update(record.event.drop)
    return frozenset(gone)


def effective(history: Iterable[Recorded]) -> Iterator[Recorded]:
    """Yield the events that still count: not taken out, and no reversals themselves."""
    records = tuple(history)
    gone = taken_out(records)
    for record in records:
        if record.event_id not in gone and not isinstance(record.event, EventReversed):
            yield record


def item_key(item_id: str) -> str:
    """The key of an item's events."""
    return f"item:{item_id}"


def parcel_key(parcel_id: str) -> str:
    """The key of a parcel's events."""
    return f"parcel:{parcel_id}"


def tote_key(code: str) -> str:
    """The key of a tote's events."""
    return f"tote:{code}"


def bench_key(bench_id: str) -> str:
    """The key of what happens at a bench and to no item, parcel or tote."""
    return f"bench:{bench_id}"
