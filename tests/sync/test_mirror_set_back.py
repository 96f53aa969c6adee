"""mirror.db does not wait for the disk: a power cut, or a copy made while the bench worked, may set it back behind what the bench folded."""

import shutil

import pytest

from app.store.folding import fold
from app.store.journal import Journal
from tests.sync.benches import BenchHome

pytestmark = pytest.mark.postgres


def folded_keys(bench):
    """Open the bench, fold until nothing is left, and close it; returns the keys."""
    journal = Journal(bench.home.journal, bench_id=bench.bench_id, site=bench.site, mirror=bench.home.mirror)
    keys, more = set(), True
    while more:
        before = journal.folded
        turn = fold(journal, 0)
        keys |= turn.keys
        more = turn.more or journal.folded != before
    journal.close()
    return keys


def record(bench, *keys):
    for key in keys:
        bench.record(key=key)
    bench.sync()
    return set(keys)


@pytest.fixture
def three(tmp_path, central_database):
    benches = tuple(BenchHome(tmp_path / name, name) for name in ("B01", "B02", "B03"))
    for bench in benches:
        bench.join(central_database)
    return benches


def test_what_comes_in_before_the_bench_looks_again_is_folded_all_the_same(three, tmp_path):
    here, second, third = three
    old = record(third, "item:1")
    here.sync()
    shutil.copy(here.home.mirror, tmp_path / "before.db")
    old |= record(second, *(f"item:2{n}" for n in range(4))) | record(third, *(f"item:3{n}" for n in range(4)))
    here.sync()
    assert folded_keys(here) == old

    for name in ("mirror.db-wal", "mirror.db-shm"):
        here.home.mirror.with_name(name).unlink(missing_ok=True)
    shutil.copy(tmp_path / "before.db", here.home.mirror)
    new = record(second, *(f"item:4{n}" for n in range(9))) | record(third, *(f"item:5{n}" for n in range(9)))
    here.sync()  # the agent is there before the window is opened

    assert folded_keys(here) >= new
    assert folded_keys(here) == set()


def test_a_mirror_that_was_not_set_back_is_not_folded_from_its_beginning(three):
    here, second, _ = three
    old = record(second, "item:1", "item:2")
    here.sync()
    assert folded_keys(here) == old
    record(second, "item:3")
    here.sync()
    assert folded_keys(here) == {"item:3"}
