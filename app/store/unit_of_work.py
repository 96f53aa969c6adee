"""One command, one transaction: facts, chain, projections, print jobs and session go to disk together or not at all."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from app.domain.causality import heads_to_name
from app.domain.commands import DrawnLabel
from app.domain.events import Event, Recorded
from app.domain.history import History
from app.domain.lpn import make_lpn, random_series
from app.store.chain import texts_hash
from app.store.codec import SCHEMA_VERSIONS, encode_event
from app.store.engine import disk_error, give_up
from app.store.head import StreamHead, put_head
from app.store.ids import new_id
from app.store.journal import Journal, storable
from app.store.lpn_room import LAST_COUNTER
from app.store.projections import Projector
from app.store.tables import place_of


@dataclass(frozen=True, slots=True)
class PrintJobRow:
    """One row of `print_job`, in the table's order of columns; `data` and `sha256` are empty until it is drawn."""

    job: str
    item_id: str
    lpn: str
    copy: int
    printer: str
    state: str
    detail: str
    document: str
    data: bytes
    sha256: str
    created_at: str
    changed_at: str


def wall_text(moment: datetime) -> str:
    """A moment as stored: UTC, milliseconds, Z."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


class UnitOfWork:
    """Collects what one command does and commits it.

    Attributes:
        wall_at: the moment of the command, the same for all its events.
        command_id: names the command; undo takes its events back together.
        recorded: the events so far, in order.
    """

    def __init__(self, journal: Journal, *, actor: str, now: datetime, random: Callable[[], str] | None = None) -> None:
        self._journal = journal
        self._head = journal.head
        self.actor = actor
        self.now = now
        self.wall_at = wall_text(now)
        self._actor = storable(actor)
        self._hlc = int(now.timestamp() * 1000) << 16
        self.command_id = new_id()
        self.recorded: list[Recorded] = []
        self._rows: list[tuple[object, ...]] = []
        self._histories: dict[str, History] = {}
        self._begun: set[str] = set()
        self._jobs: list[tuple[object, ...]] = []
        self._job_changes: list[tuple[str, str, str, str]] = []
        self._job_states: list[tuple[str, str]] = []
        self._session: str | None = None
        self._statements: list[tuple[str, tuple[object, ...]]] = []
        self._random_series = random or _draw_series

    def record(self, key: str, event: Event) -> Recorded:
        """Add a fact about a thing; its history includes it from now on."""
        head = self._head
        stream_id, seq, event_id, kind = head.stream_id, head.last_seq + 1, new_id(), event.KIND
        hlc = max(self._hlc, head.last_hlc + 1)
        # Nothing is folded from what happens at the bench itself, and it grows for years.
        before = None if key.startswith("bench:") else self.history(key)
        seen = heads_to_name(before, stream_id) if before and not self._journal.alone else ()
        version, named, body = SCHEMA_VERSIONS[kind], msgspec.json.encode(seen).decode(), encode_event(event)
        wall_at, actor, command_id = self.wall_at, self._actor, self.command_id
        texts = (
            stream_id,
            str(seq),
            event_id,
            key,
            kind,
            str(version),
            str(hlc),
            wall_at,
            actor,
            command_id,
            named,
            body,
        )
        digest = texts_hash(head.last_hash, texts)
        self._rows.append(
            (
                *(stream_id, seq, event_id, key, kind, version, hlc, wall_at, actor, command_id, named, body),
                *(head.last_hash, digest, place_of(head.number, seq)),
            )
        )
        self._head = StreamHead(
            *(stream_id, head.bench_id, head.site, head.series, head.next_counter, seq, digest, hlc, head.number)
        )
        record = Recorded(event_id, stream_id, seq, key, kind, wall_at, actor, command_id, event, hlc, seen)
        if before is not None:
            self._histories[key] = (*before, record)
        self.recorded.append(record)
        return record

    def begin(self, kind: str) -> str:
        """The id of a thing that this command makes ("item", "parcel"): nobody has recorded anything about it yet."""
        made = new_id()
        self._begun.add(f"{kind}:{made}")
        return made

    def history(self, key: str) -> History:
        """All events about a key, those of this command included."""
        known = self._histories.get(key)
        if known is not None:
            return known
        return () if key in self._begun else self._journal.history(key)

    def next_lpn(self) -> str:
        """Take the next license plate number; it is spent once this command is committed, and never given again.

        A series that is used up is followed by the spare one that the server gave, or by one drawn at random where there is none.
        """
        head = self._head
        if head.next_counter > LAST_COUNTER:
            spare = self._journal.remote.spare_series(head.stream_id)
            series = spare if spare not in {None, head.series} else self._random_series()
            head = replace(head, series=series, next_counter=1)
            self.execute("UPDATE stream SET series = ? WHERE stream_id = ?", (head.series, head.stream_id))
        self._head = replace(head, next_counter=head.next_counter + 1)
        return make_lpn(head.series, head.next_counter)

    def add_job(self, job: PrintJobRow) -> None:
        """Store a label to be printed."""
        self._job_states.append((job.job, job.state))
        self._jobs.append(
            (
                job.job,
                job.item_id,
                job.lpn,
                job.copy,
                job.printer,
                job.state,
                job.detail,
                job.document,
                job.data,
                job.sha256,
                job.created_at,
                job.changed_at,
            )
        )

    def change_job(self, job: str, state: str, detail: str) -> None:
        """Note what is now known of a label."""
        self._job_states.append((job, state))
        self._job_changes.append((state, detail, self.wall_at, job))

    def draw_job(self, job: str, drawn: DrawnLabel) -> None:
        """Store a label's bytes, before the first of them leaves; or take them back, since none of them did."""
        self.execute(
            "UPDATE print_job SET document = ?, data = ?, sha256 = ? WHERE job = ?",
            (drawn.document, drawn.data, drawn.sha256, job),
        )

    def set_session(self, session: dict[str, str]) -> None:
        """Keep who works on what, so that a crash loses nobody's place."""
        self._session = msgspec.json.encode(session).decode()

    def execute(self, statement: str, parameters: tuple[object, ...]) -> None:
        """Run a statement on the bench's working tables within the same transaction."""
        self._statements.append((statement, parameters))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self._rows or self._jobs or self._job_changes or self._session or self._statements)

    def commit(self) -> None:
        """Write everything in one transaction; durable when this returns.

        Raises KnownError when the disk refuses. Then nothing of the command was written, and the journal is as before.
        """
        if self.empty:
            return
        connection, sql, head = self._journal.connection, self._journal.statements, self._head
        try:
            connection.execute("BEGIN IMMEDIATE")
            if self._rows:
                connection.executemany(sql.insert_event, self._rows)
            if head.next_counter != self._journal.head.next_counter:
                put_head(connection, head)
            projector = Projector(
                sql,
                self.history,
                self._journal.origin_of,
                self._journal.folds,
                alone=self._journal.alone,
                new=self._begun,
            )
            changed = projector.write(connection, self._histories)
            if self._jobs:
                connection.executemany(sql.put_job, self._jobs)
            if self._job_changes:
                connection.executemany(
                    "UPDATE print_job SET state = ?, detail = ?, changed_at = ? WHERE job = ?", self._job_changes
                )
            for statement, parameters in self._statements:
                connection.execute(statement, parameters)
            if self._session is not None:
                connection.execute(sql.set_meta, ("session", self._session))
            connection.execute("COMMIT")
        except BaseException as err:
            give_up(connection)
            if isinstance(err, sqlite3.Error):
                raise disk_error(err, self._journal.path) from err
            raise  # an event that was damaged on the disk is only found when it is read for a count
        self._journal.head = head
        self._journal.remember_jobs(self._job_states)
        self._journal.remember(self._histories, self.recorded, changed)


def _draw_series() -> str:
    import secrets

    return random_series(secrets.SystemRandom())
