"""The base of everything that is looked at and not pressed."""

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.look import Look
from ui.widgets.composed import Composition, Part, block, draw


class Painted(QLabel):
    """A widget that paints its parts itself. It is a label only so that screen readers take its accessible name for a text.

    Attributes:
        look: theme, sizes and language; `apply` replaces it.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.composition = Composition(self.compose)

    def compose(self) -> Iterable[Part]:
        """The parts for the present size, look and values."""
        return ()

    def ground(self, painter: QPainter) -> None:
        """Paint what lies beneath the parts; nothing by default."""

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        self.changed()

    def changed(self) -> None:
        """What is shown has changed: compose and paint again."""
        self.composition.forget()
        self.update()

    def card(self, painter: QPainter) -> None:
        """Paint the ground of a card."""
        theme = self.look.theme
        block(painter, self.rect(), self.look.metrics.radius, theme.surface, theme.line, theme.edge_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.composition.forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self.ground(painter)
            draw(painter, self.composition.parts())
        finally:
            painter.end()  # a painter left open would spoil every later painting of the window

    def inner(self, left: int = 0, top: int = 0, right: int = 0, bottom: int = 0) -> QRect:
        """This widget's box less those margins."""
        return self.rect().adjusted(left, top, -right, -bottom)
