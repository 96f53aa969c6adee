"""A journal of an earlier schema is brought up to date, whole or not at all."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.item import fold_item
from app.domain.vocabulary import ItemStatus
from app.errors import KnownError
from app.store.engine import connect_reader
from app.store.journal import Journal
from app.store.tables import SCHEMA_VERSION
from app.store.verify import verify_journal
from tests.store.journals import Writer

RELEASES = Path(__file__).parent


@pytest.fixture(params=[1, 2])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A journal of the schema that the test names, or of each earlier one."""
    path = tmp_path / "journal.db"
    connection = sqlite3.connect(path)
    connection.executescript((RELEASES / f"journal_v{request.param}.sql").read_text(encoding="utf-8"))
    connection.close()
    return path


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def opened(path: Path) -> Journal:
    return Journal(path, bench_id="B08", site="TMP1")


def shape(path: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for kind, name, sql in rows(path, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"):
        if kind == "table":
            found[str(name)] = [row[1:] for row in rows(path, f"PRAGMA table_info('{name}')")]
        else:
            columns = [row[2] for row in rows(path, f"PRAGMA index_info('{name}')")]
            where = str(sql).partition(" WHERE ")[2]
            found[str(name)] = (columns, where, "UNIQUE" in str(sql))
    return found


def test_an_old_journal_becomes_what_a_new_one_is(old: Path, tmp_path: Path) -> None:
    opened(old).close()
    fresh = tmp_path / "fresh" / "journal.db"
    opened(fresh).close()
    assert shape(old) == shape(fresh)
    assert rows(old, "SELECT value FROM meta WHERE name = 'schema_version'") == [(str(SCHEMA_VERSION),)]


def test_nothing_of_the_record_is_lost_and_it_verifies(old: Path) -> None:
    wanted = "SELECT seq, kind, item_key, wall_at, actor, command_id, hlc FROM event ORDER BY hlc"
    before = rows(old, wanted)
    items = rows(old, "SELECT item_id, lpn, status, tote, quantity FROM item ORDER BY 1")
    opened(old).close()
    assert rows(old, wanted) == before
    assert rows(old, "SELECT item_id, lpn, status, tote, quantity FROM item ORDER BY 1") == items
    verdict = verify_journal(old)
    assert verdict.faults == ()
    assert dict(verdict.rows)["item"] == len(items)


def test_every_stream_keeps_its_events_together_in_their_order(old: Path) -> None:
    opened(old).close()
    assert len(rows(old, "SELECT DISTINCT stream_id FROM event")) == 2
    assert rows(old, "SELECT place FROM event ORDER BY place") == rows(
        old, "SELECT (s.number << 40) + e.seq FROM event e JOIN stream s USING (stream_id) ORDER BY s.rowid, e.seq"
    )


def test_every_id_is_spelt_as_the_central_server_spells_it_and_still_named_where_it_was(old: Path) -> None:
    opened(old).close()
    for stream_id, event_id in rows(old, "SELECT stream_id, event_id FROM event"):
        assert (stream_id, event_id) == (str(UUID(str(stream_id))), str(UUID(str(event_id))))
    reversals = rows(
        old,
        "SELECT (SELECT count(*) FROM event t WHERE t.event_id = json_extract(e.body, '$.event_id')) FROM event e"
        " WHERE e.kind = 'event_reversed'",
    )
    assert reversals
    assert set(reversals) == {(1,)}
    turns = rows(old, "SELECT i.tote_turn = t.turn FROM item i JOIN tote t ON t.code = i.tote WHERE i.tote_turn <> ''")
    assert turns
    assert set(turns) == {(1,)}


def test_work_goes_on_in_it(old: Path) -> None:
    opened(old).close()
    writer = Writer(old, bench_id="B08")
    writer.now = writer.now.replace(hour=12)
    item = str(rows(old, "SELECT item_id FROM item WHERE status = 'graded' AND bench_id = 'B08'")[0][0])
    writer.decide(item)
    assert fold_item(writer.journal.history(f"item:{item}")).status is ItemStatus.DECIDED
    writer.journal.close()
    assert verify_journal(old).faults == ()


def test_a_copy_is_kept_and_an_earlier_copy_is_never_written_over(old: Path) -> None:
    first = old.with_name("journal-before-v3.db")
    first.write_text("an earlier copy", encoding="utf-8")
    before = rows(old, "SELECT hash FROM event ORDER BY hlc")
    opened(old).close()
    assert first.read_text(encoding="utf-8") == "an earlier copy"
    assert rows(old.with_name("journal-before-v3-2.db"), "SELECT hash FROM event ORDER BY hlc") == before


def test_what_a_power_cut_left_of_a_copy_is_not_taken_for_one(old: Path) -> None:
    half = old.with_name("journal-before-v3.db.part")
    half.write_text("half a copy", encoding="utf-8")
    before = rows(old, "SELECT hash FROM event ORDER BY hlc")
    opened(old).close()
    assert not half.exists()
    assert rows(old.with_name("journal-before-v3.db"), "SELECT hash FROM event ORDER BY hlc") == before


@pytest.mark.parametrize(
    ("old", "damage"),
    [
        (1, "UPDATE event SET actor = 'Somebody' WHERE seq = 3"),
        (1, "DROP TABLE parcel_line"),
        (1, "CREATE TABLE orphan_event (x)"),
        (2, "DELETE FROM stream WHERE current = 0"),
        (2, "DROP INDEX event_reported"),
    ],
    indirect=["old"],
)
def test_a_journal_that_cannot_be_brought_up_to_date_is_left_as_it_was(old: Path, damage: str) -> None:
    connection = sqlite3.connect(old)
    connection.execute(damage)
    connection.commit()
    before = list(connection.iterdump())
    connection.close()
    with pytest.raises(Exception, match=r"damaged|parcel_line|orphan_event|event_reported"):
        opened(old)
    connection = sqlite3.connect(old)
    assert list(connection.iterdump()) == before
    connection.close()


def test_a_reader_says_that_the_bench_has_to_be_started_first(old: Path) -> None:
    with pytest.raises(KnownError, match="older Dockgrade") as caught:
        connect_reader(old)
    assert "Start the bench once" in caught.value.next_step
    opened(old).close()
    connect_reader(old).close()


def test_alembic_is_imported_for_an_old_journal_alone(old: Path) -> None:
    code = """
import sys
from pathlib import Path
from app.store.journal import Journal
Journal(Path(sys.argv[1]), bench_id="B08", site="TMP1").close()
assert ("alembic" in sys.modules) is (sys.argv[2] == "old")
"""
    for which in ("old", "new"):
        subprocess.run([sys.executable, "-c", code, str(old), which], check=True)
