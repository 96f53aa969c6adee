import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.x_server import screen as x_server
from tests.x_server import window_manager

PATIENCE_S = 30.0
PACKAGES = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox", "setxkbmap": "x11-xkb-utils"}


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """An X server of our own with a window manager; its DISPLAY."""
    if os.environ.get("DOCKGRADE_NO_X") == "1":
        pytest.skip("DOCKGRADE_NO_X=1: no window is opened.")
    lacking = [package for program, package in PACKAGES.items() if shutil.which(program) is None]
    if lacking:
        pytest.fail(
            f"A real window needs {', '.join(lacking)}: apt-get install {' '.join(lacking)}, or set DOCKGRADE_NO_X=1.",
            pytrace=False,
        )
    with x_server(800, 600) as display, window_manager(display):
        yield display


class Keyboard:
    """Presses keys of the X server by their position, as a scanner or a person does."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}

    def use_layout(self, *arguments: str) -> None:
        """The layout that the operator types with."""
        subprocess.run(["setxkbmap", *arguments], env=self._environment, check=True)

    def run(self, *arguments: str) -> None:
        """Any xdotool commands."""
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True)

    def press(self, *keys: str, delay_ms: int = 2) -> None:
        """X key codes, with modifiers as in "shift+27", one after the other at that pace."""
        self.run("key", "--delay", str(delay_ms), *keys)

    def type_slowly(self, *keys: str, pause_s: float = 0.4) -> None:
        """X key codes as a person presses them: short, and far apart."""
        self.run(*[word for key in keys for word in ("key", "--delay", "20", key, "sleep", str(pause_s))])


@pytest.fixture
def keyboard(screen: str) -> Iterator[Keyboard]:
    keyboard = Keyboard(screen)
    yield keyboard
    keyboard.use_layout("us")


class Window:
    """A running window.py: `facts` holds what it told so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.facts: list[dict[str, Any]] = []
        self._queue: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._queue.put(json.loads(line))

    def wait_for(self, **expected: object) -> dict[str, Any]:
        """Wait for a fact that has these values."""
        while True:
            try:
                fact = self._queue.get(timeout=PATIENCE_S)
            except queue.Empty:
                raise AssertionError(
                    f"Waited {PATIENCE_S:.0f} s for {expected}; the window told {self.facts}."
                ) from None
            self.facts.append(fact)
            if all(fact.get(name) == value for name, value in expected.items()):
                return fact

    def told(self, name: str) -> list[object]:
        return [fact[name] for fact in self.facts if name in fact]

    def forget(self) -> None:
        self.facts.clear()

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def open_window(screen: str, repo_root: Path) -> Iterator[Callable[..., Window]]:
    """Opens a window in a process of its own and waits until it has the keys."""
    windows: list[Window] = []

    def open_one(*arguments: str) -> Window:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui_wedge.window", *arguments],
            cwd=repo_root,
            env={**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"},
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        window = Window(process)
        windows.append(window)
        window.wait_for(ready="dialog" if "--dialog" in arguments else "bench")
        return window

    yield open_one
    for window in windows:
        window.close()
