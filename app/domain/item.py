"""An item: its state as a fold over its events, and what may be done with it in that state."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from app.domain.conflicts import DECISIONS, in_conflict
from app.domain.events import (
    ApprovalRequested,
    DispositionDecided,
    DispositionProposed,
    DuplicateResolved,
    Event,
    ItemAmended,
    ItemGraded,
    ItemHeld,
    ItemIdentified,
    ItemRelabelled,
    ItemReleased,
    ItemStowed,
    ItemUnstowed,
    LabelConfirmed,
    LabelFailed,
    LabelRequested,
    LabelSent,
    LabelVoided,
    Recorded,
)
from app.domain.history import History, effective
from app.domain.refusal import Refused
from app.domain.vocabulary import ItemStatus, PrintState, Route

MOST_UNITS = 9999
"""Of one batch; more is a slip of the finger, or of a scanner that types."""


class ItemState(Struct, frozen=True):
    """An item as its events leave it.

    Attributes:
        identified: the first event, with later amendments folded in.
        needs: what has to be scanned before it can be graded: "serial", "lot", "expiry" or "".
        waiting_for: who asked a lead for approval; "" when nobody did.
        held_by, held_at: who put it on hold, and when (UTC, ISO 8601); None unless it is on hold.
        tote_turn: which turn of its tote the item lies in.
        label_state: None before a label was asked for.
        inspector: who graded or decided last, else who identified it.
        conflict: two benches decided about it without knowing of each other, and no lead has chosen yet.
    """

    identified: ItemIdentified
    inspector: str
    identified_at: str
    status: ItemStatus = ItemStatus.IDENTIFIED
    graded: ItemGraded | None = None
    graded_at: str | None = None
    proposed: DispositionProposed | None = None
    decided: DispositionDecided | None = None
    decided_at: str | None = None
    waiting: ApprovalRequested | None = None
    waiting_for: str = ""
    held_reason: str | None = None
    held_by: str | None = None
    held_at: str | None = None
    tote: str | None = None
    tote_turn: str = ""
    stowed_at: str | None = None
    label_job: str | None = None
    label_copy: int = 0
    label_state: PrintState | None = None
    conflict: bool = False

    @property
    def item_id(self) -> str:
        """The item's id."""
        return self.identified.item_id

    @property
    def route(self) -> Route | None:
        """Where it goes, once decided."""
        return self.decided.code.route if self.decided else None

    @property
    def needs(self) -> str:
        """What has to be scanned before the item can be graded."""
        facts = self.identified
        if facts.serialised and facts.serial is None and facts.serial_finding != "unreadable":
            return "serial"
        if facts.lot_tracked and facts.lot is None:
            return "lot"
        if facts.expiry_tracked and facts.expiry is None:
            return "expiry"
        return ""


def fold_item(history: History) -> ItemState | None:
    """Fold an item's events into its state.

    Returns None when no identification stands: there never was one, it was undone, or the item gave way to another record of
    the same unit. The record of a voided item is told by `last_identified`.
    """
    state: ItemState | None = None
    for record in effective(history):
        if isinstance(record.event, DuplicateResolved) and record.event.drop == record.key:
            return None
        state = _start(record) if state is None else _apply(state, record)
    if state is None:
        return None
    conflict = in_conflict(history)
    return state if state.conflict is conflict else replace(state, conflict=conflict)


def fold_further(state: ItemState, records: Iterable[Recorded]) -> ItemState:
    """Fold more events of the one stream that wrote the item onto its state; none of them may change what came before it."""
    for record in records:
        state = _apply(state, record)
    return state


def last_identified(history: History) -> Recorded | None:
    """The latest identification, standing or undone: what a voided item still tells about itself."""
    return next((r for r in reversed(history) if isinstance(r.event, ItemIdentified)), None)


def _start(record: Recorded) -> ItemState | None:
    if isinstance(record.event, ItemIdentified):
        return ItemState(identified=record.event, inspector=record.actor, identified_at=record.wall_at)
    return None


def _apply(state: ItemState, record: Recorded) -> ItemState:
    changes = _changes(state, record)
    if not changes:
        return state
    after = replace(state, **changes)
    status = _status(after.held_reason, after.decided, after.tote, after.graded)
    return after if after.status is status else replace(after, status=status)


def _changes(state: ItemState, record: Recorded) -> dict[str, Any]:
    """The fields of the state that an event sets, by name; what follows from others is not among them."""
    match record.event:
        case ItemAmended() as event:
            changes = {"identified": _amended(state.identified, event)}
            # Whoever asked a lead to agree had fewer units, or another one, in hand.
            return changes if event.quantity is None and event.serial is None else {**changes, "waiting": None}
        case ItemGraded() as event:
            return {
                "graded": event,
                "graded_at": record.wall_at if event.grade else state.graded_at,
                "proposed": None,
                "waiting": None,
                "inspector": record.actor or state.inspector,
            }
        case ItemRelabelled() as event:
            return {"identified": replace(state.identified, lpn=event.lpn)}
        case DispositionProposed() as event:
            return {"proposed": event}
        case DispositionDecided() as event:
            return {
                "decided": event,
                "decided_at": record.wall_at,
                "waiting": None,
                "held_reason": None,
                "held_by": None,
                "held_at": None,
                "inspector": record.actor or state.inspector,
            }
        case ApprovalRequested() as event:
            return {"waiting": event, "waiting_for": record.actor}
        case ItemHeld() as event:
            return {"held_reason": event.reason, "held_by": record.actor, "held_at": record.wall_at}
        case ItemReleased():
            return {"held_reason": None, "held_by": None, "held_at": None}
        case ItemStowed() as event:
            return {"tote": event.tote, "tote_turn": event.turn, "stowed_at": record.wall_at}
        case ItemUnstowed():
            return {"tote": None, "tote_turn": "", "stowed_at": None}
        case LabelRequested() as event:
            return {"label_job": event.job, "label_copy": event.copy, "label_state": PrintState.QUEUED}
        case LabelSent() as event if event.job == state.label_job:
            return {"label_state": PrintState.SENT}
        case LabelConfirmed() as event if event.job == state.label_job:
            return {"label_state": PrintState.CONFIRMED}
        case LabelFailed() as event if event.job == state.label_job:
            return {"label_state": PrintState.FAILED if event.certain else PrintState.UNKNOWN}
        case LabelVoided() as event if event.job == state.label_job:
            return {"label_state": PrintState.VOIDED}
        case _:
            return {}


_AMENDABLE = tuple(name for name in ItemAmended.__struct_fields__ if name != "item_id")


def _amended(facts: ItemIdentified, event: ItemAmended) -> ItemIdentified:
    changes = {name: value for name in _AMENDABLE if (value := getattr(event, name)) is not None}
    return replace(facts, **changes)


def _status(
    held_reason: str | None, decided: DispositionDecided | None, tote: str | None, graded: ItemGraded | None
) -> ItemStatus:
    if held_reason is not None:
        return ItemStatus.HELD
    if decided is not None:
        return ItemStatus.DECIDED if tote is None else ItemStatus.STOWED
    if graded is not None and graded.grade is not None:
        return ItemStatus.GRADED
    return ItemStatus.IDENTIFIED


def settled(item: ItemState, event: Event | None = None) -> None:
    """Refuse to decide anything about an item in conflict; `event` None means a decision. What is no decision may be recorded."""
    if item.conflict and (event is None or isinstance(event, DECISIONS)):
        raise Refused("item_in_conflict", title=item.identified.title)


def set_quantity(item: ItemState, quantity: int) -> ItemAmended:
    """Count a batch anew. Refused for serialised units and after the decision."""
    settled(item)
    if item.decided is not None:
        raise Refused("decided_already", disposition=item.decided.code)
    if item.identified.serialised and quantity != 1:
        raise Refused("quantity_fixed")
    if not 1 <= quantity <= MOST_UNITS:
        raise Refused("quantity_range", most=MOST_UNITS)
    return ItemAmended(item.item_id, quantity=quantity)


def regrade(item: ItemState, **changes: object) -> ItemGraded:
    """The inspection result with some of it changed (grade, function, defects, note). Refused on hold and after the decision."""
    settled(item)
    if item.held_reason is not None:
        raise Refused("held", index="", title=item.identified.title)
    if item.decided is not None:
        raise Refused("decided_already", disposition=item.decided.code)
    if item.needs:
        raise Refused(f"scan_{item.needs}", title=item.identified.title)
    before = item.graded or ItemGraded(item.item_id, grade=None)
    return replace(before, **changes)


def split(item: ItemState, new_id: str, new_lpn: str, units: int = 1) -> tuple[ItemAmended, ItemIdentified]:
    """Take units off a batch: the batch gets smaller, and the units become an item of their own, not yet graded."""
    settled(item)
    if item.decided is not None:
        raise Refused("decided_already", disposition=item.decided.code)
    left = item.identified.quantity - units
    if left < 1:
        raise Refused("nothing_to_split")
    return (
        ItemAmended(item.item_id, quantity=left),
        replace(item.identified, item_id=new_id, lpn=new_lpn, quantity=units, split_from=item.item_id),
    )


def stow(item: ItemState, tote: str, tote_route: Route, turn: str) -> ItemStowed:
    """Put a decided item into a tote of its route, or a held one into a tote for held goods."""
    settled(item)
    if item.decided is None and item.held_reason is None:
        raise Refused("grade_first")
    if item.tote is not None:
        raise Refused("stowed_already", tote=item.tote)
    if goes_to(item) is not tote_route:
        raise Refused("tote_wrong_route", tote=tote, tote_route=tote_route, item_route=goes_to(item))
    return ItemStowed(item.item_id, tote, turn)


def goes_to(item: ItemState) -> Route:
    """The route of the tote an item belongs into: that of its decision, unless it is on hold or not decided."""
    if item.held_reason is not None or item.decided is None:
        return Route.HOLD
    return item.decided.code.route
