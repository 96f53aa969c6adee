"""Asking what is new in 1,000 streams, as every bench does every second, while they move; against a bare round trip.

A bench asks through its own role, and the agent's own code packs the question and reads the answer. All streams but one are other
benches'. Between two questions some of the streams are pushed to, as 500 benches would, so that the table holds the old versions of
rows that it holds in life; the next question brings their events, and the one after it, which has the limit, finds nothing new. Beside
them stands the list of all heads, which the agent reads once for each connection, and each second from a server of the release before.
"""

import sys
import time
import uuid

import psycopg

from app.sync.arrays import PUSH_V1, accept, push_arrays
from app.sync.central.schema import init
from app.sync.handshake import Mark
from app.sync.news import NEWS_SINCE, Lookout
from app.sync.reading import OF_TABLES
from app.sync.server import connect
from benchmarks.central_site import series
from benchmarks.chained_events import batches, chained_events
from benchmarks.measure import MS, Verdict, options, quantile
from tests.postgres import Database, Postgres, join_bench, wheel_binaries

STREAMS = 1_000
QUESTIONS = 400
PUSHED_BETWEEN = 5
LIMIT_MS = 2.0


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("heads", quick=quick)
    questions = 20 if quick else QUESTIONS
    server = Postgres(wheel_binaries())
    try:
        server.start()
        init(server.url())
        news, quiet, heads, trips = _measure(Database(server, "postgres"), questions)
    finally:
        server.remove()
    verdict.at_most(f"nothing new in {STREAMS} streams, median", quantile(quiet, 0.5) / MS, LIMIT_MS, "ms")
    verdict.tell("99th percentile of that", quantile(quiet, 0.99) / MS, "ms")
    verdict.tell("time of that to a bare round trip", quantile(quiet, 0.5) / quantile(trips, 0.5))
    verdict.tell(f"news in {PUSHED_BETWEEN} of them, with the events, median", quantile(news, 0.5) / MS, "ms")
    verdict.at_most(f"heads of {STREAMS} streams, median", quantile(heads, 0.5) / MS, LIMIT_MS, "ms")
    return verdict.exit_code


def _measure(database: Database, questions: int) -> tuple[list[int], ...]:
    """Nanoseconds of each question that brings news, of each that brings none, of each for all heads, and of each bare round trip."""
    streams = [str(uuid.uuid4()) for _ in range(STREAMS)]
    writing = join_bench(database, "B01", streams={stream: series(number) for number, stream in enumerate(streams)})
    reading = join_bench(database, "B02", streams={str(uuid.uuid4()): series(STREAMS)})
    held: dict[str, Mark] = {}
    news: list[int] = []
    quiet: list[int] = []
    heads: list[int] = []
    trips: list[int] = []
    events = questions * PUSHED_BETWEEN // STREAMS + 1
    waiting = {stream: [next(batches([event])) for event in chained_events(stream, events)] for stream in streams}
    reader = connect(reading.url, None)
    lookout = Lookout(reader)
    lookout.schema_version = NEWS_SINCE
    lookout.look(held)
    with psycopg.connect(writing.url, autocommit=True) as writer:
        accept(writer)
        for number in range(questions):
            moved = {}
            for offset in range(PUSHED_BETWEEN):
                place = number * PUSHED_BETWEEN + offset
                stream = streams[place % STREAMS]
                writer.execute(PUSH_V1, [uuid.UUID(stream), *push_arrays(waiting[stream][place // STREAMS])])
                moved[stream] = place // STREAMS + 1
            started = time.perf_counter_ns()
            found = lookout.look(held)
            news.append(time.perf_counter_ns() - started)
            assert {stream: len(rows) for stream, rows in found.rows.items()} == dict.fromkeys(moved, 1)
            held.update((stream, found.heads[stream].mark) for stream in moved)
            started = time.perf_counter_ns()
            found = lookout.look(held)
            quiet.append(time.perf_counter_ns() - started)
            assert not found.moved
            started = time.perf_counter_ns()
            rows = reader.rows(OF_TABLES.heads)
            heads.append(time.perf_counter_ns() - started)
            assert len(rows) == STREAMS + 1
            started = time.perf_counter_ns()
            reader.rows("SELECT 1")
            trips.append(time.perf_counter_ns() - started)
    reader.close()
    return news, quiet, heads, trips


if __name__ == "__main__":
    sys.exit(main())
