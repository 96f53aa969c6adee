"""The base of everything that is pressed: a block with a word, large enough for a glove."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.domain.commands import Command
from ui.look import Look
from ui.theme.theme import Tint
from ui.widgets.composed import Align, Composition, Fitted, IconPart, Part, TextPart, block, draw, fit


@dataclass(frozen=True, slots=True)
class Face:
    """What a tile shows.

    Attributes:
        note: a second line, smaller.
        hint: the key that does the same; "" for none.
        chosen: switched on.
        dim: makes no sense now; it can still be pressed, and is then explained.
        tint: colours its word and icon; with `filled`, the whole tile.
        name: what a screen reader says; the text and note when "".
    """

    text: str
    note: str = ""
    hint: str = ""
    icon: str = ""
    chosen: bool = False
    dim: bool = False
    tint: Tint | None = None
    filled: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a tile in its present state."""

    fill: str | None
    edge: str | None
    edge_px: float
    text: str
    note: str


class Tile(QAbstractButton):
    """A button drawn from a Face. Space presses the one in focus; Enter belongs to the page and never presses it.

    Signals:
        commanded(object): it was pressed; the Command that it stands for. Not sent by a tile without one.

    Attributes:
        command: what pressing it asks of the bench; None for a tile that only changes the window.
    """

    commanded = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None, command: Command | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.command = command
        self.face = Face("")
        self.most_px = 0
        self.composition = Composition(self.compose)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.on_clicked)

    def show_face(self, face: Face) -> None:
        """Show something; nothing is repainted when it is what stands there already."""
        if face == self.face:
            return
        self.face = face
        self.setAccessibleName(face.name or " ".join(part for part in (face.text, face.note) if part))
        self.changed()

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        self.changed()

    def changed(self) -> None:
        """What is shown has changed: compose and paint again."""
        self.composition.forget()
        self.update()

    def on_clicked(self) -> None:
        if self.command is not None:
            self.commanded.emit(self.command)

    def inks(self) -> Inks:
        """The colours of the present state."""
        theme, face = self.look.theme, self.face
        if face.filled and not face.dim:
            tint = face.tint or theme.primary
            return Inks(tint.ink, None, 0, tint.on_ink, tint.on_ink)
        if face.chosen:
            return Inks(theme.chosen, None, 0, theme.on_chosen, theme.on_chosen)
        if face.dim:
            return Inks(None, theme.line, theme.edge_px, theme.faint, theme.faint)
        fill = theme.line if self.isDown() else theme.raised
        return Inks(fill, theme.control, theme.edge_px, face.tint.ink if face.tint else theme.text, theme.muted)

    def compose(self) -> Iterable[Part]:
        """Icon and word in the middle, the note below; where a key does the same, icon and key stand above the word."""
        face, inks, metrics = self.face, self.inks(), self.look.metrics
        box = self._word_box()
        text = self._word(box.width())
        note = self._note(box.width())
        above = self._icon_px()[0] + metrics.px(4) if face.hint and face.icon else metrics.px(22) if face.hint else 0
        top = box.top() + (box.height() - above - text.height - (note.height if note else 0)) // 2
        if face.hint:
            yield from self._key_parts(QRect(box.left(), top, box.width(), above), inks)
            yield TextPart(QRect(box.left(), top + above, box.width(), text.height), text, inks.text, Align.CENTRE)
            return
        icon, gap = self._icon_px()
        if self._is_stacked():
            yield from self._stack(box, icon, text, note, inks)
            return
        left = box.left() + (box.width() - text.width - icon - gap) // 2
        if icon:
            yield IconPart(QRect(left, top + (text.height - icon) // 2, icon, icon), face.icon, inks.text)
        yield TextPart(QRect(left + icon + gap, top, text.width, text.height), text, inks.text, Align.CENTRE)
        if note:
            place = QRect(box.left(), top + text.height, box.width(), note.height)
            yield TextPart(place, note, inks.note, Align.CENTRE)

    def _is_stacked(self) -> bool:
        """Whether the icon stands above the word: beside it a narrow tile would leave little room for the word."""
        face = self.face
        narrow = self.width() < 2 * self.height() and self.height() >= self.look.metrics.px(84)
        return bool(face.icon) and not face.hint and not face.filled and narrow

    def _stack(self, box: QRect, icon: int, text: Fitted, note: Fitted | None, inks: Inks) -> Iterable[Part]:
        gap = self.look.metrics.px(6)
        top = box.top() + (box.height() - icon - gap - text.height - (note.height if note else 0)) // 2
        yield IconPart(QRect(box.center().x() - icon // 2, top, icon, icon), self.face.icon, inks.text)
        top += icon + gap
        yield TextPart(QRect(box.left(), top, box.width(), text.height), text, inks.text, Align.CENTRE)
        if note:
            place = QRect(box.left(), top + text.height, box.width(), note.height)
            yield TextPart(place, note, inks.note, Align.CENTRE)

    def _word_box(self) -> QRect:
        pad = self.look.metrics.px(14 if self.face.filled else 8)
        return self.rect().adjusted(pad, pad // 2, -pad, -pad // 2)

    def _icon_px(self) -> tuple[int, int]:
        """Size of the icon, and the gap behind it; larger on a tile that has the room."""
        metrics = self.look.metrics
        if not self.face.icon:
            return 0, 0
        large = self.height() > metrics.px(110) and not self._is_stacked()
        return (metrics.px(36) if large else metrics.px(22)), metrics.px(10)

    def _word(self, width: int) -> Fitted:
        icon, gap = (0, 0) if self.face.hint or self._is_stacked() else self._icon_px()
        sizes = tuple(size for size in self.type_sizes() if size <= (self.most_px or size)) or self.type_sizes()[-1:]
        lines = 1 if self.face.note or self.face.hint else 2
        return fit(self.face.text, width - icon - gap, sizes, lines=lines, bold=self.is_bold())

    def _note(self, width: int) -> Fitted | None:
        metrics = self.look.metrics
        if not self.face.note:
            return None
        return fit(self.face.note, width, (metrics.px(14), metrics.small, metrics.px(12), metrics.px(11)), lines=2)

    def _key_parts(self, box: QRect, inks: Inks) -> Iterable[Part]:
        metrics, face = self.look.metrics, self.face
        icon, gap = self._icon_px()
        hint = fit(face.hint, box.width() - icon - gap, (metrics.small, metrics.px(12), metrics.px(11)))
        left = box.left() + (box.width() - icon - gap - hint.width) // 2
        if icon:
            yield IconPart(QRect(left, box.top() + (box.height() - icon) // 2, icon, icon), face.icon, inks.text)
        yield TextPart(QRect(left + icon + gap, box.top(), hint.width, box.height()), hint, inks.note)

    def fitting_px(self) -> int:
        """Size of the word's type if nothing limited it."""
        self.most_px = 0
        return self._word(self._word_box().width()).font.pixelSize()

    def limit_type(self, most_px: int) -> None:
        """Keep the word's type at most that large, so that tiles of a row look alike."""
        self.most_px = most_px
        self.composition.forget()

    def type_sizes(self) -> tuple[int, ...]:
        """Sizes to try for the word, largest first."""
        metrics = self.look.metrics
        if self.face.filled:
            return (metrics.heading, metrics.px(18), metrics.px(16), metrics.px(14), metrics.small)
        return (metrics.px(16), metrics.body, metrics.px(14), metrics.small, metrics.px(12), metrics.px(11))

    def is_bold(self) -> bool:
        """Whether the word is bold."""
        return self.face.filled or self.face.tint is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self.ground(painter)
            draw(painter, self.composition.parts())
            if self.hasFocus():
                edge = self.look.metrics.px(3)
                block(painter, self.rect(), self.look.metrics.radius, None, self.focus_colour(), edge)
        finally:
            painter.end()

    def ground(self, painter: QPainter) -> None:
        """Paint the tile beneath its parts."""
        inks = self.inks()
        block(painter, self.rect(), self.look.metrics.radius, inks.fill, inks.edge, inks.edge_px)
        if self.isDown() and (self.face.filled or self.face.chosen):
            edge = self.look.metrics.px(4)
            block(painter, self.rect().adjusted(3, 3, -3, -3), self.look.metrics.radius, None, inks.text, edge)

    def focus_colour(self) -> str:
        """The ring around the tile that the keyboard would press; seen on a filled tile too."""
        inks = self.inks()
        return inks.text if inks.fill == self.look.theme.focus else self.look.theme.focus

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.composition.forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        super().keyPressEvent(event)


def level_type(tiles: Iterable[Tile]) -> None:
    """Let tiles of a row have type of one size: the largest that fits them all."""
    shown = list(tiles)
    if shown:
        least = min(tile.fitting_px() for tile in shown)
        for tile in shown:
            tile.limit_type(least)
