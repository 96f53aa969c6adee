"""The hash chain over a stream: each event's hash covers the previous hash and every column of its own row.

Whoever holds a later hash notices any row that was changed, removed or put in. SHA-256, each field with its length in front,
so that no two different rows give the same bytes.
"""

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass

GENESIS = bytes(32)
"""The hash before the first event of a stream."""

_length = struct.Struct(">I").pack


@dataclass(frozen=True, slots=True)
class EventRow:
    """One row of the `event` table, without its two hashes."""

    stream_id: str
    seq: int
    event_id: str
    item_key: str
    kind: str
    schema_version: int
    hlc: int
    wall_at: str
    actor: str
    command_id: str
    seen: str
    body: str


def chain_hash(prev_hash: bytes, row: EventRow) -> bytes:
    """Return the hash of a row that follows `prev_hash`; 32 bytes."""
    return texts_hash(
        prev_hash,
        (
            row.stream_id,
            str(row.seq),
            row.event_id,
            row.item_key,
            row.kind,
            str(row.schema_version),
            str(row.hlc),
            row.wall_at,
            row.actor,
            row.command_id,
            row.seen,
            row.body,
        ),
    )


def texts_hash(prev_hash: bytes, texts: Iterable[str]) -> bytes:
    """As chain_hash, of the fields of an EventRow in their order, numbers as decimal text; for whoever has no use for the row."""
    fields = [text.encode("utf-8", "surrogatepass") for text in texts]
    return hashlib.sha256(prev_hash + b"".join([_length(len(field)) + field for field in fields])).digest()


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where a chain breaks: `seq` is the first position that cannot be trusted."""

    stream_id: str
    seq: int
    what: str


def check_chain(
    rows: Iterable[tuple[EventRow, bytes, bytes]], prev: bytes = GENESIS, expected: int = 1
) -> ChainFault | None:
    """Walk one stream in order of seq, each row with its stored prev_hash and hash; return the first fault.

    Rows that go on from somewhere are given with the hash before the first, and the position of the first.
    """
    for row, prev_hash, row_hash in rows:
        if row.seq != expected:
            return ChainFault(row.stream_id, expected, f"Expected event {expected}, got {row.seq}.")
        if prev_hash != prev:
            return ChainFault(row.stream_id, row.seq, f"Event {row.seq} does not follow the event before it.")
        if chain_hash(prev, row) != row_hash:
            return ChainFault(row.stream_id, row.seq, f"Event {row.seq} was changed after it was written.")
        prev, expected = row_hash, expected + 1
    return None
