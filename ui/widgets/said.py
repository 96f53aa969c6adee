"""One sentence of the bench on a page beside it: what is to be done here, or what became of it."""

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.bench.view import Tone
from ui.look import Look
from ui.widgets.composed import IconPart, Part, TextPart, block, fit
from ui.widgets.marks import TONE_ICON
from ui.widgets.painted import Painted


class SaidLine(Painted):
    """Icon and sentence on a ground in the colour of its tone; a calm one has a grey edge."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.sentence = ""
        self.tone = Tone.CALM

    def show_said(self, text: str, tone: Tone = Tone.CALM) -> None:
        """Show it; nothing happens when it stands there already."""
        if (text, tone) != (self.sentence, self.tone):
            self.sentence, self.tone = text, tone
            self.setAccessibleName(text)
            self.changed()

    def ground(self, painter: QPainter) -> None:
        if not self.sentence:
            return
        theme, radius = self.look.theme, self.look.metrics.radius
        if self.tone is Tone.CALM:
            self.card(painter)
        else:
            tint = theme.of_tone(self.tone)
            block(painter, self.rect(), radius, tint.wash, tint.ink, theme.edge_px)

    def compose(self) -> Iterable[Part]:
        if not self.sentence:
            return
        metrics, theme = self.look.metrics, self.look.theme
        calm = self.tone is Tone.CALM
        ink = theme.muted if calm else theme.of_tone(self.tone).ink
        icon, left = metrics.px(22), metrics.px(14)
        yield IconPart(QRect(left, (self.height() - icon) // 2, icon, icon), TONE_ICON[self.tone], ink)
        left += icon + metrics.px(12)
        box = QRect(left, 0, self.width() - left - metrics.px(12), self.height())
        sizes = (metrics.px(16), metrics.body, metrics.px(14), metrics.small)
        yield TextPart(box, fit(self.sentence, box.width(), sizes, lines=2, bold=not calm), theme.text if calm else ink)
