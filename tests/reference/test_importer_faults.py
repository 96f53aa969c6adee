"""The disk and the other programs are against us: each fault has its own words, and leaves the old state."""

import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from app.errors import BugError, KnownError
from app.reference import mirror as mirror_module
from app.reference.importer import import_products
from app.reference.lookup import Lookup
from app.reference.mirror import MirrorBusyError, connect_reader, connect_writer, disk_error
from tests.reference.files import LAMP, MUG, dump, write

ROOT = Path(__file__).parents[2]


@pytest.fixture
def mirror(tmp_path):
    path = tmp_path / "mirror.db"
    import_products(write(tmp_path, MUG), path)
    return path


def refused(tmp_path, mirror, *, kind=KnownError):
    before = mirror.read_bytes()
    with pytest.raises(kind) as caught:
        import_products(write(tmp_path, LAMP), mirror)
    assert mirror.read_bytes() == before
    return caught.value


def test_a_second_import_at_the_same_time_is_refused(tmp_path, mirror, monkeypatch):
    monkeypatch.setattr(mirror_module, "BUSY_TIMEOUT_S", 0.05)
    other = connect_writer(mirror)
    try:
        error = refused(tmp_path, mirror, kind=MirrorBusyError)
    finally:
        other.close()
    assert error.title == f"{mirror} is being written by another import or by the sync agent."
    assert error.next_step.startswith("Wait until that has ended")


def test_readers_see_the_old_state_until_an_import_is_done(tmp_path, mirror):
    lookup = Lookup(mirror)
    states = []

    def look(progress):
        states.append((progress.phase, lookup.product("Kide", "LAMP-1")))

    import_products(write(tmp_path, LAMP), mirror, progress=look)
    assert {phase for phase, _ in states} >= {"read", "compare", "store"} - {"read"}
    assert all(product is None for _, product in states)
    assert lookup.product("Kide", "LAMP-1") is not None


def test_a_newer_schema_is_left_alone(tmp_path, mirror):
    connection = sqlite3.connect(mirror)
    connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema_version'")
    connection.commit()
    connection.close()
    error = refused(tmp_path, mirror)
    assert error.title.endswith("written by a newer Dockgrade: expected schema 2 or older, got 99.")
    with pytest.raises(KnownError, match="newer Dockgrade"):
        Lookup(mirror).product("Kide", "MUG-1")


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    mirror = tmp_path / "mirror.db"
    mirror.write_bytes(b"this is a shopping list, not a database\n" * 100)
    error = refused(tmp_path, mirror)
    assert "is damaged" in error.title
    assert "import the products and returns again" in error.next_step
    with pytest.raises(KnownError, match="is damaged"):
        Lookup(mirror).product("Kide", "MUG-1")


def test_a_folder_in_its_place_cannot_be_opened(tmp_path):
    (tmp_path / "mirror.db").mkdir()
    with pytest.raises(KnownError, match="cannot be opened"):
        import_products(write(tmp_path, LAMP), tmp_path / "mirror.db")


def test_a_file_where_the_home_should_be(tmp_path):
    path = write(tmp_path, LAMP)
    with pytest.raises(KnownError, match="cannot be made"):
        import_products(path, path / "mirror.db")


class _Limited(sqlite3.Connection):
    """A connection to a disk that has no room left."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.execute("PRAGMA max_page_count = 60")


def test_a_full_disk_is_said_and_nothing_is_half_done(tmp_path, mirror, monkeypatch):
    path = write(tmp_path, *(LAMP.replace("LAMP-1", f"LAMP-{number}") for number in range(20_000)))
    before = dump(mirror)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **kwargs: connect(*args, factory=_Limited, **kwargs))
    with pytest.raises(KnownError) as caught:
        import_products(path, mirror)
    assert caught.value.title.startswith("The disk is full")
    assert "Free some space" in caught.value.next_step
    monkeypatch.undo()
    assert dump(mirror) == before


def test_a_read_only_file_is_said(tmp_path, mirror, monkeypatch):
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda path, **kwargs: connect(f"{path.as_uri()}?mode=ro", uri=True, **kwargs)
    )
    error = refused(tmp_path, mirror)
    assert error.title == f"{mirror} is read-only."
    assert "right to write" in error.next_step


def test_faults_of_the_program_itself_are_no_faults_of_the_disk(mirror):
    connection = connect_reader(mirror)
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("SELECT nonsense FROM product")
    connection.close()
    with pytest.raises(BugError, match="no such column"):
        disk_error(caught.value, mirror)


@pytest.mark.parametrize("phase", ["read", "compare", "store"])
def test_killed_in_any_phase_the_old_state_stands_and_the_next_import_works(tmp_path, mirror, phase):
    path = write(tmp_path, *(LAMP.replace("LAMP-1", f"LAMP-{number}") for number in range(30_000)))
    before = dump(mirror)
    program = f"""
        import os, signal
        from pathlib import Path
        from app.reference.importer import import_products

        def die(progress):
            if progress.phase == {phase!r}:
                os.kill(os.getpid(), signal.SIGKILL)

        import_products(Path({str(path)!r}), Path({str(mirror)!r}), progress=die)
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert dump(mirror) == before
    assert Lookup(mirror).product("Kide", "MUG-1") is not None
    assert import_products(path, mirror).added == 30_000


def test_a_mirror_of_the_first_release_gets_the_tables_of_the_agent_and_keeps_its_rows(tmp_path, mirror):
    connection = sqlite3.connect(mirror)
    for (table,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('remote_event', 'remote_change', 'remote_stream',"
        " 'own_stream', 'quarantine', 'stream_order', 'feed_cursor', 'sync_state')"
    ).fetchall():
        connection.execute(f"DROP TABLE {table}")
    connection.execute("UPDATE meta SET value = '1' WHERE name = 'schema_version'")
    connection.commit()
    before = connection.execute("SELECT count(*) FROM product").fetchone()
    connection.close()
    writer = connect_writer(mirror)
    writer.execute("COMMIT")
    assert writer.execute("SELECT count(*) FROM product").fetchone() == before
    assert writer.execute("SELECT value FROM sync_state WHERE name = 'mirror_id'").fetchone() is not None
    assert writer.execute("SELECT count(*) FROM remote_event").fetchone() == (0,)
    assert writer.execute("SELECT value FROM meta WHERE name = 'schema_version'").fetchall() == [("2",)]
    writer.close()
