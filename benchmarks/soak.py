"""Shifts by the hour on a whole site: real pseudo-terminal, real TCP printer, the inspector of the benchmarks at the scanner.

    python -m benchmarks.soak --minutes 60

Prints how resident memory grows with the items worked, and at the end what `dockgrade verify` finds; exits with 1 when it finds a
fault, when the bench stops answering, or when a label is missing. Linux only: memory comes from /proc.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from app.bench.view import BenchView
from app.bootstrap import Site
from app.settings import load_settings
from app.store.verify import verify_journal
from benchmarks.goods import FULL, QUICK, goods
from benchmarks.homes import make_home
from benchmarks.inspector import Inspector, Screen
from devices.events import LinkChanged, LinkState, ScannerEvent
from devices.printers.simulator import PrinterSimulator
from devices.scanners.simulator import PtyScanner

TELL_EVERY = 500
"""Labels between two lines of report."""
SETTLED = 1_000
"""Labels after which caches are full; growth is counted from there."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--pause-ms", type=float, default=20.0, help="between two scans")
    parser.add_argument("--quick", action="store_true", help="a small catalogue")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, PrinterSimulator() as printer:
        scanner = PtyScanner(baud=0)
        home = make_home(
            Path(folder) / "home",
            goods(*(QUICK if args.quick else FULL)),
            scanner_port=scanner.port,
            printer_address=printer.address,
        )
        screen = Screen()
        site = Site(home, load_settings(home.settings), screen.show)
        shift = _Shift(site, scanner, screen)
        site.start()
        site.runner.ready.result(10)
        site.start_devices()
        try:
            shift.work(args.minutes * 60, args.pause_ms / 1000, printer)
        finally:
            site.stop()
            scanner.close()
        verdict = verify_journal(home.journal)
        items = dict(verdict.rows)["item"]
        for fault in verdict.faults:
            print(f"soak: {fault}")
        print(f"soak: {shift.scans} scans, {verdict.events} events, {items} items, {len(printer.labels)} labels")
        print(f"soak: resident memory grew by {shift.growth_kb_per_1000():.0f} kB per 1,000 items")
        return 1 if verdict.faults or len(printer.labels) < shift.decided else 0


class _Shift:
    """One inspector at work.

    Attributes:
        scans: made so far.
        decided: items decided so far.
    """

    def __init__(self, site: Site, scanner: PtyScanner, screen: Screen) -> None:
        self._scanner = scanner
        self._screen = screen
        self._inspector = Inspector()
        self._listening = False
        self._memory: list[tuple[int, int]] = []
        self.scans = 0
        self.decided = 0
        site.listeners.append(self._hear)

    def _hear(self, event: ScannerEvent) -> None:
        if isinstance(event, LinkChanged) and event.state is LinkState.READY:
            self._listening = True

    def work(self, seconds: float, pause_s: float, printer: PrinterSimulator) -> None:
        """Work for so long; raises TimeoutError when a scan is not answered."""
        while not self._listening:
            time.sleep(0.01)
        until = time.monotonic() + seconds
        view = self._screen.wait_until(lambda _: True)
        while time.monotonic() < until:
            view = self._screen.wait_until(lambda view: not self._inspector.waits(view))
            self.decided += "ACCEPT" in (text := self._inspector.next(view))
            before = _number(view)
            self._scanner.send(text)
            self.scans += 1
            self._screen.wait_until(lambda view, before=before: _number(view) > before)
            if "ACCEPT" in text and self.decided % TELL_EVERY == 0:
                held_kb = (
                    printer.bytes_read // 1024
                )  # the simulated printer keeps every label, and it lives in this process
                self._memory.append((self.decided, _resident_kb() - held_kb))
                print(
                    f"soak: {self.decided} items, {self._memory[-1][1]} kB resident without printed labels", flush=True
                )
            time.sleep(pause_s)
        self._screen.wait_until(lambda view: not self._inspector.waits(view))
        printer.wait_for_labels(self.decided, 10)

    def growth_kb_per_1000(self) -> float:
        """Memory gained from the settled state to the end; 0 when the shift was too short to tell."""
        settled = [point for point in self._memory if point[0] >= SETTLED]
        if len(settled) < 2:
            return 0.0
        (first, before), (last, after) = settled[0], settled[-1]
        return (after - before) / (last - first) * 1000


def _number(view: BenchView) -> int:
    return view.notice.number if view.notice is not None else 0


def _resident_kb() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


if __name__ == "__main__":
    sys.exit(main())
