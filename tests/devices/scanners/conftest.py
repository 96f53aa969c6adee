from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.devices.scanners.lines import Ear, PtyLine


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[PtyLine]:
    line = PtyLine(tmp_path)
    yield line
    line.unplug()
