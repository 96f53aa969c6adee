"""The status row at the top: who works where, and how printer, scanners, labels and the central server are."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView, DeviceView, Tone
from ui.look import Look
from ui.widgets.composed import Align, IconPart, Part, TextPart, block, fit
from ui.widgets.painted import Painted
from ui.words.text import translate
from ui.words.vocabulary import DEVICE_REASON, DEVICE_ROLE, DEVICE_STATE, LANGUAGE
from ui.words.words import Words


@dataclass(frozen=True, slots=True)
class ChipText:
    """One chip: grey until it needs someone.

    Attributes:
        name: the whole sentence, for screen readers and the tool tip.
    """

    icon: str
    text: str
    name: str
    tone: Tone = Tone.CALM


def chips_of(view: BenchView, words: Words) -> tuple[ChipText, ...]:
    """The chips of a view, most urgent kinds first; a queue that is empty has none."""
    return (*_queues(view, words), *(_device(device, words) for device in _worst(view.devices)))


def _queues(view: BenchView, words: Words) -> Iterable[ChipText]:
    counts = view.counts
    if counts.labels_unknown:
        text = words(translate("chip", "look at %n labels", "", 1), count=counts.labels_unknown)
        yield ChipText("label", text, text, Tone.WARNING)
    if counts.labels_failed:
        text = words(translate("chip", "%n labels not printed", "", 1), count=counts.labels_failed)
        yield ChipText("label", text, text, Tone.ERROR)
    if counts.labels_waiting:
        text = words(translate("chip", "%n labels wait", "", 1), count=counts.labels_waiting)
        yield ChipText("label", text, text, Tone.WARNING if _printer_away(view.devices) else Tone.CALM)
    if counts.items_held:
        text = words(translate("chip", "%n on hold", "", 1), count=counts.items_held)
        yield ChipText("hold", text, text)
    if counts.parcels_parked:
        text = words(translate("chip", "%n parked", "", 1), count=counts.parcels_parked)
        yield ChipText("park", text, text)
    if counts.events_unsent is not None:
        if counts.events_unsent:
            text = words(translate("chip", "%n to send", "", 1), count=counts.events_unsent)
        else:
            text = words(translate("chip", "all sent"))
        name = words(translate("chip", "Central server: {state}"), state=text)
        yield ChipText("central", text, name)


def _printer_away(devices: tuple[DeviceView, ...]) -> bool:
    return any(device.role == "printer" and device.state != "ready" for device in devices)


def _worst(devices: tuple[DeviceView, ...]) -> list[DeviceView]:
    """One device of each role: the one that is furthest from ready."""
    order = {"ready": 0, "connecting": 1, "attention": 2, "lost": 3}
    worst: dict[str, DeviceView] = {}
    for device in devices:
        known = worst.get(device.role)
        if known is None or order.get(device.state, 3) > order.get(known.state, 3):
            worst[device.role] = device
    return [worst[role] for role in sorted(worst)]


def _device(device: DeviceView, words: Words) -> ChipText:
    state = words.coded(DEVICE_STATE, device.state)
    reason = words.coded(DEVICE_REASON, device.reason) if device.reason else state
    role = words.coded(DEVICE_ROLE, device.role)
    name = words(translate("chip", "{role} {device}: {state}"), role=role, device=device.name, state=reason)
    tone = {"ready": Tone.CALM, "connecting": Tone.CALM}.get(device.state, Tone.WARNING)
    return ChipText(device.role if device.role in DEVICE_ROLE else "device", state, name, tone)


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
    """One chip, as wide as its text."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.shown = ChipText("", "", "")

    def show_text(self, text: ChipText) -> None:
        """Show it; nothing happens when it stands there already."""
        if text == self.shown:
            return
        self.shown = text
        self.setAccessibleName(text.name)
        self.setToolTip(text.name)
        self.changed()

    def natural_width(self) -> int:
        """Width in pixels that shows the whole text."""
        metrics = self.look.metrics
        text = fit(self.shown.text, 10_000, (metrics.small,), bold=self._loud).width
        return text + metrics.px(28) + (metrics.px(23) if self.shown.icon else 0)

    @property
    def _loud(self) -> bool:
        return self.shown.tone is not Tone.CALM

    def ground(self, painter: QPainter) -> None:
        theme = self.look.theme
        tint = theme.of_tone(self.shown.tone)
        fill, edge = (tint.wash, tint.ink) if self._loud else (None, theme.line)
        block(painter, self.rect(), self.height() // 2, fill, edge, theme.edge_px)

    def compose(self) -> Iterable[Part]:
        metrics, theme = self.look.metrics, self.look.theme
        ink = theme.of_tone(self.shown.tone).ink if self._loud else theme.muted
        left = metrics.px(14)
        if self.shown.icon:
            size = metrics.px(16)
            yield IconPart(QRect(left, (self.height() - size) // 2, size, size), self.shown.icon, ink)
            left += metrics.px(23)
        box = QRect(left, 0, self.width() - left - metrics.px(12), self.height())
        yield TextPart(box, fit(self.shown.text, box.width(), (metrics.small,), bold=self._loud), ink)


class StatusRow(QWidget):
    """Who, where, and the chips; the same on every page."""

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
        metrics = self.look.metrics
        height, gap = metrics.px(30), metrics.px(8)
        loud = sum(
            chip.natural_width() + gap
            for chip, text in zip(self._chips, self._texts, strict=False)
            if text.tone is not Tone.CALM
        )
        room = self.width() - gap
        free = max(room - min(self._who.natural_width(), room // 2), min(loud, room - self._who.least_width()))
        shown = self._that_fit(free, gap)
        right = self.width()
        for number in reversed(range(len(self._chips))):
            chip = self._chips[number]
            if number not in shown:
                chip.hide()
                continue
            width = chip.natural_width()
            chip.setGeometry(right - width, (self.height() - height) // 2, width, height)
            chip.show()
            right -= width + gap
        self._who.setGeometry(0, 0, right - gap, self.height())

    def _that_fit(self, free: int, gap: int) -> set[int]:
        ranks = {Tone.STOP: 0, Tone.ERROR: 0, Tone.WARNING: 1, Tone.OK: 2, Tone.CALM: 2}
        loudest = sorted(range(len(self._texts)), key=lambda number: (ranks[self._texts[number].tone], -number))
        shown: set[int] = set()
        for number in loudest:
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
