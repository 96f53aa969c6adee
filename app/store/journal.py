"""journal.db as a whole: made or opened, its stream, its histories.

One Journal is the only writer of its file. SQLAlchemy describes the tables and writes the statements once at start; the
statements then run on the driver's own connection, because the hot path pays for every layer.
"""

import json
import logging
import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.domain.events import ItemIdentified, Recorded
from app.domain.history import History
from app.domain.lpn import random_series
from app.errors import KnownError
from app.store.chain import GENESIS
from app.store.codec import EventDecoder
from app.store.engine import check_version, connect_writer, disk_error, stored_version
from app.store.folds import Folds
from app.store.ids import new_id
from app.store.projections import Counted, Origin
from app.store.statements import Statements, create_all
from app.store.tables import SCHEMA_VERSION

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StreamHead:
    """Where this bench's stream stands.

    Attributes:
        next_counter: of the next LPN.
        last_hlc: hybrid logical clock of the last event, milliseconds << 16 | counter.
    """

    stream_id: str
    bench_id: str
    site: str
    series: str
    next_counter: int
    last_seq: int
    last_hash: bytes
    last_hlc: int


class Journal:
    """The bench's record, open for writing.

    Attributes:
        path: the file.
        connection: the one connection that writes it; used by the runner's thread alone.
        head: the stream's head as committed.
        folds: states of things, each folded once.
        changes: how often commits have changed what a count on the screen hangs on; a count is good until then.
    """

    def __init__(self, path: Path, *, bench_id: str, site: str) -> None:
        self.path = path
        self.connection = connect_writer(path)
        try:
            self.statements = Statements()
            self._prepare()
            self.head = self._load_head(bench_id, site)
            self._origins = {
                stream: Origin(bench, place)
                for stream, bench, place in self.connection.execute("SELECT stream_id, bench_id, site FROM stream")
            }
        except sqlite3.Error as err:
            self.connection.close()
            raise disk_error(err, path) from err
        except KnownError:
            self.connection.close()
            raise
        self.decode = EventDecoder()
        self.folds = Folds()
        self.changes: Counter[Counted] = Counter()
        self._histories: dict[str, History] = {}
        self._item_ids: dict[str, tuple[str, ...]] = {}

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        try:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error:
            pass  # a reader still holds it; the log is folded in at the next start
        finally:
            self.connection.close()

    def checkpoint(self) -> None:
        """Fold what can be folded of the write-ahead log; called when nobody is waiting.

        A disk that refuses here (folding may need room that commits do not) costs nothing yet: the log stays as it is.
        """
        try:
            self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        except sqlite3.Error:
            log.warning("the write-ahead log could not be folded in", exc_info=True)

    def history(self, key: str) -> History:
        """All events about one key, oldest first; kept in memory after the first reading."""
        known = self._histories.get(key)
        if known is None:
            rows = self.connection.execute(self.statements.events_of_key, (key,)).fetchall()
            known = tuple(self.recorded(row) for row in rows)
            self._histories[key] = known
        return known

    def item_ids(self, parcel_id: str) -> tuple[str, ...]:
        """Ids of all items ever identified in a parcel, voided ones too, oldest first; kept in memory after the first reading."""
        known = self._item_ids.get(parcel_id)
        if known is None:
            rows = self.connection.execute(
                "SELECT item_id FROM item WHERE parcel_id = ? ORDER BY identified_at, item_id", (parcel_id,)
            )
            known = self._item_ids[parcel_id] = tuple(row[0] for row in rows)
        return known

    def remember(self, histories: dict[str, History], recorded: Iterable[Recorded], changed: Iterable[Counted]) -> None:
        """Take over what a commit has made true."""
        self._histories.update(histories)
        self.changes.update(changed)
        for record in recorded:
            if isinstance(record.event, ItemIdentified):
                self._item_ids.pop(record.event.parcel_id, None)

    def forget(self, keep: set[str]) -> None:
        """Drop what is in memory, but for the histories of these keys: a shift must not grow without bound."""
        self._histories = {key: value for key, value in self._histories.items() if key in keep}
        self._item_ids.clear()
        self.folds.clear()
        self.changes.update(Counted)

    def recorded(self, row: tuple[object, ...]) -> Recorded:
        """One row of `Statements.event_columns` as an event in its envelope."""
        stream_id, seq, event_id, key, kind, version, wall_at, actor, command_id, body = row
        return Recorded(
            event_id=str(event_id),
            stream_id=str(stream_id),
            seq=int(str(seq)),
            key=str(key),
            kind=str(kind),
            wall_at=str(wall_at),
            actor=str(actor),
            command_id=str(command_id),
            event=self.decode(str(kind), int(str(version)), str(body)),
        )

    def meta(self, name: str) -> str | None:
        """A value of the `meta` table."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def _prepare(self) -> None:
        version = stored_version(self.connection)
        check_version(self.connection, self.path)
        if version == SCHEMA_VERSION:
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in create_all():
                self.connection.execute(statement)
            self.connection.execute(self.statements.set_meta, ("schema_version", str(SCHEMA_VERSION)))
            self.connection.execute("COMMIT")
        except sqlite3.Error:
            self.connection.execute("ROLLBACK")
            raise

    def _load_head(self, bench_id: str, site: str) -> StreamHead:
        """The head of the stream that this bench writes; a bench that was renamed or moved starts a new stream."""
        row = self.connection.execute(
            "SELECT stream_id, bench_id, site, series, next_counter, last_seq, last_hash, last_hlc"
            " FROM stream WHERE current = 1"
        ).fetchone()
        if row is not None and (row[1], row[2]) == (bench_id, site):
            return StreamHead(*row)
        clock = row[7] if row else 0
        head = StreamHead(new_id(), bench_id, site, random_series(secrets.SystemRandom()), 1, 0, GENESIS, clock)
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute("UPDATE stream SET current = 0")
        self.connection.execute(
            "INSERT INTO stream (stream_id, bench_id, site, series, next_counter, last_seq, last_hash, last_hlc, current)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
            (head.stream_id, bench_id, site, head.series, 1, 0, GENESIS, clock),
        )
        self.connection.execute("COMMIT")
        return head

    def origin_of(self, stream_id: str) -> Origin:
        """The bench and site of a stream."""
        return self._origins[stream_id]

    def session(self) -> dict[str, str]:
        """Who worked on what when the last command was committed."""
        text = self.meta("session")
        return dict(json.loads(text)) if text else {}
