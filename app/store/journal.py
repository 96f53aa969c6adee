"""journal.db as a whole: made or opened, its stream, its histories.

One Journal is the only writer of its file. SQLAlchemy describes the tables and writes the statements once at start; the
statements then run on the driver's own connection, because the hot path pays for every layer.
"""

import json
import logging
import re
import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from app.domain.events import DuplicateResolved, ItemIdentified, Recorded
from app.domain.history import History, in_order
from app.domain.lpn import random_series
from app.errors import KnownError
from app.store.chain import GENESIS
from app.store.codec import EventDecoder
from app.store.engine import check_version, connect_writer, disk_error
from app.store.folds import Folds
from app.store.foreign import in_envelope, read_foreign
from app.store.head import StreamHead, add_stream, catch_up, load_head, next_number
from app.store.ids import new_id
from app.store.projected_rows import Origin
from app.store.projections import Counted
from app.store.races import merged_into
from app.store.remote import RemoteEvents
from app.store.statements import Statements, create_all
from app.store.tables import OPEN_JOB_STATES, OPEN_JOBS, REBUILD, SCHEMA_VERSION

log = logging.getLogger(__name__)

FOLDED_ARRIVAL, FOLDED_MIRROR = "folded_arrival", "folded_mirror"
"""Names of the `meta` values that say how far other benches' events are folded, and of which mirror."""

_TOTES_KEPT = 50

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without what no central database can hold: U+0000, and halves of characters."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


class Journal:
    """The bench's record, open for writing.

    Attributes:
        path: the file.
        connection: the one connection that writes it; used by the runner's thread alone.
        head: the stream's head as committed.
        folds: states of things, each folded once.
        changes: how often commits have changed what a count on the screen hangs on; a count is good until then.
        remote: what other benches did, as the mirror has it.
        folded: the last arrival of other benches' events that the projections hold; 0 when they hold none.
        folded_mirror: which mirror that counts in.
        unsure: keys whose history was asked for while the mirror could not be read.
    """

    def __init__(self, path: Path, *, bench_id: str, site: str, mirror: Path | None = None) -> None:
        """`mirror` None takes the mirror.db beside the journal; it is opened when other benches' events are asked for.

        Raises KnownError when the journal cannot be opened, is of a newer release, or cannot be brought up to date.
        """
        for name, value in (("id of [bench]", bench_id), ("site of [bench]", site)):
            if storable(value) != value:
                raise KnownError(
                    f"Expected printable text in {name}, got {value!r}.", "Correct settings.toml.", exit_code=2
                )
        self.path = path
        self.connection = connect_writer(path)
        try:
            self.statements = Statements()
            self._prepare()
            self.head = self._load_head(bench_id, site)
            self.load_streams()
            self.folded = int(self.meta(FOLDED_ARRIVAL) or 0)
            self.folded_mirror = self.meta(FOLDED_MIRROR) or ""
        except sqlite3.Error as err:
            self.connection.close()
            raise disk_error(err, path) from err
        except KnownError:
            self.connection.close()
            raise
        self.remote = RemoteEvents(mirror or path.with_name("mirror.db"))
        self.unsure: set[str] = set()
        self.decode = EventDecoder()
        self.folds = Folds()
        self.changes: Counter[Counted] = Counter()
        self._histories: dict[str, History] = {}
        self._item_ids: dict[str, tuple[str, ...]] = {}
        self._open_jobs: dict[str, str] | None = None
        self._open_labels: dict[str, int] = {}
        if self.meta(REBUILD) == "1":
            self._project_anew()

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        with suppress(sqlite3.Error):  # the disk is full: the next start does it
            catch_up(self.connection, self.head)
        with suppress(sqlite3.Error):  # a reader still holds it; the log is folded in at the next start
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()
        self.remote.close()

    @property
    def alone(self) -> bool:
        """Whether one stream holds everything: then no event has seen anything of another, and nothing can race."""
        return self.folded == 0 and len(self.own_streams) == 1

    def load_streams(self) -> None:
        """Read which streams are this bench's own: the one that it writes, and those that it wrote before."""
        rows = self.connection.execute("SELECT stream_id, bench_id, site FROM stream").fetchall()
        self._origins = {stream: Origin(bench, place) for stream, bench, place in rows}
        self.own_streams = frozenset(self._origins)

    def checkpoint(self) -> None:
        """Fold what can be folded of the write-ahead log; called when nobody is waiting.

        A disk that refuses here (folding may need room that commits do not) costs nothing yet: the log stays as it is.
        """
        try:
            self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        except sqlite3.Error:
            log.warning("the write-ahead log could not be folded in", exc_info=True)

    def history(self, key: str) -> History:
        """All events about one key, of this bench and of others as far as they are folded; kept in memory after the first reading."""
        known = self._histories.get(key)
        if known is None:
            known = self._histories[key] = self.history_upto(key, self.folded)
        return known

    def history_upto(self, key: str, arrival: int) -> History:
        """All events about one key: this bench's, and those of others that had come in up to an arrival."""
        rows = self.connection.execute(self.statements.events_of_key, (key,)).fetchall()
        own = tuple(self.recorded(row) for row in rows)
        if arrival == 0:
            return own
        others = self.remote.history(key, arrival)
        if not self.remote.readable:
            self.unsure.add(key)
        return in_order((*own, *map(self._heard, others))) if others else own

    def item_ids(self, parcel_id: str) -> tuple[str, ...]:
        """Ids of all items ever identified in a parcel, voided ones too, oldest first; kept in memory after the first reading.

        With them stand those of records that gave way to this one.
        """
        known = self._item_ids.get(parcel_id)
        if known is None:
            records = (parcel_id,) if self.alone else (parcel_id, *merged_into(self.connection, parcel_id))
            marks = ", ".join("?" for _ in records)
            rows = self.connection.execute(
                f"SELECT item_id FROM item WHERE parcel_id IN ({marks}) ORDER BY identified_at, item_id", records
            )
            known = self._item_ids[parcel_id] = tuple(row[0] for row in rows)
        return known

    def remember(self, histories: dict[str, History], recorded: Iterable[Recorded], changed: Iterable[Counted]) -> None:
        """Take over what a commit has made true."""
        self._histories.update(histories)
        for counted in changed:
            self.changes[counted] += 1
        for record in recorded:
            if isinstance(record.event, ItemIdentified):
                self._remember_item(record.event.parcel_id, record.event.item_id, record.wall_at)
            elif isinstance(record.event, DuplicateResolved):
                self._item_ids.clear()  # a parcel has got the items of another record

    def _remember_item(self, parcel_id: str, item_id: str, wall_at: str) -> None:
        """Put an item behind those of its parcel; one that does not belong there, since the clock was set back, lets them be read again."""
        known = self._item_ids.pop(parcel_id, None)
        if known is None:
            return
        last = self._histories.get(f"item:{known[-1]}") if known else None
        if not known or (last and (last[0].wall_at, known[-1]) < (wall_at, item_id)):
            self._item_ids[parcel_id] = (*known, item_id)

    def open_labels(self) -> dict[str, int]:
        """How many labels are in each of the states of `OPEN_JOB_STATES`; the same object until that changes."""
        if self._open_jobs is None:
            self._open_jobs = dict(self.connection.execute(f"SELECT job, state FROM print_job WHERE {OPEN_JOBS}"))
            self._open_labels = dict(Counter(self._open_jobs.values()))
        return self._open_labels

    def remember_jobs(self, states: Iterable[tuple[str, str]]) -> None:
        """Take over the states of labels, by job, that a commit has made true."""
        if self._open_jobs is None or not states:
            return
        for job, state in states:
            if state in OPEN_JOB_STATES:
                self._open_jobs[job] = state
            else:
                self._open_jobs.pop(job, None)
        counts = dict(Counter(self._open_jobs.values()))
        if counts != self._open_labels:
            self._open_labels = counts

    def lighten(self) -> None:
        """Drop the histories and states in memory: a shift must not grow without bound. Counts are as good as before.

        Totes stay, unless they have become many: the next parcel's items go into the same ones.
        """
        totes = {key: history for key, history in self._histories.items() if key.startswith("tote:")}
        self._histories = totes if len(totes) <= _TOTES_KEPT else {}
        self._item_ids.clear()
        self.folds.clear()

    def forget(self, keep: set[str]) -> None:
        """Drop what is in memory, but for the histories of these keys, and count anew: the tables may have changed."""
        kept = {key: value for key, value in self._histories.items() if key in keep}
        self.lighten()
        self._histories = kept
        self._open_jobs = None
        self.changes.update(Counted)

    def take_over(self, histories: dict[str, History], changed: Iterable[Counted]) -> None:
        """Take over what folding other benches' events has made true; what nobody had asked for is not kept in memory."""
        for key, history in histories.items():
            if key in self._histories:
                self._histories[key] = history
        self.changes.update(changed)
        self._item_ids.clear()

    def _heard(self, row: tuple[object, ...]) -> Recorded:
        """As `recorded`, of another bench: what cannot be read is passed by, since nobody here could mend it."""
        _, seq, _, key, kind, version, wall_at, _, _, body, *_ = row
        event, why = read_foreign(self.decode, str(key), str(kind), int(str(version)), str(wall_at), str(body))
        if why:
            log.warning("event %s of stream %s about %s is passed by: %s", seq, row[0], key, why)
        return in_envelope(row, event)

    def recorded(self, row: tuple[object, ...]) -> Recorded:
        """One row of `Statements.event_columns` as an event in its envelope. Raises KnownError when it was damaged."""
        _, _, _, _, kind, version, _, _, _, body, *_ = row
        return in_envelope(row, self.decode(str(kind), int(str(version)), str(body)))

    def meta(self, name: str) -> str | None:
        """A value of the `meta` table."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def _prepare(self) -> None:
        """Make the tables, or bring an older journal up to date."""
        version = check_version(self.connection, self.path)
        if version == SCHEMA_VERSION:
            return
        if version:
            from app.store.migrations import upgrade

            upgrade(self.path, version)
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

    def _project_anew(self) -> None:
        """Let the projections hold what this release makes of the events."""
        from app.store.rebuild import rebuild

        try:
            rebuild(self, {REBUILD: "0"})
        except KnownError:
            self.connection.close()
            raise

    def _load_head(self, bench_id: str, site: str) -> StreamHead:
        """The head of the stream that this bench writes; a bench that was renamed or moved starts a new stream."""
        head = load_head(self.connection)
        if head is not None and (head.bench_id, head.site) == (bench_id, site):
            catch_up(self.connection, head)
            return head
        clock = head.last_hlc if head else 0
        series = random_series(secrets.SystemRandom())
        self.connection.execute("BEGIN IMMEDIATE")
        if head is not None:
            catch_up(self.connection, head)
        number = next_number(self.connection)
        head = StreamHead(new_id(), bench_id, site, series, 1, 0, GENESIS, clock, number)
        self.connection.execute("UPDATE stream SET current = 0")
        add_stream(self.connection, head, current=True)
        self.connection.execute("COMMIT")
        return head

    def origin_of(self, stream_id: str) -> Origin:
        """The bench and site of a stream; empty for one that nothing is known of yet."""
        found = self._origins.get(stream_id)
        if found is None:
            self._origins.update(
                (stream, Origin(*place))
                for stream, place in self.remote.origins().items()
                if stream not in self.own_streams
            )
            found = self._origins.get(stream_id)
        return found or Origin("", "")

    def session(self) -> dict[str, str]:
        """Who worked on what when the last command was committed."""
        text = self.meta("session")
        return dict(json.loads(text)) if text else {}
