"""Refunds that a closed parcel recommends: for each of its returns (RMA) what came, what it is worth, and in what state.

A recommendation is made when the parcel is closed and every item of the return in it is decided. It is held back while the parcel
or one of those items is in a conflict that nobody has resolved (two benches have a record of the same box among them: each alone
would be refunded), and while an item is on hold or still to be decided: the event that ends this brings it about. Nothing is recommended for a return of which nothing came.

A line recommends units × unit value, the value of the expected line before that of the catalogue, for at most as many units as
were announced. Units go without: those that stand on no line or came in place of another product (`declared`), and those whose
disposition says that the last word is not spoken or that they go back to the customer (QUARANTINE, EXCEPTION, RETURN_TO_CUSTOMER).
They are listed all the same, since whoever pays decides.

`refund_id` is of the parcel and the return; what is recommended, and the events that it came about by, make the idempotency key. A
parcel that is opened again, an item decided anew or a conflict resolved gives another key with the same `refund_id`, and the last one
told is what holds: also where it comes back to what was told before the last.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from app.domain.catalogue import ExpectedLine
from app.domain.conflicts import in_conflict
from app.domain.history import History
from app.domain.item import ItemState, fold_item
from app.domain.parcel import ParcelState, fold_parcel
from app.domain.vocabulary import Declared, Disposition, ParcelStatus
from app.sync.central.facts import Fact, Origins, key_of

TRIGGERS = frozenset(
    {
        "parcel_closed",
        "item_identified",
        "item_amended",
        "item_graded",
        "disposition_decided",
        "item_held",
        "item_released",
        "event_reversed",
        "conflict_resolved",
        "duplicate_resolved",
    }
)
"""Kinds of events of a parcel or its items after which its refunds are worked out again."""

_TURNING = frozenset(
    {
        "parcel_closed",
        "item_amended",
        "item_graded",
        "disposition_decided",
        "event_reversed",
        "conflict_resolved",
        "duplicate_resolved",
    }
)

NOT_REFUNDED = frozenset({Disposition.QUARANTINE, Disposition.EXCEPTION, Disposition.RETURN_TO_CUSTOMER})


def refund_facts(
    parcel: History, items: Mapping[str, History], unsettled: Collection[str], origin_of: Origins
) -> Iterable[Fact]:
    """The refunds that a parcel recommends now.

    `items` are the histories by item id of all that was identified in it, and in records of it that gave way to this one.
    `unsettled` are the keys of parcels and items that two benches have records of.
    """
    state = fold_parcel(parcel)
    if state is None or state.status is not ParcelStatus.CLOSED or in_conflict(parcel) or parcel[0].key in unsettled:
        return
    standing: dict[str, list[ItemState]] = defaultdict(list)
    held_back: set[str] = set()
    for history in items.values():
        item = fold_item(history)
        if item is None or item.identified.rma is None:
            continue
        rma = item.identified.rma
        standing[rma].append(item)
        if item.decided is None or item.held_reason is not None or in_conflict(history) or history[0].key in unsettled:
            held_back.add(rma)
    origin = origin_of(parcel[0].stream_id)
    for rma in sorted(standing.keys() - held_back):
        found = sorted(standing[rma], key=lambda item: item.item_id)
        turns = _turns((parcel, *(one for one in items.values() if _ever_of(one, rma))))
        yield _recommendation(state, rma, found, {"site": origin.site, "bench_id": origin.bench_id}, turns)


def _ever_of(history: History, rma: str) -> bool:
    """Whether an item was ever said to be of a return, by a record that was undone since too."""
    return any(getattr(record.event, "rma", None) == rma for record in history)


def _turns(histories: Iterable[History]) -> list[str]:
    """Ids of all events that could have turned a recommendation into another one, or back into one that was told before."""
    return sorted(record.event_id for history in histories for record in history if record.kind in _TURNING)


def _recommendation(
    parcel: ParcelState, rma: str, items: list[ItemState], place: dict[str, str], turns: list[str]
) -> Fact:
    expected = {line.line: line for line in parcel.received.lines if line.rma == rma}
    on_line: dict[int | None, list[ItemState]] = defaultdict(list)
    for item in items:
        number = item.identified.line
        belongs = item.identified.declared is Declared.EXPECTED and number in expected
        on_line[number if belongs else None].append(item)
    lines = [_line(line, on_line.get(number, [])) for number, line in sorted(expected.items())]
    amounts: dict[str, int] = defaultdict(int)
    for line in lines:
        if line["amount_cents"]:
            amounts[str(line["currency"])] += int(str(line["amount_cents"]))
    first = next(iter(expected.values()), None)
    refund_id = key_of("refund", f"{parcel.parcel_id}/{rma}")
    body: dict[str, object] = {
        "refund_id": refund_id,
        **place,
        "parcel_id": parcel.parcel_id,
        "rma": rma,
        "client": first.client if first else items[0].identified.client,
        "order": first.order if first else "",
        "customer_ref": first.customer_ref if first else "",
        "amounts": [{"currency": currency, "cents": cents} for currency, cents in sorted(amounts.items())],
        "unvalued_units": sum(int(str(line["refundable"])) for line in lines if line["unit_value_cents"] is None),
        "lines": lines,
        "not_on_a_line": [_unit(item) for item in on_line.get(None, [])],
    }
    at = max([parcel.closed_at or "", *(item.decided_at or "" for item in items)])
    text = json.dumps([body, turns], sort_keys=True, ensure_ascii=True)
    digest = hashlib.sha256(text.encode("ascii")).hexdigest()
    return Fact("refund_recommended", key_of("refund_recommended", f"{refund_id}/{digest}"), at, body)


def _line(line: ExpectedLine, items: list[ItemState]) -> dict[str, object]:
    received = sum(item.identified.quantity for item in items)
    good = sum(item.identified.quantity for item in items if item.decided and item.decided.code not in NOT_REFUNDED)
    refundable = min(good, line.quantity)
    value, currency = line.unit_value_cents, line.currency
    if value is None:
        known = next((item.identified for item in items if item.identified.unit_value_cents is not None), None)
        value, currency = (known.unit_value_cents, known.currency) if known else (None, "")
    return {
        "line": line.line,
        "sku": line.sku,
        "reason": line.reason,
        "requested_outcome": line.requested_outcome,
        "expected": line.quantity,
        "received": received,
        "missing": max(0, line.quantity - received),
        "refundable": refundable,
        "unit_value_cents": value,
        "currency": currency,
        "amount_cents": None if value is None else refundable * value,
        "items": [_unit(item) for item in items],
    }


def _unit(item: ItemState) -> dict[str, object]:
    assert item.decided is not None
    return {
        "item_id": item.item_id,
        "lpn": item.identified.lpn,
        "sku": item.identified.sku,
        "quantity": item.identified.quantity,
        "declared": item.identified.declared,
        "serial": item.identified.serial,
        "serial_finding": item.identified.serial_finding,
        "grade": item.graded.grade if item.graded else None,
        "function_grade": item.graded.function if item.graded else None,
        "defects": list(item.graded.defects) if item.graded else [],
        "disposition": item.decided.code,
        "route": item.decided.code.route,
    }
