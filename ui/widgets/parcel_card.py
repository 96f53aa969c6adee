"""The open parcel: what it is called, how much of it is here, and its rows."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.bench.view import ParcelView
from ui.look import Look
from ui.widgets.composed import Align, Part, TextPart, fit
from ui.widgets.painted import Painted
from ui.widgets.rows import RowList
from ui.words.text import translate


class ParcelCard(Painted):
    """Card with a header and the list of rows.

    Signals:
        commanded(object): a row was pressed; the Command.
    """

    commanded = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.parcel: ParcelView | None = None
        self._heading = self._texts()
        self.list = RowList(look, self)
        self.list.commanded.connect(self.commanded)

    def show_parcel(self, parcel: ParcelView | None) -> None:
        """Show a parcel; only rows that differ are painted again."""
        if parcel == self.parcel:
            return
        self.parcel = parcel
        self.list.show_rows(parcel.rows if parcel else ())
        heading = self._texts()
        if heading != self._heading:
            self._heading = heading
            self.setAccessibleName(" ".join(heading))
            self.composition.forget()
            self.update(self._heading_box())  # all of it would paint every row anew

    def _texts(self) -> tuple[str, str]:
        words, parcel = self.look.words, self.parcel
        if parcel is None:
            return words(translate("parcel", "Its parcel is closed")), ""
        received, expected, extra = parcel.units_received, parcel.units_expected, parcel.units_extra
        if not expected:
            title = words(translate("parcel", "Parcel: {received} pcs"), received=received + extra)
        elif extra:
            more = translate("parcel", "Parcel: {received} of {expected}, {extra} more")
            title = words(more, received=received, expected=expected, extra=extra)
        else:
            title = words(translate("parcel", "Parcel: {received} of {expected}"), received=received, expected=expected)
        about = parcel.label if parcel.label and parcel.label not in parcel.rmas else parcel.carrier
        return title, about

    def _heading_box(self) -> QRect:
        metrics = self.look.metrics
        box = self.inner(metrics.px(16), metrics.px(6), metrics.px(16))
        box.setHeight(metrics.px(36))
        return box

    def apply(self, look: Look) -> None:
        super().apply(look)
        self._heading = self._texts()
        self.list.apply(look)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        metrics = self.look.metrics
        pad = metrics.px(12)
        self.list.setGeometry(self.inner(pad, metrics.px(46), pad, pad))

    def ground(self, painter: QPainter) -> None:
        self.card(painter)

    def compose(self) -> Iterable[Part]:
        metrics, theme = self.look.metrics, self.look.theme
        title, about = self._heading
        box = self._heading_box()
        heading = fit(title, box.width(), (metrics.px(18), metrics.px(16)), bold=True)
        yield TextPart(box, heading, theme.text)
        room = box.width() - heading.width - metrics.px(12)
        number = fit(about, max(0, room), (metrics.small, metrics.px(12), metrics.px(11)))
        yield TextPart(
            QRect(box.right() - room, box.top(), room, box.height()), number, theme.muted, Align.RIGHT, may_elide=True
        )
