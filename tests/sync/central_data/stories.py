"""Benches that work on the same parcels and items, hear of each other when told to, and whose events go to a real server."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from itertools import count

import psycopg

from app.domain.catalogue import ExpectedLine
from app.domain.causality import heads_to_name
from app.domain.events import (
    DispositionDecided,
    Event,
    EventReversed,
    ItemGraded,
    ItemIdentified,
    ItemStowed,
    ParcelClosed,
    ParcelReceived,
    Recorded,
)
from app.domain.history import History, in_order
from app.domain.vocabulary import Declared, Disposition, Grade
from app.store.codec import encode_event
from app.store.projected_rows import Origin
from tests.sync.central_data.feeding import put

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


class Story:
    """All benches share one clock that ticks with every event."""

    def __init__(self) -> None:
        self.ticks = count(1)
        self.benches: dict[str, Bench] = {}
        self.origins: dict[str, Origin] = {}

    def bench(self, name: str) -> "Bench":
        made = self.benches[name] = Bench(self, name)
        self.origins[made.stream_id] = Origin(name, "TMP1")
        return made

    def history(self, key: str) -> History:
        """Everything that all benches recorded about a key."""
        return in_order(r for bench in self.benches.values() for r in bench.own if r.key == key)

    def origin_of(self, stream_id: str) -> Origin:
        return self.origins[stream_id]

    def push(self, url: str, only: "Bench | None" = None) -> None:
        """Bring what the server does not have yet, of one bench or of all."""
        with psycopg.connect(url) as central:
            for bench in [only] if only else self.benches.values():
                central.execute(
                    "INSERT INTO dockgrade.stream (stream_id, bench_id, site, series, pg_role, last_seq, last_hash,"
                    " last_hlc, opened_at) VALUES (%s, %s, 'TMP1', %s, 'test', 0, %s, 0, now()) ON CONFLICT DO NOTHING",
                    (bench.stream_id, bench.name, bench.name, bytes(32)),
                )
                put(central, [bench.row(r) for r in bench.own[bench.pushed :]])
                bench.pushed = len(bench.own)


class Bench:
    """One stream; `known` is what its bench has of all streams."""

    def __init__(self, story: Story, name: str) -> None:
        self.story = story
        self.name = name
        self.stream_id = str(uuid.uuid4())
        self.own: list[Recorded] = []
        self.heard: dict[str, Recorded] = {}
        self.pushed = 0

    def hear(self, *others: "Bench") -> None:
        for other in others:
            self.heard |= {record.event_id: record for record in other.own}

    def record(self, key: str, event: Event, **changes: object) -> Recorded:
        tick = next(self.story.ticks)
        at = START + timedelta(seconds=tick)
        known = in_order(r for r in (*self.own, *self.heard.values()) if r.key == key)
        facts: dict[str, object] = {
            "event_id": str(uuid.uuid4()),
            "stream_id": self.stream_id,
            "seq": len(self.own) + 1,
            "key": key,
            "kind": event.KIND,
            "wall_at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "actor": f"Inspector {self.name}",
            "command_id": str(tick),
            "event": event,
            "hlc": int(at.timestamp() * 1000) << 16,
            "seen": heads_to_name(known, self.stream_id),
        }
        self.own.append(Recorded(**(facts | changes)))  # type: ignore[arg-type]
        return self.own[-1]

    def receive(self, parcel_id: str, *lines: ExpectedLine) -> Recorded:
        rmas = tuple(dict.fromkeys(line.rma for line in lines))
        event = ParcelReceived(parcel_id, f"BOX-{parcel_id}", tracking=f"TRK-{parcel_id}", rmas=rmas, lines=lines)
        return self.record(f"parcel:{parcel_id}", event)

    def identify(self, item_id: str, parcel_id: str = "p1", **changes: object) -> Recorded:
        facts: dict[str, object] = {
            "lpn": f"LPN-{item_id}",
            "sku": "PEN",
            "title": "Pen",
            "category": "home",
            "client": "Acme",
            "declared": Declared.EXPECTED,
            "rma": "RMA-1",
            "line": 1,
        }
        return self.record(f"item:{item_id}", ItemIdentified(item_id, parcel_id, **(facts | changes)))  # type: ignore[arg-type]

    def on(self, item_id: str, event: Event) -> Recorded:
        return self.record(f"item:{item_id}", event)

    def grade(self, item_id: str, grade: Grade = Grade.B) -> Recorded:
        return self.on(item_id, ItemGraded(item_id, grade))

    def decide(self, item_id: str, code: Disposition = Disposition.RESTOCK_B) -> Recorded:
        return self.on(item_id, DispositionDecided(item_id, code, code, "matrix.home.B", "1"))

    def close(self, parcel_id: str) -> Recorded:
        return self.record(f"parcel:{parcel_id}", ParcelClosed(parcel_id))

    def undo(self, record: Recorded) -> Recorded:
        return self.record(record.key, EventReversed(record.event_id, record.kind))

    def row(self, r: Recorded) -> tuple[object, ...]:
        """As it stands in EVENT_COLUMNS; the hashes are the server's business and not looked at here."""
        body = encode_event(r.event)
        seen = json.dumps(list(r.seen))
        digest = r.event_id.encode()[:32]
        return (
            *(r.stream_id, r.seq, r.event_id, r.key, r.kind, 1, r.hlc, r.wall_at, r.actor, r.command_id, seen, body),
            *(digest, digest),
        )


def line(quantity: int = 1, **changes: object) -> ExpectedLine:
    """A line of RMA-1."""
    facts: dict[str, object] = {"rma": "RMA-1", "line": 1, "sku": "PEN", "quantity": quantity, "client": "Acme",
                                "order": "O-1", "unit_value_cents": 1250, "currency": "EUR", "title": "Pen"}  # fmt: skip
    return ExpectedLine(**(facts | changes))  # type: ignore[arg-type]


def refund_story() -> tuple[Story, Bench]:
    """A parcel with one item of one return, from the box to the tote, closed: a refund follows."""
    story = Story()
    bench = story.bench("B07")
    bench.receive("p1", line(1))
    bench.identify("i1")
    bench.grade("i1")
    bench.decide("i1")
    bench.on("i1", ItemStowed("i1", "T-1"))
    bench.close("p1")
    return story, bench
