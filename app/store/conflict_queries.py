"""What benches disagree about and no lead has settled: decided by two of them, taken in twice, or labelled alike."""

from pathlib import Path

from app.domain.conflicts import Conflict, conflicts, received_twice
from app.domain.events import Recorded
from app.domain.item import last_identified
from app.domain.lpn import PREFIX
from app.domain.parcel import last_received
from app.store.conflict_records import ClashRecord, ConflictRecord, DuplicateRecord, SideRecord, TwinRecord
from app.store.engine import connect_reader
from app.store.folds import Folds
from app.store.histories import HistoryReader
from app.store.races import Races
from app.store.tables import IN_CONFLICT, RACE, TWICE

_THINGS = (
    "SELECT 'item:' || i.item_id AS key, i.title, i.lpn, coalesce(p.label, ''), i.identified_at AS at"
    f" FROM item i LEFT JOIN parcel p ON p.parcel_id = i.parcel_id WHERE i.{IN_CONFLICT} AND i.conflict & ?1"
    f" UNION ALL SELECT 'parcel:' || parcel_id, label, '', '', received_at FROM parcel WHERE {IN_CONFLICT} AND conflict & ?1"
    " ORDER BY at, key LIMIT ?2 OFFSET ?3"
)
_ITEMS_INSIDE = "SELECT count(*) FROM item WHERE parcel_id = ? AND status <> 'voided'"
_SERIAL = "SELECT serial FROM item WHERE item_id = ?"
_CLASHING = "SELECT substr(name, 7) FROM meta WHERE name >= 'clash:' AND name < 'clash;' ORDER BY name"
_ALIKE = (
    "SELECT i.item_id, i.lpn, i.title, coalesce(p.label, ''), i.identified_at, i.tote"
    " FROM item i LEFT JOIN parcel p ON p.parcel_id = i.parcel_id"
    " WHERE i.lpn >= ?1 AND i.lpn < ?2 AND i.status <> 'voided' AND i.bench_id IN (SELECT bench_id FROM stream)"
    " ORDER BY i.identified_at, i.item_id"
)
_OTHER_BENCH = (
    "SELECT bench_id FROM item WHERE lpn >= ?1 AND lpn < ?2 AND bench_id NOT IN (SELECT bench_id FROM stream) LIMIT 1"
)
_TWINS = (
    "SELECT i.item_id, i.lpn, i.title, coalesce(p.label, ''), o.bench_id, i.identified_at, i.tote"
    " FROM meta m JOIN item i ON i.item_id = substr(m.name, 6) AND i.lpn = m.value"
    " JOIN item o ON o.lpn = i.lpn AND o.item_id <> i.item_id"
    " LEFT JOIN parcel p ON p.parcel_id = i.parcel_id"
    " WHERE m.name >= 'twin:' AND m.name < 'twin;' AND i.status <> 'voided' AND o.status <> 'voided'"
    " GROUP BY i.item_id ORDER BY i.identified_at, i.item_id"
)
"""Items of a stream that was left whose number another item has too: it was given before the restore, or by the copy."""

_Thing = tuple[str, str, str, str, str]
"""Key, title, LPN, label of its parcel, time."""

MOST_RECORDS = 400
"""Records of things taken in twice that are held against each other."""


class ConflictQueries:
    """Reads a journal, and the mirror that its bench folds. One thread at a time."""

    def __init__(self, journal: Path, mirror: Path) -> None:
        """Raises KnownError when the journal cannot be read; the mirror may be missing."""
        self._connection = connect_reader(journal)
        self._histories = HistoryReader(self._connection, mirror)

    def close(self) -> None:
        """Give the files up."""
        self._histories.close()
        self._connection.close()

    def conflicts(self, limit: int, offset: int) -> tuple[ConflictRecord, ...]:
        """Decisions that did not know of each other, oldest thing first; `limit` and `offset` count things, a thing may have several."""
        things: list[_Thing] = self._connection.execute(_THINGS, (RACE, limit, offset)).fetchall()
        origins = self._histories.origins() if things else {}
        return tuple(
            self._conflict(thing, conflict, origins)
            for thing in things
            for conflict in conflicts(self._histories.history(thing[0]))
            if not conflict.resolved
        )

    def duplicates(self, limit: int, offset: int) -> tuple[DuplicateRecord, ...]:
        """Pairs of records of one thing, the longest known first."""
        things: list[_Thing] = self._connection.execute(_THINGS, (TWICE, MOST_RECORDS, 0)).fetchall()
        if not things:
            return ()
        origins = self._histories.origins()
        races = Races(self._histories.history, Folds(), lambda stream: origins.get(stream, ("", "", False))[:2])
        known = {thing[0]: thing for thing in things}
        records = {key: record for key in known if (record := races.received(key)) is not None}
        pairs = received_twice(records.values())
        found = [
            DuplicateRecord(
                self._mark(records[one].shared(records[other]), one),
                self._twin(known[one], origins),
                self._twin(known[other], origins),
            )
            for one, other in pairs
        ]
        found.sort(key=lambda pair: max(pair.first.at, pair.second.at))
        return tuple(found[offset : offset + limit])

    def label_clashes(self, limit: int, offset: int) -> tuple[ClashRecord, ...]:
        """Items of this bench whose number stands, or may stand, on another item too.

        First those that a restore or a copy of this bench numbered again, then whole series that another stream had drawn too.
        """
        found = [ClashRecord(*row) for row in self._connection.execute(f"{_TWINS} LIMIT ?", (offset + limit,))]
        for (series,) in self._connection.execute(_CLASHING).fetchall():
            reach = (f"{PREFIX}{series}", f"{PREFIX}{series}\uffff")
            other = self._connection.execute(_OTHER_BENCH, reach).fetchone()
            rows = self._connection.execute(f"{_ALIKE} LIMIT ?3", (*reach, offset + limit - len(found))).fetchall()
            found += [
                ClashRecord(item_id, lpn, title, parcel, other[0] if other else "", at, tote)
                for item_id, lpn, title, parcel, at, tote in rows
            ]
            if len(found) >= offset + limit:
                break
        return tuple(found[offset:])

    def _conflict(self, thing: _Thing, conflict: Conflict, origins: dict[str, tuple[str, str, bool]]) -> ConflictRecord:
        key, title, lpn, parcel, _ = thing
        return ConflictRecord(
            conflict.conflict_id,
            key,
            title,
            lpn,
            parcel,
            _side(conflict.first_side, origins),
            _side(conflict.second_side, origins),
        )

    def _twin(self, thing: _Thing, origins: dict[str, tuple[str, str, bool]]) -> TwinRecord:
        key, title, lpn, _, at = thing
        history = self._histories.history(key)
        record = last_identified(history) if lpn else last_received(history)
        bench, site, mine = origins.get(record.stream_id if record else "", ("", "", False))
        items = 0 if lpn else self._connection.execute(_ITEMS_INSIDE, (key.partition(":")[2],)).fetchone()[0]
        person, when = (record.actor, record.wall_at) if record else ("", at)
        return TwinRecord(key, title, lpn, bench, site, mine, person, when, items)

    def _mark(self, marks: frozenset[str], key: str) -> str:
        """A mark as people know it: the code, the return's number, or the serial."""
        kind, _, text = min(marks).partition(" ")
        if kind == "line":
            return text.rpartition("/")[0]
        if kind == "serial":
            row = self._connection.execute(_SERIAL, (key.partition(":")[2],)).fetchone()
            return str(row[0]) if row else ""
        return text


def _side(records: tuple[Recorded, ...], origins: dict[str, tuple[str, str, bool]]) -> SideRecord:
    last = records[-1]
    bench, site, mine = origins.get(last.stream_id, ("", "", False))
    return SideRecord(last.event_id, bench, site, mine, last.actor, last.wall_at, records)
