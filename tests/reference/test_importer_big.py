"""A file that is larger than what is kept in memory."""

import tracemalloc

import pytest

from app.domain.check_digits import gs1
from app.reference.importer import import_products
from app.reference.lookup import Lookup
from tests.reference.files import PRODUCT_HEADER

ROWS = 100_000


def row(number):
    payload = f"952{number:09}"
    return f"SKU-{number},{payload}{gs1(payload)},Thing number {number},home,Kide,{number % 900}.50,EUR,{number % 5000},no,no,no,yes,no,\n"


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    path = tmp_path_factory.mktemp("big") / "products.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(PRODUCT_HEADER + "\n")
        file.writelines(row(number) for number in range(ROWS))
    return path


def test_the_memory_for_reading_does_not_grow_with_the_file(big, tmp_path):
    """Python's own memory, counted when a fifth of the file is read and when all of it is."""
    peaks = []

    def measure(progress):
        if progress.phase == "read" and progress.rows >= ROWS // 5 * (len(peaks) + 1):
            peaks.append(tracemalloc.get_traced_memory()[1])

    tracemalloc.start()
    try:
        result = import_products(big, tmp_path / "mirror.db", dry_run=True, progress=measure)
        peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    assert result.added == ROWS
    assert peaks[-1] < 30_000_000
    assert peaks[-1] < peaks[0] * 1.5


def test_every_row_is_found_afterwards_and_the_log_is_given_back(big, tmp_path):
    mirror = tmp_path / "mirror.db"
    reader = Lookup(mirror)
    assert import_products(big, mirror).added == ROWS
    assert reader.counts().products == ROWS
    for number in (0, 1, 4_999, 5_000, ROWS - 1):
        product = reader.product("Kide", f"SKU-{number}")
        assert product is not None
        assert (product,) == reader.products_by_gtin(product.gtins[0])
    again = import_products(big, mirror)
    assert (again.added, again.changed, again.unchanged) == (0, 0, ROWS)
    wal = tmp_path / "mirror.db-wal"
    assert not wal.exists() or wal.stat().st_size == 0


def test_cancelling_stops_within_a_batch_of_rows(big, tmp_path):
    rows = 0

    def note(progress):
        nonlocal rows
        rows = progress.rows

    result = import_products(big, tmp_path / "mirror.db", progress=note, cancelled=lambda: rows >= 20_000)
    assert result.cancelled
    assert 20_000 <= result.read < ROWS
    assert Lookup(tmp_path / "mirror.db").counts().products == 0
