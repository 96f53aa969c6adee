"""A picture as large as its place allows: a label, a page of a report."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.widgets.composed import Align, Part, TextPart, block, fit
from ui.widgets.painted import Painted


class Picture(Painted):
    """A card with a picture in the middle; scaled once, when picture or place change. A sentence stands there without one."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._picture_shown: QPixmap | None = None
        self._scaled: QPixmap | None = None
        self._sentence = ""

    def show_picture(self, picture: QPixmap | None, sentence: str) -> None:
        """Show a picture; None shows the sentence instead, which is also what a screen reader says of the picture."""
        self._picture_shown, self._scaled, self._sentence = picture, None, sentence
        self.setAccessibleName(sentence)
        self.changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scaled = None

    def ground(self, painter: QPainter) -> None:
        self.card(painter)
        if self._picture_shown is None:
            return
        pad = self.look.metrics.px(12)
        box = self.inner(pad, pad, pad, pad)
        paint_picture(painter, box, self._fitted(self._picture_shown, box), self.look.theme.line)

    def compose(self) -> Iterable[Part]:
        if self._picture_shown is None:
            metrics = self.look.metrics
            box = self.inner(metrics.px(16), 0, metrics.px(16))
            text = fit(self._sentence, box.width(), (metrics.px(16), metrics.body, metrics.px(14)), lines=3)
            yield TextPart(box, text, self.look.theme.muted, Align.CENTRE)

    def _fitted(self, picture: QPixmap, box: QRect) -> QPixmap:
        if self._scaled is None:
            self._scaled = scaled(picture, box, self.devicePixelRatioF())
        return self._scaled


def scaled(picture: QPixmap, box: QRect, ratio: float) -> QPixmap:
    """The picture as large as the box allows."""
    mode, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    made = picture.scaled(box.size() * ratio, mode, smooth)
    made.setDevicePixelRatio(ratio)
    return made


def paint_picture(painter: QPainter, box: QRect, picture: QPixmap, edge: str) -> None:
    """Paint it in the middle of the box, on white paper."""
    size = picture.deviceIndependentSize().toSize()
    left = box.left() + (box.width() - size.width()) // 2
    top = box.top() + (box.height() - size.height()) // 2
    block(painter, QRect(left - 3, top - 3, size.width() + 6, size.height() + 6), 4, "#FFFFFF", edge)
    painter.drawPixmap(left, top, picture)
