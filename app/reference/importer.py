"""Importing products.csv and returns.csv into mirror.db: good rows go in, bad rows are reported, nothing is half done."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from app.reference.cells import BadCellError
from app.reference.csv_file import CsvFile
from app.reference.file_kinds import PRODUCTS, RETURNS, FileKind
from app.reference.mirror import connect_reader, connect_writer, create_tables, disk_error
from app.reference.rows import Prepare, product_preparer, return_preparer
from app.reference.staging import Refused, Staging, UnknownProduct

BAD_ROWS_KEPT = 1_000
UNKNOWN_KEPT = 20

_BATCH = 5_000
_STEPS_BETWEEN_LOOKS = 200_000
_REPORT_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is.

    Attributes:
        phase: "read", then "compare", then "store".
        rows: rows read so far.
        rows_per_s: since the start of reading.
    """

    phase: str
    rows: int
    bytes_done: int
    bytes_total: int
    rows_per_s: float


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that did not go in.

    Attributes:
        line: line of the file on which it starts, from 1.
        column: name of the column at fault; "" when the whole row is.
        value: what stands there.
        reason: what was expected and what was found.
    """

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a file.

    Attributes:
        read: rows in the file, without the header and empty lines.
        added, changed, unchanged: good rows by what they meant for mirror.db; with dry_run or refused, what they would have.
        bad: what is wrong with the first bad rows, cell by cell, by line; at most BAD_ROWS_KEPT entries.
        bad_count: all bad rows.
        warnings: sentences about what was taken but looks doubtful.
        unknown: the first good rows whose product the catalogue does not have, by line, at most UNKNOWN_KEPT; the last of the warnings
            says so.
        unknown_count: all of them.
        cancelled: stopped on request; nothing was written and the counts end where reading ended.
        refused: `strict` was asked for and there were bad rows; nothing was written.
        dry_run: nothing was to be written.
    """

    kind: str
    file_name: str
    read: int
    added: int
    changed: int
    unchanged: int
    bad: tuple[BadRow, ...]
    bad_count: int
    warnings: tuple[str, ...]
    sha256: str
    seconds: float
    unknown: tuple[UnknownProduct, ...] = ()
    unknown_count: int = 0
    cancelled: bool = False
    refused: bool = False
    dry_run: bool = False

    @property
    def written(self) -> bool:
        """Whether mirror.db holds the file's good rows now."""
        return not (self.cancelled or self.refused or self.dry_run)


class _CancelledError(Exception):
    """The caller wants no more."""


def import_products(
    path: Path,
    mirror_path: Path,
    *,
    client: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportResult:
    """Import a products.csv.

    `client` says whose the file is, where its rows do not. `progress` and `cancelled` are called about ten times a second.
    Raises KnownError when the file cannot be taken at all, or mirror.db cannot be written; nothing is changed then.
    """
    job = _Job(PRODUCTS, product_preparer(client), path, mirror_path, progress, cancelled)
    return job.run(client=client, dry_run=dry_run, strict=strict)


def import_returns(
    path: Path,
    mirror_path: Path,
    *,
    client: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    warn_unknown: bool = True,
    unknown: Callable[[UnknownProduct], object] = lambda _: None,
) -> ImportResult:
    """Import a returns.csv; as import_products.

    `warn_unknown`: look for lines whose product the mirror does not have. `unknown` is called with each of them, in the order of the file.
    """
    job = _Job(
        RETURNS, return_preparer(client), path, mirror_path, progress, cancelled, unknown if warn_unknown else None
    )
    return job.run(client=client, dry_run=dry_run, strict=strict)


def clash(kind: FileKind, refused: Refused) -> BadRow:
    """A row that cannot go in beside another one, in words."""
    if refused.first_line is not None:
        reason = f"The same {kind.noun} already stands in line {refused.first_line}."
    else:
        reason = f"This {kind.noun} already belongs to {refused.client}: two clients use the same number."
    return BadRow(refused.line, kind.key[0], refused.value, reason)


class _Job:
    """One import from start to end."""

    def __init__(
        self,
        kind: FileKind,
        prepare: Prepare,
        path: Path,
        mirror_path: Path,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        tell_unknown: Callable[[UnknownProduct], object] | None = None,
    ) -> None:
        self._kind = kind
        self._tell_unknown = tell_unknown
        self._unknown: list[UnknownProduct] = []
        self._unknown_count = 0
        self._prepare = prepare
        self._path = path
        self._mirror_path = mirror_path
        self._progress = progress
        self._cancelled = cancelled
        self._phase = "read"
        self._read = 0
        self._bad: list[BadRow] = []
        self._bad_count = 0
        self._started = time.monotonic()
        self._reported = 0.0
        self._failure: BaseException | None = None

    def run(self, *, client: str | None, dry_run: bool, strict: bool) -> ImportResult:
        columns = self._kind.columns
        if client is not None:
            columns = replace(columns, required=columns.required - {"client"}, given=frozenset({"client"}))
        with CsvFile(self._path, columns) as file:
            connection = self._open(dry_run=dry_run)
            try:
                result = self._import(connection, file, dry_run=dry_run, strict=strict)
                if result.written:
                    self._commit(connection, result)
                elif connection.in_transaction:  # SQLite ends it itself when a writing statement is interrupted
                    connection.execute("ROLLBACK")
            except sqlite3.Error as err:
                raise disk_error(err, self._mirror_path) from err
            finally:
                connection.close()
        return result

    def _open(self, *, dry_run: bool) -> sqlite3.Connection:
        """The connection, in a transaction: a dry run has no right to write, and no file where none is yet."""
        if not dry_run:
            return connect_writer(self._mirror_path)
        if self._mirror_path.exists():
            connection = connect_reader(self._mirror_path)
            connection.execute("BEGIN")
        else:
            connection = sqlite3.connect(":memory:", isolation_level=None)
            connection.execute("BEGIN")
            create_tables(connection)
        return connection

    def _import(self, connection: sqlite3.Connection, file: CsvFile, *, dry_run: bool, strict: bool) -> ImportResult:
        added = changed = unchanged = 0
        warnings = list(file.warnings)
        stopped = refused = False
        try:
            staging = Staging(connection, self._kind, file.absent)
            self._stage(staging, file)
            connection.set_progress_handler(lambda: self._look(file), _STEPS_BETWEEN_LOOKS)
            self._enter("compare", file)
            count, clashes = staging.refuse(BAD_ROWS_KEPT)
            self._bad_count += count
            self._bad = sorted([*self._bad, *(clash(self._kind, one) for one in clashes)], key=lambda row: row.line)[
                :BAD_ROWS_KEPT
            ]
            added, changed, unchanged = staging.compare()
            self._look_for_unknown(staging)
            if self._unknown_count:
                lines = "line names" if self._unknown_count == 1 else "lines name"
                warnings.append(f"{self._unknown_count} {lines} a product that is not in the catalogue.")
            refused = strict and self._bad_count > 0
            if not (refused or dry_run):
                self._enter("store", file)
                staging.write()
        except _CancelledError:
            stopped = True
        except sqlite3.OperationalError as err:
            if err.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            if self._failure is not None:
                raise self._failure from None
            stopped = True
        finally:
            connection.set_progress_handler(None, 0)
        return ImportResult(
            kind=self._kind.name,
            file_name=self._path.name,
            read=self._read,
            added=0 if stopped else added,
            changed=0 if stopped else changed,
            unchanged=0 if stopped else unchanged,
            bad=tuple(self._bad),
            bad_count=self._bad_count,
            warnings=tuple(warnings),
            sha256=file.sha256(),
            seconds=time.monotonic() - self._started,
            unknown=() if stopped else tuple(self._unknown),
            unknown_count=0 if stopped else self._unknown_count,
            cancelled=stopped,
            refused=refused and not stopped,
            dry_run=dry_run,
        )

    def _stage(self, staging: Staging, file: CsvFile) -> None:
        prepare = self._prepare
        batch: list[tuple[object, ...]] = []
        for line, cells in file.records():
            self._read += 1
            if isinstance(cells, BadCellError):
                self._refuse(line, cells)
            else:
                try:
                    batch.append(prepare(line, cells))
                except BadCellError as err:
                    self._refuse(line, err)
            if self._read % _BATCH == 0:
                staging.add(batch)
                batch.clear()
                self._report(file)
                if self._cancelled():
                    raise _CancelledError
        staging.add(batch)

    def _refuse(self, line: int, fault: BadCellError) -> None:
        self._bad_count += 1
        if len(self._bad) < BAD_ROWS_KEPT:
            self._bad += [BadRow(line, each.column, each.value, each.reason) for each in (fault, *fault.others)]

    def _look_for_unknown(self, staging: Staging) -> None:
        """One after the other, so that a file of nothing else takes no memory."""
        if self._tell_unknown is None:
            return
        for one in staging.unknown_products():
            self._unknown_count += 1
            if len(self._unknown) < UNKNOWN_KEPT:
                self._unknown.append(one)
            self._tell_unknown(one)

    def _enter(self, phase: str, file: CsvFile) -> None:
        self._phase = phase
        self._reported = 0.0
        self._report(file)
        if self._cancelled():
            raise _CancelledError

    def _look(self, file: CsvFile) -> bool:
        """Called by SQLite while it works; True stops it. SQLite would swallow an exception, so that it is kept for later."""
        try:
            self._report(file)
            return self._cancelled()
        except BaseException as err:  # noqa: BLE001  # raised again as soon as SQLite has let go
            self._failure = err
            return True

    def _report(self, file: CsvFile) -> None:
        now = time.monotonic()
        if now - self._reported < _REPORT_EVERY_S:
            return
        self._reported = now
        elapsed = now - self._started
        self._progress(
            Progress(
                self._phase, self._read, file.bytes_done, file.bytes_total, self._read / elapsed if elapsed else 0.0
            )
        )

    def _commit(self, connection: sqlite3.Connection, result: ImportResult) -> None:
        connection.execute(
            "INSERT INTO import_run (sha256, kind, file_name, at, rows, added, changed, bad) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                result.sha256,
                result.kind,
                result.file_name,
                datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                result.read,
                result.added,
                result.changed,
                result.bad_count,
            ),
        )
        connection.execute("COMMIT")
        # Readers take pages faster from the file than from the log, and the log would keep the size of the import for ever.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
