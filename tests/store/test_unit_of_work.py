"""One command, one transaction."""

import sqlite3
from pathlib import Path

import pytest

from app.domain.events import ItemGraded, ItemHeld
from app.domain.item import fold_item
from app.domain.vocabulary import Grade, ItemStatus
from app.errors import KnownError
from app.store.engine import JournalBusyError, connect_reader
from app.store.journal import Journal
from app.store.owner import Ownership
from app.store.verify import verify_journal
from tests.store.journals import Writer


def test_nothing_of_a_command_is_seen_before_its_commit(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "journal.db")
    item = writer.item(writer.parcel())
    reader = connect_reader(tmp_path / "journal.db")
    work = writer.work()
    work.record(f"item:{item}", ItemGraded(item, Grade.A))
    assert reader.execute("SELECT status FROM item").fetchone() == ("identified",)
    assert fold_item(work.history(f"item:{item}")).status is ItemStatus.GRADED
    assert fold_item(writer.journal.history(f"item:{item}")).status is ItemStatus.IDENTIFIED
    work.commit()
    assert reader.execute("SELECT status FROM item").fetchone() == ("graded",)


def test_a_full_disk_leaves_the_record_as_it_was_and_the_next_command_works(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    writer = Writer(path)
    item = writer.item(writer.parcel())
    before = writer.journal.head
    pages = writer.journal.connection.execute("PRAGMA page_count").fetchone()[0]
    writer.journal.connection.execute(f"PRAGMA max_page_count = {pages}")
    fill = [(f"item:{item}", ItemHeld(item, "x" * 3000)) for _ in range(200)]
    with pytest.raises(KnownError, match="full"):
        writer.do(*fill)
    assert not writer.journal.connection.in_transaction
    head = writer.journal.head
    writer.journal.connection.execute("PRAGMA max_page_count = 1000000")
    writer.grade(item)
    assert writer.journal.head.last_seq == head.last_seq + 2
    assert head.last_seq >= before.last_seq
    writer.journal.close()
    assert verify_journal(path).faults == ()


def test_a_locked_journal_is_said_so_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    writer = Writer(path)
    item = writer.item(writer.parcel())
    writer.journal.connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalBusyError, match="another program"):
        writer.grade(item)
    other.execute("ROLLBACK")
    assert fold_item(writer.journal.history(f"item:{item}")).status is ItemStatus.IDENTIFIED
    writer.grade(item)
    writer.journal.close()
    assert verify_journal(path).faults == ()


def test_a_journal_of_a_newer_release_is_refused_by_writers_and_readers(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    Writer(path).journal.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema_version'")
    connection.close()
    with pytest.raises(KnownError, match="newer Dockgrade: expected schema 3 or older, got 99"):
        Journal(path, bench_id="B07", site="TMP1")
    with pytest.raises(KnownError, match="newer Dockgrade"):
        connect_reader(path)


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(b"this is not a database, it is a shopping list" * 100)
    with pytest.raises(KnownError, match="damaged"):
        Journal(path, bench_id="B07", site="TMP1")


def test_a_second_bench_on_the_same_home_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    first = Ownership(tmp_path / "owner.lock")
    with pytest.raises(JournalBusyError, match="already running"):
        Ownership(tmp_path / "owner.lock")
    first.release()
    Ownership(tmp_path / "owner.lock").release()


def test_lpns_never_repeat_and_a_used_up_series_is_followed_by_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    writer = Writer(path)
    parcel = writer.parcel()
    for _ in range(3):
        writer.item(parcel)
    writer.journal.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE stream SET next_counter = 999999")
    connection.close()
    writer = Writer(path)
    writer.item(parcel)
    writer.item(parcel)
    writer.journal.close()
    with sqlite3.connect(path) as connection:
        lpns = [row[0] for row in connection.execute("SELECT lpn FROM item ORDER BY item_id")]
    connection.close()
    assert len(set(lpns)) == 5
    assert lpns[3][5:11] == "999999"
    assert lpns[4][5:11] == "000001"
    assert lpns[4][1:5] != lpns[3][1:5]


def test_an_lpn_of_a_command_that_failed_is_given_out_again_only_because_nobody_saw_it(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "journal.db")
    work = writer.work()
    seen = work.next_lpn()
    assert writer.work().next_lpn() == seen


def test_a_bench_that_was_renamed_starts_a_stream_and_series_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    writer = Writer(path, bench_id="B07")
    item = writer.item(writer.parcel())
    first = writer.journal.head
    writer.journal.close()
    writer = Writer(path, bench_id="B08")
    assert writer.journal.head.stream_id != first.stream_id
    assert writer.journal.head.series != first.series or writer.journal.head.next_counter == 1
    writer.now = writer.now.replace(hour=7)
    writer.grade(item)
    writer.journal.close()
    assert verify_journal(path).faults == ()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT bench_id, status FROM item").fetchone() == ("B07", "graded")
    connection.close()


def test_a_row_that_was_rolled_back_is_not_taken_for_the_stored_one(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    writer = Writer(path)
    item = writer.item(writer.parcel())
    work = writer.work()
    work.record(f"item:{item}", ItemGraded(item, Grade.C))
    work.execute("SELECT * FROM no_such_table", ())  # after the item's row was written
    with pytest.raises(KnownError):
        work.commit()
    assert writer.journal.connection.execute("SELECT status, grade FROM item").fetchone() == ("identified", None)
    work = writer.work()
    work.record(f"item:{item}", ItemGraded(item, Grade.C))
    work.commit()
    assert writer.journal.connection.execute("SELECT status, grade FROM item").fetchone() == ("graded", "C")
    writer.journal.close()
    assert verify_journal(path).faults == ()


def test_of_a_thing_that_the_command_makes_nothing_is_looked_up(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "journal.db")
    asked: list[str] = []
    writer.journal.connection.set_trace_callback(asked.append)
    work = writer.work()
    made = work.begin("item")
    assert work.history(f"item:{made}") == ()
    assert asked == []
    assert writer.journal.history(f"item:{made}") == ()
