"""A shift's events as plain rows: parcels, items graded, decided and labelled, as an inspector works them."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from app.domain.catalogue import ExpectedLine
from app.domain.events import (
    DispositionDecided,
    DispositionProposed,
    Event,
    EventReversed,
    ItemGraded,
    ItemIdentified,
    ItemStowed,
    LabelConfirmed,
    LabelRequested,
    LabelSent,
    ParcelClosed,
    ParcelReceived,
)
from app.domain.vocabulary import Declared, DefectCode, Disposition, Grade
from app.store.codec import encode_event

_ITEMS_A_PARCEL = 3


def shift_events(stream_id: str, size: int) -> Iterator[tuple[object, ...]]:
    """The first `size` events of a bench."""
    at = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
    ids: list[str] = []
    for seq, (key, event) in zip(range(1, size + 1), _work(ids), strict=False):
        at += timedelta(seconds=1)
        ids.append(str(uuid.uuid4()))
        wall_at = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        hlc = int(at.timestamp() * 1000) << 16
        yield (
            *(stream_id, seq, ids[-1], key, event.KIND, 1, hlc, wall_at, "Inspector 12", ids[-1], "[]"),
            *(encode_event(event), bytes(32), bytes(32)),
        )


def _work(ids: list[str]) -> Iterator[tuple[str, Event]]:
    """What an inspector does, one parcel after the other; `ids` are those of the events so far."""
    number = 0
    while True:
        number += 1
        parcel_id, rma = str(uuid.uuid4()), f"RMA-{number:07d}"
        lines = tuple(
            ExpectedLine(rma, line, f"SKU-{line}", 1, "Nordkap", title="Wool jumper, M", unit_value_cents=5990)
            for line in range(1, _ITEMS_A_PARCEL + 1)
        )
        parcel = f"parcel:{parcel_id}"
        yield parcel, ParcelReceived(parcel_id, f"1Z{number:016d}", f"1Z{uuid.uuid4()}", rmas=(rma,), lines=lines)
        for line in range(1, _ITEMS_A_PARCEL + 1):
            yield from _item(ids, parcel_id, rma, line)
        yield parcel, ParcelClosed(parcel_id)


def _item(ids: list[str], parcel_id: str, rma: str, line: int) -> Iterator[tuple[str, Event]]:
    item_id, job = str(uuid.uuid4()), str(uuid.uuid4())
    key = f"item:{item_id}"
    inputs = (("category", "apparel"), ("grade", "B"), ("value", "59.90"), ("hazmat", "no"), ("returnable", "yes"))
    lpn = item_id[:12].upper()
    yield key, ItemIdentified(
        item_id, parcel_id, lpn, f"SKU-{line}", "Wool jumper, M", "apparel", "Nordkap", Declared.EXPECTED, rma=rma,
        line=line, gtin="06430000000016", unit_value_cents=5990, currency="EUR", weight_g=400,
    )  # fmt: skip
    yield key, ItemGraded(item_id, Grade.B, defects=(DefectCode.SCRATCH,))
    yield key, DispositionProposed(item_id, Disposition.CLEAN, "matrix.apparel.B", "2026-11-01", inputs)
    yield (
        key,
        DispositionDecided(item_id, Disposition.CLEAN, Disposition.CLEAN, "matrix.apparel.B", "2026-11-01", inputs),
    )
    yield key, LabelRequested(item_id, job)
    yield key, LabelSent(item_id, job)
    yield key, LabelConfirmed(item_id, job)
    yield key, ItemStowed(item_id, f"T-{line}")
    if line == _ITEMS_A_PARCEL:
        yield key, EventReversed(ids[-1], "item_stowed")
