"""The beginning of every example, made once for the session, and worlds that begin with it."""

import contextlib
import itertools
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.postgres import Postgres, kept_in_memory, wheel_binaries
from tests.sync.model.beginning import Beginning
from tests.sync.model.fate import mortal_agents
from tests.sync.model.world import World


@pytest.fixture(scope="session")
def model_server():
    """A server for worlds alone: roles belong to a whole server, and other tests clear away those they do not know."""
    server = Postgres(wheel_binaries(), settings={"fsync": "off"}, within=kept_in_memory())
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def beginning(model_server, tmp_path_factory):
    return Beginning(model_server, tmp_path_factory.mktemp("beginning"))


@pytest.fixture(scope="session")
def homes(tmp_path_factory):
    """A folder for homes, in memory where there is some: thousands of small transactions are made durable there."""
    where = kept_in_memory()
    folder = Path(tempfile.mkdtemp(prefix="dockgrade-model-", dir=where)) if where else tmp_path_factory.mktemp("model")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_world(beginning, homes, monkeypatch):
    """Makes worlds whose agents may die; a world that is closed is gone, the others are cleared away after the test."""
    made = []

    def make():
        world = World(beginning, homes / f"world{next(_NUMBERS)}")
        made.append(world)
        contexts.enter_context(mortal_agents(world.fate, monkeypatch))
        return world

    with contextlib.ExitStack() as contexts:
        yield make
        for world in made:
            world.close()


_NUMBERS = itertools.count(1)
