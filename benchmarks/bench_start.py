"""`dockgrade run` in a fresh process against a process that shows a bare QMainWindow, on Qt's offscreen platform.

First painting: the starting picture is there. Ready to scan: the pages are painted and the scanner's line is open. Memory is
what is resident some time after that, the catalogue of a million products in use. Linux only: memory comes from /proc.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from app.settings import Home
from benchmarks.goods import FULL, QUICK, goods
from benchmarks.homes import make_home
from benchmarks.measure import Verdict, in_turn, median_ratio, options
from devices.printers.simulator import PrinterSimulator
from devices.scanners.simulator import PtyScanner

ROUNDS = 12
PATIENCE_S = 60.0
SETTLED_S = 2.0
_ENVIRONMENT = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "QT_QPA_PLATFORM": "offscreen"
}
"""An installed program is compiled; where the variable forbids it, every start would compile every module again."""
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a process, times in nanoseconds from when it was asked for."""

    painted: float
    ready: float
    resident_kb: float


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("start", quick=quick)
    with tempfile.TemporaryDirectory() as folder, PrinterSimulator() as printer:
        scanner = PtyScanner(baud=0)
        home = make_home(
            Path(folder) / "home",
            goods(*(QUICK if quick else FULL)),
            scanner_port=scanner.port,
            printer_address=printer.address,
        )
        stamps = Path(folder) / "stamps"
        _bench(home, stamps)  # the first start makes compiled files and fills the system's caches
        _bare(stamps)
        benches, bares = in_turn(1 if quick else ROUNDS, lambda _: _bench(home, stamps), lambda _: _bare(stamps))
        scanner.close()
    verdict.at_most("first painting", _ratio(benches, bares, "painted", "painted"), 1.4)
    verdict.at_most("ready to scan", _ratio(benches, bares, "ready", "painted"), 4.0)
    verdict.at_most("resident memory", _ratio(benches, bares, "resident_kb", "resident_kb"), 2.2)
    return verdict.exit_code


def _ratio(benches: list[Start], bares: list[Start], ours: str, floor: str) -> float:
    return median_ratio([getattr(start, ours) for start in benches], [getattr(start, floor) for start in bares])


def _bench(home: Home, stamps: Path) -> Start:
    probe = str(Path(__file__).with_name("start_probe"))
    environment = {"PYTHONPATH": probe, "DOCKGRADE_BENCH_STAMPS": str(stamps)}
    return _start(["-m", "app", "run", "--home", str(home.path)], environment, stamps, ("filled", "listening"))


def _bare(stamps: Path) -> Start:
    return _start(["-m", "benchmarks.bare_window", str(stamps)], {}, stamps, ("painted",))


def _start(arguments: list[str], environment: dict[str, str], stamps: Path, ready: tuple[str, ...]) -> Start:
    stamps.unlink(missing_ok=True)
    started = time.monotonic_ns()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=_ROOT,
        env={**_ENVIRONMENT, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        at = _wait_for(process, stamps, {"painted", *ready})
        time.sleep(SETTLED_S)
        resident_kb = _resident_kb(process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
    return Start(at["painted"] - started, max(at[word] for word in ready) - started, resident_kb)


def _wait_for(process: "subprocess.Popen[bytes]", stamps: Path, words: set[str]) -> dict[str, int]:
    """The moments by word, once all are there. Looking costs the process nothing: it runs on while we sleep."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        lines = stamps.read_text(encoding="ascii").splitlines() if stamps.exists() else []
        found: dict[str, int] = {}
        for line in lines:
            word, _, moment = line.partition(" ")
            if moment:
                found.setdefault(word, int(moment))
        if words <= found.keys():
            return found
        time.sleep(0.02)
    raise TimeoutError(
        f"Expected {sorted(words)} within {PATIENCE_S:.0f} s, got {stamps.read_text(encoding='ascii')!r}."
    )


def _resident_kb(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise OSError(f"Expected VmRSS of process {pid}.")


if __name__ == "__main__":
    sys.exit(main())
