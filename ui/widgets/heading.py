"""A line of text above other things."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.widgets.composed import Part, TextPart, fit
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

    def compose(self) -> Iterable[Part]:
        if not self._shown:
            return
        metrics, theme = self.look.metrics, self.look.theme
        sizes = (
            (metrics.px(16), metrics.body, metrics.px(14))
            if self._quiet
            else (metrics.px(18), metrics.px(16), metrics.body)
        )
        lines = max(1, self.height() // metrics.px(23))
        text = fit(self._shown, self.width(), sizes, lines=lines, bold=not self._quiet)
        yield TextPart(self.rect(), text, theme.muted if self._quiet else theme.text)
