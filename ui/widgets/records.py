"""Rows of facts from the journal, large enough for a glove, turned like pages. Only the rows in sight are asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.widgets.badge import Badge, badge_parts, badge_width, paint_badge
from ui.widgets.composed import Align, Fitted, IconPart, Part, TextPart, block, fit
from ui.widgets.painted import Painted
from ui.widgets.tile import Face, Inks, Tile
from ui.words.text import translate


@dataclass(frozen=True, slots=True)
class RecordFace:
    """One row.

    Attributes:
        key: handed back when it is pressed; "" for a row that cannot be.
        faded: no longer counts, such as an event that was taken back.
    """

    key: str
    title: str
    facts: str = ""
    icon: str = ""
    badge: Badge | None = None
    chosen: bool = False
    faded: bool = False


_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

Fetch = Callable[[int, int], tuple[RecordFace, ...]]
"""Gives at most `limit` rows from `offset` on."""


class RecordTile(Tile):
    """A row: icon, title, facts and badge. Enter presses it like Space, unless it is chosen already: then Enter is the page's."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.record = RecordFace("", "")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in _ENTER and self.record.key and not self.record.chosen:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # before a key of the page
                return True
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self.click()
                return True
        return super().event(event)

    def show_record(self, record: RecordFace) -> None:
        """Show a row; nothing happens when it stands there already."""
        if record == self.record:
            return
        self.record = record
        badge = f"{record.badge.text} {record.badge.note}" if record.badge else ""
        self.show_face(
            Face(record.title, name=", ".join(part for part in (record.title, record.facts, badge.strip()) if part))
        )
        self.changed()

    def inks(self) -> Inks:
        theme = self.look.theme
        text = theme.faint if self.record.faded else theme.text
        if self.record.chosen:
            return Inks(theme.raised, theme.chosen, 1.5 + theme.edge_px, text, theme.muted)
        edge = theme.control if self.record.key else theme.line
        return Inks(theme.line if self.isDown() else theme.surface, edge, theme.edge_px, text, theme.muted)

    def compose(self) -> Iterable[Part]:
        record, metrics, inks = self.record, self.look.metrics, self.inks()
        left = metrics.px(16)
        if record.icon:
            icon = metrics.px(28)
            yield IconPart(QRect(left, (self.height() - icon) // 2, icon, icon), record.icon, inks.note)
            left += icon + metrics.px(16)
        width = self.width() - left - metrics.px(16)
        if record.badge:
            width -= self._badge_width(record.badge) + metrics.px(8)
            yield from badge_parts(record.badge, self.look, self._badge_box(record.badge))
        title = self._title(width)
        facts = fit(record.facts, width, (metrics.px(14), metrics.small, metrics.px(12))) if record.facts else None
        top = (self.height() - title.height - (facts.height if facts else 0)) // 2
        # What is cut here stands in full on the page that the row leads to.
        yield TextPart(QRect(left, top, width, title.height), title, inks.text, may_elide=bool(record.key))
        if facts:
            yield TextPart(QRect(left, top + title.height, width, facts.height), facts, inks.note, may_elide=True)

    def _title(self, width: int) -> Fitted:
        """In one line, or where the row leads nowhere in as many as there is room for."""
        metrics, record = self.look.metrics, self.record
        sizes = (metrics.px(17), metrics.px(16), metrics.body, metrics.px(14))
        title = fit(record.title, width, sizes, bold=True)
        if record.key or not title.elided:
            return title
        title = fit(record.title, width, (metrics.px(14), metrics.small), bold=True, lines=2)
        return title if not title.elided else fit(record.title, width, (metrics.px(12),), bold=True, lines=3)

    def _badge_width(self, badge: Badge) -> int:
        return badge_width(badge, self.look, self.width() * 2 // 5)

    def _badge_box(self, badge: Badge) -> QRect:
        inset, width = self.look.metrics.px(8), self._badge_width(badge)
        return QRect(self.width() - width - inset, inset, width, self.height() - 2 * inset)

    def ground(self, painter: QPainter) -> None:
        super().ground(painter)
        if self.record.badge:
            paint_badge(painter, self.record.badge, self.look, self._badge_box(self.record.badge))


class RecordList(Painted):
    """As many rows as fit, and below them the way to the pages before and after.

    Signals:
        chosen(object): a row was pressed; its key.

    Attributes:
        offset: number of the first row in sight, from 0.
    """

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.offset = 0
        self.tiles: list[RecordTile] = []
        self._fetch: Fetch | None = None
        self._empty = ""
        self._count = 0
        self._more = False
        self.earlier = Tile(look, self)
        self.later = Tile(look, self)
        self.earlier.clicked.connect(self.on_earlier)
        self.later.clicked.connect(self.on_later)

    def show_from(self, fetch: Fetch, empty: str, *, from_start: bool = True) -> None:
        """Show rows from a source; `empty` is what stands there when it has none."""
        self._fetch, self._empty = fetch, empty
        if from_start:
            self.offset = 0
        self.reload()

    def reload(self) -> None:
        """Ask for the rows in sight anew."""
        if self._fetch is None or self.width() < 10:
            return
        room, all_room = self.room(), self.room() + 1  # without the way to other pages there is room for one more
        found = self._fetch(all_room + 1, self.offset)
        if not found and self.offset:
            self.offset = 0
            found = self._fetch(all_room + 1, 0)
        turning = self.offset > 0 or len(found) > all_room
        self._more = turning and len(found) > room
        shown = found[:room] if turning else found
        self._count = len(shown)
        while len(self.tiles) < len(shown):
            tile = RecordTile(self.look, self)
            tile.clicked.connect(self.on_tile_clicked)
            self.tiles.append(tile)
        for number, tile in enumerate(self.tiles):
            tile.setVisible(number < len(shown))
            if number < len(shown):
                tile.show_record(shown[number])
        self.setAccessibleName(self._empty if not shown else self._range())
        self._arrange()
        self.changed()

    def room(self) -> int:
        """How many rows fit above the way to the other pages."""
        metrics = self.look.metrics
        pitch = metrics.touch + metrics.gap
        return max(1, (self.height() + metrics.gap) // pitch - 1)

    def on_tile_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, RecordTile) and tile.record.key:
            self.chosen.emit(tile.record.key)

    def on_earlier(self) -> None:
        self.offset = max(0, self.offset - self.room())
        self.reload()

    def on_later(self) -> None:
        if self._more:
            self.offset += self.room()
            self.reload()

    def apply(self, look: Look) -> None:
        super().apply(look)
        for tile in (*self.tiles, self.earlier, self.later):
            tile.apply(look)
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.reload()

    def _arrange(self) -> None:
        metrics, words = self.look.metrics, self.look.words
        turning = self._more or self.offset > 0
        height = metrics.touch
        if turning:  # share out what is left over
            height = (self.height() - metrics.touch - metrics.gap) // self.room() - metrics.gap
        for number, tile in enumerate(self.tiles):
            tile.setGeometry(0, number * (height + metrics.gap), self.width(), height)
        width = min(metrics.px(220), (self.width() - metrics.gap) // 2)
        top = self.height() - metrics.touch
        self.earlier.setGeometry(0, top, width, metrics.touch)
        self.later.setGeometry(self.width() - width, top, width, metrics.touch)
        self.earlier.setVisible(turning)
        self.later.setVisible(turning)
        self.earlier.show_face(Face(words(translate("records", "Back")), icon="left", dim=self.offset == 0))
        self.later.show_face(Face(words(translate("records", "More")), icon="right", dim=not self._more))

    def _range(self) -> str:
        words = self.look.words
        first, last = words.number(self.offset + 1), words.number(self.offset + self._count)
        return words(translate("records", "{first} to {last}"), first=first, last=last)

    def ground(self, painter: QPainter) -> None:
        if self._count == 0:
            theme = self.look.theme
            block(painter, self.rect(), self.look.metrics.radius, theme.surface, theme.line, theme.edge_px)

    def compose(self) -> Iterable[Part]:
        metrics, theme = self.look.metrics, self.look.theme
        if self._count == 0:
            box = self.inner(metrics.px(24), 0, metrics.px(24))
            yield TextPart(
                box,
                fit(self._empty, box.width(), (metrics.heading, metrics.px(17), metrics.body), lines=2),
                theme.muted,
                Align.CENTRE,
            )
        elif self._more or self.offset:
            text = self._range()
            box = QRect(0, self.height() - metrics.touch, self.width(), metrics.touch)
            yield TextPart(box, fit(text, box.width() // 3, (metrics.px(16), metrics.body)), theme.muted, Align.CENTRE)
