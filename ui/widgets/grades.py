"""The six condition grades, best first."""

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.domain.commands import Control
from app.domain.vocabulary import Grade
from ui.look import Look
from ui.widgets.composed import Align, Part, TextPart, fit
from ui.widgets.tile import Face, Tile
from ui.widgets.tile_grid import Choosable, TileGrid
from ui.words.text import translate


class GradeTile(Tile):
    """A tile with one large letter and a word below."""

    def compose(self) -> Iterable[Part]:
        metrics, inks = self.look.metrics, self.inks()
        letter = fit(self.face.text, self.width(), (metrics.px(32),), bold=True)
        pad = metrics.px(6)
        word = fit(
            self.face.note,
            self.width() - 2 * pad,
            (metrics.px(14), metrics.small, metrics.px(12), metrics.px(11)),
            lines=2,
        )
        top = (self.height() - letter.height - word.height) // 2
        yield TextPart(QRect(0, top, self.width(), letter.height), letter, inks.text, Align.CENTRE)
        box = QRect(pad, top + letter.height, self.width() - 2 * pad, word.height)
        yield TextPart(box, word, inks.note, Align.CENTRE)


class GradeRow(TileGrid):
    """One tile for each grade; always all six, always in the same place."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, 1, len(Grade), parent, make=GradeTile)

    def show_grade(self, chosen: Grade | None, enabled: frozenset[str]) -> None:
        """Show which grade is given and which make sense now."""
        words = self.look.words
        self.show_entries(
            words(translate("grades", "Condition grade")),
            tuple(
                Choosable(
                    Face(
                        grade.value,
                        note=words.of(grade),
                        chosen=grade is chosen,
                        dim=f"GRADE-{grade.value}" not in enabled,
                        name=words.command(f"GRADE-{grade.value}"),
                    ),
                    Control(f"GRADE-{grade.value}"),
                )
                for grade in Grade
            ),
        )
