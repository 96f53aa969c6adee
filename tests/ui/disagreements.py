"""What benches may disagree about, for the page on which a lead settles it."""

from app.domain import events as e
from app.domain.vocabulary import DefectCode, Disposition, Grade
from app.store.conflict_records import ClashRecord, ConflictRecord, DuplicateRecord, SideRecord, TwinRecord

_LONG = "Kaupunki trekking backpack 45 l with rain cover, hydration sleeve and detachable day pack, petrol blue / ochre"


def fact(number: int, event: e.Event, stream: str = "s1") -> e.Recorded:
    """An event of a stream, a minute after the one before."""
    return e.Recorded(
        event_id=f"{stream}-{number}",
        stream_id=stream,
        seq=number,
        key="item:i1",
        kind=event.KIND,
        wall_at=f"2026-11-20T09:{15 + number}:00.000Z",
        actor="Inspector 12" if stream == "s1" else "Lead 3",
        command_id=f"c{number}",
        event=event,
    )


HERE = SideRecord(
    keep="s1-2",
    bench="B07",
    site="TMP1",
    mine=True,
    person="Inspector 12",
    at="2026-11-20T09:17:00.000Z",
    decisions=(
        fact(1, e.ItemGraded("i1", Grade.C, defects=(DefectCode.SCRATCH, DefectCode.ACCESSORY_MISSING))),
        fact(
            2, e.DispositionDecided("i1", Disposition.REFURB, Disposition.REFURB, "matrix.electronics.C", "2026-11-01")
        ),
    ),
)
THERE = SideRecord(
    keep="s2-3",
    bench="B03",
    site="TMP1",
    mine=False,
    person="Lead 3",
    at="2026-11-20T09:18:00.000Z",
    decisions=(
        fact(
            1,
            e.ItemGraded("i1", Grade.E, defects=(DefectCode.CRACK, DefectCode.NO_POWER, DefectCode.BATTERY_SWOLLEN)),
            "s2",
        ),
        fact(
            2,
            e.DispositionDecided("i1", Disposition.RECYCLE, Disposition.RECYCLE, "matrix.electronics.E", "2026-11-01"),
            "s2",
        ),
        fact(3, e.ItemStowed("i1", "T-0502"), "s2"),
    ),
)
HELD = SideRecord("s2-4", "", "", False, "", "2026-11-20T09:20:00.000Z", (fact(4, e.ItemHeld("i1", "operator"), "s2"),))
AMENDED = SideRecord(
    "s1-5", "B07", "TMP1", True, "Inspector 12", "2026-11-20T09:20:00.000Z", (fact(5, e.ItemAmended("i1", lot="L2")),)
)

CONFLICTS = (
    ConflictRecord(
        "s1-1-s2-1", "item:i1", "Aurora 20 W speaker, graphite", "R7K2M0012357", "1Z999AA10123456784", HERE, THERE
    ),
    ConflictRecord("s1-5-s2-4", "item:i2", _LONG, "R7K2M0012364", "", AMENDED, HELD),
)
DUPLICATES = (
    DuplicateRecord(
        "1Z999AA10123456795",
        TwinRecord(
            "parcel:p7", "1Z999AA10123456795", "", "B07", "TMP1", True, "Inspector 12", "2026-11-20T08:02:00.000Z", 3
        ),
        TwinRecord(
            "parcel:q7", "1Z999AA10123456795", "", "B03", "TMP1", False, "Inspector 4", "2026-11-20T08:05:00.000Z", 1
        ),
    ),
    DuplicateRecord(
        "AU-88213",
        TwinRecord(
            "item:i8",
            "Aurora 20 W speaker, graphite",
            "R7K2M0012371",
            "B07",
            "TMP1",
            True,
            "Inspector 12",
            "2026-11-20T08:40:00.000Z",
        ),
        TwinRecord(
            "item:j8",
            "Aurora 20 W speaker, graphite",
            "R9XQ20000452",
            "B03",
            "TMP1",
            False,
            "Inspector 4",
            "2026-11-20T08:44:00.000Z",
        ),
    ),
)
CLASHES = (
    ClashRecord(
        "i9",
        "R7K2M0012388",
        "Tunturi wool jumper, M",
        "1Z999AA10123456784",
        "B03",
        "2026-11-20T09:00:00.000Z",
        "T-0312",
    ),
)
