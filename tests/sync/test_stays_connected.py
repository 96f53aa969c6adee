"""What an agent hears of a server that is no longer what it was while its connection stays."""

import pytest

from app.sync import session
from app.sync.central.schema import restored

pytestmark = pytest.mark.postgres


@pytest.fixture
def hello_each_round(monkeypatch):
    monkeypatch.setattr(session, "HELLO_S", 0.0)


@pytest.mark.usefixtures("hello_each_round")
def test_a_restore_that_no_head_shows_is_noticed(connected, bench, central_database):
    own = bench.current()
    central_database.psql(f"UPDATE dockgrade.event SET hash = sha256('x') WHERE stream_id = '{own}' AND seq = 1")
    assert connected.round() is None
    restored(central_database.url)
    for _ in range(3):
        assert connected.round().code == "server_damaged"


@pytest.mark.usefixtures("hello_each_round")
def test_work_goes_on_behind_a_restore_without_a_new_connection(connected, bench, other, central_database):
    restored(central_database.url)
    bench.record(2)
    other.record(4)
    other.sync()
    assert connected.round() is None
    assert connected.round() is None
    assert bench.remote() == other.events()
    assert bench.mirror("SELECT value FROM sync_state WHERE name = 'epoch'")[0][0].startswith("1/") is False


def test_hello_is_not_said_in_every_round(connected):
    connected.round()
    assert not [statement for statement in connected.asked if "hello_v1" in statement]


def test_an_event_that_does_not_follow_is_told_in_every_round(connected, other, central_database):
    """The events before it are the same on both sides, so there is nothing to take back."""
    other.record(3)
    other.sync()
    stream = other.current()
    central_database.psql(
        f"UPDATE dockgrade.event SET prev_hash = sha256('x') WHERE stream_id = '{stream}' AND seq = 6"
    )
    for _ in range(3):
        assert connected.round().code == "server_damaged"
