"""What breaks between bench and server, and what holds afterwards: nothing lost, nothing twice, every copy equal."""

import threading
import time

import pytest

from app.sync.faults import SilentServerError
from app.sync.server import connect, hello
from tests.sync.benches import BenchHome, all_local, central_events

pytestmark = pytest.mark.postgres


def settle(*benches):
    """Rounds, with each bench carrying out its orders, until nobody has anything to do."""
    for _ in range(4):
        for bench in benches:
            bench.sync()
            bench.obey()
    for bench in benches:
        status = bench.sync()
        assert (status.state, status.unsent, status.problem) == ("in_step", 0, None), status


def assert_whole(database, *benches):
    """I1 to I4: what is acknowledged is there, once, as a chain; every copy is the server's."""
    central = central_events(database)
    assert len({row[:2] for row in central}) == len(central)
    assert len({row[2] for row in central}) == len(central)
    for stream in {row[0] for row in central}:
        last = bytes(32)
        for seq, row in enumerate((row for row in central if row[0] == stream), start=1):
            assert (row[1], row[-2]) == (seq, last)
            last = row[-1]
    for bench in benches:
        assert sorted([*bench.events(), *bench.remote()], key=lambda row: row[:2]) == central


def ids(*benches):
    return {row[2] for bench in benches for row in bench.events()}


def test_a_lost_acknowledgement_sends_nothing_twice(bench, other, central_database, proxied):
    proxied.cut_down_after = b"push_v1"
    status = bench.sync()
    assert status.problem.code == "unreachable"
    assert proxied.cuts == 1
    assert len(central_events(central_database)) == 3, "the server has committed"
    assert status.unsent == 3, "and the bench does not know"
    proxied.heal()
    assert bench.sync().pushed == 0
    settle(bench, other)
    assert_whole(central_database, bench, other)


def test_a_server_that_stops_at_once_is_found_again(bench, other, central_database):
    server = central_database.server
    bench.sync()
    bench.record(2)
    server.stop("immediate")
    try:
        status = bench.sync()
        assert (status.state, status.unsent, status.problem.code) == ("offline", 2, "unreachable")
        bench.record(1)
    finally:
        server.start()
    settle(bench, other)
    assert_whole(central_database, bench, other)


def test_a_black_hole_is_left_after_the_deadline(bench, proxied):
    server = connect(bench.settings.central.url, bench.secrets.find(_address(bench)), deadline_s=0.3)
    try:
        hello(server)
        proxied.swallow_down = proxied.swallow_up = True
        began = time.monotonic()
        with pytest.raises(SilentServerError, match=r"no answer within 0\.3 s"):
            hello(server)
        assert time.monotonic() - began < 60
        assert server.broken
    finally:
        server.close()


def test_a_one_way_cut_is_a_lost_acknowledgement(bench, other, central_database, proxied, monkeypatch):
    monkeypatch.setattr("app.sync.server.DEADLINE_S", 0.5)
    monkeypatch.setattr("app.sync.server.connect.__kwdefaults__", {"deadline_s": 0.5, "connect_timeout_s": 10})
    agent = bench.agent()
    pushed = threading.Event()
    original = agent._journal.batch

    def deaf_from_now_on(*args):
        proxied.swallow_down = True
        pushed.set()
        return original(*args)

    agent._journal.batch = deaf_from_now_on
    status = agent.once()
    assert pushed.is_set()
    assert status.problem.code == "unreachable"
    proxied.heal()
    settle(bench, other)
    assert_whole(central_database, bench, other)


def test_a_slow_and_late_link_only_takes_longer(bench, other, central_database, proxied):
    proxied.latency_s, proxied.bytes_per_s = 0.01, 200_000
    bench.record(200)
    settle(bench, other)
    assert_whole(central_database, bench, other)


def test_resets_at_random_moments_lose_nothing(bench, other, central_database, proxied):
    bench.record(3_000)
    stop = threading.Event()

    def disturb():
        while not stop.wait(0.05):
            proxied.reset()

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        for _ in range(15):
            bench.sync()
    finally:
        stop.set()
        thread.join()
    settle(bench, other)
    assert_whole(central_database, bench, other)


def test_a_server_restored_from_an_older_copy_gets_everything_again(tmp_path, own_server):
    database, server = own_server
    bench, other = BenchHome(tmp_path / "b01", "B01"), BenchHome(tmp_path / "b02", "B02")
    for one in (bench, other):
        one.record(3)
        one.join(database)
    settle(bench, other)
    copy = server.backup()
    bench.record(4)
    other.record(1)
    settle(bench, other)
    before = ids(bench, other)
    server.restore(copy)
    assert len(central_events(database)) == 6
    settle(other, bench)  # the other one first: it has to take back what the server has forgotten
    assert_whole(database, bench, other)
    assert {row[2] for row in central_events(database)} == before
    assert other.mirror("SELECT seq FROM quarantine ORDER BY seq") == [(4,), (5,), (6,), (7,)]


def test_a_server_restored_to_before_a_stream_was_opened_keeps_its_series(tmp_path, own_server):
    database, server = own_server
    bench = BenchHome(tmp_path / "b01", "B01")
    bench.record(3)
    bench.join(database)
    clone = bench.copy_to(tmp_path / "clone")
    settle(bench)
    copy = server.backup()
    clone.record(2)
    settle(clone, bench)
    assert len(clone.journal_rows("SELECT 1 FROM stream")) == 2
    series = clone.journal_rows("SELECT series FROM stream WHERE current = 1")[0][0]
    clone.record(1)
    settle(clone, bench)
    server.restore(copy)
    assert bench.sync().pulled == 3, "taken out counts as well"
    assert bench.remote() == [], "a stream that the server has never heard of is nobody's"
    settle(clone, bench)
    assert_whole(database, bench, clone)
    assert len(bench.mirror("SELECT 1 FROM quarantine")) == 3
    assert clone.journal_rows("SELECT series FROM stream WHERE current = 1")[0][0] == series
    rows = database.psql("SELECT count(*), count(DISTINCT series) FROM dockgrade.stream")
    assert rows[0][0] == rows[0][1]


def test_a_bench_restored_from_a_copy_goes_on_in_a_new_stream(bench, other, central_database, tmp_path):
    settle(bench, other)
    copy = bench.copy_to(tmp_path / "copy")
    bench.record(3)
    settle(bench, other)
    lost = ids(bench) - ids(copy)
    bench.put_back(copy)
    kept = bench.record(2)
    status = bench.sync()
    assert (status.problem.code, status.order) == ("fork", True)
    assert bench.obey() == kept
    settle(bench, other)
    assert_whole(central_database, bench, other)
    assert ids(bench) >= set(kept)
    assert {row[2] for row in bench.remote()} >= lost, "what it did before the restore comes back from the server"


def test_both_server_and_bench_restored_lose_nothing_that_anybody_still_has(tmp_path, own_server):
    database, server = own_server
    bench, other = BenchHome(tmp_path / "b01", "B01"), BenchHome(tmp_path / "b02", "B02")
    for one in (bench, other):
        one.record(2)
        one.join(database)
    settle(bench, other)
    copy, image = server.backup(), bench.copy_to(tmp_path / "image")
    bench.record(3)
    settle(bench, other)
    server.restore(copy)
    bench.put_back(image)
    fresh = bench.record(2)
    settle(bench, other)
    assert_whole(database, bench, other)
    assert {row[2] for row in central_events(database)} >= set(fresh)
    assert len(other.mirror("SELECT 1 FROM quarantine")) == 3, "the three that only the other bench still has"


def test_a_stream_that_was_left_is_sent_again_too(tmp_path, own_server):
    """The bench was restored and has moved on, and before it says so the server is restored to an even older day."""
    database, server = own_server
    bench, other = BenchHome(tmp_path / "b01", "B01"), BenchHome(tmp_path / "b02", "B02")
    for one in (bench, other):
        one.record(2)
        one.join(database)
    settle(bench, other)
    copy = server.backup()
    bench.record(2)
    settle(bench, other)
    image = bench.copy_to(tmp_path / "image")
    bench.record(3)
    settle(bench, other)
    bench.put_back(image)
    fresh = bench.record(1)
    assert bench.sync().order
    server.restore(copy)
    assert bench.obey() == fresh
    settle(bench, other)
    assert_whole(database, bench, other)
    assert len({row[0] for row in bench.events()}) == 2, "it moved once"


def test_what_follows_on_another_past_is_taken_back_and_fetched_again(tmp_path, own_server):
    """Server and bench were put back together, mirror and all, and went on past the place where the other bench stands."""
    database, server = own_server
    bench, other = BenchHome(tmp_path / "b01", "B01"), BenchHome(tmp_path / "b02", "B02")
    for one in (bench, other):
        one.record(2)
        one.join(database)
    settle(bench, other)
    copy, image = server.backup(), bench.copy_to(tmp_path / "image")
    lost = bench.record(3)
    settle(bench, other)
    server.restore(copy)
    bench.put_back(image, mirror=True)
    bench.record(6)
    assert bench.sync().pushed == 6
    assert other.sync().problem is None
    assert other.remote() == bench.events()
    assert {row[0] for row in other.mirror("SELECT event_id FROM quarantine")} == set(lost)
    changed = {row[0] for row in other.mirror("SELECT item_key FROM remote_change WHERE arrival > 5")}
    assert changed == {"item:1"}


def test_a_clone_and_its_original_both_go_on(bench, other, central_database, tmp_path):
    settle(bench, other)
    clone = bench.copy_to(tmp_path / "clone")
    bench.record(2)
    clone.record(3)
    bench.sync()
    settle(bench, clone, other)
    assert_whole(central_database, bench, clone, other)
    assert len({row[0] for row in central_database.psql("SELECT series FROM dockgrade.stream")}) == 4
    series = [one.journal_rows("SELECT series FROM stream WHERE current = 1")[0] for one in (bench, clone)]
    assert series[0] != series[1], "no license plate number is printed twice"


def test_a_mirror_that_was_deleted_is_fetched_again(bench, other, central_database):
    other.record(4)
    settle(bench, other)
    before = bench.mirror("SELECT value FROM sync_state WHERE name = 'mirror_id'")
    for name in ("mirror.db", "mirror.db-wal", "mirror.db-shm"):
        (bench.home.path / name).unlink(missing_ok=True)
    settle(bench, other)
    assert_whole(central_database, bench, other)
    assert bench.mirror("SELECT value FROM sync_state WHERE name = 'mirror_id'") != before


def test_an_event_that_was_changed_on_the_server_does_not_come_in(bench, other, central_database):
    bench.sync()
    central_database.psql("UPDATE dockgrade.event SET body = '{}' WHERE seq = 2")
    status = other.sync()
    assert status.problem.code == "server_damaged"
    assert [row[1] for row in other.remote()] == [1]
    other.record(1)
    assert other.sync().unsent == 0, "its own events go on being sent"


def test_a_changed_event_of_our_own_is_noticed_when_everything_is_compared(bench, central_database):
    bench.sync()
    central_database.psql("DELETE FROM dockgrade.event WHERE seq = 2")
    assert bench.sync().problem is None
    central_database.psql("UPDATE dockgrade.central_meta SET epoch = epoch + 1")
    status = bench.sync()
    assert (status.problem.code, status.problem.params["seq"]) == ("server_damaged", "2")
    assert bench.sync().problem.code == "server_damaged", "it is told until it is mended"


def test_a_flipped_byte_in_the_journal_is_refused_and_told(bench, central_database):
    bench.sync()
    bench.record(2)
    connection = bench.connect()
    connection.execute("UPDATE event SET body = replace(body, 'note', 'nota') WHERE seq = 5")
    connection.close()
    status = bench.sync()
    assert (status.problem.code, status.unsent) == ("journal_damaged", 2)
    assert "verify" in status.problem.next_step


def test_all_local_rows_are_on_the_server_after_faults_in_a_row(bench, other, central_database, proxied, tmp_path):
    for number in range(3):
        bench.record(2)
        proxied.cut_down_after = b"push_v1"
        bench.sync()
        proxied.heal()
        other.record(number)
    settle(bench, other)
    assert central_events(central_database) == all_local(bench, other)


def _address(bench):
    from app.sync.address import parse_address

    return parse_address(bench.settings.central.url)


@pytest.fixture
def own_server(own_postgres):
    """A database with the central schema on a server of this test's own."""
    from app.sync.central.schema import init
    from tests.postgres import Database

    own_postgres.psql("CREATE DATABASE returns")
    database = Database(own_postgres, "returns")
    init(database.url)
    return database, own_postgres
