"""Histories of one thing (an item, a parcel, a tote) and how reversals take events out of them."""

from collections.abc import Iterable, Iterator

from app.domain.events import EventReversed, Recorded

History = tuple[Recorded, ...]
"""All events about one key, in the order of the journal."""


def effective(history: Iterable[Recorded]) -> Iterator[Recorded]:
    """Yield the events that still count: neither reversed nor reversals themselves.

    A reversal may itself be reversed; the last word on an event stands.
    """
    records = tuple(history)
    reversed_ids: set[str] = set()
    for record in reversed(records):
        if isinstance(record.event, EventReversed) and record.event_id not in reversed_ids:
            reversed_ids.add(record.event.event_id)
    for record in records:
        if record.event_id not in reversed_ids and not isinstance(record.event, EventReversed):
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
