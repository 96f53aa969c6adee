"""The export: what happened since a cursor, as facts for other systems, at least once and in the order of the events.

Only what the projector has folded is told, since a refund needs all items of its parcel. Facts go out in batches; each batch brings
a cursor, and who delivers them keeps it only when they are delivered.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from app.domain.history import History
from app.errors import KnownError
from app.sync.central.admin import one
from app.sync.central.export_cursor import HASH_BYTES, START, Cursor, Told
from app.sync.central.facts import Fact, Place, item_facts, parcel_facts
from app.sync.central.histories import CentralHistories
from app.sync.central.projected import marks_ever, parcels_of
from app.sync.central.refunds import TRIGGERS, refund_facts
from app.sync.central.schema import engine_of
from app.sync.central.windows import Lag, as_arrays, events_in_stretches, windows

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

BATCH_EVENTS = 2_000
_LOCK = 0x646F6365
"""Held with the address's hash; any number that nobody else uses."""

_FOLDED = """
SELECT s.stream_id::text, s.last_seq, least(s.last_seq, coalesce(p.seq, 0))
FROM dockgrade.stream AS s
LEFT JOIN (
  SELECT stream_id, min(seq) AS seq FROM dockgrade.projector_cursor
  WHERE share IN (SELECT share FROM dockgrade.projector_share)
  GROUP BY stream_id HAVING count(*) = (SELECT count(*) FROM dockgrade.projector_share)
) AS p ON p.stream_id = s.stream_id"""
_HASHES = """
SELECT e.stream_id::text, e.seq, substr(e.hash, 1, %s)
FROM unnest(%s::uuid[], %s::bigint[]) AS w (stream_id, seq)
JOIN dockgrade.event AS e ON e.stream_id = w.stream_id AND e.seq = w.seq"""
_STANDING = """
WITH RECURSIVE chain (id) AS (
  SELECT id FROM unnest(%s::text[]) AS id
  UNION
  SELECT m.into_id FROM dockgrade.merged AS m JOIN chain ON m.parcel_id = chain.id
)
SELECT id FROM chain"""
_ITEMS = """
WITH RECURSIVE part (parcel_id, source) AS (
  SELECT id, id FROM unnest(%s::text[]) AS id
  UNION
  SELECT part.parcel_id, m.parcel_id FROM part JOIN dockgrade.merged AS m ON m.into_id = part.source
)
SELECT part.parcel_id, i.item_id FROM part JOIN dockgrade.item AS i ON i.parcel_id = part.source ORDER BY i.item_id"""
_TWICE = "SELECT DISTINCT item_key FROM dockgrade.taken_twice WHERE item_key = ANY(%s)"


_SHARING = """
SELECT coalesce(i.parcel_id, substr(m.item_key, 8)) FROM dockgrade.mark AS m
LEFT JOIN dockgrade.item AS i ON m.item_key = 'item:' || i.item_id
WHERE m.mark = ANY(%s)"""
_LIFTING = frozenset({"item_amended", "event_reversed", "conflict_resolved", "duplicate_resolved"})
"""Kinds of events that may take a mark from a record, and so settle what became of another record that shares it."""


class Outlet(Protocol):
    """Where facts go."""

    def take(self, facts: list[Fact], cursor: str) -> None:
        """Deliver facts, and keep the cursor once they and all before them are delivered."""

    def finish(self) -> None:
        """Deliver what is still held back, and keep the last cursor."""


@dataclass(slots=True)
class Exported:
    """What an export did.

    Attributes:
        facts: how many of each kind.
        events: read.
        waiting: events that the projector has not folded yet; they are told when it has.
        told_again: streams that are told from their beginning, since the server was restored.
        cursor: where the next export goes on.
    """

    facts: Counter[str] = field(default_factory=Counter)
    events: int = 0
    waiting: int = 0
    told_again: int = 0
    cursor: str = START


def export(
    connection: "psycopg.Connection[Any]",
    since: str,
    outlet: Outlet,
    *,
    batch_events: int = BATCH_EVENTS,
    progress: Callable[[Exported, int], None] = lambda _, __: None,
) -> Exported:
    """Tell what happened since a cursor, or since START, up to what the projector had folded at the beginning.

    `connection` is in autocommit. `progress` gets what was done so far, and how many events there are to tell in all.
    Raises KnownError when the cursor is of another database, and whatever the outlet raises; the next export goes on behind what
    was delivered.
    """
    cluster_id = str(one(connection, "SELECT cluster_id FROM dockgrade.central_meta"))
    cursor = Cursor(cluster_id) if since == START else Cursor.decode(since)
    if cursor.cluster_id != cluster_id:
        raise KnownError(
            f"Expected a cursor of this central database ({cluster_id}), got one of {cursor.cluster_id}.",
            f"Name the other database, or begin anew with --since {START}.",
            exit_code=2,
        )
    done = Exported()
    told = _verified(connection, cursor, done)
    behind: list[Lag] = []
    for stream_id, head, folded in connection.execute(_FOLDED).fetchall():
        after = told[stream_id].seq if stream_id in told else 0
        done.waiting += max(0, head - max(after, folded))
        if folded > after:
            behind.append(Lag(stream_id, after, folded))
    total = sum(lag.events for lag in behind)
    teller = _Teller(connection)
    done.cursor = Cursor(cluster_id, told).encode()
    while behind:
        chosen = windows(behind, batch_events)
        facts = teller.facts(chosen)
        told |= _marks(connection, [(lag.stream_id, lag.upto) for lag in chosen])
        done.cursor = Cursor(cluster_id, told).encode()
        outlet.take(facts, done.cursor)
        done.facts.update(fact.kind for fact in facts)
        done.events += sum(lag.events for lag in chosen)
        progress(done, total)
        ends = {lag.stream_id: lag.upto for lag in chosen}
        left = [Lag(lag.stream_id, ends.get(lag.stream_id, lag.after), lag.upto) for lag in behind]
        behind = [lag for lag in left if lag.events]
    outlet.finish()
    return done


def keep_others_out(connection: "psycopg.Connection[Any]", address: str) -> None:
    """Be the only export to an address, until the connection ends. Raises KnownError when another one is at work.

    Of two at once the slower would deliver what the faster has already told differently, and what is told last holds.
    """
    if not one(connection, "SELECT pg_try_advisory_lock(%s, hashtext(%s))", _LOCK, address):
        raise KnownError("Another export to this address is at work.", "Wait until it has ended; nothing was told.")


def _verified(connection: "psycopg.Connection[Any]", cursor: Cursor, done: Exported) -> dict[str, Told]:
    """The cursor without the streams whose last told event the server does not have, or has another one in its place."""
    found = _marks(connection, [(stream_id, told.seq) for stream_id, told in cursor.told.items()])
    kept = {stream_id: told for stream_id, told in cursor.told.items() if found.get(stream_id) == told}
    done.told_again = len(cursor.told) - len(kept)
    if done.told_again:
        log.warning("%d streams are told again from their beginning: the server was restored", done.told_again)
    return kept


def _marks(connection: "psycopg.Connection[Any]", places: list[Place]) -> dict[str, Told]:
    rows = connection.execute(_HASHES, (HASH_BYTES, [stream for stream, _ in places], [seq for _, seq in places]))
    return {stream_id: Told(seq, bytes(mark)) for stream_id, seq, mark in rows}


class _Teller:
    """Computes the facts of stretches of events."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection
        self._histories = CentralHistories(connection)
        self._new = (
            f"SELECT w.stream_id::text, e.seq, e.item_key, e.kind {events_in_stretches(engine_of(connection))}"
            " WHERE e.item_key LIKE 'item:%%' OR e.item_key LIKE 'parcel:%%'"
        ).encode()

    def facts(self, chosen: list[Lag]) -> list[Fact]:
        """What the events in these stretches tell, by time."""
        new: dict[str, set[Place]] = {}
        triggered: set[str] = set()
        lifted: set[str] = set()
        for stream_id, seq, key, kind in self._connection.execute(self._new, as_arrays(chosen)):
            new.setdefault(key, set()).add((stream_id, seq))
            if kind in TRIGGERS:
                triggered.add(key)
            if kind in _LIFTING:
                lifted.add(key)
        histories = self._histories.read(new)
        origin_of = self._histories.origin_of
        found: list[Fact] = []
        parcels: set[str] = set()
        for key, places in new.items():
            history = histories[key]
            if key.startswith("item:"):
                found += item_facts(history, frozenset(places), origin_of)
                parcels |= parcels_of(history) if key in triggered else set()
            else:
                found += parcel_facts(history, frozenset(places), origin_of)
                parcels |= {key.partition(":")[2]} if key in triggered else set()
        parcels |= self._sharing(histories[key] for key in lifted)
        found += self._refunds(parcels, histories)
        self._histories.unread.clear()
        return sorted(found, key=lambda fact: (fact.at, fact.kind, fact.key))

    def _sharing(self, histories: Iterable[History]) -> set[str]:
        """Parcels with a mark that these parcels or items have, or had before something was undone or corrected."""
        origin_of = self._histories.origin_of
        marks = {mark for history in histories for mark in marks_ever(history, origin_of) if "\0" not in mark}
        if not marks:
            return set()
        return {parcel_id for (parcel_id,) in self._connection.execute(_SHARING, (sorted(marks),))}

    def _refunds(self, parcels: set[str], known: Mapping[str, History]) -> Iterable[Fact]:
        if not parcels:
            return
        run = self._connection.execute
        items: dict[str, list[str]] = {parcel_id: [] for (parcel_id,) in run(_STANDING, (sorted(parcels),))}
        for parcel_id, item_id in run(_ITEMS, (sorted(items),)):
            items[parcel_id].append(item_id)
        keys = {f"parcel:{parcel_id}" for parcel_id in items}
        keys |= {f"item:{item_id}" for ids in items.values() for item_id in ids}
        unsettled = {key for (key,) in run(_TWICE, (list(keys),))}
        histories = {**known, **self._histories.read(keys - known.keys())}
        for parcel_id, ids in sorted(items.items()):
            parcel = histories.get(f"parcel:{parcel_id}")
            if parcel is not None:
                of_items = {one: histories[f"item:{one}"] for one in ids if f"item:{one}" in histories}
                yield from refund_facts(parcel, of_items, unsettled, self._histories.origin_of)
