"""A signed-in bench for each test; at its end the record must be whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.commands import RecordSync
from tests.bench.benches import BenchWalk, write_mirror
from tests.bench.connected import Connected


@pytest.fixture(scope="session")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_mirror(tmp_path_factory.mktemp("mirror"))


@pytest.fixture
def bench(tmp_path: Path, mirror: Path) -> Iterator[BenchWalk]:
    walk = BenchWalk(tmp_path, mirror)
    walk.scan(walk.person("Inspector 12"))
    yield walk
    walk.close()


@pytest.fixture
def pair(tmp_path: Path, mirror: Path):
    here = Connected(tmp_path / "here", mirror, "B07")
    there = Connected(tmp_path / "there", mirror, "B08")
    for bench in (here, there):
        bench.scan(bench.person(f"Inspector {bench.bench_id}"))
        bench.do(RecordSync("in_step"))
    yield here, there
    here.close()
    there.close()
