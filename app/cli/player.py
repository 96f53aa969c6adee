"""Plays a scripted shift through the simulated scanner, as an inspector who waits for each answer would."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from app.bench.view import BenchView, Tone
from app.domain.vocabulary import PrintState
from app.errors import KnownError
from app.sample.steps import ShiftStep
from devices.scanners.simulator import PtyScanner

ANSWER_S = 20.0
"""How long an answer may take before something is wrong."""

REPEAT_S = 0.8
"""The same code sooner than this would be taken for a double reading, as it should."""


@dataclass(frozen=True, slots=True)
class Played:
    """What a shift came to.

    Attributes:
        scans: readings sent.
        refused: readings that were answered with an error or a stop.
    """

    scans: int
    refused: int


class ShiftPlayer:
    """Sends one step after the other and waits until the bench has answered it."""

    def __init__(self, scanner: PtyScanner, *, hurry: bool) -> None:
        """With `hurry` the pauses of the steps are left out, so far as the double-scan rule allows."""
        self._scanner = scanner
        self._hurry = hurry
        self._view: BenchView | None = None
        self._changed = threading.Condition()
        self._stopping = False
        self._sent_at: dict[str, float] = {}

    def on_view(self, view: BenchView) -> None:
        """Take a new picture; called from the runner's thread."""
        with self._changed:
            self._view = view
            self._changed.notify_all()

    def stop(self) -> None:
        """Play no further."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def play(self, steps: Iterable[ShiftStep], each: Callable[[ShiftStep, BenchView], None]) -> Played:
        """Play all steps; `each` is called after every answered one. Raises KnownError when the bench does not answer."""
        self._wait_for(_listens, "an open scanner port")
        scans = refused = 0
        for step in steps:
            text = step.scan if step.scan is not None else self._label_of_current()
            self._pause(step.pause_ms, text)
            if self._stopping:
                break
            before = self._number()
            self._scanner.send(text)
            self._sent_at[text] = time.monotonic()
            scans += 1
            view = self._wait_for(partial(_answered, before), text)
            if view.notice is not None and view.notice.tone in {Tone.ERROR, Tone.STOP}:
                refused += 1
            each(step, view)
        return Played(scans, refused)

    def _pause(self, pause_ms: int, text: str) -> None:
        until = time.monotonic() + (0 if self._hurry else pause_ms / 1000)
        until = max(until, self._sent_at.get(text, 0.0) + REPEAT_S)
        with self._changed:
            while not self._stopping and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)

    def _number(self) -> int:
        with self._changed:
            return self._view.notice.number if self._view is not None and self._view.notice is not None else 0

    def _label_of_current(self) -> str:
        """The inspector takes the label off the printer: it has to be there first."""
        view = self._wait_for(
            lambda v: v.item is not None and v.item.label_state not in {None, PrintState.QUEUED, PrintState.SENDING},
            "a printed label",
        )
        return view.item.lpn if view.item is not None else ""

    def _wait_for(self, what: Callable[[BenchView], bool], name: str) -> BenchView:
        with self._changed:
            if not self._changed.wait_for(
                lambda: self._stopping or (self._view is not None and what(self._view)), ANSWER_S
            ):
                raise KnownError(
                    f"The bench did not answer {name!r} within {ANSWER_S:.0f} s.", "Look into logs/dockgrade.log."
                )
            assert self._view is not None
            return self._view


def _answered(before: int, view: BenchView) -> bool:
    return view.notice is not None and view.notice.number > before


def _listens(view: BenchView) -> bool:
    return any(device.role == "scanner" and device.state == "ready" for device in view.devices)
