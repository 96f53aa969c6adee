"""The projector on a real PostgreSQL: 10,000, 100,000 and with --million 1,000,000 events, the cost of one event against the smallest size.

Growth is linear when that ratio stays near 1. The events are those of parcels with items that are graded, decided and put into totes, some
undone; the server's own COPY of the same events in one transaction is what the rate is held against.
"""

import argparse
import sys
import time
import uuid

import psycopg

from app.store.tables import EVENT_COLUMNS
from app.sync.central.projecting import project
from app.sync.central.projector import Step
from app.sync.central.schema import init
from app.sync.central.shares import Share
from benchmarks.measure import Verdict
from benchmarks.shift_events import shift_events
from tests.postgres import Postgres, wheel_binaries

SIZES = (10_000, 100_000)
MILLION = 1_000_000
QUICK = (300, 1_500)
STREAMS = 20
GROWTH = 1.5
"""The cost of an event at the largest size against that at the smallest; more would mean that something grows with the whole."""

_COLUMNS = ", ".join(EVENT_COLUMNS)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes: its figures mean nothing")
    parser.add_argument("--million", action="store_true", help="1,000,000 events as well")
    args = parser.parse_args()
    verdict = Verdict("project", quick=args.quick)
    sizes = QUICK if args.quick else (*SIZES, MILLION) if args.million else SIZES
    server = Postgres(wheel_binaries())
    try:
        server.start()
        # The smallest size before and after each larger one: a slow minute of the machine weighs on both.
        small = [_measure(server, verdict, sizes[0])]
        for size in sizes[1:]:
            cost = _measure(server, verdict, size)
            small.append(_measure(server, verdict, sizes[0]))
            around = (small[-2] + small[-1]) / 2
            verdict.at_most(f"cost of an event at {size} to {sizes[0]} events", cost / around, GROWTH)
    finally:
        server.remove()
    return verdict.exit_code


def _measure(server: Postgres, verdict: Verdict, size: int) -> float:
    """Seconds for each event of a projection from zero."""
    name = f"size_{size}"
    server.psql(f"CREATE DATABASE {name}")
    url = server.url(database=name)
    init(url)
    copied = _load(url, size)
    server.psql("VACUUM ANALYZE", name)
    done = 0

    def count(step: object) -> None:
        nonlocal done
        assert isinstance(step, Step)
        done += step.events

    started = time.perf_counter()
    project(url, Share(), count)
    took = time.perf_counter() - started
    if done != size:
        raise ValueError(f"Expected {size} events projected, got {done}.")
    verdict.tell(f"{size} events projected to COPY of the same", took / copied)
    verdict.tell(f"{size} events", size / took, "events a second")
    server.psql(f"DROP DATABASE {name}")
    return took / size


def _load(url: str, size: int) -> float:
    """Put so many events onto the server, as many into each stream; returns the seconds that COPY took."""
    streams = [str(uuid.uuid4()) for _ in range(STREAMS)]
    rows = [
        row
        for number, stream_id in enumerate(streams)
        for row in shift_events(stream_id, size // STREAMS + (number < size % STREAMS))
    ]
    with psycopg.connect(url) as central:
        for number, stream_id in enumerate(streams):
            count = size // STREAMS + (number < size % STREAMS)
            central.execute(
                "INSERT INTO dockgrade.stream (stream_id, bench_id, site, series, pg_role, last_seq, last_hash, last_hlc,"
                " opened_at) VALUES (%s, %s, 'TMP1', %s, 'bench', %s, %s, 0, now())",
                (stream_id, f"B{number:02d}", f"S{number:03d}", count, bytes(32)),
            )
        central.commit()
        started = time.perf_counter()
        statement = f"COPY dockgrade.event ({_COLUMNS}, site, received_at) FROM STDIN"
        with central.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row((*row, "TMP1", "2026-11-01T00:00:00Z"))
        central.commit()
        return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
