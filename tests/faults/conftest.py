"""The same sites as in tests/flow, to be broken here, and lives that are ended whatever becomes of their test."""

from collections.abc import Callable, Iterator

import pytest

from app.settings import Home
from tests.faults.life import Life
from tests.flow.conftest import badge, bench, dated_mirror, home, mirror, printer, scanners, site, start

__all__ = ["badge", "bench", "dated_mirror", "home", "mirror", "printer", "scanners", "site", "start"]


@pytest.fixture
def new_life() -> Iterator[Callable[[Home], Life]]:
    """Makes lives."""
    lives: list[Life] = []

    def make(home: Home) -> Life:
        lives.append(Life(home))
        return lives[-1]

    yield make
    for life in lives:
        life.kill()
