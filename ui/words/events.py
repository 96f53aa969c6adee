"""The sentence of every kind of event in an item's, parcel's or tote's history."""

from dataclasses import dataclass

from msgspec.structs import asdict

from app.domain import events as e
from app.domain.vocabulary import OverrideReason
from ui.words.text import Text, translate
from ui.words.vocabulary import SERIAL_FINDING

EVENT: dict[str, Text] = {
    "parcel_received": translate("event", "Parcel {label} received, %n lines expected.", "", 1),
    "parcel_parked": translate("event", "Parcel parked."),
    "parcel_resumed": translate("event", "Work on the parcel goes on."),
    "parcel_closed": translate("event", "Parcel closed, %n expected lines not complete.", "", 1),
    "item_identified": translate("event", "Identified: {title}, SKU {sku}, %n units, {declared}.", "", 1),
    "item_amended": translate("event", "Facts added."),
    "item_graded": translate("event", "Graded {grade}. Defects: {defects}."),
    "disposition_proposed": translate("event", "Proposed: {code} (rule {rule}, policy {policy_version})."),
    "disposition_decided": translate(
        "event", "Decided: {code}. The proposal was {proposal} (rule {rule}, policy {policy_version})."
    ),
    "label_requested": translate("event", "Label asked for."),
    "label_sent": translate("event", "Label sent to the printer."),
    "label_confirmed": translate("event", "Label seen."),
    "label_failed": translate("event", "Label not printed: {reason}."),
    "label_voided": translate("event", "Label no longer valid."),
    "item_stowed": translate("event", "Put in tote {tote}."),
    "item_unstowed": translate("event", "Taken out of tote {tote}."),
    "tote_opened": translate("event", "Tote opened for: {route}."),
    "tote_closed": translate("event", "Tote closed. Seal: {seal}."),
    "approval_requested": translate("event", "A shift lead was asked to agree: {code}."),
    "approval_granted": translate("event", "{approver} agreed: {code}."),
    "approval_denied": translate("event", "{approver} did not agree: {code}."),
    "item_held": translate("event", "Put on hold. Reason: {reason}."),
    "item_released": translate("event", "Hold ended."),
    "event_reversed": translate("event", "Taken back: {reversed_kind}."),
    "scan_noted": translate("event", "Scan without effect: {text}."),
    "signed_in": translate("event", "{name} signed in."),
    "signed_out": translate("event", "{name} signed out."),
    "shift_closed": translate("event", "Shift closed."),
    "conflict_resolved": translate("event", "Conflict resolved: one bench's decisions stand."),
    "duplicate_resolved": translate("event", "Two records were of the same thing: one of them gave way."),
    "item_relabelled": translate("event", "New label {lpn}; {old_lpn} was printed twice."),
}

SERIAL = translate("event", "Serial number {serial}.")
FINDING = translate("event", "The serial number {finding}.")
LOT = translate("event", "Lot {lot}.")
EXPIRY = translate("event", "Expiry {expiry}.")
QUANTITY = translate("event", "%n units.", "", 1)
NUMBER = translate("event", "Label {lpn}.")
FUNCTION_GRADE = translate("event", "Function {function_grade}: {function}.")
NOTE = translate("event", "Note: {note}")
OVERRIDDEN = translate("event", "Reason for another way: {override_reason}.")
AGREED = translate("event", "Agreed by {approver}.")
LEAD_NEEDED = translate("event", "A shift lead has to agree: {why}.")
WHY_ASKED = translate("event", "Because: {why}.")
LABEL_COPY = translate("event", "Copy {copy} of the label asked for.")
LABEL_UNCERTAIN = translate("event", "Nobody knows whether the label was printed: {reason}.")
NO_NUMBER = translate("event", "without a number", "a parcel: Parcel without a number received")
NO_DEFECTS = translate("event", "none")
UNKNOWN_EVENT = translate("event", "An event of a newer release: {kind}.")

EVENT_NOUN: dict[str, Text] = {
    "parcel_received": translate("event noun", "parcel received"),
    "parcel_parked": translate("event noun", "parcel parked"),
    "parcel_resumed": translate("event noun", "parcel resumed"),
    "parcel_closed": translate("event noun", "parcel closed"),
    "item_identified": translate("event noun", "item identified"),
    "item_split": translate("event noun", "part split off"),
    "item_amended": translate("event noun", "facts added"),
    "item_graded": translate("event noun", "grade and defects"),
    "disposition_proposed": translate("event noun", "proposal"),
    "disposition_decided": translate("event noun", "decision"),
    "label_requested": translate("event noun", "label asked for"),
    "label_sent": translate("event noun", "label sent"),
    "label_confirmed": translate("event noun", "label seen"),
    "label_failed": translate("event noun", "label failed"),
    "label_voided": translate("event noun", "label voided"),
    "item_stowed": translate("event noun", "put in tote"),
    "item_unstowed": translate("event noun", "taken out of tote"),
    "tote_opened": translate("event noun", "tote opened"),
    "tote_closed": translate("event noun", "tote closed"),
    "approval_requested": translate("event noun", "lead asked"),
    "approval_granted": translate("event noun", "lead agreed"),
    "approval_denied": translate("event noun", "lead did not agree"),
    "item_held": translate("event noun", "put on hold"),
    "item_released": translate("event noun", "hold ended"),
    "event_reversed": translate("event noun", "taken back"),
    "scan_noted": translate("event noun", "scan without effect"),
    "signed_in": translate("event noun", "signed in"),
    "signed_out": translate("event noun", "signed out"),
    "shift_closed": translate("event noun", "shift closed"),
    "conflict_resolved": translate("event noun", "conflict resolved"),
    "duplicate_resolved": translate("event noun", "duplicate resolved"),
    "item_relabelled": translate("event noun", "new label"),
}
"""What UNDO took back, and the first column of a history: by kind of event, but for a split, which is an identification like others."""


@dataclass(frozen=True, slots=True)
class Described:
    """An event's sentence with the values that it names, before they become words.

    Attributes:
        values: by placeholder; an enum, or text as stored.
        count: chooses the plural form; None where the sentence has none.
        more: sentences behind it.
    """

    text: Text
    values: dict[str, object]
    count: int | None = None
    more: tuple["Described", ...] = ()


def describe(kind: str, event: e.Event | e.UnknownEvent) -> Described:
    """The sentence for an event of that stored kind."""
    match event:
        case e.UnknownEvent():
            return Described(UNKNOWN_EVENT, {"kind": kind})
        case e.ParcelReceived():
            return Described(EVENT[kind], {"label": event.label}, len(event.lines))
        case e.ParcelClosed():
            return Described(EVENT[kind], {}, len(event.missing))
        case e.ItemIdentified():
            return Described(EVENT[kind], _values(event), event.quantity, _facts(event))
        case e.ItemAmended():
            counted = _if(event.quantity, QUANTITY, {}, event.quantity)
            number = _if(event.lpn, NUMBER, {"lpn": event.lpn})
            return Described(EVENT[kind], {}, more=(*_facts(event), *counted, *number))
        case e.ItemGraded():
            values: dict[str, object] = {"grade": event.grade or "", "defects": event.defects or NO_DEFECTS}
            graded: dict[str, object] = {
                "function_grade": event.function and event.function.value,
                "function": event.function,
            }
            more = (*_if(event.function, FUNCTION_GRADE, graded), *_noted(event.note))
            return Described(EVENT[kind], values, more=more)
        case e.DispositionProposed():
            needed = _if(event.approval, LEAD_NEEDED, {"why": event.approval})
            return Described(EVENT[kind], _values(event), more=needed)
        case e.DispositionDecided():
            agreed = _if(event.approver, AGREED, {"approver": event.approver})
            return Described(EVENT[kind], _values(event), more=(*_overridden(event.override_reason), *agreed))
        case e.ApprovalRequested():
            why = _if(event.why, WHY_ASKED, {"why": event.why})
            return Described(EVENT[kind], _values(event), more=(*why, *_overridden(event.override_reason)))
        case e.ConflictResolved() | e.DuplicateResolved():
            return Described(EVENT[kind], _values(event), more=_noted(event.note))
        case e.LabelRequested() if event.copy:
            return Described(LABEL_COPY, {"copy": event.copy})
        case e.LabelFailed() if not event.certain:
            return Described(LABEL_UNCERTAIN, {"reason": event.reason})
        case _:
            return Described(EVENT[kind], _values(event))


def _facts(event: e.ItemIdentified | e.ItemAmended) -> tuple[Described, ...]:
    """What was read from the goods."""
    finding = event.serial_finding or ""
    return (
        *_if(event.serial, SERIAL, {"serial": event.serial}),
        *_if(finding, FINDING, {"finding": SERIAL_FINDING.get(finding, finding)}),
        *_if(event.lot, LOT, {"lot": event.lot}),
        *_if(event.expiry, EXPIRY, {"expiry": event.expiry}),
    )


def _if(there: object, text: Text, values: dict[str, object], count: int | None = None) -> tuple[Described, ...]:
    return (Described(text, values, count),) if there else ()


def _noted(note: str) -> tuple[Described, ...]:
    return _if(note, NOTE, {"note": note})


def _overridden(reason: OverrideReason | None) -> tuple[Described, ...]:
    return _if(reason, OVERRIDDEN, {"override_reason": reason})


def _values(event: e.Event) -> dict[str, object]:
    return asdict(event)
