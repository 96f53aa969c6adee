"""The runner: one queue, first in first out, one thread. Everything that changes the record goes through here."""

import logging
import queue
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

from app.bench.bench import Bench, Outcome
from app.bench.messages import Say, message
from app.bench.view import BenchView, Tone
from app.domain.commands import Command
from app.errors import KnownError
from app.store.ids import new_id
from app.store.journal import Journal
from app.store.unit_of_work import PrintJobRow

log = logging.getLogger(__name__)

IDLE_S = 0.25
"""After this long without a command the write-ahead log is folded in, so that it never grows under somebody's scan."""
FOLD_AFTER = 200
"""Commands without a pause after which it is folded all the same: some milliseconds once, instead of a log without end."""
FOLD_AFTER_TURNS = 25
"""Turns of a backlog after which the log is folded: the longer it is, the longer the scan waits that comes meanwhile."""

LOOK_S = 0.5
"""So often a bench that has a server looks at what other benches did, while nobody waits."""
OVERDUE_S = 1.5
"""Without a pause it looks all the same after this long: what another bench holds is to be seen here within seconds."""

SCREEN_S = 0.05
"""So long after a command the screen has the processor to itself: both threads want the interpreter."""
BREATH_S = 0.005
"""Between two turns of folding a backlog."""

_Entry = tuple[Command, "Future[Outcome] | None"]
"""A command and who waits for its outcome; None in the queue means: stop."""


class Runner:
    """Works commands on its own thread and tells what came of them.

    Attributes:
        on_view: called on the runner's thread with each new picture.
        on_jobs: called on the runner's thread with labels that were just committed to the print queue.
    """

    def __init__(
        self,
        open_bench: Callable[[], tuple[Journal, Bench]],
        *,
        on_view: Callable[[BenchView], None],
        on_jobs: Callable[[tuple[PrintJobRow, ...]], None],
        crash_folder: Path,
    ) -> None:
        """`open_bench` runs on the runner's thread, so that opening a large journal holds up no window."""
        self._open_bench = open_bench
        self.on_view = on_view
        self.on_jobs = on_jobs
        self._crash_folder = crash_folder
        self._queue: queue.SimpleQueue[_Entry | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="runner", daemon=True)
        self.ready: Future[None] = Future()

    def start(self) -> None:
        """Begin; `ready` is done when the journal is open, or holds the error that prevented it."""
        self._thread.start()

    def stop(self, timeout_s: float = 10.0) -> None:
        """Work what is queued, close the journal, end."""
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def submit(self, command: Command) -> None:
        """Queue a command; returns at once."""
        self._queue.put((command, None))

    def ask(self, command: Command) -> "Future[Outcome]":
        """Queue a command; the future is done when it is committed or refused."""
        future: Future[Outcome] = Future()
        self._queue.put((command, future))
        return future

    def _run(self) -> None:
        try:
            journal, bench = self._open_bench()
        except BaseException as err:  # noqa: BLE001  # handed to whoever waits for `ready`
            self.ready.set_exception(err)
            return
        try:
            self.on_view(bench.view)
            self.ready.set_result(None)
            self._loop(journal, bench)
        finally:
            journal.close()

    def _loop(self, journal: Journal, bench: Bench) -> None:
        unfolded = 0
        looked = worked = time.monotonic()
        more = False
        while True:
            idle = False
            try:
                quiet_s = time.monotonic() - worked
                entry = self._queue.get(timeout=_wait_s(unfolded, bench, quiet_s, more=more))
            except queue.Empty:
                due = idle = bench.listens
                if unfolded and (not more or unfolded >= FOLD_AFTER_TURNS):
                    journal.checkpoint()
                    unfolded = 0
                    due = due and not more  # a backlog waits: one thing between two scans
            else:
                if entry is None:
                    return
                command, future = entry
                self._one(bench, command, future)
                worked = time.monotonic()
                unfolded += 1
                due = bench.listens and time.monotonic() - looked > OVERDUE_S
            if due:
                before = journal.folded
                more = self._look(bench, self._is_waited_for if idle else _nobody_waits)
                if not (idle and self._is_waited_for()):  # else nothing may have come of it, and it may be overdue soon
                    looked = time.monotonic()
                unfolded += journal.folded != before
            if unfolded >= FOLD_AFTER:
                journal.checkpoint()
                unfolded = 0

    def _is_waited_for(self) -> bool:
        return not self._queue.empty()

    def _look(self, bench: Bench, give_way: Callable[[], bool]) -> bool:
        """Fold a little of what other benches did, and show what came of it; whether more is waiting."""
        try:
            view, more = bench.look(give_way)
        except KnownError as err:  # the disk refuses: the next look tries again, and a command will say it
            log.warning("what other benches did could not be folded in: %s", err)
            return False
        except Exception:
            log.exception("looking at what other benches did failed")
            bench.forget()
            return False
        if view is not None:
            self._show(view)
        return more

    def _one(self, bench: Bench, command: Command, future: "Future[Outcome] | None") -> None:
        try:
            outcome = bench.handle(command)
        except Exception as err:  # an inspector never sees a traceback, and the next scan must work
            log.exception("a command failed: %s", type(command).__name__)
            self._explain(bench, command, err)
            if future is not None:
                future.set_exception(err)
            return
        self._show(outcome.view)
        if outcome.jobs:
            self.on_jobs(outcome.jobs)
        if future is not None:
            future.set_result(outcome)

    def _show(self, view: BenchView) -> None:
        try:
            self.on_view(view)
        except Exception:
            log.exception("a picture could not be shown")

    def _explain(self, bench: Bench, command: Command, err: Exception) -> None:
        """Start afresh from what is on disk and say that something went wrong."""
        number = self._bundle(command, err)
        try:
            bench.forget()
            self._show(bench.explain(message(Say.UNEXPECTED, number=number), Tone.ERROR))
        except Exception:  # the disk may be gone altogether; the next command tries again
            log.exception("the bench could not explain itself")

    def _bundle(self, command: Command, err: Exception) -> str:
        """Write what is needed to find the fault; never the scanned text, which may be a badge. Returns its number."""
        number = new_id()[:13]
        try:
            self._crash_folder.mkdir(parents=True, exist_ok=True)
            text = "".join(traceback.format_exception(err))
            (self._crash_folder / f"crash-{number}.txt").write_text(
                f"{datetime.now(UTC).isoformat()} {type(command).__name__}\n{text}", encoding="utf-8"
            )
        except OSError:
            log.exception("the crash bundle could not be written")
        return number


def _nobody_waits() -> bool:
    return False


def _wait_s(unfolded: int, bench: Bench, quiet_s: float, *, more: bool) -> float | None:
    """How long to wait for the next command, the last one being `quiet_s` ago; None for as long as it takes."""
    if more:
        return max(BREATH_S, SCREEN_S - quiet_s)
    if unfolded:
        return IDLE_S
    return LOOK_S if bench.listens else None
