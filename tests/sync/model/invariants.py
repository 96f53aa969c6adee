"""What must hold in the stores once the dust has settled, each a function over real files and a real server.

I1 acknowledged is central · I2 everything once · I3 each stream a valid prefix · I4 every copy is the central one ·
I5 projection is replay · I6 the queue empties (asked of whoever settles) · I7 each race is shown as a conflict.

Each returns sentences; none when all is well. `Truth` is what the test knows from its own bookkeeping; without it only what the stores say
of each other is held against them.
"""

import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field

import psycopg

from app.domain.conflicts import conflicts
from app.domain.events import ConflictResolved, Recorded
from app.domain.history import in_order
from app.errors import KnownError
from app.store.chain import GENESIS, EventRow, check_chain
from app.store.codec import EventDecoder
from app.store.foreign import seen_ids
from app.store.projected_rows import Origin
from app.store.tables import COLUMNS, EVENT_COLUMNS, RACE
from app.store.verify import verify_journal
from tests.sync.central_data.feeding import PROJECTED, central_rows, fold_all, project, tables

_ROW = ", ".join(EVENT_COLUMNS)
_CENTRAL_ROW = ", ".join(f"{name}::text" if name in {"stream_id", "event_id"} else name for name in EVENT_COLUMNS)
_ID, _KEY, _PREV, _HASH = (EVENT_COLUMNS.index(name) for name in ("event_id", "item_key", "prev_hash", "hash"))
_FACT = [
    EVENT_COLUMNS.index(name) for name in EVENT_COLUMNS if name not in {"stream_id", "seq", "seen", "prev_hash", "hash"}
]


@dataclass
class Truth:
    """What the test itself has kept account of.

    Attributes:
        alive: ids of events that were recorded and of which the server, or a journal that is still there, had a copy ever since.
        ever: ids of all that were ever recorded.
        copied: ids of events that stood in a journal when somebody copied it: two journals may each bring them.
        saw: for each decision the ids of the events on its key that the screen it was made at had behind it.
        lost_keys: keys of which an event was physically destroyed: what hung on it can be known no more.
    """

    alive: set = field(default_factory=set)
    ever: set = field(default_factory=set)
    copied: set = field(default_factory=set)
    saw: dict = field(default_factory=dict)
    key: dict = field(default_factory=dict)
    lost_keys: set = field(default_factory=set)

    def races(self):
        """Pairs of decisions of which neither was known, directly or through others, where the other was made; by key."""
        found = defaultdict(list)
        by_key = defaultdict(list)
        for event_id in self.saw:
            if event_id in self.alive:
                by_key[self.key[event_id]].append(event_id)
        knew = {event_id: self._closure(event_id) for event_id in self.saw}
        for key, ids in by_key.items():
            for place, one in enumerate(ids):
                found[key] += [
                    (one, other) for other in ids[place + 1 :] if one not in knew[other] and other not in knew[one]
                ]
        return found

    def _closure(self, event_id):
        known, ahead = set(), [event_id]
        while ahead:
            for one in self.saw.get(ahead.pop(), ()):
                if one not in known:
                    known.add(one)
                    ahead.append(one)
        return known


@dataclass(frozen=True)
class Place:
    """A bench's two files."""

    journal: object
    mirror: object

    @classmethod
    def of(cls, home):
        return cls(home.journal, home.mirror)


@dataclass(frozen=True)
class Central:
    """All that the server has of a site.

    Attributes:
        events: rows of EVENT_COLUMNS by stream and number.
        streams: (stream_id, bench_id, site, series, last_seq, last_hash).
    """

    url: str
    events: tuple
    streams: tuple

    @classmethod
    def read(cls, url):
        with psycopg.connect(url) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            events = connection.execute(
                f"SELECT {_CENTRAL_ROW} FROM dockgrade.event ORDER BY stream_id::text, seq"
            ).fetchall()
            streams = connection.execute(
                "SELECT stream_id::text, bench_id, site, series, last_seq, last_hash FROM dockgrade.stream ORDER BY 1"
            ).fetchall()
        return cls(url, tuple(map(_plain, events)), tuple(map(_plain, streams)))

    @property
    def ids(self):
        return {row[_ID] for row in self.events}

    def histories(self):
        """The history of each key."""
        decode = EventDecoder()
        found = defaultdict(list)
        for row in self.events:
            stream, seq, event_id, key, kind, version, hlc, wall_at, actor, command, seen, body = row[:12]
            event = decode(kind, version, body)
            found[key].append(
                Recorded(event_id, stream, seq, key, kind, wall_at, actor, command, event, hlc, seen_ids(seen))
            )
        return {key: in_order(records) for key, records in found.items()}


def journal_events(path):
    """Rows of a journal."""
    return _rows(path, f"SELECT {_ROW} FROM event ORDER BY stream_id, seq")


def remote_events(path):
    """Rows of a mirror."""
    return _rows(path, f"SELECT {_ROW} FROM remote_event ORDER BY stream_id, seq") if path.exists() else []


def _rows(path, sql, *values):
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, values).fetchall()


def _plain(row):
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


def i1_acknowledged_is_central(central, places, truth):
    """What a journal says is acknowledged is on the server; and, where the test kept account, all that was ever recorded and not destroyed."""
    faults = []
    there = {(row[0], row[1]): row[_HASH] for row in central.events}
    for place in places:
        if place.mirror.exists():
            faults += [
                f"I1: {place.mirror} says that event {seq} of {stream} is acknowledged, and the server does not have it"
                for stream, seq, last in _rows(place.mirror, "SELECT stream_id, acked_seq, acked_hash FROM own_stream")
                if seq and there.get((stream, seq)) != last
            ]
    if truth is not None:
        lost, invented = truth.alive - central.ids, central.ids - truth.ever
        faults += [f"I1: {len(lost)} events are lost: {sorted(lost)[:3]}"] if lost else []
        faults += [f"I1: {len(invented)} events are nobody's: {sorted(invented)[:3]}"] if invented else []
    return faults


def i2_once(central, truth):
    """A number of a stream is taken once. An id stands once; twice, as the same fact, only where journals were copied."""
    faults = []
    numbers = Counter(row[:2] for row in central.events)
    faults += [f"I2: {number} is there {count} times" for number, count in numbers.items() if count > 1]
    by_id = defaultdict(list)
    for row in central.events:
        by_id[row[_ID]].append(row)
    for event_id, rows in by_id.items():
        if len(rows) == 1:
            continue
        if len({tuple(row[place] for place in _FACT) for row in rows}) > 1:
            faults.append(f"I2: {event_id} names {len(rows)} different facts")
        elif truth is None or event_id not in truth.copied:
            faults.append(f"I2: {event_id} is there {len(rows)} times")
    return faults


def i3_chains(central):
    """Each stream begins at 1, has no gap, follows hash by hash, and ends where its head says."""
    faults = []
    by_stream = defaultdict(list)
    for row in central.events:
        by_stream[row[0]].append(row)
    for stream, _, _, _, last_seq, last_hash in central.streams:
        rows = by_stream.pop(stream, [])
        fault = check_chain((EventRow(*row[:12]), row[_PREV], row[_HASH]) for row in rows)
        end = (rows[-1][1], rows[-1][_HASH]) if rows else (0, GENESIS)
        if fault:
            faults.append(f"I3: stream {stream}: {fault.what}")
        if end != (last_seq, last_hash):
            faults.append(f"I3: stream {stream} ends at {end[0]}, its head says {last_seq}")
    faults += [f"I3: events of {stream}, which is no stream" for stream in by_stream]
    series = Counter(stream[3] for stream in central.streams)
    faults += [f"I3: series {name} was given to {count} streams" for name, count in series.items() if count > 1]
    return faults


def i4_copies(central, places):
    """Own events and others' together are exactly what the server has."""
    faults = []
    for place in places:
        held = sorted([*journal_events(place.journal), *remote_events(place.mirror)], key=lambda row: row[:2])
        if tuple(held) != central.events:
            missing, more = set(central.events) - set(held), set(held) - set(central.events)
            faults.append(
                f"I4: {place.journal.parent.name} lacks {len(missing)} of {len(central.events)} events and has {len(more)} others, "
                f"{len(held) - len(set(held))} twice; {[row[:2] for row in sorted(missing | more)][:3]}"
            )
    return faults


def i5_projections(central, places):
    """Every bench's rows follow from its events; the server's follow from its own; and all come to the same."""
    faults = []
    project(central.url)
    ours = central_rows(central.url)
    before = tables(central.url)
    histories = central.histories()
    origins = {stream: Origin(bench, site) for stream, bench, site, *_ in central.streams}
    expected = fold_all((record for history in histories.values() for record in history), origins)
    faults += [
        f"I5: central {name} is not what its events say: {_apart(rows, ours[name])}"
        for name, rows in expected.items()
        if rows != ours[name]
    ]
    _refold(central.url)
    after = tables(central.url)
    faults += [
        f"I5: central {name} differs when it is projected anew: {_apart(before[name], after[name])}"
        for name in PROJECTED
        if before[name] != after[name]
    ]
    for place in places:
        try:
            verdict = verify_journal(place.journal, place.mirror)
        except KnownError as err:
            faults.append(f"I5: {place.journal}: {err}")
            continue
        faults += [f"I5: {place.journal.parent.name}: {fault}" for fault in verdict.faults]
        if verdict.left_out:
            faults.append(f"I5: {place.journal.parent.name}: {verdict.left_out} rows wait for events that are here")
        for name in ("item", "parcel", "parcel_line", "merged"):
            columns = ", ".join(f'"{one}"' for one in COLUMNS[name] if one != "conflict")
            rows = sorted(_rows(place.journal, f"SELECT {columns} FROM {name}"), key=repr)
            if rows != expected[name]:
                faults.append(
                    f"I5: {place.journal.parent.name}: {name} is not the central one: {_apart(expected[name], rows)}"
                )
    return faults


def _apart(expected, found):
    lacking, more = set(expected) - set(found), set(found) - set(expected)
    return f"{len(lacking)} lacking, {len(more)} more: {sorted(map(str, lacking | more))[:2]}"


def _refold(url):
    from app.sync.central.projecting import project as project_anew
    from app.sync.central.shares import Share

    project_anew(url, Share(), refold=True)


def i7_races(central, places, truth):
    """Two decisions on one key of which neither knew the other are a conflict on the server and at every bench; nothing else is one."""
    faults = []
    histories = central.histories()
    found = {key: conflicts(history) for key, history in histories.items()}
    if truth is not None:
        faults += _races_against(truth, histories, found)
    with psycopg.connect(central.url) as connection:
        rows = set(connection.execute("SELECT item_key, conflict_id, resolved FROM dockgrade.conflict").fetchall())
        flagged = {f"item:{one}" for (one,) in connection.execute("SELECT item_id FROM dockgrade.item WHERE conflict")}
    told = {
        (key, one.conflict_id, one.resolved)
        for key, some in found.items()
        for one in some
        if key.startswith(("item:", "parcel:"))
    }
    open_items = {
        key for key, some in found.items() if key.startswith("item:") and any(not one.resolved for one in some)
    }
    if {row[:2] for row in rows} != {row[:2] for row in told}:
        faults.append(f"I7: the server shows {len(rows)} conflicts, its events tell {len(told)}")
    faults += [f"I7: {key} is marked otherwise on the server" for key in flagged ^ open_items]
    for place in places:
        marked = {f"item:{one}" for (one,) in _rows(place.journal, f"SELECT item_id FROM item WHERE conflict & {RACE}")}
        faults += [
            f"I7: {key} is marked otherwise at {place.journal.parent.name}" for key in sorted(marked ^ open_items)
        ]
    return faults


def _races_against(truth, histories, found):
    faults = []
    races = truth.races()
    for key, history in histories.items():
        shown = {
            frozenset((one.event_id, other.event_id))
            for conflict in found[key]
            for one in conflict.first_side
            for other in conflict.second_side
        }
        dropped = {one for record in history if isinstance(record.event, ConflictResolved) for one in record.event.drop}
        faults += [
            f"I7: {one} and {other} on {key} did not know each other, and nobody is told"
            for one, other in races.get(key, ())
            if frozenset((one, other)) not in shown and not dropped & {one, other}
        ]
        if not races.get(key) and key not in truth.lost_keys and found[key]:
            faults.append(f"I7: {key} is said to be in conflict, and everybody knew what they did")
    return faults


def check(url, homes, truth=None):
    """All of them; returns what is wrong. `homes` are Homes of benches that have settled."""
    places = [Place.of(home) for home in homes]
    central = Central.read(url)
    return [
        *i1_acknowledged_is_central(central, places, truth),
        *i2_once(central, truth),
        *i3_chains(central),
        *i4_copies(central, places),
        *i5_projections(central, places),
        *i7_races(central, places, truth),
    ]
