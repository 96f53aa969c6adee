"""Each benchmark runs in its smallest size, prints a ratio and ends cleanly; whether it meets its limit says nothing here."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

NAMES = (
    *("backlog", "catalogue", "command", "fleet", "growth", "heads", "import", "label", "lookup", "project", "pull"),
    *("push", "report", "scan_to_paint", "scan_while_syncing", "start"),
)
ROOT = Path(__file__).resolve().parents[2]


def test_no_benchmark_is_left_out():
    assert sorted(path.stem for path in (ROOT / "benchmarks").glob("bench_*.py")) == [f"bench_{name}" for name in NAMES]


def run(module, *arguments):
    return subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="pseudo-terminals and /proc")
@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_prints_a_ratio_and_ends(name):
    done = run(f"bench_{name}", "--quick")
    assert re.search(r": \d+\.\d\d ×", done.stdout), done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if "FAIL" in done.stdout else 0)


@pytest.mark.skipif(sys.platform != "linux", reason="pseudo-terminals and /proc")
def test_a_short_soak_leaves_a_record_that_verifies():
    done = run("soak", "--quick", "--minutes", "0.05")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "resident memory grew" in done.stdout
