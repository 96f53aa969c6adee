"""The row of buttons at the lower edge: what can be done at any time, each with its key."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.commands import Command
from ui.look import Look
from ui.widgets.tile import Face, Tile, level_type


@dataclass(frozen=True, slots=True)
class Action:
    """One button: its name in the window, what it shows, and the command that it gives; None for one that changes the window."""

    name: str
    face: Face
    command: Command | None = None


class ActionBar(QWidget):
    """A row of tiles of one width.

    Signals:
        commanded(object): a tile with a command was pressed; the Command.
        wanted(object): a tile without one was pressed; its name.
    """

    commanded = Signal(object)
    wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.actions_shown: tuple[Action, ...] = ()
        self.tiles: list[Tile] = []

    def show_actions(self, actions: tuple[Action, ...]) -> None:
        """Show the actions; only tiles that differ are painted again."""
        if actions == self.actions_shown:
            return
        count_changed = len(actions) != len(self.actions_shown)
        self.actions_shown = actions
        while len(self.tiles) < len(actions):
            tile = Tile(self.look, self)
            tile.commanded.connect(self.commanded)
            tile.clicked.connect(self.on_tile_clicked)
            tile.show()
            self.tiles.append(tile)
        words_changed = count_changed
        for tile, action in zip(self.tiles, actions, strict=False):
            words_changed = words_changed or tile.face.text != action.face.text
            tile.setObjectName(action.name)
            tile.command = action.command
            tile.show_face(action.face)
        if words_changed:
            self._arrange()

    def press(self, name: str) -> None:
        """Press the tile of that name, as its key does."""
        for tile, action in zip(self.tiles, self.actions_shown, strict=False):
            if action.name == name:
                tile.click()

    def on_tile_clicked(self) -> None:
        tile = self.sender()
        for action, shown in zip(self.actions_shown, self.tiles, strict=False):
            if shown is tile and action.command is None:
                self.wanted.emit(action.name)

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        for tile in self.tiles:
            tile.apply(look)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        gap, count = self.look.metrics.gap, max(1, len(self.actions_shown))
        for number, tile in enumerate(self.tiles):
            tile.setVisible(number < len(self.actions_shown))
            left = (self.width() + gap) * number // count
            right = (self.width() + gap) * (number + 1) // count - gap
            tile.setGeometry(left, 0, right - left, self.height())
        level_type(self.tiles[: len(self.actions_shown)])
