"""500 benches of 10 events a minute each on one server, then 8 hours of backlog from 100 benches at once.

What is real in the fleet and what is simulated stands in benchmarks/fleet.py; server and benches share the cores of this machine. An
event is acknowledged when the server has committed it. The time runs from the moment it is recorded, so it holds the wait until the
agent looks at the journal again.

The backlog lies in 100 journals on the disk and is sent by the agent's code on 100 connections. `--minutes` lets the fleet work longer
than the one minute that it works by default, 480 for a whole shift.
"""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from app.sync.handshake import START, Mark
from app.sync.journal import JournalReader
from app.sync.push import push_stream
from app.sync.server import Server
from benchmarks.central_site import CentralBench, central, make_bench
from benchmarks.fleet import join_all, work
from benchmarks.measure import Verdict, quantile
from tests.postgres import Database

BENCHES = 500
BENCHES_A_SITE = 20
EVENTS_A_MINUTE = 10
MINUTES = 1.0
LIMIT_S = 1.0
SHOWN_LIMIT_S = 3.0
BACKLOG_BENCHES = 100
BACKLOG_HOURS = 8.0
_HEADROOM = 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes: its figures mean nothing")
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, help=f"how long the fleet works; {MINUTES:g} if not told"
    )
    asked = parser.parse_args()
    verdict = Verdict("fleet", quick=asked.quick)
    _allow_files()
    benches, minutes, events_a_minute = (20, 0.05, 60) if asked.quick else (BENCHES, asked.minutes, EVENTS_A_MINUTE)
    with central(connections=benches + _HEADROOM) as database, tempfile.TemporaryDirectory() as made:
        _measure_fleet(verdict, database, Path(made), benches, minutes, events_a_minute)
    benches, hours = (5, 0.25) if asked.quick else (BACKLOG_BENCHES, BACKLOG_HOURS)
    with central(connections=benches + _HEADROOM) as database, tempfile.TemporaryDirectory() as made:
        _measure_backlog(verdict, database, Path(made), benches, hours)
    return verdict.exit_code


def _allow_files() -> None:
    """Each bench has a connection and a mirror.db with its log: more files than a process may open on some systems."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _measure_fleet(
    verdict: Verdict, database: Database, folder: Path, count: int, minutes: float, events_a_minute: int
) -> None:
    outcome = work(join_all(database, count, BENCHES_A_SITE), folder, minutes * 60, events_a_minute)
    shown_after = outcome.shown_after()
    verdict.tell("events acknowledged", len(outcome.delays), "events")
    verdict.tell("events fetched by the others of the site", len(shown_after), "events")
    verdict.tell("acknowledged after, median", quantile(outcome.delays, 0.5), "s")
    verdict.at_most(f"{count} benches, acknowledged after, p99", quantile(outcome.delays, 0.99), LIMIT_S, "s")
    verdict.at_most("stored at the others after, p99", quantile(shown_after, 0.99), SHOWN_LIMIT_S, "s")
    verdict.tell("behind the agenda at the end", outcome.late, "s")


def _measure_backlog(verdict: Verdict, database: Database, folder: Path, count: int, hours: float) -> None:
    events = round(hours * 60 * EVENTS_A_MINUTE)
    benches = [make_bench(database, folder, number, events) for number in range(count)]
    servers = [bench.connect() for bench in benches]
    started = time.perf_counter()
    with ThreadPoolExecutor(count) as agents:
        heads = list(agents.map(_drain, benches, servers))
    took = time.perf_counter() - started
    for server in servers:
        server.close()
    if any(head.seq != events for head in heads):
        raise ValueError(f"Expected {events} acknowledged events of each bench, got {min(head.seq for head in heads)}.")
    verdict.tell(f"backlog of {hours:g} hours from {count} benches drained", took, "s")
    verdict.tell("events a second, drained", count * events / took, "1/s")
    verdict.tell("rate of draining to recording", hours * 3600 / took)


def _drain(bench: CentralBench, server: Server) -> Mark:
    with closing(JournalReader(bench.journal)) as journal:
        return push_stream(server, journal, bench.stream_id, START, lambda _mark, _count: None)


if __name__ == "__main__":
    sys.exit(main())
