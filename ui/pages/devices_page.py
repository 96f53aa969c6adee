"""Scanners and printers: how they are, what came from them byte by byte, and what it may mean."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView, DeviceView
from app.people.badges import hide_badges
from devices.events import FrameRejected, LinkChanged, ScannerEvent, ScanReceived
from ui.look import Look
from ui.pages.catalogue import Desktop
from ui.pages.page import Page
from ui.ports import ReadingRecord
from ui.widgets.badge import Badge
from ui.widgets.composed import Part, TextPart, fit
from ui.widgets.heading import Heading
from ui.widgets.painted import Painted
from ui.widgets.records import RecordFace, RecordList
from ui.words.text import translate
from ui.words.vocabulary import DEVICE_REASON, DEVICE_ROLE, DEVICE_STATE, FRAME_PROBLEM, READING_KIND

KEPT = 60
NOTHING_YET = translate("devices", "Scan anything: it is shown here as it came")
HIDDEN = "B-…"
_NAMES = {
    0x1D: "<GS>",
    0x1E: "<RS>",
    0x04: "<EOT>",
    0x0D: "<CR>",
    0x0A: "<LF>",
    0x09: "<TAB>",
    0x02: "<STX>",
    0x03: "<ETX>",
    0: "<NUL>",
}
_SHOWN_BYTES = 48


def visible(text: str) -> str:
    """The text with control characters in words."""
    return "".join(
        _NAMES.get(ord(char), f"<{ord(char):02X}>") if ord(char) < 0x20 or ord(char) == 0x7F else char for char in text
    )


def as_hex(data: bytes) -> str:
    """The first bytes as pairs of hexadecimal digits."""
    shown = " ".join(f"{byte:02X}" for byte in data[:_SHOWN_BYTES])
    return f"{shown} …" if len(data) > _SHOWN_BYTES else shown


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that came, ready to be shown; a badge's token is hidden from the beginning.

    Attributes:
        number: counts up.
        raw: the text with control characters in words.
    """

    number: int
    at: str
    scanner: str
    raw: str
    hexadecimal: str
    aim: str
    note: str
    readings: tuple[ReadingRecord, ...] = ()


class RawCard(Painted):
    """One reading as it came."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._heard: Heard | None = None
        self._name()

    def show_heard(self, heard: Heard | None) -> None:
        """Show it; nothing happens when it stands there already."""
        if heard != self._heard:
            self._heard = heard
            self._name()
            self.changed()

    def apply(self, look: Look) -> None:
        super().apply(look)
        self._name()

    def _name(self) -> None:
        heard = self._heard
        self.setAccessibleName(f"{heard.raw} {heard.note}" if heard else self.look.words(NOTHING_YET))

    def ground(self, painter: QPainter) -> None:
        self.card(painter)

    def compose(self) -> Iterable[Part]:
        metrics, theme, words = self.look.metrics, self.look.theme, self.look.words
        box = self.inner(metrics.px(18), metrics.px(10), metrics.px(18), metrics.px(10))
        heard = self._heard
        if heard is None:
            text = fit(
                words(NOTHING_YET),
                box.width(),
                (metrics.px(18), metrics.px(16)),
                lines=2,
            )
            yield TextPart(box, text, theme.muted)
            return
        aim = (
            words(translate("devices", "AIM {aim}"), aim=heard.aim)
            if heard.aim
            else words(translate("devices", "no AIM identifier"))
        )
        lines = (
            (
                fit(heard.raw, box.width(), (metrics.px(22), metrics.px(18), metrics.body), fixed=True, lines=2),
                theme.text,
            ),
            (fit(heard.hexadecimal, box.width(), (metrics.px(14), metrics.px(12)), fixed=True, lines=2), theme.muted),
            (
                fit(
                    " · ".join(part for part in (heard.at, heard.scanner, aim, heard.note) if part),
                    box.width(),
                    (metrics.body, metrics.px(14), metrics.small),
                ),
                theme.muted,
            ),
        )
        top = box.top() + max(0, (box.height() - sum(fitted.height for fitted, _ in lines)) // 2)
        for fitted, colour in lines:
            # A code of 4 kB is cut here on purpose.
            yield TextPart(QRect(box.left(), top, box.width(), fitted.height), fitted, colour, may_elide=True)
            top += fitted.height


class DevicesPage(Page):
    """Devices and the last readings at the left; one reading and its meanings at the right."""

    TITLE = translate("devices", "Devices")

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._desktop = desktop
        self._devices: tuple[DeviceView, ...] = ()
        self._heard: deque[Heard] = deque(maxlen=KEPT)
        self._number = 0
        self._chosen: int | None = None
        super().__init__(look, parent)
        self.devices = RecordList(look, self)
        self.log = RecordList(look, self)
        self.raw = RawCard(look, self)
        self.meaning = Heading(look, self)
        self.readings = RecordList(look, self)
        self.log.chosen.connect(self.on_chosen)

    def content(self) -> tuple[QWidget, ...]:
        return (self.devices, self.log, self.raw, self.meaning, self.readings)

    def about(self) -> str:
        return self.look.words(
            translate("devices", "Scans are worked at the bench as well, also while this page is open.")
        )

    def show_view(self, view: BenchView) -> None:
        if view.devices != self._devices:
            self._devices = view.devices
            self.devices.reload()

    def hear(self, event: ScannerEvent) -> None:
        words = self.look.words
        at = datetime.now(UTC).astimezone(self._desktop.core.zone).strftime("%H:%M:%S")
        self._number += 1
        match event:
            case ScanReceived(text, aim, scanner):
                readings = self._desktop.core.queries.readings(text, aim)
                secret = any(reading.kind == "badge" for reading in readings)
                data = text.encode("utf-8", "replace")
                note = words(translate("devices", "%n bytes", "", 1), count=len(data))
                raw, pairs = (HIDDEN, "") if secret else (visible(text), as_hex(data))
                heard = Heard(self._number, at, scanner, raw, pairs, aim, note, readings)
            case FrameRejected(problem, raw_bytes, length, scanner):
                note = words(
                    translate("devices", "refused: {problem}"), problem=words.coded(FRAME_PROBLEM, problem.value)
                )
                size = words(translate("devices", "%n bytes", "", 1), count=length)
                text = raw_bytes.decode("utf-8", "replace")
                shown = hide_badges(text)
                pairs = as_hex(raw_bytes) if shown == text else ""
                heard = Heard(self._number, at, scanner, visible(shown), pairs, "", f"{size} · {note}")
            case LinkChanged(device, state, reason):
                known = words.coded(DEVICE_REASON, reason.value) if reason else words.coded(DEVICE_STATE, state.value)
                heard = Heard(self._number, at, device, known, "", "", "")
        self._heard.appendleft(heard)
        self._chosen = None
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        words = self.look.words
        self.devices.show_from(
            self._device_rows, words(translate("devices", "No scanner or printer is set up")), from_start=False
        )
        self.log.show_from(
            self._log_rows,
            words(translate("devices", "Nothing was scanned since this page was opened first")),
            from_start=False,
        )
        shown = self._shown()
        self.raw.show_heard(shown)
        self.meaning.show_text(words(translate("devices", "What it may mean, likeliest first")))
        self.readings.show_from(self._reading_rows, words(translate("devices", "No reading")))

    def _shown(self) -> Heard | None:
        chosen = next((heard for heard in self._heard if heard.number == self._chosen), None)
        return chosen or (self._heard[0] if self._heard else None)

    def _device_rows(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        words, theme = self.look.words, self.look.theme
        faces = []
        for device in self._devices[offset : offset + limit]:
            ready = device.state == "ready"
            badge = Badge(
                words.coded(DEVICE_STATE, device.state),
                icon="check" if ready else "warning",
                tint=None if ready else theme.hold,
            )
            facts = (
                words.coded(DEVICE_REASON, device.reason) if device.reason else words.coded(DEVICE_ROLE, device.role)
            )
            faces.append(
                RecordFace("", f"{words.coded(DEVICE_ROLE, device.role)} {device.name}", facts, device.role, badge)
            )
        return tuple(faces)

    def _log_rows(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        shown = self._shown()
        return tuple(
            RecordFace(
                str(heard.number),
                heard.raw,
                f"{heard.at} · {heard.scanner} · {heard.note}".rstrip(" ·"),
                "scan",
                chosen=heard is shown,
            )
            for heard in list(self._heard)[offset : offset + limit]
        )

    def _reading_rows(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        words, theme = self.look.words, self.look.theme
        shown = self._shown()
        rows = []
        for reading in shown.readings[offset : offset + limit] if shown else ():
            kind = words.coded(READING_KIND, reading.kind)
            good = words(translate("devices", "certain")) if reading.valid else words(translate("devices", "possible"))
            badge = Badge(
                good, icon="check" if reading.valid else "help", tint=theme.restock if reading.valid else None
            )
            facts = " · ".join(part for part in (reading.carrier, reading.reason) if part)
            rows.append(RecordFace("", f"{kind}: {reading.value}", facts, "next", badge))
        return tuple(rows)

    def on_chosen(self, key: object) -> None:
        self._chosen = int(str(key))
        self.refresh()

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        gap, touch = metrics.gap, metrics.touch
        left_width = (box.width() - gap) * 42 // 100
        devices = 3 * (touch + gap) - gap
        self.devices.setGeometry(box.left(), box.top(), left_width, devices)
        top = box.top() + devices + gap
        self.log.setGeometry(box.left(), top, left_width, box.bottom() + 1 - top)
        left = box.left() + left_width + gap
        width = box.right() + 1 - left
        self.raw.setGeometry(left, box.top(), width, metrics.px(150))
        top = box.top() + metrics.px(150) + metrics.px(8)
        self.meaning.setGeometry(left, top, width, metrics.px(26))
        top += metrics.px(30)
        self.readings.setGeometry(left, top, width, box.bottom() + 1 - top)
