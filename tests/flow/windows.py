"""The real program in a real window on an X server of our own, with hands for a scanner and a person."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import app
from app.settings import Home
from tests.flow.sites import DOUBLE_SCAN_MS, code_of, rows
from tests.ui_wedge.conftest import Keyboard
from tests.ui_wedge.test_real_window import keys

PATIENCE_S = 40.0
HOLD_MS = 200
"""Longer than at a bench: a machine that runs tests may keep the one who presses the keys waiting."""
AGAIN_S = (2 * DOUBLE_SCAN_MS + HOLD_MS) / 1000
_GRAB = (
    "import sys; from PySide6.QtGui import QGuiApplication; a = QGuiApplication([]);"
    "ok = a.primaryScreen().grabWindow(0).save(sys.argv[1]); sys.exit(not ok)"
)


class Window:
    """`python -m app run` on a home, seen from outside: keys go in, the journal and the picture of the screen come out."""

    def __init__(self, home: Home, display: str, *, log: Path) -> None:
        self.home = home
        self.keyboard = Keyboard(display)
        self._scanned_at_s: dict[str, float] = {}
        self._environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "app", "run", "--home", str(home.path)],
                cwd=Path(app.__file__).resolve().parents[1],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        if not self._soon(self._takes_keys, PATIENCE_S):
            seen = {
                "ended": self._process.poll(),
                "windows": self._ask("search", "--name", "Dockgrade"),
                "in sight": self._ask("search", "--onlyvisible", "--name", "^Dockgrade$"),
                "active": self._ask("getactivewindow"),
                "said": log.read_text(encoding="utf-8", errors="replace")[-2000:],
            }
            self.kill()
            raise AssertionError(f"The window did not come, or no keys reach it: {seen}")

    def _takes_keys(self) -> bool:
        """Whether the window is there and active. A window manager that is still starting, or has not seen the window yet, has to be asked again."""
        found = self._ask("search", "--onlyvisible", "--name", "^Dockgrade$").split()
        if found and self._ask("getactivewindow") not in found:
            self._ask("windowactivate", found[0])
            time.sleep(0.1)
        return self._ask("getactivewindow") in found

    def _ask(self, *arguments: str) -> str:
        asked = subprocess.run(
            ["xdotool", *arguments], env=self._environment, capture_output=True, text=True, check=False, timeout=10
        )
        return asked.stdout.strip()

    def sign_in(self, badge: str) -> None:
        """Hold the badge in front of the scanner until somebody is signed in: the program may still be starting."""
        deadline = time.monotonic() + PATIENCE_S
        while "person" not in self.session():
            assert time.monotonic() < deadline, "Nobody could sign in."
            assert self._process.poll() is None, "The program has ended."
            self.scan(badge)
            self._soon(lambda: "person" in self.session(), 1.0)

    def until_it_hears(self) -> None:
        """Scan something harmless until it is noted: the program may still be starting."""
        noted = "SELECT 1 FROM event WHERE kind = 'scan_noted' AND json_extract(body, '$.text') = ?"
        for number in range(int(PATIENCE_S)):
            text = f"HARMLESS-{number:02d}"
            self.scan(text)
            if self._soon(lambda text=text: rows(self.home.journal, noted, text) != [], 1.0):
                return
        raise AssertionError("The window hears no scanner.")

    def scan(self, *words: str, twice: bool = False) -> None:
        """Read codes with the scanner that types: each key by its position, as fast as a scanner, then Enter."""
        for word in [word for word in words for _ in range(2 if twice else 1)]:
            since_s = time.monotonic() - self._scanned_at_s.get(word, 0.0)
            time.sleep(max(0.0, AGAIN_S - since_s))  # sooner it would be the same movement of the hand
            self.keyboard.press(*keys(code_of(word)))
            self._scanned_at_s[word] = time.monotonic()

    def type(self, *x_keys: str) -> None:
        """Press keys as a person does, by their X names."""
        self.keyboard.type_slowly(*x_keys, pause_s=1.5 * HOLD_MS / 1000)

    def expect(self, statement: str, *expected: tuple[object, ...], values: tuple[object, ...] = ()) -> None:
        """Wait until the journal answers so."""
        found = self._soon(lambda: rows(self.home.journal, statement, *values) == list(expected), PATIENCE_S)
        assert found, (statement, rows(self.home.journal, statement, *values), expected)

    def session(self) -> dict[str, str]:
        """Who works on what, as stored."""
        stored = rows(self.home.journal, "SELECT value FROM meta WHERE name = 'session'")
        return dict(json.loads(str(stored[0][0]))) if stored else {}

    def expect_session(self, what: Callable[[dict[str, str]], bool]) -> None:
        assert self._soon(lambda: what(self.session()), PATIENCE_S), self.session()

    def expect_noted(self, outcome: str, count: int) -> None:
        """Wait until so many readings were recorded that changed nothing, with that outcome."""
        self.expect(
            "SELECT count(*) FROM event WHERE kind = 'scan_noted' AND json_extract(body, '$.outcome') = ?",
            (count,),
            values=(outcome,),
        )

    def screenshot(self, path: Path) -> None:
        """A picture of the whole screen."""
        subprocess.run([sys.executable, "-c", _GRAB, str(path)], env=self._environment, check=True, timeout=30)

    def _soon(self, what: Callable[[], bool], patience_s: float) -> bool:
        deadline = time.monotonic() + patience_s
        while not what():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(PATIENCE_S)

    def close(self) -> int:
        """Close the window as a person does; the exit code."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                self.kill()
        return int(self._process.returncode)
