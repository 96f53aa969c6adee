"""Every key of the bench page. Each gives the same word as the barcode; none presses what merely has the focus."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.vocabulary import Grade


class KeyListener(Protocol):
    """What the keys act on."""

    def on_commanded(self, command: object) -> None:
        """A key stands for a command."""

    def on_grade_key(self, grade: str) -> None:
        """A letter stands for a grade."""

    def on_count_key(self, word: str) -> None:
        """One unit more or less."""

    def on_digit(self, digit: str) -> None:
        """A digit: of a quantity, or the number of a tile."""

    def on_action_key(self, name: str) -> None:
        """A key stands for a button of the action bar, by the button's name."""

    def on_enter(self) -> None:
        """The one thing that is meant next."""

    def on_escape(self) -> None:
        """Away from what was opened."""

    def on_backspace(self) -> None:
        """The last digit was wrong."""

    def on_change_key(self) -> None:
        """Decide otherwise than proposed."""


ACTION_KEYS = {"F1": "HELP", "F5": "note", "F6": "HOLD", "F8": "UNDO", "F9": "quantity"}


def bind_keys(page: QWidget, listener: KeyListener) -> None:
    """Make the keys of a page; they work while the page is in sight."""
    slots: dict[str, Callable[[], None]] = {
        "+": partial(listener.on_count_key, "QTY-PLUS"),
        "-": partial(listener.on_count_key, "QTY-MINUS"),
        "Return": listener.on_enter,
        "Enter": listener.on_enter,
        "Escape": listener.on_escape,
        "Backspace": listener.on_backspace,
        "F4": listener.on_change_key,
    }
    slots |= {grade.value: partial(listener.on_grade_key, grade.value) for grade in Grade}
    slots |= {digit: partial(listener.on_digit, digit) for digit in "0123456789"}
    slots |= {key: partial(listener.on_action_key, name) for key, name in ACTION_KEYS.items()}
    for keys, slot in slots.items():
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(slot)
