"""What the windows need from the program behind them, each as small as its use.

Questions (`Queries`) are asked in the window's thread and answered from a read-only connection: with a limit, in a few milliseconds.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.commands import Command
from app.domain.events import Recorded
from app.domain.vocabulary import (
    Declared,
    DefectCode,
    Disposition,
    Grade,
    ItemStatus,
    ParcelStatus,
    PrintState,
    Route,
    ToteStatus,
)
from devices.events import ScannerEvent


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the window looks and sounds, as its bench likes it.

    Attributes:
        theme: "light", "dark" or "contrast".
        language: of the screen while nobody is signed in; afterwards each person's own counts.
        volume: 0 (mute) to 100.
    """

    theme: str = "light"
    language: str = "en"
    volume: int = 70


@dataclass(frozen=True, slots=True)
class ParcelRecord:
    """A parcel in the queue.

    Attributes:
        received_at: UTC, ISO 8601.
        items: how many items were identified in it.
        return_by: ISO date; None without a deadline.
        mine: whether it can be opened at this bench.
    """

    parcel_id: str
    label: str
    carrier: str
    rmas: tuple[str, ...]
    clients: tuple[str, ...]
    status: ParcelStatus
    received_at: str
    received_by: str
    units_received: int
    units_expected: int
    items: int
    return_by: str | None = None
    mine: bool = True


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item, wherever it is.

    Attributes:
        identified_at: UTC, ISO 8601.
        held_reason: None unless it is on hold.
    """

    item_id: str
    lpn: str
    title: str
    sku: str
    client: str
    category: str
    serial: str | None
    quantity: int
    declared: Declared
    status: ItemStatus
    grade: Grade | None
    defects: tuple[DefectCode, ...]
    disposition: Disposition | None
    route: Route | None
    tote: str | None
    parcel_id: str
    parcel_label: str
    identified_at: str
    inspector: str
    held_reason: str | None = None


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """An item and everything that happened to it, oldest first; reversed events and their reversals too.

    Attributes:
        reversed_ids: ids of events that were taken back.
    """

    item: ItemRecord
    events: tuple[Recorded, ...]
    reversed_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ToteRecord:
    """A tote and how full it is."""

    code: str
    route: Route
    disposition: Disposition | None
    status: ToteStatus
    items: int
    units: int
    opened_at: str
    opened_by: str
    closed_at: str | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True)
class PrintJobRecord:
    """A label on its way to paper.

    Attributes:
        copy: 0 for the original.
        detail: the device's reason or the platform's own words; "" while nothing is wrong.
    """

    job: str
    item_id: str
    lpn: str
    title: str
    copy: int
    printer: str
    state: PrintState
    detail: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, in its two kinds."""

    parcels: tuple[ParcelRecord, ...] = ()
    items: tuple[ItemRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """One meaning of a scanned text.

    Attributes:
        kind: a value of app.symbols.readings.Kind.
        value: as it would be looked up; a badge's token is hidden already.
        valid: its own proof, such as a check digit, holds.
    """

    kind: str
    value: str
    valid: bool
    reason: str
    carrier: str = ""


class Queries(Protocol):
    """Questions that the pages ask. Newest first where nothing else is said; `limit` and `offset` count rows."""

    def parcels(self, status: ParcelStatus | None, text: str, limit: int, offset: int) -> tuple[ParcelRecord, ...]:
        """Parcels of a status, None for all, whose label, RMA or client contains the text."""

    def items_of_parcel(self, parcel_id: str) -> tuple[ItemRecord, ...]:
        """Items in the order in which they were identified, without voided ones."""

    def item_history(self, item_id: str) -> ItemHistory | None:
        """An item with all its events; None when there is none."""

    def totes(self) -> tuple[ToteRecord, ...]:
        """Open totes first, then those closed last; at most 200."""

    def tote_items(self, code: str) -> tuple[ItemRecord, ...]:
        """What is in a tote."""

    def tote_history(self, code: str) -> tuple[Recorded, ...]:
        """A tote's events, oldest first."""

    def print_jobs(self, limit: int, offset: int) -> tuple[PrintJobRecord, ...]:
        """Labels, those that need somebody first."""

    def held_items(self, limit: int, offset: int) -> tuple[ItemRecord, ...]:
        """Items on hold."""

    def search(self, text: str, limit: int) -> Found:
        """Parcels and items that a label, RMA, LPN, SKU, serial or title finds."""

    def readings(self, text: str, aim: str) -> tuple[ReadingRecord, ...]:
        """What a scanned text may mean, likeliest first."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A report that somebody wants.

    Attributes:
        name: as on the command line, e.g. "disposition-summary".
        first, last: ISO dates, both included.
    """

    name: str
    first: str
    last: str
    language: str


@dataclass(frozen=True, slots=True)
class ReportJob:
    """How to make a report in a process of its own.

    Attributes:
        command: program and arguments. It writes JSON lines to standard output: {"progress": 0.0 … 1.0} while it works, and
            {"file": path} for each file that is ready; exit code 0 when all is well.
    """

    command: tuple[str, ...]


class Core(Protocol):
    """What stands behind the window once it has started."""

    @property
    def queries(self) -> Queries:
        """Answers for the pages."""

    @property
    def reports(self) -> tuple[str, ...]:
        """Names of the reports that can be made."""

    @property
    def report_folder(self) -> Path:
        """Where reports are kept."""

    def submit(self, command: Command) -> None:
        """Hand a command to the bench; returns at once."""

    def hear(self, event: ScannerEvent) -> None:
        """Take what a scanner that types into the window said; returns at once."""

    def label_preview(self, item_id: str) -> bytes | None:
        """The item's label as PNG; None when it has none. Called from a thread of its own."""

    def report_job(self, request: ReportRequest) -> ReportJob:
        """How to make a report."""

    def stop(self) -> None:
        """End everything; returns when the journal is closed."""
