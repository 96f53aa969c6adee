"""Tiles in rows, turned like pages when there are more than fit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.commands import Command, Control
from ui.look import Look
from ui.widgets.composed import Align, Part, TextPart, fit
from ui.widgets.painted import Painted
from ui.widgets.tile import Face, Tile, level_type
from ui.words.text import translate


@dataclass(frozen=True, slots=True)
class Choosable:
    """One tile: what it shows, and what pressing it asks for."""

    face: Face
    command: Command


def control(word: str, face: Face) -> Choosable:
    """A tile that gives a command word."""
    return Choosable(face, Control(word))


class TileGrid(Painted):
    """A heading and `rows` × `columns` tiles of one height.

    Signals:
        commanded(object): a tile was pressed; its Command.

    Attributes:
        page: number of the page in sight, from 0.
    """

    commanded = Signal(object)

    def __init__(
        self,
        look: Look,
        rows: int,
        columns: int,
        parent: QWidget | None = None,
        make: Callable[[Look, QWidget], Tile] = Tile,
    ) -> None:
        super().__init__(look, parent)
        self._rows, self._columns = rows, columns
        self._heading = ""
        self._entries: tuple[Choosable, ...] = ()
        self.page = 0
        self._levelled = make is Tile
        self.tiles = [make(look, self) for _ in range(rows * columns)]
        for tile in self.tiles:
            tile.commanded.connect(self.commanded)
        self._turn = self.tiles[-1]
        self._turn.clicked.connect(self.on_turned)

    def show_entries(self, heading: str, entries: tuple[Choosable, ...]) -> None:
        """Show tiles; the page in sight stays as long as it exists."""
        if heading != self._heading:
            self._heading = heading
            self.setAccessibleName(heading)
            self.changed()
        if entries != self._entries:
            self._entries = entries
            self._deal()

    def show_first_page(self) -> None:
        """Turn back to the first page."""
        self.page = 0
        self._deal()

    def press(self, number: int) -> None:
        """Press the tile at that place, from 1, as its key would; nothing happens where there is none."""
        if 1 <= number <= len(self.tiles) and not self.tiles[number - 1].isHidden():
            self.tiles[number - 1].click()

    def on_turned(self) -> None:
        if len(self._entries) > len(self.tiles):
            self.page += 1
            self._deal()

    def _deal(self) -> None:
        """Give each tile its entry of the page in sight."""
        per_page = len(self.tiles) - 1
        turning = len(self._entries) > len(self.tiles)
        pages = -(-len(self._entries) // per_page) if turning else 1
        self.page %= pages
        shown = self._entries[self.page * per_page : (self.page + 1) * per_page] if turning else self._entries
        for number, tile in enumerate(self.tiles):
            if number < len(shown):
                tile.command = shown[number].command
                tile.show_face(shown[number].face)
                tile.show()
            elif turning and tile is self._turn:
                tile.command = None
                tile.show_face(self._turning_face(shown, pages))
                tile.show()
            else:
                tile.command = None
                tile.hide()

        self._level()

    def _turning_face(self, shown: tuple[Choosable, ...], pages: int) -> Face:
        """What turns the page; it tells of what is chosen on pages out of sight."""
        words = self.look.words
        elsewhere = sum(entry.face.chosen for entry in self._entries if entry not in shown)
        if elsewhere:
            note = words(translate("tiles", "%n more chosen", "", 1), count=elsewhere)
        else:
            note = words(translate("tiles", "page {page} of {pages}"), page=self.page + 1, pages=pages)
        return Face(words(translate("tiles", "More")), note=note, icon="right", chosen=bool(elsewhere))

    def _level(self) -> None:
        if self._levelled:
            level_type(self.tiles[: len(self._entries)])

    def apply(self, look: Look) -> None:
        super().apply(look)
        for tile in self.tiles:
            tile.apply(look)
        self._deal()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _heading_height(self) -> int:
        return self.look.metrics.px(20)

    def _arrange(self) -> None:
        metrics = self.look.metrics
        top = self._heading_height()
        gap = metrics.gap
        height = (self.height() - top - gap * (self._rows - 1)) // self._rows
        for number, tile in enumerate(self.tiles):
            row, column = divmod(number, self._columns)
            left = (self.width() + gap) * column // self._columns
            right = (self.width() + gap) * (column + 1) // self._columns - gap
            tile.setGeometry(left, top + row * (height + gap), right - left, height)
        self._level()

    def compose(self) -> Iterable[Part]:
        metrics = self.look.metrics
        box = QRect(metrics.px(2), 0, self.width() - metrics.px(4), metrics.px(17))
        yield TextPart(
            box, fit(self._heading, box.width(), (metrics.small, metrics.px(12))), self.look.theme.muted, Align.LEFT
        )
