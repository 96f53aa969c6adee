"""Keys for a glove: a display and rows of large keys, for the PIN and for quantities."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.widgets.composed import Align, Part, TextPart, block, fit
from ui.widgets.painted import Painted
from ui.widgets.tile import Face, Tile

BACKSPACE = "backspace"
ENTER = "enter"


class Key(Tile):
    """A key with a large digit."""

    def type_sizes(self) -> tuple[int, ...]:
        metrics = self.look.metrics
        if len(self.face.text) == 1:
            return (metrics.px(34),)
        return (metrics.heading, metrics.px(18), metrics.px(16), metrics.px(14), metrics.small)

    def is_bold(self) -> bool:
        return len(self.face.text) == 1 or super().is_bold()


class Keypad(Painted):
    """A display above rows of keys. What a key means is the page's business.

    Signals:
        pressed(object): a key was pressed; its name.
    """

    pressed = Signal(object)

    def __init__(self, look: Look, rows: tuple[tuple[str, ...], ...], parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows = rows
        self._display = ""
        self.keys = {name: Key(look, self) for row in rows for name in row}
        for name, tile in self.keys.items():
            tile.setObjectName(f"key {name}")
            tile.clicked.connect(self.on_key_clicked)

    def show_keys(self, display: str, faces: dict[str, Face], spoken: str) -> None:
        """Show the display's text (`spoken` is what a screen reader says) and the faces of keys; a key without one shows its name."""
        for name, tile in self.keys.items():
            tile.show_face(faces.get(name) or Face(name))
        self.setAccessibleName(spoken)
        if display != self._display:
            self._display = display
            self.changed()

    def on_key_clicked(self) -> None:
        tile = self.sender()
        for name, key in self.keys.items():
            if key is tile:
                self.pressed.emit(name)

    def apply(self, look: Look) -> None:
        super().apply(look)
        for tile in self.keys.values():
            tile.apply(look)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _display_height(self) -> int:
        """The display gives way before the keys do."""
        metrics, rows = self.look.metrics, len(self._rows)
        return max(metrics.px(36), min(metrics.px(64), self.height() - rows * (metrics.touch + metrics.gap)))

    def _arrange(self) -> None:
        gap = self.look.metrics.gap
        top = self._display_height() + gap
        height = (self.height() - top - gap * (len(self._rows) - 1)) // len(self._rows)
        for number, row in enumerate(self._rows):
            for column, name in enumerate(row):
                left = (self.width() + gap) * column // len(row)
                right = (self.width() + gap) * (column + 1) // len(row) - gap
                self.keys[name].setGeometry(left, top + number * (height + gap), right - left, height)

    def ground(self, painter: QPainter) -> None:
        theme = self.look.theme
        box = QRect(0, 0, self.width(), self._display_height())
        block(painter, box, self.look.metrics.radius, theme.surface, theme.control, theme.edge_px)

    def compose(self) -> Iterable[Part]:
        metrics = self.look.metrics
        box = QRect(metrics.px(14), 0, self.width() - metrics.px(28), self._display_height())
        yield TextPart(
            box,
            fit(self._display, box.width(), (metrics.proposal, metrics.heading, metrics.body), bold=True),
            self.look.theme.text,
            Align.CENTRE,
        )
