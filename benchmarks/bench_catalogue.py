"""A catalogue from the central database into an empty mirror, against raw sqlite3 executemany of the same rows into the same tables.

The rows come from a real PostgreSQL server on this machine, as a new bench gets them: the time runs from the question to the folded
file. The floor gets finished tuples out of memory, piece by piece, and its indices are made afterwards as well; what that costs
without any index is told beside it. `--products` gives the size: 10000000 is what a large site has, and takes a quarter of an hour.
"""

import argparse
import contextlib
import itertools
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from app.reference.file_kinds import PRODUCTS
from app.reference.mirror import connect_writer
from app.reference.rows import product_preparer
from app.sync.catalogue import CatalogueTable
from app.sync.feeds import Feeds, feed_heads
from app.sync.mirror import Mirror
from app.sync.server import connect
from benchmarks.goods import QUICK, product_rows
from benchmarks.measure import Verdict, median_ratio

PRODUCTS_BY_DEFAULT = 1_000_000
ROUNDS = 2
LIMIT = 0.6
_PIECE = 100_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes: its figures mean nothing")
    parser.add_argument("--products", type=int, default=None, help=f"how many; {PRODUCTS_BY_DEFAULT} if not told")
    asked = parser.parse_args()
    verdict = Verdict("catalogue", quick=asked.quick)
    products = asked.products or (QUICK[0] if asked.quick else PRODUCTS_BY_DEFAULT)
    rounds = 1 if asked.quick or products > 2_000_000 else ROUNDS
    with central_server() as url, tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _publish(url, products)
        loads, raws, bares = [], [], []
        for number in range(rounds):
            jobs: list[Callable[[], None]] = [
                lambda: loads.append(_load(url, folder, products)),
                lambda: raws.append(_raw(folder, products, indices=True)),
            ]
            for job in jobs if number % 2 == 0 else reversed(jobs):
                job()
            bares.append(_raw(folder, products, indices=False))
    verdict.at_least(f"{products} products, raw executemany to load", median_ratio(raws, loads), LIMIT)
    verdict.tell("the same with a floor that makes no index", median_ratio(bares, loads))
    verdict.tell("products loaded in a second", products / (min(loads) / 1e9), "products")
    return verdict.exit_code


@contextlib.contextmanager
def central_server() -> Iterator[str]:
    """A PostgreSQL server of our own with the central schema; its superuser's address."""
    from app.sync.central.schema import init
    from tests.postgres import Postgres, wheel_binaries

    server = Postgres(wheel_binaries())
    try:
        server.start()
        server.psql("CREATE DATABASE returns")
        url = server.url(database="returns")
        init(url)
        yield url
    finally:
        server.remove()


def _prepared(products: int) -> Iterator[tuple[object, ...]]:
    """Rows of the table `product`, as the import of a file makes them."""
    prepare = product_preparer(None)
    for number, row in enumerate(product_rows(products)):
        yield prepare(number, tuple(map(str, row)))[1:]


def _publish(url: str, products: int) -> None:
    import psycopg

    encode = msgspec.json.encode
    with psycopg.connect(url) as connection:
        with connection.cursor().copy("COPY dockgrade.ref_row (feed, key, row_version, body) FROM STDIN") as copy:
            for version, row in enumerate(_prepared(products), start=1):
                copy.write_row(("products", encode((row[1], row[0])).decode(), version, encode(row).decode()))
        connection.execute("INSERT INTO dockgrade.ref_head VALUES ('products', %s)", (products,))


def _load(url: str, folder: Path, products: int) -> int:
    path = folder / "mirror.db"
    mirror = Mirror(path)
    server = connect(url, None)
    started = time.perf_counter_ns()
    written = Feeds(mirror, another=lambda: connect(url, None)).follow(server, feed_heads(server))
    took = time.perf_counter_ns() - started
    server.close()
    mirror.close()
    if written != products:
        raise ValueError(f"Expected {products} products, got {written}.")
    path.unlink()
    return took


def _raw(folder: Path, products: int, *, indices: bool) -> int:
    """Only what SQLite does is timed, not how the tuples come about."""
    path = folder / "raw.db"
    connection = connect_writer(path)
    table = CatalogueTable(connection, PRODUCTS)
    table.empty()
    connection.execute("COMMIT")
    marks = ", ".join("?" for _ in PRODUCTS.fields)
    insert = f"INSERT INTO product ({', '.join(PRODUCTS.fields)}) VALUES ({marks})"
    rows, took = _prepared(products), 0
    started = time.perf_counter_ns()
    connection.execute("BEGIN")
    took += time.perf_counter_ns() - started
    while piece := list(itertools.islice(rows, _PIECE)):
        started = time.perf_counter_ns()
        connection.executemany(insert, piece)
        took += time.perf_counter_ns() - started
    started = time.perf_counter_ns()
    if indices:
        table.finish()
    _end(connection)
    took += time.perf_counter_ns() - started
    path.unlink()
    return took


def _end(connection: sqlite3.Connection) -> None:
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
