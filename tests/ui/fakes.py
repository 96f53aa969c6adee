"""A program behind the window that records what it is asked and answers from fixed facts."""

import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from pathlib import Path

from msgspec import structs

from app.bench.draft import Draft
from app.domain import events as e
from app.domain.commands import Command
from app.domain.vocabulary import (
    Declared,
    DefectCode,
    Disposition,
    FunctionGrade,
    Grade,
    ItemStatus,
    OverrideReason,
    ParcelStatus,
    PrintState,
    Route,
    ToteStatus,
)
from app.reference.expected import ExpectedReturn
from app.store.conflict_records import ClashRecord, ConflictRecord, DuplicateRecord
from app.store.records import ItemHistory, ItemRecord, ParcelRecord, PrintJobRecord, ToteEvent, ToteRecord
from devices.events import ScannerEvent
from tests.ui.disagreements import CLASHES, CONFLICTS, DUPLICATES
from ui.ports import CentralRecord, Finds, ReadingRecord, ReportJob, ReportRequest, SeriesRecord

PARCELS = tuple(
    ParcelRecord(
        parcel_id=f"p{number}",
        label=f"1Z999AA1012345{6784 + number}" if number != 5 else "",
        carrier="UPS",
        rmas=(f"RMA-2044{number:02}",),
        clients=("Nordkap Elektronikk",) if number % 2 else ("Kaupunki Outdoor", "Lumi Cosmetics"),
        status=(ParcelStatus.OPEN, ParcelStatus.PARKED, ParcelStatus.CLOSED)[min(number, 2)],
        received_at=f"2026-11-20T0{number % 10}:14:05.123Z",
        received_by="Inspector 12",
        units_received=number,
        units_expected=4 if number != 5 else 0,
        units_extra=1 if number == 2 else 0,
        items=number,
        return_by="2026-12-02" if number % 2 else None,
    )
    for number in range(12)
)


def item_record(number: int, **changes: object) -> ItemRecord:
    values: dict[str, object] = {
        "item_id": f"i{number}",
        "lpn": f"R7K2M00{number:04}7",
        "title": "Aurora 20 W speaker, graphite" if number % 2 else "Tunturi wool jumper, M",
        "sku": "AUR-20-G",
        "client": "Nordkap Elektronikk",
        "category": "electronics" if number % 2 else "apparel",
        "serial": "AU-88213" if number % 2 else None,
        "quantity": 1 + number % 3,
        "declared": Declared.EXPECTED,
        "status": ItemStatus.STOWED,
        "grade": Grade.C,
        "defects": (DefectCode.SCRATCH,),
        "disposition": Disposition.REFURB,
        "route": Route.REFURBISH,
        "tote": "T-0440",
        "parcel_id": "p1",
        "parcel_label": "1Z999AA10123456784",
        "identified_at": "2026-11-20T09:15:00.000Z",
        "inspector": "Inspector 12",
    }
    return ItemRecord(**{**values, **changes})  # type: ignore[arg-type]  # a record from its parts by name


def recorded(number: int, event: e.Event, kind: str | None = None) -> e.Recorded:
    return e.Recorded(
        event_id=f"e{number}",
        stream_id="s",
        seq=number,
        key="item:i1",
        kind=kind or event.KIND,
        wall_at=f"2026-11-20T09:{15 + number}:00.000Z",
        actor="Inspector 12",
        command_id=f"c{number}",
        event=event,
    )


DECIDED = e.DispositionDecided(
    "i1",
    Disposition.RESTOCK_B,
    Disposition.REFURB,
    "matrix.electronics.C",
    "2026-11-01",
    override_reason=OverrideReason.CLIENT_INSTRUCTION,
    approver="Lead 3",
)

EVENTS = (
    recorded(
        1,
        e.ItemIdentified(
            item_id="i1",
            parcel_id="p1",
            lpn="R7K2M000017",
            sku="AUR-20-G",
            title="Aurora 20 W speaker, graphite",
            category="electronics",
            client="Nordkap Elektronikk",
            declared=Declared.EXPECTED,
        ),
    ),
    recorded(2, e.ItemGraded("i1", Grade.B, defects=())),
    recorded(3, e.EventReversed("e2", "item_graded")),
    recorded(
        4,
        e.ItemGraded(
            "i1", Grade.C, FunctionGrade.F3, (DefectCode.SCRATCH, DefectCode.NO_POWER), note="The hinge is bent."
        ),
    ),
    recorded(5, e.DispositionProposed("i1", Disposition.REFURB, "matrix.electronics.C", "2026-11-01")),
    recorded(6, DECIDED),
    recorded(7, e.LabelRequested("i1", "j1")),
    recorded(8, e.LabelFailed("i1", "j1", reason="lost", certain=False)),
    recorded(9, e.ItemStowed("i1", "T-0440")),
    structs.replace(recorded(10, e.ItemHeld("i1", "operator")), stream_id="s2", actor="Inspector 4"),
    recorded(11, e.ConflictResolved("item:i1", ("e9",), ("e10",), "It was in the tote.")),
)

TOTES = tuple(
    ToteRecord(
        code=f"T-0{440 + number}",
        route=tuple(Route)[number % 4],
        disposition=Disposition.REPAIR if number == 1 else None,
        status=ToteStatus.OPEN if number < 4 else ToteStatus.CLOSED,
        items=number,
        units=number * 2,
        opened_at="2026-11-20T06:00:00.000Z",
        opened_by="Inspector 12",
        closed_at=None if number < 4 else "2026-11-20T12:00:00.000Z",
        seal="" if number < 4 else "S-118",
    )
    for number in range(7)
)

JOBS = tuple(
    PrintJobRecord(
        job=f"j{number}",
        item_id=f"i{number}",
        lpn=f"R7K2M00{number:04}7",
        title="Aurora 20 W speaker, graphite",
        copy=number % 2,
        printer="label",
        state=state,
        detail="needs_attention" if state is PrintState.FAILED else "",
        changed_at="2026-11-20T09:15:00.000Z",
    )
    for number, state in enumerate(
        (
            PrintState.UNKNOWN,
            PrintState.FAILED,
            PrintState.SENDING,
            PrintState.QUEUED,
            PrintState.SENT,
            PrintState.CONFIRMED,
            PrintState.VOIDED,
        )
    )
)

READINGS = (
    ReadingRecord("gtin", "06417645113204", valid=True, reason="EAN-13, check digit right"),
    ReadingRecord("tracking", "6417645113204", valid=False, reason="13 digits, no check digit", carrier="Posti"),
)


EXPECTED = (
    ExpectedReturn(
        rma="RMA-204431",
        client="Nordkap Elektronikk",
        tracking="JJFI63900000000000012",
        matched="order",
        text="AU-882-5",
        title="Aurora 20 W speaker, graphite",
        lines=2,
        units=3,
        return_by="2026-12-02",
    ),
)


EXPECTED_WITHIN = replace(
    EXPECTED[0], rma="RMA-204450", tracking="JJFI63900000000000029", matched="serial", text="X-AU-882"
)
"""Found by the middle of a number."""

CENTRAL = CentralRecord(
    "returns.example:5432/dockgrade",
    (
        SeriesRecord("R7K2M", current=True, events=18_402, acknowledged=18_388),
        SeriesRecord("R4C1Q", current=False, events=911, acknowledged=911),
    ),
)


class FakeQueries:
    """Answers from the facts above, and records the texts that were searched."""

    def __init__(self, *, empty: bool = False) -> None:
        self.empty = empty
        self.searched: list[str] = []

    def parcels(self, status: ParcelStatus | None, text: str, limit: int, offset: int) -> tuple[ParcelRecord, ...]:
        found = [each for each in PARCELS if status in {None, each.status} and text.lower() in each.label.lower()]
        return () if self.empty else tuple(found[offset : offset + limit])

    def parcel(self, parcel_id: str) -> ParcelRecord | None:
        return None if self.empty else next((each for each in PARCELS if each.parcel_id == parcel_id), None)

    def items_of_parcel(self, parcel_id: str) -> tuple[ItemRecord, ...]:
        return () if self.empty else (item_record(1), item_record(2))

    def item_history(self, item_id: str) -> ItemHistory | None:
        return None if self.empty else ItemHistory(item_record(1), EVENTS, frozenset({"e2"}), (("s2", "B03"),))

    def totes(self) -> tuple[ToteRecord, ...]:
        return () if self.empty else TOTES

    def tote_items(self, code: str) -> tuple[ItemRecord, ...]:
        return () if self.empty else tuple(item_record(number) for number in range(1, 12))

    def tote_history(self, code: str, limit: int, offset: int) -> tuple[ToteEvent, ...]:
        told = (
            ToteEvent(recorded(3, e.ItemStowed("i2", code)), "i2", "Aurora 20 W speaker", "R7K2M0012357", undone=True),
            ToteEvent(recorded(2, e.ItemStowed("i1", code)), "i1", "Tunturi wool jumper, M", "R7K2M0012340"),
            ToteEvent(recorded(1, e.ToteOpened(code, Route.REFURBISH))),
        )
        return told[offset : offset + limit]

    def print_jobs(self, limit: int, offset: int) -> tuple[PrintJobRecord, ...]:
        return () if self.empty else JOBS[offset : offset + limit]

    def held_items(self, limit: int, offset: int) -> tuple[ItemRecord, ...]:
        held = {"status": ItemStatus.HELD, "held_reason": "serial on the block list", "route": None, "tote": None}
        asked = {**held, "held_reason": "approval", "asked": Disposition.RESTOCK}
        found = (item_record(0, **held), item_record(1, **asked), item_record(2, **held))
        return () if self.empty else found[offset : offset + limit]

    def conflicts(self, limit: int, offset: int) -> tuple[ConflictRecord, ...]:
        return () if self.empty else CONFLICTS[offset : offset + limit]

    def duplicates(self, limit: int, offset: int) -> tuple[DuplicateRecord, ...]:
        return () if self.empty else DUPLICATES[offset : offset + limit]

    def label_clashes(self, limit: int, offset: int) -> tuple[ClashRecord, ...]:
        return () if self.empty else CLASHES[offset : offset + limit]

    def find(self, text: str, limit: int) -> Finds:
        self.searched.append(text)
        return Finds() if self.empty else Finds(PARCELS[:2], EXPECTED, (item_record(1), item_record(2)))

    def find_within(self, text: str, limit: int) -> Finds:
        return Finds() if self.empty else Finds(PARCELS[1:3], (*EXPECTED, EXPECTED_WITHIN))

    def readings(self, text: str, aim: str) -> tuple[ReadingRecord, ...]:
        if text.startswith("B-"):
            return (ReadingRecord("badge", "B-…", valid=True, reason="a badge"),)
        return READINGS


@dataclass
class FakeCore:
    """Records commands, scans and the end."""

    queries: FakeQueries = field(default_factory=FakeQueries)
    zone: tzinfo = UTC
    reports: tuple[str, ...] = ("disposition-summary", "shift-handover")
    report_folder: Path = Path()
    commands: list[Command] = field(default_factory=list)
    heard: list[ScannerEvent] = field(default_factory=list)
    wanted: list[ReportRequest] = field(default_factory=list)
    label: bytes | None = None
    scripts: tuple[str, ...] = ("pass",)
    stopped: bool = False
    server: CentralRecord = CENTRAL
    tries: int = 0

    def __post_init__(self) -> None:
        self._draft = Draft(self.commands.append)

    @property
    def drafted(self) -> Command | None:
        """What is being typed."""
        return self._draft._held

    def submit(self, command: Command) -> None:
        self._draft.hand_on(command)
        self.commands.append(command)

    def draft(self, command: Command | None) -> None:
        self._draft.hold(command)

    def hand_on(self) -> None:
        """A scanner on a line is heard."""
        self._draft.hand_on()

    def hear(self, event: ScannerEvent) -> None:
        self._draft.hand_on()
        self.heard.append(event)

    def label_preview(self, item_id: str) -> bytes | None:
        return self.label

    def report_job(self, request: ReportRequest) -> ReportJob:
        self.wanted.append(request)
        return ReportJob(tuple((sys.executable, "-c", script) for script in self.scripts))

    def central(self) -> CentralRecord:
        return self.server

    def try_server(self) -> None:
        self.tries += 1

    def stop(self) -> None:
        self.stopped = True
