"""Disasters under a connection that stays, as one to a pooler does: every look only asks for what is new, and finds them."""

import shutil

import pytest

from app.sync.faults import DisabledError, ForkError
from tests.sync.benches import central_events

pytestmark = pytest.mark.postgres


class Restore:
    """Takes a server's streams back to where they were, under everybody's open connection."""

    TABLES = ("stream", "event", "series_taken", "ref_head", "ref_change", "ref_row")

    def __init__(self, database):
        self._database = database
        for table in self.TABLES:
            database.psql(f"CREATE TABLE public.old_{table} AS SELECT * FROM dockgrade.{table}")

    def __call__(self):
        for table in self.TABLES:
            self._database.psql(
                f"DELETE FROM dockgrade.{table}; INSERT INTO dockgrade.{table} SELECT * FROM public.old_{table}"
            )


def test_a_restored_server_takes_back_what_the_others_did_and_gets_ours_again(
    connected, bench, other, central_database
):
    restore = Restore(central_database)
    bench.record(2)
    other.record(2)
    other.sync()
    assert connected.round() is None
    assert len(bench.remote()) == 7
    restore()
    assert connected.round() is None
    assert len(bench.remote()) == 5
    assert bench.mirror("SELECT count(*) FROM quarantine") == [(2,)]
    assert [row for row in central_events(central_database) if row[0] == bench.current()] == bench.events()
    other.sync()
    assert connected.round() is None
    assert bench.remote() == other.events()


def test_a_server_restored_to_before_a_bench_joined_takes_back_all_of_it(connected, bench, other, central_database):
    stream = other.current()
    central_database.psql(f"DELETE FROM dockgrade.event WHERE stream_id = '{stream}'")
    central_database.psql(f"DELETE FROM dockgrade.stream WHERE stream_id = '{stream}'")
    assert connected.round() is None
    assert bench.remote() == []
    assert bench.mirror("SELECT count(*) FROM quarantine") == [(5,)]
    other.sync()
    assert connected.round() is None
    assert bench.remote() == other.events()


def test_a_server_that_has_forgotten_our_stream_gets_it_again(connected, bench, central_database):
    stream = bench.current()
    central_database.psql(f"DELETE FROM dockgrade.event WHERE stream_id = '{stream}'")
    central_database.psql(f"DELETE FROM dockgrade.stream WHERE stream_id = '{stream}'")
    assert connected.round() is None
    assert [row for row in central_events(central_database) if row[0] == stream] == bench.events()


@pytest.mark.parametrize("again", [2, 6], ids=["as far as before", "further than before"])
def test_both_restored_and_on_with_other_events(connected, bench, other, central_database, tmp_path, again):
    """The head has the same number as our copy and another hash; or what comes along does not follow on what is here."""
    copy = other.copy_to(tmp_path / "copy")
    restore = Restore(central_database)
    other.record(2)
    other.sync()
    assert connected.round() is None
    restore()
    other.put_back(copy, mirror=True)
    other.record(again)
    other.sync()
    assert connected.round() is None
    assert bench.remote() == other.events()
    assert bench.mirror("SELECT count(*) FROM quarantine") == [(2,)]


def test_a_clone_that_works_is_found(connected, bench, tmp_path):
    clone = bench.copy_to(tmp_path / "clone")
    of_the_clone = clone.record(2)
    assert clone.sync().problem is None
    assert isinstance(connected.round(), ForkError)
    assert bench.mirror("SELECT reason FROM stream_order") == [("restored",)]
    moved = bench.record(1)
    assert bench.obey() == moved
    assert connected.round() is None
    assert {row[2] for row in bench.remote()} >= set(of_the_clone)


def test_what_a_bench_lost_that_was_put_back_comes_back_to_it_at_once(connected, bench, tmp_path):
    copy = bench.copy_to(tmp_path / "copy")
    lost = bench.record(2)
    connected.session.push()
    bench.put_back(copy)
    assert isinstance(connected.round(), ForkError)
    bench.record(1)
    bench.obey()
    assert connected.round() is None
    assert {row[2] for row in bench.remote()} >= set(lost)


def test_a_stream_that_a_clone_has_closed_is_found(connected, bench, tmp_path):
    clone = bench.copy_to(tmp_path / "clone")
    bench.record(1)
    connected.session.push()
    clone.record(1)
    assert clone.sync().problem.code == "fork"
    assert isinstance(connected.round(), ForkError)
    assert bench.mirror("SELECT reason FROM stream_order") == [("clone",)]


def test_a_bench_that_is_disabled_keeps_what_it_has(connected, bench, central_database):
    central_database.psql("UPDATE dockgrade.site_bench SET disabled = true")
    with pytest.raises(DisabledError):
        connected.round()
    assert len(bench.remote()) == 5


@pytest.mark.parametrize("how", ["gone", "put_back"])
def test_a_mirror_that_was_taken_away_between_two_looks_is_filled_again(connected, bench, other, how, tmp_path):
    kept = tmp_path / "old.db"
    connected.mirror.fold(always=True)
    shutil.copy2(bench.home.mirror, kept)
    other.record(3)
    other.sync()
    assert connected.round() is None
    for ending in ("", "-wal", "-shm"):
        bench.home.mirror.with_name(f"mirror.db{ending}").unlink(missing_ok=True)
    if how == "put_back":
        shutil.copy2(kept, bench.home.mirror)
    assert connected.round() is None
    assert connected.round() is None
    assert bench.remote() == other.events()


def test_a_changed_event_on_the_server_is_told_and_not_stored(connected, bench, other, central_database):
    other.record(3)
    other.sync()
    central_database.psql(f"UPDATE dockgrade.event SET body = '{{}}' WHERE seq = 7 AND stream_id = '{other.current()}'")
    for _ in range(2):
        problem = connected.round()
        assert problem is not None
        assert problem.code == "server_damaged"
    assert bench.remote() == other.events()[:6]
