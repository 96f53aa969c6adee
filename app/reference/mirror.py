"""Opening mirror.db, for its one writer or read-only, and its faults in words.

SQLite up to 3.51.2 may reset the write-ahead log wrongly when several connections write or checkpoint: whoever writes
does both on one connection, and everybody else opens the file read-only.
"""

import sqlite3
from pathlib import Path

from app.errors import BugError, KnownError

SCHEMA_VERSION = 2

BUSY_TIMEOUT_S = 1.0
"""How long a writer waits for another one before it gives up in words."""

READER_CACHE_KB = 8 * 1024
"""The upper levels of every index of a million products and some of their leaves; the others come from the system's page cache. More is
slower: a leaf is rarely wanted twice, and the levels above it are then pushed out of the processor's own cache.

The bench does not map the file into memory: that would save a tenth of a look-up, count the whole catalogue as the
bench's memory, and kill the bench when somebody copies another file over it.
"""

WRITER_CACHE_KB = 48 * 1024
WRITER_MAP_BYTES = 1 << 30


class MirrorBusyError(KnownError):
    """Another import, or the sync agent, is writing mirror.db."""


def connect_writer(path: Path) -> sqlite3.Connection:
    """Open mirror.db, making it when it is not there, take the right to write it, and begin a transaction.

    The caller commits or rolls back. Raises KnownError: busy, read-only, full, damaged, or made by a newer release.
    """
    connection = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_S)
        check_version(connection, path)
        connection.execute("PRAGMA journal_mode=WAL").fetchone()
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(f"PRAGMA cache_size=-{WRITER_CACHE_KB}")
        connection.execute(f"PRAGMA mmap_size={WRITER_MAP_BYTES}")
        connection.execute("PRAGMA temp_store=FILE")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("BEGIN IMMEDIATE")
        if stored_version(connection) < SCHEMA_VERSION:
            create_tables(connection)
    except sqlite3.Error as err:
        if connection is not None:
            connection.close()
        raise disk_error(err, path) from err
    except OSError as err:
        raise KnownError(
            f"The folder {path.parent} cannot be made: {err.strerror or err}.",
            "Name a folder with --home that this user may write.",
        ) from err
    except KnownError:
        if connection is not None:
            connection.close()
        raise
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open mirror.db read-only. Raises KnownError when it is unreadable, damaged, or made by a newer release."""
    connection = None
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            timeout=BUSY_TIMEOUT_S,
            check_same_thread=False,
            cached_statements=64,
        )
        connection.execute(f"PRAGMA cache_size=-{READER_CACHE_KB}")
        check_version(connection, path)
    except sqlite3.Error as err:
        if connection is not None:
            connection.close()
        raise disk_error(err, path) from err
    except KnownError:
        if connection is not None:
            connection.close()
        raise
    return connection


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables that are missing, their indices and the schema version, inside the caller's transaction."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from app.reference.remote_schema import MIRROR_ID
    from app.reference.schema import metadata

    dialect = sqlite.dialect()
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    for table in metadata.sorted_tables:
        if table.name in there:
            continue
        connection.execute(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            connection.execute(str(CreateIndex(index).compile(dialect=dialect)))
    if "sync_state" not in there:
        connection.execute(str(MIRROR_ID))
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('schema_version', ?)", (str(SCHEMA_VERSION),))


def stored_version(connection: sqlite3.Connection) -> int:
    """The schema version of an open mirror; 0 when it holds no tables yet."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchall()
    if not found:
        return 0
    rows = connection.execute("SELECT value FROM meta WHERE name = 'schema_version'").fetchall()
    return int(rows[0][0]) if rows else 0


def check_version(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a mirror of a newer release."""
    version = stored_version(connection)
    if version > SCHEMA_VERSION:
        raise KnownError(
            f"{path} was written by a newer Dockgrade: expected schema {SCHEMA_VERSION} or older, got {version}.",
            "Update Dockgrade here; nothing was changed.",
        )


def disk_error(err: sqlite3.Error, path: Path) -> KnownError:
    """An error of SQLite in words, with what to do. Raises BugError where the program itself is at fault."""
    name = getattr(err, "sqlite_errorname", "") or ""
    if name in {"", "SQLITE_ERROR", "SQLITE_MISUSE"} or isinstance(err, sqlite3.IntegrityError):
        raise BugError(f"{path}: {err}") from err
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return MirrorBusyError(
            f"{path} is being written by another import or by the sync agent.",
            "Wait until that has ended, then start this again; nothing was changed.",
        )
    if name.startswith("SQLITE_FULL"):
        return KnownError(
            f"The disk is full: {path} and its temporary files need more space.",
            "Free some space (about five times the size of the file to import), then start this again; nothing was changed.",
        )
    if name.startswith("SQLITE_READONLY"):
        return KnownError(
            f"{path} is read-only.",
            "Give this user the right to write the file and its folder, then start this again; nothing was changed.",
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return KnownError(
            f"{path} is damaged: {err}.",
            "Move the file away and import the products and returns again: everything in it comes from those files.",
        )
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return KnownError(
            f"{path} cannot be opened: {err}.", "Check that the folder exists and that this user may write it."
        )
    return KnownError(f"{path} could not be used: {err} ({name}).", "Check the disk, then try again.")
