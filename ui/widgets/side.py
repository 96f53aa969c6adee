"""One side of a disagreement between benches, large enough to be chosen with a glove."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.theme.theme import Tint
from ui.widgets.composed import Align, IconPart, Part, TextPart, fit
from ui.widgets.tile import Face, Inks, Tile
from ui.words.text import Text, translate


class Standing(Enum):
    """What is to become of a side."""

    OPEN = "open"
    STANDS = "stands"
    FALLS = "falls"


@dataclass(frozen=True, slots=True)
class SideFace:
    """What a side shows.

    Attributes:
        key: names the side when it is to stand.
        where: the bench.
        who: person and time.
        outcome: what it comes to, in a few words.
        icon, tint: of the outcome; None leaves it in the colour of text.
        story: what was done, the newest first, as far as there is room.
    """

    key: str
    where: str
    who: str
    outcome: str
    icon: str = ""
    tint: Tint | None = None
    story: tuple[str, ...] = ()


_STANDING: dict[Standing, tuple[str, Text]] = {
    Standing.OPEN: ("", translate("side", "Press to choose this")),
    Standing.STANDS: ("check", translate("side", "This stands")),
    Standing.FALLS: ("close", translate("side", "This will no longer count")),
}


class SideTile(Tile):
    """A card that is pressed as a whole."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.side = SideFace("", "", "", "")
        self.standing = Standing.OPEN

    def show_side(self, side: SideFace, standing: Standing, key: str) -> None:
        """Show a side; `key` is the key that chooses it."""
        self.side, self.standing = side, standing
        state = self.look.words(_STANDING[standing][1])
        name = ". ".join(part for part in (side.where, side.who, side.outcome, *side.story, state) if part)
        self.show_face(Face(side.where, hint=key, name=name))
        self.changed()

    def inks(self) -> Inks:
        theme = self.look.theme
        fill = theme.line if self.isDown() else theme.surface
        if self.standing is Standing.STANDS:
            return Inks(fill, theme.chosen, 2.5 + theme.edge_px, theme.text, theme.muted)
        text = theme.faint if self.standing is Standing.FALLS else theme.text
        return Inks(fill, theme.control, theme.edge_px, text, theme.muted)

    def compose(self) -> Iterable[Part]:
        metrics, inks, side = self.look.metrics, self.inks(), self.side
        box = self.rect().adjusted(metrics.px(16), metrics.px(12), -metrics.px(16), -metrics.px(12))
        where = fit(
            side.where, box.width() - metrics.px(30), (metrics.heading, metrics.px(17), metrics.body), bold=True
        )
        who = fit(side.who, box.width(), (metrics.body, metrics.px(14), metrics.small), lines=2)
        top = box.top()
        yield TextPart(QRect(box.left(), top, box.width(), where.height), where, inks.text)
        key = fit(self.face.hint, metrics.px(28), (metrics.body,))
        yield TextPart(
            QRect(box.right() + 1 - metrics.px(28), top, metrics.px(28), where.height), key, inks.note, Align.RIGHT
        )
        top += where.height
        yield TextPart(QRect(box.left(), top, box.width(), who.height), who, inks.note)
        top += who.height + metrics.px(10)
        top = yield from self._outcome(box, top, inks)
        state_height = metrics.px(28)
        yield from self._story(QRect(box.left(), top, box.width(), box.bottom() + 1 - state_height - top), inks)
        yield from self._state(QRect(box.left(), box.bottom() + 1 - state_height, box.width(), state_height), inks)

    def _outcome(self, box: QRect, top: int, inks: Inks) -> Generator[Part, None, int]:
        """The outcome in large letters; returns where the next part begins."""
        metrics, side = self.look.metrics, self.side
        tinted = side.tint is not None and self.standing is not Standing.FALLS
        ink = side.tint.ink if tinted and side.tint else inks.text
        icon = metrics.px(28) if side.icon else 0
        indent = icon + metrics.px(10) if icon else 0
        sizes = (metrics.proposal, metrics.px(22), metrics.heading, metrics.px(17), metrics.body)
        text = fit(side.outcome, box.width() - indent, sizes, lines=2, bold=True)
        if icon:
            yield IconPart(QRect(box.left(), top + (text.height - icon) // 2, icon, icon), side.icon, ink)
        yield TextPart(QRect(box.left() + indent, top, box.width() - indent, text.height), text, ink)
        return top + text.height + metrics.px(10)

    def _story(self, box: QRect, inks: Inks) -> Iterable[Part]:
        metrics = self.look.metrics
        top = box.top()
        for sentence in self.side.story:
            text = fit(sentence, box.width(), (metrics.px(14), metrics.small), lines=3)
            if top + text.height > box.bottom() + 1:
                return  # the item's own page has every event
            yield TextPart(QRect(box.left(), top, box.width(), text.height), text, inks.note, may_elide=True)
            top += text.height + metrics.px(4)

    def _state(self, box: QRect, inks: Inks) -> Iterable[Part]:
        metrics, theme = self.look.metrics, self.look.theme
        icon, told = _STANDING[self.standing]
        ink = theme.restock.ink if self.standing is Standing.STANDS else inks.note
        size = metrics.px(20) if icon else 0
        left = box.left() + (size + metrics.px(8) if size else 0)
        if size:
            yield IconPart(QRect(box.left(), box.top() + (box.height() - size) // 2, size, size), icon, ink)
        sizes = (metrics.px(16), metrics.body, metrics.px(14), metrics.small)
        text = fit(self.look.words(told), box.right() + 1 - left, sizes, bold=self.standing is Standing.STANDS)
        yield TextPart(QRect(left, box.top(), box.right() + 1 - left, box.height()), text, ink)
