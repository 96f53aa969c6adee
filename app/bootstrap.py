"""The one place that wires the parts together: settings, journal, policies, reference data, runner, scanners, printers."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.bench.bench import Bench, Outcome
from app.bench.desk import Surroundings
from app.bench.draft import Draft
from app.bench.runner import Runner
from app.bench.view import BenchView
from app.domain.commands import Command, RecordDevice, RecordPrintResult, RecordSync, RegisterScan, ReportBadFrame
from app.domain.vocabulary import Disposition, Grade, PrintState, Route
from app.errors import KnownError
from app.labels.facts import ItemLabelFacts
from app.labels.maker import PrinterLabels
from app.labels.print_queue import Answer, PrintQueue
from app.policy.shelf import PolicyShelf
from app.reference.lookup import Lookup
from app.settings import Home, PrinterSettings, ScannerSettings, Settings
from app.store.engine import connect_reader
from app.store.journal import Journal
from app.store.owner import Ownership
from app.store.print_jobs import jobs_in
from app.store.unit_of_work import PrintJobRow
from app.symbols.parse import parse
from devices.errors import DeviceError
from devices.events import FrameRejected, LinkChanged, ScannerEvent, ScanReceived
from devices.ports import Scanner
from devices.printers.status import read_status
from devices.printers.transports import open_transport
from devices.scanners.framing import FrameSettings, Terminator
from devices.scanners.serial_scanner import SerialScanner, SerialScannerSettings

if TYPE_CHECKING:  # a bench without a central server has no use for it
    from app.sync.state import Status
    from app.sync.supervisor import Supervisor

log = logging.getLogger(__name__)

_WARM_UP_AFTER_S = 0.5
_SYNC_AFTER_S = 1.0
"""Starting a process takes what the first picture and the first scan need."""
_SYNC_ENDS_S = 6.0


def local_zone(name: str | None) -> ZoneInfo:
    """The time zone of the site: as named in the settings, else the machine's, else UTC."""
    if name is not None:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as err:
            raise KnownError(
                f"Expected a time zone such as Europe/Helsinki in bench.zone, got {name!r}.",
                "Correct settings.toml, then start again.",
                exit_code=2,
            ) from err
    return ZoneInfo(_machine_zone())


def _machine_zone() -> str:
    path = Path("/etc/localtime")
    try:
        _, found, name = str(path.resolve()).partition("zoneinfo/")
        if found:
            ZoneInfo(name)
            return name
    except (OSError, ZoneInfoNotFoundError, ValueError):
        log.info("the machine's time zone is not known by name; UTC is used")
    return "UTC"


class Site:
    """A running bench without a window: everything from the scanners to the printers.

    Attributes:
        home: its directory.
        settings: as read at the start.
        runner: takes commands.
        draft: what is being typed in the window; it is recorded before the next scan of any scanner and before the next command.
    """

    def __init__(self, home: Home, settings: Settings, on_view: Callable[[BenchView], None]) -> None:
        """Wire the parts; nothing runs yet. Raises KnownError when policies or settings are wrong."""
        self.home = home
        self.settings = settings
        self._owner: Ownership | None = None
        self.zone = local_zone(settings.bench.zone)
        self.policies = PolicyShelf.load(home.policy)
        self.lookup = Lookup(home.mirror)
        self.runner = Runner(self._open, on_view=on_view, on_jobs=self._offer, crash_folder=home.logs)
        self.draft = Draft(self.runner.submit)
        self._queues: dict[str, PrintQueue] = {}
        self._scanners: list[Scanner] = []
        self._warming: threading.Timer | None = None
        self._sync_timer: threading.Timer | None = None
        self._supervisor: Supervisor | None = None
        self._sync_lock = threading.Lock()
        self._ending = False
        self.listeners: list[Callable[[ScannerEvent], None]] = []

    @property
    def label_printer(self) -> PrinterSettings | None:
        """The printer for item labels: the first in the settings."""
        return self.settings.printer[0] if self.settings.printer else None

    def _open(self) -> tuple[Journal, Bench]:
        journal = Journal(self.home.journal, bench_id=self.settings.bench.id, site=self.settings.bench.site)
        around = Surroundings(
            settings=self.settings.bench,
            reference=self.lookup,
            policies=self.policies,
            labels=PrinterLabels(self.label_printer),
            zone=self.zone,
            crash_folder=self.home.logs,
        )
        return journal, Bench(journal, around)

    def start(self) -> None:
        """Take the home, start the runner. Devices follow with `start_devices` once it is ready.

        Raises JournalBusyError when another bench runs on this home.
        """
        self._owner = Ownership(self.home.owner)
        self.runner.start()

    def start_devices(self) -> None:
        """Start printers and serial scanners; labels that were under way when the program ended are looked at first."""
        queues = [queue for printer in self.settings.printer if (queue := self._make_queue(printer)) is not None]
        self._queues = {queue.name: queue for queue in queues}  # from now on new labels find their way
        connection = connect_reader(self.home.journal)
        try:
            interrupted = jobs_in(connection, PrintState.SENDING)
            waiting = jobs_in(connection, PrintState.QUEUED)
        finally:
            connection.close()
        for job in interrupted:
            self.runner.submit(RecordPrintResult(job.job, PrintState.UNKNOWN, "interrupted"))
        for queue in queues:
            queue.start()
        self._offer(tuple(waiting))
        for scanner in self.settings.scanner:
            if scanner.kind == "serial":
                self._start_scanner(scanner)
        self._start_warm_up()
        if self.settings.central is not None:
            self.runner.submit(
                RecordSync("offline")
            )  # until the agent speaks: what the server lacks is told from the start
            self._sync_timer = threading.Timer(_SYNC_AFTER_S, self._start_sync)
            self._sync_timer.name = "start-sync"
            self._sync_timer.daemon = True
            self._sync_timer.start()

    def _start_warm_up(self) -> None:
        """Once the window has its first picture: until then every thread that computes holds it up."""
        labels = PrinterLabels(self.label_printer)
        self._warming = threading.Timer(_WARM_UP_AFTER_S, _warm_up, (labels,))
        self._warming.name = "warm-up"
        self._warming.daemon = True
        self._warming.start()

    def _start_sync(self) -> None:
        """Start the agent that keeps this bench and the central server in step."""
        from app.sync.supervisor import Supervisor

        with self._sync_lock:
            if not self._ending:
                self._supervisor = Supervisor(self.home.path, self._on_sync_status)
                self._supervisor.start()

    def _on_sync_status(self, status: "Status") -> None:
        problem = status.problem
        self.runner.submit(
            RecordSync(
                state=status.state,
                unsent=status.unsent,
                last_contact=status.last_contact,
                code=problem.code if problem else "",
                params=tuple(problem.params.items()) if problem else (),
                changes=status.changes,
                order=status.order,
                feed=status.feed,
            )
        )

    def try_server(self) -> None:
        """Let the agent try the central server at once; nothing happens while there is none."""
        with self._sync_lock:
            if self._supervisor is not None:
                self._supervisor.now()

    def _stop_sync(self) -> threading.Thread | None:
        """Begin to end the agent; the thread is done when it has ended. None when there is none."""
        if self._sync_timer is not None:
            self._sync_timer.cancel()
        with self._sync_lock:
            self._ending = True
            if self._supervisor is None:
                return None
            ending = threading.Thread(target=self._supervisor.stop, name="stop-sync", daemon=True)
        ending.start()
        return ending

    def _make_queue(self, printer: PrinterSettings) -> PrintQueue | None:
        try:
            transport = open_transport(printer.address)
        except DeviceError as err:
            self.runner.submit(RecordDevice(printer.name, "printer", "lost", err.reason))
            log.warning("printer %s: %s", printer.name, err)
            return None
        return PrintQueue(
            printer.name,
            transport,
            draw=PrinterLabels(printer).draw,
            record=self._record_label,
            tell=self.runner.submit,
            look=partial(read_status, transport),
        )

    def _record_label(self, result: RecordPrintResult) -> Answer:
        try:
            outcome = self.runner.ask(result).result()
        except Exception:  # a fault of the program while storing it: as good as a disk that refuses
            log.exception("the state of a label could not be stored")
            return Answer.LATER
        if not outcome.stored:
            return Answer.LATER
        return Answer.GO if outcome.accepted else Answer.DROP

    def _start_scanner(self, settings: ScannerSettings) -> None:
        try:
            scanner = SerialScanner(serial_settings(settings), self.on_scanner_event)
        except ValueError as err:
            self.runner.submit(RecordDevice(settings.name, "scanner", "lost", "misconfigured"))
            log.warning("scanner %s: %s", settings.name, err)
            return
        self._scanners.append(scanner)
        self.runner.submit(RecordDevice(settings.name, "scanner", "connecting"))
        scanner.start()

    def on_scanner_event(self, event: ScannerEvent) -> None:
        """Take an event of any scanner; safe on any thread."""
        command: Command
        match event:
            case ScanReceived(text, aim, scanner, at_ns):
                command = RegisterScan(text, aim, scanner, at_ns)
            case FrameRejected(problem, _, length, scanner):
                command = ReportBadFrame(problem, scanner, length)
            case LinkChanged(device, state, reason):
                command = RecordDevice(device, "scanner", state, reason or "")
        if not isinstance(command, RecordDevice):  # nobody has done anything: what is being typed goes on
            self.draft.hand_on(command)
        self.runner.submit(command)
        for listener in self.listeners:
            listener(event)

    def submit(self, command: Command) -> None:
        """Hand a command to the bench."""
        self.draft.hand_on(command)
        self.runner.submit(command)

    def ask(self, command: Command) -> "Future[Outcome]":
        """Hand a command to the bench and get its outcome."""
        self.draft.hand_on(command)
        return self.runner.ask(command)

    def try_printers(self) -> None:
        """Try waiting labels at once."""
        for queue in self._queues.values():
            queue.try_now()

    def _offer(self, jobs: tuple[PrintJobRow, ...]) -> None:
        """Give labels to their printers; one whose printer is not in the settings any more goes to the first."""
        queues = self._queues
        if not queues:
            return
        first = next(iter(queues.values()))
        for job in jobs:
            queues.get(job.printer, first).offer((job,))

    def stop(self) -> None:
        """End everything: scanners first, so that no scan is taken that nobody would work."""
        if self._warming is not None:
            self._warming.cancel()
        sync = self._stop_sync()
        for scanner in self._scanners:
            scanner.stop()
        for queue in self._queues.values():
            queue.stop()
        if sync is not None:
            sync.join(_SYNC_ENDS_S)  # it reads the journal that is closed next
        self.draft.hand_on()
        self.runner.stop()
        self.lookup.close()
        if self._owner is not None:
            self._owner.release()


def serial_settings(settings: ScannerSettings) -> SerialScannerSettings:
    """A [[scanner]] of settings.toml as the serial scanner takes it. Raises ValueError that states both sides."""
    frame = FrameSettings(
        terminator=cast("Terminator", settings.terminator or "CR"),
        prefix=settings.prefix.encode(),
        suffix=settings.suffix.encode(),
        max_length=settings.max_length,
        no_read=settings.no_read,
    )
    return SerialScannerSettings(
        name=settings.name,
        port=settings.port or "",
        usb=settings.usb,
        baud=settings.baud,
        bytesize=settings.bytesize,
        parity=settings.parity,
        stopbits=settings.stopbits,
        frame=frame,
    )


def _warm_up(labels: PrinterLabels) -> None:
    """Draw a label and read a number that nobody needs: fonts and tables are loaded before the first item waits for them."""
    parse("1Z999AA10123456784")
    facts = ItemLabelFacts("R00000000000", "A", "A", Grade.A, None, Disposition.RESTOCK, Route.RESTOCK)
    labels.draw(labels.order(facts, "en"))
