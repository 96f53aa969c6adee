"""A whole command (parse, decide, commit, picture) against the raw SQLite commit of one row with synchronous=FULL.

Both write to the same disk, in blocks of commands that each end with the folding of the write-ahead log, which is counted in:
the bench does it in idle moments, but it is work all the same. Drawing labels is the print thread's; it is done and reported back between
the commands, and told by itself. The catalogue is read once before, so that what is measured is not how fast a disk finds cold pages of it.
"""

import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from app.bench.runner import FOLD_AFTER
from app.store.engine import connect_writer
from benchmarks.goods import FULL, QUICK, goods
from benchmarks.homes import BareBench, bare_bench, make_home
from benchmarks.inspector import Inspector
from benchmarks.measure import Verdict, median_ratio, options, quantile

BLOCK = FOLD_AFTER
"""The runner folds the log after that many commands without a pause."""
ROUNDS = 24
WARM_UP = 200
LIMIT = 0.25
_BODY = "x" * 400
_PRINTED = "between commands: a label drawn, marked as sending, marked as sent"


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("command", quick=quick)
    rounds, warm_up, block = (2, 20, 20) if quick else (ROUNDS, WARM_UP, BLOCK)
    with tempfile.TemporaryDirectory() as folder:
        home = make_home(Path(folder) / "home", goods(*(QUICK if quick else FULL)))
        _read_through(home.mirror)
        raw = connect_writer(Path(folder) / "raw.db")
        raw.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, key TEXT NOT NULL, body TEXT NOT NULL)")
        with bare_bench(home) as bench:
            shift = _Shift(bench)
            shift.block(warm_up)
            _raw_block(raw, warm_up)
            commands: list[float] = []
            commits: list[float] = []
            for number in range(rounds):
                if number % 2:
                    commits.append(_raw_block(raw, block))
                commands.append(shift.block(block))
                if number % 2 == 0:
                    commits.append(_raw_block(raw, block))
        raw.close()
    verdict.at_least("rate of whole commands to raw commits", median_ratio(commits, commands), LIMIT)
    for kind, times in sorted(shift.times.items()):
        verdict.tell(f"{kind}, median to a raw commit", quantile(times, 0.5) / (quantile(commits, 0.5) / block))
    return verdict.exit_code


def _read_through(path: Path) -> None:
    with path.open("rb") as file:
        while file.read(1 << 20):
            pass


class _Shift:
    """Works commands in blocks; `times` holds nanoseconds by kind of scan."""

    def __init__(self, bench: BareBench) -> None:
        self._bench = bench
        self._inspector = Inspector()
        self.times: dict[str, list[int]] = {}

    def block(self, size: int) -> int:
        """Work so many commands; returns the nanoseconds of the commands and of folding their log."""
        total = 0
        for _ in range(size):
            text = self._inspector.next(self._bench.view)
            started = time.perf_counter_ns()
            outcome = self._bench.scan(text)
            took = time.perf_counter_ns() - started
            total += took
            self.times.setdefault(_kind(text), []).append(took)
            started = time.perf_counter_ns()
            self._bench.printed(outcome)
            if outcome.jobs:
                self.times.setdefault(_PRINTED, []).append(time.perf_counter_ns() - started)
        started = time.perf_counter_ns()
        self._bench.journal.checkpoint()
        return total + time.perf_counter_ns() - started


def _kind(text: str) -> str:
    if text.startswith("CMD-"):
        return text.split("-")[1].lower()
    return {"3": "parcel", "6": "item", "R": "label scanned back", "T": "tote"}.get(text[0], "other")


def _raw_block(connection: sqlite3.Connection, size: int) -> int:
    started = time.perf_counter_ns()
    for _ in range(size):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO event (key, body) VALUES (?, ?)", ("item:0", _BODY))
        connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return time.perf_counter_ns() - started


if __name__ == "__main__":
    sys.exit(main())
