"""Sending our own events: batches in order, each in one transaction of its own, and again until it is acknowledged.

Acknowledged means: the commit has come back, and no warning that a standby has not confirmed it.
"""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

from app.store.tables import EVENT_COLUMNS
from app.sync.arrays import PUSH_V1, PackedArray, push_arrays
from app.sync.faults import UnexpectedError
from app.sync.handshake import Mark
from app.sync.journal import JournalReader
from app.sync.pace import Pace
from app.sync.server import Server

MAX_ROWS = 1_000
MAX_BYTES = 900_000
"""Below the server's 1 MB: what it counts and what we count may differ a little."""
AHEAD_FROM = 100
"""Fewer events in a batch are all that there is."""


def confirm(server: Server, stream_id: str) -> Mark:
    """Make a commit that touches the head and sends nothing: when it has come back, all before it is where it has to be."""
    return _push(server, stream_id, push_arrays([[] for _ in EVENT_COLUMNS[1:]]))


def push_stream(
    server: Server,
    journal: JournalReader,
    stream_id: str,
    acked: Mark,
    acknowledge: Callable[[Mark, int], None],
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> Mark:
    """Send everything after `acked`; `acknowledge` is called with each new head and how many events that were.

    While the server checks one batch the next one is read and packed, on a thread of its own; it never outlives the question.
    """
    pace = server.pace
    batch = _next(journal, stream_id, acked, pace)
    with ThreadPoolExecutor(1, "push-ahead") as ahead:
        while batch is not None and not stopped():
            following = ahead.submit(_next, journal, stream_id, batch.last, pace) if batch.count >= AHEAD_FROM else None
            try:
                with pace.watched():
                    head = _push(server, stream_id, batch.columns)
            finally:
                if following is not None:
                    wait((following,))  # the journal is read by one thread at a time
            last = batch.last
            if head.seq < last.seq or (head.seq == last.seq and head.hash != last.hash):
                raise UnexpectedError(f"push_v1 returned head {head.seq}, expected {last.seq}")
            acknowledge(last, last.seq - acked.seq)
            acked = last
            batch = _next(journal, stream_id, acked, pace) if following is None else following.result()
            if batch is not None:
                pace.was_full()
    return acked


@dataclass(frozen=True, slots=True)
class _Batch:
    """Events that are sent at once, ready for the wire.

    Attributes:
        last: the last of them.
    """

    columns: list[PackedArray]
    count: int
    last: Mark


def _next(journal: JournalReader, stream_id: str, after: Mark, pace: Pace) -> _Batch | None:
    rows = journal.batch(stream_id, after.seq, pace.of(MAX_ROWS), pace.of(MAX_BYTES))
    if not rows:
        return None
    columns = push_arrays([list(column) for column in zip(*rows, strict=True)][1:])
    return _Batch(columns, len(rows), Mark(rows[-1][1], bytes(rows[-1][-1])))


def _push(server: Server, stream_id: str, columns: list[PackedArray]) -> Mark:
    rows = server.durably(PUSH_V1, (uuid.UUID(stream_id), *columns))
    if len(rows) != 1:
        raise UnexpectedError(f"push_v1 returned {len(rows)} rows, expected 1")
    return Mark(int(rows[0][0]), bytes(rows[0][1]))
