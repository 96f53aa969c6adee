"""Rows of a feed on their way into a table of mirror.db: JSON arrays of its columns, in the order of FileKind.fields."""

import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec

from app.reference.file_kinds import PRODUCTS, RETURNS, FileKind
from app.sync.faults import UnexpectedError

_BATCH = 5_000

_Product = tuple[str, str, str, str, str, str, int | None, str, int | None, int, int, int, int, int, str]
_Return = tuple[
    str, int, str, str, str, str, str, str, str, str | None, str | None, str, int, str, str | None, str | None, int | None,
    str, str,
]  # fmt: skip
_TYPES: dict[str, Any] = {PRODUCTS.name: _Product, RETURNS.name: _Return}


class CatalogueTable:
    """Writes one table inside the caller's transaction. Every method raises UnexpectedError for a row that is none.

    After `empty` come any number of `load`, then `finish`; `put` and `delete` are for single rows at any other time.
    """

    def __init__(self, connection: sqlite3.Connection, kind: FileKind) -> None:
        self._run = connection.execute
        self._run_many = connection.executemany
        self._kind = kind
        row_type = _TYPES[kind.name]
        self._row = msgspec.json.Decoder(row_type)
        self._rows = msgspec.json.Decoder(list.__class_getitem__(row_type))
        self._key = msgspec.json.Decoder(list[str | int])
        self._later: list[str] = []
        fields = ", ".join(kind.fields)
        self._insert = f"INSERT INTO main.{kind.table} ({fields}) VALUES ({', '.join('?' * len(kind.fields))})"
        self._where = " AND ".join(f"{name} = ?" for name in kind.key)
        self._update = (
            f"UPDATE main.{kind.table} SET ({fields}) = ({', '.join('?' * len(kind.fields))}) WHERE rowid = ?"
        )
        self._places = tuple(kind.fields.index(name) for name in kind.key)
        self._gtins = kind.fields.index("gtins") if kind is PRODUCTS else None

    def empty(self) -> None:
        """Take all rows out, and the indices, which are made again in one go: much faster than row by row."""
        table = self._kind.table
        found = self._run(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name",
            (table,),
        ).fetchall()
        for name, _ in found:
            self._run(f"DROP INDEX main.{name}")
        self._later = [sql for _, sql in found]
        self._run(f"DELETE FROM main.{table}")
        if self._gtins is not None:
            self._run("DELETE FROM main.gtin")

    def load(self, bodies: Iterable[str]) -> int:
        """Insert rows; returns how many."""
        try:
            rows = self._rows.decode(f"[{','.join(bodies)}]")
        except msgspec.DecodeError as err:
            raise _unreadable(self._kind, err) from err
        self._run_many(self._insert, rows)
        return len(rows)

    def finish(self) -> None:
        """Make the indices, and what can be looked up by GTIN."""
        for sql in self._later:
            self._run(sql)
        if self._gtins is None:
            return
        self._run(
            "INSERT OR IGNORE INTO main.gtin SELECT gtins, id FROM main.product"
            " WHERE gtins <> '' AND instr(gtins, '|') = 0 ORDER BY 1, 2"
        )
        several = self._run("SELECT id, gtins FROM main.product WHERE instr(gtins, '|') > 0")
        while rows := several.fetchmany(_BATCH):
            for product, gtins in rows:
                self._learn(product, gtins)

    def put(self, body: bytes) -> bool:
        """Insert a row, or write over the one with its key; tells whether it is new."""
        try:
            row = self._row.decode(body)
        except msgspec.DecodeError as err:
            raise _unreadable(self._kind, err) from err
        old = self._find(tuple(row[place] for place in self._places))
        if old is None:
            rowid = self._run(self._insert, row).lastrowid
        else:
            rowid = old[0]
            self._run(self._update, (*row, rowid))
        if self._gtins is not None and (old is None or old[1] != row[self._gtins]):
            if old is not None:
                self._run_many(
                    "DELETE FROM main.gtin WHERE gtin14 = ? AND product_id = ?",
                    [(gtin, rowid) for gtin in old[1].split("|")],
                )
            self._learn(rowid, row[self._gtins])
        return old is None

    def delete(self, key: bytes) -> bool:
        """Take the row with that key out; tells whether there was one."""
        try:
            values = tuple(self._key.decode(key))
        except msgspec.DecodeError as err:
            raise _unreadable(self._kind, err) from err
        if len(values) != len(self._kind.key):
            raise _unreadable(self._kind, f"a key has {len(values)} parts, expected {len(self._kind.key)}")
        old = self._find(values)
        if old is None:
            return False
        if self._gtins is not None:
            self._run_many(
                "DELETE FROM main.gtin WHERE gtin14 = ? AND product_id = ?",
                [(gtin, old[0]) for gtin in old[1].split("|")],
            )
        self._run(f"DELETE FROM main.{self._kind.table} WHERE rowid = ?", (old[0],))
        return True

    def _find(self, key: tuple[Any, ...]) -> Any:
        gtins = "gtins" if self._gtins is not None else "NULL"
        return self._run(f"SELECT rowid, {gtins} FROM main.{self._kind.table} WHERE {self._where}", key).fetchone()

    def _learn(self, product: Any, gtins: str) -> None:
        self._run_many(
            "INSERT OR IGNORE INTO main.gtin VALUES (?, ?)", [(gtin, product) for gtin in gtins.split("|") if gtin]
        )


def _unreadable(kind: FileKind, reason: object) -> UnexpectedError:
    return UnexpectedError(f"a row of feed {kind.name} is not as this release knows it: {reason}")
