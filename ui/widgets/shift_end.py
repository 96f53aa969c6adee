"""The end of a shift: what the next one has to know, and the order that ends it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.look import Look
from ui.theme.style import style_sheet
from ui.widgets.heading import Heading
from ui.widgets.note import MOST_CHARACTERS
from ui.widgets.tile import Face, Tile
from ui.words.text import translate


class ShiftEnd(QWidget):
    """A field for the lead's words, and two buttons.

    Signals:
        ended(object): the shift ends; the words.
        given_up(): it goes on.
    """

    ended = Signal(object)
    given_up = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.heading = Heading(look, self)
        self.about = Heading(look, self, quiet=True)
        self.field = QLineEdit(self)
        self.field.setMaxLength(MOST_CHARACTERS)
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.end = Tile(look, self)
        self.end.setObjectName("end-shift")
        self.back = Tile(look, self)
        self.end.clicked.connect(self.on_end)
        self.back.clicked.connect(self.given_up)
        self._dress()

    def on_end(self) -> None:
        words = self.field.text().strip()
        self.field.clear()
        self.ended.emit(words)

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        for part in (self.heading, self.about, self.end, self.back):
            part.apply(look)
        self._dress()
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        self.field.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _dress(self) -> None:
        words = self.look.words
        self.setStyleSheet(style_sheet(self.look.theme, self.look.metrics))
        title = words(translate("shift end", "What does the next shift have to know?"))
        self.heading.show_text(title)
        self.about.show_text(
            words(translate("shift end", "The handover is made of everything up to now; the next shift begins now."))
        )
        self.field.setAccessibleName(title)
        end = words(translate("shift end", "End the shift and make the handover"))
        self.end.show_face(Face(end, icon="check", filled=True))
        self.back.show_face(Face(words.button("CANCEL"), icon="close"))

    def _arrange(self) -> None:
        metrics = self.look.metrics
        gap, width = metrics.gap, self.width()
        self.heading.setGeometry(0, 0, width, metrics.px(26))
        self.field.setGeometry(0, metrics.px(26), width, metrics.touch)
        top = metrics.px(26) + metrics.touch + gap
        self.about.setGeometry(0, top, width, metrics.px(46))
        top += metrics.px(46) + gap
        left = (width - gap) * 64 // 100
        self.end.setGeometry(0, top, left, metrics.primary)
        self.back.setGeometry(left + gap, top, width - left - gap, metrics.primary)
