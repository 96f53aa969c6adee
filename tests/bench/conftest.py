"""A signed-in bench for each test; at its end the record must be whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.benches import BenchWalk, write_mirror
from tests.bench.connected import Connected, two_benches


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
def pair(tmp_path: Path, mirror: Path) -> Iterator[tuple[Connected, Connected]]:
    with two_benches(tmp_path, mirror) as benches:
        yield benches
