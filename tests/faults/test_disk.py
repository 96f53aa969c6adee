"""Disks as they are: full, read-only, locked, damaged. Each says what is wrong and what to do, nothing is half recorded, work goes on."""

import contextlib
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.bench.messages import Say
from app.bench.view import Phase, Tone
from app.errors import KnownError
from app.settings import Home
from app.store.journal import Journal
from app.store.tables import SCHEMA_VERSION
from devices.printers.simulator import PrinterSimulator
from tests.bench.benches import BOX, PRODUCTS, BenchWalk
from tests.flow.sites import RunningSite, Scanners, add_person, dockgrade, events, is_root, make_home, whole

DECIDED = ("JUMPER", "GRADE-B", "ACCEPT")


def fill(folder: Path) -> Path:
    """Take all the room there is; returns the file that has it."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    return ballast


# The journal, while the bench runs.


def test_a_full_database_is_said_so_and_nothing_of_the_command_is_kept(bench: BenchWalk) -> None:
    bench.scan(BOX)
    connection = bench.journal.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    before = None
    for number in range(200):  # the last page has room for some more
        before = bench.count("event")
        bench.scan(f"NOTHING-{number:05d}-" + "X" * 40)
        if bench.said is Say.DISK_FULL:
            break
    assert bench.said is Say.DISK_FULL
    assert bench.view.notice is not None
    assert bench.view.notice.tone is Tone.ERROR
    assert bench.count("event") == before
    view = bench.scan("MUG")
    assert (bench.said, view.item) == (Say.DISK_FULL, None)
    connection.execute("PRAGMA max_page_count = 1000000")
    view = bench.scan("MUG", "GRADE-A")
    assert view.phase is Phase.GRADED
    assert [row.received for row in bench.rows() if row.item_id] == [1]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes, where this user may make one."""
    place = tmp_path / "small"
    place.mkdir()
    if not is_root() or shutil.which("mount") is None:
        pytest.skip("Only root can mount a small disk.")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip(f"This system lets nobody mount: {made.stderr.decode()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_is_really_full_costs_no_scan_but_the_one_that_is_told(
    small_disk: Path, mirror: Path, scanners: Scanners, printer: PrinterSimulator
) -> None:
    """The whole site on a full disk: it says so, lives through its own house-keeping, and prints what waited when there is room."""
    home = make_home(small_disk / "home", mirror, lines=scanners.ports, printer=printer.address)
    badge = add_person(home, "Inspector 12")
    site = RunningSite(home, scanners)
    try:
        site.scan(badge, BOX)
        before = events(home)
        ballast = fill(small_disk)
        for number in range(60):
            site.scan(f"NOTHING-{number}")
            if site.said is Say.DISK_FULL:
                break
        assert site.said is Say.DISK_FULL
        assert events(home) >= before
        for text in ("NOTHING-BEFORE", "NOTHING-AFTER"):
            recorded = events(home)
            site.scan(text)
            # Folding the log into the journal makes room in the log: then a scan is taken, and recorded.
            assert (events(home) == recorded) == (site.said is Say.DISK_FULL)
            _let_it_tidy_up(site)
        ballast.unlink()
        view = site.scan(*DECIDED)
        assert view.phase is Phase.DECIDED
        printer.wait_for_labels(1, 20)
        site.wait_for_jobs("sent")
    finally:
        site.stop()
    whole(home)


def _let_it_tidy_up(site: RunningSite) -> None:
    """Wait longer than the pause after which the runner folds its log into the journal."""
    from app.bench.runner import IDLE_S

    threading.Event().wait(IDLE_S * 2)
    assert site.site.runner._thread.is_alive(), "the runner must live through a check-point that fails"


def test_a_label_whose_state_could_not_be_stored_is_not_forgotten(
    small_disk: Path, mirror: Path, scanners: Scanners, printer: PrinterSimulator
) -> None:
    """Decided with room, printed without: the label comes out when the disk has room again, without a restart."""
    from devices.printers.simulator import SimulatorMode

    home = make_home(small_disk / "home", mirror, lines=scanners.ports, printer=printer.address)
    badge = add_person(home, "Inspector 12")
    printer.set_mode(SimulatorMode.REFUSE)
    site = RunningSite(home, scanners)
    try:
        site.scan(badge, BOX, *DECIDED)
        site.wait_for_printer("lost")
        ballast = fill(small_disk)
        for number in range(60):
            site.scan(f"NOTHING-{number}")
            if site.said is Say.DISK_FULL:
                break
        printer.set_mode(SimulatorMode.ACCEPT)
        site.site.try_printers()
        threading.Event().wait(0.5)
        assert site.jobs()[0][0] in {"queued", "sending"}
        ballast.unlink()
        site.site.try_printers()
        printer.wait_for_labels(1, 20)
        site.wait_for_jobs("sent")
        assert len(printer.labels) == 1
    finally:
        site.stop()
    whole(home)


def test_a_journal_that_another_program_locks_is_said_so_and_the_scan_can_be_made_again(site: RunningSite) -> None:
    site.scan(BOX)
    before = events(site.home)
    other = sqlite3.connect(site.home.journal, isolation_level=None, timeout=5)
    other.execute("BEGIN IMMEDIATE")
    site.scan("MUG")
    assert site.said is Say.DISK_LOCKED
    other.execute("ROLLBACK")
    other.close()
    assert events(site.home) == before
    view = site.scan("MUG")
    assert view.item is not None
    assert view.item.quantity == 1
    site.stop()
    whole(site.home)


def test_a_long_look_at_the_journal_by_another_program_holds_up_nothing(site: RunningSite) -> None:
    site.scan(BOX)
    reader = sqlite3.connect(f"{site.home.journal.as_uri()}?mode=ro", uri=True, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM event").fetchone()
    _let_it_tidy_up(site)
    view = site.scan("MUG", "GRADE-A", "ACCEPT")
    assert view.phase is Phase.DECIDED
    reader.execute("ROLLBACK")
    reader.close()
    site.stop()
    whole(site.home)


# The journal, at the start and on the command line.


def test_a_second_bench_on_the_same_home_is_refused_and_the_first_one_works_on(site: RunningSite) -> None:
    from app.bootstrap import Site

    second = Site(site.home, site.site.settings, lambda _view: None)
    with pytest.raises(KnownError, match="already running") as caught:
        second.start()
    assert caught.value.next_step
    person = dockgrade(site.home, "user", "add", "Inspector 13")
    assert person.returncode == 3
    assert "already running" in person.stderr
    assert site.scan(BOX).parcel is not None


def test_a_home_that_may_not_be_written_is_said_so_with_what_to_do(home: Home, badge: str, tmp_path: Path) -> None:
    table = tmp_path / "products.csv"
    table.write_text(PRODUCTS, encoding="utf-8")
    for file in home.path.iterdir():
        file.chmod(0o444 if file.is_file() else 0o555)
    home.path.chmod(0o555)
    before = {file: file.read_bytes() for file in home.path.iterdir() if file.is_file()}
    try:
        for command in (["user", "add", "Inspector 13"], ["import", "products", str(table)]):
            ran = dockgrade(home, *command, without_rights=True)
            assert ran.returncode == 3, (command, ran)
            assert "Traceback" not in ran.stderr
            assert "write" in ran.stderr
    finally:
        home.path.chmod(0o755)
    assert {file: file.read_bytes() for file in home.path.iterdir() if file.is_file()} == before


def test_the_record_can_be_read_and_verified_where_nothing_may_be_written(home: Home, badge: str) -> None:
    """A copy on a medium that is read-only, or looked at by somebody who may only read."""
    for file in home.path.iterdir():
        file.chmod(0o444)
    home.path.chmod(0o555)
    try:
        verdict = dockgrade(home, "verify", without_rights=True)
    finally:
        home.path.chmod(0o755)
    assert verdict.returncode == 0, verdict


def test_a_journal_of_a_newer_release_is_left_alone(home: Home, badge: str) -> None:
    connection = sqlite3.connect(home.journal)
    connection.execute("UPDATE meta SET value = ? WHERE name = 'schema_version'", (str(SCHEMA_VERSION + 1),))
    connection.commit()
    connection.close()
    before = home.journal.read_bytes()
    with pytest.raises(KnownError, match="newer Dockgrade") as caught:
        Journal(home.journal, bench_id="B07", site="TMP1")
    assert "Update" in caught.value.next_step
    for command in (["user", "list"], ["verify"], ["user", "add", "Inspector 13"]):
        ran = dockgrade(home, *command)
        assert ran.returncode == 3, (command, ran)
        assert "newer" in ran.stderr
        assert "Update" in ran.stderr
    assert home.journal.read_bytes() == before


@pytest.mark.parametrize("where", ["head", "middle", "noise", "cut", "empty", "text"])
def test_a_damaged_journal_is_found_and_never_worked_on_silently(
    start: Callable[[], RunningSite], badge: str, home: Home, where: str
) -> None:
    site = start()
    site.scan(badge, BOX, *DECIDED, "MUG", "QTY-3")
    site.stop()
    data = bytearray(home.journal.read_bytes())
    damage = {
        "head": lambda: data[:16].__class__(b"\0" * 16) + data[16:],
        "middle": lambda: _with_events_changed(bytes(data)),
        "noise": lambda: data[:4096] + bytes(byte ^ 0x5A for byte in data[4096:]),
        "cut": lambda: data[: len(data) // 2],
        "empty": lambda: b"",
        "text": lambda: b"This is not a journal.\n" * 400,
    }[where]
    home.journal.write_bytes(bytes(damage()))
    verdict = dockgrade(home, "verify")
    assert "Traceback" not in verdict.stderr
    if where == "empty":  # SQLite takes an empty file for a new database
        assert verdict.returncode in {0, 1, 3}
        return
    assert verdict.returncode in {1, 3}, verdict
    assert verdict.stdout + verdict.stderr
    if verdict.returncode == 3:
        assert "damaged" in verdict.stderr
    if where != "middle":
        with pytest.raises(KnownError) as caught:
            Journal(home.journal, bench_id="B07", site="TMP1")
        assert caught.value.next_step


def _with_events_changed(data: bytes) -> bytes:
    """What somebody does who wants it to have been otherwise: every grade B becomes an A, byte for byte."""
    assert data.count(b'"grade":"B"') >= 1
    return data.replace(b'"grade":"B"', b'"grade":"A"')


def test_a_log_that_cannot_be_written_costs_no_scan(site: RunningSite) -> None:
    site.home.logs.rmdir() if site.home.logs.is_dir() else None
    site.home.logs.write_text("a file where the folder should be", encoding="utf-8")
    assert site.scan(BOX, "MUG").item is not None
