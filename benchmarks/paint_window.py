"""The window that is measured by bench_scan_to_paint, in a process of its own: the bench as it is, or a stub behind the same window.

    python -m benchmarks.paint_window bench HOME
    python -m benchmarks.paint_window stub HOME WALK

The stub answers each scan from the same serial line with the picture that the bench has made for it before. Whoever started the
process writes "next" on its standard input and gets the text to scan, and a line `painted NANOSECONDS` when the picture of that scan is on
the screen.
"""

import pickle
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.bench.view import BenchView
from app.bootstrap import serial_settings
from app.domain.commands import Command
from app.settings import Home, Settings, load_settings
from benchmarks.inspector import Inspector
from devices.events import LinkChanged, LinkState, ScannerEvent, ScanReceived
from devices.scanners.serial_scanner import SerialScanner
from ui.app import run_window
from ui.bridge import Bridge, ViewChanged
from ui.ports import Core
from ui.preferences import Preferences
from ui.site_core import SiteCore

_LOOK_AGAIN_MS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One scan of a prepared walk.

    Attributes:
        view: the picture that it led to.
        label: PNG of the current item's label, None without one.
    """

    text: str
    view: BenchView
    label: bytes | None


class StubCore:
    """Stands where the program stands; prepared pictures instead of deciding and storing."""

    def __init__(self, settings: Settings, bridge: Bridge, steps: list[Step]) -> None:
        self._bridge = bridge
        self._steps = iter(steps)
        self._label: bytes | None = None
        self.zone = ZoneInfo(settings.bench.zone or "UTC")
        self._scanner = SerialScanner(serial_settings(settings.scanner[0]), self.hear)
        first = next(self._steps)
        bridge.publish(first.view)
        self._scanner.start()

    def hear(self, event: ScannerEvent) -> None:
        if isinstance(event, ScanReceived):
            step = next(self._steps)
            self._label = step.label
            self._bridge.publish(step.view)
        elif isinstance(event, LinkChanged) and event.state is LinkState.READY:
            print("listening", flush=True)

    def submit(self, command: Command) -> None:
        """Nothing is done."""

    def label_preview(self, item_id: str) -> bytes | None:
        return self._label

    def stop(self) -> None:
        self._scanner.stop()


class Watch(QObject):
    """Tells when the picture of a scan has been painted, and what to scan next."""

    asked = Signal()
    left_alone = Signal()

    def __init__(self, bridge: Bridge, texts: list[str] | None) -> None:
        super().__init__()
        self._texts = None if texts is None else iter(texts)
        self._inspector = Inspector()
        self._view: BenchView | None = None
        self._pending = False
        bridge.view_changed.connect(
            self.on_view_changed
        )  # after the window's own connections: it has taken the view by then
        for window in QApplication.topLevelWidgets():
            window.installEventFilter(self)
        self.asked.connect(self.on_asked)
        self.left_alone.connect(QApplication.quit)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for _ in sys.stdin:
            self.asked.emit()
        self.left_alone.emit()  # whoever started us has ended; a window that stayed would take the lines of others

    def on_view_changed(self, change: ViewChanged) -> None:
        before, self._view = self._view, change.view
        if before is not None and before.scans != change.view.scans:
            self._pending = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Let the window paint, then stamp: painting and handing the picture over happen within this event."""
        if not self._pending or event.type() != QEvent.Type.UpdateRequest:
            return False
        self._pending = False
        watched.event(event)
        print(f"painted {time.monotonic_ns()}", flush=True)
        return True

    def on_asked(self) -> None:
        if self._texts is not None:
            print(f"scan {next(self._texts)}", flush=True)
        elif self._view is None or self._inspector.waits(self._view):
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self.on_asked)
        else:
            print(f"scan {self._inspector.next(self._view)}", flush=True)


def main() -> int:
    which, home = sys.argv[1], Home(Path(sys.argv[2]))
    settings = load_settings(home.settings)
    steps: list[Step] = pickle.loads(Path(sys.argv[3]).read_bytes()) if which == "stub" else []
    watches: list[Watch] = []

    def start(bridge: Bridge) -> Core:
        watches.append(Watch(bridge, [step.text for step in steps[1:]] if steps else None))
        if steps:
            return StubCore(settings, bridge, steps)  # type: ignore[return-value]  # no page but the bench's is opened
        bridge.device_changed.connect(_tell_listening)  # before the program starts: its scanners may be ready at once
        return SiteCore(home, settings, bridge)

    return run_window(start, bench=settings.bench.id, preferences=Preferences("light", "en", 0), save=lambda _: None)


def _tell_listening(event: object) -> None:
    if isinstance(event, LinkChanged) and event.state is LinkState.READY:
        print("listening", flush=True)


if __name__ == "__main__":
    sys.exit(main())
