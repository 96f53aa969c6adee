"""What other benches did, as the sync agent left it in mirror.db; read-only, and the file may be missing or replaced at any time.

The bench folds it into its own projections under a cursor of its own, one number: the last arrival it has taken in.
"""

import logging
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.store.foreign import LAST_HLC
from app.store.lpn_room import spare_name

log = logging.getLogger(__name__)

_COLUMNS = "stream_id, seq, event_id, item_key, kind, schema_version, wall_at, actor, command_id, body, hlc, seen"  # as Statements.event_columns
_ROW = "stream_id, seq, event_id, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body, prev_hash, hash"


@dataclass(frozen=True, slots=True)
class StreamOrder:
    """What the server's answer asks of this bench: to go on in another stream, or to leave a series of LPNs.

    Attributes:
        new_stream_id: of the stream to go on in; for a clash of series the stream that is written now.
        series: of LPNs, from now on.
        replaces: the stream that ends.
        common_seq: up to here it is the same on the server; what follows moves to the new stream.
        reason: "fork", "clone", "restored" or "series_clash".
        clashing_series: the series that another stream had drawn too; None otherwise.
    """

    new_stream_id: str
    series: str
    replaces: str
    common_seq: int
    reason: str
    clashing_series: str | None


class RemoteEvents:
    """Reads a mirror. One thread at a time. What cannot be read now is as if it were not there, and is logged.

    Attributes:
        path: of the mirror.
        readable: whether the last question could be answered.
    """

    def __init__(self, mirror_path: Path) -> None:
        self.path = mirror_path
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self.readable = False

    def close(self) -> None:
        """Give the file up; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._identity = None

    def mirror_id(self) -> str:
        """Which mirror it is: arrivals begin anew in each. "" when there is none."""
        rows = self._rows("SELECT value FROM sync_state WHERE name = 'mirror_id'")
        return str(rows[0][0]) if rows else ""

    def changes(self, after: int, limit: int) -> list[tuple[int, str]]:
        """The next changes, (arrival, key), oldest first: an event about that key came in, or was taken out."""
        return self._rows(
            "SELECT arrival, item_key FROM remote_change WHERE arrival > ? ORDER BY arrival LIMIT ?", (after, limit)
        )

    def changed_keys(self, after: int) -> set[str]:
        """All keys that changed after an arrival."""
        return {row[0] for row in self._rows("SELECT DISTINCT item_key FROM remote_change WHERE arrival > ?", (after,))}

    def last_arrival(self) -> int:
        """The newest arrival; 0 when nothing has come in."""
        rows = self._rows("SELECT coalesce(max(arrival), 0) FROM remote_change")
        return int(rows[0][0]) if rows else 0

    def history(self, key: str, upto: int) -> list[tuple[object, ...]]:
        """Events about a key that had come in up to an arrival, as rows of `Statements.event_columns`, in no order."""
        return self._rows(f"SELECT {_COLUMNS} FROM remote_event WHERE item_key = ? AND arrival <= ?", (key, upto))

    def all_events(self, upto: int) -> list[tuple[object, ...]]:
        """Every event that had come in up to an arrival; for checking, since it takes as much memory as they do."""
        return self._rows(f"SELECT {_COLUMNS} FROM remote_event WHERE arrival <= ?", (upto,))

    def stream_rows(self, stream_id: str) -> list[tuple[Any, ...]]:
        """A stream's events in order, in the order of columns of `EventRow`, then prev_hash and hash."""
        return self._rows(f"SELECT {_ROW} FROM remote_event WHERE stream_id = ? ORDER BY seq", (stream_id,))

    def stream_ids(self) -> list[str]:
        """The streams that events have come in from."""
        return [str(row[0]) for row in self._rows("SELECT DISTINCT stream_id FROM remote_event")]

    def newest_clock(self, upto: int, after: int) -> tuple[int, str]:
        """The highest hybrid clock below LAST_HLC among the events between two arrivals, and its stream; (0, "") without any."""
        rows = self._rows(
            "SELECT e.hlc, e.stream_id FROM remote_change c JOIN remote_event e ON e.item_key = c.item_key AND e.arrival = c.arrival"
            " WHERE c.arrival > ? AND c.arrival <= ? AND e.hlc < ? ORDER BY e.hlc DESC LIMIT 1",
            (after, upto, LAST_HLC),
        )
        return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")

    def origins(self) -> dict[str, tuple[str, str]]:
        """Bench and site of each stream."""
        rows = self._rows("SELECT stream_id, bench_id, site FROM remote_stream")
        return {str(stream): (str(bench), str(site)) for stream, bench, site in rows}

    def acknowledged(self) -> dict[str, int]:
        """How far the server has each of our own streams."""
        return {str(stream): int(seq) for stream, seq in self._rows("SELECT stream_id, acked_seq FROM own_stream")}

    def spare_series(self, stream_id: str) -> str | None:
        """The series of LPNs that the server gave for the day when the stream's own is used up; None when there is none."""
        rows = self._rows("SELECT value FROM sync_state WHERE name = ?", (spare_name(stream_id),))
        return str(rows[0][0]) if rows else None

    def orders(self) -> list[StreamOrder]:
        """What is asked of this bench, oldest first; carried out or not."""
        rows = self._rows(
            "SELECT new_stream_id, series, replaces, common_seq, reason, clashing_series FROM stream_order ORDER BY at, rowid"
        )
        return [StreamOrder(*row) for row in rows]

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:
        """All rows at once, so that no read transaction stays open behind the answer."""
        try:
            if not self._ready():
                self.readable = False
                return []
            assert self._connection is not None
            rows = self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as err:
            log.warning("what other benches did cannot be read now: %s", err)
            self.close()
            self.readable = False
            return []
        self.readable = True
        return rows

    def _ready(self) -> bool:
        try:
            found = self.path.stat()
        except OSError:
            self.close()
            return False
        if (found.st_ino, found.st_dev) != self._identity:
            self._open((found.st_ino, found.st_dev))
        return self._connection is not None

    def _open(self, identity: tuple[int, int]) -> None:
        """Open the file; one from before there was a server, or that is still being made, counts as missing."""
        self.close()
        connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            timeout=0.2,
            check_same_thread=False,
        )
        try:
            ready = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'stream_order'").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
        if ready:
            self._connection, self._identity = connection, identity
        else:
            connection.close()
