"""Who owns a home directory: one bench process at a time, on every platform, and free again the moment it dies.

The lock is an exclusive transaction on a small SQLite file, which the operating system gives up with the process.
"""

import sqlite3
from pathlib import Path

from app.errors import KnownError
from app.store.engine import JournalBusyError, disk_error


class Ownership:
    """The right to write a home's journal; held until `release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        """Take the lock file at `path`. Raises JournalBusyError when another program holds it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=0.2, check_same_thread=False)
        except sqlite3.Error as err:
            raise disk_error(err, path) from err
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as err:
            self._connection.close()
            error: KnownError = disk_error(err, path)
            if isinstance(error, JournalBusyError):
                error = JournalBusyError(
                    f"Dockgrade is already running on {path.parent}.",
                    "Use that window, or close it first; nothing was changed.",
                )
            raise error from err

    def release(self) -> None:
        """Give the lock up."""
        self._connection.close()
