"""Disks that are full, on either side, and bytes that turn over: it is noticed, told, spreads nowhere, and once mended everything is true."""

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app.errors import KnownError
from app.store.verify import verify_journal
from tests.postgres.binaries import own

pytestmark = pytest.mark.postgres

ROOMY = 1_000_000


@contextlib.contextmanager
def full(connection):
    """No page more fits into this SQLite file."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with contextlib.suppress(sqlite3.ProgrammingError):  # the limit ends with its connection too
            connection.execute(f"PRAGMA max_page_count = {ROOMY}")


def test_a_full_disk_under_the_journal_keeps_nothing_half_recorded(world):
    world.decide(0)
    refused = []
    with full(world.bench(0).journal.connection.raw):
        for _ in range(60):
            try:
                world.decide(0, shared=False)
            except KnownError as err:
                refused.append(err.title)
        world.turn(0)
    assert refused
    assert all("full" in title for title in refused)
    world.decide(0)
    assert world.faults() == []


def test_a_full_disk_under_the_mirror_is_told_and_own_work_goes_on_being_sent(world):
    world.turn(0)
    for _ in range(120):
        world.decide(1)
    world.turn(1)
    with full(world.bench(0).agent._mirror._open().raw):
        world.decide(0)
        world.turn(0)
        assert world.problem(0) == "disk"
    assert world.unfounded_acknowledgements() == []
    assert world.faults() == []


@pytest.fixture
def small_disk():
    """A file system of its own, just large enough for a server; `grow` gives it more room."""
    if sys.platform != "linux":
        pytest.skip("A small file system is made with Linux's tmpfs.")
    folder = Path(tempfile.mkdtemp(prefix="dockgrade-small-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        folder.rmdir()
        pytest.skip(f"A small file system cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


def test_a_full_disk_under_the_server_is_told_and_everything_arrives_once_there_is_room(
    world_on, new_postgres, small_disk
):
    server = new_postgres({"min_wal_size": "32MB", "max_wal_size": "64MB"})
    data = small_disk / "data"
    shutil.move(server.data_dir, data)
    server.data_dir = data
    own(data)
    data.chmod(0o700)
    server.start()
    world = world_on(server)
    world.decide(1)
    world.turn(0)
    ballast = data / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(8192))
    codes = set()
    for _ in range(40):
        for _ in range(30):
            world.decide(0, shared=False)
        world.turn(0)
        codes.add(world.problem(0))
        if codes & {"server_full", "unreachable"}:
            break
    assert codes & {"server_full", "unreachable"}, "it is full, or it fell over its own log"
    world.decide(0)
    ballast.unlink()
    world.centre.forget()
    if server.running and not server._ready():
        server.stop("immediate")
    if not server.running:
        server.start()
    assert world.unfounded_acknowledgements() == []
    assert world.faults() == []


def flip(path, text):
    """Turn one bit of a text in a file over; returns what puts it back. The file is nobody's at that moment."""
    data = path.read_bytes()
    place = data.find(text)
    assert place >= 0

    def write(bit):
        changed = bytearray(path.read_bytes())
        changed[place] ^= bit
        path.write_bytes(changed)

    write(1)
    return lambda: write(1)


def whole_file(world, number, name):
    """A bench's file with its log folded in, while nobody has it open."""
    one = world.bench(number)
    one.stop()
    path = one.home.path / name
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    return path


def lot_of(world, number):
    """Text that stands in the newest event of a bench, and nowhere else."""
    rows = world.bench(number).journal.connection.raw.execute(
        "SELECT json_extract(body, '$.lot') FROM event WHERE kind = 'item_amended' ORDER BY seq DESC LIMIT 1"
    )
    return f'"lot":"{rows.fetchone()[0]}"'.encode()


def test_a_byte_that_turns_over_in_the_journal_is_refused_by_the_server(world):
    world.decide(0)
    world.turn(0)
    world.decide(0)
    text = lot_of(world, 0)
    path = whole_file(world, 0, "journal.db")
    put_back = flip(path, text)
    assert any("changed" in fault for fault in verify_journal(path).faults)
    world.bench(0).start()
    world.turn(0)
    assert world.problem(0) == "journal_damaged"
    world.decide(1)
    world.turn(1)
    assert world.bench(1).in_step, "nobody else is in its way"
    whole_file(world, 0, "journal.db")
    put_back()
    world.bench(0).start()
    assert world.faults() == []


def test_a_byte_that_turns_over_in_a_copy_is_found_and_the_copy_fetched_again(world):
    world.decide(1)
    world.turn(1)
    world.turn(0)
    world.fold(0)
    text = lot_of(world, 1)
    path = whole_file(world, 0, "mirror.db")
    flip(path, text)
    assert any("another bench" in fault for fault in verify_journal(world.bench(0).home.journal).faults)
    world.bench(0).start()
    world.lose_mirror(0)
    assert world.faults() == []


def test_a_byte_that_turns_over_on_the_server_reaches_no_bench(world):
    world.decide(1)
    world.turn(1)
    world.decide(1)
    world.turn(1)
    assert exchange(world, "LOT-1", "LOU-1") == 1
    world.turn(0)
    assert world.problem(0) == "server_damaged"
    assert world.bench(0).home.mirror.exists()
    world.decide(0)
    world.turn(0)
    assert world.bench(0).agent.status.unsent == 0, "its own events go on being sent"
    assert exchange(world, "LOU-1", "LOT-1") == 1
    assert world.faults() == []


def exchange(world, old, new):
    """Somebody with a superuser's rights changes an event on the server; returns how many it were."""
    with world.centre.owner() as owner:
        return owner.execute(
            "UPDATE dockgrade.event SET body = replace(body, %s, %s) WHERE position(%s in body) > 0", (old, new, old)
        ).rowcount
