"""`verify`: a whole record passes, and any damage is found."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.verify import verify_journal
from tests.store.journals import STEPS, Writer, play

steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 50)), min_size=1, max_size=40)


@given(steps)
@settings(max_examples=40)
def test_projections_always_are_what_the_events_say(tmp_path_factory: pytest.TempPathFactory, choices) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal.db"
    writer = Writer(path)
    play(writer, choices)
    writer.journal.close()
    assert verify_journal(path).faults == ()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "journal.db"
    writer = Writer(path)
    play(
        writer,
        [("parcel", 1), ("tote", 0), ("item", 0), ("grade", 2), ("decide", 3), ("stow", 0), ("item", 1), ("close", 0)],
    )
    writer.journal.close()
    return path


def damaged(whole: Path, tmp_path: Path, statement: str) -> tuple[str, ...]:
    path = tmp_path / "journal.db"
    shutil.copy(whole, path)
    with sqlite3.connect(path) as connection:
        assert connection.execute(statement).rowcount > 0
    connection.close()
    return verify_journal(path).faults


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = replace(body, '\"Pen\"', '\"Pan\"') WHERE kind = 'item_identified'",
        "UPDATE event SET actor = 'Somebody' WHERE seq = 3",
        "UPDATE event SET wall_at = '2020-01-01T00:00:00.000Z' WHERE seq = 2",
        "UPDATE event SET kind = 'item_held' WHERE kind = 'item_graded'",
        "UPDATE event SET hlc = hlc + 1 WHERE seq = 4",
        "UPDATE event SET seen = '[1]' WHERE seq = 4",
        "DELETE FROM event WHERE seq = 3",
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
        "UPDATE event SET hash = zeroblob(32) WHERE seq = 5",
        "UPDATE event SET place = place + 1000 WHERE seq = (SELECT max(seq) FROM event)",
        "UPDATE stream SET number = number + 1",
        "INSERT INTO stream SELECT 'x', bench_id, site, series, 1, 0, zeroblob(32), 0, 0, number FROM stream",
        "INSERT INTO stream SELECT 'x', bench_id, site, series, 1, 0, zeroblob(32), 0, 0, 0 FROM stream",
        "DELETE FROM event",
        "DELETE FROM stream",
    ],
)
def test_a_changed_or_missing_event_is_found(whole: Path, tmp_path: Path, statement: str) -> None:
    assert damaged(whole, tmp_path, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE item SET grade = 'A' WHERE grade IS NOT NULL",
        "UPDATE item SET quantity = quantity + 1",
        "DELETE FROM item",
        "UPDATE parcel SET status = 'open' WHERE status = 'closed'",
        "UPDATE tote SET items = 7",
        "UPDATE parcel_line SET received = 9",
    ],
)
def test_a_projection_that_lies_is_found(whole: Path, tmp_path: Path, statement: str) -> None:
    assert damaged(whole, tmp_path, statement)


def test_every_flipped_byte_inside_an_event_is_found(whole: Path, tmp_path: Path) -> None:
    """SQLite's own integrity check notices none of these."""
    data = bytearray(whole.read_bytes())
    place = data.find(b'"title":"Pen"')
    assert place > 0
    data[place + 10] ^= 0x01
    path = tmp_path / "journal.db"
    path.write_bytes(data)
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert any("changed after it was written" in fault for fault in verify_journal(path).faults)
