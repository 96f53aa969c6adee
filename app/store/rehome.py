"""Going on in another stream, when the server shows that this journal was restored from a copy, cloned, or left behind.

The server keeps one history of each stream. What this journal wrote into a stream after the last event that both agree on moves to a new
stream, in the same order, with the same ids, times and persons: nothing is lost, and a fact that was in both is one fact, since its id
is the same. The rows as they stood are kept in `orphan_event`.
"""

import json
import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from msgspec import structs

from app.domain.events import ItemIdentified, ItemRelabelled
from app.errors import KnownError
from app.store.chain import GENESIS, EventRow, chain_hash
from app.store.engine import disk_error
from app.store.foreign import seen_ids
from app.store.head import StreamHead, add_stream, load_head, next_number, put_head
from app.store.journal import Journal
from app.store.projections import Projector
from app.store.remote import RemoteEvents, StreamOrder
from app.store.statements import upsert
from app.store.tables import COLUMNS, FIRST_PLACE, NEXT_STREAM, place_of

log = logging.getLogger(__name__)

CLASH = "clash:"
"""Beginning of the name of a `meta` value: a series of LPNs that another stream had drawn too; the value is our stream's id."""
TWIN = "twin:"
"""The same of an item that moved, its id behind it, its number as value: that number may have been given to another item as well."""
_NUMBERING = frozenset({ItemIdentified.KIND, ItemRelabelled.KIND})

_ROW = "stream_id, seq, event_id, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body, prev_hash, hash"
_HASH = COLUMNS["event"].index("hash")
_AFTER = f"place > {FIRST_PLACE} + ?2 AND place < {NEXT_STREAM}"
_UP_TO = f"place > {FIRST_PLACE} AND place <= {FIRST_PLACE} + ?2"


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """One order that was carried out; `moved` is how many events went to the new stream."""

    order: StreamOrder
    moved: int


def carry_out_orders(journal: Journal, mirror: Path) -> tuple[CarriedOut, ...]:
    """Carry out what a mirror orders and was not done yet. Safe to call at any time between two commands.

    Raises KnownError when the disk refuses, or an order names a stream that is not here.
    """
    remote = RemoteEvents(mirror)
    try:
        orders = remote.orders()
    finally:
        remote.close()
    return tuple(done for order in orders if (done := rehome(journal, order)) is not None)


def rehome(journal: Journal, order: StreamOrder) -> CarriedOut | None:
    """Carry out one order in one transaction; None when it was done before."""
    connection = journal.connection
    at = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    try:
        if _done(connection, order):
            return None
        connection.execute("BEGIN IMMEDIATE")
        if order.reason == "series_clash":
            _leave_series(connection, order)
            moved = 0
        else:
            moved = _move(journal, order, at)
        head = load_head(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as err:
        raise disk_error(err, journal.path) from err
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    journal.head = head or journal.head  # before anything can fail that would leave the old one
    journal.load_streams()
    journal.forget(set())
    log.info("%s: stream %s goes on as %s, %s events moved", order.reason, order.replaces, order.new_stream_id, moved)
    return CarriedOut(order, moved)


def _done(connection: sqlite3.Connection, order: StreamOrder) -> bool:
    if order.reason == "series_clash":
        noted = connection.execute(
            "SELECT 1 FROM meta WHERE name = ?", (f"{CLASH}{order.clashing_series or ''}",)
        ).fetchone()
        return noted is not None
    return connection.execute("SELECT 1 FROM stream WHERE stream_id = ?", (order.new_stream_id,)).fetchone() is not None


def _leave_series(connection: sqlite3.Connection, order: StreamOrder) -> None:
    """Go on with another series of LPNs; what was printed under the old one is asked for by `ConflictQueries.clashes`."""
    connection.execute(
        "UPDATE stream SET series = ?, next_counter = 1 WHERE stream_id = ? AND series = ?",
        (order.series, order.new_stream_id, order.clashing_series),
    )
    connection.execute(upsert("meta"), (f"{CLASH}{order.clashing_series or ''}", order.new_stream_id))


def _move(journal: Journal, order: StreamOrder, at: str) -> int:
    connection = journal.connection
    old = load_head(connection, order.replaces)
    if old is None:
        raise KnownError(
            f"The server asks to replace stream {order.replaces}, which is not in this journal.",
            "Join the server anew with a new token from 'dockgrade central enrol'.",
        )
    current = old.stream_id == journal.head.stream_id
    common_hash = _hash_at(connection, order)
    orphans = connection.execute(
        f"SELECT {_ROW} FROM event WHERE {_AFTER} ORDER BY place", (order.replaces, order.common_seq)
    ).fetchall()
    connection.executemany(
        upsert("orphan_event"),
        [(*row, order.new_stream_id, number, at) for number, row in enumerate(orphans, start=1)],
    )
    connection.execute(f"DELETE FROM event WHERE {_AFTER}", (order.replaces, order.common_seq))
    number = next_number(connection)
    rows = tuple(_anew(connection, order, orphans, number))
    connection.executemany(upsert("event"), rows)
    common_seq = min(order.common_seq, _last_seq(connection, order.replaces))
    connection.execute("UPDATE stream SET current = 0 WHERE stream_id = ?", (order.replaces,))
    put_head(connection, structs.replace(old, last_seq=common_seq, last_hash=common_hash))
    last_hash = rows[-1][_HASH] if rows else GENESIS
    assert isinstance(last_hash, bytes)
    head = StreamHead(
        *(order.new_stream_id, old.bench_id, old.site, order.series, 1, len(rows), last_hash, old.last_hlc, number)
    )
    add_stream(connection, head, current=current)
    journal.load_streams()
    journal.forget(set())
    keys = {str(row[3]) for row in rows}
    Projector(journal.statements, journal.history, journal.origin_of, alone=False).write(connection, keys)
    numbered = {str(row[3]).partition(":")[2] for row in rows if row[4] in _NUMBERING}
    for item_id in sorted(numbered):
        connection.execute(
            "INSERT INTO meta (name, value) SELECT ? || item_id, lpn FROM item WHERE item_id = ?"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (TWIN, item_id),
        )
    return len(rows)


def _anew(
    connection: sqlite3.Connection, order: StreamOrder, orphans: list[tuple[object, ...]], stream_number: int
) -> Iterator[tuple[object, ...]]:
    """The rows of the new stream. The first about each key names the last event before it in the old stream, which it had followed."""
    prev_hash = GENESIS
    named: set[str] = set()
    for number, found in enumerate(orphans, start=1):
        row = EventRow(*found[:12])  # type: ignore[arg-type]  # the table's own types
        if row.item_key not in named:
            named.add(row.item_key)
            row = replace(row, seen=_with_last(connection, order, row))
        row = replace(row, stream_id=order.new_stream_id, seq=number)
        digest = chain_hash(prev_hash, row)
        yield (
            row.stream_id,
            row.seq,
            row.event_id,
            row.item_key,
            row.kind,
            row.schema_version,
            row.hlc,
            row.wall_at,
            row.actor,
            row.command_id,
            row.seen,
            row.body,
            prev_hash,
            digest,
            place_of(stream_number, number),
        )
        prev_hash = digest


def _with_last(connection: sqlite3.Connection, order: StreamOrder, row: EventRow) -> str:
    if row.item_key.startswith("bench:"):
        return row.seen
    last = connection.execute(
        "SELECT event_id FROM event WHERE stream_id = ? AND item_key = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
        (order.replaces, row.item_key, order.common_seq),
    ).fetchone()
    if last is None:
        return row.seen
    return json.dumps(sorted({*seen_ids(row.seen), str(last[0])}), separators=(",", ":"))


def _hash_at(connection: sqlite3.Connection, order: StreamOrder) -> bytes:
    row = connection.execute(
        f"SELECT hash FROM event WHERE {_UP_TO} ORDER BY place DESC LIMIT 1",
        (order.replaces, order.common_seq),
    ).fetchone()
    return bytes(row[0]) if row else GENESIS


def _last_seq(connection: sqlite3.Connection, stream_id: str) -> int:
    return int(
        connection.execute(
            f"SELECT coalesce(max(place) - {FIRST_PLACE}, 0) FROM event WHERE place > {FIRST_PLACE} AND place < {NEXT_STREAM}",
            (stream_id,),
        ).fetchone()[0]
    )
