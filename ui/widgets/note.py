"""The inspector's own words about the item in hand, typed on the keyboard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.bench.view import ItemView
from ui.look import Look
from ui.widgets.tile import Face, Tile
from ui.widgets.words_field import WordsPane
from ui.words.text import translate


class NotePane(WordsPane):
    """A field with its two buttons. What was typed and not kept stays with its item until it is kept or given up.

    Signals:
        kept(object): the note is written; its text.
        given_up(): it is not wanted.

    Attributes:
        item_id: the item that the note is about; "" before there was one.
    """

    kept = Signal(object)
    given_up = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.item_id = ""
        self._stored = ""
        self.save = Tile(look, self)
        self.save.setObjectName("save-note")
        self.back = Tile(look, self)
        self.save.clicked.connect(self.keep)
        self.back.clicked.connect(self.give_up)
        self.dress()

    def start(self, item: ItemView) -> None:
        """Begin with the note that the item has, or go on with what was typed for it."""
        if item.item_id != self.item_id or not self.changed():
            self.field.setText(item.note)
        self.item_id, self._stored = item.item_id, item.note

    def changed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.field.text().strip() != self._stored

    def keep(self) -> None:
        """Write the note."""
        self._stored = self.field.text().strip()
        self.kept.emit(self._stored)

    def give_up(self) -> None:
        """Leave the note as it was."""
        self.field.setText(self._stored)
        self.given_up.emit()

    def parts(self) -> tuple[Tile, ...]:
        return self.save, self.back

    def dress(self) -> None:
        words = self.look.words
        self.entitle(words(translate("note", "Note about this item")))
        self.field.setPlaceholderText(words(translate("note", "What the next person should know")))
        primary = self.look.theme.primary
        self.save.show_face(
            Face(words(translate("note", "Keep the note")), hint="Enter", icon="check", filled=True, tint=primary)
        )
        self.back.show_face(Face(words(translate("note", "Back")), hint="Esc", icon="left"))

    def arrange(self) -> None:
        metrics = self.look.metrics
        gap, heading = metrics.gap, metrics.px(26)
        self.heading.setGeometry(metrics.px(2), 0, self.width() - metrics.px(4), heading)
        top = heading + metrics.px(8)
        self.field.setGeometry(0, top, self.width(), metrics.touch)
        top += metrics.touch + gap
        width = (self.width() - gap) // 2
        self.back.setGeometry(0, top, width, metrics.touch)
        self.save.setGeometry(width + gap, top, self.width() - width - gap, metrics.touch)
