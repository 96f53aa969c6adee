"""How a file's rows get into mirror.db whole or not at all.

Good rows are first put into a temporary table outside mirror.db. Only when the file has been read to its end are they
compared with what is there, and what is new or different is written in one transaction: cancelling, a bad file or a power
cut at any moment leaves the old state as it was.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.reference.file_kinds import FileKind

_BATCH = 5_000
_STAGE_CACHE_KB = 32 * 1024


@dataclass(frozen=True, slots=True)
class Refused:
    """A staged row that cannot go in beside another one.

    Attributes:
        line: of the file.
        value: the first column of its key.
        first_line: the line of the same file that has the same key; None where the clash is with mirror.db.
        client: whose the row in mirror.db is; "" where the clash is within the file.
    """

    line: int
    value: str
    first_line: int | None
    client: str


@dataclass(frozen=True, slots=True)
class UnknownProduct:
    """An expected line that goes in, though the catalogue does not have its product.

    Attributes:
        line: of the file.
        rma_line: the line's number within its RMA.
    """

    line: int
    rma: str
    rma_line: int
    client: str
    sku: str


class Staging:
    """The rows of one file on their way into one table.

    Works inside the caller's transaction; the caller commits or rolls back.
    """

    def __init__(self, connection: sqlite3.Connection, kind: FileKind, absent: tuple[str, ...] = ()) -> None:
        """`absent` are columns that the file does not have: rows that are there keep what they say of them."""
        self._connection = connection
        self._kind = kind
        self._values = kind.values(absent)
        fields = ", ".join(kind.fields)
        connection.execute(f"PRAGMA temp.cache_size=-{_STAGE_CACHE_KB}")
        connection.execute(f"CREATE TEMP TABLE staged (file_line INTEGER PRIMARY KEY, {fields})")
        connection.execute("CREATE TEMP TABLE refused (file_line INTEGER PRIMARY KEY, value, first_line, client)")
        self._insert = f"INSERT INTO staged VALUES ({', '.join('?' * (len(kind.fields) + 1))})"

    def add(self, rows: list[tuple[Any, ...]]) -> None:
        """Stage prepared rows, each with its line of the file in front."""
        self._connection.executemany(self._insert, rows)

    def refuse(self, limit: int) -> tuple[int, list[Refused]]:
        """Take out rows whose key stands earlier in the file, and rows whose key is another client's in mirror.db.

        Returns how many there were, and the first `limit` of them.
        """
        kind = self._kind
        key = ", ".join(kind.key)
        same = " AND ".join(f"other.{name} = staged.{name}" for name in kind.key)
        run = self._connection.execute
        run(f"CREATE INDEX temp.staged_by_key ON staged ({key})")
        run(
            f"INSERT INTO refused SELECT staged.file_line, staged.{kind.key[0]}, other.first_line, '' FROM "
            f"(SELECT {key}, min(file_line) AS first_line FROM staged GROUP BY {key} HAVING count(*) > 1) AS other "
            f"CROSS JOIN staged ON {same} AND staged.file_line > other.first_line"
        )
        if "client" not in kind.key:
            run(
                f"INSERT OR IGNORE INTO refused SELECT staged.file_line, staged.{kind.key[0]}, NULL, other.client "
                f"FROM staged JOIN main.{kind.table} AS other ON {same} WHERE other.client <> staged.client"
            )
        count: int = run("SELECT count(*) FROM refused").fetchall()[0][0]
        first = run(
            "SELECT file_line, value, first_line, client FROM refused ORDER BY file_line LIMIT ?", (limit,)
        ).fetchall()
        if count:
            run("DELETE FROM staged WHERE file_line IN (SELECT file_line FROM refused)")
        return count, [Refused(*row) for row in first]

    def compare(self) -> tuple[int, int, int]:
        """Find out what would be written: (added, changed, unchanged) rows."""
        kind = self._kind
        same = " AND ".join(f"old.{name} = staged.{name}" for name in kind.key)
        differs = _row_of("old", self._values) + " IS NOT " + _row_of("staged", self._values)
        run = self._connection.execute
        run("CREATE TEMP TABLE news (file_line INTEGER PRIMARY KEY, old_row)")
        run(
            f"INSERT INTO news SELECT staged.file_line, old.rowid FROM staged "
            f"LEFT JOIN main.{kind.table} AS old ON {same} WHERE old.rowid IS NULL OR {differs}"
        )
        staged: int = run("SELECT count(*) FROM staged").fetchall()[0][0]
        news, changed = run("SELECT count(*), count(old_row) FROM news").fetchall()[0]
        return news - changed, changed, staged - news

    def write(self) -> None:
        """Write what `compare` found into mirror.db."""
        kind = self._kind
        fields = ", ".join(kind.fields)
        run = self._connection.execute
        highest: int = run(f"SELECT coalesce(max(rowid), 0) FROM main.{kind.table}").fetchall()[0][0]
        later = [] if highest else self._drop_indices()
        if kind.table == "product":
            self._forget_gtins()
        run(
            f"UPDATE main.{kind.table} AS old SET {_row_of('', self._values)} = {_row_of('staged', self._values)} "
            f"FROM temp.news, temp.staged WHERE news.old_row = old.rowid AND staged.file_line = news.file_line"
        )
        run(
            f"INSERT INTO main.{kind.table} (rowid, {fields}) SELECT ? + file_line, {fields} FROM temp.staged "
            f"WHERE file_line IN (SELECT file_line FROM news WHERE old_row IS NULL) ORDER BY file_line",
            (highest,),
        )
        if kind.table == "product":
            self._learn_gtins(highest)
        for statement in later:
            run(statement)

    def _drop_indices(self) -> list[str]:
        """Drop the table's indices, to be made again in one go: much faster than row by row. Returns how to make them."""
        found = self._connection.execute(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name",
            (self._kind.table,),
        ).fetchall()
        for name, _ in found:
            self._connection.execute(f"DROP INDEX main.{name}")
        return [sql for _, sql in found]

    def _forget_gtins(self) -> None:
        """Take out the GTINs of products that have others now."""
        changed = self._connection.execute(
            "SELECT old.gtins, old.id FROM news JOIN main.product AS old ON old.id = news.old_row "
            "JOIN staged ON staged.file_line = news.file_line WHERE old.gtins IS NOT staged.gtins AND old.gtins <> ''"
        )
        for rows in _each_gtin(changed):
            self._connection.executemany("DELETE FROM main.gtin WHERE gtin14 = ? AND product_id = ?", rows)

    def _learn_gtins(self, highest: int) -> None:
        """Put in the GTINs of new and changed products; those with one GTIN, nearly all, without leaving SQLite."""
        source = (
            "SELECT staged.gtins, coalesce(news.old_row, ? + news.file_line) AS id FROM temp.news "
            "JOIN temp.staged ON staged.file_line = news.file_line WHERE staged.gtins <> '' AND instr(staged.gtins, '|')"
        )
        self._connection.execute(f"INSERT OR IGNORE INTO main.gtin {source} = 0 ORDER BY 1, 2", (highest,))
        several = self._connection.execute(f"{source} > 0", (highest,))
        for rows in _each_gtin(several):
            self._connection.executemany("INSERT OR IGNORE INTO main.gtin VALUES (?, ?)", rows)

    def unknown_products(self) -> Iterator[UnknownProduct]:
        """The staged expected lines whose product the catalogue does not have, in the order of the file."""
        found = self._connection.execute(
            "SELECT file_line, rma, line, client, sku FROM staged WHERE NOT EXISTS "
            "(SELECT 1 FROM main.product AS p WHERE p.client = staged.client AND p.sku = staged.sku) ORDER BY file_line"
        )
        return (UnknownProduct(*row) for row in found)


def _row_of(table: str, fields: tuple[str, ...]) -> str:
    prefix = f"{table}." if table else ""
    return f"({', '.join(prefix + name for name in fields)})"


def _each_gtin(cursor: sqlite3.Cursor) -> Iterator[list[tuple[str, int]]]:
    while rows := cursor.fetchmany(_BATCH):
        yield [(gtin, product) for gtins, product in rows for gtin in gtins.split("|")]
