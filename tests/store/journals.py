"""Journals for tests: a real file, and commands that leave plausible events."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.catalogue import ExpectedLine
from app.domain.events import (
    DispositionDecided,
    DispositionProposed,
    EventReversed,
    ItemAmended,
    ItemGraded,
    ItemHeld,
    ItemIdentified,
    ItemReleased,
    ItemStowed,
    ItemUnstowed,
    ParcelClosed,
    ParcelParked,
    ParcelReceived,
    ParcelResumed,
    ToteClosed,
    ToteOpened,
)
from app.domain.vocabulary import Declared, DefectCode, Disposition, Grade, Route
from app.store.ids import new_id
from app.store.journal import Journal
from app.store.unit_of_work import UnitOfWork

START = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)


class Writer:
    """Writes commands one second apart."""

    def __init__(self, path: Path, bench_id: str = "B07") -> None:
        self.journal = Journal(path, bench_id=bench_id, site="TMP1")
        self.now = START

    def work(self, actor: str = "Inspector 12") -> UnitOfWork:
        self.now += timedelta(seconds=1)
        return UnitOfWork(self.journal, actor=actor, now=self.now)

    def do(self, *facts: tuple[str, object]) -> UnitOfWork:
        work = self.work()
        for key, event in facts:
            work.record(key, event)
        work.commit()
        return work

    def parcel(self, quantity: int = 2) -> str:
        parcel_id = new_id()
        line = ExpectedLine("RMA-1", 1, "PEN", quantity, client="Acme", title="Pen", return_by="2026-12-01")
        self.do(
            (f"parcel:{parcel_id}", ParcelReceived(parcel_id, f"RMA-{parcel_id[-6:]}", rmas=("RMA-1",), lines=(line,)))
        )
        return parcel_id

    def item(self, parcel_id: str, quantity: int = 1, serial: str | None = None) -> str:
        work = self.work()
        item_id = new_id()
        work.record(
            f"item:{item_id}",
            ItemIdentified(
                item_id,
                parcel_id,
                work.next_lpn(),
                "PEN",
                "Pen",
                "home",
                "Acme",
                Declared.EXPECTED,
                quantity=quantity,
                rma="RMA-1",
                line=1,
                serial=serial,
                unit_value_cents=1250,
                currency="EUR",
            ),
        )
        work.commit()
        return item_id

    def grade(self, item_id: str, grade: Grade = Grade.B) -> UnitOfWork:
        return self.do(
            (f"item:{item_id}", ItemGraded(item_id, grade, defects=(DefectCode.SCRATCH,))),
            (f"item:{item_id}", DispositionProposed(item_id, Disposition.RESTOCK_B, "matrix.home.B", "2026-11-01")),
        )

    def decide(self, item_id: str, code: Disposition = Disposition.RESTOCK_B) -> UnitOfWork:
        decided = DispositionDecided(item_id, code, Disposition.RESTOCK_B, "matrix.home.B", "2026-11-01")
        return self.do((f"item:{item_id}", decided))

    def undo(self, work: UnitOfWork) -> UnitOfWork:
        return self.do(
            *((record.key, EventReversed(record.event_id, record.kind)) for record in reversed(work.recorded))
        )


STEPS = (
    "parcel",
    "item",
    "grade",
    "decide",
    "stow",
    "unstow",
    "hold",
    "release",
    "amend",
    "park",
    "close",
    "tote",
    "undo",
)


def play(writer: Writer, choices: list[tuple[str, int]]) -> None:
    """Play any sequence of steps, each on one of the things that exist; steps that fit nothing are left out."""
    parcels: list[str] = []
    items: list[str] = []
    totes: list[str] = []
    done: list[UnitOfWork] = []
    for step, number in choices:
        parcel = parcels[number % len(parcels)] if parcels else ""
        item = items[number % len(items)] if items else ""
        tote = totes[number % len(totes)] if totes else ""
        match step:
            case "parcel":
                parcels.append(writer.parcel(1 + number % 4))
            case "item" if parcels:
                items.append(writer.item(parcel, 1 + number % 3))
            case "grade" if items:
                done.append(writer.grade(item, list(Grade)[number % 6]))
            case "decide" if items:
                done.append(writer.decide(item, list(Disposition)[number % 15]))
            case "stow" if items and totes:
                done.append(writer.do((f"item:{item}", ItemStowed(item, tote))))
            case "unstow" if items and totes:
                done.append(writer.do((f"item:{item}", ItemUnstowed(item, tote))))
            case "hold" if items:
                done.append(writer.do((f"item:{item}", ItemHeld(item, "operator"))))
            case "release" if items:
                done.append(writer.do((f"item:{item}", ItemReleased(item))))
            case "amend" if items:
                done.append(
                    writer.do((f"item:{item}", ItemAmended(item, quantity=1 + number % 9, serial=f"S{number}")))
                )
            case "park" if parcels:
                event = ParcelParked(parcel) if number % 2 else ParcelResumed(parcel)
                done.append(writer.do((f"parcel:{parcel}", event)))
            case "close" if parcels:
                done.append(writer.do((f"parcel:{parcel}", ParcelClosed(parcel))))
            case "tote":
                code = f"T-{number % 3}"
                if code in totes and number % 2:
                    done.append(writer.do((f"tote:{code}", ToteClosed(code))))
                else:
                    totes.append(code)
                    done.append(writer.do((f"tote:{code}", ToteOpened(code, list(Route)[number % 4]))))
            case "undo" if done:
                done.append(writer.undo(done[number % len(done)]))
            case _:
                pass
