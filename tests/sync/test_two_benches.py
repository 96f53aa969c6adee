"""Two benches and a server: what one records, the other has."""

import pytest

from tests.sync.benches import BenchHome, all_local, central_events

pytestmark = [pytest.mark.postgres, pytest.mark.in_shards_too]


@pytest.fixture
def first(tmp_path, central_database):
    bench = BenchHome(tmp_path / "first", "B01")
    bench.record(3)
    bench.join(central_database)
    return bench


@pytest.fixture
def second(tmp_path, central_database):
    bench = BenchHome(tmp_path / "second", "B02")
    bench.join(central_database)
    return bench


def test_both_send_both_fetch_and_all_three_are_equal(first, second, central_database):
    second.record(5, key="item:2", kind="something_of_a_later_release", body='{"future": [1, "\\u0000", "й"]}')
    for bench in (first, second, first, second):
        status = bench.sync()
        assert (status.state, status.unsent, status.problem) == ("in_step", 0, None)
    assert central_events(central_database) == all_local(first, second)
    assert first.remote() == second.events()
    assert second.remote() == first.events()


def test_every_batch_goes_over_and_each_arrival_is_told_once(first, second):
    first.record(2_500, key="item:9")
    assert first.sync().pushed == 2_503
    assert second.sync().pulled == 2_503
    assert second.remote() == first.events()
    arrivals = second.mirror(
        "SELECT e.arrival, c.arrival FROM remote_event AS e LEFT JOIN remote_change AS c USING (arrival)"
    )
    assert sorted(arrivals) == [(n, n) for n in range(1, 2_504)]
    assert second.sync().pulled == 0


def test_an_old_bench_brings_all_its_streams(tmp_path, central_database, second):
    bench = BenchHome(tmp_path / "old", "B08")
    bench.record(4)
    bench.rename("B09")
    bench.record(2)
    bench.join(central_database)
    assert bench.sync().pushed == 6
    second.sync()
    assert second.remote() == bench.events()


def test_a_bench_that_was_renamed_after_joining_needs_a_token_for_its_new_name(first, central_database):
    first.sync()
    first.rename("B77")
    first.record(2)
    status = first.sync()
    assert status.problem is not None
    assert status.problem.code == "not_enrolled"
    assert "B77" in status.problem.title
    first.join(central_database, replaces="B01")
    assert first.sync().problem is None
    assert central_events(central_database) == all_local(first)


def test_an_agent_that_comes_back_sends_only_what_is_new(first):
    assert first.sync().pushed == 3
    first.record(2)
    assert first.sync().pushed == 2
    assert first.sync().pushed == 0


def test_benches_of_another_site_are_not_fetched(first, tmp_path, central_database):
    first.sync()
    other = BenchHome(tmp_path / "other", "B01", "HEL2")
    other.record(1)
    other.join(central_database)
    assert other.sync().pulled == 0
    assert first.sync().pulled == 0


def test_everything_goes_through_pgbouncer_in_transaction_mode(first, second, central_database, pgbouncer, tmp_path):
    from app.sync.central.publish import publish
    from tests.bench.benches import PRODUCTS

    file = tmp_path / "products.csv"
    file.write_text(PRODUCTS, encoding="utf-8")
    publish("products", file, central_database.url)
    for bench in (first, second):
        bench.lead_to(pgbouncer.port)
        bench.record(1_200)
    for bench in (first, second, first, second):
        status = bench.sync()
        assert (status.state, status.unsent, status.problem) == ("in_step", 0, None)
    assert first.remote() == second.events()
    assert second.remote() == first.events()
    assert first.mirror("SELECT count(*) FROM product") == [(8,)]
