"""Writing a projection's row so that only what differs reaches the disk.

Each page of the file that a commit touches is written to the log, and a table with six indexes touches eight pages a row. An
UPDATE that names only the columns that differ leaves the other indexes alone.
"""

import sqlite3

from msgspec import Struct

from app.store.tables import COLUMNS


class Written(Struct, frozen=True):
    """What became of a row.

    Attributes:
        before: the row as it was, in the table's order of columns; None when it is new.
        changed: names of the columns that differ; all of them when the row is new.
    """

    before: tuple[object, ...] | None
    changed: frozenset[str]


class RowWriter:
    """Writes rows of one table whose key is its first column."""

    def __init__(self, table: str, *, counted: frozenset[str] = frozenset()) -> None:
        """`counted` columns are set by others: a row that is there keeps them."""
        self._names = COLUMNS[table]
        self._table = table
        self._key = self._names[0]
        self._compared = tuple(index for index, name in enumerate(self._names) if name not in counted)
        listed = ", ".join(f'"{name}"' for name in self._names)
        marks = ", ".join("?" for _ in self._names)
        self._select = f'SELECT {listed} FROM "{table}" WHERE "{self._key}" = ?'
        self._insert = f'INSERT INTO "{table}" ({listed}) VALUES ({marks})'
        self._updates: dict[tuple[int, ...], str] = {}

    def write(
        self,
        connection: sqlite3.Connection,
        row: tuple[object, ...],
        before: tuple[object, ...] | None = None,
        *,
        new: bool = False,
    ) -> Written:
        """Bring the stored row up to this one, given in the table's order of columns.

        `before` is the row as it is stored, where that is known; None asks for it, unless the row is known to be `new`.
        """
        if before is None and not new:
            before = connection.execute(self._select, row[:1]).fetchone()
        if before is None:
            connection.execute(self._insert, row)
            return Written(None, frozenset(self._names))
        differing = tuple([index for index in self._compared if before[index] != row[index]])
        if differing:
            connection.execute(self._update(differing), (*[row[index] for index in differing], row[0]))
        return Written(before, frozenset([self._names[index] for index in differing]))

    def _update(self, differing: tuple[int, ...]) -> str:
        found = self._updates.get(differing)
        if found is None:
            changes = ", ".join(f'"{self._names[index]}" = ?' for index in differing)
            found = self._updates[differing] = f'UPDATE "{self._table}" SET {changes} WHERE "{self._key}" = ?'
        return found
