"""The thorough part of a search, asked in a thread of its own so that nobody who types or scans waits for it."""

import logging
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from ui.ports import Finds

_log = logging.getLogger(__name__)


class Searching(QObject):
    """Asks for one text at a time and keeps what was found for the last one.

    Signals:
        found(): the answer for the last text is there.

    Attributes:
        text: what was asked for last.
        finds: what it found; nothing until the answer is there.
        done: whether the answer is there.
    """

    found = Signal()
    _came = Signal(str, object)

    def __init__(self, ask: Callable[[str], Finds], parent: QObject | None = None) -> None:
        """`ask` is called in another thread."""
        super().__init__(parent)
        self._ask = ask
        self.text = ""
        self.finds = Finds()
        self.done = True
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._came.connect(self.on_came, Qt.ConnectionType.QueuedConnection)

    def want(self, text: str) -> None:
        """Ask for a text, unless it is the last one; what was asked before is forgotten. Nothing is asked for ""."""
        if text == self.text:
            return
        self.text, self.finds, self.done = text, Finds(), not text
        self._pool.clear()
        if text:
            self._pool.start(lambda: self._look(text))

    def stop(self) -> None:
        """Forget everything, and wait for the answer that is under way: its thread must not outlive this object."""
        self.want("")
        self._pool.waitForDone()

    def _look(self, text: str) -> None:
        """In the pool's thread."""
        try:
            finds = self._ask(text)
        except Exception:  # noqa: BLE001  # what the quick search found stays; the thread must not end
            _log.exception("a search could not be finished")
            finds = Finds()
        with suppress(RuntimeError):  # nobody waits for it any more: the window is gone
            self._came.emit(text, finds)

    @Slot(str, object)
    def on_came(self, text: str, finds: Finds) -> None:
        if text == self.text and not self.done:
            self.finds, self.done = finds, True
            self.found.emit()
