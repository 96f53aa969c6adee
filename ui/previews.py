"""Pictures of labels, drawn in a thread of their own so that no painting waits for them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap

_KEPT = 8
_AFTER_MS = 40
"""Drawing begins when the page that asked is painted: two threads that compute at once would hold each other up."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LabelKey:
    """Which label: another copy or a voided one looks different."""

    item_id: str
    lpn: str
    copy: int
    voided: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that came back; `png` is None when there is none."""

    key: LabelKey
    png: bytes | None


class Previews(QObject):
    """Asks for pictures one at a time and keeps the last few.

    Signals:
        drawn(object): a picture that was asked for is there; its LabelKey.
    """

    drawn = Signal(object)
    _came = Signal(object)

    def __init__(self, label_preview: Callable[[str], bytes | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._label_preview = label_preview
        self._pictures: dict[LabelKey, QPixmap | None] = {}
        self._asked: set[LabelKey] = set()
        self._stopped = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._came.connect(self.on_came, Qt.ConnectionType.QueuedConnection)

    def picture(self, key: LabelKey) -> QPixmap | None:
        """The picture if it is there; otherwise it is asked for, and `drawn` follows."""
        if key not in self._pictures and key not in self._asked:
            self._asked.add(key)
            QTimer.singleShot(_AFTER_MS, self, lambda: self._start(key))
        return self._pictures.get(key)

    def stop(self) -> None:
        """Draw nothing more, and wait for what is being drawn: its thread must not outlive this object."""
        self._stopped = True
        self._pool.clear()
        self._pool.waitForDone()

    def _start(self, key: LabelKey) -> None:
        if not self._stopped:
            self._pool.start(lambda: self._draw(key))

    def _draw(self, key: LabelKey) -> None:
        """In the pool's thread."""
        try:
            png = self._label_preview(key.item_id)
        except Exception:  # noqa: BLE001  # a picture that cannot be drawn must not end the thread; its place stays empty
            _log.exception("the label of an item could not be drawn")
            png = None
        self._came.emit(Drawn(key, png))

    @Slot(object)
    def on_came(self, drawn: Drawn) -> None:
        picture = QPixmap()
        found = drawn.png is not None and picture.loadFromData(drawn.png)
        while len(self._pictures) >= _KEPT:
            self._pictures.pop(next(iter(self._pictures)))
        self._pictures[drawn.key] = picture if found else None
        self._asked.discard(drawn.key)
        self.drawn.emit(drawn.key)
