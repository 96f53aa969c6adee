"""A joined bench, and a bad network before the server."""

import pytest

from tests.sync.benches import BenchHome
from tests.sync.connected import Connected
from tests.sync.proxy import Proxy


@pytest.fixture
def bench(tmp_path, central_database):
    """B01, joined, with three events that were never sent."""
    made = BenchHome(tmp_path / "b01", "B01")
    made.record(3)
    made.join(central_database)
    return made


@pytest.fixture
def other(tmp_path, central_database):
    """B02, joined."""
    made = BenchHome(tmp_path / "b02", "B02")
    made.join(central_database)
    return made


@pytest.fixture
def make_proxy():
    made = []

    def make(port):
        made.append(Proxy(port))
        return made[-1]

    yield make
    for proxy in made:
        proxy.close()


@pytest.fixture
def proxied(bench, central_database, make_proxy):
    """The bench with a proxy between it and the server; returns the proxy."""
    proxy = make_proxy(central_database.server.port)
    bench.lead_to(proxy.port)
    return proxy


@pytest.fixture
def connecting():
    """Connects benches."""
    made = []

    def make(bench):
        made.append(Connected(bench))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def connected(bench, other, connecting):
    """B01's session after its first round, in which it has sent three events and fetched five of B02."""
    other.record(5)
    other.sync()
    one = connecting(bench)
    assert one.round() is None
    return one
