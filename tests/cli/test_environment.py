"""What the command line says when the machine is at fault: files of another kind, closed folders, full disks, pipes that end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.benches import PRODUCTS
from tests.cli.conftest import Dockgrade


@pytest.mark.parametrize(
    "words",
    [
        ("user", "list"),
        ("verify",),
        ("label", "R0000000000J", "--out", "x.png"),
        ("sync", "status"),
        ("sync", "join", "DG1-eyJ1cmwiOiIiLCJzZWNyZXQiOiIiLCJ0b2tlbiI6IiJ9"),
    ],
)
def test_a_file_that_is_no_journal_is_told_so(dockgrade: Dockgrade, home: Path, words: tuple[str, ...]) -> None:
    (home / "journal.db").touch()
    ran = dockgrade(*words)
    assert ran.code == 3
    assert ran.err.startswith(f"dockgrade: Expected a journal in {home / 'journal.db'}, got a file without one.\n")
    assert not (home / "agent.lock").exists()


@pytest.mark.parametrize("words", [("user", "list"), ("import", "products", "FILE"), ("demo", "--headless")])
def test_a_folder_that_is_closed_is_told_without_a_traceback(
    tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.cli import main

    closed = tmp_path / "closed"
    file = tmp_path / "products.csv"
    file.write_text(PRODUCTS, encoding="utf-8")
    really = os.stat

    def refuse(path: object, *rest: object, **more: object) -> object:
        if str(path).startswith(str(closed)):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, *rest, **more)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(os, "stat", refuse)  # root, as whom the tests may run, gets in everywhere
    code = main([str(file) if word == "FILE" else word for word in words] + ["--home", str(closed / "home")])
    said = capsys.readouterr().err
    assert code == 3
    assert str(closed) in said
    assert "Permission denied" in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_standard_output_that_takes_no_more_is_told_in_words(dockgrade: Dockgrade, home: Path) -> None:
    dockgrade("user", "add", "Inspector 3")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "app", "user", "list", "--home", str(home)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.startswith("dockgrade: Standard output or a file cannot be used: No space left on device.\n")
    assert "Exception ignored" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pipe_that_is_closed_ends_a_command_quietly() -> None:
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "app", "sheet", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    said = child.stderr.read()
    assert (child.wait(60), said) == (0, "")
    child.stderr.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no other process can send Ctrl+C alone there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_in_the_terminal_closes_the_bench(home: Path, number: signal.Signals) -> None:
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "app", "run", "--home", str(home)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (home / "journal.db-wal").exists():
        assert child.poll() is None
        time.sleep(0.05)
    child.send_signal(number)
    said = child.communicate(timeout=60)[1]
    assert child.returncode == 128 + number
    assert said.splitlines()[-1] == "Stopped."
    assert "Traceback" not in said


def test_what_is_behind_the_window_is_stopped_before_ctrl_c_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.cli.window import _ended_from_outside

    done: list[object] = []
    monkeypatch.setattr(os, "_exit", done.append)
    before = signal.getsignal(signal.SIGINT)
    with _ended_from_outside(lambda: done.append("stopped")):
        signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL, "a second one ends it at once"
    assert done == ["stopped", 130]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_home_without_a_name_is_not_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.cli import main

    monkeypatch.chdir(tmp_path)
    file = tmp_path / "products.csv"
    file.write_text(PRODUCTS, encoding="utf-8")
    for words in (["import", "products", str(file), "--home", ""], ["--home", "", "demo", "--headless"]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 2
        assert "--home: expected a directory, got nothing" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_in_the_place_of_a_home_is_told_so(dockgrade: Dockgrade, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for words in (("run",), ("verify",), ("user", "add", "Inspector 3"), ("sync", "status")):
        ran = dockgrade(*words, at=file)
        assert ran.code == 2
        assert f"Expected a directory in --home or DOCKGRADE_HOME, got the file {file}." in ran.err
