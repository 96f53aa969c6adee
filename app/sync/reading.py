"""How a bench reads streams and events on the server: the tables themselves, or on a distributed engine functions of the same answers.

There row-level security cannot look up whose row it is, so a bench may not read the tables.
"""

from dataclasses import dataclass

from app.store.tables import EVENT_COLUMNS

_AS_TEXT = {"stream_id", "event_id"}
_HEAD = "stream_id::text, bench_id, site, series, last_seq, last_hash, closed"
_EVENT = ", ".join(f"e.{name}::text" if name in _AS_TEXT else f"e.{name}" for name in EVENT_COLUMNS)


@dataclass(frozen=True, slots=True)
class Reading:
    """Statements, with %s for their values.

    Attributes:
        heads: all streams that the role may read: stream_id, bench_id, site, series, last_seq, last_hash, closed.
        events: EVENT_COLUMNS of one stream; takes stream, the number behind which they begin, and the last number.
        hashes: number and hash of one stream's events in order; takes stream, the number behind which they begin, and how many.
    """

    heads: str
    events: str
    hashes: str


OF_TABLES = Reading(
    heads=f"SELECT {_HEAD} FROM dockgrade.stream",
    # Of one stream, with both ends given as plain values: it reads these rows and no others whatever statistics the server has. Joined to
    # the heads, or with a LIMIT, a server without statistics reads all the rest each time.
    events=f"SELECT {_EVENT} FROM dockgrade.event AS e WHERE e.stream_id = %s::uuid AND e.seq > %s::bigint AND e.seq <= %s::bigint",
    hashes="SELECT seq, hash FROM dockgrade.event WHERE stream_id = %s::uuid AND seq > %s::bigint ORDER BY seq LIMIT %s::integer",
)
BY_FUNCTIONS = Reading(
    heads=f"SELECT {_HEAD} FROM dockgrade.heads_v1()",
    events=f"SELECT {_EVENT} FROM dockgrade.events_v1(%s::uuid, %s::bigint, %s::bigint) AS e",
    hashes="SELECT seq, hash FROM dockgrade.hashes_v1(%s::uuid, %s::bigint, %s::integer)",
)


def reading_of(engine: str) -> Reading:
    """What a server of this engine lets a bench ask."""
    return BY_FUNCTIONS if engine == "citus" else OF_TABLES
