"""Ctrl+C in the terminal while the window is idle.

Qt waits in C++, where Python cannot run what a signal asks for; it would run at the next event, which may be seconds away. So Python writes a byte
into a socket when a signal comes, and Qt wakes up to read it. Sockets and not pipes, because Windows waits for nothing else.
"""

import signal
import socket
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, Slot


class Wakeup(QObject):
    """While it is installed, a signal's handler runs at once. For the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told, self._heard = socket.socketpair()
        for end in (self._told, self._heard):
            end.setblocking(False)
        self._before = -1
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self.on_woken)

    def install(self) -> None:
        """Begin to be woken."""
        self._before = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)

    def uninstall(self) -> None:
        """Sleep through signals again."""
        signal.set_wakeup_fd(self._before)
        self._notifier.setEnabled(False)
        self._told.close()
        self._heard.close()

    @Slot()
    def on_woken(self) -> None:
        """Python has run the handlers on its way here; only the bytes are left."""
        with suppress(BlockingIOError):
            self._heard.recv(4096)
