"""Where a stream stands after a clean end, and after one that nobody had time for."""

import sqlite3
from pathlib import Path

import pytest

from app.domain.vocabulary import Grade
from app.store.head import load_head
from app.store.verify import verify_journal
from tests.store.journals import Writer


def snapshot(writer: Writer, path: Path) -> Path:
    """The journal as a power cut leaves it: what is committed, and no clean end."""
    kept = sqlite3.connect(path)
    writer.journal.connection.backup(kept)
    kept.close()
    return path


def stored(path: Path) -> tuple[int, int]:
    connection = sqlite3.connect(path)
    row = connection.execute("SELECT last_seq, (SELECT max(seq) FROM event) FROM stream WHERE current = 1").fetchone()
    connection.close()
    return int(row[0]), int(row[1])


def test_after_a_power_cut_the_stream_goes_on_behind_its_last_event(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "journal.db")
    item = writer.item(writer.parcel())
    writer.grade(item, Grade.B)
    head = writer.journal.head
    cut = snapshot(writer, tmp_path / "cut.db")
    said, last = stored(cut)
    assert said < last, "grading gives no number, so that the head was not written"
    again = Writer(cut)
    assert again.journal.head == head
    again.decide(item)
    again.journal.close()
    assert verify_journal(cut).faults == ()


def test_the_clock_of_events_that_the_head_does_not_tell_of_is_not_forgotten(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "journal.db")
    item = writer.item(writer.parcel())
    writer.grade(item, Grade.B)
    last = writer.journal.head.last_hlc
    cut = snapshot(writer, tmp_path / "cut.db")
    again = Writer(cut)
    again.now = again.now.replace(year=2020)  # the computer's battery was empty as well
    again.decide(item)
    assert again.journal.history(f"item:{item}")[-1].hlc > last


def test_a_clean_end_stores_the_head_so_that_a_cut_off_end_of_the_record_is_found(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    writer = Writer(path)
    writer.grade(writer.item(writer.parcel()), Grade.B)
    writer.journal.close()
    said, last = stored(path)
    assert said == last
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM event WHERE seq = ?", (last,))
    connection.close()
    assert any(f"the head says event {last}, the last event is {last - 1}" in f for f in verify_journal(path).faults)


@pytest.mark.parametrize("which", [None, "of nobody"])
def test_a_stream_that_is_not_there_has_no_head(tmp_path: Path, which: str | None) -> None:
    writer = Writer(tmp_path / "journal.db")
    writer.journal.connection.execute("UPDATE stream SET current = 0")
    assert load_head(writer.journal.connection, which) is None


def test_a_start_after_a_power_cut_stores_the_head_so_that_what_is_cut_off_later_is_found(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "journal.db")
    writer.grade(writer.item(writer.parcel()), Grade.B)
    cut = snapshot(writer, tmp_path / "cut.db")
    Writer(cut)
    said, last = stored(cut)
    assert said == last


def test_a_bench_that_is_renamed_after_a_power_cut_leaves_the_whole_of_its_old_stream(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "journal.db")
    writer.grade(writer.item(writer.parcel()), Grade.B)
    last = writer.journal.head
    cut = snapshot(writer, tmp_path / "cut.db")
    renamed = Writer(cut, bench_id="B08")
    old = load_head(renamed.journal.connection, last.stream_id)
    said = renamed.journal.connection.execute(
        "SELECT last_seq FROM stream WHERE stream_id = ?", (last.stream_id,)
    ).fetchone()
    assert (old, said) == (last, (last.last_seq,))
    assert renamed.journal.head.number == last.number + 1
    renamed.journal.close()
    assert verify_journal(cut).faults == ()


def test_closing_takes_nothing_back_that_another_connection_has_written(tmp_path: Path) -> None:
    """Nobody but the owner writes; a license plate number given twice would be the price of a mistake there."""
    path = tmp_path / "journal.db"
    idle, writer = Writer(path), Writer(path)
    writer.item(writer.parcel())
    head = writer.journal.head
    idle.journal.close()
    assert load_head(writer.journal.connection) == head
    assert Writer(path).journal.head.next_counter == head.next_counter


def test_a_full_disk_at_the_end_does_not_keep_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    path = tmp_path / "journal.db"
    writer = Writer(path)
    writer.item(writer.parcel())
    reader = sqlite3.connect(path)
    reader.execute("SELECT count(*) FROM event").fetchone()
    monkeypatch.setattr("app.store.journal.catch_up", full)
    writer.journal.close()
    assert path.with_name("journal.db-wal").stat().st_size == 0
    reader.close()
