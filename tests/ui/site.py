"""A parcel with three lines and what may become of it, to make views from."""

from msgspec.structs import replace

from app.bench.messages import Message, Say, message
from app.bench.view import (
    BenchView,
    DeviceView,
    ItemView,
    Notice,
    ParcelView,
    PersonView,
    Phase,
    ProposalView,
    QueueCounts,
    RowView,
    ScanLine,
    Sound,
    Tone,
    ToteView,
)
from app.domain.vocabulary import (
    Declared,
    DefectCode,
    Disposition,
    FunctionGrade,
    Grade,
    ItemStatus,
    PrintState,
    Role,
    Route,
)

JUDGING = frozenset(
    {
        *(f"GRADE-{grade.value}" for grade in Grade),
        *(f"FUNCTION-{grade.value}" for grade in FunctionGrade),
        *(f"DEFECT-{defect.value}" for defect in DefectCode),
        "UNDO",
        "HOLD",
        "NEXT",
        "CLOSE",
        "PARK",
        "CANCEL",
        "HELP",
        "SIGN-OUT",
        "QTY-PLUS",
        "QTY-MINUS",
    }
)
DECIDING = JUDGING | {"ACCEPT", *(f"DISPOSE-AS-{code.value}" for code in Disposition)}
RESTING = frozenset({"UNDO", "HELP", "SIGN-OUT", "CLOSE", "PARK", "BLIND", "NEXT", "CANCEL"})

READY = (DeviceView("left", "scanner", "ready"), DeviceView("label", "printer", "ready"))
INSPECTOR = PersonView("Inspector 12", Role.INSPECTOR, "en")
ELECTRONICS_DEFECTS = (
    DefectCode.SCRATCH,
    DefectCode.DENT,
    DefectCode.CRACK,
    DefectCode.SOILED,
    DefectCode.NO_POWER,
    DefectCode.FUNCTION_FAIL,
    DefectCode.PART_MISSING,
    DefectCode.ACCESSORY_MISSING,
    DefectCode.BATTERY_SWOLLEN,
    DefectCode.DATA_PRESENT,
    DefectCode.ACCOUNT_LOCK,
    DefectCode.TRANSIT_DAMAGE,
)


def row(index: int, title: str, sku: str, **changes: object) -> RowView:
    """A row of an expected line that nobody scanned yet, with changes."""
    blank = RowView(
        index=index,
        item_id=None,
        title=title,
        sku=sku,
        received=0,
        expected=1,
        serial=None,
        lpn=None,
        grade=None,
        status=None,
        route=None,
        declared=Declared.EXPECTED,
        tote=None,
        current=False,
    )
    return replace(blank, **changes)


JUMPER = row(
    1,
    "Tunturi wool jumper, M",
    "TUN-JMP-M",
    item_id="i1",
    received=1,
    grade=Grade.A,
    lpn="R7K2M0012340",
    status=ItemStatus.STOWED,
    route=Route.RESTOCK,
    tote="T-0312",
)
SPEAKER = row(
    2,
    "Aurora 20 W speaker, graphite",
    "AUR-20-G",
    item_id="i2",
    received=1,
    serial="AU-88213",
    status=ItemStatus.IDENTIFIED,
    current=True,
)
CREAM = row(3, "Hand cream 75 ml", "HND-75", expected=2)


def parcel(*rows: RowView, **changes: object) -> ParcelView:
    """A parcel of three lines, with changes."""
    shown = ParcelView(
        parcel_id="p1",
        label="1Z999AA10123456784",
        carrier="UPS",
        rmas=("RMA-204417",),
        clients=("Nordkap Elektronikk",),
        return_by="2026-12-02",
        days_left=11,
        blind=False,
        rows=rows or (JUMPER, SPEAKER, CREAM),
        units_received=sum(each.received for each in rows or (JUMPER, SPEAKER, CREAM)),
        units_expected=sum(each.expected or 0 for each in rows or (JUMPER, SPEAKER, CREAM)),
    )
    return replace(shown, **changes)


def item(**changes: object) -> ItemView:
    """The speaker in hand, not graded yet, with changes."""
    shown = ItemView(
        item_id="i2",
        index=2,
        lpn="R7K2M0012357",
        title="Aurora 20 W speaker, graphite",
        sku="AUR-20-G",
        gtin="06417645113204",
        category="electronics",
        client="Nordkap Elektronikk",
        image="",
        serial="AU-88213",
        serial_finding="matches",
        lot=None,
        expiry=None,
        reason="DEFECTIVE",
        declared=Declared.EXPECTED,
        quantity=1,
        quantity_fixed=True,
        needs="",
        status=ItemStatus.IDENTIFIED,
        grade=None,
        function=None,
        wants_function=False,
        defects=(),
        offered_defects=ELECTRONICS_DEFECTS[:8],
        note="",
        warnings=(),
        tote=None,
        label_state=None,
        label_copy=0,
    )
    return replace(shown, **changes)


REFURB = ProposalView(
    code=Disposition.REFURB,
    route=Route.REFURBISH,
    proposed=Disposition.REFURB,
    rule="matrix.electronics.C",
    policy_version="2026-11-01",
    why=(
        ("en", "Electronics in grade C: worth refurbishing, not worth selling as they are"),
        ("ru", "Электроника класса C: выгодно восстановить, продавать как есть нельзя"),
    ),
    decided=False,
    override_reason=None,
    approver=None,
    approval="",
)

SCANS = (
    ScanLine("14:32:05", "CMD-GRADE-C-7", message(Say.GRADED, grade="C"), Tone.OK),
    ScanLine(
        "14:31:58", "6417645113204", message(Say.ITEM_ADDED, index=2, title="Aurora 20 W speaker, graphite"), Tone.OK
    ),
    ScanLine("14:31:40", "T-0312", message(Say.STOWED, index=1, tote="T-0312"), Tone.OK),
    ScanLine("14:31:22", "6417645113204", message(Say.SAME_SCAN_IGNORED, text="6417645113204"), Tone.WARNING),
)

TOTES = (
    ToteView("T-0312", Route.RESTOCK, None, 7, 9, suggested=False),
    ToteView("T-0440", Route.REFURBISH, None, 4, 4, suggested=True),
    ToteView("T-0441", Route.REFURBISH, Disposition.REPAIR, 1, 1, suggested=False),
    ToteView("T-0502", Route.DISPOSE, None, 12, 15, suggested=False),
)


def said(
    say: Say,
    tone: Tone = Tone.OK,
    sound: Sound = Sound.OK,
    *,
    number: int = 41,
    count: int | None = None,
    **params: object,
) -> Notice:
    """A notice."""
    return Notice(number, message(say, count=count, **params), tone, sound)


def view(phase: Phase, headline: Message, **changes: object) -> BenchView:
    """A view of somebody signed in, with changes."""
    shown = BenchView(
        phase=phase,
        headline=headline,
        notice=None,
        person=INSPECTOR,
        bench="B07",
        site="Tampere",
        parcel=None,
        item=None,
        proposal=None,
        totes=(),
        question=None,
        enabled=RESTING,
        scans=SCANS,
        counts=QueueCounts(),
        devices=READY,
    )
    return replace(shown, **changes)


def judged(**changes: object) -> BenchView:
    """The speaker graded C, with a proposal; with changes."""
    graded = item(status=ItemStatus.GRADED, grade=Grade.C, defects=(DefectCode.SCRATCH, DefectCode.ACCESSORY_MISSING))
    shown = view(
        Phase.GRADED,
        message(Say.ACCEPT_OR_CHANGE),
        notice=said(Say.PROPOSED, index=2, total=3, grade="C", route="refurbish"),
        parcel=parcel(JUMPER, replace(SPEAKER, status=ItemStatus.GRADED, grade=Grade.C), CREAM),
        item=graded,
        proposal=REFURB,
        enabled=DECIDING,
        counts=QueueCounts(labels_waiting=1, events_unsent=3),
    )
    return replace(shown, **changes)


def decided(**changes: object) -> BenchView:
    """The speaker decided, its label sent, its tote awaited; with changes."""
    held = item(status=ItemStatus.DECIDED, grade=Grade.C, defects=(DefectCode.SCRATCH,), label_state=PrintState.SENT)
    shown = judged(
        phase=Phase.DECIDED,
        headline=message(Say.PUT_IN_TOTE, tote="T-0440"),
        notice=said(Say.LABEL_SENT, lpn="R7K2M0012357"),
        parcel=parcel(
            JUMPER,
            replace(SPEAKER, status=ItemStatus.DECIDED, grade=Grade.C, route=Route.REFURBISH, lpn="R7K2M0012357"),
            CREAM,
        ),
        item=held,
        proposal=replace(REFURB, decided=True),
        totes=TOTES,
        enabled=RESTING | {"REPRINT", "HOLD"},
    )
    return replace(shown, **changes)


LONG_TITLE = (
    "Kaupunki trekking backpack 45 l with rain cover, hydration sleeve and detachable day pack, petrol blue / ochre"
)
MANY = tuple(
    row(
        number,
        f"Sauna towel set {number}, linen, natural white" if number % 3 else LONG_TITLE,
        f"SAU-{number:03}",
        item_id=f"m{number}" if number <= 8 else None,
        received=1 if number <= 8 else 0,
        grade=Grade.B if number < 8 else None,
        lpn=f"R7K2M00{number:04}0" if number <= 8 else None,
        status=ItemStatus.STOWED
        if number < 7
        else ItemStatus.HELD
        if number == 7
        else ItemStatus.IDENTIFIED
        if number == 8
        else None,
        route=(Route.RESTOCK, Route.REFURBISH, Route.DISPOSE)[number % 3] if number < 7 else None,
        tote="T-0312" if number < 7 else None,
        current=number == 8,
        declared=Declared.UNDECLARED if number == 5 else Declared.EXPECTED,
        expected=None if number == 5 else 1,
    )
    for number in range(1, 13)
)
