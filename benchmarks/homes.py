"""Homes to measure in: settings, an inspector, a journal of its own, the shared mirror; and benches without devices."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.bench.bench import Bench, Outcome
from app.bench.desk import Surroundings
from app.bench.view import BenchView
from app.domain.commands import RecordPrintResult, RegisterScan
from app.domain.vocabulary import PrintState
from app.labels.maker import PrinterLabels
from app.policy.shelf import PolicyShelf
from app.reference.lookup import Lookup
from app.settings import BenchSettings, Home, PrinterSettings
from app.store.journal import Journal
from benchmarks.goods import Goods
from benchmarks.inspector import Inspector, employ

BENCH_ID, SITE = "B07", "TMP1"
LABELS = PrinterLabels(PrinterSettings(name="label"))
_SECOND_NS = 1_000_000_000

_SETTINGS = """
[bench]
id = "{bench}"
site = "{site}"
double_scan_ms = 0
zone = "Europe/Helsinki"
"""
_SCANNER = """
[[scanner]]
name = "left"
kind = "serial"
port = "{port}"
"""
_PRINTER = """
[[printer]]
name = "label"
address = "{address}"
"""


def make_home(path: Path, goods: Goods, *, scanner_port: str = "", printer_address: str = "") -> Home:
    """A home directory in which the inspector of the benchmarks can sign in."""
    path.mkdir(parents=True, exist_ok=True)
    home = Home(path)
    text = _SETTINGS.format(bench=BENCH_ID, site=SITE)
    text += _SCANNER.format(port=scanner_port) if scanner_port else ""
    text += _PRINTER.format(address=printer_address) if printer_address else ""
    home.settings.write_text(text, encoding="utf-8")
    goods.link(path)
    journal = Journal(home.journal, bench_id=BENCH_ID, site=SITE)
    employ(journal)
    journal.close()
    return home


class BareBench:
    """A bench without threads and devices: commands in, pictures out.

    Attributes:
        journal: its record.
        view: the last picture.
    """

    def __init__(self, home: Home) -> None:
        self.journal = Journal(home.journal, bench_id=BENCH_ID, site=SITE)
        self._lookup = Lookup(home.mirror)
        around = Surroundings(
            settings=BenchSettings(id=BENCH_ID, site=SITE),
            reference=self._lookup,
            policies=PolicyShelf.load(home.policy),
            labels=LABELS,
            zone=ZoneInfo("Europe/Helsinki"),
            crash_folder=home.logs,
        )
        self._bench = Bench(self.journal, around, clock=lambda: datetime.now(UTC))
        self._ns = 0

    @property
    def view(self) -> BenchView:
        """The last picture."""
        return self._bench.view

    def scan(self, text: str) -> Outcome:
        """Scan a text; scans are a second apart to the rule about double scans."""
        self._ns += _SECOND_NS
        return self._bench.handle(RegisterScan(text, "", "left", self._ns))

    def printed(self, outcome: Outcome) -> None:
        """Let the printer take the labels that the command has asked for, as the print thread does."""
        for job in outcome.jobs:
            self._bench.handle(RecordPrintResult(job.job, PrintState.SENDING, drawn=LABELS.draw(job.document)))
            self._bench.handle(RecordPrintResult(job.job, PrintState.SENT))

    def close(self) -> None:
        """End."""
        self.journal.close()
        self._lookup.close()


@contextmanager
def bare_bench(home: Home) -> Iterator[BareBench]:
    """A bench as long as the `with` lasts."""
    bench = BareBench(home)
    try:
        yield bench
    finally:
        bench.close()


def walk(bench: BareBench, inspector: Inspector, parcels: int) -> Iterator[tuple[str, BenchView]]:
    """Work so many parcels; yields each scan with the picture it led to, the sign-in included."""
    until = inspector.parcels + parcels
    while True:
        text = inspector.next(bench.view)
        if inspector.parcels > until:
            return
        outcome = bench.scan(text)
        yield text, outcome.view
        bench.printed(outcome)
