"""`dockgrade run` where it cannot: a bench that is open already, and a start that fails behind the window."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from app.cli import main
from app.cli.occupied import holder, is_read, refuse_second_window
from app.errors import KnownError
from app.settings import Home
from app.store.owner import Ownership
from tests.cli.conftest import Dockgrade

_HOLD = "import sys; from pathlib import Path; from app.store.owner import Ownership; o = Ownership(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"

linux = pytest.mark.skipif(sys.platform != "linux", reason="no other system tells who has a lock")


@pytest.fixture
def another(home: Path) -> Iterator[int]:
    """Another process that works on the home; its number."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", _HOLD, str(Home(home).owner)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    yield child.pid
    child.communicate(timeout=60)


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[..., object]], None]]:
    """Puts something else in the place of the window."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield lambda instead: monkeypatch.setattr("ui.app.run_window", instead)
    root.setLevel(level)
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()


@linux
def test_a_second_window_is_refused_with_the_process_that_has_the_first(
    dockgrade: Dockgrade, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    first = subprocess.Popen([sys.executable, "-P", "-m", "app", "run", "--home", str(home)], stderr=subprocess.PIPE)
    try:
        while not (home / "journal.db-wal").exists():
            assert first.poll() is None
            time.sleep(0.05)
        ran = dockgrade("run")
        assert ran.code == 3
        assert ran.err.splitlines() == [
            f"dockgrade: This bench is already open: process {first.pid} works on {home}.",
            "  Go on in that window, or close it first; no second one was opened.",
        ]
    finally:
        first.terminate()
        first.communicate(timeout=60)


@linux
def test_who_holds_a_home_is_known_until_it_is_given_up(home: Path, another: int) -> None:
    lock = Home(home).owner
    assert holder(lock) == another
    assert holder(home / "none.lock") is None
    free = home / "free.lock"
    Ownership(free).release()
    assert holder(free) is None


@linux
def test_where_nobody_reads_standard_error_the_window_comes_up_and_says_it(home: Path, another: int) -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        assert not is_read(nothing)
        refuse_second_window(Home(home), nothing)
    refuse_second_window(Home(home), None)
    with (home / "errors.txt").open("w", encoding="utf-8") as file, pytest.raises(KnownError):
        refuse_second_window(Home(home), file)
    assert is_read(StringIO())


def test_a_bench_that_is_taken_while_the_window_opens_is_told_and_is_no_success(
    home: Path, window: Callable[[Callable[..., object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    from ui.bridge import Bridge

    def opened(start: Callable[[Bridge], object], **_: object) -> int:
        with pytest.raises(KnownError):
            start(Bridge())
        return 0

    window(opened)
    owner = Ownership(Home(home).owner)
    try:
        assert main(["run", "--home", str(home)]) == 3
    finally:
        owner.release()
    assert f"dockgrade: Dockgrade is already running on {home}." in capsys.readouterr().err


def test_a_start_that_fails_in_the_runners_thread_is_told_and_is_no_success(
    home: Path, window: Callable[[Callable[..., object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    from ui.bridge import Bridge

    def opened(start: Callable[[Bridge], object], **_: object) -> int:
        bridge = Bridge()
        core = start(bridge)
        bridge.failed.emit(KeyError("spoon"))
        core.stop()  # type: ignore[attr-defined]  # a Core
        return 0

    window(opened)
    assert main(["run", "--home", str(home)]) == 3
    said = capsys.readouterr().err
    assert "dockgrade: The bench could not start: KeyError('spoon')." in said
    assert str(Home(home).logs / "dockgrade.log") in said


def test_a_window_that_is_simply_closed_is_a_success(
    home: Path, window: Callable[[Callable[..., object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    window(lambda _start, **_: 0)
    assert main(["run", "--home", str(home)]) == 0
    assert capsys.readouterr().err == ""
