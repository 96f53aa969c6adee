"""A journal that the server shows to be a copy goes on in another stream; nothing is lost and nothing is there twice."""

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.conflicts import conflicts
from app.domain.vocabulary import Grade
from app.errors import KnownError
from app.store.head import load_head
from app.store.ids import new_id
from app.store.rehome import carry_out_orders
from app.store.verify import verify_journal
from tests.store.journals import STEPS, Writer, play
from tests.store.sites import SiteBench, site

TABLES = ("parcel", "parcel_line", "merged", "item", "tote")


def facts(bench: Writer) -> list[tuple[object, ...]]:
    return bench.journal.connection.execute(
        "SELECT event_id, item_key, kind, hlc, wall_at, actor, command_id, body FROM event ORDER BY event_id"
    ).fetchall()


def clone(bench: SiteBench, folder: Path) -> SiteBench:
    """A second machine that was set up from a copy of the first one's disk."""
    bench.journal.close()
    bench.mirror.close()
    shutil.copytree(bench.folder, folder)
    bench.__init__(bench.folder, bench.bench_id)
    return SiteBench(folder, bench.bench_id)


def ordered(bench: SiteBench, common: int, reason: str = "fork") -> str:
    new = new_id()
    bench.mirror.order(new, bench.journal.head.stream_id, common, reason, series="9XYZ")
    carry_out_orders(bench.journal, bench.folder / "mirror.db")
    return new


def close(*benches: SiteBench) -> None:
    for bench in benches:
        bench.close()
        assert verify_journal(bench.folder / "journal.db").faults == ()


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 50)), min_size=2, max_size=25), st.integers(0, 60))
@settings(max_examples=25, deadline=None)
def test_moving_loses_nothing_and_doubles_nothing(tmp_path_factory: pytest.TempPathFactory, choices, common) -> None:
    (bench,) = site(tmp_path_factory.mktemp("site"), "B07")
    play(bench, choices)
    before, rows = facts(bench), {table: bench.rows(table) for table in TABLES}
    old, last = bench.journal.head.stream_id, bench.journal.head.last_seq
    common = min(common, last)
    new = ordered(bench, common)
    assert facts(bench) == before
    assert {table: bench.rows(table) for table in TABLES} == rows
    assert bench.one("SELECT count(*) FROM event WHERE stream_id = ?", old) == common
    assert bench.one("SELECT count(*) FROM event WHERE stream_id = ?", new) == last - common
    assert bench.one("SELECT count(*) FROM orphan_event") == last - common
    assert bench.journal.head.stream_id == new
    bench.item(bench.parcel())
    assert bench.one("SELECT count(*) FROM item WHERE lpn LIKE 'R9XYZ%'") == 1
    close(bench)


def test_an_order_is_carried_out_once_and_survives_a_start(tmp_path: Path) -> None:
    (bench,) = site(tmp_path, "B07")
    bench.item(bench.parcel())
    new = ordered(bench, 1)
    assert carry_out_orders(bench.journal, bench.folder / "mirror.db") == ()
    close(bench)
    again = SiteBench(bench.folder, "B07")
    assert again.journal.head.stream_id == new
    assert again.journal.head.series == "9XYZ"
    assert carry_out_orders(again.journal, bench.folder / "mirror.db") == ()
    close(again)


def test_what_moved_still_knows_what_it_had_followed(tmp_path: Path) -> None:
    """The common part of the old stream and the new stream are one line of work: no conflict with oneself."""
    here, there = site(tmp_path, "B07", "B08")
    item = here.item(here.parcel())
    here.grade(item, Grade.A)
    common = here.journal.head.last_seq
    here.grade(item, Grade.C)
    here.decide(item)
    ordered(here, common)
    here.hear(there)
    assert conflicts(here.journal.history(f"item:{item}")) == ()
    there.hear(here)
    assert conflicts(there.journal.history(f"item:{item}")) == ()
    there.decide(item)
    here.hear(there)
    assert conflicts(here.journal.history(f"item:{item}")) == ()
    close(here, there)


def test_two_clones_that_both_worked_are_seen_as_two_benches_that_raced(tmp_path: Path) -> None:
    first, other = site(tmp_path, "B07", "B08")
    item = first.item(first.parcel())
    common = first.journal.head.last_seq
    second = clone(first, tmp_path / "clone")
    second.now += timedelta(seconds=30)
    first.grade(item, Grade.A)
    second.grade(item, Grade.D)
    ordered(second, common, "clone")
    second.mirror.put([row for row in first.events()[first.journal.head.stream_id] if row[1] > common], "B07")
    second.fold()
    first.hear(second)
    other.hear(first)
    other.hear(second)
    for bench in (first, second, other):
        (conflict,) = conflicts(bench.journal.history(f"item:{item}"))
        assert {conflict.first.event.grade, conflict.second.event.grade} == {Grade.A, Grade.D}
    assert first.rows("item") == second.rows("item") == other.rows("item")
    close(first, second, other)


def test_a_bench_restored_from_a_copy_gets_back_what_it_had_sent(tmp_path: Path) -> None:
    bench, other = site(tmp_path, "B07", "B08")
    item = bench.item(bench.parcel())
    stream, copied = bench.journal.head.stream_id, bench.journal.head.last_seq
    old = clone(bench, tmp_path / "restored")
    bench.grade(item)
    bench.decide(item)
    sent = bench.events()[stream]
    rows = bench.rows("item")
    ordered(old, copied, "restored")
    old.mirror.put([row for row in sent if row[1] > copied], "B07")
    old.fold()
    assert old.rows("item") == rows
    old.item(str(old.one("SELECT parcel_id FROM parcel")))
    assert old.one("SELECT count(DISTINCT lpn) FROM item") == 2
    close(bench, other, old)


def test_a_fact_that_came_back_from_the_server_too_counts_once(tmp_path: Path) -> None:
    (bench,) = site(tmp_path, "B07")
    item = bench.item(bench.parcel())
    bench.grade(item)
    bench.mirror.put(next(iter(bench.events().values())), "B07")
    before = bench.rows("item")
    bench.fold()
    assert bench.rows("item") == before
    assert len(bench.journal.history(f"item:{item}")) == 3
    close(bench)


def test_a_series_that_another_bench_has_is_left_and_noted(tmp_path: Path) -> None:
    (bench,) = site(tmp_path, "B07")
    bench.item(bench.parcel())
    stream, series = bench.journal.head.stream_id, bench.journal.head.series
    bench.mirror.order(stream, stream, 2, "series_clash", series="7K3Q", clashing=series)
    (done,) = carry_out_orders(bench.journal, bench.folder / "mirror.db")
    assert (done.order.reason, done.moved) == ("series_clash", 0)
    assert carry_out_orders(bench.journal, bench.folder / "mirror.db") == ()
    bench.item(bench.parcel())
    assert bench.one("SELECT count(*) FROM item WHERE lpn LIKE 'R7K3Q000001_'") == 1
    assert bench.journal.meta(f"clash:{series}") == stream
    close(bench)


def test_an_order_about_a_stream_that_is_not_here_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    (bench,) = site(tmp_path, "B07")
    bench.item(bench.parcel())
    before = list(bench.journal.connection.iterdump())
    bench.mirror.order(new_id(), new_id(), 0)
    with pytest.raises(KnownError, match="not in this journal"):
        carry_out_orders(bench.journal, bench.folder / "mirror.db")
    assert list(bench.journal.connection.iterdump()) == before
    bench.grade(str(bench.one("SELECT item_id FROM item")))
    close(bench)


def test_verify_notices_a_moved_event_that_is_missing(tmp_path: Path) -> None:
    (bench,) = site(tmp_path, "B07")
    bench.item(bench.parcel())
    ordered(bench, 0)
    bench.journal.connection.execute("DELETE FROM event WHERE seq = 2")
    bench.close()
    assert any("moved to another stream" in fault for fault in verify_journal(bench.folder / "journal.db").faults)


def test_a_fact_that_moved_and_is_in_the_old_stream_on_the_server_too_counts_once(tmp_path: Path) -> None:
    """Bench and server were both restored, and the server's copy turned out to have more than its head had said."""
    (bench,) = site(tmp_path, "B07")
    item = bench.item(bench.parcel())
    bench.grade(item)
    old = next(iter(bench.events().values()))
    before = bench.rows("item")
    ordered(bench, 2)
    bench.mirror.put(old, "B07")
    bench.fold()
    history = bench.journal.history(f"item:{item}")
    assert len({record.event_id for record in history}) == len(history) == 3
    assert bench.rows("item") == before
    close(bench)


def test_a_disk_that_fails_after_the_move_leaves_no_old_head_to_go_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bench,) = site(tmp_path / "site", "B07")
    bench.grade(bench.item(bench.parcel()), Grade.B)
    again = bench.journal.load_streams
    calls = []

    def failing() -> None:
        calls.append(1)
        if len(calls) == 2:
            raise sqlite3.OperationalError("disk I/O error")
        again()

    monkeypatch.setattr(bench.journal, "load_streams", failing)
    with pytest.raises(sqlite3.OperationalError):
        ordered(bench, 2)
    monkeypatch.undo()
    assert bench.journal.head == load_head(bench.journal.connection)
    close(bench)
