"""After the decision: the label as it is printed, and the tote that the item goes into."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.bench.messages import Say
from app.bench.view import BenchView, Phase, ToteView
from app.domain.vocabulary import Route
from ui.look import Look
from ui.widgets.composed import Align, IconPart, Part, TextPart, block, fit
from ui.widgets.label_pane import LabelPane
from ui.widgets.marks import ROUTE_ICON
from ui.widgets.painted import Painted
from ui.widgets.tile import Face, Inks, Tile
from ui.words.text import Text, translate

_OTHER_TOTES = 4


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


@dataclass(frozen=True, slots=True)
class Target:
    """The tote that the item lies in, or goes into.

    Attributes:
        next_step: whether putting it there is what comes now.
    """

    code: str
    route: Route
    note: Text
    stowed: bool
    next_step: bool


def _route_of(view: BenchView) -> Route:
    if view.phase is Phase.HELD or view.proposal is None:
        return Route.HOLD
    return view.proposal.route


_LABEL_FIRST = frozenset({Say.SCAN_LABEL_BACK, Say.LABEL_WAITS, Say.LABEL_AGAIN})


def target_of(view: BenchView) -> Target | None:
    """Where the current item lies or goes; None while no tote of its route is open here."""
    stowed = view.item.tote if view.item else None
    if stowed:
        known = next((tote.route for tote in view.totes if tote.code == stowed), _route_of(view))
        return Target(stowed, known, translate("tote", "It is in this tote"), stowed=True, next_step=False)
    suggested = next((tote for tote in view.totes if tote.suggested), None)
    if suggested is None:
        return None
    if view.headline.say in _LABEL_FIRST:
        note = translate("tote", "After the label: into this tote")
        return Target(suggested.code, suggested.route, note, stowed=False, next_step=False)
    note = translate("tote", "Put it in this tote and scan the tote")
    return Target(suggested.code, suggested.route, note, stowed=False, next_step=True)


def other_totes(view: BenchView) -> tuple[ToteView, ...]:
    """Further totes of the same route, while the item is in none."""
    if view.item is None or view.item.tote:
        return ()
    route = _route_of(view)
    return tuple(tote for tote in view.totes if not tote.suggested and tote.route is route)[:_OTHER_TOTES]


def _without_target(view: BenchView) -> Text:
    if view.phase is Phase.HELD:
        return translate("tote", "Put it on the shelf for held items.")
    return translate("tote", "No tote for “{route}” is open here. Scan an empty one.")


class OutcomePane(Painted):
    """Label and totes side by side.

    Signals:
        tote_pressed(object): a tote was pressed; its code.
    """

    tote_pressed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.label = LabelPane(look, self)
        self._target = ToteTile(look, self)
        self._target.large = True
        self._others = [ToteTile(look, self) for _ in range(_OTHER_TOTES)]
        self._hint = ""
        for tile in (self._target, *self._others):
            tile.clicked.connect(self.on_tote_clicked)
        self._codes: dict[Tile, str] = {}

    def show_outcome(self, view: BenchView, picture: QPixmap | None) -> None:
        """Show label and totes of the current item."""
        words, theme = self.look.words, self.look.theme
        self.label.show_label(view.item, picture, wanted_back=view.headline.say is Say.SCAN_LABEL_BACK)
        target, others = target_of(view), other_totes(view)
        self._codes = {}
        if target:
            note = words(target.note)
            icon = "check" if target.stowed else ROUTE_ICON[target.route]
            tint, name = theme.of_route(target.route), f"{target.code}: {note}"
            self._target.show_face(
                Face(target.code, note=note, icon=icon, tint=tint, filled=target.next_step, name=name)
            )
            self._codes[self._target] = target.code
        self._target.setVisible(target is not None)
        for tile, tote in zip(self._others, others, strict=False):
            note = words(translate("tote", "%n items", "", 1), count=tote.items)
            tile.show_face(Face(tote.code, note=note, icon=ROUTE_ICON[tote.route], tint=theme.of_route(tote.route)))
            self._codes[tile] = tote.code
        for number, tile in enumerate(self._others):
            tile.setVisible(number < len(others))
        hint = "" if target else words(_without_target(view), route=_route_of(view))
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
