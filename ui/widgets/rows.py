"""The parcel's list: one row per item and per expected line."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.bench.view import RowView, Tone
from app.domain.commands import SelectItem
from app.domain.vocabulary import Declared, ItemStatus
from ui.look import Look
from ui.theme.style import style_sheet
from ui.widgets.badge import Badge, badge_parts, badge_width, paint_badge
from ui.widgets.composed import Align, Part, TextPart, fit
from ui.widgets.marks import ROUTE_ICON
from ui.widgets.tile import Face, Inks, Tile
from ui.words.text import translate
from ui.words.words import Words


def row_facts(row: RowView, words: Words) -> str:
    """The second line of a row: units, how it was declared, grade, serial or label number."""
    if row.expected is None:
        units = words(translate("row", "{received} pcs"), received=row.received)
    else:
        units = words(translate("row", "{received} of {expected}"), received=row.received, expected=row.expected)
    facts = [units]
    if row.bench:
        facts.insert(0, words(translate("row", "bench {bench}"), bench=row.bench))
    if row.declared not in {Declared.EXPECTED, Declared.BLIND}:
        facts.insert(0, words.of(row.declared))
    if row.grade:
        facts.append(words(translate("row", "grade {grade}"), grade=row.grade))
    if row.status is None:
        facts.append(words(translate("row", "not scanned")))
    elif row.grade is None and row.serial:
        facts.append(words(translate("row", "serial {serial}"), serial=row.serial))
    elif row.lpn:
        facts.append(row.lpn)
    return " · ".join(facts)


class RowTile(Tile):
    """One row; pressing it makes its item the current one."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.row: RowView | None = None

    def show_row(self, row: RowView) -> None:
        """Show a row; nothing happens when it stands there already."""
        if row == self.row:
            return
        self.row = row
        self.command = SelectItem(row.item_id) if row.item_id else None
        badge = self._badge(row)
        name = words_joined(str(row.index), row.title, row_facts(row, self.look.words), badge.text, badge.note)
        self.show_face(Face(row.title, name=name))
        self.changed()

    def apply(self, look: Look) -> None:
        row, self.row = self.row, None
        super().apply(look)
        if row:
            self.show_row(row)

    def inks(self) -> Inks:
        theme = self.look.theme
        if self.row and self.row.current:
            return Inks(theme.raised, theme.chosen, 1.5 + theme.edge_px, theme.text, theme.muted)
        return Inks(theme.line if self.isDown() else theme.surface, theme.line, theme.edge_px, theme.text, theme.muted)

    def _badge(self, row: RowView) -> Badge:
        theme, words = self.look.theme, self.look.words
        if row.conflict:
            return Badge(words(translate("row", "conflict")).upper(), "", "conflict", theme.hold)
        if row.status is ItemStatus.HELD:
            return Badge(words.of(ItemStatus.HELD).upper(), "", "hold", theme.hold)
        if row.route:
            return Badge(words.of(row.route).upper(), row.tote or "", ROUTE_ICON[row.route], theme.of_route(row.route))
        if row.status is None:
            return Badge(words.of(Declared.EXPECTED).upper())
        return Badge(words.of(row.status).upper(), icon="next" if row.current else "")

    def compose(self) -> Iterable[Part]:
        row = self.row
        if row is None:
            return
        metrics, theme, words = self.look.metrics, self.look.theme, self.look.words
        number = fit(str(row.index), metrics.px(40), (metrics.heading, metrics.small), bold=True)
        yield TextPart(QRect(metrics.px(4), 0, metrics.px(38), self.height()), number, theme.text, Align.CENTRE)
        badge = self._badge(row)
        width = self._badge_width(badge)
        left = metrics.px(44)
        room = self.width() - left - width - metrics.px(14)
        title = fit(row.title, room, (metrics.body, metrics.px(14)), bold=True)
        facts = fit(row_facts(row, words), room, (metrics.small, metrics.px(12)))
        top = (self.height() - title.height - facts.height) // 2
        warned = row.tone in {Tone.WARNING, Tone.ERROR, Tone.STOP}
        odd = row.declared in {Declared.UNDECLARED, Declared.WRONG_ITEM}
        colour = theme.of_tone(row.tone).ink if warned else theme.hold.ink if odd else theme.muted
        yield TextPart(QRect(left, top, room, title.height), title, theme.text, may_elide=True)
        yield TextPart(QRect(left, top + title.height, room, facts.height), facts, colour, may_elide=True)
        yield from badge_parts(badge, self.look, self._badge_box(width))

    def _badge_box(self, width: int) -> QRect:
        metrics = self.look.metrics
        inset = metrics.px(8)
        return QRect(self.width() - width - inset, inset, width, self.height() - 2 * inset)

    def _badge_width(self, badge: Badge) -> int:
        return badge_width(badge, self.look, self.width() * 2 // 5)

    def ground(self, painter: QPainter) -> None:
        super().ground(painter)
        if self.row is not None:
            badge = self._badge(self.row)
            paint_badge(painter, badge, self.look, self._badge_box(self._badge_width(badge)))


def words_joined(*parts: str) -> str:
    """Facts one after the other, for a screen reader."""
    return ", ".join(part for part in parts if part)


class RowList(QScrollArea):
    """The rows, scrolled so that the current one is in sight. Rows are kept and shown anew, never rebuilt.

    Signals:
        commanded(object): a row was pressed; the Command.
    """

    commanded = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.rows: tuple[RowView, ...] = ()
        self.tiles: list[RowTile] = []
        self._inside = QWidget()
        self.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)  # setWidget switches it on
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._dress()

    def show_rows(self, rows: tuple[RowView, ...]) -> None:
        """Show the rows of a parcel."""
        if rows == self.rows:
            return
        self.rows = rows
        while len(self.tiles) < len(rows):
            tile = RowTile(self.look, self._inside)
            tile.commanded.connect(self.commanded)
            self.tiles.append(tile)
        self._arrange()
        for tile, row in zip(self.tiles, rows, strict=False):
            tile.show_row(row)
        self._show_current()

    def _show_current(self) -> None:
        current = next((tile for tile, row in zip(self.tiles, self.rows, strict=False) if row.current), None)
        if current:
            self.ensureWidgetVisible(current, 0, self.look.metrics.gap + self.look.metrics.touch // 2)

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        self._dress()
        for tile in self.tiles:
            tile.apply(look)
        self._arrange()

    def _dress(self) -> None:
        self.verticalScrollBar().setStyleSheet(style_sheet(self.look.theme, self.look.metrics))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._show_current()

    def _arrange(self) -> None:
        metrics = self.look.metrics
        pitch = metrics.touch + metrics.gap
        height = max(0, len(self.rows) * pitch - metrics.gap)
        overflow = height > self.viewport().height()
        width = self.viewport().width() - (metrics.px(6) if overflow else 0)
        if self._inside.size().width() != width or self._inside.height() != height:
            self._inside.resize(width, height)
        for number, tile in enumerate(self.tiles):
            if number < len(self.rows):
                tile.setGeometry(0, number * pitch, width, metrics.touch)
                tile.show()
            else:
                tile.row = None
                tile.hide()
