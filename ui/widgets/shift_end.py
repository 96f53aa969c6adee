"""The end of a shift: what the next one has to know, and the order that ends it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.widgets.heading import Heading
from ui.widgets.tile import Face, Tile
from ui.widgets.words_field import WordsPane
from ui.words.text import translate


class ShiftEnd(WordsPane):
    """A field for the lead's words, and two buttons. Enter goes from the words to the first of them, and presses it there: what is typed
    by something else than a person, such as a scanner that nobody has told the program of, ends no shift by its last key.

    Signals:
        ended(object): the shift ends; the words.
        given_up(): it goes on.
    """

    ended = Signal(object)
    given_up = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.about = Heading(look, self, quiet=True)
        self.end = Tile(look, self)
        self.end.setObjectName("end-shift")
        self.back = Tile(look, self)
        self.end.clicked.connect(self.on_end)
        self.back.clicked.connect(self.given_up)
        for name in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(name), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.on_enter)
        self.dress()

    def on_enter(self) -> None:
        if self.end.hasFocus():
            self.end.click()
        elif self.field.hasFocus():
            self.end.setFocus()

    def on_end(self) -> None:
        words = self.field.text().strip()
        self.field.clear()
        self.ended.emit(words)

    def parts(self) -> tuple[Heading | Tile, ...]:
        return self.about, self.end, self.back

    def dress(self) -> None:
        words = self.look.words
        self.entitle(words(translate("shift end", "What does the next shift have to know?")))
        self.about.show_text(
            words(translate("shift end", "The handover is made of everything up to now; the next shift begins now."))
        )
        end = words(translate("shift end", "End the shift and make the handover"))
        self.end.show_face(Face(end, hint="Enter", icon="check", filled=True))
        self.back.show_face(Face(words.button("CANCEL"), icon="close"))

    def arrange(self) -> None:
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
