"""100,000 events of one bench to the centre, against PouchDB replicating the same documents to express-pouchdb, both on this machine.

Both sides begin with what lies on the disk, journal or PouchDB, and send in batches of 1,000; both servers store on the same disk.
Without Node.js and npm only our own side is measured, and the exit code is 3; the quick mode never asks for them.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.store.tables import EVENT_COLUMNS
from app.sync.handshake import START
from app.sync.journal import JournalReader
from app.sync.push import MAX_BYTES, MAX_ROWS, push_stream
from benchmarks.central_site import CentralBench, central, make_bench
from benchmarks.measure import Verdict, in_turn, median_ratio, options
from tests.postgres import Database

EVENTS = 100_000
ROUNDS = 2
LIMIT = 8
NO_PEER = 3
"""Exit code when there is nothing to compare with."""
_NODE = Path(__file__).resolve().parent / "node"


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("backlog", quick=quick)
    node = None if quick else shutil.which("node")
    rounds, events = (1, 2_000) if quick else (ROUNDS, EVENTS)
    with central() as database, tempfile.TemporaryDirectory() as made:
        sides = _Sides(database, Path(made), events)
        if node is None or not _packages():
            verdict.tell("events a second, pushed", events / sides.push(0), "1/s")
            verdict.tell("time of a push to only reading the journal", sides.pushed_to_read)
            if quick:
                return verdict.exit_code
            print("backlog: no Node.js or no npm, so there is no PouchDB to compare with", flush=True)
            return NO_PEER
        ours, theirs = in_turn(rounds, sides.push, lambda number: sides.replicate(node, number))
    verdict.tell("events a second, pushed", events / min(ours), "1/s")
    verdict.tell("time of a push to only reading the journal", sides.pushed_to_read)
    verdict.tell("documents a second, replicated by PouchDB", events / min(theirs), "1/s")
    verdict.at_least("rate of push to PouchDB", median_ratio(theirs, ours), LIMIT)
    return verdict.exit_code


def _packages() -> bool:
    """Install the peer's packages as the lock names them, where they are not; False without npm."""
    if (_NODE / "node_modules" / ".package-lock.json").exists():
        return True
    npm = shutil.which("npm")
    if npm is None:
        return False
    subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=_NODE, check=True, stdout=subprocess.DEVNULL)
    return True


class _Sides:
    """The same number of events either way, each round from the beginning; seconds.

    Attributes:
        pushed_to_read: time of the last push, held against that of reading its events in the same batches.
    """

    pushed_to_read = 0.0

    def __init__(self, database: Database, folder: Path, events: int) -> None:
        self._database = database
        self._folder = folder
        self._events = events

    def push(self, number: int) -> float:
        bench = make_bench(self._database, self._folder, number, self._events)
        server = bench.connect()
        with closing(server), closing(JournalReader(bench.journal)) as journal:
            started = time.perf_counter()
            head = push_stream(server, journal, bench.stream_id, START, lambda _mark, _count: None)
            took = time.perf_counter() - started
            for after in range(0, self._events, MAX_ROWS):
                journal.batch(bench.stream_id, after, MAX_ROWS, MAX_BYTES)
            self.pushed_to_read = took / (time.perf_counter() - started - took)
        if head.seq != self._events:
            raise ValueError(f"Expected {self._events} acknowledged events, got {head.seq}.")
        return took

    def replicate(self, node: str, number: int) -> float:
        folder = self._folder / f"pouch-{number}"
        (folder / "served").mkdir(parents=True)
        bench = make_bench(self._database, self._folder, 100 + number, self._events)
        with _express(node, folder / "served") as port:
            documents = "".join(_documents(bench, self._events))
            done = subprocess.run(
                [node, str(_NODE / "replicate.js"), str(folder), str(port)],
                cwd=_NODE,
                input=documents,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return float(json.loads(done.stdout)["seconds"])


def _documents(bench: CentralBench, events: int) -> Iterator[str]:
    """Each event as a JSON line with all its columns, the two hashes in hexadecimal."""
    with closing(JournalReader(bench.journal)) as journal:
        for after in range(0, events, MAX_ROWS):
            for row in journal.batch(bench.stream_id, after, MAX_ROWS, 1 << 30):
                values = [value.hex() if isinstance(value, bytes) else value for value in row]
                document = dict(zip(EVENT_COLUMNS, values, strict=True))
                yield json.dumps({"_id": f"{bench.stream_id}-{document['seq']:09d}", **document}) + "\n"


@contextmanager
def _express(node: str, folder: Path) -> Iterator[int]:
    """An express-pouchdb as long as the `with` lasts; its port."""
    process = subprocess.Popen(
        [node, str(_NODE / "server.js"), str(folder)], cwd=_NODE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate()


if __name__ == "__main__":
    sys.exit(main())
