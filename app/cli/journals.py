"""Reading a bench's record from the command line: every way in which the file may not be one, in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import KnownError
from app.settings import Home


@contextmanager
def reading(home: Home) -> Iterator[sqlite3.Connection]:
    """The journal, open for reading. Raises KnownError when there is none, or it cannot be read."""
    from app.store.engine import connect_reader, disk_error, stored_version

    connection = connect_reader(home.journal)
    try:
        if stored_version(connection) == 0:
            raise KnownError(
                f"Expected a journal in {home.journal}, got a file without one.",
                "Name the bench's home folder with --home.",
            )
        yield connection
    except sqlite3.Error as err:
        raise disk_error(err, home.journal) from err
    finally:
        connection.close()


def need_journal(home: Home) -> None:
    """Refuse a home without a record before anything else is asked of it. Raises KnownError."""
    with reading(home):
        pass
