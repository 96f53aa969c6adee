"""Where a stream of this bench stands: its last event, its clock, and the license plate number that it gives next.

The row in `stream` is written when a number is given and when the journal is opened and closed, not with every event: that would be
another page of the file for each command. In between the events are ahead of it, so that whoever loads a head goes on to the last event.
What the row says must stand in the record all the same, which is how `verify` finds a record whose end was cut off.
"""

import sqlite3

from msgspec import Struct
from msgspec.structs import replace

from app.store.tables import LAST_PLACE

_COLUMNS = "stream_id, bench_id, site, series, next_counter, last_seq, last_hash, last_hlc, number"
_LISTED = ", ".join(f"s.{name}" for name in _COLUMNS.split(", "))
_MOVE = "UPDATE stream SET next_counter = ?, last_seq = ?, last_hash = ?, last_hlc = ? WHERE stream_id = ?"
_CATCH_UP = (
    "UPDATE stream SET last_seq = ?, last_hash = ?, last_hlc = max(last_hlc, ?) WHERE stream_id = ? AND last_seq < ?"
)


class StreamHead(Struct, frozen=True):
    """Where a stream stands.

    Attributes:
        next_counter: of the next LPN.
        last_hlc: hybrid logical clock of the last event, milliseconds << 16 | counter; later where another bench was ahead.
        number: of the stream in this journal; its events stand together under it.
    """

    stream_id: str
    bench_id: str
    site: str
    series: str
    next_counter: int
    last_seq: int
    last_hash: bytes
    last_hlc: int
    number: int


def load_head(connection: sqlite3.Connection, stream_id: str | None = None) -> StreamHead | None:
    """The head of a stream, by default of the one that is written; None when it is not there."""
    which, values = ("s.current = 1", ()) if stream_id is None else ("s.stream_id = ?", (stream_id,))
    row = connection.execute(
        f"SELECT {_LISTED}, e.seq, e.hash, e.hlc FROM stream AS s LEFT JOIN event AS e ON e.place = {LAST_PLACE} WHERE {which}",
        values,
    ).fetchone()
    if row is None:
        return None
    *stored, seq, digest, hlc = row
    head = StreamHead(*stored)
    if seq is None or seq <= head.last_seq:
        return head
    return replace(head, last_seq=seq, last_hash=digest, last_hlc=max(head.last_hlc, hlc))


def put_head(connection: sqlite3.Connection, head: StreamHead) -> None:
    """Store where a stream stands."""
    connection.execute(_MOVE, (head.next_counter, head.last_seq, head.last_hash, head.last_hlc, head.stream_id))


def catch_up(connection: sqlite3.Connection, head: StreamHead) -> None:
    """Let the row of a stream tell of its last event. It never goes back, and which number comes next is not touched."""
    connection.execute(_CATCH_UP, (head.last_seq, head.last_hash, head.last_hlc, head.stream_id, head.last_seq))


def add_stream(connection: sqlite3.Connection, head: StreamHead, *, current: bool) -> None:
    """Store a new stream; `current` when it is the one that is written from now on."""
    connection.execute(
        f"INSERT INTO stream ({_COLUMNS}, current) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            head.stream_id,
            head.bench_id,
            head.site,
            head.series,
            head.next_counter,
            head.last_seq,
            head.last_hash,
            head.last_hlc,
            head.number,
            int(current),
        ),
    )


def next_number(connection: sqlite3.Connection) -> int:
    """The number of a stream that is about to be added."""
    return int(connection.execute("SELECT coalesce(max(number), 0) + 1 FROM stream").fetchone()[0])
