"""A bad network between a bench and its server: late, slow, deaf, cut, and answers that never come."""

import random
import threading

import pytest

pytestmark = pytest.mark.postgres


@pytest.fixture
def short_deadline(monkeypatch):
    monkeypatch.setattr("app.sync.server.connect.__kwdefaults__", {"deadline_s": 0.5, "connect_timeout_s": 10})


@pytest.fixture
def proxy(world, make_proxy):
    """Between the first bench and the server."""
    made = make_proxy(world.centre.server.port)
    world.lead_to(0, made.port)
    return made


def work(world):
    world.decide(0)
    world.decide(1)
    world.turn(1)


def test_a_lost_acknowledgement_sends_nothing_twice(world, proxy):
    work(world)
    proxy.cut_down_after = b"push_v1"
    world.turn(0)
    assert (proxy.cuts, world.problem(0)) == (1, "unreachable")
    world.decide(0)
    proxy.heal()
    assert world.unfounded_acknowledgements() == []
    assert world.faults() == []


def test_a_black_hole_is_left_after_the_deadline(world, proxy, short_deadline):
    world.turn(0)
    work(world)
    proxy.swallow_up = proxy.swallow_down = True
    world.turn(0)
    assert world.problem(0) == "unreachable"
    world.decide(0)
    proxy.heal()
    assert world.faults() == []


@pytest.mark.parametrize("way", ["swallow_up", "swallow_down"])
def test_a_connection_that_is_deaf_one_way_loses_nothing(world, proxy, short_deadline, way):
    world.turn(0)
    work(world)
    world.fate.before("push_v1", lambda: setattr(proxy, way, True))
    world.turn(0)
    assert world.problem(0) == "unreachable"
    proxy.heal()
    assert world.unfounded_acknowledgements() == []
    assert world.faults() == []


def test_a_slow_and_late_link_only_takes_longer(world, proxy):
    proxy.latency_s, proxy.bytes_per_s = 0.005, 400_000
    for _ in range(20):
        world.decide(0, shared=False)
    work(world)
    assert world.faults() == []


def test_resets_at_random_moments_lose_nothing(world, proxy):
    chance, stop = random.Random(12), threading.Event()
    for _ in range(30):
        world.decide(0, shared=False)
    work(world)

    def disturb():
        while not stop.wait(chance.random() * 0.05):
            proxy.reset()

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        for _ in range(12):
            world.turn(0)
            world.decide(0)
    finally:
        stop.set()
        thread.join()
    assert world.unfounded_acknowledgements() == []
    assert world.faults() == []
