"""From the decision to the last byte of the label in the printer's socket, on a whole site without a window.

The clock starts when the accepting command enters the runner's queue, so that deciding, drawing the label and both commits count.
The floor connects to the same printer and sends a label of the same bytes.
"""

import socket
import sys
import tempfile
import time
from pathlib import Path

from app.bench.view import Phase
from app.bootstrap import Site
from app.domain.commands import RegisterScan
from app.settings import load_settings
from benchmarks.goods import FULL, QUICK, goods
from benchmarks.homes import make_home
from benchmarks.inspector import Inspector, Screen
from benchmarks.measure import MS, Verdict, options, quantile
from devices.printers.simulator import PrinterSimulator

LABELS = 300
WARM_UP = 20
PATIENCE_S = 10.0
LIMIT_MS = 20.0


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("label", quick=quick)
    warm_up, labels = (2, 5) if quick else (WARM_UP, LABELS)
    with tempfile.TemporaryDirectory() as folder, PrinterSimulator() as printer, PrinterSimulator() as bare:
        home = make_home(Path(folder) / "home", goods(*(QUICK if quick else FULL)), printer_address=printer.address)
        screen = Screen()
        site = Site(home, load_settings(home.settings), screen.show)
        site.start()
        site.runner.ready.result(PATIENCE_S)
        site.start_devices()
        try:
            shift = _Shift(site, printer, screen)
            for _ in range(warm_up):
                shift.one()
                _bare(bare, printer.labels[-1])
            taken: list[float] = []
            sent: list[float] = []
            for _ in range(labels):
                taken.append(shift.one())
                sent.append(_bare(bare, printer.labels[-1]))
        finally:
            site.stop()
    verdict.at_most("decision to last byte, p99", quantile(taken, 0.99) / MS, LIMIT_MS, "ms")
    for share, name in ((0.5, "median"), (0.99, "p99")):
        verdict.tell(f"to a bare connect and send, {name}", quantile(taken, share) / quantile(sent, share))
    return verdict.exit_code


class _Shift:
    """Works items one after the other; a label is waited for before the next scan."""

    def __init__(self, site: Site, printer: PrinterSimulator, screen: Screen) -> None:
        self._site = site
        self._printer = printer
        self._screen = screen
        self._inspector = Inspector()

    def one(self) -> int:
        """Work until a label has come out; returns the nanoseconds from the decision to its last byte."""
        while True:
            view = self._screen.wait_until(lambda view: not self._inspector.waits(view))
            decides = view.phase is Phase.GRADED and view.question is None
            text = self._inspector.next(view)
            labels = len(self._printer.received)
            started = time.monotonic_ns()
            outcome = self._site.ask(RegisterScan(text, "", "left", started)).result(PATIENCE_S)
            if decides and outcome.jobs:
                self._printer.wait_for_labels(labels + 1, PATIENCE_S)
                return self._printer.received[labels].at_ns - started


def _bare(printer: PrinterSimulator, data: bytes) -> int:
    """Send the label as barely as can be; returns the nanoseconds until the printer has its last byte."""
    address, _, port = printer.address.removeprefix("tcp://").partition(":")
    before = len(printer.received)
    started = time.monotonic_ns()
    with socket.create_connection((address, int(port))) as link:
        link.sendall(data)
    printer.wait_for_labels(before + 1, PATIENCE_S)
    return printer.received[before].at_ns - started


if __name__ == "__main__":
    sys.exit(main())
