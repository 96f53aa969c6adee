"""Benches that decide about one thing, hear of each other now and then, and know exactly what they have heard."""

from dataclasses import dataclass, field

from app.domain.causality import heads_to_name
from app.domain.events import Event, ItemAmended, ItemIdentified, Recorded
from app.domain.history import History, in_order
from app.domain.vocabulary import Declared

KEY = "item:i1"


def identified(**changes: object) -> ItemIdentified:
    facts: dict[str, object] = {
        "item_id": "i1",
        "parcel_id": "p1",
        "lpn": "R7K3Q0000012",
        "sku": "PEN",
        "title": "Pen",
        "category": "home",
        "client": "Acme",
        "declared": Declared.EXPECTED,
    }
    return ItemIdentified(**(facts | changes))  # type: ignore[arg-type]


@dataclass
class Bench:
    """One stream of decisions, and what its bench has heard of the others."""

    stream_id: str
    site: "Site"
    records: list[Recorded] = field(default_factory=list)
    seq: int = 0
    hlc: int = 0

    def record(self, event: Event, actor: str = "", command: str = "") -> Recorded:
        """Record with the clock of this bench, which may be wrong by days."""
        self.seq += 1
        self.hlc = max(self.site.time + self.site.skew.get(self.stream_id, 0), self.hlc + 1)
        history = self.history()
        event_id = f"{self.stream_id}-{self.seq}"
        made = Recorded(
            event_id=event_id,
            stream_id=self.stream_id,
            seq=self.seq,
            key=KEY,
            kind=event.KIND,
            wall_at=f"2026-11-20T08:00:00.{self.site.time % 1000:03d}Z",
            actor=actor or self.stream_id,
            command_id=command or event_id,
            event=event,
            hlc=self.hlc,
            seen=heads_to_name(history, self.stream_id),
        )
        known = {record.event_id for record in history}
        self.site.truth[event_id] = known.union(*(self.site.truth[one] for one in known))
        self.site.all.append(made)
        self.records.append(made)
        self.site.time += 1
        return made

    def hear(self, other: "Bench", upto: int | None = None) -> None:
        """Take over a stream up to a position, as the agent does: always a beginning of it, without gaps."""
        known = {record.event_id for record in self.records}
        for record in other.records:
            own = record.stream_id == other.stream_id
            if own and (upto is None or record.seq <= upto) and record.event_id not in known:
                self.records.append(record)
                self.hlc = max(self.hlc, record.hlc)

    def history(self) -> History:
        return in_order(self.records)


class Site:
    """Benches that share a made-up time; `skew` is how wrong a clock is.

    `truth` is what the causality has to find again: by event, the events that its bench knew, or whose outcome it knew.
    """

    def __init__(self, streams: str = "ABC", skew: dict[str, int] | None = None) -> None:
        self.time = 1000
        self.skew = skew or {}
        self.truth: dict[str, set[str]] = {}
        self.all: list[Recorded] = []
        self.benches = {name: Bench(name, self) for name in streams}
        first = self.benches[streams[0]]
        first.record(identified())
        for bench in self.benches.values():
            bench.hear(first)

    def __getitem__(self, name: str) -> Bench:
        return self.benches[name]

    def meet(self) -> None:
        """Everybody hears everything."""
        for bench in self.benches.values():
            for other in self.benches.values():
                if other is not bench:
                    bench.hear(other)

    def history(self) -> History:
        return in_order(self.all)


def counted(quantity: int) -> ItemAmended:
    """A decision that agrees with no other."""
    return ItemAmended("i1", quantity=quantity)
