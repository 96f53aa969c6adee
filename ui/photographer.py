"""Pictures of the window for whoever plays a shift: one of each state that was not seen before."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.bench.view import BenchView
from ui.main_window import MainWindow

MOST_PICTURES = 40
PAINTED_S = 5.0


class Photographer(QObject):
    """Takes pictures of the window for another thread."""

    _wanted = Signal(str)
    _over = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._done = threading.Event()
        self._seen: set[object] = set()
        self._wanted.connect(self.on_wanted, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self.on_over, Qt.ConnectionType.QueuedConnection)

    def see(self, view: BenchView) -> None:
        """Called in the player's thread after each step: a picture of each state that was not seen before."""
        state = (
            view.phase,
            view.headline.say,
            view.question.asked.say if view.question else None,
            view.notice.tone if view.notice else None,
        )
        if state in self._seen or len(self._seen) >= MOST_PICTURES:
            return
        self._seen.add(state)
        self._done.clear()
        words = "-".join(str(part) for part in (view.phase, view.question.asked.say if view.question else None) if part)
        self._wanted.emit(f"{len(self._seen):02d}-{words}.png")
        self._done.wait(PAINTED_S)

    def end(self) -> None:
        """Called in the player's thread when all is played: close the window."""
        self._over.emit()

    @Slot(str)
    def on_wanted(self, name: str) -> None:
        """In the window's thread: everything of the step has been painted before this is handled."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                window.grab().save(str(self._folder / name))
        self._done.set()

    @Slot()
    def on_over(self) -> None:
        """In the window's thread."""
        for window in QApplication.topLevelWidgets():
            window.close()
