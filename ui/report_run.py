"""Making a report in a process of its own, so that the bench stays as quick as it was."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from ui.ports import ReportJob

_KILL_AFTER_MS = 3000
_MOST_ERROR = 400


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """How it ended.

    Attributes:
        files: what was made.
        error: the process's own words; "" when all is well.
        cancelled: the operator stopped it.
    """

    files: tuple[Path, ...] = ()
    error: str = ""
    cancelled: bool = False


@dataclass
class _Heard:
    files: list[Path] = field(default_factory=list)
    errors: str = ""
    cancelled: bool = False


class ReportRun(QObject):
    """Runs one report at a time.

    Signals:
        progressed(object): share done from 0 to 1; None while nobody knows.
        ended(object): it is over; a ReportOutcome.
    """

    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._heard = _Heard()

    @property
    def running(self) -> bool:
        """Whether a report is being made."""
        return self._process is not None

    def start(self, job: ReportJob) -> None:
        """Begin; a report that is being made goes on instead."""
        if self._process is not None:
            return
        self._heard = _Heard()
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self.on_output)
        process.readyReadStandardError.connect(self.on_error_output)
        process.finished.connect(self.on_finished)
        process.errorOccurred.connect(self.on_process_error)
        self.progressed.emit(None)
        process.start(job.command[0], list(job.command[1:]))

    def cancel(self) -> None:
        """Stop it; what was half made is left behind by the process itself."""
        if self._process is not None:
            self._heard.cancelled = True
            self._process.kill()

    def stop(self) -> None:
        """Stop it and wait."""
        if self._process is not None:
            process = self._process
            self.cancel()
            process.waitForFinished(_KILL_AFTER_MS)

    def on_output(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            self._take(bytes(process.readLine().data()).decode("utf-8", "replace"))

    def on_error_output(self) -> None:
        if self._process is not None:
            said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            self._heard.errors = (self._heard.errors + said)[-_MOST_ERROR:]

    def _take(self, line: str) -> None:
        try:
            fact = json.loads(line)
        except ValueError:
            return  # whatever else the process prints is not for us
        if not isinstance(fact, dict):
            return
        if fact.get("event") == "progress":
            done, total = fact.get("done"), fact.get("total")
            if isinstance(done, int | float) and isinstance(total, int | float) and total > 0:
                self.progressed.emit(min(1.0, done / total))
            else:
                self.progressed.emit(None)
        elif fact.get("event") == "file":
            self._heard.files.append(Path(str(fact.get("path", ""))))

    def on_process_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._heard.errors = self._process.errorString() if self._process else ""
            self._end(failed=True)

    def on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self.on_output()
        self._end(failed=code != 0 or status is not QProcess.ExitStatus.NormalExit)

    def _end(self, *, failed: bool) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.deleteLater()
        heard = self._heard
        error = (heard.errors.strip() or "?") if failed and not heard.cancelled else ""
        self.ended.emit(ReportOutcome(tuple(heard.files), error, heard.cancelled))
