"""One thing's row in `parcel` and `item`, from its state: the same at the bench and in the centre."""

from dataclasses import dataclass

from app.domain.events import ItemIdentified, ParcelReceived, Recorded
from app.domain.item import ItemState
from app.domain.parcel import ParcelState
from app.domain.vocabulary import ItemStatus, ParcelStatus


@dataclass(frozen=True, slots=True)
class Origin:
    """The bench and site that a stream belongs to."""

    bench_id: str
    site: str


def parcel_row(record: Recorded, state: ParcelState | None, origin: Origin) -> tuple[object, ...]:
    """The row of `parcel`, counts still 0; a reception that was undone is kept as voided."""
    event = state.received if state else record.event
    assert isinstance(event, ParcelReceived)
    deadlines = [line.return_by for line in event.lines if line.return_by]
    return (
        event.parcel_id,
        event.label,
        event.tracking,
        event.sscc,
        event.carrier,
        "|".join(event.rmas),
        "|".join(sorted({line.client for line in event.lines if line.client})),
        state.status if state else ParcelStatus.VOIDED,
        int(not event.lines),
        min(deadlines, default=None),
        sum(line.quantity for line in event.lines),
        0,
        sum(line.quantity for line in state.closed.missing) if state and state.closed else 0,
        0,
        state.received_at if state else record.wall_at,
        state.received_by if state else record.actor,
        state.closed_at if state else None,
        state.closed_by if state else None,
        origin.bench_id,
        origin.site,
        state.closed.note if state and state.closed else "",
        int(state.conflict) if state else 0,
    )


def item_row(
    record: Recorded, first: ItemIdentified, state: ItemState | None, received_at: str, origin: Origin
) -> tuple[object, ...]:
    """The row of `item`; an identification that was undone is kept as voided, with its LPN."""
    facts = state.identified if state else first
    graded = state.graded if state else None
    proposed = state.proposed if state else None
    decided = state.decided if state else None
    ruling = decided or proposed
    return (
        facts.item_id,
        facts.lpn,
        facts.parcel_id,
        facts.rma,
        facts.line,
        facts.client,
        facts.sku,
        facts.gtin,
        facts.title,
        facts.category,
        facts.serial,
        facts.serial_finding,
        facts.lot,
        facts.expiry,
        facts.quantity,
        facts.declared,
        facts.reason,
        state.status if state else ItemStatus.VOIDED,
        graded.grade if graded else None,
        graded.function if graded else None,
        "|".join(graded.defects) if graded else "",
        graded.note if graded else "",
        proposed.code if proposed else None,
        decided.code if decided else None,
        decided.code.route if decided else None,
        ruling.rule if ruling else None,
        ruling.policy_version if ruling else None,
        decided.override_reason if decided else None,
        decided.approver if decided else None,
        state.held_reason if state else None,
        state.tote if state else None,
        state.tote_turn if state else "",
        facts.unit_value_cents,
        facts.currency,
        facts.weight_g,
        state.inspector if state else record.actor,
        state.label_job if state else None,
        state.label_copy if state else 0,
        received_at,
        state.identified_at if state else record.wall_at,
        state.graded_at if state else None,
        state.decided_at if state else None,
        state.stowed_at if state else None,
        origin.bench_id,
        origin.site,
        int(state.conflict) if state else 0,
    )
