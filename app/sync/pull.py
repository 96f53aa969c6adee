"""Fetching other benches' events: everything beyond what mirror.db holds, by a vector of one number for each stream.

A number cannot be skipped: each stream is gapless, and each batch has to follow by its hash on what is there. What is put in or
taken out, the list of changed keys and the cursor go to the file in one transaction.
"""

import json
import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.store.chain import texts_hash
from app.store.tables import EVENT_COLUMNS
from app.sync.clock import utc_text
from app.sync.faults import DisabledError, ServerDamagedError
from app.sync.handshake import START, Mark, common_prefix
from app.sync.heads import Head
from app.sync.mirror import Mirror
from app.sync.pace import Pace
from app.sync.server import Server
from app.sync.state import SyncState

log = logging.getLogger(__name__)

ROWS_A_STREAM = 1_000
ROWS_A_BATCH = 4_000
STREAMS_A_BATCH = 64

MIRROR_ID = "mirror_id"
"""Name of the value that tells one mirror from the next."""

_HASH = EVENT_COLUMNS.index("hash")
_PREV = EVENT_COLUMNS.index("prev_hash")
_KEY = EVENT_COLUMNS.index("item_key")

_MY_SITE = "SELECT dockgrade.my_site()"
"""NULL for a bench that was disabled since it said hello: it sees its own streams and no others."""

_INSERT = f"INSERT INTO remote_event ({', '.join(EVENT_COLUMNS)}, arrival) VALUES ({', '.join('?' * (len(EVENT_COLUMNS) + 1))})"
_INSERT_CHANGE = "INSERT INTO remote_change (arrival, item_key) VALUES (?, ?)"
_PUT_CURSOR = (
    "INSERT INTO remote_stream (stream_id, bench_id, site, last_seq, last_hash) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (stream_id) DO UPDATE SET bench_id = excluded.bench_id, site = excluded.site,"
    " last_seq = excluded.last_seq, last_hash = excluded.last_hash"
)
_LAST_ARRIVAL = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'remote_change'), 0)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to fetch of one stream: everything between the two marks."""

    head: Head
    cursor: Mark

    @property
    def missing(self) -> int:
        """How many events."""
        return self.head.mark.seq - self.cursor.seq


def server_hash_at(server: Server, stream_id: str, seq: int) -> bytes | None:
    """The hash of one event on the server; None when it has none there."""
    found = server.rows(server.reading.hashes, (stream_id, seq - 1, 1))
    return bytes(found[0][1]) if found and found[0][0] == seq else None


class Puller:
    """Keeps mirror.db's copy of other benches' streams equal to the server's."""

    def __init__(self, server: Server, mirror: Mirror) -> None:
        self._server = server
        self._mirror = mirror
        self._state = SyncState(mirror)

    def pull(
        self,
        heads: Mapping[str, Head],
        *,
        own: Mapping[str, Mark],
        leave: frozenset[str],
        moved: Collection[str] | None = None,
        brought: Mapping[str, list[tuple[Any, ...]]] | None = None,
        stopped: Callable[[], bool] = lambda: False,
        progressed: Callable[[int], None] = lambda _: None,
    ) -> int:
        """Fetch all there is; returns how many events were put in or taken out.

        `own` says how far each of our own streams stands in the journal: only what lies beyond is anybody else's. Streams in
        `leave` are not touched. Of the others only those in `moved` are looked at, None is all: the rest stands where `cursors` says.
        `brought` are events that need not be asked for. Raises SyncError; what was stored before stays.
        """
        at_hand = dict(brought or {})
        wanted, changed = self._compare(heads, own, leave, heads if moved is None else {*moved, *own} & heads.keys())
        damaged: list[ServerDamagedError] = []
        while wanted and not stopped():
            batch = _some_of(wanted, self._server.pace)
            found = self._fetch(batch, at_hand)
            fresh, refused, broken = _check(batch, found)
            damaged += broken
            count = self._store(fresh)
            changed += count
            progressed(count)
            again = [_moved_on(one, fresh) for one in batch if one.head.stream_id in fresh]
            for one in refused:
                base = own.get(one.head.stream_id, START)
                changed += self._rewind(one.head, one.cursor, base)
                back = self.cursors().get(one.head.stream_id, base)
                if back.seq < one.cursor.seq:
                    again.append(Wanted(one.head, back))
                else:  # both sides are one up to there: what follows was changed on the server
                    damaged.append(ServerDamagedError(one.head.stream_id, one.cursor.seq + 1))
            done = {one.head.stream_id for one in batch}
            wanted = [one for one in wanted if one.head.stream_id not in done] + [
                one for one in again if one.missing > 0
            ]
            if wanted:
                self._server.pace.was_full()
        if damaged:
            raise damaged[0]
        return changed

    def renew_if_set_back(self, folded: int, mirror_id: str) -> None:
        """Where the bench has folded more of this mirror than is in it, make it another mirror, so that all of it is folded again.

        A power cut may take the file's last transactions, and a copy of a home may hold an older mirror than journal. What comes
        in now would get numbers that the bench takes for folded, and with the next of them nobody could tell any more. `folded`
        has to be read before the mirror is: arrivals only grow.
        """
        if not folded or mirror_id != self._state.get(MIRROR_ID):
            return
        ((last,),) = self._mirror.rows("SELECT coalesce(max(arrival), 0) FROM remote_change")
        if last < folded:
            log.warning("mirror.db was set back: the bench has folded up to %d, it ends at %d", folded, last)
            self._state.put(**{MIRROR_ID: uuid.uuid4().hex})

    def cursors(self) -> dict[str, Mark]:
        """How far mirror.db holds each stream."""
        rows = self._mirror.rows("SELECT stream_id, last_seq, last_hash FROM remote_stream")
        return {stream: Mark(seq, bytes(last)) for stream, seq, last in rows}

    def _compare(
        self, heads: Mapping[str, Head], own: Mapping[str, Mark], leave: frozenset[str], moved: Collection[str]
    ) -> tuple[list[Wanted], int]:
        """What is missing here; a stream that is shorter on the server, or another, is taken back first."""
        cursors = self.cursors()
        wanted, changed = [], 0
        vanished = cursors.keys() - heads.keys() - leave
        if vanished and self._server.rows(_MY_SITE) == [(None,)]:
            raise DisabledError(self._server.address.role)  # they are hidden from us, and not gone
        for stream_id in vanished:
            changed += self._rewind(Head(stream_id, "", "", "", START, closed=False), cursors[stream_id], START)
        for stream_id in moved:
            if stream_id in leave:
                continue
            head = heads[stream_id]
            base = own.get(stream_id, START)
            cursor = max(base, cursors.get(stream_id, base), key=lambda mark: mark.seq)
            if stream_id in own and head.mark.seq <= base.seq and stream_id not in cursors:
                continue  # ours, and nothing of it is anybody else's
            if head.mark.seq < cursor.seq or (head.mark.seq == cursor.seq and head.mark.hash != cursor.hash):
                changed += self._rewind(head, cursor, base)
                cursor = self.cursors().get(stream_id, base)
            if head.mark.seq > cursor.seq:
                wanted.append(Wanted(head, cursor))
        return wanted, changed

    def _fetch(
        self, batch: list[Wanted], at_hand: dict[str, list[tuple[Any, ...]]]
    ) -> dict[str, list[tuple[Any, ...]]]:
        """The next events of each: those at hand, and of streams of which none is, from the server."""
        found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        values: list[object] = []
        for wanted in batch:
            stream_id = wanted.head.stream_id
            rows = _following(wanted.cursor, at_hand.pop(stream_id, ()))
            if rows:
                found[stream_id] = rows
            else:
                values += (stream_id, wanted.cursor.seq, wanted.cursor.seq + self._server.pace.of(ROWS_A_STREAM))
        if values:
            asked = " UNION ALL ".join([self._server.reading.events] * (len(values) // 3))
            with self._server.pace.watched():
                answer = self._server.rows(asked, values)
            for row in answer:
                found[row[0]].append(row)
        for one in found.values():
            one.sort(key=_number)
        return found

    def _store(self, fresh: Mapping[str, tuple[Wanted, list[tuple[Any, ...]]]]) -> int:
        if not fresh:
            return 0
        with self._mirror.transaction() as connection:
            arrival: int = connection.execute(_LAST_ARRIVAL).fetchone()[0]
            count = 0
            for wanted, rows in fresh.values():
                first = arrival + 1
                connection.executemany(_INSERT, [(*row, first + place) for place, row in enumerate(rows)])
                connection.executemany(_INSERT_CHANGE, [(first + place, row[_KEY]) for place, row in enumerate(rows)])
                arrival += len(rows)
                count += len(rows)
                head = wanted.head
                last = rows[-1]
                connection.execute(_PUT_CURSOR, (head.stream_id, head.bench_id, head.site, last[1], last[_HASH]))
        self._mirror.fold()
        return count

    def _rewind(self, head: Head, cursor: Mark, base: Mark) -> int:
        """Take out what the server no longer has, into quarantine; returns how many events that were."""
        stream_id = head.stream_id
        common = common_prefix(
            min(base.seq, head.mark.seq, cursor.seq),
            min(cursor.seq, head.mark.seq),
            lambda seq: self._hash_at(stream_id, seq) == server_hash_at(self._server, stream_id, seq),
        )
        gone = "FROM remote_event WHERE stream_id = ? AND seq > ?"
        with self._mirror.transaction() as connection:
            rows = connection.execute(f"SELECT {', '.join(EVENT_COLUMNS)} {gone} ORDER BY seq", (stream_id, common))
            connection.executemany(  # row by row: it may be a year of a bench
                "INSERT INTO quarantine (stream_id, seq, event_id, item_key, row, why, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((stream_id, row[1], row[2], row[_KEY], _as_json(row), _why(head), utc_text()) for row in rows),
            )
            connection.execute(
                f"INSERT INTO remote_change (item_key) SELECT DISTINCT item_key {gone} ORDER BY item_key",
                (stream_id, common),
            )
            count = connection.execute(f"DELETE {gone}", (stream_id, common)).rowcount
            kept = connection.execute(
                "SELECT hash FROM remote_event WHERE stream_id = ? AND seq = ?", (stream_id, common)
            ).fetchone()
            if kept is None:  # nothing of it is left here: the next batch begins where our own part, or nothing, ends
                connection.execute("DELETE FROM remote_stream WHERE stream_id = ?", (stream_id,))
            else:
                connection.execute(
                    "UPDATE remote_stream SET last_seq = ?, last_hash = ? WHERE stream_id = ?",
                    (common, kept[0], stream_id),
                )
        return count

    def _hash_at(self, stream_id: str, seq: int) -> bytes | None:
        found = self._mirror.rows("SELECT hash FROM remote_event WHERE stream_id = ? AND seq = ?", (stream_id, seq))
        return bytes(found[0][0]) if found else None


def _some_of(wanted: list[Wanted], pace: Pace) -> list[Wanted]:
    """As many streams as fit into one batch; at least one."""
    taken: list[Wanted] = []
    rows = 0
    for one in wanted:
        rows += min(one.missing, pace.of(ROWS_A_STREAM))
        if taken and (rows > pace.of(ROWS_A_BATCH) or len(taken) == STREAMS_A_BATCH):
            break
        taken.append(one)
    return taken


def _number(row: tuple[Any, ...]) -> int:
    return int(row[1])


def _following(cursor: Mark, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Those that follow on the cursor by their numbers, up to the first that is missing."""
    ordered = sorted((row for row in rows if row[1] > cursor.seq), key=_number)
    return [row for seq, row in enumerate(ordered, start=cursor.seq + 1) if row[1] == seq]


_Fresh = dict[str, tuple[Wanted, list[tuple[Any, ...]]]]


def _check(
    batch: Iterable[Wanted], found: Mapping[str, list[tuple[Any, ...]]]
) -> tuple[_Fresh, list[Wanted], list[ServerDamagedError]]:
    """Part what follows on what we have from what does not, and from what was changed on the server."""
    fresh: _Fresh = {}
    refused: list[Wanted] = []
    damaged: list[ServerDamagedError] = []
    for wanted in batch:
        stream_id = wanted.head.stream_id
        rows = found.get(stream_id, [])
        if not rows:
            continue  # the server was taken back between two questions: the next look at the heads will tell
        if bytes(rows[0][_PREV]) != wanted.cursor.hash and rows[0][1] == wanted.cursor.seq + 1:
            refused.append(wanted)
            continue
        good, fault = _sound_part(wanted.cursor, rows)
        if fault is not None:
            damaged.append(ServerDamagedError(stream_id, fault))
        if good:
            fresh[stream_id] = (wanted, good)
    return fresh, refused, damaged


def _sound_part(cursor: Mark, rows: list[tuple[Any, ...]]) -> tuple[list[tuple[Any, ...]], int | None]:
    """The rows up to the first that does not follow, and its number."""
    previous, seq = cursor.hash, cursor.seq
    for place, row in enumerate(rows):
        seq += 1
        if row[1] != seq or row[_PREV] != previous or texts_hash(previous, map(str, row[:_PREV])) != row[_HASH]:
            return rows[:place], seq
        previous = row[_HASH]
    return rows, None


def _moved_on(wanted: Wanted, fresh: _Fresh) -> Wanted:
    last = fresh[wanted.head.stream_id][1][-1]
    return Wanted(wanted.head, Mark(int(last[1]), bytes(last[_HASH])))


def _why(head: Head) -> str:
    return f"the server has this stream only up to {head.mark.seq}, or other events in it"


def _as_json(row: tuple[Any, ...]) -> str:
    values = {
        name: value.hex() if isinstance(value, bytes) else value for name, value in zip(EVENT_COLUMNS, row, strict=True)
    }
    return json.dumps(values, ensure_ascii=False)
