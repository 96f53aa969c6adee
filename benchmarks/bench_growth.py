"""Pushing and pulling 10,000, 100,000 and 1,000,000 events of one bench: the cost of one event against that among the first 10,000.

Growth is linear when that stays near 1. How the projector grows is told by bench_project.
"""

import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from app.sync.handshake import START
from app.sync.heads import heads
from app.sync.journal import JournalReader
from app.sync.mirror import Mirror
from app.sync.pull import Puller
from app.sync.push import push_stream
from benchmarks.central_site import CentralBench, central, make_bench
from benchmarks.measure import Verdict, options

SIZES = (10_000, 100_000, 1_000_000)
QUICK = (1_000, 3_000)
WARM_UP = 2_000
LIMIT = 1.5


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("growth", quick=quick)
    sizes = QUICK if quick else SIZES
    with central() as database, tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        first = make_bench(database, folder, 0, WARM_UP)
        _push(first)
        bench = make_bench(database, folder, 1, sizes[-1])
        _judge(verdict, "pushed", _push(bench), sizes)
        reader = make_bench(database, folder, 2, 0)
        _judge(verdict, "pulled", _pull(reader, folder / "mirror.db"), sizes)
    return verdict.exit_code


class _Progress:
    """How long it took until so many events were through."""

    def __init__(self) -> None:
        self._count = 0
        self._steps: list[tuple[int, float]] = []
        self._started = time.perf_counter()

    def more(self, count: int) -> None:
        self._count += count
        self._steps.append((self._count, time.perf_counter() - self._started))

    def cost_us(self, size: int) -> float:
        """Microseconds for one event, among the first `size`."""
        count, seconds = next(step for step in self._steps if step[0] >= size)
        return seconds / count * 1e6


def _push(bench: CentralBench) -> _Progress:
    with closing(bench.connect()) as server, closing(JournalReader(bench.journal)) as journal:
        progress = _Progress()
        push_stream(server, journal, bench.stream_id, START, lambda _mark, count: progress.more(count))
    return progress


def _pull(bench: CentralBench, path: Path) -> _Progress:
    with closing(bench.connect()) as server, closing(Mirror(path)) as mirror:
        mirror.rows("SELECT 1")  # makes the file and its tables
        progress = _Progress()
        Puller(server, mirror).pull(heads(server), own={}, leave=frozenset(), progressed=progress.more)
    return progress


def _judge(verdict: Verdict, what: str, progress: _Progress, sizes: tuple[int, ...]) -> None:
    base = progress.cost_us(sizes[0])
    verdict.tell(f"cost of an event {what}, among {sizes[0]:,}", base, "µs")
    for size in sizes[1:]:
        verdict.at_most(
            f"cost of an event {what}, among {size:,} to {sizes[0]:,}", progress.cost_us(size) / base, LIMIT
        )


if __name__ == "__main__":
    sys.exit(main())
