"""A calm place where there is nothing to judge yet: an icon, one sentence, and what can be done meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.commands import Command
from ui.look import Look
from ui.widgets.composed import Align, Fitted, IconPart, Part, TextPart, fit
from ui.widgets.painted import Painted
from ui.widgets.tile import Face, Tile


@dataclass(frozen=True, slots=True)
class Offer:
    """A tile of a prompt: a command, or a page of the window to go to."""

    face: Face
    command: Command | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class PromptText:
    """What a prompt shows."""

    icon: str
    text: str
    more: str = ""
    offers: tuple[Offer, ...] = ()


class PromptPane(Painted):
    """Shows a PromptText.

    Signals:
        commanded(object): a tile with a command was pressed; the Command.
        page_wanted(object): a tile that leads to a page was pressed; the page's name.
    """

    commanded = Signal(object)
    page_wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.shown = PromptText("", "")
        self.tiles: list[Tile] = []

    def show_text(self, text: PromptText) -> None:
        """Show it; nothing happens when it stands there already."""
        if text == self.shown:
            return
        self.shown = text
        self.setAccessibleName(f"{text.text} {text.more}".strip())
        while len(self.tiles) < len(text.offers):
            tile = Tile(self.look, self)
            tile.commanded.connect(self.commanded)
            tile.clicked.connect(self.on_tile_clicked)
            self.tiles.append(tile)
        for number, tile in enumerate(self.tiles):
            tile.setVisible(number < len(text.offers))
            if number < len(text.offers):
                tile.command = text.offers[number].command
                tile.show_face(text.offers[number].face)
        self._arrange()
        self.changed()

    def on_tile_clicked(self) -> None:
        tile = self.sender()
        for offer, shown in zip(self.shown.offers, self.tiles, strict=False):
            if shown is tile and offer.page:
                self.page_wanted.emit(offer.page)

    def apply(self, look: Look) -> None:
        super().apply(look)
        for tile in self.tiles:
            tile.apply(look)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _tile_size(self) -> tuple[int, int]:
        metrics = self.look.metrics
        count = max(1, len(self.shown.offers))
        free = self.width() - 2 * metrics.px(24) - (count - 1) * metrics.gap
        return min(metrics.px(240), free // count), metrics.primary

    def _is_flat(self) -> bool:
        """Whether there is only room for icon, text and tiles side by side."""
        return self.height() < self.look.metrics.px(280)

    def _arrange(self) -> None:
        metrics = self.look.metrics
        width, height = self._tile_size()
        count = len(self.shown.offers)
        if self._is_flat():
            for number in range(count):
                left = self.width() - metrics.px(24) - (count - number) * (width + metrics.gap) + metrics.gap
                self.tiles[number].setGeometry(left, (self.height() - height) // 2, width, height)
            return
        left = (self.width() - count * width - (count - 1) * metrics.gap) // 2
        top = self.height() - height - metrics.px(24)
        for number in range(count):
            self.tiles[number].setGeometry(left + number * (width + metrics.gap), top, width, height)

    def ground(self, painter: QPainter) -> None:
        self.card(painter)

    def _fitted(self, width: int) -> tuple[Fitted, Fitted | None]:
        metrics = self.look.metrics
        text = fit(
            self.shown.text,
            width,
            (metrics.px(22), metrics.heading, metrics.px(18), metrics.px(16)),
            lines=2,
            bold=True,
        )
        more = (
            fit(self.shown.more, width, (metrics.px(16), metrics.body, metrics.px(14)), lines=3)
            if self.shown.more
            else None
        )
        return text, more

    def compose(self) -> Iterable[Part]:
        if not self.shown.icon:
            return
        if self._is_flat():
            yield from self._flat_parts()
            return
        metrics, theme = self.look.metrics, self.look.theme
        width = self.width() - 2 * metrics.px(28)
        text, more = self._fitted(width)
        bottom = self.height() - (metrics.primary + metrics.px(36) if self.shown.offers else 0)
        texts = text.height + (more.height + metrics.px(4) if more else 0)
        size = max(metrics.px(28), min(metrics.px(104), bottom - texts - metrics.px(44)))
        top = (bottom - size - metrics.px(14) - texts) // 2
        left = (self.width() - size) // 2
        yield IconPart(QRect(left, top, size, size), self.shown.icon, theme.muted)
        top += size + metrics.px(14)
        yield TextPart(QRect(metrics.px(28), top, width, text.height), text, theme.text, Align.CENTRE)
        if more:
            top += text.height + metrics.px(4)
            yield TextPart(QRect(metrics.px(28), top, width, more.height), more, theme.muted, Align.CENTRE)

    def _flat_parts(self) -> Iterable[Part]:
        metrics, theme = self.look.metrics, self.look.theme
        icon, left = metrics.px(72), metrics.px(24)
        yield IconPart(QRect(left, (self.height() - icon) // 2, icon, icon), self.shown.icon, theme.muted)
        left += icon + metrics.px(22)
        tiles = len(self.shown.offers) * (self._tile_size()[0] + metrics.gap)
        width = self.width() - left - metrics.px(24) - tiles
        sizes = (metrics.px(22), metrics.heading, metrics.px(18), metrics.px(16))
        text = fit(self.shown.text, width, sizes, lines=3, bold=True)
        if not self.shown.more:
            yield TextPart(QRect(left, 0, width, self.height()), text, theme.text)
            return
        more = fit(self.shown.more, width, (metrics.body, metrics.px(14), metrics.small), lines=3)
        top = (self.height() - text.height - more.height - metrics.px(4)) // 2
        yield TextPart(QRect(left, top, width, text.height), text, theme.text)
        top += text.height + metrics.px(4)
        yield TextPart(QRect(left, top, width, more.height), more, theme.muted)
