"""A field for a person's own words, and a pane that is made around one."""

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.look import Look
from ui.theme.style import style_sheet
from ui.widgets.heading import Heading

MOST_CHARACTERS = 500


class WordsField(QLineEdit):
    """One line, as long as a note may be. No menu opens over it: nobody could reach that without a mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(MOST_CHARACTERS)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)


class Dressed(Protocol):
    """A part that takes another look."""

    def apply(self, look: Look) -> None: ...


class WordsPane(QWidget):
    """A heading above a field, which takes the keyboard as soon as it is seen. What stands below them is another class's."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.heading = Heading(look, self)
        self.field = WordsField(self)

    def parts(self) -> Iterable[Dressed]:
        """What takes another look beside the heading."""
        raise NotImplementedError

    def dress(self) -> None:
        """Give every part its words."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Give every part its place."""
        raise NotImplementedError

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        for part in (self.heading, *self.parts()):
            part.apply(look)
        self.dress()
        self.arrange()

    def entitle(self, title: str) -> None:
        """Say above the field, and to who cannot see it, what it is for."""
        self.setStyleSheet(style_sheet(self.look.theme, self.look.metrics))
        self.heading.show_text(title)
        self.field.setAccessibleName(title)

    def showEvent(self, event: QShowEvent) -> None:
        self.field.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()
