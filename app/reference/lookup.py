"""Looking things up in mirror.db while the inspector waits: products by what is on them, expected returns by what is on the box.

Plain prepared SQL on one read-only connection, some microseconds each. The file may be missing, appear, or be replaced at
any time; each look-up notices.
"""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.catalogue import ExpectedLine, Product
from app.domain.serials import serial_key
from app.reference.keys import rma_key, title_key, tracking_key
from app.reference.mirror import connect_reader, disk_error, stored_version
from app.store.containing import containing
from app.symbols.gtin import read_gtin

_PRODUCT = (
    "p.sku, p.client, p.title, p.category, p.gtins, p.unit_value_cents, p.currency, p.weight_g, "
    "p.serialised, p.lot_tracked, p.expiry_tracked, p.returnable, p.hazmat, p.image"
)
_BY_GTIN = f"SELECT {_PRODUCT} FROM gtin AS g CROSS JOIN product AS p ON p.id = g.product_id WHERE g.gtin14 = ?"
_BY_KEY = f"SELECT {_PRODUCT} FROM product AS p WHERE p.sku = ? AND p.client = ?"
_BY_SKU = f"SELECT {_PRODUCT} FROM product AS p WHERE p.sku = ? ORDER BY p.client"

_COVERING = "INDEXED BY product_name "
"""SQLite would rather take the unique index and then read the row, which is another page of the file for each line."""
_LINE = (
    "SELECT e.rma, e.line, e.sku, e.quantity, e.client, e.order_no, e.customer_ref, e.carrier, e.tracking, e.authorised_on, "
    "e.return_by, e.reason, e.serial, e.unit_value_cents, e.currency, e.requested_outcome, coalesce(p.title, '') "
    "FROM expected_line AS e LEFT JOIN product AS p "
    f"{_COVERING}ON p.sku = e.sku AND p.client = e.client "
)
# A line without a number of its own is in the box of its RMA's other lines: some shops give the number on the first line only.
# The + keeps SQLite from looking for lines by the empty number, which thousands of lines may share.
_BY_TRACKING = _LINE + (
    "WHERE e.rma IN (SELECT rma FROM expected_line WHERE tracking_key = ?1) AND +e.tracking_key IN (?1, '') ORDER BY e.rma, e.line"
)
_BY_RMA = _LINE + "WHERE e.rma_key = ? ORDER BY e.rma, e.line"
_BY_SERIAL = _LINE + "WHERE e.serial_key = ? AND e.sku = ? ORDER BY e.rma, e.line"
_ELSEWHERE = "SELECT DISTINCT rma FROM expected_line WHERE sku = ? AND client = ? ORDER BY return_by IS NULL, return_by, rma LIMIT ?"

_LAST = "\U0010ffff"
"""Sorts behind every character, so that prefix to prefix + _LAST is everything that begins with the prefix."""
_DIGITS = re.compile("[0-9]+")
_FEWEST_LETTERS = 2
_FEWEST_WITHIN = 3
"""Two letters stand in the middle of nearly everything."""
_Numbers = tuple[tuple[str, str, str, Callable[[str], str]], ...]
_NUMBERS: _Numbers = (
    ("rma", "rma", "rma_key", rma_key),
    ("tracking", "tracking", "tracking_key", tracking_key),
    ("order", "order_no", "order_no", str),
    ("customer_ref", "customer_ref", "customer_ref", str),
    ("serial", "serial", "serial_key", serial_key),
)
"""What a return is searched by: its name in a SearchHit, the column to show, the column to look in, and how that one is spelt."""
_CLIENT: _Numbers = (("client", "client", "client", str),)
_NAMED = (
    "SELECT named.sku, named.client, coalesce(p.title, '') FROM (SELECT DISTINCT sku, client FROM expected_line {where}) AS named "
    f"LEFT JOIN product AS p {_COVERING}ON p.sku = named.sku AND p.client = named.client "
)
_BY_SKU_BEGINNING = _NAMED.format(where="WHERE sku >= ? AND sku < ? ORDER BY sku, client LIMIT ?")
_BY_TITLE_BEGINNING = (
    "SELECT sku, client, title FROM product WHERE title_key >= ? AND title_key < ? ORDER BY title_key, client LIMIT ?"
)
_TITLE_OF_LINE = f"(SELECT p.title FROM product AS p {_COVERING}WHERE p.sku = e.sku AND p.client = e.client)"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something by whose number or name it was searched for.

    Attributes:
        kind: "rma" (`key` is the RMA number) or "product" (`key` is the SKU).
        matched: "rma", "tracking", "order", "customer_ref", "serial", "client", "gtin", "sku" or "title".
        text: what matched, as it is written there.
        title: of the product; of the first line's product for an RMA; "" when unknown.
    """

    kind: str
    key: str
    client: str
    matched: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class MirrorCounts:
    """How much the mirror holds, and since when; the times are UTC, None when nothing was imported yet."""

    products: int = 0
    expected_returns: int = 0
    expected_lines: int = 0
    products_at: str | None = None
    returns_at: str | None = None


class Lookup:
    """Reads mirror.db. Used by one thread at a time; every method raises KnownError when the file is damaged or too new."""

    def __init__(self, mirror_path: Path) -> None:
        """Nothing is opened yet; without the file every answer is empty."""
        self._path = mirror_path
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._covered = False  # whether the mirror has the index that _COVERING names; one of an older release may not

    def close(self) -> None:
        """Give the file up; the next look-up opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._identity = None

    def products_by_gtin(self, gtin14: str) -> tuple[Product, ...]:
        """Every product with that GTIN, by client and SKU."""
        found = tuple(map(_product, self._rows(_BY_GTIN, (gtin14,))))
        return found if len(found) < 2 else tuple(sorted(found, key=lambda product: (product.client, product.sku)))

    def product(self, client: str, sku: str) -> Product | None:
        """One client's product."""
        rows = self._rows(_BY_KEY, (sku, client))
        return _product(rows[0]) if rows else None

    def products_by_sku(self, sku: str) -> tuple[Product, ...]:
        """Every client's product with that SKU, by client."""
        return tuple(map(_product, self._rows(_BY_SKU, (sku,))))

    def returns_by_tracking(self, text: str) -> tuple[ExpectedLine, ...]:
        """The lines of all expected returns in the box with that tracking number or SSCC, however it is spelt."""
        key = tracking_key(text)
        return tuple(ExpectedLine(*row) for row in self._rows(_BY_TRACKING, (key,))) if key else ()

    def returns_by_rma(self, text: str) -> tuple[ExpectedLine, ...]:
        """The lines of one expected return."""
        key = rma_key(text)
        return tuple(ExpectedLine(*row) for row in self._rows(_BY_RMA, (key,))) if key else ()

    def expected_by_serial(self, sku: str, serial: str) -> tuple[ExpectedLine, ...]:
        """The lines that announce that very unit."""
        key = serial_key(serial)
        return tuple(ExpectedLine(*row) for row in self._rows(_BY_SERIAL, (key, sku))) if key else ()

    def expected_elsewhere(self, sku: str, client: str, limit: int = 20) -> tuple[str, ...]:
        """Numbers of the expected returns that announce the product, the most urgent first."""
        return tuple(row[0] for row in self._rows(_ELSEWHERE, (sku, client, limit)))

    def search(self, text: str, limit: int = 20) -> tuple[SearchHit, ...]:
        """Expected returns and products with a number or name that begins with `text`, from two characters on, or with that GTIN.

        Fast enough for the window's thread. SKUs are those of expected returns, whether the catalogue has them or not.
        """
        text = text.strip()
        if len(text) < _FEWEST_LETTERS:
            return ()
        hits: dict[tuple[str, str, str], SearchHit] = {}
        for matched, shown, column, spelt in _NUMBERS:
            prefix, collation = spelt(text), "COLLATE NOCASE" if column == shown else ""
            if not prefix:
                continue
            rows = self._rows(
                f"SELECT e.rma, e.client, e.{shown}, coalesce({_TITLE_OF_LINE}, '') FROM expected_line AS e "
                f"WHERE e.{column} >= ? {collation} AND e.{column} < ? {collation} ORDER BY e.{column} {collation}, e.line LIMIT ?",
                (prefix, prefix + _LAST, limit * 4),
            )
            for rma, client, shown_text, title in rows:
                hits.setdefault(("rma", rma, client), SearchHit("rma", rma, client, matched, shown_text, title))
        products = self._products_with_gtin(text)
        for matched, sql, prefix in (
            ("sku", _BY_SKU_BEGINNING, text),
            ("sku", _BY_SKU_BEGINNING, text.upper()),
            ("title", _BY_TITLE_BEGINNING, title_key(text)),
        ):
            for sku, client, title in self._rows(sql, (prefix, prefix + _LAST, limit)):
                shown_text = sku if matched == "sku" else title
                products.append(SearchHit("product", sku, client, matched, shown_text, title))
        for hit in products:
            hits.setdefault((hit.kind, hit.key, hit.client), hit)
        return tuple(hits.values())[:limit]

    def search_within(self, text: str, limit: int = 20) -> tuple[SearchHit, ...]:
        """Expected returns with `text` anywhere in a number, a SKU, a title or their client's name, from three letters on, or with that GTIN.

        Of a title each word of the text is looked for by itself. Reads every expected line: no work for the window's thread.
        Of returns the most urgent ones come first.
        """
        text = " ".join(text.split())
        if len(text) < _FEWEST_WITHIN:
            return ()
        hits = self._products_with_gtin(text)
        hits += self._returns_within(_NUMBERS, text, limit)
        if len(hits) < limit:
            hits += self._products_within(text, limit)
        if len(hits) < limit:
            hits += self._returns_within(_CLIENT, text, limit)
        return tuple(hits[:limit])

    def _products_with_gtin(self, text: str) -> list[SearchHit]:
        digits = tracking_key(text)
        readings = read_gtin(digits) if _DIGITS.fullmatch(digits) else ()
        return [
            SearchHit("product", product.sku, product.client, "gtin", digits, product.title)
            for gtin in dict.fromkeys(reading.value for reading in readings)
            for product in self.products_by_gtin(gtin)
        ]

    def _returns_within(self, numbers: _Numbers, text: str, limit: int) -> list[SearchHit]:
        tests: list[str] = []
        values: dict[str, object] = {"limit": limit}
        for matched, _, column, spelt in numbers:
            if len(spelt(text)) >= _FEWEST_WITHIN:  # dashes alone, which count for nothing there
                test, values[matched] = containing(spelt(text), matched)
                tests.append(f"{column} {test}")
        rows = self._rows(
            f"SELECT e.rma, e.client, coalesce({_TITLE_OF_LINE}, ''), {', '.join(shown for _, shown, _, _ in numbers)} FROM "
            f"(SELECT *, min(return_by) AS due FROM expected_line NOT INDEXED WHERE {' OR '.join(tests)} GROUP BY rma, client "
            "ORDER BY due IS NULL, due, rma LIMIT :limit) AS e",
            values,
        )
        hits = []
        for rma, client, title, *shown in rows:
            matching = (
                (name, found)
                for (name, _, _, spelt), found in zip(numbers, shown, strict=True)
                if name in values and found and spelt(text).casefold() in spelt(found).casefold()
            )
            matched, shown_text = next(matching, ("rma", rma))  # a letter or two SQLite compares otherwise
            hits.append(SearchHit("rma", rma, client, matched, shown_text, title if matched == "serial" else ""))
        return hits

    def _products_within(self, text: str, limit: int) -> list[SearchHit]:
        values: dict[str, object] = {"limit": limit}
        by_sku, values["sku"] = containing(text, "sku")
        by_words = []
        for number, word in enumerate(text.split()):
            test, values[f"word{number}"] = containing(word, f"word{number}")
            by_words.append(f"p.title {test}")
        sql = f"{_NAMED.format(where='')} WHERE named.sku {by_sku} OR ({' AND '.join(by_words)}) LIMIT :limit"
        return [
            SearchHit("product", sku, client, "sku", sku, title)
            if text.casefold() in sku.casefold()
            else SearchHit("product", sku, client, "title", title, title)
            for sku, client, title in self._rows(sql, values)
        ]

    def counts(self) -> MirrorCounts:
        """How much the mirror holds. Counts whole tables: some milliseconds for a big catalogue."""
        rows = self._rows(
            "SELECT (SELECT count(*) FROM product), (SELECT count(DISTINCT rma) FROM expected_line), "
            "(SELECT count(*) FROM expected_line), (SELECT max(at) FROM import_run WHERE kind = 'products'), "
            "(SELECT max(at) FROM import_run WHERE kind = 'returns')",
            (),
        )
        return MirrorCounts(*rows[0]) if rows else MirrorCounts()

    def _rows(self, sql: str, values: tuple[object, ...] | dict[str, object]) -> list[Any]:
        """All rows at once, so that no read transaction stays open behind the answer."""
        try:
            found = self._path.stat()
        except OSError:
            if self._connection is not None:
                self.close()
            return []
        if (found.st_ino, found.st_dev) != self._identity:
            self._open((found.st_ino, found.st_dev))
        if self._connection is None:
            return []
        try:
            return self._connection.execute(sql if self._covered else sql.replace(_COVERING, ""), values).fetchall()
        except sqlite3.Error as err:
            self.close()
            raise disk_error(err, self._path) from err

    def _open(self, identity: tuple[int, int]) -> None:
        """Open the file; one that has no tables yet, because its first import still runs, counts as missing."""
        self.close()
        connection = connect_reader(self._path)
        try:
            ready = stored_version(connection) > 0
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'product_name'").fetchall()
            self._covered = bool(found)
        except sqlite3.Error as err:
            connection.close()
            raise disk_error(err, self._path) from err
        if ready:
            self._connection, self._identity = connection, identity
        else:
            connection.close()


def _product(row: tuple[Any, ...]) -> Product:
    (
        sku,
        client,
        title,
        category,
        gtins,
        value,
        currency,
        weight_g,
        serialised,
        lot_tracked,
        expiry_tracked,
        returnable,
        hazmat,
        image,
    ) = row
    return Product(
        sku,
        client,
        title,
        category,
        tuple(gtins.split("|")) if gtins else (),
        value,
        currency,
        weight_g,
        serialised == 1,
        lot_tracked == 1,
        expiry_tracked == 1,
        returnable == 1,
        hazmat == 1,
        image,
    )
