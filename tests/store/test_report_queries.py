from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.vocabulary import Disposition, Route
from app.errors import BugError, KnownError
from app.store.handover_queries import open_items, open_parcels, work_done
from app.store.incident_queries import incidents, refused_scans, shift_notes
from app.store.report_queries import (
    Bench,
    Scope,
    ShiftMarks,
    benches,
    decided_items,
    decided_totals,
    shift_marks,
    snapshot,
    stamp,
)
from tests.reports.journal import START, Rows
from tests.store.sites import site

EVER = Scope(START - timedelta(days=1), START + timedelta(days=1))


def test_a_moment_is_written_as_the_journal_stores_it():
    assert stamp(datetime(2025, 11, 20, 6, 0, 0, 7999, tzinfo=UTC)) == "2025-11-20T06:00:00.007Z"


def test_items_come_by_route_disposition_and_time(tmp_path):
    rows = Rows()
    rows.parcel()
    for number, disposition in enumerate(reversed(Disposition)):
        for minute in (5, 3):
            rows.item(
                disposition=disposition.value, decided_at=stamp(START + timedelta(minutes=minute)), quantity=number + 1
            )
    with snapshot(rows.write(tmp_path / "journal.db")) as connection:
        found = list(decided_items(connection, EVER))
    dispositions = [item.disposition for item in found]
    assert dispositions == [disposition.value for disposition in Disposition for _ in range(2)]
    assert list(dict.fromkeys(item.route for item in found)) == [route.value for route in Route]
    assert all(first.decided_at < second.decided_at for first, second in zip(found[::2], found[1::2], strict=True))


def test_rows_stream_while_the_query_is_open(tmp_path):
    rows = Rows()
    rows.parcel()
    for _ in range(3):
        rows.item()
    with snapshot(rows.write(tmp_path / "journal.db")) as connection:
        items = decided_items(connection, EVER)
        assert next(items).lpn == "R7K2M000001X"
    with pytest.raises(Exception, match="closed"):
        next(items)


def test_a_parcel_without_a_label_is_called_by_its_tracking_or_shipping_number(tmp_path):
    rows = Rows()
    for key, values in {
        "p1": {"label": "L"},
        "p2": {"label": "", "tracking": "T", "sscc": "S"},
        "p3": {"label": "", "sscc": "S"},
        "p4": {"label": ""},
    }.items():
        rows.parcel(key, **values)
        rows.item(parcel_id=key)
    rows.item(parcel_id="of another bench")
    with snapshot(rows.write(tmp_path / "journal.db")) as connection:
        assert [item.parcel for item in decided_items(connection, EVER)] == ["L", "T", "S", "", ""]


def test_benches_are_all_whose_work_the_journal_holds(tmp_path):
    rows = Rows()
    rows.tables["stream"].append(rows.stream("s0", "B01", "OSL2"))
    with snapshot(rows.write(tmp_path / "journal.db")) as connection:
        assert benches(connection) == (Bench("OSL2", "B01"), Bench("TMP1", "B07"))


@pytest.mark.parametrize(
    ("closed", "worked", "expected"),
    [
        ([], 5, (None, None, False)),
        ([10], 5, (10, None, False)),
        ([10, 20], 5, (20, 10, False)),
        ([10, 20, 30], 35, (30, 20, True)),
    ],
)
def test_shift_marks_are_the_last_two_ends_and_whether_work_went_on(tmp_path, closed, worked, expected):
    rows = Rows()
    for minute in closed:
        rows.event("bench:B07", "shift_closed", START + timedelta(minutes=minute), counts=[], note="")
    rows.event("item:i1", "item_graded", START + timedelta(minutes=worked), item_id="i1")
    rows.event("bench:B07", "signed_in", START + timedelta(minutes=99), name="Anna", role="lead")
    last, before, worked_since = expected
    ends = [None if minute is None else stamp(START + timedelta(minutes=minute)) for minute in (last, before)]
    with snapshot(rows.write(tmp_path / "journal.db")) as connection:
        assert shift_marks(connection, None) == ShiftMarks(*ends, worked_since)
        assert shift_marks(connection, "B07") == ShiftMarks(*ends, worked_since)
        assert shift_marks(connection, "B99") == ShiftMarks(None, None, worked_since=False)


def test_reports_find_their_events_by_an_index(tmp_path):
    rows = Rows()
    rows.event("bench:B07", "shift_closed", START, counts=[], note="")
    ran: list[str] = []
    with snapshot(rows.write(tmp_path / "journal.db")) as connection:
        connection.set_trace_callback(ran.append)
        shift_marks(connection, "B07")
        list(incidents(connection, EVER))
        refused_scans(connection, EVER)
        shift_notes(connection, EVER)
        connection.set_trace_callback(None)
        plans = [row[3] for sql in ran for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert len(ran) == 5
    assert [plan for plan in plans if plan.startswith(("SCAN e", "SCAN x", "SCAN r"))] == []
    assert sum("INDEX event_reported" in plan for plan in plans) == 5


def test_a_statement_that_the_journal_cannot_answer_is_told_in_words(tmp_path):
    journal = Rows().write(tmp_path / "journal.db")
    with pytest.raises(KnownError, match="could not be used"), snapshot(journal) as connection:
        connection.execute("SELECT * FROM nothing_of_the_kind")
    with pytest.raises(BugError), snapshot(journal) as connection:
        connection.execute("SELECT ?", ())


def test_a_snapshot_cannot_write(tmp_path):
    journal = Rows().write(tmp_path / "journal.db")
    with pytest.raises(KnownError, match="read-only"), snapshot(journal) as connection:
        connection.execute("DELETE FROM item")


def test_a_report_of_a_bench_tells_nothing_of_what_other_benches_took_in(tmp_path: Path) -> None:
    here, there = site(tmp_path, "B07", "B08")
    for bench in (here, there):
        item = bench.item(bench.parcel())
        bench.grade(item)
        bench.decide(item)
        bench.item(bench.parcel())
    here.hear(there)
    since = datetime(2026, 10, 1, tzinfo=UTC)
    ever = Scope(since, since + timedelta(days=90))
    with snapshot(here.folder / "journal.db") as journal:
        assert {item.bench_id for item in decided_items(journal, ever)} == {"B07"}
        assert decided_totals(journal, ever).items == 1
        assert work_done(journal, ever).parcels_received == 2
        assert len(list(open_parcels(journal, ever))) == 2
        assert len(list(open_items(journal, ever))) == 1
    for bench in (here, there):
        bench.close()
