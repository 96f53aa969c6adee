"""`dockgrade verify`: is the record whole, and do the projections still say what the events say?

The record is this bench's own events and what mirror.db holds of other benches'. Both are checked; the projections are compared
with a rebuild from both, as far as other benches' events are folded.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from app.domain.events import Recorded
from app.domain.history import History, in_order
from app.errors import KnownError
from app.store.chain import GENESIS, EventRow, check_chain
from app.store.codec import EventDecoder
from app.store.engine import connect_reader, disk_error
from app.store.foreign import read_foreign, seen_ids
from app.store.projected_rows import Origin
from app.store.projections import Projector
from app.store.remote import RemoteEvents
from app.store.statements import Statements, create_all
from app.store.tables import COLUMNS, FIRST_PLACE, LAST_PLACE, NEXT_STREAM, STREAM_BITS

PROJECTIONS = ("parcel", "parcel_line", "merged", "item", "tote")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    Attributes:
        events: how many events were read.
        faults: sentences, empty when all is well.
        rows: rows compared, by projection.
        left_out: rows that were not compared, since events of other benches about them wait to be folded or cannot be read.
    """

    events: int
    faults: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]
    left_out: int = 0


def verify_journal(path: Path, mirror: Path | None = None) -> Verdict:
    """Check every stream's hash chain, then rebuild all projections in memory and compare row by row.

    `mirror` None takes the mirror.db beside the journal, if there is one.
    """
    connection = connect_reader(path)
    remote = RemoteEvents(mirror or path.with_name("mirror.db"))
    try:
        return _Check(connection, remote).run()
    except sqlite3.Error as err:
        raise disk_error(err, path) from err
    finally:
        remote.close()
        connection.close()


class _Check:
    def __init__(self, connection: sqlite3.Connection, remote: RemoteEvents) -> None:
        self._connection = connection
        self._remote = remote
        self._faults: list[str] = []
        self._events = 0

    def run(self) -> Verdict:
        self._connection.execute("BEGIN")  # one snapshot, though the bench goes on working
        folded = int(self._meta("folded_arrival") or 0)
        known = folded > 0 and self._remote.mirror_id() == (self._meta("folded_mirror") or "") and self._remote.readable
        self._own_chains()
        self._orphans()
        self._other_chains()
        if folded and not known:
            left_out = sum(self._count(name) for name in PROJECTIONS)
            return Verdict(self._events, tuple(self._faults), tuple((name, 0) for name in PROJECTIONS), left_out)
        pending = self._remote.changed_keys(folded) if folded else set()
        rebuilt = sqlite3.connect(":memory:", isolation_level=None)
        try:
            for statement in create_all():
                rebuilt.execute(statement)
            self._rebuild(rebuilt, folded)
            apart = _Apart(self._connection, rebuilt, pending)
            rows = tuple((name, self._compare(rebuilt, name, apart)) for name in PROJECTIONS)
        finally:
            rebuilt.close()
        self._jobs()
        return Verdict(self._events, tuple(self._faults), rows, apart.rows)

    def _meta(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def _count(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _own_chains(self) -> None:
        astray = self._connection.execute(
            "SELECT count(*) FROM event AS e LEFT JOIN stream AS s ON s.stream_id = e.stream_id"
            f" WHERE s.number IS NULL OR e.place <> (s.number << {STREAM_BITS}) + e.seq"
        ).fetchone()[0]
        if astray:
            self._faults.append(f"{astray} events do not stand where their stream and number say.")
        ambiguous = self._connection.execute(
            "SELECT count(*) <> count(DISTINCT number) OR min(number) < 1 FROM stream"
        ).fetchone()[0]
        if ambiguous:
            self._faults.append("Two streams have the same number, or one has none.")
        for (stream_id,) in self._connection.execute("SELECT stream_id FROM stream ORDER BY number").fetchall():
            fault = check_chain(_rows(self._connection, stream_id))
            if fault:
                self._faults.append(f"Stream {stream_id}: {fault.what}")
            said, kept, last = self._connection.execute(
                f"SELECT s.last_seq, s.last_seq = 0 OR EXISTS (SELECT 1 FROM event WHERE place = {FIRST_PLACE} + s.last_seq"
                f" AND hash = s.last_hash), coalesce({LAST_PLACE} - {FIRST_PLACE}, 0) FROM stream AS s WHERE s.stream_id = ?1",
                (stream_id,),
            ).fetchone()
            if not kept:
                self._faults.append(f"Stream {stream_id}: the head says event {said}, the last event is {last}.")

    def _orphans(self) -> None:
        lost = self._connection.execute(
            "SELECT count(*) FROM orphan_event o WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.event_id = o.event_id"
            " AND e.item_key = o.item_key AND e.body = o.body) AND NOT EXISTS (SELECT 1 FROM orphan_event n"
            " WHERE n.event_id = o.event_id AND n.stream_id = o.new_stream_id)"
        ).fetchone()[0]
        if lost:
            self._faults.append(f"{lost} events that moved to another stream are not in it.")

    def _other_chains(self) -> None:
        for stream_id in self._remote.stream_ids():
            rows = self._remote.stream_rows(stream_id)
            self._events += len(rows)
            first = rows[0] if rows else None
            if first is None:
                continue
            fault = check_chain(
                ((EventRow(*row[:12]), row[12], row[13]) for row in rows), self._hash_before(stream_id, first), first[1]
            )
            if fault:
                self._faults.append(f"Stream {stream_id} of another bench: {fault.what}")

    def _hash_before(self, stream_id: str, first: tuple[Any, ...]) -> bytes:
        """The hash that a stream's first row here has to follow: where it goes on from rows of our own, the last of those."""
        if first[1] == 1:
            return GENESIS
        own = self._connection.execute(
            f"SELECT hash FROM event WHERE place = {FIRST_PLACE} + ?2", (stream_id, first[1] - 1)
        ).fetchone()
        return bytes(own[0] if own else first[12])

    def _rebuild(self, rebuilt: sqlite3.Connection, folded: int) -> None:
        decode = EventDecoder()
        histories: dict[str, list[Recorded]] = defaultdict(list)
        own = self._connection.execute(Statements().all_events)
        others = self._remote.all_events(folded) if folded else ()
        for row, ours in chain(zip(own, repeat(True)), zip(others, repeat(False))):
            stream_id, seq, event_id, key, kind, version, wall_at, actor, command_id, body, hlc, seen = row
            try:
                event = (
                    decode(kind, version, body) if ours else read_foreign(decode, key, kind, version, wall_at, body)[0]
                )
            except KnownError as err:
                self._faults.append(err.title)
                continue
            histories[key].append(
                Recorded(
                    event_id, stream_id, seq, key, kind, wall_at, actor, command_id, event, hlc=hlc, seen=seen_ids(seen)
                )
            )
        self._events += self._count("event")
        streams = self._connection.execute("SELECT stream_id, bench_id, site FROM stream").fetchall()
        origins = {stream: Origin(*place) for stream, place in self._remote.origins().items()}
        origins |= {stream: Origin(bench, site) for stream, bench, site in streams}
        frozen: dict[str, History] = {key: in_order(records) for key, records in histories.items()}
        rebuilt.execute("BEGIN")
        Projector(
            Statements(),
            lambda key: frozen.get(key, ()),
            lambda stream: origins.get(stream, Origin("", "")),
            alone=folded == 0 and len(streams) == 1,
        ).write(rebuilt, frozen)
        rebuilt.execute("COMMIT")

    def _compare(self, rebuilt: sqlite3.Connection, name: str, apart: "_Apart") -> int:
        keys = {"parcel_line": "parcel_id, rma, line"}.get(name, "1")
        columns = ", ".join(f'"{column}"' for column in COLUMNS[name])
        ours, theirs = (
            apart.without(name, connection.execute(f"SELECT {columns} FROM {name} ORDER BY {keys}").fetchall())
            for connection in (self._connection, rebuilt)
        )
        if ours != theirs:
            different = set(ours) ^ set(theirs)
            first = sorted(str(row[0]) for row in different)[:3]
            self._faults.append(
                f"Table {name}: {len(ours)} rows stored, {len(theirs)} follow from the events, "
                f"{len(different)} differ, first of them: {', '.join(first)}."
            )
        return len(ours)

    def _jobs(self) -> None:
        """A label that was asked for here is in the print queue; one that another bench asked for is in that bench's."""
        lost = self._connection.execute(
            "SELECT count(*) FROM item WHERE label_job IS NOT NULL AND label_job NOT IN (SELECT job FROM print_job)"
            " AND EXISTS (SELECT 1 FROM event e WHERE e.item_key = 'item:' || item.item_id AND e.kind = 'label_requested'"
            " AND json_extract(e.body, '$.job') = item.label_job)"
        ).fetchone()[0]
        if lost:
            self._faults.append(f"{lost} items name a label that is not in the print queue.")


class _Apart:
    """Rows that hang on events which are not folded yet: those of the keys themselves, and what is counted from them.

    Attributes:
        rows: how many stored rows were left out.
    """

    def __init__(self, stored: sqlite3.Connection, rebuilt: sqlite3.Connection, pending: set[str]) -> None:
        self.rows = 0
        names: dict[str, set[str]] = {"item": set(), "parcel": set(), "tote": set()}
        for key in pending:
            kind, _, name = key.partition(":")
            names.setdefault(kind, set()).add(name)
        for connection in (stored, rebuilt):
            for item_id in names["item"]:
                for parcel_id, tote in connection.execute(
                    "SELECT parcel_id, tote FROM item WHERE item_id = ?", (item_id,)
                ).fetchall():
                    names["parcel"].add(parcel_id)
                    names["tote"].add(tote)
        if pending:  # another row may share a mark with one of these
            for table in ("item", "parcel"):
                rows = stored.execute(f"SELECT {table}_id FROM {table} WHERE conflict <> 0").fetchall()
                names[table].update(row[0] for row in rows)
        self._names = names

    def without(self, table: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows that can be compared."""
        names = self._names["parcel" if table in {"parcel_line", "merged"} else table]
        if not names:
            return rows
        kept = [row for row in rows if row[0] not in names]
        self.rows += len(rows) - len(kept)
        return kept


def _rows(connection: sqlite3.Connection, stream_id: str) -> Iterator[tuple[EventRow, bytes, bytes]]:
    cursor = connection.execute(
        "SELECT stream_id, seq, event_id, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body,"
        f" prev_hash, hash FROM event WHERE place >= {FIRST_PLACE} AND place < {NEXT_STREAM} ORDER BY place",
        (stream_id,),
    )
    for row in cursor:
        yield EventRow(*row[:12]), row[12], row[13]
