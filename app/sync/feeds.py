"""Reference data from the centre: the whole of a feed once, then only what changes.

A feed is the truth about its kind: once the centre has published products, the mirror's catalogue is the centre's, and what was
imported by hand before is gone with the first snapshot. A kind that the centre has never published stays as it was imported.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.reference.file_kinds import PRODUCTS, RETURNS, FileKind
from app.sync.catalogue import CatalogueTable
from app.sync.clock import utc_text
from app.sync.faults import UnexpectedError
from app.sync.mirror import Mirror
from app.sync.server import Server
from app.sync.state import SyncState

KINDS: Mapping[str, FileKind] = {PRODUCTS.name: PRODUCTS, RETURNS.name: RETURNS}
CHANGES_A_BATCH = 5_000
ROWS_A_PIECE = 10_000
_LOOK_EVERY_S = 0.5

_HEADS = "SELECT feed, last_seq FROM dockgrade.ref_head"
_CHANGES = "SELECT seq, key, row_version, op, body FROM dockgrade.ref_change WHERE feed = %s AND seq >= %s ORDER BY seq LIMIT %s"
_PUT_CURSOR = "INSERT INTO feed_cursor (feed, last_seq) VALUES (?, ?) ON CONFLICT (feed) DO UPDATE SET last_seq = excluded.last_seq"
_PUT_STATE = (
    "INSERT INTO sync_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_LOG = "INSERT INTO import_run (sha256, kind, file_name, at, rows, added, changed, bad) VALUES ('', ?, 'central', ?, ?, ?, ?, 0)"


@dataclass(frozen=True, slots=True)
class _Change:
    """One row of ref_change."""

    seq: int
    key: str
    row_version: int
    op: str
    body: str | None

    @property
    def mark(self) -> str:
        """Tells this change from any other that may once stand at its number."""
        text = json.dumps((self.seq, self.key, self.row_version, self.op, self.body), ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def feed_heads(server: Server) -> dict[str, int]:
    """How far each feed has been published."""
    return {feed: int(seq) for feed, seq in server.rows(_HEADS) if feed in KINDS}


class Feeds:
    """Keeps mirror.db's reference data in step with the centre's.

    `another` opens a connection of its own for a snapshot, which takes minutes; `between` is called every half second of it, with
    the feed and the rows so far, so that events go on being sent.
    """

    def __init__(
        self,
        mirror: Mirror,
        *,
        another: Callable[[], Server],
        between: Callable[[str, int], None] = lambda _feed, _rows: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._mirror = mirror
        self._state = SyncState(mirror)
        self._another = another
        self._between = between
        self._stopped = stopped

    def cursors(self) -> dict[str, int]:
        """How far mirror.db has followed each feed."""
        return dict(self._mirror.rows("SELECT feed, last_seq FROM feed_cursor"))

    def follow(self, server: Server, heads: Mapping[str, int]) -> int:
        """Bring every feed up to its head; returns how many rows were written. Raises SyncError; each step is whole."""
        written = 0
        cursors = self.cursors()
        for feed, kind in KINDS.items():
            head = heads.get(feed, 0)
            if head == 0 or head == cursors.get(feed) or self._stopped():
                continue
            written += self._follow(server, kind, cursors.get(feed), head)
        return written

    def verify(self, server: Server, *, restored: bool) -> None:
        """Forget the cursor of a feed that the server may have published anew, otherwise than we know it.

        After a restore that an administrator has told of (`restored`) every feed is fetched whole. After anything else, such as
        a standby that took over, the last change that was followed has to be there still, and the same.
        """
        heads = feed_heads(server)
        for feed, cursor in self.cursors().items():
            there = heads.get(feed, 0) >= cursor and self._still(self._changes(server, feed, cursor, 1), feed, cursor)
            if restored or not there:
                with self._mirror.transaction() as connection:
                    connection.execute("DELETE FROM feed_cursor WHERE feed = ?", (feed,))

    def _follow(self, server: Server, kind: FileKind, cursor: int | None, head: int) -> int:
        if cursor is None or cursor > head:
            return self._snapshot(kind)
        written = 0
        while cursor < head and not self._stopped():
            changes = self._changes(server, kind.name, cursor, server.pace.of(CHANGES_A_BATCH) + 1)
            if not self._still(changes, kind.name, cursor):
                return written + self._snapshot(kind)
            fresh = [change for change in changes if change.seq > cursor]
            if not fresh or fresh[0].seq != cursor + 1:  # older changes were thrown away
                return written + self._snapshot(kind)
            self._apply(kind, fresh)
            cursor = fresh[-1].seq
            written += len(fresh)
        return written

    def _changes(self, server: Server, feed: str, start: int, limit: int) -> list[_Change]:
        return [_Change(*row) for row in server.rows(_CHANGES, (feed, start, limit))]

    def _still(self, changes: list[_Change], feed: str, cursor: int) -> bool:
        """Whether the change at the cursor is the one that was applied; a mark that was never taken cannot be compared."""
        mark = self._state.get(f"feed_mark:{feed}")
        if not mark or not changes or changes[0].seq != cursor:
            return True
        return changes[0].mark == mark

    def _apply(self, kind: FileKind, changes: list[_Change]) -> None:
        last = changes[-1]
        with self._mirror.transaction() as connection:
            table = CatalogueTable(connection, kind)
            added = changed = 0
            for change in changes:
                if change.op == "put" and change.body is not None:
                    new = table.put(change.body.encode())
                    added, changed = added + new, changed + (not new)
                elif change.op == "del":
                    changed += table.delete(change.key.encode())
                else:
                    raise UnexpectedError(f"feed {kind.name} has an operation {change.op!r} at {change.seq}")
            self._note(connection, kind, last.seq, last.mark, (len(changes), added, changed))
        self._mirror.fold()

    def _note(
        self, connection: sqlite3.Connection, kind: FileKind, seq: int, mark: str, counts: tuple[int, int, int]
    ) -> None:
        connection.execute(_PUT_CURSOR, (kind.name, seq))
        connection.execute(_PUT_STATE, (f"feed_mark:{kind.name}", mark))
        connection.execute(_LOG, (kind.name, utc_text(), *counts))

    def _snapshot(self, kind: FileKind) -> int:
        """Replace the table by what the centre has at one moment, in one transaction on each side."""
        server = self._another()
        try:
            with server.transaction("ISOLATION LEVEL REPEATABLE READ READ ONLY"):
                head = feed_heads(server).get(kind.name, 0)
                at_head = self._changes(server, kind.name, head, 1)
                with self._mirror.transaction() as connection:
                    table = CatalogueTable(connection, kind)
                    table.empty()
                    rows = self._load(server, kind, table)
                    table.finish()
                    self._note(connection, kind, head, at_head[0].mark if at_head else "", (rows, rows, 0))
        finally:
            server.close()
        self._mirror.fold(always=True)
        return rows

    def _load(self, server: Server, kind: FileKind, table: CatalogueTable) -> int:
        rows, looked = 0, time.monotonic()
        query = f"SELECT body FROM dockgrade.ref_row WHERE feed = '{kind.name}'"
        for piece in server.fetch_out(query, ROWS_A_PIECE):
            rows += table.load([body for (body,) in piece])
            if time.monotonic() - looked > _LOOK_EVERY_S:
                self._between(kind.name, rows)
                looked = time.monotonic()
                if self._stopped():
                    raise StoppedError
        return rows


class StoppedError(Exception):
    """A snapshot was broken off on request; nothing of it was stored."""
