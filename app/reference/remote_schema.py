"""The tables of mirror.db that the sync agent writes: other benches' events, what the server has acknowledged, its orders to this bench.

They can be fetched from the server again at any time, but for `quarantine`, which is only ever added to.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, text

from app.reference.schema import metadata

remote_event = Table(
    "remote_event",
    metadata,
    Column("stream_id", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("item_key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("hlc", Integer, nullable=False),
    Column("wall_at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("arrival", Integer, nullable=False),  # of its row in remote_change
    sqlite_with_rowid=False,
)
Index("remote_event_by_key", remote_event.c.item_key)

remote_change = Table(
    "remote_change",
    metadata,
    Column("arrival", Integer, primary_key=True),
    Column("item_key", Text, nullable=False),  # an event about it was put in, or taken out
    sqlite_autoincrement=True,
)

remote_stream = Table(
    "remote_stream",
    metadata,
    Column("stream_id", Text, primary_key=True),
    Column("bench_id", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("last_seq", Integer, nullable=False),  # how far remote_event holds it
    Column("last_hash", LargeBinary, nullable=False),
)

own_stream = Table(
    "own_stream",
    metadata,
    Column("stream_id", Text, primary_key=True),
    Column("acked_seq", Integer, nullable=False),
    Column("acked_hash", LargeBinary, nullable=False),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stream_id", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("item_key", Text, nullable=False),
    Column("row", Text, nullable=False),  # JSON object of the whole row, hashes in hexadecimal
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),  # UTC, ISO 8601, Z
)

stream_order = Table(
    "stream_order",
    metadata,
    Column("new_stream_id", Text, primary_key=True),
    Column("series", Text, nullable=False),  # of LPNs, from now on
    Column("replaces", Text, nullable=False),
    Column("common_seq", Integer, nullable=False),  # up to here the replaced stream is the same on the server
    Column("reason", Text, nullable=False),  # fork, clone, restored, series_clash
    Column("clashing_series", Text),
    Column("at", Text, nullable=False),
)

feed_cursor = Table(
    "feed_cursor",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("last_seq", Integer, nullable=False),
)

sync_state = Table(
    "sync_state",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""`mirror_id`, `cluster_id`, `epoch`, `last_contact`, `state`, `error`, …: see app.sync.state."""

MIRROR_ID = text("INSERT INTO sync_state (name, value) VALUES ('mirror_id', lower(hex(randomblob(16))))")
"""Tells one mirror from the next: arrivals begin at 1 in each."""
