"""Everything a bench does works through pgbouncer in transaction mode, where each transaction may meet another session."""

import psycopg
import pytest

from tests.postgres import Pgbouncer, join_bench
from tests.sync.central.chained import chained, push, stream_id

pytestmark = pytest.mark.postgres


@pytest.fixture
def through(central_database, pgbouncer: Pgbouncer):
    """Opens connections of joined benches that go through pgbouncer."""
    opened = []

    def connect(bench):
        url = pgbouncer.url(bench.role, central_database.name, bench.password)
        opened.append(psycopg.connect(url, autocommit=True, prepare_threshold=None))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.close()


def test_hello_push_pull_and_claim_work(central_database, through):
    stream = stream_id()
    connection = through(join_bench(central_database, streams={stream: "A7K2"}))
    links = chained(stream, 30)
    for start in range(0, 30, 3):
        assert connection.execute("SELECT bench_id FROM dockgrade.hello_v1(1)").fetchone() == ("B07",)
        assert push(connection, stream, links[start : start + 3])[0] == start + 3
    rows = connection.execute(
        "SELECT e.seq FROM dockgrade.stream s CROSS JOIN LATERAL (SELECT seq FROM dockgrade.event"
        " WHERE stream_id = s.stream_id AND seq > %s ORDER BY seq LIMIT %s) e",
        (10, 100),
    ).fetchall()
    assert rows == [(seq,) for seq in range(11, 31)]
    assert connection.execute("SELECT won FROM dockgrade.claim_v1('item:1', %s, 1)", (stream,)).fetchone() == (True,)


def test_more_benches_than_sessions_take_turns_and_each_is_who_it_is(central_database, through):
    benches = []
    for number in range(6):
        stream = stream_id()
        bench = join_bench(central_database, f"B{number:02}", streams={stream: f"A7K{number}"})
        benches.append((bench, stream, [through(bench) for _ in range(3)]))
    for bench, stream, connections in benches:
        links = chained(stream, 3)
        for number, connection in enumerate(connections):
            assert push(connection, stream, links[number : number + 1])[0] == number + 1
            assert connection.execute("SELECT bench_id FROM dockgrade.hello_v1(1)").fetchone() == (bench.bench_id,)
    stranger = benches[0][2][0]
    with pytest.raises(psycopg.Error) as caught:
        push(stranger, benches[1][1], chained(benches[1][1], 1))
    assert caught.value.sqlstate == "DG001"


def test_news_are_those_of_the_bench_that_asks_whoevers_session_it_gets(central_database, through):
    benches = []
    for number in range(6):
        stream = stream_id()
        bench = join_bench(central_database, f"B{number:02}", f"S{number % 2}", {stream: f"A7K{number}"})
        connection = through(bench)
        push(connection, stream, chained(stream, 2))
        benches.append((bench.site, stream, connection))
    for _ in range(8):  # a session's sixth question is the first that would find a plan of its own
        for site, stream, connection in benches:
            rows = connection.execute("SELECT * FROM dockgrade.news_v1('{}', '{}', '{}', 100)").fetchall()
            here = {other for its_site, other, _ in benches if its_site == site}
            assert {row[1] for row in rows if row[0] == "head"} == here
            assert {row[1] for row in rows if row[0] == "event"} == here - {stream}


def test_what_one_transaction_pins_does_not_stay_for_the_next(central_database, through):
    stream = stream_id()
    connection = through(join_bench(central_database, streams={stream: "A7K2"}))
    with connection.transaction():
        connection.execute("SET LOCAL synchronous_commit = off")
        push(connection, stream, chained(stream, 1))
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
    assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_the_administrators_commands_work_through_it_too(central_database, pgbouncer: Pgbouncer):
    from app.sync.central.enrol import enrol
    from app.sync.central.schema import init, restored

    url = pgbouncer.url("postgres", central_database.name)
    assert init(url).changed is False
    assert restored(url).epoch > 1
    assert enrol(url, "B07", "TMP1").role == "bench_tmp1_b07"
