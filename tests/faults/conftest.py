"""The same sites as in tests/flow, to be broken here, and lives that are ended whatever becomes of their test."""

import contextlib
from collections.abc import Callable, Iterator

import pytest

from app.settings import Home
from tests.faults.life import Life
from tests.faults.parts import Part, nursery
from tests.flow.conftest import badge, bench, dated_mirror, home, mirror, printer, scanners, site, start
from tests.sync.conftest import make_proxy
from tests.sync.model.beginning import Beginning
from tests.sync.model.conftest import beginning, homes, model_server, new_world
from tests.sync.model.fate import mortal_agents
from tests.sync.model.world import World

__all__ = [
    "badge",
    "beginning",
    "bench",
    "dated_mirror",
    "home",
    "homes",
    "make_proxy",
    "mirror",
    "model_server",
    "new_world",
    "printer",
    "scanners",
    "site",
    "start",
]


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


@pytest.fixture
def world(new_world):
    """Two benches that have joined a server, all in this process."""
    return new_world()


@pytest.fixture
def new_part(tmp_path):
    """Starts one part of a site as a process of its own."""
    context = nursery()
    parts = []

    def make(target, *arguments):
        parts.append(Part(context, tmp_path / f"part{len(parts)}.errors", target, *arguments))
        return parts[-1]

    yield make
    for part in parts:
        part.kill()


@pytest.fixture
def world_on(tmp_path, monkeypatch):
    """Makes a world on a server of the test's own."""
    made = []

    def make(server):
        (tmp_path / "beginning").mkdir()
        made.append(World(Beginning(server, tmp_path / "beginning"), tmp_path / "world"))
        contexts.enter_context(mortal_agents(made[-1].fate, monkeypatch))
        return made[-1]

    with contextlib.ExitStack() as contexts:
        yield make
    for world in made:
        world.centre.forget()
        for one in world.benches:
            one.stop()
