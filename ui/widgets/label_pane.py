"""The label of the item in hand, as it is printed, and what is known of its printing."""

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.bench.view import ItemView
from app.domain.vocabulary import PrintState
from ui.look import Look
from ui.widgets.composed import Align, IconPart, Part, TextPart, block, fit
from ui.widgets.marks import PRINT_ICON, PRINT_TONE
from ui.widgets.painted import Painted
from ui.widgets.picture import paint_picture, scaled
from ui.words.text import translate


class LabelPane(Painted):
    """The label's picture, and below it what is known of its printing."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._item: ItemView | None = None
        self._picture: QPixmap | None = None
        self._fitted_picture: QPixmap | None = None
        self.wanted_back = False
        self.setObjectName("label")

    def show_label(self, item: ItemView | None, picture: QPixmap | None, *, wanted_back: bool) -> None:
        """Show the label of an item; `wanted_back` while it has to be scanned."""
        if (item, picture, wanted_back) == (self._item, self._picture, self.wanted_back):
            return
        self._item, self._picture, self.wanted_back = item, picture, wanted_back
        self._fitted_picture = None
        words = self.look.words
        state = words.of(item.label_state) if item and item.label_state else ""
        self.setAccessibleName(
            words(translate("label", "Label {lpn}: {state}"), lpn=item.lpn if item else "", state=state)
        )
        self.changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitted_picture = None

    def _picture_box(self) -> QRect:
        pad = self.look.metrics.px(14)
        return self.inner(pad, pad, pad, self.look.metrics.px(46))

    def ground(self, painter: QPainter) -> None:
        theme, metrics = self.look.theme, self.look.metrics
        edge = theme.primary.ink if self.wanted_back else theme.line
        block(painter, self.rect(), metrics.radius, theme.surface, edge, 3.0 if self.wanted_back else theme.edge_px)
        box = self._picture_box()
        if self._picture is None:
            block(painter, box, metrics.px(6), theme.raised, theme.line, theme.edge_px)
            return
        if self._fitted_picture is None:
            self._fitted_picture = scaled(self._picture, box, self.devicePixelRatioF())
        paint_picture(painter, box, self._fitted_picture, theme.line)

    def compose(self) -> Iterable[Part]:
        item = self._item
        if item is None:
            return
        metrics, theme, words = self.look.metrics, self.look.theme, self.look.words
        box = self._picture_box()
        if self._picture is None:
            text = fit(item.lpn, box.width(), (metrics.proposal, metrics.heading, metrics.body), bold=True)
            yield TextPart(box, text, theme.muted, Align.CENTRE)
        state = item.label_state
        if state is None:
            return
        colour = (
            theme.of_tone(PRINT_TONE[state]).ink if state not in {PrintState.SENT, PrintState.SENDING} else theme.muted
        )
        icon = metrics.px(20)
        place = QRect(metrics.px(16), self.height() - metrics.px(40), self.width() - metrics.px(32), metrics.px(34))
        yield IconPart(QRect(place.left(), place.center().y() - icon // 2, icon, icon), PRINT_ICON[state], colour)
        known = words.of(state)
        if item.label_copy:
            known = words(translate("label", "{state}, copy {copy}"), state=known, copy=item.label_copy)
        inner = place.adjusted(icon + metrics.px(10), 0, 0, 0)
        yield TextPart(
            inner,
            fit(known, inner.width(), (metrics.px(16), metrics.body, metrics.px(14), metrics.small), bold=True),
            colour,
        )
