"""The inspector's own words about the item in hand, typed on the keyboard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.bench.messages import Say
from app.bench.view import ItemView, Notice
from ui.look import Look
from ui.widgets.tile import Face, Tile
from ui.widgets.words_field import WordsPane
from ui.words.text import translate


class NotePane(WordsPane):
    """A field with its two buttons. What is typed is a draft, which goes to the bench before whatever is done or scanned next; only
    Esc drops it. Words that the bench could not keep stay, or come back with their item.

    Signals:
        drafted(object): what would be lost if the item went now, the text; None when nothing would.
        kept(object): the note is written; its text.
        given_up(): it is not wanted.

    Attributes:
        item_id: the item that the note is about; "" before there was one.
    """

    drafted = Signal(object)
    kept = Signal(object)
    given_up = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.item_id = ""
        self._recorded = ""  # as last shown by the bench
        self._left: dict[str, str] = {}  # words that could not be kept, of items that are not in hand now
        self.save = Tile(look, self)
        self.save.setObjectName("save-note")
        self.back = Tile(look, self)
        self.field.textEdited.connect(self.tell)
        self.save.clicked.connect(self.keep)
        self.back.clicked.connect(self.give_up)
        self.dress()

    def start(self, item: ItemView) -> None:
        """Begin with the note that the item has, or go on with what was typed for it."""
        if item.item_id == self.item_id:
            return
        if self.changed():
            self._left[self.item_id] = self.text()
        self.item_id, self._recorded = item.item_id, item.note
        self.field.setText(self._left.pop(item.item_id, item.note))
        self.tell()

    def follow(self, item: ItemView) -> None:
        """Take note of what the record has. Where another than this pane changed it, such as an undo, the field follows."""
        if item.item_id == self.item_id:
            self._learn(item.note)

    def hear(self, notices: tuple[Notice, ...]) -> None:
        """Learn what was kept, whatever is in sight or in hand by now: words that are safe are not to be said once more."""
        for notice in notices:
            if notice.said.say is Say.NOTE_KEPT:
                kept = dict(notice.said.params)
                if kept["item_id"] == self.item_id:
                    self._learn(kept["note"])
                elif self._left.get(kept["item_id"]) == kept["note"]:
                    del self._left[kept["item_id"]]

    def _learn(self, note: str) -> None:
        untouched = not self.changed()
        self._recorded = note
        if untouched and self.text() != note:  # else the cursor and a space that is being typed stay
            self.field.setText(note)
        self.tell()

    def forget(self) -> None:
        """Drop what could not be kept: somebody else would sign for it."""
        self.item_id, self._recorded = "", ""
        self._left.clear()
        self.field.clear()
        self.tell()

    def text(self) -> str:
        """The words as they would be kept."""
        return self.field.text().strip()

    def changed(self) -> bool:
        """Whether the words are others than those that the record has."""
        return self.text() != self._recorded

    def tell(self) -> None:
        """What differs from the record is not safe yet; told again with each picture, since the bench may not have been able to keep it."""
        self.drafted.emit(self.text() if self.changed() else None)

    def keep(self) -> None:
        """Write the note."""
        self.kept.emit(self.text())

    def give_up(self) -> None:
        """Leave the note as the record has it."""
        self.field.setText(self._recorded)
        self.tell()
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
