"""Key events kept back for a moment, and how they are sent on as if they had not been.

Qt looks for shortcuts before it sends a key press to a window, and only for keys that come from the platform. A key that is sent on from
here gets the same treatment: the focus is asked first, then shortcuts and actions, then the window. What Qt does beyond that is not
imitated: a shortcut of several keys that begins with a plain character, and QAbstractButton.setShortcut().
"""

from dataclasses import dataclass
from typing import Protocol, Self, cast

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QMenu, QWidget

_SHORTCUT_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ReplayedKey(QKeyEvent):
    """A key event that is sent on; its class tells it from a new one."""

    @classmethod
    def copy(cls, event: QKeyEvent, kind: QEvent.Type | None = None) -> Self:
        """Copy an event, which Qt destroys after its delivery; `kind` None keeps its type."""
        copy = cls(
            kind or event.type(),
            event.key(),
            event.modifiers(),
            event.nativeScanCode(),
            event.nativeVirtualKey(),
            event.nativeModifiers(),
            event.text(),
            event.isAutoRepeat(),
            event.count(),
        )
        copy.setTimestamp(event.timestamp())
        return copy


class ReplayedText(QInputMethodEvent):
    """Text of an input method that is sent on."""


class HeldInput(Protocol):
    """Something that was kept back."""

    def give_back(self) -> None:
        """Send it on to where it was going."""


@dataclass(frozen=True, slots=True, eq=False)
class HeldKey:
    """A key event on its way to a window.

    Attributes:
        latin: the character of the key on the US keyboard, "" for none: shortcuts answer to it under every layout.
    """

    window: QWindow
    event: ReplayedKey
    latin: str

    def give_back(self) -> None:
        """Send it to its window, or to the one that has the focus now if that one is gone or blocked by a dialog."""
        window = self._receiver()
        if window is None:
            return
        if self.event.type() == QEvent.Type.KeyPress and activate_shortcut(window, self.event, self.latin):
            return
        QCoreApplication.sendEvent(window, self.event)

    def _receiver(self) -> QWindow | None:
        modal = QGuiApplication.modalWindow()
        if shiboken6.isValid(self.window) and self.window.isVisible() and modal in {None, self.window}:
            return self.window
        return QGuiApplication.focusWindow()


@dataclass(frozen=True, slots=True, eq=False)
class HeldText:
    """Text that an input method was about to put into the focus."""

    receiver: QObject
    event: ReplayedText

    @classmethod
    def copy(cls, receiver: QObject, event: QInputMethodEvent) -> Self:
        """Copy an event that commits text, which Qt destroys after its delivery."""
        copy = ReplayedText(event.preeditString(), [])
        copy.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
        return cls(receiver, copy)

    def give_back(self) -> None:
        """Send it on, if its receiver is still there."""
        if shiboken6.isValid(self.receiver):
            QCoreApplication.sendEvent(self.receiver, self.event)


def activate_shortcut(window: QWindow, event: QKeyEvent, latin: str) -> bool:
    """Let a shortcut answer to a key, unless the focus wants the key for itself; whether one did.

    Args:
        latin: the character of the key on the US keyboard, "" for none: shortcuts answer to it under every layout.
    """
    question = ReplayedKey.copy(event, QEvent.Type.ShortcutOverride)
    question.ignore()
    QCoreApplication.sendEvent(window, question)
    if question.isAccepted():
        return False
    meant = _meant(event, latin)
    shortcuts: list[QShortcut | QAction] = []
    for top in QApplication.topLevelWidgets():
        shortcuts += cast("list[QShortcut]", top.findChildren(QShortcut))
        shortcuts += cast("list[QAction]", top.findChildren(QAction))
    matching = [one for one in shortcuts if one.isEnabled() and _answers_to(one, meant) and _is_in_reach(one, window)]
    if not matching:
        return False
    first = matching[0]
    if isinstance(first, QAction):
        first.trigger()
    elif len(matching) == 1:
        first.activated.emit()
    else:
        first.activatedAmbiguously.emit()
    return True


def _meant(event: QKeyEvent, latin: str) -> list[QKeySequence]:
    """What a shortcut may be written as to mean this key."""
    modifiers = (event.modifiers() & _SHORTCUT_MODIFIERS).value
    shift = Qt.KeyboardModifier.ShiftModifier.value
    meant = {event.key() | modifiers}
    if not event.text().isalpha():  # "?" is Shift and another key; a shortcut may be written either way
        meant.add(event.key() | (modifiers & ~shift))
    if latin:
        meant.add(ord(latin.upper()) | modifiers)
    return [QKeySequence(combination) for combination in meant] if event.key() else []


def _answers_to(shortcut: QShortcut | QAction, meant: list[QKeySequence]) -> bool:
    return any(
        sequence in meant for sequence in (shortcut.shortcuts() if isinstance(shortcut, QAction) else shortcut.keys())
    )


def _is_in_reach(shortcut: QShortcut | QAction, window: QWindow) -> bool:
    if isinstance(shortcut, QShortcut):
        return _reaches(shortcut.context(), shortcut.parent(), window)
    owners = [owner.parentWidget() if isinstance(owner, QMenu) else owner for owner in shortcut.associatedObjects()]
    return shortcut.isVisible() and any(_reaches(shortcut.shortcutContext(), owner, window) for owner in owners)


def _reaches(context: Qt.ShortcutContext, owner: QObject | None, window: QWindow) -> bool:
    """Whether a shortcut of that owner works while that window gets the keys."""
    if not isinstance(owner, QWidget) or not owner.isVisible() or not owner.isEnabled():
        return False
    modal = QApplication.activeModalWidget()
    if modal is not None and owner.window() is not modal:
        return False
    focus = QApplication.focusWidget()
    match context:
        case Qt.ShortcutContext.WidgetShortcut:
            return owner is focus
        case Qt.ShortcutContext.WidgetWithChildrenShortcut:
            return focus is not None and (owner is focus or owner.isAncestorOf(focus))
        case Qt.ShortcutContext.ApplicationShortcut:
            return True
        case _:
            return owner.window().windowHandle() is window
