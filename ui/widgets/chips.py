"""The status row at the top: who works where, and how printer, scanners, labels and the central server are."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView, Tone
from ui.look import Look
from ui.widgets.chip_texts import ChipText, chips_of
from ui.widgets.composed import Align, IconPart, Part, TextPart, block, fit
from ui.widgets.painted import Painted
from ui.words.text import translate
from ui.words.vocabulary import LANGUAGE
from ui.words.words import Words


def who_text(view: BenchView | None, bench: str, words: Words) -> tuple[str, str]:
    """Who works here, and where: name, and a line below in smaller letters."""
    if view is None:
        return "Dockgrade", bench
    site = words(translate("status", "bench {bench} · {site}"), bench=view.bench, site=view.site)
    if view.person is None:
        return words(translate("status", "Nobody signed in")), site
    language = LANGUAGE.get(view.person.language, view.person.language)
    return view.person.name, words(
        translate("status", "{role} · {site} · {language}"), role=view.person.role, site=site, language=language
    )


class Chip(Painted):
    """One chip, as wide as its text. One that leads to a page is pressed with a finger, or with Space.

    Signals:
        page_wanted(object): it was pressed; the page's name.
    """

    page_wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.shown = ChipText("", "", "")
        self._short = False

    def show_text(self, text: ChipText) -> None:
        """Show it; nothing happens when it stands there already."""
        if text == self.shown:
            return
        self.shown = text
        self.setAccessibleName(text.name)
        self.setToolTip(text.name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if text.page else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if text.page else Qt.CursorShape.ArrowCursor)
        self.changed()

    def shorten(self, *, short: bool) -> None:
        """Show the short text, where there is one."""
        if short != self._short:
            self._short = short
            self.changed()

    @property
    def _text(self) -> str:
        return (self.shown.short if self._short else "") or self.shown.text

    def natural_width(self) -> int:
        """Width in pixels that shows the whole text."""
        metrics = self.look.metrics
        text = fit(self._text, 10_000, (metrics.small,), bold=self._loud).width
        return text + metrics.px(28) + (metrics.px(23) if self.shown.icon else 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.shown.page and self.rect().contains(event.position().toPoint()):
            self.page_wanted.emit(self.shown.page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.shown.page and event.key() == Qt.Key.Key_Space:
            self.page_wanted.emit(self.shown.page)
            return
        super().keyPressEvent(event)

    @property
    def _loud(self) -> bool:
        return self.shown.tone is not Tone.CALM

    def ground(self, painter: QPainter) -> None:
        theme = self.look.theme
        tint = theme.of_tone(self.shown.tone)
        fill, edge = (tint.wash, tint.ink) if self._loud else (None, theme.line)
        chip, radius = self.chip_box(), self.chip_box().height() // 2
        if self.hasFocus():
            block(painter, chip, radius, fill, theme.focus, self.look.metrics.px(3))
        else:
            block(painter, chip, radius, fill, edge, theme.edge_px)

    def chip_box(self) -> QRect:
        """The chip itself; a finger may press above and below it too."""
        height = min(self.height(), self.look.metrics.px(30))
        return QRect(0, (self.height() - height) // 2, self.width(), height)

    def compose(self) -> Iterable[Part]:
        metrics, theme = self.look.metrics, self.look.theme
        ink = theme.of_tone(self.shown.tone).ink if self._loud else theme.muted
        left = metrics.px(14)
        if self.shown.icon:
            size = metrics.px(16)
            yield IconPart(QRect(left, (self.height() - size) // 2, size, size), self.shown.icon, ink)
            left += metrics.px(23)
        box = QRect(left, 0, self.width() - left - metrics.px(12), self.height())
        yield TextPart(box, fit(self._text, box.width(), (metrics.small,), bold=self._loud), ink)


class StatusRow(QWidget):
    """Who, where, and the chips; the same on every page.

    Signals:
        page_wanted(object): a chip that leads to a page was pressed; the page's name.
    """

    page_wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._who = Who(look, self)
        self._chips: list[Chip] = []
        self._texts: tuple[ChipText, ...] = ()

    def show_view(self, view: BenchView | None, bench: str, clock: str) -> None:
        """Show person, queues, devices and time."""
        words = self.look.words
        self._who.show_who(*who_text(view, bench, words))
        time = ChipText("", clock, words(translate("chip", "Time: {time}"), time=clock))
        texts = (*(chips_of(view, words) if view else ()), time)
        if texts == self._texts:
            return
        self._texts = texts
        while len(self._chips) < len(texts):
            self._chips.append(Chip(self.look, self))
            self._chips[-1].page_wanted.connect(self.page_wanted)
        for chip, text in zip(self._chips, texts, strict=False):
            chip.show_text(text)
        self._arrange()

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        self._texts = ()
        for part in (self._who, *self._chips):
            part.apply(look)
        self._arrange()

    def resizeEvent(self, event: object) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """From the right: clock, devices, queues; what does not fit beside the name goes, the calmest first."""
        gap = self.look.metrics.px(8)
        for short in (False, True):
            for chip in self._chips:
                chip.shorten(short=short)
            shown = self._that_fit(gap)
            if len(shown) == len(self._texts):
                break
        right = self.width()
        for number in reversed(range(len(self._chips))):
            chip = self._chips[number]
            if number not in shown:
                chip.hide()
                continue
            width = chip.natural_width()
            chip.setGeometry(right - width, 0, width, self.height())
            chip.show()
            right -= width + gap
        self._who.setGeometry(0, 0, right - gap, self.height())

    def _that_fit(self, gap: int) -> set[int]:
        """Numbers of the chips for which there is room."""
        loud = sum(
            chip.natural_width() + gap
            for chip, text in zip(self._chips, self._texts, strict=False)
            if text.tone is not Tone.CALM
        )
        room = self.width() - gap
        free = max(room - min(self._who.natural_width(), room // 2), min(loud, room - self._who.least_width()))
        ranks = {Tone.STOP: 0, Tone.ERROR: 0, Tone.WARNING: 1, Tone.OK: 3, Tone.CALM: 3}
        rank = [2 if text.stays and ranks[text.tone] > 2 else ranks[text.tone] for text in self._texts]
        shown: set[int] = set()
        for number in sorted(range(len(self._texts)), key=lambda number: (rank[number], -number)):
            width = self._chips[number].natural_width() + gap
            if width <= free:
                shown.add(number)
                free -= width
        return shown


class Who(Painted):
    """The person's name, and in smaller letters what else tells one screen from the next."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._name = ""
        self._about = ""

    def show_who(self, name: str, about: str) -> None:
        """Show it; nothing happens when it stands there already."""
        if (name, about) == (self._name, self._about):
            return
        self._name, self._about = name, about
        self.setAccessibleName(f"{name}, {about}")
        self.changed()

    def least_width(self) -> int:
        """Width in pixels that shows the name alone."""
        return fit(self._name, 10_000, (self.look.metrics.heading,), bold=True).width + self.look.metrics.px(6)

    def natural_width(self) -> int:
        """Width in pixels that shows everything."""
        metrics = self.look.metrics
        name = fit(self._name, 10_000, (metrics.heading,), bold=True).width
        return name + metrics.px(10) + fit(self._about, 10_000, (metrics.small,)).width + metrics.px(6)

    def compose(self) -> Iterable[Part]:
        metrics, theme = self.look.metrics, self.look.theme
        name = fit(self._name, self.width(), (metrics.heading, metrics.px(17)), bold=True)
        yield TextPart(QRect(0, 0, name.width, self.height()), name, theme.text, may_elide=True)
        left = name.width + metrics.px(10)
        about = fit(self._about, max(0, self.width() - left), (metrics.small, metrics.px(12)))
        box = QRect(left, metrics.px(2), max(0, self.width() - left), self.height() - metrics.px(2))
        yield TextPart(box, about, theme.muted, Align.LEFT, may_elide=True)
