"""The last scans, and what became of each."""

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.bench.view import ScanLine, Tone
from ui.look import Look
from ui.widgets.composed import IconPart, Part, TextPart, fit
from ui.widgets.marks import TONE_ICON
from ui.widgets.painted import Painted
from ui.words.text import translate


class LastScans(Painted):
    """As many lines as fit, newest first; quiet, because it is looked up and not read."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._scans: tuple[ScanLine, ...] = ()

    def show_scans(self, scans: tuple[ScanLine, ...]) -> None:
        """Show scans; nothing happens when they stand there already."""
        if scans == self._scans:
            return
        self._scans = scans
        words = self.look.words
        lines = [f"{scan.at} {scan.text}: {words.say(scan.outcome)}" for scan in scans]
        self.setAccessibleName(" ".join([words(translate("scans", "Last scans:")), *lines]))
        self.changed()

    def compose(self) -> Iterable[Part]:
        metrics, theme, words = self.look.metrics, self.look.theme, self.look.words
        line = metrics.px(18)
        count = max(1, self.height() // line)
        shown = self._scans[:count]
        top = max(0, (self.height() - len(shown) * line) // 2)
        time_width = fit("00:00:00", 1000, (metrics.px(12),), fixed=True).width
        icon, gap = metrics.px(14), metrics.px(8)
        code_left = time_width + gap
        code_width = min((self.width() - code_left) * 2 // 5, metrics.px(134))
        outcome_left = code_left + code_width + gap
        for number, scan in enumerate(shown):
            y = top + number * line
            loud = scan.tone in {Tone.WARNING, Tone.ERROR, Tone.STOP}
            colour = theme.of_tone(scan.tone).ink if loud else theme.muted
            yield TextPart(
                QRect(0, y, time_width, line), fit(scan.at, time_width, (metrics.px(12),), fixed=True), theme.muted
            )
            code = fit(scan.text, code_width, (metrics.px(12),), fixed=True)
            yield TextPart(QRect(code_left, y, code_width, line), code, theme.muted, may_elide=True)
            yield IconPart(QRect(outcome_left, y + (line - icon) // 2, icon, icon), TONE_ICON[scan.tone], colour)
            left = outcome_left + icon + metrics.px(6)
            said = fit(words.say(scan.outcome), max(0, self.width() - left), (metrics.px(12),), bold=loud)
            yield TextPart(QRect(left, y, max(0, self.width() - left), line), said, colour, may_elide=True)
