"""States in which a lead decides, and those that ask for somebody's choice or name what is left to do."""

from msgspec.structs import replace

from app.bench.messages import Say, message
from app.bench.view import BenchView, Choice, HoldView, Notice, Phase, Question, Sound, Tone
from app.domain.vocabulary import Disposition, Grade, ItemStatus, OverrideReason, Route
from tests.ui.site import CREAM, JUMPER, LONG_TITLE, REFURB, RESTING, SPEAKER, decided, item, judged, parcel, said, view

CLOSED_WITH = message(Say.TOTE_CLOSED_WITH, tote="T-0440", at="2026-11-20T14:05", route="refurbish", count=12)

STATES: dict[str, BenchView] = {
    "why": judged(
        headline=message(Say.ANSWER),
        notice=said(Say.OVERRIDE_WHY, Tone.CALM, Sound.OK, disposition="REPAIR"),
        question=Question(
            message(Say.OVERRIDE_WHY, disposition="REPAIR"),
            (
                Choice("WHY-CONDITION_BETTER", primary=True),
                *(
                    Choice(f"WHY-{w}")
                    for w in ("CONDITION_WORSE", "CLIENT_INSTRUCTION", "SAFETY", "LEAD_DECISION", "OTHER")
                ),
                Choice("CANCEL"),
            ),
            Tone.CALM,
        ),
    ),
    "which": view(
        Phase.PARCEL_OPEN,
        message(Say.ANSWER),
        notice=said(Say.WHICH_PRODUCT, Tone.WARNING, Sound.WARNING, text="6430000000108"),
        parcel=replace(parcel(), blind=True, units_expected=0, rows=()),
        question=Question(
            message(Say.WHICH_PRODUCT, text="6430000000108"),
            (*(Choice(f"CHOICE-{number}") for number in (1, 2, 3)), Choice("CANCEL")),
            Tone.WARNING,
            (
                message(Say.WHICH_ONE, number=1, title="Cap with a print", sku="CAP", client="Nordkap Elektronikk"),
                message(Say.WHICH_ONE, number=2, title="Cap, last year's print", sku="CAP-OLD", client="Nordkap"),
                message(Say.WHICH_ONE, number=3, title=LONG_TITLE, sku="CAP-7", client="Fjellsport Norge"),
            ),
        ),
        enabled=RESTING | {"CHOICE-1", "CHOICE-2", "CHOICE-3", "CANCEL"},
    ),
    "tote-back": decided(
        headline=message(Say.ANSWER),
        notice=Notice(48, CLOSED_WITH, Tone.WARNING, Sound.WARNING),
        question=Question(
            CLOSED_WITH,
            (
                Choice("TOTE-OPEN-REFURBISH", primary=True),
                *(Choice(f"TOTE-OPEN-{route}") for route in ("RESTOCK", "DISPOSE", "HOLD")),
                Choice("CANCEL"),
            ),
            Tone.WARNING,
        ),
    ),
    "agree": decided(
        phase=Phase.HELD,
        headline=message(Say.SCAN_LABEL_BACK, lpn="R7K2M0012357"),
        parcel=parcel(JUMPER, replace(SPEAKER, status=ItemStatus.HELD, grade=Grade.C), CREAM),
        item=item(
            status=ItemStatus.HELD,
            grade=Grade.C,
            hold=HoldView("approval", "Inspector 12", "2026-11-20T14:05", Disposition.RESTOCK, "upgrade"),
        ),
        totes=(),
        enabled=RESTING | {"RELEASE", "ACCEPT"},
    ),
    "decide-anew": decided(
        headline=message(Say.SCAN_ANY_TOTE, route="hold"),
        totes=(),
        proposal=replace(
            REFURB,
            code=Disposition.EXCEPTION,
            route=Route.HOLD,
            proposed=Disposition.RETURN_TO_CUSTOMER,
            decided=True,
            override_reason=OverrideReason.CLIENT_INSTRUCTION,
            approver="Shift lead of the night 3",
        ),
        enabled=RESTING | {f"DISPOSE-AS-{code}" for code in Disposition},
    ),
    "asked-before": judged(
        proposal=replace(REFURB, asked=Disposition.RETURN_TO_CUSTOMER, asked_by="Inspector 12", approval="upgrade")
    ),
    "left-to-do": view(
        Phase.PARCEL_OPEN,
        message(Say.STOW_ITEM, index=1, title="Wool jumper, dark green, M"),
        parcel=replace(parcel(JUMPER, replace(SPEAKER, current=False)), units_extra=4),
    ),
    "functions": judged(item=item(grade=Grade.C, wants_function=True)),
}
