"""One example of every state that the bench can be in, as the runner would publish it."""

from msgspec.structs import replace

from app.bench.messages import Say, message
from app.bench.sync_view import SyncView
from app.bench.view import BenchView, Choice, DeviceView, HoldView, Phase, Question, QueueCounts, ScanLine, Sound, Tone
from app.domain.vocabulary import (
    Declared,
    DefectCode,
    Disposition,
    Grade,
    ItemStatus,
    PrintState,
    Route,
)
from tests.ui.site import (
    CREAM,
    ELECTRONICS_DEFECTS,
    JUDGING,
    JUMPER,
    LONG_TITLE,
    MANY,
    REFURB,
    RESTING,
    SCANS,
    SPEAKER,
    decided,
    item,
    judged,
    parcel,
    row,
    said,
    view,
)

MISSING = Question(
    message(Say.CLOSE_CONFIRM, missing=2, undeclared=1, wrong=1),
    (Choice("CLOSE", primary=True), Choice("CANCEL")),
    Tone.WARNING,
    (
        message(Say.LINE_MISSING, title="Hand cream 75 ml", rma="RMA-204417", count=2),
        message(Say.LINE_UNDECLARED, title="Phone case, clear", count=1),
        message(Say.LINE_WRONG, title="Aurora 10 W speaker, sand", count=1),
        message(Say.ITEMS_NOT_STOWED, count=1),
    ),
)

STATES: dict[str, BenchView] = {
    "signed-out": view(Phase.SIGNED_OUT, message(Say.SIGN_IN), person=None, scans=(), enabled=frozenset({"HELP"})),
    "badge-unknown": view(
        Phase.SIGNED_OUT,
        message(Say.SIGN_IN),
        person=None,
        scans=(),
        notice=said(Say.BADGE_UNKNOWN, Tone.ERROR, Sound.ERROR),
        enabled=frozenset({"HELP"}),
    ),
    "pin": view(Phase.PIN, message(Say.ENTER_PIN, name="Lead 3"), person=None, scans=(), enabled=frozenset({"CANCEL"})),
    "pin-wrong": view(
        Phase.PIN,
        message(Say.ENTER_PIN, name="Lead 3"),
        person=None,
        scans=(),
        notice=said(Say.PIN_WRONG, Tone.ERROR, Sound.ERROR, count=2),
        enabled=frozenset({"CANCEL"}),
    ),
    "idle": view(Phase.IDLE, message(Say.SCAN_PARCEL), notice=said(Say.SIGNED_IN, name="Inspector 12")),
    "idle-queues": view(
        Phase.IDLE,
        message(Say.SCAN_PARCEL),
        notice=said(Say.PARCEL_CLOSED, label="RMA-204411", count=4),
        counts=QueueCounts(parcels_parked=2, items_held=1, labels_waiting=3, labels_unknown=1, events_unsent=14),
        sync=SyncView("sending", 14, "2026-11-20T14:32"),
    ),
    "parcel-open": view(
        Phase.PARCEL_OPEN,
        message(Say.SCAN_ITEM, index=1, total=4),
        notice=said(Say.PARCEL_OPENED, label="1Z999AA10123456784", count=3),
        parcel=parcel(
            row(1, "Tunturi wool jumper, M", "TUN-JMP-M"),
            row(2, "Aurora 20 W speaker, graphite", "AUR-20-G"),
            row(3, "Hand cream 75 ml", "HND-75", expected=2),
        ),
    ),
    "identified": view(
        Phase.IDENTIFIED,
        message(Say.GIVE_GRADE),
        notice=said(Say.ITEM_ADDED, index=2, title="Aurora 20 W speaker, graphite"),
        parcel=parcel(),
        item=item(),
        enabled=JUDGING,
    ),
    "warnings": view(
        Phase.IDENTIFIED,
        message(Say.GIVE_GRADE),
        notice=said(Say.SERIAL_DIFFERS, Tone.WARNING, Sound.WARNING, serial="AU-88999", expected="AU-88213"),
        parcel=parcel(days_left=-4),
        item=item(
            serial="AU-88999",
            serial_finding="differs",
            quantity_fixed=False,
            quantity=12,
            offered_defects=ELECTRONICS_DEFECTS,
            warnings=(
                (message(Say.SERIAL_DIFFERS, serial="AU-88999", expected="AU-88213"), Tone.ERROR),
                (message(Say.NOT_RETURNABLE, title="Aurora 20 W speaker"), Tone.WARNING),
            ),
        ),
        enabled=JUDGING,
    ),
    "needs-serial": view(
        Phase.IDENTIFIED,
        message(Say.SCAN_SERIAL, title="Aurora 20 W speaker, graphite"),
        notice=said(Say.ITEM_ADDED, index=2, title="Aurora 20 W speaker, graphite"),
        parcel=parcel(),
        item=item(needs="serial", serial=None, serial_finding=""),
        enabled=RESTING | {"NO-SERIAL", "HOLD"},
    ),
    "function": view(
        Phase.IDENTIFIED,
        message(Say.GIVE_GRADE),
        notice=said(Say.GRADED, grade="B"),
        parcel=parcel(),
        item=item(wants_function=True, grade=Grade.B),
        enabled=JUDGING,
    ),
    "graded": judged(),
    "graded-restock": judged(
        proposal=replace(
            REFURB,
            code=Disposition.RESTOCK_B,
            proposed=Disposition.RESTOCK_B,
            route=Route.RESTOCK,
            rule="matrix.home.B",
        )
    ),
    "graded-dispose": judged(
        proposal=replace(
            REFURB,
            code=Disposition.DESTROY,
            proposed=Disposition.DESTROY,
            route=Route.DISPOSE,
            rule="matrix.hygiene.A",
            approval="destroy_value",
        ),
        parcel=parcel(JUMPER, SPEAKER, CREAM, days_left=2),
    ),
    "approval": judged(
        headline=message(Say.ANSWER),
        notice=said(Say.APPROVAL_NEEDED, Tone.WARNING, Sound.WARNING, disposition="RESTOCK", why="upgrade"),
        question=Question(
            message(Say.APPROVAL_NEEDED, disposition="RESTOCK", why="upgrade"),
            (Choice("HOLD", primary=True), Choice("CANCEL")),
            Tone.WARNING,
        ),
        proposal=replace(REFURB, code=Disposition.RESTOCK, route=Route.RESTOCK),
    ),
    "already-item": judged(
        notice=said(Say.ALREADY_ITEM, Tone.WARNING, Sound.WARNING, index=2, title="Aurora 20 W speaker, graphite"),
        question=Question(
            message(Say.ALREADY_ITEM, index=2, title="Aurora 20 W speaker, graphite"),
            (Choice("CONFIRM", primary=True), Choice("CANCEL")),
            Tone.WARNING,
        ),
    ),
    "decided": decided(),
    "decided-scan-back": decided(headline=message(Say.SCAN_LABEL_BACK, lpn="R7K2M0012357")),
    "decided-no-tote": decided(headline=message(Say.SCAN_ANY_TOTE, route="refurbish"), totes=()),
    "stop": decided(
        notice=said(
            Say.TOTE_WRONG_ROUTE, Tone.STOP, Sound.ERROR, tote="T-0502", tote_route="dispose", item_route="refurbish"
        )
    ),
    "done": decided(
        phase=Phase.DONE,
        headline=message(Say.SCAN_ITEM, index=3, total=3),
        notice=said(Say.STOWED, sound=Sound.DONE, index=2, tote="T-0440"),
        parcel=parcel(
            JUMPER,
            replace(
                SPEAKER,
                status=ItemStatus.STOWED,
                grade=Grade.C,
                route=Route.REFURBISH,
                lpn="R7K2M0012357",
                tote="T-0440",
            ),
            CREAM,
        ),
        item=item(status=ItemStatus.STOWED, grade=Grade.C, tote="T-0440", label_state=PrintState.CONFIRMED),
    ),
    "all-in": view(
        Phase.PARCEL_OPEN,
        message(Say.ALL_IN),
        notice=said(Say.STOWED, sound=Sound.DONE, index=3, tote="T-0502"),
        parcel=parcel(
            JUMPER,
            replace(
                SPEAKER, status=ItemStatus.STOWED, grade=Grade.C, route=Route.REFURBISH, tote="T-0440", current=False
            ),
            replace(
                CREAM,
                item_id="i3",
                received=2,
                grade=Grade.B,
                status=ItemStatus.STOWED,
                route=Route.DISPOSE,
                tote="T-0502",
            ),
        ),
    ),
    "held": decided(
        phase=Phase.HELD,
        headline=message(Say.SCAN_ITEM, index=3, total=3),
        notice=said(Say.HELD, Tone.WARNING, Sound.WARNING, index=2, title="Aurora 20 W speaker, graphite"),
        parcel=parcel(JUMPER, replace(SPEAKER, status=ItemStatus.HELD, grade=Grade.C), CREAM),
        item=item(
            status=ItemStatus.HELD,
            grade=Grade.C,
            note="Block list: serial reported stolen",
            hold=HoldView("operator", "Inspector 12", "2026-11-20T14:05"),
        ),
        proposal=None,
        totes=(),
        enabled=RESTING | {"RELEASE"},
    ),
    "held-for-lead": decided(
        phase=Phase.HELD,
        headline=message(Say.SCAN_ITEM, index=3, total=3),
        notice=said(Say.HELD, Tone.WARNING, Sound.WARNING, index=2, title="Aurora 20 W speaker, graphite"),
        parcel=parcel(JUMPER, replace(SPEAKER, status=ItemStatus.HELD, grade=Grade.C), CREAM),
        item=item(
            status=ItemStatus.HELD,
            grade=Grade.C,
            hold=HoldView(
                "approval", "Inspector 12", "2026-11-20T14:05", Disposition.RETURN_TO_CUSTOMER, "destroy_value"
            ),
        ),
        totes=(),
        enabled=RESTING | {"RELEASE"},
    ),
    "closing": view(
        Phase.PARCEL_OPEN,
        message(Say.ANSWER),
        notice=said(Say.CLOSE_CONFIRM, Tone.WARNING, Sound.WARNING, missing=2, undeclared=1, wrong=1),
        parcel=parcel(),
        question=MISSING,
    ),
    "unknown-code": judged(
        notice=said(Say.UNKNOWN_CODE, Tone.ERROR, Sound.ERROR, text="ZX-99 4417/b"),
        scans=(
            ScanLine("14:33:10", "ZX-99 4417/b", message(Say.UNKNOWN_CODE, text="ZX-99 4417/b"), Tone.ERROR),
            *SCANS[:3],
        ),
    ),
    "not-expected": view(
        Phase.IDLE,
        message(Say.ANSWER),
        notice=said(Say.PARCEL_NOT_EXPECTED, Tone.WARNING, Sound.WARNING, label="JJFI64900000123456"),
        question=Question(
            message(Say.PARCEL_NOT_EXPECTED, label="JJFI64900000123456"),
            (Choice("BLIND", primary=True), Choice("CANCEL")),
            Tone.WARNING,
        ),
    ),
    "printer-out": decided(
        headline=message(Say.LABEL_WAITS),
        notice=said(Say.LABEL_FAILED, Tone.WARNING, Sound.WARNING, lpn="R7K2M0012357", why="needs_attention"),
        item=item(status=ItemStatus.DECIDED, grade=Grade.C, label_state=PrintState.QUEUED),
        counts=QueueCounts(labels_waiting=3, events_unsent=128),
        devices=(
            DeviceView("left", "scanner", "lost", "lost"),
            DeviceView("label", "printer", "attention", "needs_attention"),
        ),
    ),
    "blind": view(
        Phase.IDENTIFIED,
        message(Say.GIVE_GRADE),
        notice=said(Say.ITEM_ADDED, index=1, title="Hand cream 75 ml"),
        parcel=parcel(
            row(
                1,
                "Hand cream 75 ml",
                "HND-75",
                item_id="b1",
                received=3,
                expected=None,
                status=ItemStatus.IDENTIFIED,
                declared=Declared.BLIND,
                current=True,
            ),
            label="",
            carrier="",
            rmas=(),
            clients=(),
            return_by=None,
            days_left=None,
            blind=True,
            units_expected=0,
        ),
        item=item(
            item_id="b1",
            index=1,
            title="Hand cream 75 ml",
            sku="HND-75",
            category="hygiene",
            client="Lumi Cosmetics",
            serial=None,
            serial_finding="",
            lot="L2291",
            expiry="2027-03-31",
            declared=Declared.BLIND,
            quantity=3,
            quantity_fixed=False,
            warnings=((message(Say.WINDOW_UNKNOWN), Tone.WARNING),),
            offered_defects=(DefectCode.PKG_OPEN, DefectCode.PKG_DAMAGED, DefectCode.LEAK, DefectCode.EXPIRED),
        ),
        enabled=JUDGING,
    ),
    "many-rows": judged(
        parcel=parcel(
            *MANY, rmas=("RMA-204417", "RMA-204418", "RMA-204502"), clients=("Nordkap Elektronikk", "Kaupunki Outdoor")
        ),
        item=item(
            item_id="m8",
            index=8,
            title=LONG_TITLE,
            sku="KAU-TREK-45-PB-OCH-2026",
            category="apparel",
            serial=None,
            serial_finding="",
        ),
        proposal=None,
        phase=Phase.IDENTIFIED,
        enabled=JUDGING,
    ),
}
"""Every state by name."""
