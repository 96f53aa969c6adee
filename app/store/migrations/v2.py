"""Version 2: other benches' events come in, and races with them are seen.

Besides new columns and tables, the ids of streams and events get their canonical spelling, which is what the central server stores and
hashes. Their hashes cover the ids, so that each stream's chain is computed anew, after it has been checked. No server has ever
seen the old one.
"""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import sqlalchemy as sa
from alembic.operations import Operations
from msgspec import structs

from app.domain.events import EventReversed, ItemStowed
from app.errors import KnownError
from app.store.chain import GENESIS, EventRow, chain_hash, check_chain
from app.store.codec import EventDecoder, encode_event

_BATCH = 2_000
_BARE = re.compile(r"[0-9a-f]{32}")
_ROW = "stream_id, seq, event_id, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body, prev_hash, hash"
_REPORTED = (
    "kind IN ('shift_closed', 'scan_noted', 'item_held', 'event_reversed', 'label_failed', 'disposition_decided')"
)


def upgrade(operations: Operations, connection: sqlite3.Connection) -> None:
    """Bring a journal of version 1 to version 2, inside the caller's transaction. Raises KnownError when its record is damaged."""
    _tables(operations)
    _canonical_ids(connection)


def _tables(operations: Operations) -> None:
    in_conflict = sa.text("conflict <> 0")
    for table in ("item", "parcel"):
        operations.add_column(table, sa.Column("conflict", sa.Integer, nullable=False, server_default=sa.text("0")))
        operations.create_index(f"{table}_in_conflict", table, ["conflict"], sqlite_where=in_conflict)
    operations.drop_index("item_by_lpn", "item")
    operations.create_index("item_by_lpn", "item", ["lpn"])
    operations.create_index("parcel_line_by_rma", "parcel_line", ["rma", "line"])
    operations.create_table(
        "merged",
        sa.Column("parcel_id", sa.Text, primary_key=True),
        sa.Column("into_id", sa.Text, nullable=False),
    )
    operations.create_index("merged_by_into", "merged", ["into_id"])
    operations.create_table(
        "orphan_event",
        sa.Column("stream_id", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("event_id", "item_key", "kind")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("schema_version", "hlc")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("wall_at", "actor", "command_id", "seen", "body")),
        *(sa.Column(name, sa.LargeBinary, nullable=False) for name in ("prev_hash", "hash")),
        sa.Column("new_stream_id", sa.Text, primary_key=True),
        sa.Column("new_seq", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    operations.drop_index("event_by_time", "event", if_exists=True)
    operations.create_index(
        "event_reported", "event", ["kind", "wall_at"], if_not_exists=True, sqlite_where=sa.text(_REPORTED)
    )


def _canonical_ids(connection: sqlite3.Connection) -> None:
    for (stream_id,) in connection.execute("SELECT stream_id FROM stream").fetchall():
        fault = check_chain(_rows(connection, stream_id))
        if fault is not None:
            raise KnownError(
                f"The journal is damaged, and is left as it is: {fault.what}",
                "Restore it from a backup, then start again.",
                exit_code=1,
            )
        last_hash = _respell(connection, stream_id)
        connection.execute(
            "UPDATE stream SET stream_id = ?, last_hash = ? WHERE stream_id = ?",
            (_canonical(stream_id), last_hash, stream_id),
        )
    connection.create_function("canonical_id", 1, _canonical, deterministic=True)
    connection.execute("UPDATE item SET tote_turn = canonical_id(tote_turn) WHERE tote_turn <> ''")
    connection.execute("UPDATE tote SET turn = canonical_id(turn) WHERE turn <> ''")


def _respell(connection: sqlite3.Connection, stream_id: str) -> bytes:
    """Write every event of a stream anew, in order; returns the hash of the last."""
    decode = EventDecoder()
    prev_hash, after = GENESIS, 0
    while True:
        rows = connection.execute(
            f"SELECT {_ROW} FROM event WHERE stream_id = ? AND seq > ? ORDER BY seq LIMIT ?", (stream_id, after, _BATCH)
        ).fetchall()
        changes: list[tuple[object, ...]] = []
        for found in rows:
            row = EventRow(*found[:12])
            row = replace(
                row, stream_id=_canonical(row.stream_id), event_id=_canonical(row.event_id), body=_body(decode, row)
            )
            digest = chain_hash(prev_hash, row)
            changes.append((row.stream_id, row.event_id, row.body, prev_hash, digest, stream_id, row.seq))
            prev_hash, after = digest, row.seq
        connection.executemany(
            "UPDATE event SET stream_id = ?, event_id = ?, body = ?, prev_hash = ?, hash = ? WHERE stream_id = ? AND seq = ?",
            changes,
        )
        if len(rows) < _BATCH:
            return prev_hash


def _body(decode: EventDecoder, row: EventRow) -> str:
    """The body, with the ids of other events in it spelt anew."""
    if row.kind not in {EventReversed.KIND, ItemStowed.KIND}:
        return row.body
    match decode(row.kind, row.schema_version, row.body):
        case EventReversed() as event:
            return encode_event(structs.replace(event, event_id=_canonical(event.event_id)))
        case ItemStowed() as event:
            return encode_event(structs.replace(event, turn=_canonical(event.turn)))
        case _:
            return row.body


def _rows(connection: sqlite3.Connection, stream_id: str) -> Iterator[tuple[EventRow, bytes, bytes]]:
    for row in connection.execute(f"SELECT {_ROW} FROM event WHERE stream_id = ? ORDER BY seq", (stream_id,)):
        yield EventRow(*row[:12]), row[12], row[13]


def _canonical(text: str) -> str:
    return str(UUID(text)) if _BARE.fullmatch(text) else text
