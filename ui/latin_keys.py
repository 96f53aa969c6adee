"""Shortcuts under a keyboard layout without Latin letters.

Where a Latin layout stands beside the other one, the system looks a shortcut up in both. Where a Cyrillic layout is the only one, no key makes
an "A" or a Ctrl+F, and every shortcut with a letter is dead. So a key that makes no Latin letter is looked up here by its place on the
keyboard. A field that has the focus gets what is typed, as ever.
"""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from devices.scanners.layouts import LAYOUTS, key_number
from ui.held_keys import ReplayedKey, activate_shortcut

_LAST_LATIN = 0xFF
_FIRST_SPECIAL = int(Qt.Key.Key_Escape.value)
_IN_QUESTION = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class LatinKeys(QObject):
    """Listens on the application, after the wedge filter: whatever is installed later hears first."""

    def __init__(self, parent: QObject | None = None, *, platform: str | None = None) -> None:
        """Prepare; nothing is heard before install(). `platform` says whose scan codes the events carry; None asks Qt."""
        super().__init__(parent)
        self._platform = QGuiApplication.platformName() if platform is None else platform
        self._answered: set[int] = set()

    def install(self) -> None:
        """Begin to listen."""
        application = QGuiApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def uninstall(self) -> None:
        """Stop listening."""
        application = QGuiApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _IN_QUESTION or not isinstance(watched, QWindow) or isinstance(event, ReplayedKey):
            return False
        key = cast("QKeyEvent", event)
        if key.nativeScanCode() in self._answered:
            if kind == QEvent.Type.KeyRelease and not key.isAutoRepeat():
                self._answered.discard(key.nativeScanCode())
            return True
        if kind != QEvent.Type.ShortcutOverride or key.isAutoRepeat() or not _LAST_LATIN < key.key() < _FIRST_SPECIAL:
            return False
        latin = LAYOUTS["us"].character(key_number(key.nativeScanCode(), self._platform))
        if latin is None or not activate_shortcut(watched, key, latin):
            return False
        self._answered.add(key.nativeScanCode())  # neither its press nor its repeats are for anybody else
        event.accept()
        return True
