"""A cluster under Patroni with strict synchronous replication loses its leader: what was acknowledged is on the one that takes over."""

import os
import shutil
import tempfile
import threading
import time
from pathlib import Path

import psycopg
import pytest

from tests.patroni import PatroniCluster, missing_parts
from tests.sync.model.beginning import Beginning
from tests.sync.model.world import World

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        not os.environ.get("DOCKGRADE_FAULTS"), reason="`make faults` lets a cluster fail over; it takes minutes."
    ),
    pytest.mark.skipif(bool(missing_parts()), reason=missing_parts()),
]


@pytest.fixture
def cluster(tmp_path):
    folder = Path(tempfile.mkdtemp(prefix="dockgrade-patroni-"))  # the nodes run as somebody else, who has to get there
    made = PatroniCluster(folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


class ByAnyName:
    """The cluster as a World knows a server: one address that leads to whoever takes writes."""

    def __init__(self, cluster):
        self._cluster = cluster

    def url(self, database="postgres"):
        return self._cluster.url(database=database)

    def psql(self, statement):
        with psycopg.connect(self.url(), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def test_a_leader_that_is_killed_takes_nothing_acknowledged_with_it(cluster, tmp_path):
    (tmp_path / "beginning").mkdir()
    server = ByAnyName(cluster)
    world = World(Beginning(server, tmp_path / "beginning"), tmp_path / "world")
    for number in (0, 1, 0):
        world.decide(number)
        world.turn(number)
        world.fold(number)
    cluster.wait_for_standby()
    old = cluster.leader()
    killer = threading.Timer(1.0, cluster.kill_node, (old,))  # at no moment that the agent knows of
    killer.start()
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        world.decide(0, shared=False)
        world.turn(0)
        if not killer.is_alive() and world.problem(0) is None and cluster.leader() not in {None, old}:
            break
        time.sleep(0.05)
    killer.join()
    new = cluster.wait_for_leader(but=old)
    acknowledged = {(stream, seq): last for bench in world.benches for stream, seq, last in bench.acknowledged() if seq}
    world.centre.forget()
    for (stream, seq), last in acknowledged.items():
        assert world._hash_at(stream, seq) == last, f"acknowledged and not on {new.name}"
    # Strict: nobody gets an acknowledgement until there is a standby again.
    cluster.start_node(old)
    cluster.wait_for_standby()
    world.decide(1)
    assert world.faults() == []
    assert world.truth.alive == world.truth.ever
    world.centre.forget()
    for bench in world.benches:
        bench.stop()
