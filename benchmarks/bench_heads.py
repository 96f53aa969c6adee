"""Asking for the heads of 1,000 streams, as every bench does every second or two, while they move; against a bare round trip.

A bench reads through its own role: row-level security is counted in. Between two questions some of the streams are pushed to, as
500 benches would, so that the table holds the old versions of rows that it holds in life.
"""

import sys
import time
import uuid

import psycopg

from app.sync.arrays import PUSH_V1, accept, push_arrays
from app.sync.central.schema import init
from app.sync.heads import _HEADS  # the very question that the agent asks
from benchmarks.chained_events import batches, chained_events
from benchmarks.measure import MS, Verdict, options, quantile
from tests.postgres import Database, Postgres, join_bench, wheel_binaries

STREAMS = 1_000
QUESTIONS = 400
PUSHED_BETWEEN = 5
LIMIT_MS = 2.0
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("heads", quick=quick)
    questions = 20 if quick else QUESTIONS
    server = Postgres(wheel_binaries())
    try:
        server.start()
        init(server.url())
        heads, trips = _measure(Database(server, "postgres"), questions)
    finally:
        server.remove()
    verdict.at_most(f"heads of {STREAMS} streams, median", quantile(heads, 0.5) / MS, LIMIT_MS, "ms")
    verdict.tell(f"heads of {STREAMS} streams, 99th percentile", quantile(heads, 0.99) / MS, "ms")
    verdict.tell("time of that to a bare round trip", quantile(heads, 0.5) / quantile(trips, 0.5))
    return verdict.exit_code


def _measure(database: Database, questions: int) -> tuple[list[int], list[int]]:
    """Nanoseconds of each question for the heads, and of each bare round trip."""
    streams = [str(uuid.uuid4()) for _ in range(STREAMS)]
    names = {
        stream: "".join(_ALPHABET[(number >> shift) & 31] for shift in (15, 10, 5, 0))
        for number, stream in enumerate(streams)
    }
    bench = join_bench(database, streams=names)
    heads: list[int] = []
    trips: list[int] = []
    events = questions * PUSHED_BETWEEN // STREAMS + 1
    waiting = {stream: [next(batches([event])) for event in chained_events(stream, events)] for stream in streams}
    with (
        psycopg.connect(bench.url, autocommit=True) as writer,
        psycopg.connect(bench.url, autocommit=True) as reader,
    ):
        accept(writer)
        for number in range(questions):
            for offset in range(PUSHED_BETWEEN):
                place = number * PUSHED_BETWEEN + offset
                stream = streams[place % STREAMS]
                writer.execute(PUSH_V1, [uuid.UUID(stream), *push_arrays(waiting[stream][place // STREAMS])])
            started = time.perf_counter_ns()
            rows = reader.execute(_HEADS, binary=True).fetchall()
            heads.append(time.perf_counter_ns() - started)
            assert len(rows) == STREAMS
            started = time.perf_counter_ns()
            reader.execute("SELECT 1").fetchall()
            trips.append(time.perf_counter_ns() - started)
    return heads, trips


if __name__ == "__main__":
    sys.exit(main())
