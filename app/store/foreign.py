"""Events of other benches, read so that none of them stops whoever reads it: an event that makes no sense is as one of an unknown kind.

The server checks the chain of what a bench sends, and not what it says. A bench that is damaged, or in wrong hands, may send anything.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.domain.events import Event, Recorded, UnknownEvent
from app.errors import KnownError
from app.store.codec import EventDecoder

LAST_HLC = 1 << 62
"""Hybrid clocks beyond it (the year 4199) are damage: to follow one would leave no numbers for what comes after."""

_MOST_UNITS = 1_000_000
"""Sums of a parcel stay numbers that the database can hold, whatever a damaged event says."""
_WALL_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
"""Of all the forms that `datetime.fromisoformat` takes, one that PostgreSQL takes too: views make times of these texts."""
_LONG_NUMBER = re.compile(r"\d{19}")
_MOST = (1 << 63) - 1
_NAMED = {"item": "item_id", "parcel": "parcel_id"}


def read_foreign(
    decode: EventDecoder, key: str, kind: str, version: int, wall_at: str, body: str
) -> tuple[Event | UnknownEvent, str]:
    """The event, and "" or in words why it stands as an UnknownEvent."""
    try:
        event = decode(kind, version, body)
        _check(key, wall_at, body, event)
    except (KnownError, ValueError, RecursionError) as err:
        return UnknownEvent(kind, version, body), err.title if isinstance(err, KnownError) else str(err)
    return event, ""


def _check(key: str, wall_at: str, body: str, event: Event | UnknownEvent) -> None:
    """Refuse what would spoil other rows: an event about another thing than its key names, absurd counts, a time that is none."""
    sort, _, name = key.partition(":")
    told = getattr(event, _NAMED.get(sort, ""), name)
    if told != name:
        raise ValueError(f"Expected an event about {name}, as its key says, got one about {told}.")
    for counted in (event, *_parts(event)):
        units = getattr(counted, "quantity", None)
        if units is not None and not 0 <= units <= _MOST_UNITS:
            raise ValueError(f"Expected at most {_MOST_UNITS} units, got {units}.")
    if "\0" in getattr(event, "parcel_id", ""):
        raise ValueError("Expected a parcel's id that PostgreSQL can hold, got one with U+0000.")
    if not _WALL_AT.fullmatch(wall_at):
        raise ValueError(f"Expected a time in UTC with Z, got {wall_at!r}.")
    datetime.fromisoformat(wall_at)
    if _LONG_NUMBER.search(body) and not isinstance(event, UnknownEvent):
        _check_numbers(event)


def _parts(event: Event | UnknownEvent) -> Iterator[object]:
    """What an event lists, such as the lines of a parcel's returns."""
    for name in event.__struct_fields__:
        value = getattr(event, name)
        if isinstance(value, tuple):
            yield from value


def _check_numbers(event: Event) -> None:
    import msgspec

    for value in _leaves(msgspec.to_builtins(event)):
        if isinstance(value, int) and not -_MOST <= value <= _MOST:
            raise ValueError(f"Expected numbers of 64 bits, got {value}.")


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    else:
        yield value


def seen_ids(text: str) -> tuple[str, ...]:
    """The ids in a `seen` column; what is no list of texts names nothing."""
    if text == "[]":
        return ()
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def in_envelope(row: Any, event: Event | UnknownEvent) -> Recorded:
    """One row of `Statements.event_columns`, of this bench or another, with the event that was read from it."""
    stream_id, seq, event_id, key, kind, _, wall_at, actor, command_id, _, hlc, seen = row
    return Recorded(event_id, stream_id, seq, key, kind, wall_at, actor, command_id, event, hlc, seen_ids(seen))
