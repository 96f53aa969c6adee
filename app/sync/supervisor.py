"""The bench's hold on its agent: a child process that is started, listened to, and started again whenever it ends.

The child ends by itself when its standard input closes, so that it outlives no bench, however that ends.
"""

import contextlib
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.sync.backoff import Backoff
from app.sync.state import Problem, Status, status_of

log = logging.getLogger(__name__)

STEADY_S = 60.0
"""An agent that has lived so long is started again without a pause."""
END_S = 5.0
"""How long an agent may take to end."""
_CREATION_FLAGS = sum(getattr(subprocess, name, 0) for name in ("CREATE_NO_WINDOW", "BELOW_NORMAL_PRIORITY_CLASS"))
"""Windows only: no console, and behind the bench when the computer is busy."""


def agent_command(home: Path) -> tuple[str, ...]:
    """How the agent of a home is started as a child."""
    program = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "app")
    return (*program, "sync", "--watch", "--json", "--supervised", "--home", str(home))


class Supervisor:
    """Keeps one agent alive. `on_status` is called in the supervisor's thread."""

    def __init__(
        self,
        home: Path,
        on_status: Callable[[Status], None],
        *,
        command: Sequence[str] | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        """Nothing is started yet; `command` starts something else than the agent of `home`."""
        self._command = tuple(command or agent_command(home))
        self._on_status = on_status
        self._backoff = backoff or Backoff()
        self._last = Status("offline")
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_alive, name="sync-supervisor", daemon=True)

    @property
    def pid(self) -> int | None:
        """Of the agent; None while there is none."""
        with self._lock:
            return self._child.pid if self._child is not None else None

    def start(self) -> None:
        """Start the agent, and keep it alive from now on."""
        self._thread.start()

    def now(self) -> None:
        """Let the agent try at once."""
        with self._lock:
            child = self._child
        if child is not None and child.stdin is not None:
            with contextlib.suppress(OSError, ValueError):
                child.stdin.write("now\n")
                child.stdin.flush()

    def stop(self) -> None:
        """End the agent and wait for it; one that does not end is killed."""
        self._stopping.set()
        with self._lock:
            child = self._child
        if child is not None:
            _close_input(child)
        if self._thread.is_alive():
            self._thread.join(END_S)
        if child is not None and child.poll() is None:
            child.kill()
            self._thread.join(END_S)

    def _keep_alive(self) -> None:
        while not self._stopping.is_set():
            started = time.monotonic()
            code = self._live()
            if self._stopping.is_set():
                return
            if time.monotonic() - started > STEADY_S:
                self._backoff.reset()
            wait_s = self._backoff.wait_s()
            log.warning("the sync agent ended (%s) and is started again in %.1f s", code, wait_s)
            self._tell_ended(code)
            self._stopping.wait(wait_s)

    def _live(self) -> int | None:
        """One life of the agent; returns its exit code, None when it could not be started."""
        try:
            child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                creationflags=_CREATION_FLAGS,
            )
        except OSError:
            log.exception("the sync agent could not be started")
            return None
        with self._lock:
            self._child = child
            if self._stopping.is_set():
                _close_input(child)
        try:
            for line in child.stdout or ():
                status = status_of(line)
                if status is not None:
                    self._last = status
                    self._on_status(status)
            return child.wait()
        finally:
            with self._lock:
                self._child = None
            _close_input(child)
            if child.stdout is not None:
                child.stdout.close()

    def _tell_ended(self, code: int | None) -> None:
        """Say that nobody is sending for the moment; with the agent's own last words where it had any."""
        problem = self._last.problem or Problem(
            "agent_ended", {"code": str(code)}, f"The sync agent ended with {code}.", "It is started again by itself."
        )
        self._on_status(replace(self._last, state="stopped", problem=problem, changes=False, feed=None))


def _close_input(child: "subprocess.Popen[str]") -> None:
    if child.stdin is not None:
        with contextlib.suppress(OSError, ValueError):
            child.stdin.close()
