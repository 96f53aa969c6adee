"""Version 3: events stand in the file in the order in which they are written, streams one after the other.

The key of two columns kept each row in an index of texts, whose pages are split in the middle and written anew at every fifth event. A key
of one number grows at its end. Nothing of the rows changes, so that their hashes stay as they are.
"""

import sqlite3

import sqlalchemy as sa
from alembic.operations import Operations

from app.errors import KnownError

_REPORTED = (
    "kind IN ('shift_closed', 'scan_noted', 'item_held', 'event_reversed', 'label_failed', 'disposition_decided')"
)
_TO_CLEAR = "status = 'decided' AND disposition IN ('EXCEPTION', 'QUARANTINE')"
_MOVES = "kind IN ('item_stowed', 'item_unstowed')"
_ROW = "stream_id, seq, event_id, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body, prev_hash, hash"


def upgrade(operations: Operations, connection: sqlite3.Connection) -> None:
    """Bring a journal of version 2 to version 3, inside the caller's transaction."""
    operations.add_column("stream", sa.Column("number", sa.Integer, nullable=False, server_default=sa.text("0")))
    connection.execute("UPDATE stream SET number = (SELECT count(*) FROM stream AS s WHERE s.rowid <= stream.rowid)")
    operations.drop_index("event_by_key", "event")
    operations.drop_index("event_reported", "event")
    operations.rename_table("event", "event_v2")
    operations.create_table(
        "event",
        sa.Column("stream_id", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("event_id", "item_key", "kind")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("schema_version", "hlc")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("wall_at", "actor", "command_id", "seen", "body")),
        *(sa.Column(name, sa.LargeBinary, nullable=False) for name in ("prev_hash", "hash")),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    )
    connection.execute(
        f"INSERT INTO event ({_ROW}, place) SELECT {', '.join(f'e.{name}' for name in _ROW.split(', '))}, (s.number << 40) + e.seq"
        " FROM event_v2 AS e JOIN stream AS s ON s.stream_id = e.stream_id ORDER BY s.number, e.seq"
    )
    if _count(connection, "event") != _count(connection, "event_v2"):
        raise KnownError(
            "The journal is damaged, and is left as it is: some of its events are of no stream.",
            "Restore it from a backup, then start again.",
            exit_code=1,
        )
    operations.drop_table("event_v2")
    operations.create_index("event_by_key", "event", ["item_key", "hlc"])
    operations.create_index("event_reported", "event", ["kind", "wall_at"], sqlite_where=sa.text(_REPORTED))
    operations.create_index(
        "event_of_tote", "event", [sa.text("json_extract(body, '$.tote')")], sqlite_where=sa.text(_MOVES)
    )
    operations.create_index("print_job_by_lpn", "print_job", ["lpn"])
    operations.create_index("item_to_clear", "item", ["disposition"], sqlite_where=sa.text(_TO_CLEAR))


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
