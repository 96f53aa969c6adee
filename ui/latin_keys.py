"""Shortcuts under a keyboard layout without Latin letters.

Where a Latin layout stands beside the other one, the system looks a shortcut up in both. Where a Cyrillic layout is the only one, no key makes
an "A" or a Ctrl+F, and every shortcut with a letter is dead. So a key that makes a letter of another script is looked up here by its place
on the keyboard. A field that has the focus gets what is typed, as ever.
"""

import unicodedata
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from devices.scanners.layouts import LAYOUTS, key_number
from ui.held_keys import ReplayedKey, activate_shortcut

_LAST_LATIN = 0xFF
_LAST_CHARACTER = 0x10FFFF
_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class LatinKeys(QObject):
    """Listens on a window. A wedge filter listens on the application, and so hears first what may be a reading."""

    def __init__(self, window: QWindow, *, platform: str | None = None) -> None:
        """Prepare; nothing is heard before install(). `platform` says whose scan codes the events carry; None asks Qt."""
        super().__init__(window)
        self._window = window
        self._platform = QGuiApplication.platformName() if platform is None else platform
        self._answered: set[int] = set()

    def install(self) -> None:
        """Begin to listen."""
        self._window.installEventFilter(self)

    def uninstall(self) -> None:
        """Stop listening."""
        self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _KEYS or isinstance(event, ReplayedKey):
            return False
        key = cast("QKeyEvent", event)
        code = key.nativeScanCode()
        if kind == QEvent.Type.ShortcutOverride:
            if not key.isAutoRepeat():
                self._answered.discard(code)  # its release may have gone elsewhere
                if self._answers(key):
                    self._answered.add(code)  # neither its press nor its repeats are for anybody else
            if code in self._answered:
                event.accept()
                return True
            return False
        if code not in self._answered:
            return False
        if kind == QEvent.Type.KeyRelease and not key.isAutoRepeat():
            self._answered.discard(code)
        return True

    def _answers(self, key: QKeyEvent) -> bool:
        """Whether a shortcut has answered to the key's place."""
        modifiers = key.modifiers()
        alt_gr = modifiers & Qt.KeyboardModifier.GroupSwitchModifier or modifiers & _ALT_GR == _ALT_GR
        if alt_gr or not _is_of_another_script(key.key()):
            return False
        latin = LAYOUTS["us"].character(key_number(key.nativeScanCode(), self._platform))
        return latin is not None and activate_shortcut(self._window, key, latin)


def _is_of_another_script(key: int) -> bool:
    """Whether a number of Qt.Key is a letter that is not Latin."""
    if not _LAST_LATIN < key <= _LAST_CHARACTER:
        return False
    letter = chr(key)
    return letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN")
