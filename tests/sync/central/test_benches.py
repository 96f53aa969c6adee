"""hello, enrol, open_stream, new_series and claim: what each answers and what it refuses."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest

from app.sync.central.enrol import disable, enrol
from tests.postgres import join_bench, open_token
from tests.sync.central import seen
from tests.sync.central.chained import stream_id

pytestmark = [pytest.mark.postgres, pytest.mark.in_shards_too]

ENROL = "SELECT stream_id::text, series, clash FROM dockgrade.enrol_v1(%s, %s::jsonb)"
SERIES = re.compile("[0-9A-HJKMNP-TV-Z]{4}")


def given(*streams, bench_id="B07", site="TMP1"):
    return json.dumps(
        [{"stream_id": s, "series": series, "bench_id": bench_id, "site": site, "last_seq": 5} for s, series in streams]
    )


@pytest.fixture
def invited(central_database):
    """A bench with a token that it has not spent: its connection and the token."""
    role, secret, token = open_token(enrol(central_database.url, "B09", "TMP1").token)
    with psycopg.connect(central_database.url_of(role, secret), autocommit=True) as connection:
        yield connection, token


@contextmanager
def invited_again(bench):
    """A new token for a bench that has joined: its connection and the token."""
    role, secret, token = open_token(enrol(bench.database.url, bench.bench.bench_id, bench.bench.site).token)
    with psycopg.connect(bench.database.url_of(role, secret), autocommit=True) as connection:
        yield connection, token


def refused(connection, statement, *values):
    with pytest.raises(psycopg.Error) as caught:
        connection.execute(statement, values)
    return caught.value.sqlstate


def test_hello_says_who_the_server_is_and_whom_it_speaks_to(bench):
    row = bench.connection.execute("SELECT * FROM dockgrade.hello_v1(1)").fetchone()
    meta = bench.database.psql("SELECT cluster_id, schema_version FROM dockgrade.central_meta")[0]
    assert row[:7] == (meta[0], "1/1", 1, 1, meta[1], "B07", "TMP1")
    assert row[7].tzinfo is not None


def test_hello_refuses_a_version_of_the_protocol_that_it_does_not_speak(bench):
    assert bench.refused("SELECT * FROM dockgrade.hello_v1(%s)", 2) == "DG009"
    assert bench.refused("SELECT * FROM dockgrade.hello_v1(%s)", 0) == "DG009"


def test_a_bench_that_has_not_spent_its_token_may_do_nothing_else(invited):
    connection, _ = invited
    assert refused(connection, "SELECT * FROM dockgrade.hello_v1(1)") == "DG007"
    assert refused(connection, "SELECT dockgrade.open_stream_v1(%s, NULL)", stream_id()) == "DG007"
    assert seen.heads(connection) == []


def test_enrolling_registers_every_stream_with_its_series(invited):
    connection, token = invited
    first, second = stream_id(), stream_id()
    rows = connection.execute(ENROL, (token, given((first, "AAAA"), (second, "BBBB")))).fetchall()
    assert sorted(rows) == sorted([(first, "AAAA", False), (second, "BBBB", False)])


def test_a_token_is_good_once(invited):
    connection, token = invited
    connection.execute(ENROL, (token, "[]"))
    assert refused(connection, ENROL, token, "[]") == "DG006"


def test_a_token_of_another_bench_or_of_nobody_is_refused(invited, bench):
    connection, token = invited
    assert bench.refused(ENROL, token, "[]") == "DG006"
    assert refused(connection, ENROL, "guess", "[]") == "DG006"
    connection.execute(ENROL, (token, "[]"))


def test_an_expired_token_is_refused(invited, central_database):
    connection, token = invited
    central_database.psql("UPDATE dockgrade.enrolment SET expires_at = now()")
    assert refused(connection, ENROL, token, "[]") == "DG006"


def test_a_token_is_not_kept_on_the_server(invited, central_database):
    _, token = invited
    assert token not in str(central_database.psql("SELECT to_json(e)::text FROM dockgrade.enrolment e"))


def test_a_refused_enrolment_leaves_the_token_good(invited, bench):
    connection, token = invited
    assert refused(connection, ENROL, token, given((bench.stream, "A7K2"))) == "DG001"
    assert refused(connection, ENROL, token, given((stream_id(), "lower"))) == "22023"
    assert connection.execute(ENROL, (token, "[]")).fetchall() == []


def test_a_series_that_another_stream_has_is_a_clash_and_a_new_one_is_given(invited, bench):
    connection, token = invited
    mine = stream_id()
    [(stream, series, clash)] = connection.execute(ENROL, (token, given((mine, "A7K2")))).fetchall()
    assert (stream, clash) == (mine, True)
    assert series != "A7K2"
    assert SERIES.fullmatch(series)
    owner = bench.database.psql("SELECT stream_id::text FROM dockgrade.series_taken WHERE series = 'A7K2'")
    assert owner == [(bench.stream,)]


def test_enrolling_again_with_a_new_token_gives_the_same_streams_back(bench):
    again = join_bench(bench.database, streams={bench.stream: "A7K2"})
    assert again.series == {bench.stream: "A7K2"}
    assert again.role == bench.bench.role


def test_a_bench_keeps_the_streams_of_its_earlier_names(invited):
    connection, token = invited
    old = stream_id()
    connection.execute(ENROL, (token, given((old, "AAAA"), bench_id="B01", site="HEL1")))
    assert [head[:3] for head in seen.heads(connection)] == [(old, "B01", "HEL1")]


def test_a_new_stream_gets_a_series_and_closes_the_one_it_replaces(bench):
    new = stream_id()
    (series,) = bench.connection.execute("SELECT dockgrade.open_stream_v1(%s, %s)", (new, bench.stream)).fetchone()
    assert SERIES.fullmatch(series)
    assert series != "A7K2"
    rows = [(head[0], head[-1], *head[1:3]) for head in seen.heads(bench.connection)]
    assert sorted(rows) == sorted([(bench.stream, True, "B07", "TMP1"), (new, False, "B07", "TMP1")])
    assert bench.connection.execute("SELECT dockgrade.open_stream_v1(%s, %s)", (new, bench.stream)).fetchone() == (
        series,
    )


def test_a_server_that_forgot_a_stream_takes_it_again_with_the_series_it_uses(bench):
    forgotten = stream_id()
    opened = bench.connection.execute("SELECT dockgrade.open_stream_v1(%s, NULL, 'ZZZ9')", (forgotten,)).fetchone()
    assert opened == ("ZZZ9",)
    (other,) = bench.connection.execute(
        "SELECT dockgrade.open_stream_v1(%s, %s, 'ZZZ9')", (stream_id(), stream_id())
    ).fetchone()
    assert other != "ZZZ9"


def test_a_used_up_series_is_followed_by_another_that_belongs_to_the_same_stream(bench):
    (series,) = bench.connection.execute("SELECT dockgrade.new_series_v1(%s)", (bench.stream,)).fetchone()
    assert series != "A7K2"
    rows = bench.database.psql("SELECT series FROM dockgrade.series_taken")
    assert sorted(rows) == sorted([("A7K2",), (series,)])
    assert bench.bench.series == {bench.stream: "A7K2"}
    assert [head[3] for head in seen.heads(bench.connection)] == [series]
    again = join_bench(bench.database, streams={bench.stream: "A7K2"})
    assert again.series == {bench.stream: "A7K2"}, (
        "what it writes is its own still; the other waits until it is used up"
    )


def test_a_series_that_a_bench_drew_for_itself_is_taken_in_when_it_joins_again(bench):
    assert join_bench(bench.database, streams={bench.stream: "DRAW"}).series == {bench.stream: "DRAW"}
    owner = "SELECT stream_id::text FROM dockgrade.series_taken WHERE series = 'DRAW'"
    assert bench.database.psql(owner) == [(bench.stream,)]


def test_a_series_that_a_bench_drew_and_another_has_is_replaced_by_one_that_nobody_had(bench, sessions):
    sessions("B08", series="DRAW")
    with invited_again(bench) as (connection, token):
        ((stream, series, clash),) = connection.execute(ENROL, (token, given((bench.stream, "DRAW")))).fetchall()
    assert (stream, clash) == (bench.stream, True)
    assert series not in {"DRAW", "A7K2"}


@pytest.mark.parametrize("end", [disable, enrol])
def test_a_bench_that_is_shut_out_or_enrolled_again_is_cut_off(bench, end):
    """Whoever held the connection would otherwise be let in again with the token that is issued for somebody else."""
    end(bench.database.url, "B07", "TMP1")
    with pytest.raises(psycopg.OperationalError):
        bench.connection.execute("SELECT 1")


def test_a_closed_stream_gets_no_series(bench):
    bench.connection.execute("SELECT dockgrade.open_stream_v1(%s, %s)", (stream_id(), bench.stream))
    assert bench.refused("SELECT dockgrade.new_series_v1(%s)", bench.stream) == "DG005"


def test_the_first_claim_wins_and_everybody_hears_who_it_was(bench, sessions):
    other = sessions("B08", series="A7K3")
    claim = "SELECT won, stream_id::text, seq FROM dockgrade.claim_v1('item:1', %s, %s)"
    assert bench.connection.execute(claim, (bench.stream, 7)).fetchone() == (True, bench.stream, 7)
    assert other.connection.execute(claim, (other.stream, 3)).fetchone() == (False, bench.stream, 7)
    assert bench.connection.execute(claim, (bench.stream, 9)).fetchone() == (True, bench.stream, 7)


def test_of_claims_at_the_same_time_one_wins(bench):
    def claim(seq):
        with psycopg.connect(bench.bench.url, autocommit=True) as connection:
            row = connection.execute(
                "SELECT seq FROM dockgrade.claim_v1('item:1', %s, %s)", (bench.stream, seq)
            ).fetchone()
            return row[0]

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(claim, range(1, 17)))) == 1


def test_series_handed_out_at_the_same_time_are_all_different(bench):
    def ask(_):
        with psycopg.connect(bench.bench.url, autocommit=True) as connection:
            return connection.execute("SELECT dockgrade.open_stream_v1(%s)", (stream_id(),)).fetchone()[0]

    with ThreadPoolExecutor(8) as pool:
        series = list(pool.map(ask, range(40)))
    assert len(set(series)) == 40
