"""The one crossing between the threads of the bench and the window.

Other threads call `publish` and `publish_device`; the window connects to the signals. Views coalesce: when several arrive before
the window gets to paint, only the newest is handed over, together with the notices of all of them, so that no sound is lost. A view
that comes while the one before is still to be painted waits for the painting: a label on its way to the printer must not hold up
the answer to a scan.
"""

import threading
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.bench.view import BenchView, Notice
from devices.events import ScannerEvent


@dataclass(frozen=True, slots=True)
class ViewChanged:
    """What the window gets in one go.

    Attributes:
        view: the newest.
        notices: those that are new since the last time, oldest first; their sounds have not been heard yet.
    """

    view: BenchView
    notices: tuple[Notice, ...]


class Bridge(QObject):
    """Lives in the window's thread.

    Signals:
        view_changed(object): there is a newer picture of the bench; a ViewChanged. Emitted in the window's thread.
        device_changed(object): a scanner read something, was refused, came or went; a ScannerEvent. Emitted in the window's thread.
        failed(object): the bench could not start; the exception. Emitted in the window's thread.
    """

    view_changed = Signal(object)
    device_changed = Signal(object)
    failed = Signal(object)
    _view_waits = Signal()
    _device_waits = Signal(object)
    _failure_waits = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._view: BenchView | None = None
        self._notices: list[Notice] = []
        self._last_notice: Notice | None = None
        self._painting = QTimer(self)  # ends when Qt has nothing else to do, and so after the painting
        self._painting.setSingleShot(True)
        self._painting.timeout.connect(self.on_view_waits)
        self._view_waits.connect(self.on_view_waits, Qt.ConnectionType.QueuedConnection)
        self._device_waits.connect(self.device_changed, Qt.ConnectionType.QueuedConnection)
        self._failure_waits.connect(self.failed, Qt.ConnectionType.QueuedConnection)

    def publish(self, view: BenchView) -> None:
        """Hand over a view. May be called from any thread; returns at once."""
        with self._lock:
            asleep = self._view is None
            self._view = view
            if view.notice is not None and view.notice != self._last_notice:
                self._notices.append(view.notice)
                self._last_notice = view.notice
        if asleep:
            self._view_waits.emit()

    def publish_device(self, event: ScannerEvent) -> None:
        """Hand over what a scanner told, for the page of devices. May be called from any thread; returns at once."""
        self._device_waits.emit(event)

    def publish_failure(self, error: BaseException) -> None:
        """Tell that the bench could not start. May be called from any thread; returns at once."""
        self._failure_waits.emit(error)

    @Slot()
    def on_view_waits(self) -> None:
        if self._painting.isActive():
            return
        with self._lock:
            view, self._view = self._view, None
            notices, self._notices = tuple(self._notices), []
        if view is not None:
            self._painting.start(0)
            self.view_changed.emit(ViewChanged(view, notices))
