"""Making a report in processes of their own, so that the bench stays as quick as it was."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from ui.ports import ReportJob

_KILL_AFTER_MS = 3000
_MOST_ERROR = 400


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """How it ended.

    Attributes:
        files: what was made.
        error: what went wrong and what to do, in the process's own words; "" when all is well.
        cancelled: the operator stopped it.
    """

    files: tuple[Path, ...] = ()
    error: str = ""
    cancelled: bool = False


@dataclass
class _Heard:
    """What the processes of one report have said so far."""

    files: list[Path] = field(default_factory=list)
    error: str = ""
    stderr: str = ""
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
        self._job = ReportJob(())
        self._number = 0
        self._heard = _Heard()

    @property
    def running(self) -> bool:
        """Whether a report is being made."""
        return self._process is not None

    def start(self, job: ReportJob) -> None:
        """Begin; a report that is being made goes on instead."""
        if self._process is not None or not job.commands:
            return
        self._job, self._number, self._heard = job, 0, _Heard()
        self.progressed.emit(None)
        self._start_process()

    def _start_process(self) -> None:
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self.on_output)
        process.readyReadStandardError.connect(self.on_error_output)
        process.finished.connect(self.on_finished)
        process.errorOccurred.connect(self.on_process_error)
        program, *arguments = self._job.commands[self._number]
        process.start(program, arguments)

    def cancel(self) -> None:
        """Ask it to stop, which leaves nothing half made; a process that does not listen is ended."""
        process = self._process
        if process is not None:
            self._heard.cancelled = True
            process.terminate()
            QTimer.singleShot(_KILL_AFTER_MS, process, process.kill)

    def stop(self) -> None:
        """Stop it and wait."""
        process = self._process
        if process is not None:
            self.cancel()
            if not process.waitForFinished(_KILL_AFTER_MS):
                process.kill()
                process.waitForFinished(_KILL_AFTER_MS)

    def on_output(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            self._take(bytes(process.readLine().data()).decode("utf-8", "replace"))

    def on_error_output(self) -> None:
        if self._process is not None:
            said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            self._heard.stderr = (self._heard.stderr + said)[-_MOST_ERROR:]

    def _take(self, line: str) -> None:
        try:
            fact = json.loads(line)
        except ValueError:
            return  # whatever else the process prints is not for us
        if not isinstance(fact, dict):
            return
        match fact.get("event"):
            case "progress":
                self.progressed.emit(self._share(fact.get("done"), fact.get("total")))
            case "done":
                self._heard.files.append(Path(str(fact.get("path", ""))))
            case "error":
                self._heard.error = f"{fact.get('title', '')} {fact.get('next_step', '')}".strip()
            case _:
                pass

    def _share(self, done: object, total: object) -> float | None:
        if not isinstance(done, int | float) or not isinstance(total, int | float) or total <= 0:
            return None
        return (self._number + min(1.0, done / total)) / len(self._job.commands)

    def on_process_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._heard.error = self._process.errorString() if self._process else ""
            self._over(failed=True)

    def on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self.on_output()
        self._over(failed=code != 0 or status is not QProcess.ExitStatus.NormalExit)

    def _over(self, *, failed: bool) -> None:
        """One process is over: the next one, or the end."""
        process, self._process = self._process, None
        if process is None:
            return
        process.deleteLater()
        heard = self._heard
        self._number += 1
        if not failed and not heard.cancelled and self._number < len(self._job.commands):
            self._start_process()
            return
        error = (heard.error or heard.stderr.strip() or "?") if failed and not heard.cancelled else ""
        self.ended.emit(ReportOutcome(tuple(heard.files), error, heard.cancelled))
