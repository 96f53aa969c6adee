"""How the agent runs as a program: one for each home, told to stop by a signal or by the end of its standard input."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import TextIO

from app.errors import KnownError
from app.settings import Home, Settings
from app.store.engine import JournalBusyError
from app.store.owner import Ownership
from app.sync.agent import Agent
from app.sync.faults import AgentBusyError
from app.sync.state import Status, stored_status

log = logging.getLogger(__name__)

LOOK_AT_OTHER_S = 2.0
BEHIND_BENCH = 19
"""How much nicer (POSIX) an agent is than the bench that it works for: on a busy computer a scan goes first. Of 120 scans beside
an agent at full speed on two cores two or three were later than a frame when it was 10; at 19 two, none and none were."""


@contextmanager
def only_agent(home: Home) -> Iterator[None]:
    """The right to be this home's agent. Raises AgentBusyError when another one is."""
    try:
        lock = Ownership(home.agent)
    except JournalBusyError as err:
        raise AgentBusyError(str(home.path)) from err
    try:
        yield
    finally:
        lock.release()


def watch(home: Home, settings: Settings, tell: Callable[[Status], None], *, supervised: bool) -> None:
    """Keep the home in step until told to stop. Raises AgentBusyError; under supervision it waits its turn instead."""
    stop = threading.Event()
    agent = Agent(home, settings, tell)

    def end() -> None:
        stop.set()
        agent.stop()

    _on_signals(end)
    if supervised:
        if sys.platform != "win32":  # there the supervisor starts it in a lower class
            os.nice(BEHIND_BENCH)
        threading.Thread(target=_listen, args=(sys.stdin, agent.now, end), name="sync-input", daemon=True).start()
    while not stop.is_set():
        try:
            with only_agent(home):
                agent.run()
                return
        except AgentBusyError:
            if not supervised:
                raise
            _tell_other(home, tell)
            stop.wait(LOOK_AT_OTHER_S)


def _listen(lines: TextIO, now: Callable[[], None], end: Callable[[], None]) -> None:
    """Take the bench's words; when it says no more, it is gone."""
    for line in lines:
        if line.strip() == "now":
            now()
    end()


def _tell_other(home: Home, tell: Callable[[Status], None]) -> None:
    """A service does our work: tell how far it is."""
    try:
        status = stored_status(home.mirror)
    except KnownError:
        log.debug("the other agent's status cannot be read now", exc_info=True)
        return
    if status is not None:
        tell(replace(status, changes=True))  # its news are ours, and we cannot know which of them were told


def _on_signals(end: Callable[[], None]) -> None:
    def handle(_number: int, _frame: FrameType | None) -> None:
        # Locks may be held by the very thread that runs this handler: let another one do it.
        threading.Thread(target=end, name="sync-end", daemon=True).start()

    signal.signal(signal.SIGINT, handle)
    signal.signal(signal.SIGTERM, handle)
