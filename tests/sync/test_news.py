"""A session that goes on: each look after its first asks only for what is new, and still finds whatever may have happened."""

from contextlib import closing

import pytest

from app.sync import news
from app.sync.handshake import Mark
from app.sync.heads import heads
from tests.postgres import join_bench
from tests.sync.benches import BenchHome, central_events
from tests.sync.connected import connect_as

pytestmark = pytest.mark.postgres


def files(bench):
    """Size and time of everything that a commit to mirror.db would change."""
    names = (bench.home.mirror, bench.home.mirror.with_name("mirror.db-wal"))
    return [(path.stat().st_size, path.stat().st_mtime_ns) for path in names if path.exists()]


def test_the_first_look_reads_all_heads_and_the_next_one_question(connected, bench):
    assert connected.round() is None
    assert connected.asked == [news.NEWS]


def test_a_look_that_brings_nothing_writes_nothing(connected, bench):
    connected.round()
    before = files(bench)
    for _ in range(3):
        assert connected.round() is None
    assert files(bench) == before


def test_events_come_along_and_are_not_asked_for(connected, bench, other):
    other.record(4)
    other.sync()
    assert connected.round() is None
    assert connected.asked == [news.NEWS]
    assert bench.remote() == other.events()
    assert connected.round() is None
    assert connected.session.counts.pulled == 9


def test_a_bench_that_joins_later_is_noticed(connected, bench, tmp_path, central_database):
    third = BenchHome(tmp_path / "b03", "B03")
    third.record(2)
    third.join(central_database)
    assert connected.round() is None
    third.sync()
    assert connected.round() is None
    third.record(2)
    third.sync()
    assert connected.round() is None
    assert connected.asked == [news.NEWS]
    assert [row[0] for row in bench.remote()].count(third.current()) == 4


def test_benches_that_have_joined_meanwhile_are_not_told_again_and_again(
    connected, tmp_path, central_database, monkeypatch
):
    for number in range(3, 9):
        third = BenchHome(tmp_path / f"b{number}", f"B0{number}")
        third.join(central_database)
        assert connected.round() is None
    join_bench(central_database, "B10", "TMP1", {"00000000-0000-4000-8000-000000000001": "A7K3"})  # before all others
    assert connected.round() is None
    told = []
    monkeypatch.setattr(news, "Head", lambda *a: told.append(a))
    assert connected.round() is None
    assert (connected.asked, told) == ([news.NEWS], [])


def test_streams_of_ours_are_compared_though_their_heads_did_not_move(connected, bench):
    """What the journal says of them may have changed: that it has lost its end, say."""
    stream, puller = bench.current(), connected.session._puller
    first = connected.journal.hash_at(stream, 1)
    own = {stream: Mark(1, first)}
    assert puller.pull(heads(connected.server), own=own, leave=frozenset(), moved=()) == 2
    assert [row[1] for row in bench.remote() if row[0] == stream] == [2, 3]


def test_what_is_too_much_for_one_answer_is_fetched(connected, bench, other):
    other.record(news.ROWS + 50)
    other.sync()
    assert connected.round() is None
    assert bench.remote() == other.events()


def test_what_is_too_large_for_an_answer_is_fetched(connected, bench, other):
    other.record(1)
    other.record(2, body='"' + "x" * 20_000 + '"')
    other.record(1)
    other.sync()
    assert connected.round() is None
    assert bench.remote() == other.events()


def test_our_own_pushing_is_not_told_back(connected, bench, monkeypatch):
    bench.record(2)
    connected.session.push()
    told = []
    monkeypatch.setattr(news, "Head", lambda *a: told.append(a))
    assert connected.round() is None
    assert (connected.asked, told) == ([news.NEWS], [])


def test_feeds_are_followed(connected, bench, central_database, tmp_path):
    from app.sync.central.publish import publish
    from tests.bench.benches import PRODUCTS

    file = tmp_path / "products.csv"
    file.write_text(PRODUCTS, encoding="utf-8")
    connected.session._feeds._another = lambda: connect_as(bench)
    publish("products", file, central_database.url)
    assert connected.round() is None
    assert bench.mirror("SELECT count(*) FROM product") == [(8,)]
    assert connected.round() is None
    assert connected.asked == [news.NEWS]


# -- an older server


@pytest.fixture
def older(central_database):
    """A server of the release before, without the function."""
    central_database.psql("DROP FUNCTION dockgrade.news_v1(uuid[], bigint[], bytea[], integer)")
    central_database.psql("UPDATE dockgrade.central_meta SET schema_version = 7")
    return central_database


def test_an_older_server_is_asked_as_it_was_before(older, bench, other, connecting):
    one = connecting(bench)
    for count in (3, 2):
        assert one.round() is None
        other.record(count)
        other.sync()
    assert one.round() is None
    assert not any("news_v1" in sql for sql in one.asked)
    assert bench.remote() == other.events()
    assert central_events(older) == sorted(bench.events() + other.events())


def test_a_server_that_becomes_an_older_one_under_a_session_is_noticed_by_the_agent(
    bench, other, central_database, request
):
    agent = bench.agent()
    assert agent._turn() is None
    assert agent._turn() is None
    other.record(2)
    other.sync()
    request.getfixturevalue("older")
    assert agent._turn() is not None
    assert agent._turn() is None
    agent._disconnect()
    agent._mirror.close()
    agent._journal.close()
    assert bench.remote() == other.events()


def test_everything_that_comes_goes_through_pgbouncer(bench, other, connecting, pgbouncer):
    bench.lead_to(pgbouncer.port)
    one = connecting(bench)
    for count in (2, 3):
        assert one.round() is None
        other.record(count)
        other.sync()
    assert one.round() is None
    assert one.asked == [news.NEWS]
    with closing(connect_as(bench)):  # somebody else's session may be ours next time
        assert one.round() is None
    assert bench.remote() == other.events()
