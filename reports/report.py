"""What every report is asked, and what it has to offer to be printed."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.errors import DockgradeError
from app.store.report_queries import Scope
from reports.export import Cell
from reports.page import Paper, Sheet
from reports.period import Period
from reports.words import Words


class ReportCancelledError(DockgradeError):
    """Somebody stopped the report; nothing was written."""


@dataclass(frozen=True, slots=True)
class ReportProgress:
    """How far a report is, in rows."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Request:
    """One report as it was asked for.

    Attributes:
        site, bench, client: filters; None for all.
        generated_by: name of who asked; "" when nobody is known.
        generated_at: aware; ages are counted from here.
        policy_version: named on the page when no row of the report names one; "" when unknown.
        reprint: 0 for the first print, n for the nth reprint of the same report.
        unsent: facts not yet on the central server; None while the bench has no server.
    """

    name: str
    period: Period
    site: str | None
    bench: str | None
    client: str | None
    words: Words
    generated_by: str
    generated_at: datetime
    policy_version: str
    reprint: int
    unsent: int | None

    @property
    def scope(self) -> Scope:
        """The same as the journal's queries take it."""
        return Scope(self.period.from_utc, self.period.to_utc, self.site, self.bench, self.client)

    @property
    def report_id(self) -> str:
        """A number for what was asked, whoever prints it and whenever: a reprint carries the same."""
        asked = [
            self.name,
            self.period.from_utc.isoformat(),
            self.period.to_utc.isoformat(),
            self.period.zone,
            self.site,
            self.bench,
            self.client,
        ]
        digest = hashlib.sha256(json.dumps(asked).encode("utf-8")).digest()
        return f"RPT-{int.from_bytes(digest[:8], 'big') % 10**12:012d}"  # digits take half the width in Code 128


class Meter:
    """Counts rows while they are written, tells how far it is, and stops when asked to."""

    STEP = 250

    def __init__(self, progress: Callable[[ReportProgress], None], cancelled: Callable[[], bool]) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self.done = 0
        self.total = 0

    def start(self, total: int) -> None:
        """Begin with so many rows to come. Raises ReportCancelledError."""
        self.done = 0
        self.total = total
        self._tell()

    def step(self) -> None:
        """One row is written. Raises ReportCancelledError."""
        self.done += 1
        if self.done % self.STEP == 0 or self.done == self.total:
            self._tell()

    def check(self) -> None:
        """Stop when somebody asked for it. Raises ReportCancelledError."""
        if self._cancelled():
            raise ReportCancelledError("The report was cancelled; nothing was written.")

    def _tell(self) -> None:
        self.check()
        self._progress(ReportProgress(self.done, self.total))


class Body(Protocol):
    """One report's facts, read and ready to be written; made by a `Reader` within one picture of the journal."""

    @property
    def rows(self) -> int:
        """Rows that the report has."""

    @property
    def csv_rows(self) -> int:
        """Rows of its CSV file, the header not counted."""

    @property
    def policy_versions(self) -> tuple[str, ...]:
        """Policy versions that its rows name."""

    def draw(self, sheet: Sheet, meter: Meter) -> None:
        """Put everything on paper. Called twice: once to count the pages, once to draw them."""

    def header(self) -> Sequence[str]:
        """The columns of the CSV file."""

    def records(self, meter: Meter) -> Iterator[Sequence[Cell]]:
        """The rows of the CSV file."""


Reader = Callable[[sqlite3.Connection, Request], Body]


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report that can be asked for: its paper, and how its facts are read."""

    name: str
    paper: Paper
    read: Reader
