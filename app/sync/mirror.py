"""mirror.db as the agent writes it: each step one transaction, and the file free for an import in between.

SQLite up to 3.51.2 may reset the write-ahead log wrongly when several connections write or checkpoint at the same moment. So
the agent has one connection, and folds the log with TRUNCATE, which takes the writer's lock while it works.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.errors import KnownError
from app.reference.mirror import MirrorBusyError, connect_reader, connect_writer, disk_error
from app.sync.faults import DiskError, MirrorBusyForSyncError, SyncError

FOLD_AT_BYTES = 2 * 1024 * 1024
"""A scan's commit waits for the disk behind what is being folded: for tenths of a second behind 16 MB (decision 0023)."""


class Mirror:
    """The agent's connection to mirror.db. Every method raises MirrorBusyForSyncError or DiskError.

    A file that was taken away or put back is opened anew.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None

    def close(self) -> None:
        """Give the file up; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._identity = None

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:
        """Read; while an import holds the file too."""
        try:
            connection = self._open()
        except MirrorBusyForSyncError:
            return self._read_beside(sql, values)
        try:
            return connection.execute(sql, values).fetchall()
        except sqlite3.Error as err:
            raise self._translated(err) from err

    @property
    def writing(self) -> bool:
        """Whether a transaction is open, so that nothing else can be stored now."""
        return self._connection is not None and self._connection.in_transaction

    def _read_beside(self, sql: str, values: tuple[object, ...]) -> list[Any]:
        try:
            connection = connect_reader(self.path)
        except KnownError as err:
            raise _as_sync_error(err, self.path) from err
        try:
            return connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError as err:
            raise MirrorBusyForSyncError(str(self.path)) from err  # its tables are just being made
        finally:
            connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write: everything inside goes to the file together or not at all."""
        try:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as err:
            raise self._translated(err) from err
        try:
            yield connection
            connection.execute("COMMIT")
        except sqlite3.Error as err:
            self.close()  # rolls back, whatever state the disk has left it in
            raise self._translated(err) from err
        except BaseException:
            self.close()
            raise

    def fold(self, *, always: bool = False) -> None:
        """Fold the write-ahead log into the file when it has grown; readers that are in the way put it off."""
        log = self.path.with_name(f"{self.path.name}-wal")
        try:
            if always or log.stat().st_size > FOLD_AT_BYTES:
                self._open().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except FileNotFoundError:
            pass
        except sqlite3.Error as err:
            raise self._translated(err) from err

    def _open(self) -> sqlite3.Connection:
        try:
            found = self.path.stat()
            identity = (found.st_ino, found.st_dev)
        except OSError:
            identity = None
        if self._connection is not None and identity == self._identity:
            return self._connection
        self.close()
        try:
            connection = connect_writer(self.path)
        except KnownError as err:
            raise _as_sync_error(err, self.path) from err
        try:
            connection.execute("COMMIT")
        except sqlite3.Error:
            connection.close()
            raise
        found = self.path.stat()
        self._connection, self._identity = connection, (found.st_ino, found.st_dev)
        return connection

    def _translated(self, err: sqlite3.Error) -> SyncError:
        return _as_sync_error(disk_error(err, self.path), self.path)


def _as_sync_error(err: KnownError, path: Path) -> SyncError:
    return MirrorBusyForSyncError(str(path)) if isinstance(err, MirrorBusyError) else DiskError(err)
