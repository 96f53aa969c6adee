"""Opening SQLite files: the pragmas that durability rests on, and faults of the disk in words.

journal.db is written through one connection only (the runner's), so that no lock is contended and the write-ahead log
is never reset by two connections at once; everybody else opens it read-only.
"""

import sqlite3
from pathlib import Path

from app.errors import BugError, KnownError
from app.store.tables import SCHEMA_VERSION

PAGE_BYTES = 2048
"""A command changes ten rows or so, each on another page, and a whole page goes into the log for each of them."""


class JournalBusyError(KnownError):
    """Another program has the journal open for writing."""


def connect_writer(path: Path) -> sqlite3.Connection:
    """Open (and make) a journal for writing: WAL, synchronous=FULL, checkpoints only when asked for.

    Raises KnownError when the file cannot be opened or written, or was made by a newer release.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=2.0, check_same_thread=False)
        connection.execute(f"PRAGMA page_size={PAGE_BYTES}")  # of a new file; one that is there keeps its own
        connection.execute("PRAGMA journal_mode=WAL").fetchone()
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
    except sqlite3.Error as err:
        raise disk_error(err, path) from err
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open a SQLite file read-only. Raises KnownError when it is missing, unreadable newer than this release, or older and not yet brought up to date.

    A journal keeps two files beside it while it is open. Where they cannot be made, as on a read-only medium, and none holds
    anything, no bench is writing it: it is read as it lies there.
    """
    if not path.exists():
        raise KnownError(f"There is no file {path}.", "Start the bench once, or name the right folder with --home.")
    try:
        connection = _reader(path, "mode=ro")
        try:
            _check_readable(connection, path)
        except sqlite3.OperationalError as err:
            connection.close()
            barred = err.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
            if not barred or path.with_name(f"{path.name}-wal").exists():
                raise
            connection = _reader(path, "mode=ro&immutable=1")
            _check_readable(connection, path)
    except sqlite3.Error as err:
        raise disk_error(err, path) from err
    return connection


def _reader(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, timeout=2.0, check_same_thread=False)
    connection.execute("PRAGMA query_only=ON")
    return connection


def stored_version(connection: sqlite3.Connection) -> int:
    """The schema version of an open journal; 0 when it holds no tables yet."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    if not found:
        return 0
    row = connection.execute("SELECT value FROM meta WHERE name = 'schema_version'").fetchone()
    return int(row[0]) if row else 0


def check_version(connection: sqlite3.Connection, path: Path) -> int:
    """Refuse a journal of a newer release: reading it by old rules could misjudge goods. Returns the stored version."""
    version = stored_version(connection)
    if version > SCHEMA_VERSION:
        raise KnownError(
            f"{path} was written by a newer Dockgrade: expected schema {SCHEMA_VERSION} or older, got {version}.",
            "Update Dockgrade on this bench; nothing was changed.",
        )
    return version


def _check_readable(connection: sqlite3.Connection, path: Path) -> None:
    if 0 < check_version(connection, path) < SCHEMA_VERSION:
        raise KnownError(
            f"{path} was written by an older Dockgrade and has not been brought up to date yet.",
            "Start the bench once: that keeps a copy and does it.",
        )


def give_up(connection: sqlite3.Connection) -> None:
    """Roll back what was begun, if anything was."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def disk_error(err: sqlite3.Error, path: Path) -> KnownError:
    """Put an error of SQLite into words, with what to do. Raises BugError where the program itself is at fault."""
    if isinstance(err, sqlite3.ProgrammingError | sqlite3.InterfaceError | sqlite3.IntegrityError):
        raise BugError(f"{path}: {err}") from err
    text = str(err)
    code = getattr(err, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return JournalBusyError(
            f"{path} is being written by another program.", "Close the other Dockgrade window, then try again."
        )
    if code.startswith("SQLITE_FULL"):
        return KnownError(
            f"The disk that holds {path} is full.", "Free some space, then try again; nothing was recorded."
        )
    if code.startswith("SQLITE_READONLY"):
        return KnownError(
            f"{path} is read-only.", "Give this user the right to write the file and its folder, then try again."
        )
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return KnownError(
            f"{path} is damaged: {text}.",
            "Restore it from a backup that 'dockgrade verify' finds whole; keep the damaged file.",
        )
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return KnownError(
            f"{path} cannot be opened: {text}.", "Check that the folder exists and that this user may write it."
        )
    return KnownError(f"{path} could not be used: {text} {code}.".replace(" .", "."), "Check the disk, then try again.")
