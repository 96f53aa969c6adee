"""The inspector's own words about the item in hand, typed on the keyboard."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.bench.view import ItemView
from ui.look import Look
from ui.widgets.tile import Face, Tile
from ui.widgets.words_field import WordsPane
from ui.words.text import translate

PAUSE_MS = 1_500
"""So long after the last key the words are kept as they stand."""


class NotePane(WordsPane):
    """A field with its two buttons. What is typed is lost in no way but by Esc: it is kept when the typing pauses, what does not wait
    for that takes the draft along, and words that the bench refused come back with their item.

    Signals:
        drafted(object): what would be lost if the item went now, the text; None when nothing would.
        paused(object): the text is to be kept now, and the note stays open.
        kept(object): the note is written; its text.
        given_up(): it is not wanted.

    Attributes:
        item_id: the item that the note is about; "" before there was one.
    """

    drafted = Signal(object)
    paused = Signal(object)
    kept = Signal(object)
    given_up = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.item_id = ""
        self._recorded = ""  # as last shown by the bench
        self._before = ""  # what Esc gives back
        self._asked: str | None = None  # what the bench was last told to keep since the note was opened
        self._on_the_way: list[str] = []  # what may still come back as the record's: told, or drafted and taken along
        self._refused: dict[str, str] = {}  # words of items that are not in hand now
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.on_pause)
        self.save = Tile(look, self)
        self.save.setObjectName("save-note")
        self.back = Tile(look, self)
        self.field.textEdited.connect(self.on_edited)
        self.save.clicked.connect(self.keep)
        self.back.clicked.connect(self.give_up)
        self.dress()

    def start(self, item: ItemView) -> None:
        """Begin with the note that the item has, or go on with what was typed for it."""
        if item.item_id != self.item_id:
            if self.changed():
                self._refused[self.item_id] = self.text()
            self.item_id, self._recorded = item.item_id, item.note
            self._on_the_way = []
            self.field.setText(self._refused.pop(item.item_id, item.note))
        self._before, self._asked = item.note, None

    def follow(self, item: ItemView) -> None:
        """Take note of what the record has. Where another than this pane changed it, such as an undo, the field follows."""
        if item.item_id != self.item_id or item.note == self._recorded:
            return
        untouched = not self.changed()
        self._recorded = item.note
        if untouched and item.note not in self._on_the_way:
            self.field.setText(item.note)
        if item.note in self._on_the_way:
            del self._on_the_way[: self._on_the_way.index(item.note) + 1]
        self.on_edited()

    def text(self) -> str:
        """The words as they would be kept."""
        return self.field.text().strip()

    def changed(self) -> bool:
        """Whether the words are others than those that the record has."""
        return self.text() != self._recorded

    def on_edited(self) -> None:
        """What differs from the record is not safe yet."""
        if self.changed():
            self._pause.start()
            self._on_the_way.append(self.text())
            self.drafted.emit(self.text())
        else:
            self._on_the_way.clear()
            self._rest()

    def on_pause(self) -> None:
        self._rest()
        if self.changed():
            self._ask(self.text())

    def keep(self) -> None:
        """Write the note."""
        self._rest()
        self._asked = self.text()
        self._on_the_way.append(self.text())
        self.kept.emit(self.text())

    def give_up(self) -> None:
        """Leave the note as it was when it was opened."""
        self._rest()
        self.field.setText(self._before)
        if self._before != (self._recorded if self._asked is None else self._asked):
            self._ask(self._before)
        self.given_up.emit()

    def _ask(self, text: str) -> None:
        self._asked = text
        self._on_the_way.append(text)
        self.paused.emit(text)

    def _rest(self) -> None:
        self._pause.stop()
        self.drafted.emit(None)

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
