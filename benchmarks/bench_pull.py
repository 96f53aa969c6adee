"""Other benches' events into mirror.db, checked, with their cursor, against a plain SELECT that only reads the same rows.

Both read as a bench's role, through the same kind of connection and in the binary format. The pull ends when the write-ahead log is
folded into the file and on the disk.
"""

import sys
import tempfile
import time
from pathlib import Path

from app.sync.handshake import START
from app.sync.heads import heads
from app.sync.journal import JournalReader
from app.sync.mirror import Mirror
from app.sync.pull import Puller
from app.sync.push import push_stream
from app.sync.server import Server
from benchmarks.central_site import CentralBench, central, make_bench
from benchmarks.measure import Verdict, in_turn, median_ratio, options

BENCHES = 4
EVENTS = 10_000
"""Of each bench."""
ROUNDS = 6
LIMIT = 0.25
_SELECT = (
    "SELECT stream_id, seq, event_id, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body,"
    " prev_hash, hash FROM dockgrade.event"
)


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("pull", quick=quick)
    rounds, events = (2, 500) if quick else (ROUNDS, EVENTS)
    with central() as database, tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number in range(1, BENCHES + 1):
            _send(make_bench(database, folder, number, events))
        reader = make_bench(database, folder, 0, 0)
        server = reader.connect()
        pulls, selects = in_turn(
            rounds,
            lambda number: _pull(server, folder / f"mirror-{number}.db", BENCHES * events),
            lambda _: _select(server, BENCHES * events),
        )
        server.close()
    verdict.tell("events a second, pulled", BENCHES * events / (sorted(pulls)[len(pulls) // 2] / 1e9), "1/s")
    verdict.at_least("rate of pull with durable apply to SELECT", median_ratio(selects, pulls), LIMIT)
    return verdict.exit_code


def _send(bench: CentralBench) -> None:
    server, journal = bench.connect(), JournalReader(bench.journal)
    push_stream(server, journal, bench.stream_id, START, lambda _mark, _count: None)
    server.close()
    journal.close()


def _pull(server: Server, path: Path, expected: int) -> int:
    mirror = Mirror(path)
    mirror.rows("SELECT 1")  # makes the file and its tables
    started = time.perf_counter_ns()
    found = Puller(server, mirror).pull(heads(server), own={}, leave=frozenset())
    mirror.fold(always=True)
    took = time.perf_counter_ns() - started
    mirror.close()
    path.unlink()
    _expect(expected, found)
    return took


def _select(server: Server, expected: int) -> int:
    started = time.perf_counter_ns()
    found = len(server.rows(_SELECT))
    took = time.perf_counter_ns() - started
    _expect(expected, found)
    return took


def _expect(expected: int, found: int) -> None:
    if found != expected:
        raise ValueError(f"Expected {expected} events, got {found}.")


if __name__ == "__main__":
    sys.exit(main())
