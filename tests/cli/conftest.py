"""Homes for the command line: a bench with reference data and people, and a way to call the program as a user would."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench.benches import BenchWalk, write_mirror


@dataclass(frozen=True)
class Ran:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Dockgrade = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "settings.toml").write_text('[bench]\nid = "B07"\nsite = "TMP1"\n', encoding="utf-8")
    return folder


@pytest.fixture
def dockgrade(home: Path) -> Dockgrade:
    def call(*words: str | Path, standard_input: str = "", at: Path = home) -> Ran:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "app", *map(str, words), "--home", str(at)],
            input=standard_input.encode(),
            capture_output=True,
            timeout=100,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture
def worked(home: Path) -> BenchWalk:
    """A home with one decided item in a tote, closed again."""
    write_mirror(home)
    walk = BenchWalk(home, home / "mirror.db")
    walk.scan(walk.person("Inspector 12"))
    walk.scan("RMA-1003", "MUG", "QTY-2")
    walk.finish("B", "T-1")
    walk.close()
    return walk
