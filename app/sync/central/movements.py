"""Stock movements as a function of an item's history: the ledger that other systems book from.

Every event that puts goods somewhere else, or makes them more or fewer, gives movements: what leads from where the ledger had the
goods to where the fold of the item's facts has them now. So a reversal gives the movement that takes the first one back, and so
does the resolution of a conflict. Locations are "customer" (outside), "bench:<id>" and "tote:<code>".

A movement never changes once its event is known with all that its author knew of the item: it depends on the event's causal
past (the events before it in its own stream, and those it names as seen), not on what other benches did meanwhile. Its id is
derived from the event's id. Two benches that move the same item unseen of each other give two movements that contradict each
other; the first event that saw both sets the ledger right.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.causality import Causality
from app.domain.events import ItemIdentified, ItemUnstowed, Recorded
from app.domain.history import History, effective
from app.domain.item import ItemState, fold_item, last_identified
from app.store.projected_rows import Origin

OUTSIDE = "customer"
"""Where goods come from, and where a correction books away what never was there."""

_STANDS_STILL = (
    "label_",
    "approval_",
    "disposition_",
    "item_graded",
    "item_held",
    "item_released",
)
"""Beginnings of kinds that never move goods. Any other kind may: a reversal, the resolution of a conflict."""


@dataclass(frozen=True, slots=True)
class Movement:
    """Units of one item that went from one location to another.

    Attributes:
        movement_id: UUID, derived from the event's id.
        event_id, stream_id, seq: the event that moved them.
        at: UTC, as the event has it.
        quantity: at least 1.
        route, grade: as they stood when the goods moved; None before a decision, or before grading.
    """

    movement_id: str
    item_id: str
    event_id: str
    stream_id: str
    seq: int
    at: str
    site: str
    sku: str
    client: str
    quantity: int
    from_location: str
    to_location: str
    route: str | None
    grade: str | None
    lpn: str


_Balance = dict[str, int]
"""Units by location, without OUTSIDE; locations with none are left out."""


def movements(history: History, origin_of: Callable[[str], Origin]) -> tuple[Movement, ...]:
    """The movements of one item's history, in its order."""
    pasts = _causal_pasts(history)
    booked: list[tuple[int, Movement]] = []
    for index, record in enumerate(history):
        if record.kind.startswith(_STANDS_STILL):
            continue
        past = tuple(history[number] for number in _members(pasts[index]))
        known = (*past, record)
        identified = last_identified(known)
        if identified is None or not isinstance(identified.event, ItemIdentified):
            continue
        after = fold_item(known)
        ledger = _sum(movement for number, movement in booked if pasts[index] >> number & 1)
        target = _balance(after, known, origin_of)
        site = origin_of(record.stream_id).site
        state = after or fold_item(past)
        told = state or ItemState(identified.event, identified.actor, identified.wall_at)
        booked += ((index, movement) for movement in _book(record, site, ledger, target, told))
    return tuple(movement for _, movement in booked)


def _causal_pasts(history: History) -> list[int]:
    """For each event a bit set of the events that its author knew.

    Whoever moved an item knew that it had been identified. An event that does not say so (an older release kept no heads) is taken
    to have known everything that stands before it.
    """
    alone = len({record.stream_id for record in history}) <= 1
    pasts = [(1 << index) - 1 for index in range(len(history))] if alone else list(Causality(history).known)
    identified = sum(1 << index for index, record in enumerate(history) if isinstance(record.event, ItemIdentified))
    for index in range(len(history)):
        if not pasts[index] & identified:
            pasts[index] = (1 << index) - 1
    return pasts


def _members(bits: int) -> Iterable[int]:
    return (number for number in range(bits.bit_length()) if bits >> number & 1)


def _balance(state: ItemState | None, known: History, origin_of: Callable[[str], Origin]) -> _Balance:
    """Where the goods are by these events: in their tote, or at the bench that took them out of their parcel or tote last."""
    if state is None:
        return {}
    if state.tote is not None:
        return {f"tote:{state.tote}": state.identified.quantity}
    placed = [r.stream_id for r in effective(known) if isinstance(r.event, ItemIdentified | ItemUnstowed)]
    return {f"bench:{origin_of(placed[-1]).bench_id}": state.identified.quantity}


def _sum(booked: Iterable[Movement]) -> _Balance:
    balance: _Balance = {}
    for movement in booked:
        balance[movement.from_location] = balance.get(movement.from_location, 0) - movement.quantity
        balance[movement.to_location] = balance.get(movement.to_location, 0) + movement.quantity
    return balance


def _book(record: Recorded, site: str, ledger: _Balance, target: _Balance, facts: ItemState) -> Iterable[Movement]:
    """The movements that lead from one balance to the other; what neither side explains comes from outside or goes there."""
    change = {place: target.get(place, 0) - ledger.get(place, 0) for place in sorted({*ledger, *target} - {OUTSIDE})}
    change[OUTSIDE] = -sum(change.values())
    sources = [(place, -units) for place, units in change.items() if units < 0]
    sinks = [(place, units) for place, units in change.items() if units > 0]
    number = 0
    while sources:
        (source, leaving), (sink, wanted) = sources.pop(), sinks.pop()
        units = min(leaving, wanted)
        if leaving > units:
            sources.append((source, leaving - units))
        if wanted > units:
            sinks.append((sink, wanted - units))
        yield Movement(
            movement_id=str(uuid.uuid5(uuid.UUID(record.event_id), f"movement/{number}")),
            item_id=facts.item_id,
            event_id=record.event_id,
            stream_id=record.stream_id,
            seq=record.seq,
            at=record.wall_at,
            site=site,
            sku=facts.identified.sku,
            client=facts.identified.client,
            quantity=units,
            from_location=source,
            to_location=sink,
            route=facts.route,
            grade=facts.graded.grade if facts.graded else None,
            lpn=facts.identified.lpn,
        )
        number += 1
