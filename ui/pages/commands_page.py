"""The command barcodes on the screen, for whoever has no printed sheet at hand: scan them from here."""

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from app.symbols.control import control_words, make_control
from devices.printers.code128 import code128_runs, width_modules
from ui.look import Look
from ui.pages.page import Page
from ui.widgets.actions import Action, ActionBar
from ui.widgets.composed import Align, Part, TextPart, block, fit
from ui.widgets.painted import Painted
from ui.widgets.tile import Face
from ui.words.text import Text, translate

COLUMNS, ROWS = 2, 4
_QUIET_MODULES = 10

GROUPS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("work", translate("commands", "Work"), ()),
    ("grade", translate("commands", "Grades"), ("GRADE-", "FUNCTION-")),
    ("defect", translate("commands", "Defects"), ("DEFECT-",)),
    ("decide", translate("commands", "Decisions"), ("DISPOSE-AS-", "WHY-")),
    ("tote", translate("commands", "Totes"), ("TOTE-",)),
    ("quantity", translate("commands", "Quantities"), ("QTY-",)),
)
"""Name, title and beginnings of words; the first group takes what no other does."""


def words_of(group: str) -> tuple[str, ...]:
    """The command words of a group, in the order of the sheet."""
    beginnings = {name: starts for name, _, starts in GROUPS}
    every = tuple(start for starts in beginnings.values() for start in starts)
    wanted = beginnings[group]
    return tuple(
        control.word
        for control in control_words()
        if (control.word.startswith(wanted) if wanted else not control.word.startswith(every))
    )


class CodeCard(Painted):
    """A command: what it does, and its Code 128 in whole pixels, black on white in every theme."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._word = ""

    def show_word(self, word: str) -> None:
        """Show a command word; "" leaves the place empty."""
        self._word = word
        self.setAccessibleName(f"{self.look.words.command(word)}: {make_control(word)}" if word else "")
        self.setVisible(bool(word))
        self.changed()

    def _paper(self) -> QRect:
        pad = self.look.metrics.px(10)
        return self.inner(pad, self.look.metrics.px(38), pad, self.look.metrics.px(28))

    def ground(self, painter: QPainter) -> None:
        if not self._word:
            return
        self.card(painter)
        paper = self._paper()
        block(painter, paper, 4, "#FFFFFF", None)
        runs = code128_runs(make_control(self._word))
        module = max(1, paper.width() // (width_modules(runs) + 2))
        left = paper.left() + (paper.width() - module * (width_modules(runs) - 2 * _QUIET_MODULES)) // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        inset = self.look.metrics.px(6)
        for number, run in enumerate(runs):
            if number % 2 == 0:
                painter.fillRect(left, paper.top() + inset, run * module, paper.height() - 2 * inset, QColor("black"))
            left += run * module

    def compose(self) -> Iterable[Part]:
        if not self._word:
            return
        metrics, theme = self.look.metrics, self.look.theme
        pad = metrics.px(14)
        box = QRect(pad, metrics.px(6), self.width() - 2 * pad, metrics.px(28))
        text = fit(
            self.look.words.command(self._word),
            box.width(),
            (metrics.px(16), metrics.body, metrics.px(14), metrics.small),
            bold=True,
        )
        yield TextPart(box, text, theme.text, Align.CENTRE)
        below = QRect(pad, self.height() - metrics.px(27), box.width(), metrics.px(24))
        code = fit(make_control(self._word), below.width(), (metrics.small, metrics.px(11)), fixed=True)
        yield TextPart(below, code, theme.muted, Align.CENTRE)


class CommandsPage(Page):
    """Groups in a row above, cards below, turned like pages."""

    TITLE = translate("commands", "Command codes")
    HEADER_RIGHT = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._group = GROUPS[0][0]
        self._offset = 0
        super().__init__(look, parent)
        self.groups = ActionBar(look, self)
        self.turning = ActionBar(look, self)
        self.cards = tuple(CodeCard(look, self) for _ in range(COLUMNS * ROWS))
        self.groups.wanted.connect(self.on_group_wanted)
        self.turning.wanted.connect(self.on_turned)

    def content(self) -> tuple[QWidget, ...]:
        return (self.groups, self.turning, *self.cards)

    def refresh(self) -> None:
        words = self.look.words
        self.groups.show_actions(
            tuple(Action(name, Face(words(title), chosen=name == self._group)) for name, title, _ in GROUPS)
        )
        shown = words_of(self._group)
        for number, card in enumerate(self.cards):
            place = self._offset + number
            card.show_word(shown[place] if place < len(shown) else "")
        more = self._offset + len(self.cards) < len(shown)
        back = Face(words(translate("records", "Back")), icon="left", dim=self._offset == 0)
        on = Face(words(translate("records", "More")), icon="right", dim=not more)
        self.turning.show_actions((Action("back", back), Action("on", on)))
        self.turning.setVisible(len(shown) > len(self.cards))

    def on_group_wanted(self, name: object) -> None:
        self._group, self._offset = str(name), 0
        self.refresh()

    def on_turned(self, name: object) -> None:
        step = len(self.cards) if name == "on" else -len(self.cards)
        if 0 <= self._offset + step < len(words_of(self._group)):
            self._offset += step
            self.refresh()

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        gap, touch = metrics.gap, metrics.touch
        self.groups.setGeometry(box.left(), box.top(), box.width(), touch)
        self.turning.setGeometry(self.header_right().adjusted(self.header_right().width() - metrics.px(340), 0, 0, 0))
        top = box.top() + touch + gap
        height = (box.bottom() + 1 - top - (ROWS - 1) * gap) // ROWS
        for number, card in enumerate(self.cards):
            row, column = divmod(number, COLUMNS)
            left = (box.width() + gap) * column // COLUMNS
            right = (box.width() + gap) * (column + 1) // COLUMNS - gap
            card.setGeometry(box.left() + left, top + row * (height + gap), right - left, height)
