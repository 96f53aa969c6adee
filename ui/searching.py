"""A search, asked in threads of its own so that nobody who types or scans waits for it."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from ui.ports import Finds

_log = logging.getLogger(__name__)

_THREADS = 2
"""The thorough part of the text before must not hold up the quick part of the next."""


class Searching(QObject):
    """Asks for one text at a time, in stages from quick to thorough, and keeps what was found for the last one.

    Signals:
        found(): more is there.

    Attributes:
        text: what was asked for last.
        finds: what each stage found, as far as they have answered. Of the text before while none has: rows do not go and come.
        done: whether all of them have answered.
    """

    found = Signal()
    _came = Signal(int, int, object)  # which time, which stage, its finds; None: it failed

    def __init__(self, *stages: Callable[[str], Finds], parent: QObject | None = None) -> None:
        """Each of the `stages` is called in another thread, one after the other."""
        super().__init__(parent)
        self._stages = stages
        self.text = ""
        self.finds: list[Finds] = []
        self.done = True
        self._asked = 0  # times that something was asked
        self._first = 0  # the number of the first time for this text
        self._known = [0] * len(stages)  # which time each stage has answered
        self._failed: set[int] = set()  # stages whose last answer was none
        self._waits_again = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._came.connect(self.on_came, Qt.ConnectionType.QueuedConnection)

    @property
    def failed(self) -> bool:
        """Whether a stage could not answer: what it found before stays, and more may be there than is known."""
        return bool(self._failed)

    def want(self, text: str) -> None:
        """Ask for a text, unless it is the last one; what was asked before is forgotten. Nothing is asked for ""."""
        if text == self.text:
            return
        self.text, self.done = text, not text
        self._first = self._asked + 1
        self._waits_again = False
        self._failed.clear()
        self._pool.clear()
        if text:
            self._ask(text, range(len(self._stages)))
        else:
            self.finds = []

    def again(self) -> None:
        """Facts have changed: ask the quick stage once more. What is there stays until its answer comes."""
        if self.text and not self._waits_again:
            self._waits_again = True
            self._ask(self.text, range(1))

    def stop(self) -> None:
        """Forget everything, and wait for the answers that are under way: their threads must not outlive this object."""
        self.want("")
        self._pool.waitForDone()

    def _ask(self, text: str, numbers: Sequence[int]) -> None:
        self._asked += 1
        time = self._asked
        self._pool.start(lambda: self._look(text, time, numbers))

    def _look(self, text: str, time: int, numbers: Sequence[int]) -> None:
        """In a thread of the pool."""
        if time > self._first:
            self._waits_again = False  # what changes from here on is asked for anew
        for number in numbers:
            if time < self._first:  # another text is wanted meanwhile
                return
            finds = None
            try:
                finds = self._stages[number](text)
            except Exception:  # noqa: BLE001  # what the other stages find stays; the thread must not end
                _log.exception("a search could not be finished")
            with suppress(RuntimeError):  # nobody waits for it any more: the window is gone
                self._came.emit(time, number, finds)

    @Slot(int, int, object)
    def on_came(self, time: int, number: int, finds: Finds | None) -> None:
        if time < max(self._first, self._known[number]):
            return
        if not any(known >= self._first for known in self._known):
            self.finds = [Finds()] * len(self._stages)
        self._known[number] = time
        if finds is None:
            self._failed.add(number)
        else:
            self._failed.discard(number)
            self.finds[number] = finds
        self.done = all(known >= self._first for known in self._known)
        self.found.emit()
