"""What is told to other systems: parcel received, inspection complete, refund recommended, stock movement.

A fact is computed from the whole history of its parcel or item as it is known now, and is told at least once. Its idempotency key
is derived from the events that brought it about (of a refund, from what is recommended too), so the same fact has the same key for
ever, and an event that comes in late, before others in the order, gives another one.
Whoever takes facts in takes the last one of each `item_id`, `parcel_id` or `refund_id`; of movements, every one.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from app.domain.conflicts import in_conflict
from app.domain.events import DispositionDecided, ParcelReceived, Recorded
from app.domain.history import History
from app.domain.item import fold_item, last_identified
from app.domain.parcel import fold_parcel, last_received
from app.store.projected_rows import Origin
from app.sync.central.movements import movements

NAMESPACE = uuid.UUID("6f0d9a52-9c1e-5f37-8d0b-2f6f1f0d7a11")
"""Of ids that are made from names here. It never changes: keys that were told once depend on it."""

_CORRECTIONS = ("event_reversed", "conflict_resolved", "duplicate_resolved")
INSPECTION_TRIGGERS = frozenset({"disposition_decided", "item_amended", *_CORRECTIONS})
PARCEL_TRIGGERS = frozenset({"parcel_received", *_CORRECTIONS})
"""Kinds of events after which the fact is told again."""
_CONTRADICTING = frozenset({"item_graded", "item_held", "item_released", "item_stowed", "item_unstowed"})
"""And these, where they contradict what another bench decided: then the fact says so."""

Origins = Callable[[str], Origin]
Place = tuple[str, int]
"""Stream and sequence number of an event."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact to tell.

    Attributes:
        kind: "parcel_received", "inspection_complete", "refund_recommended" or "stock_movement".
        key: idempotency key, a UUID.
        at: UTC, of the event that brought it about.
        body: the rest, as JSON values.
    """

    kind: str
    key: str
    at: str
    body: dict[str, object]

    def as_json(self) -> dict[str, object]:
        """The whole fact as one JSON object."""
        return {"fact": self.kind, "idempotency_key": self.key, "at": self.at, **self.body}


def key_of(kind: str, name: str) -> str:
    """The idempotency key of a fact."""
    return str(uuid.uuid5(NAMESPACE, f"{kind}/{name}"))


def item_facts(history: History, new: frozenset[Place], origin_of: Origins) -> Iterable[Fact]:
    """What the `new` events of an item's history tell: its movements, and its inspection as it stands after all events."""
    for movement in movements(history, origin_of):
        if (movement.stream_id, movement.seq) in new:
            body = {name: value for name, value in asdict(movement).items() if name not in {"seq", "stream_id", "at"}}
            yield Fact("stock_movement", key_of("stock_movement", movement.movement_id), movement.at, body)
    kinds = INSPECTION_TRIGGERS | (_CONTRADICTING if in_conflict(history) else frozenset())
    triggers = _triggers(history, new, kinds)
    if triggers and any(isinstance(record.event, DispositionDecided) for record in history):
        yield _inspection(history, triggers, origin_of)


def parcel_facts(history: History, new: frozenset[Place], origin_of: Origins) -> Iterable[Fact]:
    """What the `new` events of a parcel's history tell of its reception; `withdrawn` when that was undone."""
    triggers = _triggers(history, new, PARCEL_TRIGGERS)
    record = last_received(history)
    if not triggers or record is None:
        return
    state = fold_parcel(history)
    event = state.received if state else record.event
    assert isinstance(event, ParcelReceived)
    origin = origin_of(record.stream_id)
    yield Fact(
        "parcel_received",
        _key_by("parcel_received", triggers),
        triggers[-1].wall_at,
        {
            "parcel_id": event.parcel_id,
            "site": origin.site,
            "bench_id": origin.bench_id,
            "label": event.label,
            "tracking": event.tracking,
            "sscc": event.sscc,
            "carrier": event.carrier,
            "rmas": list(event.rmas),
            "clients": sorted({line.client for line in event.lines if line.client}),
            "expected_units": sum(line.quantity for line in event.lines),
            "received_at": state.received_at if state else record.wall_at,
            "received_by": state.received_by if state else record.actor,
            "withdrawn": state is None,
        },
    )


def _inspection(history: History, triggers: list[Recorded], origin_of: Origins) -> Fact:
    """The inspection as it stands; `withdrawn` when an earlier decision was taken back and none stands now."""
    record = last_identified(history)
    assert record is not None
    state = fold_item(history)
    facts = state.identified if state else record.event
    decided = state.decided if state else None
    graded = state.graded if state else None
    origin = origin_of(record.stream_id)
    body: dict[str, object] = {
        "site": origin.site,
        "bench_id": origin.bench_id,
        **{name: getattr(facts, name) for name in _TOLD_OF_AN_ITEM},
        "grade": graded.grade if graded else None,
        "function_grade": graded.function if graded else None,
        "defects": list(graded.defects) if graded else [],
        "disposition": decided.code if decided else None,
        "route": decided.code.route if decided else None,
        "proposal": decided.proposal if decided else None,
        "override_reason": decided.override_reason if decided else None,
        "approver": decided.approver if decided else None,
        "rule_id": decided.rule if decided else None,
        "policy_version": decided.policy_version if decided else None,
        "inspector": state.inspector if state else record.actor,
        "decided_at": state.decided_at if state and decided else None,
        "conflict": in_conflict(history),
        "withdrawn": decided is None,
    }
    return Fact("inspection_complete", _key_by("inspection_complete", triggers), triggers[-1].wall_at, body)


_TOLD_OF_AN_ITEM = (
    "item_id",
    "lpn",
    "parcel_id",
    "rma",
    "line",
    "client",
    "sku",
    "gtin",
    "title",
    "serial",
    "serial_finding",
    "lot",
    "expiry",
    "quantity",
    "declared",
    "reason",
)


def _triggers(history: History, new: frozenset[Place], kinds: frozenset[str]) -> list[Recorded]:
    """All events of these kinds, when any of them is new."""
    found = [record for record in history if record.kind in kinds]
    return found if any((record.stream_id, record.seq) in new for record in found) else []


def _key_by(kind: str, triggers: list[Recorded]) -> str:
    return key_of(kind, "/".join(record.event_id for record in triggers))
