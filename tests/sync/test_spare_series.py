"""A bench whose license plate numbers run out goes on with a series that the server gave it in good time."""

from datetime import UTC, datetime

import pytest

from app.domain.lpn import check_lpn
from app.store.journal import Journal
from app.store.lpn_room import LAST_COUNTER, SPARE_BELOW
from app.store.unit_of_work import UnitOfWork
from tests.sync.benches import BenchHome

pytestmark = pytest.mark.postgres


@pytest.fixture
def bench(tmp_path, central_database):
    bench = BenchHome(tmp_path / "bench", "B01")
    bench.record(3)
    bench.join(central_database)
    bench.sync()
    return bench


def at_number(bench, number):
    connection = bench.connect()
    connection.execute("UPDATE stream SET next_counter = ? WHERE current = 1", (number,))
    connection.close()


def series(bench):
    return bench.journal_rows("SELECT series FROM stream WHERE current = 1")[0][0]


def spares(bench):
    return [value for (value,) in bench.mirror("SELECT value FROM sync_state WHERE name LIKE 'spare_series:%'")]


def next_numbers(bench, count):
    """The numbers of the next items, as the bench gives them."""
    journal = Journal(bench.home.journal, bench_id=bench.bench_id, site=bench.site)
    try:
        given = []
        for _ in range(count):
            work = UnitOfWork(journal, actor="", now=datetime.now(UTC))
            given.append(check_lpn(work.next_lpn()))
            work.execute("SELECT 1", ())
            work.commit()
        return [(one.series, one.counter) for one in given]
    finally:
        journal.close()


def test_with_room_left_none_is_fetched(bench):
    at_number(bench, LAST_COUNTER - SPARE_BELOW)
    bench.sync()
    assert spares(bench) == []


def test_one_is_fetched_once_registered_and_used_when_the_old_one_has_no_number_left(bench, central_database):
    old = series(bench)
    at_number(bench, LAST_COUNTER - SPARE_BELOW + 1)
    bench.sync()
    bench.sync()
    (spare,) = spares(bench)
    taken = "SELECT count(*) FROM dockgrade.series_taken"
    assert central_database.psql(taken) == [(2,)]
    assert central_database.psql(f"{taken} WHERE series = '{spare}'") == [(1,)]
    at_number(bench, LAST_COUNTER)
    assert next_numbers(bench, 3) == [(old, LAST_COUNTER), (spare, 1), (spare, 2)]
    assert series(bench) == spare


def test_the_next_one_follows_when_the_spare_itself_runs_out(bench):
    at_number(bench, LAST_COUNTER)
    bench.sync()
    (first,) = spares(bench)
    next_numbers(bench, 2)
    bench.sync()
    assert spares(bench) == [first]
    at_number(bench, LAST_COUNTER)
    bench.sync()
    (second,) = spares(bench)
    assert second != first
    assert next_numbers(bench, 2) == [(first, LAST_COUNTER), (second, 1)]


def test_without_one_a_series_is_drawn_and_never_the_one_that_is_used_up(bench):
    at_number(bench, LAST_COUNTER)
    bench.sync()
    next_numbers(bench, 2)
    used = series(bench)
    at_number(bench, LAST_COUNTER)  # and the server was away since
    (_, (drawn, counter)) = next_numbers(bench, 2)
    assert (drawn != used, counter) == (True, 1)
