"""Events of the size of real ones, chained as a bench chains them, as plain Python values."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from uuid_utils import compat

from app.store.chain import GENESIS, EventRow, chain_hash

EVENT_BYTES = 606
"""All texts of an event together, the two hashes not counted; the mean of a shift at the bench."""
BATCH = 1_000
_SENT = tuple(field.name for field in fields(EventRow) if field.name != "stream_id")

Chained = tuple[EventRow, bytes, bytes]
"""An event, the hash before it, its own hash."""


def chained_events(stream_id: str, count: int, *, follows: tuple[int, bytes] = (0, GENESIS)) -> list[Chained]:
    """A stream from its beginning, or as it goes on after the event with that number and hash."""
    made: list[Chained] = []
    after, previous = follows
    for seq in range(after + 1, after + count + 1):
        row = EventRow(
            stream_id=stream_id,
            seq=seq,
            event_id=str(compat.uuid7()),
            item_key=f"item:{compat.uuid7()}",
            kind="item.graded",
            schema_version=1,
            hlc=(1_735_689_600_000 << 16) + seq,
            wall_at="2025-01-01T00:00:00.000Z",
            actor="Mira",
            command_id=str(compat.uuid7()),
            seen="[]",
            body="",
        )
        taken = sum(len(str(getattr(row, field.name))) for field in fields(row))
        row = replace(row, body='{"note":"' + "x" * (EVENT_BYTES - taken - 11) + '"}')
        own = chain_hash(previous, row)
        made.append((row, previous, own))
        previous = own
    return made


def batches(events: Sequence[Chained]) -> Iterator[list[list[object]]]:
    """The columns of push_v1, seq to hash, batch by batch."""
    for start in range(0, len(events), BATCH):
        part = events[start : start + BATCH]
        columns = [[getattr(row, name) for row, _, _ in part] for name in _SENT]
        yield [*columns, [prev for _, prev, _ in part], [own for _, _, own in part]]
