"""The histories of parcels and items as the central database holds them."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.events import Recorded
from app.domain.history import History, in_order
from app.store.codec import EventDecoder
from app.store.foreign import read_foreign, seen_ids
from app.store.projected_rows import Origin

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

_EVENTS = """
SELECT stream_id::text, seq, event_id::text, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body
FROM dockgrade.event WHERE item_key = ANY(%s)"""


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
        event, why = read_foreign(self._decode, key, kind, version, wall_at, body)
        if why:
            log.warning("event %s of stream %s is left out: %s", seq, stream_id, why)
            self.unread.append(Unread(stream_id, seq, event_id, key, kind, version, why))
        return Recorded(
            event_id, stream_id, seq, key, kind, wall_at, actor, command_id, event, hlc=hlc, seen=seen_ids(seen)
        )
