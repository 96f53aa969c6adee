"""A question on the page, in place of the tiles: never a dialog, and any other scan simply leaves it."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.bench.view import Choice, Question, Tone
from app.domain.commands import Control
from ui.look import Look
from ui.widgets.composed import Align, Part, TextPart, block, fit
from ui.widgets.marks import ROUTE_ICON
from ui.widgets.painted import Painted
from ui.widgets.tile import Face, Tile
from ui.words.commands import route_of
from ui.words.text import translate

_IN_A_ROW = 4


class QuestionPane(Painted):
    """Details of a question and one tile for each answer; the question itself stands in the banner, in large letters.

    The first answer is the usual one, and filled, unless there are many.

    Signals:
        commanded(object): an answer was pressed; its Command.
    """

    commanded = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.question: Question | None = None
        self.tiles: list[Tile] = []
        self.setObjectName("question")

    def show_question(self, question: Question | None) -> None:
        """Show a question; nothing happens when it stands there already."""
        if question == self.question:
            return
        self.question = question
        if question:
            self._fill(question)
        self._arrange()
        self.changed()

    def primary(self) -> Tile | None:
        """The tile of the usual answer; None where there are too many answers for any to be usual."""
        if self.question is None or len(self.question.choices) > _IN_A_ROW:
            return None
        return next(
            (tile for tile, choice in zip(self.tiles, self.question.choices, strict=False) if choice.primary), None
        )

    def press(self, number: int) -> None:
        """Give the answer with that number, from 1; nothing happens where there is none."""
        if self.question is not None and 1 <= number <= len(self.question.choices):
            self.tiles[number - 1].click()

    @staticmethod
    def is_large(question: Question) -> bool:
        """Whether it needs the room of the grades too."""
        return len(question.choices) > _IN_A_ROW or bool(question.details)

    def _fill(self, question: Question) -> None:
        words = self.look.words
        details = ". ".join(words.say(detail) for detail in question.details)
        self.setAccessibleName(f"{words.say(question.asked)} {details}".strip())
        while len(self.tiles) < len(question.choices):
            tile = Tile(self.look, self)
            tile.commanded.connect(self.commanded)
            self.tiles.append(tile)
        for number, tile in enumerate(self.tiles):
            tile.setVisible(number < len(question.choices))
            if number < len(question.choices):
                choice = question.choices[number]
                tile.command = Control(choice.word)
                tile.show_face(self._face(question, choice))

    def _face(self, question: Question, choice: Choice) -> Face:
        theme = self.look.theme
        route = route_of(choice.word)
        text = self.look.words.button(choice.word, question.asked.say)
        usual = choice.primary and len(question.choices) <= _IN_A_ROW
        if route:
            return Face(text, icon=ROUTE_ICON[route], tint=theme.of_route(route), filled=usual)
        if usual:
            return Face(
                text, filled=True, tint=theme.error if question.tone in {Tone.ERROR, Tone.STOP} else theme.primary
            )
        return Face(text)

    def apply(self, look: Look) -> None:
        super().apply(look)
        for tile in self.tiles:
            tile.apply(look)
        if self.question:
            self._fill(self.question)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _columns(self) -> int:
        count = len(self.question.choices) if self.question else 1
        rows = -(-count // _IN_A_ROW)
        return max(1, -(-count // rows)) if count else 1

    def _tile_height(self) -> int:
        metrics = self.look.metrics
        return metrics.primary if self.question and len(self.question.choices) <= _IN_A_ROW else metrics.touch

    def _box(self) -> QRect:
        """What holds text and tiles: as wide as is comfortable, in the middle."""
        metrics = self.look.metrics
        pad = metrics.px(16)
        width = min(self.width() - 2 * pad, self._columns() * metrics.px(400))
        return QRect((self.width() - width) // 2, pad, width, self.height() - 2 * pad)

    def _texts(self) -> list[str]:
        """Details as far as they fit, or what can be done instead of answering."""
        if self.question is None:
            return []
        words, details = self.look.words, self.question.details
        if not details:
            return [words(translate("question", "Answer here, or simply scan on."))]
        room = max(1, (self._box().height() - self._tiles_height()) // self._line() - 1)
        shown = details if len(details) <= room else details[: room - 1]
        texts = [words.say(detail) for detail in shown]
        if len(shown) < len(details):
            texts.append(words(translate("question", "and %n more", "", 1), count=len(details) - len(shown)))
        return texts

    def _line(self) -> int:
        return self.look.metrics.px(28)

    def _tiles_height(self) -> int:
        rows = -(-len(self.question.choices) // self._columns()) if self.question else 0
        return rows * (self._tile_height() + self.look.metrics.gap) - self.look.metrics.gap

    def _top(self) -> int:
        """Where the texts begin, so that texts and tiles together stand in the middle."""
        gap = self.look.metrics.px(14)
        used = len(self._texts()) * self._line() + gap + self._tiles_height()
        box = self._box()
        return box.top() + max(0, (box.height() - used) // 2)

    def _arrange(self) -> None:
        if self.question is None:
            return
        metrics, box = self.look.metrics, self._box()
        columns, height = self._columns(), self._tile_height()
        first = self._top() + len(self._texts()) * self._line() + metrics.px(14)
        for number in range(len(self.question.choices)):
            row, column = divmod(number, columns)
            left = (box.width() + metrics.gap) * column // columns
            right = (box.width() + metrics.gap) * (column + 1) // columns - metrics.gap
            top = first + row * (height + metrics.gap)
            self.tiles[number].setGeometry(box.left() + left, top, right - left, height)

    def ground(self, painter: QPainter) -> None:
        if self.question is None:
            return
        theme = self.look.theme
        loud = self.question.tone is not Tone.CALM
        edge = theme.of_tone(self.question.tone).ink if loud else theme.line
        block(painter, self.rect(), self.look.metrics.radius, theme.surface, edge, 2.0 if loud else theme.edge_px)

    def compose(self) -> Iterable[Part]:
        if self.question is None:
            return
        metrics, theme, box = self.look.metrics, self.look.theme, self._box()
        quiet, texts = not self.question.details, self._texts()
        sizes = (metrics.px(18), metrics.px(16), metrics.body, metrics.px(14))
        size = next(
            (one for one in sizes if not any(fit(text, box.width(), (one,)).elided for text in texts)), sizes[-1]
        )
        for number, text in enumerate(texts):
            fitted = fit(text, box.width(), (size,))
            place = QRect(box.left(), self._top() + number * self._line(), box.width(), self._line())
            # The rows of the parcel show the same products in full.
            yield TextPart(
                place,
                fitted,
                theme.muted if quiet else theme.text,
                Align.CENTRE if quiet else Align.LEFT,
                may_elide=not quiet,
            )
