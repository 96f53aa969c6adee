"""From the last byte on the serial line to the painted frame, while the bench's agent sends and fetches a large backlog beside it.

As bench_scan_to_paint, with the same limits, on Qt's offscreen platform. But the bench has joined a central database, holds 1,000,000 events
that were never sent and lacks as many of another bench; its window starts the agent as it does every day. Bench and stub work in turn until
the agent has done all of it. The server keeps its files in memory where that can be, and its processes go behind all others (POSIX), since on a site its disk and its
processors are other ones; what it takes of this machine's processors all the same is more than any bench has to bear.
"""

import itertools
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path

from app.settings import Home, load_settings
from app.store.chain import GENESIS, EventRow, chain_hash
from app.sync.central.enrol import enrol
from app.sync.handshake import START
from app.sync.join import join, parse_token
from app.sync.journal import JournalReader
from app.sync.push import push_stream
from app.sync.secret import SecretStore
from app.sync.serve import only_agent
from benchmarks.bench_scan_to_paint import SCANS, Disk, Window, judge, prepare_walk
from benchmarks.central_site import SITE, central, make_bench, put_events, stream_of
from benchmarks.chained_events import Chained
from benchmarks.goods import FULL, QUICK, Goods, goods
from benchmarks.homes import BENCH_ID, make_home
from benchmarks.measure import Verdict, in_turn, options
from benchmarks.shift_events import shift_events
from devices.printers.simulator import PrinterSimulator
from devices.scanners.simulator import PtyScanner
from tests.postgres import Database

EVENTS = 1_000_000
"""Not sent yet, and as many not fetched."""
ROUNDS = 12, 120
"""At least, and at most."""
WARM_UP = 2
_SLICE = 10_000
_START_S = 60
_LAST = 19
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
_MEMORY = Path("/dev/shm")  # the folder that Linux keeps in memory for everybody


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("scan while syncing", quick=quick)
    held = goods(*(QUICK if quick else FULL))
    events, rounds = (2_000, (1, 8)) if quick else (EVENTS, ROUNDS)
    with (
        central(within=_MEMORY if _MEMORY.is_dir() else None) as database,
        tempfile.TemporaryDirectory() as made,
        PrinterSimulator() as printer,
    ):
        folder = Path(made)
        _put_behind(database)
        prepare_walk(folder, held, (rounds[1] + WARM_UP + 1) * SCANS)
        _let_other_bench_work(database, folder, events)
        scanners = PtyScanner(baud=0), PtyScanner(baud=0)
        homes = [
            make_home(folder / name, held, scanner_port=scanner.port, printer_address=printer.address)
            for name, scanner in zip(("bench", "stub"), scanners, strict=True)
        ]
        _own_mirror(homes[0], held)
        _work_shift(homes[0].journal, events)
        _join(homes[0], database)
        _let_disk_rest()
        disk = Disk(folder)
        ours, floors, took = _scan(homes, scanners, folder / "walk", _Work(homes[0], database, events), rounds, disk)
        disk.close()
    judge(verdict, "agent at work", ours, floors, disk)
    verdict.tell("rounds of scans meanwhile", len(ours), "rounds")
    verdict.tell("events sent and fetched in a second meanwhile", 2 * events / took, "1/s")
    return verdict.exit_code


def _put_behind(database: Database) -> None:
    """Let what the server starts from now on run only when nobody else wants a processor."""
    if sys.platform != "win32":
        ((folder,),) = database.psql("SHOW data_directory")
        pid = int(Path(folder, "postmaster.pid").read_text(encoding="utf-8").split()[0])
        os.setpriority(os.PRIO_PROCESS, pid, _LAST)
        group = Path(f"/proc/{pid}/autogroup")  # Linux weighs sessions before it weighs processes
        if group.exists():
            group.write_text(str(_LAST), encoding="utf-8")


def _let_disk_rest() -> None:
    """Gigabytes were written to prepare this; a scan's commit would wait behind them."""
    if sys.platform != "win32":
        os.sync()


def _work_shift(journal: Path, count: int) -> None:
    """Let a bench's stream, empty so far, hold so many events of real work."""
    last = GENESIS
    values = shift_events(stream_of(journal), count)
    while part := list(itertools.islice(values, _SLICE)):
        rows: list[Chained] = []
        for one in part:
            row = EventRow(*one[:12])
            following = chain_hash(last, row)
            rows.append((row, last, following))
            last = following
        put_events(journal, rows)


def _let_other_bench_work(database: Database, folder: Path, events: int) -> None:
    other = make_bench(database, folder, 99, 0)
    _work_shift(other.journal, events)
    with closing(other.connect()) as server, closing(JournalReader(other.journal)) as journal:
        push_stream(server, journal, other.stream_id, START, lambda _mark, _count: None)


def _own_mirror(home: Home, held: Goods) -> None:
    """The agent writes it: no file that other benchmarks read."""
    home.mirror.unlink()
    shutil.copyfile(held.mirror, home.mirror)


def _join(home: Home, database: Database) -> None:
    token = parse_token(enrol(database.url, BENCH_ID, SITE).token)
    join(home, load_settings(home.settings), token, SecretStore(home.secret, {}, use_keyring=False))


class _Work:
    """What the agent has to do, and how much of it is done."""

    def __init__(self, home: Home, database: Database, events: int) -> None:
        self._mirror = home.mirror
        self._database = database
        self._stream_id = stream_of(home.journal)
        self.events = events

    def sent(self) -> int:
        """Events that the server has of the bench."""
        ((seq,),) = self._database.psql(f"SELECT last_seq FROM dockgrade.stream WHERE stream_id = '{self._stream_id}'")
        return int(seq)

    def fetched(self) -> int:
        """Events of the other bench that the mirror holds."""
        with closing(sqlite3.connect(f"{self._mirror.as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT coalesce(sum(last_seq), 0) FROM remote_stream").fetchone()[0])

    def begin(self) -> None:
        """Wait for the agent's first batch."""
        deadline = time.monotonic() + _START_S
        while self.sent() == 0:
            if time.monotonic() > deadline:
                raise RuntimeError(f"The agent has sent nothing in {_START_S} s.")
            time.sleep(0.05)


def _scan(
    homes: list[Home],
    scanners: tuple[PtyScanner, PtyScanner],
    walk: Path,
    work: _Work,
    rounds: tuple[int, int],
    disk: Disk,
) -> tuple[list[list[int]], list[list[int]], float]:
    """Nanoseconds of the bench's scans and of the stub's, round by round; and seconds until the agent was done."""
    with ExitStack() as stack:
        for scanner in scanners:
            stack.callback(scanner.close)
        with only_agent(homes[0]):  # until the windows are warm the bench's own agent waits for its turn
            bench = Window(["bench", str(homes[0].path)], scanners[0], _OFFSCREEN)
            stack.callback(bench.close)
            stub = Window(["stub", str(homes[1].path), str(walk)], scanners[1], _OFFSCREEN)
            stack.callback(stub.close)
            in_turn(WARM_UP, bench.work, stub.work)
        work.begin()
        started = time.monotonic()
        ours: list[list[int]] = []
        floors: list[list[int]] = []
        while not ours or work.fetched() < work.events:
            if len(ours) >= rounds[1]:
                raise RuntimeError(
                    f"The agent has fetched {work.fetched()} of {work.events} events in {rounds[1]} rounds."
                )
            pair = in_turn(2, bench.work, disk.after(stub.work))
            ours += pair[0]
            floors += pair[1]
        took = time.monotonic() - started
    if len(ours) < rounds[0]:
        raise RuntimeError(f"The agent was done after {len(ours)} rounds; {rounds[0]} are too few to judge by.")
    return ours, floors, took


if __name__ == "__main__":
    sys.exit(main())
