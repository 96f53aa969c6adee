"""Simulated benches: what the agents of many benches do on one server, in a few processes of their own.

Real are the server, and for each bench its role, its stream, its connection and its mirror.db on the disk: what an agent does in a
round (`Session.round`: looks at the server, compares, fetches, checks, stores) and when the bench has recorded something
(`Session.push`) runs through the agent's own code, as often as an agent does it. All of it shares the cores of this machine.

Simulated are the journal, which is in memory, so that nobody looks at it four times a second and the moment of the next look is
reckoned; the agents' own processes, of which each of ours holds many, in threads that serve some fifteen agents each and take one job
after the other; what an agent tells its bench (status lines, and their copy in mirror.db). Each agent has connected and been through
two rounds before the clock starts, for the server's process behind a new connection has to read the catalogue and make its plans once,
and five hundred of them do not begin in one second of a day. What the first event of each costs the server in that way is counted.
"""

import itertools
import math
import multiprocessing
import random
import time
import uuid
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal, cast

from app.store.chain import GENESIS
from app.sync.agent import LOOK_AT_HEADS_S, LOOK_AT_JOURNAL_S
from app.sync.handshake import Mark
from app.sync.journal import JournalReader, LocalStream
from app.sync.mirror import Mirror
from app.sync.server import Server, connect
from app.sync.session import Counts, Session
from benchmarks.central_site import series
from benchmarks.chained_events import chained_events
from tests.postgres import Database, join_bench

PROCESSES = 4
"""More than a machine of two cores has, so that no interpreter's lock is what is measured."""
_LANES = 8
"""Threads of a process. A bench always runs in the same one, as SQLite wants it."""
_ROUNDS_BEFORE = 2
_LEAD_S = 1.0
"""Between the word to all processes and the beginning."""


@dataclass(frozen=True, slots=True)
class Place:
    """A bench that has joined, as its process is told of it."""

    number: int
    bench_id: str
    site: str
    stream_id: str
    url: str


@dataclass(slots=True)
class Outcome:
    """What became of the events.

    Attributes:
        delays: seconds from recording each event to its acknowledgement.
        recorded: when each event was recorded, by stream and number, in time.monotonic.
        seen: when another bench of the site had stored it, likewise.
        late: seconds after the end of the time when the last job was done.
    """

    delays: list[float] = field(default_factory=list)
    recorded: dict[tuple[str, int], float] = field(default_factory=dict)
    seen: list[tuple[str, int, float]] = field(default_factory=list)
    late: float = 0.0

    def add(self, other: "Outcome") -> None:
        """Put another process's beside it."""
        self.delays += other.delays
        self.recorded |= other.recorded
        self.seen += other.seen
        self.late = max(self.late, other.late)

    def shown_after(self) -> list[float]:
        """Seconds from recording each event to its being stored at another bench of the site, for each of them."""
        return [at - self.recorded[stream_id, seq] for stream_id, seq, at in self.seen]


def join_all(database: Database, count: int, benches_a_site: int) -> list[Place]:
    """Enrol so many benches, each of which joins with an empty stream."""
    places = []
    for number in range(count):
        stream_id, bench_id, site = str(uuid.uuid4()), f"B{number}", f"S{number // benches_a_site}"
        joined = join_bench(database, bench_id, site, {stream_id: series(number)})
        places.append(Place(number, bench_id, site, stream_id, joined.url))
    return places


def work(places: Sequence[Place], folder: Path, seconds: float, events_a_minute: float) -> Outcome:
    """Let all of them record at random moments, and their agents do what they do, each in its own rhythm, in real time."""
    spawn = multiprocessing.get_context("spawn")
    running = []
    for number in range(PROCESSES):
        ours, theirs = spawn.Pipe()
        given = (places[number::PROCESSES], folder, seconds, events_a_minute, number, theirs)
        process = spawn.Process(target=_serve, args=given)
        process.start()
        theirs.close()
        running.append((process, ours))
    for _, pipe in running:
        pipe.recv()
    begin = time.monotonic() + _LEAD_S
    for _, pipe in running:
        pipe.send(begin)
    outcome = Outcome()
    for process, pipe in running:
        outcome.add(pipe.recv())
        process.join()
    return outcome


class _Journal:
    """In place of a JournalReader: one stream, in memory."""

    def __init__(self, place: Place) -> None:
        self.recorded: dict[tuple[str, int], float] = {}
        self.unacknowledged: deque[tuple[int, float]] = deque()
        self._place = place
        self._rows: list[tuple[Any, ...]] = []

    @property
    def _last(self) -> Mark:
        return Mark(len(self._rows), self._rows[-1][-1]) if self._rows else Mark(0, GENESIS)

    def record(self, at: float) -> None:
        """Record an event; `at` is the moment, of time.monotonic."""
        last, stream_id = self._last, self._place.stream_id
        ((row, prev, own),) = chained_events(stream_id, 1, follows=(last.seq, last.hash))
        self._rows.append((*astuple(row), prev, own))
        self.recorded[stream_id, row.seq] = at
        self.unacknowledged.append((row.seq, at))

    def streams(self) -> tuple[LocalStream, ...]:
        place = self._place
        return (LocalStream(place.stream_id, place.bench_id, place.site, series(place.number), True, self._last),)

    def numbering(self) -> None:
        return None

    def folded(self) -> tuple[int, str]:
        return 0, ""

    def hash_at(self, _stream_id: str, seq: int) -> bytes | None:
        if seq == 0:
            return GENESIS
        return cast("bytes", self._rows[seq - 1][-1]) if seq <= len(self._rows) else None

    def batch(self, _stream_id: str, after: int, limit: int, _max_bytes: int) -> list[tuple[Any, ...]]:
        return self._rows[after : after + limit]


class _Bench:
    """One bench and its agent."""

    def __init__(self, place: Place, folder: Path) -> None:
        self.delays: list[float] = []
        self.journal = _Journal(place)
        self._stream_id = place.stream_id
        self._mirror = Mirror(folder / f"mirror-{place.number}.db")
        self._server = connect(place.url, None)
        self._counts = Counts()
        self._stored: list[tuple[int, float]] = []
        journal = cast("JournalReader", self.journal)
        self._session = Session(self._server, journal, self._mirror, another=_nowhere, counts=self._counts)
        self._session.begin()
        for _ in range(_ROUNDS_BEFORE):
            self.look()

    def push(self) -> None:
        """What the agent does when it has seen that the journal has grown."""
        self._session.push()
        self._note()

    def look(self) -> None:
        """What the agent does once a second."""
        problem = self._session.round()
        if problem is not None:
            raise problem
        self._note()

    def _note(self) -> None:
        now = time.monotonic()
        acked = self._session.acks.of(self._stream_id).seq
        waiting = self.journal.unacknowledged
        while waiting and waiting[0][0] <= acked:
            self.delays.append(now - waiting.popleft()[1])
        if not self._stored or self._stored[-1][0] != self._counts.pulled:
            self._stored.append((self._counts.pulled, now))

    def close(self) -> Outcome:
        """End; returns what became of its events and of the others'."""
        moments = iter(self._stored)
        count, at = next(moments)
        seen = []
        rows = self._mirror.rows("SELECT stream_id, seq FROM remote_event ORDER BY arrival")
        for place, (stream_id, seq) in enumerate(rows, start=1):
            while count < place:
                count, at = next(moments)
            seen.append((stream_id, seq, at))
        self._server.close()
        self._mirror.close()
        return Outcome(self.delays, self.journal.recorded, seen)


def _nowhere() -> Server:
    raise ValueError("Expected no feed to load, got one.")


@dataclass(frozen=True, slots=True)
class _Job:
    """What happens so many seconds after the beginning."""

    at: float
    bench: int
    what: Literal["record", "push", "look"]


class _Lane:
    """A thread and its benches, one job after the other."""

    def __init__(self, places: Sequence[Place], folder: Path) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._benches: list[_Bench] = []
        self._places, self._folder = places, folder

    def connect(self) -> Any:
        return self._thread.submit(lambda: self._benches.extend(_Bench(place, self._folder) for place in self._places))

    def work(self, begin: float, seconds: float, agenda: Sequence[_Job]) -> Any:
        return self._thread.submit(self._work, begin, seconds, agenda)

    def _work(self, begin: float, seconds: float, agenda: Sequence[_Job]) -> Outcome:
        for job in agenda:
            at, bench = begin + job.at, self._benches[job.bench]
            time.sleep(max(0.0, at - time.monotonic()))
            if job.what == "record":
                bench.journal.record(at)
            elif job.what == "push":
                bench.push()
            else:
                bench.look()
        outcome = Outcome(late=max(0.0, time.monotonic() - begin - seconds))
        for bench in self._benches:
            outcome.add(bench.close())
        self._thread.shutdown(wait=False)
        return outcome


def _agenda(benches: int, seconds: float, events_a_minute: float, draw: random.Random) -> list[_Job]:
    """Everything that so many benches and their agents do."""
    jobs: list[_Job] = []
    for bench in range(benches):
        phase = draw.uniform(0, LOOK_AT_JOURNAL_S)
        for _ in range(round(seconds * events_a_minute / 60)):
            at = draw.uniform(0, seconds - LOOK_AT_JOURNAL_S)
            looked_at = phase + LOOK_AT_JOURNAL_S * max(0, math.ceil((at - phase) / LOOK_AT_JOURNAL_S))
            jobs += _Job(at, bench, "record"), _Job(looked_at, bench, "push")
        looks = itertools.count(draw.uniform(0, LOOK_AT_HEADS_S), LOOK_AT_HEADS_S)
        jobs += (_Job(at, bench, "look") for at in itertools.takewhile(lambda at: at < seconds, looks))
    return sorted(jobs, key=lambda job: job.at)


def _serve(
    places: Sequence[Place],
    folder: Path,
    seconds: float,
    events_a_minute: float,
    seed: int,
    parent: "Connection[Any, Any]",
) -> None:
    """One of the processes: connects its benches, says so, waits for the moment of the beginning, works, tells the outcome."""
    draw = random.Random(seed)
    dealt = [places[number::_LANES] for number in range(_LANES)]
    lanes = [_Lane(ours, folder) for ours in dealt]
    for connected in [lane.connect() for lane in lanes]:
        connected.result()
    agendas = [_agenda(len(ours), seconds, events_a_minute, draw) for ours in dealt]
    parent.send("ready")
    begin = parent.recv()
    working = [lane.work(begin, seconds, agenda) for lane, agenda in zip(lanes, agendas, strict=True)]
    outcome = Outcome()
    for one in working:
        outcome.add(one.result())
    parent.send(outcome)
