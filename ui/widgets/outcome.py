"""After the decision: the label as it is printed, and the tote that the item goes into."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.bench.messages import Say
from app.bench.view import BenchView, ItemView, Phase, ToteView
from app.domain.vocabulary import PrintState, Route
from ui.look import Look
from ui.widgets.composed import Align, IconPart, Part, TextPart, block, fit
from ui.widgets.marks import PRINT_ICON, PRINT_TONE, ROUTE_ICON
from ui.widgets.painted import Painted
from ui.widgets.picture import paint_picture, scaled
from ui.widgets.tile import Face, Inks, Tile
from ui.words.text import translate

_OTHER_TOTES = 4


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


class ToteTile(Tile):
    """A tote. Large, with its code in large letters, where the item goes or lies.

    Attributes:
        large: whether it is that one.
    """

    large = False

    def inks(self) -> Inks:
        tint = self.face.tint
        if self.large and not self.face.filled and tint:
            return Inks(tint.wash, None, 0, tint.ink, tint.ink)
        return super().inks()

    def compose(self) -> Iterable[Part]:
        metrics, face, inks = self.look.metrics, self.face, self.inks()
        large = self.large
        sizes = tuple(metrics.px(size) for size in ((44, 38, 32, 26) if large else (20, 18, 16, 14)))
        icon = metrics.px(52 if large else 24)
        pad = metrics.px(20 if large else 12)
        left = pad + icon + metrics.px(16 if large else 10)
        width = self.width() - left - metrics.px(10)
        code = fit(face.text, width, sizes, bold=True)
        note = fit(
            face.note,
            width,
            (metrics.px(16), metrics.body, metrics.px(14), metrics.small, metrics.px(12)),
            lines=2 if large else 1,
        )
        top = (self.height() - code.height - note.height) // 2
        yield IconPart(QRect(pad, (self.height() - icon) // 2, icon, icon), face.icon, inks.text)
        yield TextPart(QRect(left, top, width, code.height), code, inks.text)
        yield TextPart(QRect(left, top + code.height, width, note.height), note, inks.note, may_elide=not large)


class OutcomePane(Painted):
    """Label and totes side by side.

    Signals:
        tote_pressed(object): a tote was pressed; its code.
    """

    tote_pressed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.label = LabelPane(look, self)
        self._totes: tuple[ToteView, ...] = ()
        self._target = ToteTile(look, self)
        self._target.large = True
        self._others = [ToteTile(look, self) for _ in range(_OTHER_TOTES)]
        self._hint = ""
        for tile in (self._target, *self._others):
            tile.clicked.connect(self.on_tote_clicked)
        self._codes: dict[Tile, str] = {}

    def show_outcome(self, view: BenchView, picture: QPixmap | None) -> None:
        """Show label and totes of the current item."""
        self.label.show_label(view.item, picture, wanted_back=view.headline.say is Say.SCAN_LABEL_BACK)
        route = view.proposal.route if view.proposal else None
        stowed = view.item.tote if view.item else None
        self._codes = {}
        words, theme = self.look.words, self.look.theme
        target = next((tote for tote in view.totes if tote.code == stowed or (stowed is None and tote.suggested)), None)
        hint = ""
        if stowed or target:
            code = stowed or (target.code if target else "")
            text = (
                translate("tote", "It is in this tote")
                if stowed
                else translate("tote", "Put it in this tote and scan the tote")
            )
            tint = theme.of_route(target.route if target else route or Route.HOLD)
            icon = "check" if stowed else ROUTE_ICON[target.route if target else route or Route.HOLD]
            self._target.show_face(
                Face(code, note=words(text), icon=icon, tint=tint, filled=not stowed, name=f"{code}: {words(text)}")
            )
            self._codes[self._target] = code
        elif view.phase is Phase.HELD:
            hint = words(translate("tote", "Put it on the shelf for held items."))
        elif route:
            hint = words(translate("tote", "No tote for “{route}” is open here. Scan an empty one."), route=route)
        self._target.setVisible(bool(stowed or target))
        others = [tote for tote in view.totes if tote is not target and tote.route is route and not stowed][
            :_OTHER_TOTES
        ]
        for tile, tote in zip(self._others, others, strict=False):
            note = words(translate("tote", "%n items", "", 1), count=tote.items)
            tile.show_face(Face(tote.code, note=note, icon=ROUTE_ICON[tote.route], tint=theme.of_route(tote.route)))
            self._codes[tile] = tote.code
        for number, tile in enumerate(self._others):
            tile.setVisible(number < len(others))
        if hint != self._hint:
            self._hint = hint
            self.setAccessibleName(hint)
            self.changed()
        self._arrange()

    def on_tote_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile) and tile in self._codes:
            self.tote_pressed.emit(self._codes[tile])

    def apply(self, look: Look) -> None:
        super().apply(look)
        self.label.apply(look)
        for tile in (self._target, *self._others):
            tile.apply(look)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _right(self) -> QRect:
        left = self.width() * 54 // 100 + self.look.metrics.gap
        return QRect(left, 0, self.width() - left, self.height())

    def _arrange(self) -> None:
        metrics = self.look.metrics
        right = self._right()
        self.label.setGeometry(0, 0, right.left() - metrics.gap, self.height())
        others = [tile for tile in self._others if not tile.isHidden()]
        lines = -(-len(others) // 2)
        other_height = metrics.touch if others else 0
        target = right.height() - lines * (other_height + metrics.gap)
        self._target.setGeometry(right.left(), 0, right.width(), target)
        width = (right.width() - metrics.gap) // 2
        for number, tile in enumerate(others):
            row, column = divmod(number, 2)
            top = target + metrics.gap + row * (other_height + metrics.gap)
            tile.setGeometry(right.left() + column * (width + metrics.gap), top, width, other_height)

    def ground(self, painter: QPainter) -> None:
        if self._hint:
            theme = self.look.theme
            block(painter, self._right(), self.look.metrics.radius, theme.surface, theme.line, theme.edge_px)

    def compose(self) -> Iterable[Part]:
        if not self._hint:
            return
        metrics, theme = self.look.metrics, self.look.theme
        right, size, pad = self._right(), metrics.px(64), metrics.px(20)
        yield IconPart(
            QRect(right.center().x() - size // 2, right.top() + right.height() // 5, size, size), "tote", theme.muted
        )
        top = right.top() + right.height() // 5 + size + metrics.px(8)
        box = QRect(right.left() + pad, top, right.width() - 2 * pad, right.bottom() - top)
        text = fit(self._hint, box.width(), (metrics.px(18), metrics.px(16), metrics.px(14)), lines=3)
        yield TextPart(QRect(box.left(), box.top(), box.width(), text.height), text, theme.text, Align.CENTRE)
