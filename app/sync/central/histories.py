"""The histories of parcels and items as the central database holds them."""

import json
import logging
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.domain.events import Recorded, UnknownEvent
from app.domain.history import History, in_order
from app.errors import KnownError
from app.store.codec import EventDecoder
from app.store.projected_rows import Origin

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

_EVENTS = """
SELECT stream_id::text, seq, event_id::text, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body
FROM dockgrade.event WHERE item_key = ANY(%s)"""

_MOST_UNITS = 1_000_000
"""Sums of a parcel stay numbers that the database can hold, whatever a damaged event says."""
_WALL_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
"""Of all the forms that `datetime.fromisoformat` takes, one that PostgreSQL takes too: views make times of these texts."""
_NAMED = {"item": "item_id", "parcel": "parcel_id"}


@dataclass(frozen=True, slots=True)
class Unread:
    """An event that is in the record and in no projection.

    Attributes:
        why: in words.
    """

    stream_id: str
    seq: int
    event_id: str
    key: str
    kind: str
    schema_version: int
    why: str


class CentralHistories:
    """Reads histories over one connection.

    Attributes:
        unread: events that could not be read, since it was last emptied. In a history they stand as UnknownEvent.
    """

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection
        self._decode = EventDecoder()
        self._origins: dict[str, Origin] = {}
        self.unread: list[Unread] = []

    def read(self, keys: Collection[str]) -> dict[str, History]:
        """The whole history of each key; a key without events is left out."""
        found: dict[str, list[Recorded]] = {}
        for row in self._connection.execute(_EVENTS, (list(keys),), binary=True):
            record = self._record(row)
            found.setdefault(record.key, []).append(record)
        return {key: in_order(records) for key, records in found.items()}

    def origin_of(self, stream_id: str) -> Origin:
        """The bench and site of a stream."""
        found = self._origins.get(stream_id)
        if found is None:
            rows = self._connection.execute("SELECT stream_id::text, bench_id, site FROM dockgrade.stream").fetchall()
            self._origins = {stream: Origin(bench_id, site) for stream, bench_id, site in rows}
            found = self._origins[stream_id]
        return found

    def _record(self, row: tuple[Any, ...]) -> Recorded:
        stream_id, seq, event_id, key, kind, version, hlc, wall_at, actor, command_id, seen, body = row
        try:
            event = self._decode(kind, version, body)
            _check(key, wall_at, event)
        except (KnownError, ValueError, RecursionError) as err:
            why = err.title if isinstance(err, KnownError) else str(err)
            log.warning("event %s of stream %s is left out: %s", seq, stream_id, why)
            self.unread.append(Unread(stream_id, seq, event_id, key, kind, version, why))
            event = UnknownEvent(kind, version, body)
        return Recorded(
            event_id, stream_id, seq, key, kind, wall_at, actor, command_id, event, hlc=hlc, seen=_ids(seen)
        )


def _check(key: str, wall_at: str, event: object) -> None:
    """Refuse what would spoil other rows: an event about another thing than its key names, absurd counts, a time that is none."""
    sort, _, name = key.partition(":")
    told = getattr(event, _NAMED.get(sort, ""), name)
    if told != name:
        raise ValueError(f"Expected an event about {name}, as its key says, got one about {told}.")
    units = getattr(event, "quantity", None)
    if units is not None and not 0 <= units <= _MOST_UNITS:
        raise ValueError(f"Expected at most {_MOST_UNITS} units, got {units}.")
    if "\0" in getattr(event, "parcel_id", ""):
        raise ValueError("Expected a parcel's id that PostgreSQL can hold, got one with U+0000.")
    if not _WALL_AT.fullmatch(wall_at):
        raise ValueError(f"Expected a time in UTC with Z, got {wall_at!r}.")
    datetime.fromisoformat(wall_at)


def _ids(seen: str) -> tuple[str, ...]:
    if seen == "[]":
        return ()
    try:
        found = json.loads(seen)
    except (ValueError, RecursionError):
        return ()
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()
