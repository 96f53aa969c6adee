"""No question about events reads all of them: a bench keeps years of them, and reports are asked for while somebody scans."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.store.handover_queries import open_items, open_parcels
from app.store.head import load_head
from app.store.incident_queries import incidents, refused_scans, shift_notes
from app.store.queries import MOVED
from app.store.report_queries import Scope, shift_marks, snapshot
from app.store.tables import WAITING
from app.sync.journal import JournalReader
from tests.reports.journal import START, Rows

SCOPE = Scope(START - timedelta(days=1), START + timedelta(days=1))
QUESTIONS: dict[str, Callable[[sqlite3.Connection], object]] = {
    "shift marks": lambda connection: shift_marks(connection, "B07"),
    "incidents": lambda connection: list(incidents(connection, SCOPE)),
    "refused scans": lambda connection: refused_scans(connection, SCOPE),
    "notes of shifts": lambda connection: shift_notes(connection, SCOPE),
    "open items": lambda connection: list(open_items(connection, SCOPE)),
    "open parcels": lambda connection: list(open_parcels(connection, SCOPE)),
    "head": load_head,
    "tote": lambda connection: connection.execute(MOVED, ("T-1", 20)).fetchall(),
}


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    rows = Rows()
    rows.parcel()
    for number in range(300):
        rows.event(f"item:i{number}", "item_graded", at=START + timedelta(seconds=number))
    rows.event("bench:B07", "shift_closed", at=START + timedelta(minutes=9), note="")
    rows.event("item:i1", "item_graded", at=START + timedelta(minutes=10))
    return rows.write(tmp_path / "journal.db")


def readings_of_all(connection: sqlite3.Connection, asked: list[str]) -> list[str]:
    """Steps of the plans that go through every event."""
    tables = ("event", " e", " x", " r")
    found = []
    for statement in asked:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
                name = step.removeprefix("SCAN").split(" USING ")[0]
                if "AUTOMATIC" in step or (step.startswith("SCAN") and "INDEX" not in step and name in tables):
                    found.append(step)
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_looks_only_at_the_events_that_it_is_about(question: str, journal: Path) -> None:
    with snapshot(journal) as connection:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        QUESTIONS[question](connection)
        connection.set_trace_callback(None)
        assert asked
        assert readings_of_all(connection, asked) == []


def test_the_agent_finds_its_place_without_reading_what_lies_before(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = JournalReader(journal)
    (stream,) = reader.streams()
    asked: list[str] = []
    connection = reader._connection
    assert connection is not None
    connection.set_trace_callback(asked.append)
    reader.streams()
    assert len(reader.batch(stream.stream_id, 10, 5, 1 << 20)) == 5
    assert [seq for seq, _ in reader.hashes(stream.stream_id, 300, 9)] == [301, 302]
    reader.hash_at(stream.stream_id, 7)
    connection.set_trace_callback(None)
    assert len(asked) == 4
    assert readings_of_all(connection, asked) == []
    reader.close()


def test_what_waits_for_a_decision_is_found_without_reading_all_items(journal: Path) -> None:
    with snapshot(journal) as connection:
        plan = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {WAITING}")]
    assert not [step for step in plan if step.startswith("SCAN") and "INDEX" not in step and "UNION" not in step], plan
    assert sum("item_to_clear" in step for step in plan) == 1
    assert not [step for step in plan if "parcel_by_status" in step], (
        "it goes through every parcel that was ever closed"
    )
