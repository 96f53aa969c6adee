"""What the bench's main page shows, as one immutable picture.

The runner makes a new one after every command, when its facts are on disk. A window is a pure function of it: it holds
no state of the workflow of its own, and sends every key, touch and scan back as a command.
"""

from enum import StrEnum

from msgspec import Struct

from app.bench.messages import Message
from app.bench.sync_view import SyncView
from app.domain.vocabulary import (
    Declared,
    DefectCode,
    Disposition,
    FunctionGrade,
    Grade,
    ItemStatus,
    OverrideReason,
    PrintState,
    Role,
    Route,
)


class Phase(StrEnum):
    """The states of the bench."""

    SIGNED_OUT = "signed_out"
    PIN = "pin"
    IDLE = "idle"
    PARCEL_OPEN = "parcel_open"  # no item chosen
    IDENTIFIED = "identified"  # the current item needs a serial, lot, expiry or a grade
    GRADED = "graded"  # the current item has a proposal
    DECIDED = "decided"  # the current item waits for its tote or its label scan
    DONE = "done"  # the current item is in its tote
    HELD = "held"  # the current item is on hold


class Tone(StrEnum):
    """How much attention something asks for."""

    CALM = "calm"
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    STOP = "stop"  # wrong tote: hands off


class Sound(StrEnum):
    """What is heard at once."""

    NONE = "none"
    OK = "ok"
    TICK = "tick"  # ignored on purpose
    WARNING = "warning"
    ERROR = "error"
    DONE = "done"


class Notice(Struct, frozen=True):
    """What became of the last thing done; `number` grows by one each time, so that the same words twice are two notices."""

    number: int
    said: Message
    tone: Tone
    sound: Sound


class ScanLine(Struct, frozen=True):
    """One of the last scans and what became of it.

    Attributes:
        at: local time of day, "HH:MM:SS".
        text: as scanned, badge tokens and control characters made harmless.
    """

    at: str
    text: str
    outcome: Message
    tone: Tone


class RowView(Struct, frozen=True):
    """One row of the parcel's list: an item, or an expected line (or what is left of it) that nobody scanned yet.

    Attributes:
        item_id: None for an expected line without an item.
        index: number on the screen, from 1.
        received, expected: units; `expected` is None for undeclared and blind items.
        badge: the route once decided, else None; `status` None is an expected line that was not scanned.
        bench: where the item was taken in, when that was another bench; "" for this one.
        conflict: benches disagree about it, and no lead has settled it.
    """

    index: int
    item_id: str | None
    title: str
    sku: str
    received: int
    expected: int | None
    serial: str | None
    lpn: str | None
    grade: Grade | None
    status: ItemStatus | None
    route: Route | None
    declared: Declared
    tote: str | None
    current: bool
    tone: Tone = Tone.CALM
    bench: str = ""
    conflict: bool = False


class ParcelView(Struct, frozen=True):
    """The open parcel.

    Attributes:
        label: what to call it: tracking number, RMA, SSCC; "" for a blind parcel without a code.
        return_by: ISO date, earliest of its lines; None when there is none.
        days_left: days until then, negative when passed; None without a date.
        units_received, units_expected: over all lines; none of them for a blind parcel.
        units_extra: received beside them: undeclared, wrong, more than announced, or without papers.
    """

    parcel_id: str
    label: str
    carrier: str
    rmas: tuple[str, ...]
    clients: tuple[str, ...]
    return_by: str | None
    days_left: int | None
    blind: bool
    rows: tuple[RowView, ...]
    units_received: int
    units_expected: int
    units_extra: int = 0


class HoldView(Struct, frozen=True):
    """Why the item is on hold.

    Attributes:
        reason: the stored code: "operator", "approval".
        by: who put it on hold.
        at: when, at the site: "YYYY-MM-DDTHH:MM".
        asked: what a lead is asked to agree to; None when nobody is asked.
        why: why a lead has to agree, by the policy's code; "" when nobody has to.
    """

    reason: str
    by: str
    at: str
    asked: Disposition | None = None
    why: str = ""


class ItemView(Struct, frozen=True):
    """The item in the inspector's hands.

    Attributes:
        needs: what has to be scanned before it can be graded: "serial", "lot", "expiry" or "".
        warnings: sentences that must be seen before the item is judged.
        label_state: None before a label was asked for.
        hold: None unless it is on hold.
        offered_defects: the defect tiles that make sense for its category, most usual first.
        bench: where it was taken in, when that was another bench; "" for this one.
        conflict: benches disagree about it; nothing more is decided until a lead has settled it.
    """

    item_id: str
    index: int
    lpn: str
    title: str
    sku: str
    gtin: str | None
    category: str
    client: str
    image: str
    serial: str | None
    serial_finding: str
    lot: str | None
    expiry: str | None
    reason: str
    declared: Declared
    quantity: int
    quantity_fixed: bool
    needs: str
    status: ItemStatus
    grade: Grade | None
    function: FunctionGrade | None
    wants_function: bool
    defects: tuple[DefectCode, ...]
    offered_defects: tuple[DefectCode, ...]
    note: str
    warnings: tuple[tuple[Message, Tone], ...]
    tote: str | None
    label_state: PrintState | None
    label_copy: int
    hold: HoldView | None = None
    bench: str = ""
    conflict: bool = False


class ProposalView(Struct, frozen=True):
    """What the policy proposes for the current item, or what was decided.

    Attributes:
        why: the rule's own words by language, e.g. (("en", "…"), ("ru", "…")).
        decided: True once a person has decided; then `code` is the decision.
        approval: why a lead has to agree; "" when nobody has to.
        asked: what somebody asked a lead to agree to, while nothing is decided; None when nobody did.
        asked_by: who that was.
    """

    code: Disposition
    route: Route
    proposed: Disposition
    rule: str
    policy_version: str
    why: tuple[tuple[str, str], ...]
    decided: bool
    override_reason: OverrideReason | None
    approver: str | None
    approval: str
    asked: Disposition | None = None
    asked_by: str = ""


class ToteView(Struct, frozen=True):
    """A tote that is open at this bench."""

    code: str
    route: Route
    disposition: Disposition | None
    items: int
    units: int
    suggested: bool  # the current item goes here


class Choice(Struct, frozen=True):
    """One answer to a question: the command word that gives it. The windows know each word's text."""

    word: str
    primary: bool = False


class Question(Struct, frozen=True):
    """Something the operator has to say before work goes on; never a dialog, and any other scan simply leaves it.

    Attributes:
        details: further sentences below the question, e.g. each missing item.
    """

    asked: Message
    choices: tuple[Choice, ...]
    tone: Tone
    details: tuple[Message, ...] = ()


class PersonView(Struct, frozen=True):
    """Who works here."""

    name: str
    role: Role
    language: str


class QueueCounts(Struct, frozen=True):
    """Numbers for the chips at the top.

    Attributes:
        labels_waiting: queued or sending.
        labels_unknown: somebody has to look.
        items_held: on hold, or decided in a way that somebody has to decide once more.
        events_unsent: facts not yet on the central server; None while the bench has no server.
    """

    labels_waiting: int = 0
    labels_unknown: int = 0
    labels_failed: int = 0
    parcels_parked: int = 0
    items_held: int = 0
    events_unsent: int | None = None


class DeviceView(Struct, frozen=True):
    """One scanner or printer: its name, what it is ("scanner", "printer"), and how it is.

    Attributes:
        state: "connecting", "ready", "lost" or, for a printer, "attention".
        reason: a DeviceReason value; "" while it is ready.
    """

    name: str
    role: str
    state: str
    reason: str = ""


class BenchView(Struct, frozen=True):
    """Everything the main page shows.

    Attributes:
        language: chosen for the screen while nobody was signed in; "" leaves it to the window. A person's own goes before it.
        enabled: command words that make sense now; buttons whose word is missing are dimmed. Pressing one anyway is explained.
        scans: the last ones, newest first, at most 8.
        sync: None while the bench has no central server.
    """

    phase: Phase
    headline: Message
    notice: Notice | None
    person: PersonView | None
    bench: str
    site: str
    parcel: ParcelView | None
    item: ItemView | None
    proposal: ProposalView | None
    totes: tuple[ToteView, ...]
    question: Question | None
    enabled: frozenset[str]
    scans: tuple[ScanLine, ...]
    counts: QueueCounts
    devices: tuple[DeviceView, ...] = ()
    language: str = ""
    sync: SyncView | None = None
