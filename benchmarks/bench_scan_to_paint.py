"""From the last byte on the serial line to the painted frame, the result durable, a million products loaded.

The floor is the same window, fed from the same kind of line, with a stub in place of runner and store that has the picture
ready: so the ratio is the price of deciding and of durability. Both windows are open all the time and work in turn, parcel by
parcel. Measured on Qt's offscreen platform and, where Xvfb is installed, in a real X window.
"""

import os
import pickle
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.labels.maker import encode
from app.settings import Home
from app.store.engine import connect_writer
from benchmarks.goods import FULL, QUICK, Goods, goods
from benchmarks.homes import bare_bench, make_home, walk
from benchmarks.inspector import Inspector
from benchmarks.measure import MS, Verdict, in_turn, options, quantile
from benchmarks.paint_window import Step
from devices.printers.simulator import PrinterSimulator
from devices.scanners.simulator import PtyScanner
from tests.x_server import screen

ROUNDS = 20
WARM_UP = 2
SCANS = 20
PAUSE_S = (0.03, 0.09)
FRAME_MS = 1000 / 60
_ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("scan to paint", quick=quick)
    held = goods(*(QUICK if quick else FULL))
    rounds, warm_up = (1, 1) if quick else (ROUNDS, WARM_UP)
    _measure(verdict, "offscreen", {"QT_QPA_PLATFORM": "offscreen"}, held, rounds, warm_up)
    if shutil.which("Xvfb") is None:
        print("scan to paint: no Xvfb, no real window")
    elif not quick:
        with screen(1280, 800) as display:
            _measure(verdict, "X window", {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}, held, rounds, warm_up)
    return verdict.exit_code


def _measure(verdict: Verdict, where: str, environment: dict[str, str], held: Goods, rounds: int, warm_up: int) -> None:
    with tempfile.TemporaryDirectory() as made, PrinterSimulator() as printer:
        folder = Path(made)
        prepare_walk(folder, held, (rounds + warm_up + 1) * SCANS)
        scanners = PtyScanner(baud=0), PtyScanner(baud=0)
        homes = [
            make_home(folder / name, held, scanner_port=scanner.port, printer_address=printer.address)
            for name, scanner in zip(("bench", "stub"), scanners, strict=True)
        ]
        bench = Window(["bench", str(homes[0].path)], scanners[0], environment)
        stub = Window(["stub", str(homes[1].path), str(folder / "walk")], scanners[1], environment)
        disk = Disk(folder)
        try:
            in_turn(warm_up, bench.work, stub.work)
            ours, floors = in_turn(rounds, bench.work, disk.after(stub.work))
        finally:
            for end in (bench, stub, *scanners, disk):
                end.close()
    judge(verdict, where, ours, floors, disk)


def judge(verdict: Verdict, where: str, ours: list[list[int]], floors: list[list[int]], disk: "Disk") -> None:
    """Hold the times of the bench, round by round in nanoseconds, against the stub's."""
    taken = [ns for block in ours for ns in block]
    floor = [ns for block in floors for ns in block]
    verdict.at_most(f"{where}, median to the stub", quantile(taken, 0.5) / quantile(floor, 0.5), 2)
    verdict.at_most(f"{where}, p99 to the stub", quantile(taken, 0.99) / quantile(floor, 0.99), 3)
    verdict.tell(f"{where}, the stub's own p99", quantile(floor, 0.99) / MS, "ms")
    verdict.tell(f"{where}, a bare commit on the same disk, p99", quantile(disk.times, 0.99) / MS, "ms")
    verdict.at_most(f"{where}, p99", quantile(taken, 0.99) / MS, FRAME_MS, "ms")


class Disk:
    """What the stub does without: bare commits in the same folder, so that a disk that stops now and then is not taken for a slow bench.

    Attributes:
        times: nanoseconds of each.
    """

    def __init__(self, folder: Path) -> None:
        self.times: list[int] = []
        self._connection = connect_writer(folder / "bare.db")
        self._connection.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)")

    def after(self, work: Callable[[int], list[int]]) -> Callable[[int], list[int]]:
        """A round of the stub, then as many bare commits, as far from one another as scans are."""

        def both(number: int) -> list[int]:
            times = work(number)
            for _ in times:
                time.sleep(PAUSE_S[0])
                started = time.perf_counter_ns()
                self._connection.execute("INSERT INTO event (body) VALUES (?)", ("x" * 400,))
                self.times.append(time.perf_counter_ns() - started)
            return times

        return both

    def close(self) -> None:
        """End."""
        self._connection.close()


def prepare_walk(folder: Path, held: Goods, scans: int) -> None:
    """Walk without a window and keep every picture in `folder`/walk; the first step is the picture before the first scan."""
    home: Home = make_home(folder / "prepared", held)
    steps: list[Step] = []
    with bare_bench(home) as bench:
        steps.append(Step("", bench.view, None))
        for text, view in walk(bench, Inspector(), held.returns):
            item = view.item
            label = None
            if item is not None and item.label_state is not None:
                found = bench.journal.connection.execute(
                    "SELECT document FROM print_job WHERE item_id = ? ORDER BY job DESC", (item.item_id,)
                ).fetchone()
                known = next(
                    (s.label for s in reversed(steps[-6:]) if s.view.item and s.view.item.lpn == item.lpn), None
                )
                label = known or encode(found[0], "png")
            steps.append(Step(text, view, label))
            if len(steps) > scans:
                break
    (folder / "walk").write_bytes(pickle.dumps(steps))


class Window:
    """A paint_window in its process and the scanner at its line."""

    def __init__(self, arguments: list[str], scanner: PtyScanner, environment: dict[str, str]) -> None:
        self._scanner = scanner
        self._draw = random.Random(1)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.paint_window", *arguments],
            cwd=_ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._answer("listening")

    def work(self, _: int) -> list[int]:
        """Scan so many times; returns the nanoseconds from just before the last byte is written to the painted frame."""
        times = []
        for _ in range(SCANS):
            time.sleep(self._draw.uniform(*PAUSE_S))
            assert self._process.stdin is not None
            self._process.stdin.write("next\n")
            self._process.stdin.flush()
            data = self._answer("scan").encode()
            self._scanner.send_bytes(data)
            time.sleep(0.003)  # the rest of the text has come in; the terminator is the last byte
            sent = time.monotonic_ns()
            self._scanner.send_bytes(b"\r")
            times.append(int(self._answer("painted")) - sent)
        return times

    def _answer(self, word: str) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said, _, rest = line.strip().partition(" ")
            if said == word:
                return rest
        raise RuntimeError(f"The window ended before it said {word!r}.")

    def close(self) -> None:
        self._process.terminate()
        self._process.communicate()


if __name__ == "__main__":
    sys.exit(main())
