"""A CSV file of a million products into an empty mirror, against raw executemany of the same texts into one table.

The floor neither reads nor judges a file and keeps no index: the figure says what reading, checking, comparing and indexing cost.
"""

import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from app.reference.importer import import_products
from benchmarks.goods import FULL, product_names, product_rows, write_csv
from benchmarks.measure import Verdict, in_turn, median_ratio, options

ROUNDS = 2


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("import", quick=quick)
    products = 5_000 if quick else FULL[0]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_csv(folder / "products.csv", product_names(), product_rows(products))
        rows = list(product_rows(products))
        imports, raws = in_turn(ROUNDS, lambda _: _import(folder, products), lambda _: _raw(folder, rows))
    verdict.tell(f"{products} products, import to raw executemany", median_ratio(imports, raws))
    return verdict.exit_code


def _import(folder: Path, products: int) -> int:
    mirror = folder / "mirror.db"
    started = time.perf_counter_ns()
    result = import_products(folder / "products.csv", mirror)
    took = time.perf_counter_ns() - started
    if result.added != products:
        raise ValueError(f"Expected {products} products, got {result.added}.")
    mirror.unlink()
    return took


def _raw(folder: Path, rows: list[tuple[object, ...]]) -> int:
    path = folder / "raw.db"
    names = product_names()
    started = time.perf_counter_ns()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL").fetchone()
    connection.execute(f"CREATE TABLE product ({', '.join(names)})")
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO product VALUES ({', '.join('?' for _ in names)})", rows)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    took = time.perf_counter_ns() - started
    path.unlink()
    return took


if __name__ == "__main__":
    sys.exit(main())
