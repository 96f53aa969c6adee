"""Events of one stream with their hash chain, and how a bench hands them to the server."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.store.chain import GENESIS, EventRow, chain_hash

PUSH = (
    "SELECT * FROM dockgrade.push_v1(%s::uuid, %s::bigint[], %s::uuid[], %s::text[], %s::text[], %s::integer[], %s::bigint[],"
    " %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bytea[], %s::bytea[])"
)


@dataclass(frozen=True, slots=True)
class Link:
    """One event with the two hashes that it is sent with."""

    row: EventRow
    prev_hash: bytes
    hash: bytes


def stream_id() -> str:
    """A stream nobody knows yet."""
    return str(uuid.uuid4())


def event_row(stream: str, seq: int, **changes: Any) -> EventRow:
    """An event of a stream; `changes` replaces columns."""
    row = EventRow(
        stream_id=stream,
        seq=seq,
        event_id=str(uuid.uuid4()),
        item_key=f"item:{seq}",
        kind="item.graded",
        schema_version=1,
        hlc=(1_735_689_600_000 << 16) + seq,
        wall_at="2025-01-01T00:00:00.000Z",
        actor="Mira",
        command_id=f"command-{seq}",
        seen="[]",
        body='{"grade":"A"}',
    )
    return replace(row, **changes)


def chained(stream: str, count: int, *, after: Link | None = None, **changes: Any) -> list[Link]:
    """So many events in a row, from the beginning of the stream or after an event."""
    links: list[Link] = []
    seq, prev = (after.row.seq, after.hash) if after else (0, GENESIS)
    for number in range(seq + 1, seq + 1 + count):
        row = event_row(stream, number, **changes)
        links.append(Link(row, prev, chain_hash(prev, row)))
        prev = links[-1].hash
    return links


def arguments(stream: str, links: Sequence[Link]) -> list[Any]:
    """The arguments of push_v1."""
    rows = [link.row for link in links]
    return [
        stream,
        [row.seq for row in rows],
        [row.event_id for row in rows],
        [row.item_key for row in rows],
        [row.kind for row in rows],
        [row.schema_version for row in rows],
        [row.hlc for row in rows],
        [row.wall_at for row in rows],
        [row.actor for row in rows],
        [row.command_id for row in rows],
        [row.seen for row in rows],
        [row.body for row in rows],
        [link.prev_hash for link in links],
        [link.hash for link in links],
    ]


def push(connection: Any, stream: str, links: Sequence[Link]) -> tuple[int, bytes]:
    """Hand a batch over; returns the stream's head as the server gives it back."""
    return connection.execute(PUSH, arguments(stream, links)).fetchone()
