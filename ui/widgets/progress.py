"""How far long work has come."""

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.widgets.composed import Align, Part, TextPart, block, fit
from ui.widgets.painted import Painted
from ui.words.text import translate


class ProgressBar(Painted):
    """A bar with its share in words; empty while nobody knows the share."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._share: float | None = None

    def show_share(self, share: float | None) -> None:
        """Show a share from 0 to 1; None while it is unknown."""
        if share == self._share and self.accessibleName():
            return
        self._share = share
        self.setAccessibleName(self._text())
        self.changed()

    def _text(self) -> str:
        words = self.look.words
        if self._share is None:
            return words(translate("progress", "Working …"))
        return words(translate("progress", "{percent} % done"), percent=round(100 * self._share))

    def ground(self, painter: QPainter) -> None:
        theme, metrics = self.look.theme, self.look.metrics
        block(painter, self.rect(), metrics.px(6), theme.surface, theme.control, theme.edge_px)
        if self._share:
            done = QRect(2, 2, max(1, round((self.width() - 4) * self._share)), self.height() - 4)
            block(painter, done, metrics.px(5), theme.primary.wash, None)

    def compose(self) -> Iterable[Part]:
        metrics = self.look.metrics
        text = fit(self._text(), self.width(), (metrics.body, metrics.px(14)))
        yield TextPart(self.rect(), text, self.look.theme.text, Align.CENTRE)
