"""Sending our own events: batches in order, each in one transaction of its own, and again until it is acknowledged.

Acknowledged means: the commit has come back, and no warning that a standby has not confirmed it.
"""

import uuid
from collections.abc import Callable

from app.sync.arrays import PUSH_V1, push_arrays
from app.sync.faults import UnexpectedError
from app.sync.handshake import Mark
from app.sync.journal import EVENT_COLUMNS, JournalReader
from app.sync.server import Server

MAX_ROWS = 1_000
MAX_BYTES = 900_000
"""Below the server's 1 MB: what it counts and what we count may differ a little."""


def push_batch(server: Server, journal: JournalReader, stream_id: str, after: Mark) -> Mark | None:
    """Send the events that follow `after`; returns the acknowledged head, None when there was nothing to send."""
    rows = journal.batch(stream_id, after.seq, MAX_ROWS, MAX_BYTES)
    if not rows:
        return None
    columns = [list(column) for column in zip(*rows, strict=True)][1:]
    head = _push(server, stream_id, columns)
    last = Mark(rows[-1][1], bytes(rows[-1][-1]))
    if head.seq < last.seq or (head.seq == last.seq and head.hash != last.hash):
        raise UnexpectedError(f"push_v1 returned head {head.seq}, expected {last.seq}")
    return last


def confirm(server: Server, stream_id: str) -> Mark:
    """Make a commit that touches the head and sends nothing: when it has come back, all before it is where it has to be."""
    return _push(server, stream_id, [[] for _ in EVENT_COLUMNS[1:]])


def push_stream(
    server: Server,
    journal: JournalReader,
    stream_id: str,
    acked: Mark,
    acknowledge: Callable[[Mark, int], None],
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> Mark:
    """Send everything after `acked`; `acknowledge` is called with each new head and how many events that were."""
    while not stopped():
        head = push_batch(server, journal, stream_id, acked)
        if head is None:
            break
        acknowledge(head, head.seq - acked.seq)
        acked = head
    return acked


def _push(server: Server, stream_id: str, columns: list[list[object]]) -> Mark:
    rows = server.durably(PUSH_V1, (uuid.UUID(stream_id), *push_arrays(columns)))
    if len(rows) != 1:
        raise UnexpectedError(f"push_v1 returned {len(rows)} rows, expected 1")
    return Mark(int(rows[0][0]), bytes(rows[0][1]))
