"""A line of text above other things."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.widgets.composed import Fitted, Part, TextPart, fit
from ui.widgets.painted import Painted


class Heading(Painted):
    """A heading, or a sentence in quiet letters; broken into as many lines as fit."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, quiet: bool = False) -> None:
        super().__init__(look, parent)
        self._quiet = quiet
        self._shown = ""

    def show_text(self, text: str) -> None:
        """Show it; nothing happens when it stands there already."""
        if text != self._shown:
            self._shown = text
            self.setAccessibleName(text)
            self.changed()

    def fits(self, width: int, lines: int) -> bool:
        """Whether the text can be read whole in that many lines."""
        return not self._fitted(width, lines).elided

    def _fitted(self, width: int, lines: int) -> Fitted:
        metrics = self.look.metrics
        sizes = (
            (metrics.px(16), metrics.body, metrics.px(14))
            if self._quiet
            else (metrics.px(18), metrics.px(16), metrics.body)
        )
        return fit(self._shown, width, sizes, lines=lines, bold=not self._quiet)

    def compose(self) -> Iterable[Part]:
        if not self._shown:
            return
        theme = self.look.theme
        text = self._fitted(self.width(), max(1, self.height() // self.look.metrics.px(23)))
        yield TextPart(self.rect(), text, theme.muted if self._quiet else theme.text)
