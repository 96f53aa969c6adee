"""The print thread: draws stored labels, takes them one by one to their printer and tells the runner what is known of each.

A label is marked as sending, and its bytes are stored, before the first of them leaves. It is tried again by itself only when certainly no
byte was written; otherwise nobody knows whether it was printed, and a person has to look.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from enum import Enum

from app.domain.commands import DrawnLabel, RecordDevice, RecordPrintResult
from app.domain.vocabulary import PrintState
from app.store.unit_of_work import PrintJobRow
from devices.errors import DeviceError, DeviceReason
from devices.ports import Transport
from devices.printers.status import PrinterReason, PrinterStatus

log = logging.getLogger(__name__)

FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 10.0


class Answer(Enum):
    """What the runner says to a result."""

    GO = "go"  # it is stored
    DROP = "drop"  # the label was voided or done meanwhile: leave it
    LATER = "later"  # the disk refuses: nothing is known to be stored, ask again


class PrintQueue:
    """One printer's thread.

    Attributes:
        name: the printer's name in the settings.
    """

    def __init__(
        self,
        name: str,
        transport: Transport,
        *,
        draw: Callable[[str], DrawnLabel],
        record: Callable[[RecordPrintResult], Answer],
        tell: Callable[[RecordDevice], None],
        look: Callable[[], PrinterStatus] | None = None,
    ) -> None:
        """`draw` makes the bytes of a label that the queue keeps; `record` stores a result and says how to go on.

        `look` asks the printer how it is, or raises DeviceError; None where it cannot be asked. It is looked at when the queue begins,
        when `try_now` says so, and now and then while it is not ready; never while labels wait.
        """
        self._look = look
        self.name = name
        self._draw = draw
        self._transport = transport
        self._store = record
        self._report = tell
        self._jobs: deque[PrintJobRow] = deque()
        self._wake = threading.Condition()
        self._stopping = False
        self._state = self._reason = ""
        self._thread = threading.Thread(target=self._run, name=f"print-{name}", daemon=True)

    def start(self) -> None:
        """Begin to print."""
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> None:
        """Finish the label at hand and end; what is queued stays stored."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def offer(self, jobs: Iterable[PrintJobRow]) -> None:
        """Take over stored labels; returns at once."""
        with self._wake:
            self._jobs.extend(jobs)
            self._wake.notify_all()

    def try_now(self) -> None:
        """Cut a pause short, or look at the printer: it may be back."""
        with self._wake:
            self._wake.notify_all()

    def _run(self) -> None:
        self._tell("connecting")
        self._look_at_printer()
        while True:
            with self._wake:
                if not self._jobs and not self._stopping:
                    self._wake.wait(None if self._state == "ready" else LONGEST_PAUSE_S)
                if self._stopping:
                    return
                job = self._jobs.popleft() if self._jobs else None
            if job is None:
                self._look_at_printer()
                continue
            try:
                self._print(job)
            except Exception:  # nobody knows what came out, and the next label must still come out
                log.exception("label %s: the print thread failed", job.job)
                self._record(job, PrintState.UNKNOWN, "unexpected")

    def _look_at_printer(self) -> None:
        """Find out how the printer is while no label is to be sent to it; one that takes a connection and says nothing may well print."""
        if self._look is None:
            self._tell("ready")
            return
        try:
            status = self._look()
        except DeviceError as err:
            if err.reason is DeviceReason.UNSUPPORTED:  # nothing that could be asked
                self._tell("ready")
            else:
                self._tell("lost", err.reason)
            return
        except Exception:  # the next label must still come out
            log.exception("printer %s: its state cannot be read", self.name)
            self._tell("attention", "unexpected")
            return
        if status.ready:
            self._tell("ready")
        elif status.reasons != (PrinterReason.SILENT,):
            self._tell("attention", DeviceReason.NEEDS_ATTENTION)
        elif self._state != "attention":  # what is said of a label that broke off is better known than silence
            self._tell("ready")

    def _print(self, job: PrintJobRow) -> None:
        drawn = waiting = None
        if not job.data:
            waiting = DrawnLabel(job.document, b"", "")
            try:
                drawn = self._draw(job.document)
            except Exception:
                log.exception("label %s cannot be drawn", job.job)
                self._record(job, PrintState.FAILED, "unexpected")
                return
        data = job.data if drawn is None else drawn.data
        pause_s = FIRST_PAUSE_S
        while True:
            if not self._record(job, PrintState.SENDING, drawn=drawn):
                return
            try:
                self._transport.send(data)
            except DeviceError as err:
                if err.bytes_written != 0:
                    self._record(job, PrintState.UNKNOWN, err.reason)
                    self._tell("attention", err.reason)
                    return
                if err.reason in {DeviceReason.MISCONFIGURED, DeviceReason.UNSUPPORTED}:
                    self._record(job, PrintState.FAILED, err.reason)
                    self._tell("lost", err.reason)
                    return
                # Who knows which printer, and which media, it will come out of: after a start it is drawn anew.
                self._record(job, PrintState.QUEUED, err.reason, drawn=waiting)
                self._tell("lost", err.reason)
                if not self._paused(pause_s):
                    return
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
                continue
            self._record(job, PrintState.SENT)
            self._tell("ready")
            return

    def _paused(self, pause_s: float) -> bool:
        """Wait before the next try, unless `try_now` cuts it short; False when the program ends."""
        with self._wake:
            if not self._stopping:
                self._wake.wait(pause_s)
            return not self._stopping

    def _record(self, job: PrintJobRow, state: PrintState, detail: str = "", drawn: DrawnLabel | None = None) -> bool:
        """Have the runner store what is known, and wait while it cannot; False when the label must not be printed."""
        pause_s = FIRST_PAUSE_S
        while True:
            answer = self._store(RecordPrintResult(job.job, state, detail, drawn))
            if answer is not Answer.LATER:
                return answer is Answer.GO
            if not self._paused(pause_s):
                return False
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    def _tell(self, state: str, reason: str = "") -> None:
        if (state, reason) != (self._state, self._reason):
            self._state, self._reason = state, reason
            self._report(RecordDevice(self.name, "printer", state, reason))
