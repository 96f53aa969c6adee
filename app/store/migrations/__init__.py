"""Bringing a journal of an older release up to date, step by step, each step written with Alembic's operations.

The version that counts is the one in the journal's own `meta` table, so that no other table and no ini file is needed. A copy of
the journal is made first, and all steps are one transaction: a journal is of the old version or of the new one, and of nothing in between.
Imported only where a journal is older than this release: Alembic takes longer to import than all else of a start.
"""

import importlib
import logging
import sqlite3
from contextlib import suppress
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from app.store.engine import connect_writer, disk_error
from app.store.statements import upsert
from app.store.tables import REBUILD, SCHEMA_VERSION

log = logging.getLogger(__name__)


def upgrade(path: Path, version: int) -> Path:
    """Bring the journal at `path` from `version` up to this release's; returns the copy that was made first.

    Nobody else may write it meanwhile. Raises KnownError when the disk refuses or the record is damaged; the journal is as before then.
    """
    connection = connect_writer(path)
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, isolation_level="AUTOCOMMIT")
    wrapped = engine.connect()  # while nothing is begun: SQLAlchemy rolls back what it finds open at first
    try:
        copy = _copy(connection, path)
        log.info(
            "the journal is brought from version %s to %s; a copy is kept as %s", version, SCHEMA_VERSION, copy.name
        )
        operations = Operations(MigrationContext.configure(wrapped))
        connection.execute("BEGIN IMMEDIATE")
        for number in range(version + 1, SCHEMA_VERSION + 1):
            importlib.import_module(f"app.store.migrations.v{number}").upgrade(operations, connection)
        connection.execute(upsert("meta"), ("schema_version", str(SCHEMA_VERSION)))
        connection.execute(upsert("meta"), (REBUILD, "1"))
        connection.execute("COMMIT")
    except sqlite3.Error as err:
        raise disk_error(err, path) from err
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with suppress(sqlite3.Error):  # done or not, the log can be folded later
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        wrapped.close()
        engine.dispose()
    return copy


def _copy(connection: sqlite3.Connection, path: Path) -> Path:
    """A whole copy beside the journal, under a name that is still free: an earlier copy may be the one that is needed."""
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        copy = path.with_name(f"{path.stem}-before-v{SCHEMA_VERSION}{suffix}{path.suffix}")
        if not copy.exists():
            break
        number += 1
    part = copy.with_name(f"{copy.name}.part")  # what a power cut leaves half written must not look like a copy
    try:
        part.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(part),))
        part.replace(copy)
    except (sqlite3.Error, OSError) as err:
        part.unlink(missing_ok=True)
        if isinstance(err, OSError):
            raise sqlite3.OperationalError(str(err)) from err
        raise
    return copy
