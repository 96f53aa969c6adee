"""Simulated benches: what the agents of many benches do on one server, in one process.

Each has a role, a stream, a connection and a mirror.db of its own; pushing, asking for heads and fetching run through the agent's own
code. What is simulated: the agents share this process, each thread serving some twenty; the journal is in memory, and a look at it costs
nothing.
"""

import itertools
import math
import random
import time
import uuid
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Literal, cast

from app.store.chain import GENESIS
from app.sync.agent import LOOK_AT_HEADS_S, LOOK_AT_JOURNAL_S
from app.sync.handshake import START
from app.sync.heads import heads
from app.sync.journal import JournalReader
from app.sync.mirror import Mirror
from app.sync.pull import Puller
from app.sync.push import push_stream
from app.sync.server import connect
from benchmarks.central_site import series
from benchmarks.chained_events import chained_events
from tests.postgres import Database, join_bench

_LANES = 24
"""Threads. A bench always runs in the same one, as SQLite wants it."""


class FleetBench:
    """One bench and its agent.

    Attributes:
        delays: seconds from recording each event to its acknowledgement.
        fetched: other benches' events.
    """

    def __init__(self, database: Database, folder: Path, number: int, site: str) -> None:
        self.delays: list[float] = []
        self.fetched = 0
        self._stream_id = str(uuid.uuid4())
        joined = join_bench(database, f"B{number}", site, {self._stream_id: series(number)})
        self._server = connect(joined.url, None)
        self._mirror = Mirror(folder / f"mirror-{number}.db")
        self._puller = Puller(self._server, self._mirror)
        self._unsent: deque[tuple[float, tuple[Any, ...]]] = deque()
        self._last = (0, GENESIS)
        self._acked = START

    def record(self, at: float) -> None:
        """Record an event; `at` is the moment, of time.monotonic."""
        ((row, prev, own),) = chained_events(self._stream_id, 1, follows=self._last)
        self._last = (row.seq, own)
        self._unsent.append((at, (*astuple(row), prev, own)))

    def batch(self, _stream_id: str, _after: int, limit: int, _max_bytes: int) -> list[tuple[Any, ...]]:
        """In place of JournalReader.batch."""
        return [row for _, row in itertools.islice(self._unsent, limit)]

    def push(self) -> None:
        """Send what is unsent."""

        def acknowledged(_mark: object, count: int) -> None:
            now = time.monotonic()
            self.delays.extend(now - self._unsent.popleft()[0] for _ in range(count))

        journal = cast("JournalReader", self)
        self._acked = push_stream(self._server, journal, self._stream_id, self._acked, acknowledged)

    def look(self) -> None:
        """Ask for the heads, and fetch what the others have done."""
        own = {self._stream_id: self._acked}
        self.fetched += self._puller.pull(heads(self._server), own=own, leave=frozenset(own))

    def close(self) -> None:
        """End."""
        self._server.close()
        self._mirror.close()


@dataclass(frozen=True, slots=True)
class _Job:
    """What happens so many seconds after the beginning."""

    at: float
    bench: FleetBench
    what: Literal["record", "push", "look"]


def work(benches: Sequence[FleetBench], seconds: float, events_a_minute: float, seed: int = 1) -> float:
    """Let all of them record at random moments, and their agents do what they do, each in its own rhythm, in real time; then close them.

    Returns how many seconds later than `seconds` the last of it was done.
    """
    draw = random.Random(seed)
    agenda: list[_Job] = []
    for bench in benches:
        phase = draw.uniform(0, LOOK_AT_JOURNAL_S)
        for _ in range(round(seconds * events_a_minute / 60)):
            at = draw.uniform(0, seconds - LOOK_AT_JOURNAL_S)
            looked_at = phase + LOOK_AT_JOURNAL_S * max(0, math.ceil((at - phase) / LOOK_AT_JOURNAL_S))
            agenda += _Job(at, bench, "record"), _Job(looked_at, bench, "push")
        at = draw.uniform(0, LOOK_AT_HEADS_S)
        while at < seconds:
            agenda.append(_Job(at, bench, "look"))
            at += LOOK_AT_HEADS_S
    agenda.sort(key=lambda job: job.at)
    with ExitStack() as stack:
        lanes = [stack.enter_context(ThreadPoolExecutor(1)) for _ in range(_LANES)]
        lane_of = {id(bench): lanes[number % _LANES] for number, bench in enumerate(benches)}
        for bench in benches:
            stack.callback(lane_of[id(bench)].submit, bench.close)
        begin = time.monotonic()
        running = []
        for job in agenda:
            at = begin + job.at
            time.sleep(max(0.0, at - time.monotonic()))
            if job.what == "record":
                job.bench.record(at)
            else:
                what = job.bench.push if job.what == "push" else job.bench.look
                running.append(lane_of[id(job.bench)].submit(what))
        for one in running:
            one.result()
        return max(0.0, time.monotonic() - begin - seconds)
