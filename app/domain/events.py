"""What happened: the immutable facts that everything else is a projection of.

A kind and its schema version are stored with every event and never change their meaning; `KINDS` maps the stored
kind to its class. Times, actor and bench stand in the envelope (`Recorded`), not in the body.
"""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.catalogue import ExpectedLine
from app.domain.vocabulary import (
    Declared,
    DefectCode,
    Disposition,
    FunctionGrade,
    Grade,
    OverrideReason,
    Role,
    Route,
)


@dataclass(frozen=True, slots=True)
class MissingLine:
    """Units of an expected line that were not in the parcel."""

    rma: str
    line: int
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ParcelReceived:
    """A parcel was taken in; `lines` is what was expected at that moment.

    Attributes:
        label: the code that was scanned, as it is shown; "" for a parcel without any.
        tracking, sscc: None when the parcel has none.
        carrier: the carrier's name; "" when unknown.
        rmas: numbers of the expected returns in it; empty for a blind return.
    """

    KIND: ClassVar[str] = "parcel_received"
    parcel_id: str
    label: str
    tracking: str | None = None
    sscc: str | None = None
    carrier: str = ""
    rmas: tuple[str, ...] = ()
    lines: tuple[ExpectedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ParcelParked:
    """Work on an open parcel was put aside."""

    KIND: ClassVar[str] = "parcel_parked"
    parcel_id: str


@dataclass(frozen=True, slots=True)
class ParcelResumed:
    """Work on a parked or closed parcel goes on."""

    KIND: ClassVar[str] = "parcel_resumed"
    parcel_id: str


@dataclass(frozen=True, slots=True)
class ParcelClosed:
    """A parcel was finished, with what was not in it."""

    KIND: ClassVar[str] = "parcel_closed"
    parcel_id: str
    missing: tuple[MissingLine, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemIdentified:
    """An item, or a batch of equal units, was taken out of a parcel; its product facts are kept as they were then.

    Attributes:
        serial_finding: "" | "matches" | "differs" | "returned_before" | "blocked" | "unreadable".
        expected_serial: the serial that the line names; None when it names none.
        split_from: the item that this batch was split off from; None otherwise.
    """

    KIND: ClassVar[str] = "item_identified"
    item_id: str
    parcel_id: str
    lpn: str
    sku: str
    title: str
    category: str
    client: str
    declared: Declared
    quantity: int = 1
    gtin: str | None = None
    serial: str | None = None
    lot: str | None = None
    expiry: str | None = None
    rma: str | None = None
    line: int | None = None
    reason: str = ""
    expected_serial: str | None = None
    serial_finding: str = ""
    unit_value_cents: int | None = None
    currency: str = ""
    weight_g: int | None = None
    serialised: bool = False
    lot_tracked: bool = False
    expiry_tracked: bool = False
    returnable: bool = True
    hazmat: bool = False
    return_by: str | None = None
    split_from: str | None = None


@dataclass(frozen=True, slots=True)
class ItemAmended:
    """Facts about an identified item came in later; None means unchanged."""

    KIND: ClassVar[str] = "item_amended"
    item_id: str
    serial: str | None = None
    lot: str | None = None
    expiry: str | None = None
    quantity: int | None = None
    serial_finding: str | None = None


@dataclass(frozen=True, slots=True)
class ItemGraded:
    """The whole inspection result so far; `grade` is None while only defects are marked."""

    KIND: ClassVar[str] = "item_graded"
    item_id: str
    grade: Grade | None
    function: FunctionGrade | None = None
    defects: tuple[DefectCode, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class DispositionProposed:
    """What the policy says, and why.

    Attributes:
        inputs: the facts that the policy looked at, as (name, value) pairs.
        why: the rule's words by language, as they were shown.
        approval: why a lead must agree even with the proposal; "" when nobody has to.
    """

    KIND: ClassVar[str] = "disposition_proposed"
    item_id: str
    code: Disposition
    rule: str
    policy_version: str
    inputs: tuple[tuple[str, str], ...] = ()
    why: tuple[tuple[str, str], ...] = ()
    approval: str = ""


@dataclass(frozen=True, slots=True)
class DispositionDecided:
    """What a person decided; `proposal` is what the policy had said."""

    KIND: ClassVar[str] = "disposition_decided"
    item_id: str
    code: Disposition
    proposal: Disposition
    rule: str
    policy_version: str
    inputs: tuple[tuple[str, str], ...] = ()
    override_reason: OverrideReason | None = None
    approver: str | None = None


@dataclass(frozen=True, slots=True)
class LabelRequested:
    """A label was put into the print queue; copy 0 is the original."""

    KIND: ClassVar[str] = "label_requested"
    item_id: str
    job: str
    copy: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class LabelSent:
    """Every byte of a label was taken by the transport."""

    KIND: ClassVar[str] = "label_sent"
    item_id: str
    job: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class LabelConfirmed:
    """A label was seen: scanned back, or confirmed by a person."""

    KIND: ClassVar[str] = "label_confirmed"
    item_id: str
    job: str
    copy: int = 0
    by: str = "scan"


@dataclass(frozen=True, slots=True)
class LabelFailed:
    """A label was not printed, or nobody can know: `certain` is False after the first byte had left."""

    KIND: ClassVar[str] = "label_failed"
    item_id: str
    job: str
    copy: int = 0
    reason: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class LabelVoided:
    """A label must not be used any more."""

    KIND: ClassVar[str] = "label_voided"
    item_id: str
    job: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class ItemStowed:
    """An item was put into a tote."""

    KIND: ClassVar[str] = "item_stowed"
    item_id: str
    tote: str


@dataclass(frozen=True, slots=True)
class ItemUnstowed:
    """An item was taken out of a tote."""

    KIND: ClassVar[str] = "item_unstowed"
    item_id: str
    tote: str


@dataclass(frozen=True, slots=True)
class ToteOpened:
    """A tote was opened for one route, or for one disposition of it."""

    KIND: ClassVar[str] = "tote_opened"
    tote: str
    route: Route
    disposition: Disposition | None = None


@dataclass(frozen=True, slots=True)
class ToteClosed:
    """A tote was closed; `seal` is the number of its seal, "" for none."""

    KIND: ClassVar[str] = "tote_closed"
    tote: str
    seal: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalRequested:
    """A decision waits for a lead."""

    KIND: ClassVar[str] = "approval_requested"
    item_id: str
    code: Disposition
    why: str
    override_reason: OverrideReason | None = None


@dataclass(frozen=True, slots=True)
class ApprovalGranted:
    """A lead agreed."""

    KIND: ClassVar[str] = "approval_granted"
    item_id: str
    code: Disposition
    approver: str


@dataclass(frozen=True, slots=True)
class ApprovalDenied:
    """A lead refused."""

    KIND: ClassVar[str] = "approval_denied"
    item_id: str
    code: Disposition
    approver: str


@dataclass(frozen=True, slots=True)
class ItemHeld:
    """An item was put aside for somebody to look at."""

    KIND: ClassVar[str] = "item_held"
    item_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ItemReleased:
    """A held item goes on."""

    KIND: ClassVar[str] = "item_released"
    item_id: str


@dataclass(frozen=True, slots=True)
class EventReversed:
    """An earlier event no longer counts; it stays in the record."""

    KIND: ClassVar[str] = "event_reversed"
    event_id: str
    reversed_kind: str
    reason: str = "undo"


@dataclass(frozen=True, slots=True)
class ScanNoted:
    """A reading that changed nothing: ignored as a double, refused, unknown. Badges are stored without their token."""

    KIND: ClassVar[str] = "scan_noted"
    text: str
    scanner: str
    outcome: str
    aim: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person started to work at the bench."""

    KIND: ClassVar[str] = "signed_in"
    name: str
    role: Role
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SignedOut:
    """A person left the bench."""

    KIND: ClassVar[str] = "signed_out"
    name: str


@dataclass(frozen=True, slots=True)
class ShiftClosed:
    """A lead closed the shift, with the counts at that moment."""

    KIND: ClassVar[str] = "shift_closed"
    counts: tuple[tuple[str, int], ...] = ()
    note: str = ""


Event = (
    ParcelReceived
    | ParcelParked
    | ParcelResumed
    | ParcelClosed
    | ItemIdentified
    | ItemAmended
    | ItemGraded
    | DispositionProposed
    | DispositionDecided
    | LabelRequested
    | LabelSent
    | LabelConfirmed
    | LabelFailed
    | LabelVoided
    | ItemStowed
    | ItemUnstowed
    | ToteOpened
    | ToteClosed
    | ApprovalRequested
    | ApprovalGranted
    | ApprovalDenied
    | ItemHeld
    | ItemReleased
    | EventReversed
    | ScanNoted
    | SignedIn
    | SignedOut
    | ShiftClosed
)

KINDS: dict[str, type[Event]] = {cls.KIND: cls for cls in Event.__args__}


@dataclass(frozen=True, slots=True)
class UnknownEvent:
    """An event of a kind or version that this release does not know: kept whole, acted on by nobody."""

    kind: str
    schema_version: int
    body: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its envelope, as it stands in the journal.

    Attributes:
        key: what the event is about: "item:<id>", "parcel:<id>", "tote:<code>" or "bench:<id>".
        seq: position in the stream, from 1 without gaps.
        command_id: the same for all events of one command; what undo takes back as one.
        wall_at: UTC, ISO 8601 with milliseconds and "Z".
        actor: the name of the person signed in; "" when nobody was.
    """

    event_id: str
    stream_id: str
    seq: int
    key: str
    kind: str
    wall_at: str
    actor: str
    command_id: str
    event: Event | UnknownEvent
