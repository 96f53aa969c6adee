"""journal.db as the agent sees it: read-only, a batch at a time, so that no long read keeps the bench from folding its log."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import KnownError
from app.store.chain import GENESIS
from app.store.engine import connect_reader, disk_error
from app.store.journal import FOLDED_ARRIVAL, FOLDED_MIRROR
from app.store.tables import EVENT_COLUMNS, FIRST_PLACE, LAST_PLACE, NEXT_STREAM
from app.sync.faults import DiskError
from app.sync.handshake import Mark

_COLUMNS = ", ".join(EVENT_COLUMNS)


@dataclass(frozen=True, slots=True)
class LocalStream:
    """One of this bench's streams, as the journal has it.

    Attributes:
        current: the bench writes it now.
        last: its last event.
    """

    stream_id: str
    bench_id: str
    site: str
    series: str
    current: bool
    last: Mark


@dataclass(frozen=True, slots=True)
class Numbering:
    """How far a stream is with its license plate numbers."""

    stream_id: str
    series: str
    next_counter: int


class JournalReader:
    """Reads the journal, whatever becomes of the file. Every method raises DiskError.

    A journal that was put back from a copy is another file: it is opened anew, and `identity` tells that it was.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None

    def close(self) -> None:
        """Give the file up; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._identity = None

    @property
    def identity(self) -> tuple[int, int]:
        """Which file it is; another one after a restore."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return (0, 0)
        except OSError as err:
            raise DiskError(disk_error(sqlite3.OperationalError(str(err)), self._path)) from err
        return found.st_ino, found.st_dev

    def version(self) -> int:
        """Changes with every commit of the bench; says nothing else."""
        return int(self._rows("PRAGMA data_version")[0][0])

    def streams(self) -> tuple[LocalStream, ...]:
        """All streams of this bench, the oldest first, and the one it writes last."""
        found = self._rows(
            "SELECT s.stream_id, s.bench_id, s.site, s.series, s.current, e.seq, e.hash FROM stream AS s LEFT JOIN event AS e"
            f" ON e.place = {LAST_PLACE} ORDER BY s.current, s.number"
        )
        return tuple(
            LocalStream(stream, bench, site, series, bool(current), Mark(seq or 0, last if seq else GENESIS))
            for stream, bench, site, series, current, seq, last in found
        )

    def numbering(self) -> Numbering | None:
        """Which license plate number the stream that is written gives next; None before there is one."""
        found = self._rows("SELECT stream_id, series, next_counter FROM stream WHERE current = 1")
        return Numbering(*found[0]) if found else None

    def folded(self) -> tuple[int, str]:
        """The last arrival of other benches' events that the bench has folded, and the mirror that this counts in; 0 and "" at first."""
        found = dict(self._rows("SELECT name, value FROM meta WHERE name IN (?, ?)", (FOLDED_ARRIVAL, FOLDED_MIRROR)))
        return int(found.get(FOLDED_ARRIVAL, 0)), str(found.get(FOLDED_MIRROR, ""))

    def hash_at(self, stream_id: str, seq: int) -> bytes | None:
        """The hash of one event; GENESIS before the first, None when there is none."""
        if seq == 0:
            return GENESIS
        found = self._rows(f"SELECT hash FROM event WHERE place = {FIRST_PLACE} + ?2", (stream_id, seq))
        return bytes(found[0][0]) if found else None

    def hashes(self, stream_id: str, after: int, limit: int) -> list[tuple[int, bytes]]:
        """Numbers and hashes of the next events."""
        return self._rows(
            f"SELECT seq, hash FROM event WHERE place > {FIRST_PLACE} + ?2 AND place < {NEXT_STREAM} ORDER BY place LIMIT ?3",
            (stream_id, after, limit),
        )

    def batch(self, stream_id: str, after: int, limit: int, max_bytes: int) -> list[tuple[Any, ...]]:
        """The next events as rows of EVENT_COLUMNS: at least one if there is any, else as many as fit both limits."""
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM event WHERE place > {FIRST_PLACE} + ?2 AND place < {NEXT_STREAM} ORDER BY place LIMIT ?3",
            (stream_id, after, limit),
        )
        size = 0
        for count, row in enumerate(rows):
            size += _size(row)
            if size > max_bytes and count:
                return rows[:count]
        return rows

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:
        try:
            identity = self.identity
            if self._connection is None or identity != self._identity:
                self.close()
                self._connection = connect_reader(self._path)
                self._identity = identity
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as err:
            self.close()
            raise DiskError(disk_error(err, self._path)) from err
        except DiskError:
            raise
        except KnownError as err:
            raise DiskError(err) from err


_TEXTS = tuple(EVENT_COLUMNS.index(name) for name in ("item_key", "kind", "actor", "command_id", "seen", "body"))
_FIXED_BYTES = 160


def _size(row: tuple[Any, ...]) -> int:
    """Bytes of a row on the wire, roughly; never too few for text in any script."""
    return _FIXED_BYTES + sum(len(row[place].encode("utf-8", "surrogatepass")) for place in _TEXTS)
