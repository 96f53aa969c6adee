"""What the windows need from the program behind them, each as small as its use.

Questions (`Queries`) are asked in the window's thread and answered from a read-only connection: with a limit, in a few milliseconds.
Only the two that search, `find` and `find_within`, are asked in threads of their own.
"""

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Protocol

from app.domain.commands import Command
from app.domain.vocabulary import ParcelStatus
from app.reference.expected import ExpectedReturn
from app.store.conflict_records import ClashRecord, ConflictRecord, DuplicateRecord, SideRecord, TwinRecord
from app.store.records import ItemHistory, ItemRecord, ParcelRecord, PrintJobRecord, ToteEvent, ToteRecord
from devices.events import ScannerEvent

__all__ = [
    "CentralRecord",
    "ClashRecord",
    "ConflictRecord",
    "Core",
    "DuplicateRecord",
    "ExpectedReturn",
    "Finds",
    "ItemHistory",
    "ItemRecord",
    "ParcelRecord",
    "PrintJobRecord",
    "Queries",
    "ReadingRecord",
    "ReportJob",
    "ReportRequest",
    "SeriesRecord",
    "SideRecord",
    "ToteEvent",
    "ToteRecord",
    "TwinRecord",
]


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


@dataclass(frozen=True, slots=True)
class Finds:
    """What a search found, in its three kinds.

    Attributes:
        expected: returns that were announced and whose parcel nobody has received yet.
    """

    parcels: tuple[ParcelRecord, ...] = ()
    expected: tuple[ExpectedReturn, ...] = ()
    items: tuple[ItemRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """A stream that this bench writes or wrote, by the series of its license plate numbers.

    Attributes:
        current: the bench writes it now.
        events: facts in it.
        acknowledged: those of them that the server has confirmed.
    """

    series: str
    current: bool
    events: int
    acknowledged: int


@dataclass(frozen=True, slots=True)
class CentralRecord:
    """What this bench has to do with a central server.

    Attributes:
        server: host, port and database; "" while the bench works on its own.
        series: the one in use first.
    """

    server: str
    series: tuple[SeriesRecord, ...] = ()


class Queries(Protocol):
    """Questions that the pages ask. Newest first where nothing else is said; `limit` and `offset` count rows."""

    def parcels(self, status: ParcelStatus | None, text: str, limit: int, offset: int) -> tuple[ParcelRecord, ...]:
        """Parcels of a status, None for all, whose label, RMA or client contains the text."""

    def parcel(self, parcel_id: str) -> ParcelRecord | None:
        """One parcel; None when there is none."""

    def items_of_parcel(self, parcel_id: str) -> tuple[ItemRecord, ...]:
        """Items in the order in which they were identified, without voided ones."""

    def item_history(self, item_id: str) -> ItemHistory | None:
        """An item with all its events; None when there is none."""

    def totes(self) -> tuple[ToteRecord, ...]:
        """Open totes first, then those closed last; at most 200."""

    def tote_items(self, code: str) -> tuple[ItemRecord, ...]:
        """What is in a tote."""

    def tote_history(self, code: str, limit: int, offset: int) -> tuple[ToteEvent, ...]:
        """What became of a tote, and what was put into it or taken out."""

    def print_jobs(self, limit: int, offset: int) -> tuple[PrintJobRecord, ...]:
        """Labels, those that need somebody first."""

    def held_items(self, limit: int, offset: int) -> tuple[ItemRecord, ...]:
        """Items on hold, then those that have to be decided once more."""

    def conflicts(self, limit: int, offset: int) -> tuple[ConflictRecord, ...]:
        """What two benches decided without knowing of each other, and no lead has settled; oldest first."""

    def duplicates(self, limit: int, offset: int) -> tuple[DuplicateRecord, ...]:
        """Things that two benches took in, and no lead has settled; oldest first."""

    def label_clashes(self, limit: int, offset: int) -> tuple[ClashRecord, ...]:
        """Items of this bench whose label another bench has printed too, until they have a new one; oldest first."""

    def find(self, text: str, limit: int) -> Finds:
        """Parcels, expected returns and items that a label, a number, a serial or a title finds; at most `limit` of each.

        Asked in another thread: in a large journal it may take a fifth of a second.
        """

    def find_within(self, text: str, limit: int) -> Finds:
        """Parcels and expected returns that hold the text anywhere. Asked in another thread: it may take half a second."""

    def readings(self, text: str, aim: str) -> tuple[ReadingRecord, ...]:
        """What a scanned text may mean, likeliest first."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A report that somebody wants.

    Attributes:
        name: as on the command line, e.g. "disposition-summary".
        first, last: ISO dates, both included; two empty texts for the running shift.
    """

    name: str
    first: str
    last: str
    language: str


@dataclass(frozen=True, slots=True)
class ReportJob:
    """How to make a report in processes of their own.

    Attributes:
        commands: program and arguments of each, run one after the other, one for each file. Each writes JSON lines to standard
            output: {"event": "progress", "done", "total"} while it works, then {"event": "done", "path"} with exit code 0,
            {"event": "cancelled"}, or {"event": "error", "title", "next_step"}. It stops when it is asked to terminate.
    """

    commands: tuple[tuple[str, ...], ...]


class Core(Protocol):
    """What stands behind the window once it has started."""

    @property
    def queries(self) -> Queries:
        """Answers for the pages."""

    @property
    def zone(self) -> tzinfo:
        """The site's time zone; every time on the screen is in it."""

    @property
    def reports(self) -> tuple[str, ...]:
        """Names of the reports that can be made."""

    @property
    def report_folder(self) -> Path:
        """Where reports are kept."""

    def submit(self, command: Command) -> None:
        """Hand a command to the bench; returns at once."""

    def draft(self, command: Command | None) -> None:
        """What is being typed and would be lost: it is handed to the bench before the next command, and before the next scan of any
        scanner. None when nothing is left to be kept. Returns at once.
        """

    def hear(self, event: ScannerEvent) -> None:
        """Take what a scanner that types into the window said; returns at once."""

    def label_preview(self, item_id: str) -> bytes | None:
        """The item's label as PNG; None when it has none. Called from a thread of its own."""

    def report_job(self, request: ReportRequest) -> ReportJob:
        """How to make a report."""

    def central(self) -> CentralRecord:
        """The server and this bench's streams; a few milliseconds."""

    def try_server(self) -> None:
        """Try the central server at once; returns at once, and does nothing on a bench without one."""

    def stop(self) -> None:
        """End everything; returns when the journal is closed."""
