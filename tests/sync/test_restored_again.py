"""A journal that was put back from copies again and again, while mirror.db kept its orders."""

import pytest

from tests.sync.benches import central_events

pytestmark = pytest.mark.postgres


def settle(bench):
    """Sync and obey until nothing is left to do; returns the last status."""
    for _ in range(6):
        status = bench.sync()
        bench.obey()
    return status


def test_an_order_that_is_carried_out_again_with_other_events_leads_on(bench, central_database, tmp_path):
    bench.sync()
    five = bench.copy_to(tmp_path / "five")
    wanted = set(bench.record(2))
    seven = bench.copy_to(tmp_path / "seven")
    bench.put_back(five)
    otherwise = bench.copy_to(tmp_path / "otherwise")
    last = set(otherwise.record(3))
    wanted |= set(bench.record(1))
    settle(bench)
    bench.put_back(seven)
    assert settle(bench).problem is None  # the first stream was left for a second
    second = bench.copy_to(tmp_path / "second")
    wanted |= set(bench.record(2))
    settle(bench)
    bench.put_back(second)
    wanted |= set(bench.record(1))
    assert settle(bench).problem is None  # and the second for a third
    bench.put_back(otherwise)
    assert settle(bench).problem is None
    assert bench.sync().unsent == 0
    assert {row[2] for row in central_events(central_database)} >= wanted | last
