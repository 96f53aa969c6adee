"""`news_v1`: what a bench does not have yet and nothing else, to a bench that may know and to nobody else."""

from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest

from app.store.chain import GENESIS
from app.sync.central.enrol import enrol
from tests.postgres import open_token
from tests.sync.central import seen
from tests.sync.central.chained import chained, stream_id

pytestmark = [pytest.mark.postgres, pytest.mark.in_shards_too]

ASK = "SELECT * FROM dockgrade.news_v1(%s::uuid[], %s::bigint[], %s::bytea[], %s::integer)"


@dataclass
class Told:
    """An answer, taken apart."""

    heads: dict[str, Any] = field(default_factory=dict)
    events: dict[str, list[Any]] = field(default_factory=dict)
    feeds: dict[str, int] = field(default_factory=dict)
    streams: int | None = None


def ask(session, known=(), rows=100, *, in_order=True):
    """`known`: (stream, number, hash) of each head that the bench has."""
    given = sorted(known) if in_order else list(known)
    told = Told()
    arguments = [[one[place] for one in given] for place in range(3)]
    for row in session.connection.execute(ASK, [*arguments, rows]).fetchall():
        match row[0]:
            case "head":
                told.heads[row[1]] = (row[2], row[14], *row[15:])
            case "event":
                told.events.setdefault(row[1], []).append(row[2])
            case "feed":
                told.feeds[row[4]] = row[2]
            case "streams":
                told.streams = row[2]
    return told


def mark(session, links):
    return (session.stream, links[-1].row.seq, links[-1].hash) if links else (session.stream, 0, GENESIS)


@pytest.fixture
def neighbour(sessions):
    """B08 at the same site."""
    return sessions("B08", series="A7K3")


@pytest.fixture
def stranger(sessions):
    """B01 at another site, with two events."""
    session = sessions("B01", "HEL1", "C0D3")
    session.push(chained(session.stream, 2))
    return session


def test_who_knows_nothing_is_told_every_head_of_the_site_and_the_events_of_the_others(bench, neighbour):
    ours, theirs = chained(bench.stream, 2), chained(neighbour.stream, 3)
    bench.push(ours)
    neighbour.push(theirs)
    told = ask(bench)
    assert told.heads == {
        bench.stream: (2, ours[-1].hash, "B07", "TMP1", "A7K2", False),
        neighbour.stream: (3, theirs[-1].hash, "B08", "TMP1", "A7K3", False),
    }
    assert told.events == {neighbour.stream: [1, 2, 3]}
    assert told.streams == 2


def test_only_heads_that_moved_are_told(bench, neighbour):
    ours, theirs = chained(bench.stream, 2), chained(neighbour.stream, 3)
    bench.push(ours)
    neighbour.push(theirs)
    everything = [mark(bench, ours), mark(neighbour, theirs)]
    told = ask(bench, everything)
    assert (told.heads, told.events, told.streams) == ({}, {}, 2)
    more = chained(neighbour.stream, 2, after=theirs[-1])
    neighbour.push(more)
    told = ask(bench, everything)
    assert {stream: head[:2] for stream, head in told.heads.items()} == {neighbour.stream: (5, more[-1].hash)}
    assert (told.events, told.streams) == ({neighbour.stream: [4, 5]}, 2)


def test_the_columns_of_an_event_are_those_of_the_table(bench, neighbour):
    neighbour.push(chained(neighbour.stream, 1, body='{"future": "й"}', seen='["x"]'))
    (row,) = [row for row in bench.connection.execute(ASK, [[], [], [], 9]).fetchall() if row[0] == "event"]
    (stored,) = seen.events(bench.connection, neighbour.stream)
    assert row[1:15] == stored


@pytest.mark.parametrize("change", ["last_hash = sha256('other')", "last_seq = 2", "last_seq = 9"])
def test_a_head_that_went_back_or_another_way_is_told(bench, neighbour, change):
    theirs = chained(neighbour.stream, 3)
    neighbour.push(theirs)
    known = [mark(bench, []), mark(neighbour, theirs)]
    assert ask(bench, known).heads == {}
    bench.database.psql(f"UPDATE dockgrade.stream SET {change} WHERE stream_id = '{neighbour.stream}'")
    assert ask(bench, known).heads.keys() == {neighbour.stream}


def test_a_stream_that_is_gone_shows_in_the_number_of_streams(bench, neighbour):
    known = [mark(bench, []), mark(neighbour, [])]
    bench.database.psql(f"DELETE FROM dockgrade.stream WHERE stream_id = '{neighbour.stream}'")
    told = ask(bench, known)
    assert (told.heads, told.streams) == ({}, 1)


def test_a_stream_of_ours_that_was_closed_is_told_each_time(bench):
    known = [mark(bench, [])]
    new = stream_id()
    bench.connection.execute("SELECT dockgrade.open_stream_v1(%s, %s)", (new, bench.stream))
    known.append((new, 0, GENESIS))
    told = ask(bench, known)
    assert told.heads.keys() == {bench.stream}
    assert told.heads[bench.stream][-1] is True


def test_events_of_ones_own_are_not_sent_back(bench):
    bench.push(chained(bench.stream, 3))
    told = ask(bench)
    assert (told.heads[bench.stream][0], told.events) == (3, {})


def test_no_more_events_come_than_were_asked_for(bench, neighbour, sessions):
    third = sessions("B09", series="A7K4")
    for one in (neighbour, third):
        one.push(chained(one.stream, 6))
    told = ask(bench, rows=8)
    assert {stream: head[0] for stream, head in told.heads.items()} == {
        bench.stream: 0, neighbour.stream: 6, third.stream: 6
    }  # fmt: skip
    first, second = sorted((neighbour.stream, third.stream))
    assert told.events == {first: [1, 2, 3, 4, 5, 6], second: [1, 2]}
    assert ask(bench, rows=0).events == {}


def test_nobody_gets_more_than_a_thousand(bench, neighbour):
    links = chained(neighbour.stream, 1_001)
    neighbour.push(links[:1_000])
    neighbour.push(links[1_000:])
    assert ask(bench, rows=1_000_000).events == {neighbour.stream: list(range(1, 1_001))}


def test_a_large_event_does_not_come_along(bench, neighbour):
    links = chained(neighbour.stream, 1)
    links += chained(neighbour.stream, 1, after=links[-1], body="x" * 9_000)
    links += chained(neighbour.stream, 1, after=links[-1], seen="y" * 9_000)
    links += chained(neighbour.stream, 1, after=links[-1])
    neighbour.push(links)
    told = ask(bench)
    assert (told.heads[neighbour.stream][0], told.events) == (4, {neighbour.stream: [1, 4]})


@pytest.mark.parametrize(
    "known",
    [
        [("ffffffff-ffff-4fff-8fff-ffffffffffff", 1, GENESIS), (None, None, None)],
        [(None, 3, GENESIS)],
        [("00000000-0000-4000-8000-000000000000", None, None)],
    ],
)
def test_nonsense_brings_more_and_never_less(bench, neighbour, known):
    neighbour.push(chained(neighbour.stream, 1))
    told = ask(bench, known, in_order=False)
    assert told.heads.keys() == {bench.stream, neighbour.stream}


def test_streams_out_of_order_are_told_once_more_than_needed(bench, neighbour, sessions):
    third = sessions("B09", series="A7K4")
    known = sorted(mark(one, []) for one in (bench, neighbour, third))
    assert ask(bench, known).heads == {}
    told = ask(bench, known[::-1], in_order=False)
    assert told.heads.keys() < {one[0] for one in known}
    assert told.streams == 3


def test_how_far_each_feed_is_comes_along(bench):
    assert ask(bench).feeds == {}
    bench.database.psql("INSERT INTO dockgrade.ref_head VALUES ('products', 8), ('returns', 3)")
    assert ask(bench).feeds == {"products": 8, "returns": 3}


# -- who may know


def test_another_site_is_neither_told_nor_counted(bench, stranger):
    told = ask(bench)
    assert (told.heads.keys(), told.events, told.streams) == ({bench.stream}, {}, 1)
    told = ask(bench, [(stranger.stream, 0, GENESIS)])
    assert (told.heads.keys(), told.events, told.streams) == ({bench.stream}, {}, 1)
    told = ask(stranger)
    assert (told.heads.keys(), told.streams) == ({stranger.stream}, 1)


def test_it_tells_exactly_what_the_tables_show(bench, neighbour, stranger):
    neighbour.push(chained(neighbour.stream, 2))
    for one in (bench, neighbour, stranger):
        shown = seen.streams(one.connection)
        told = ask(one)
        assert told.heads.keys() == shown
        assert told.streams == len(shown)
        others = {stream: [row[1] for row in seen.events(one.connection, stream)] for stream in shown - {one.stream}}
        assert told.events == {stream: numbers for stream, numbers in others.items() if numbers}


def test_a_stream_of_ours_from_another_site_is_told_as_the_table_shows_it(bench, stranger):
    """A computer that moved to another site: its old streams are its own, their events are that site's."""
    bench.database.psql(
        f"UPDATE dockgrade.stream SET pg_role = '{bench.bench.role}' WHERE stream_id = '{stranger.stream}'"
    )
    told = ask(bench)
    assert told.heads.keys() == seen.streams(bench.connection) == {bench.stream, stranger.stream}
    assert (told.events, told.streams) == ({}, 2)


def test_events_of_another_site_do_not_come_with_a_head_of_this_one(bench, neighbour):
    """What the policy of the table says of each row holds here for each row, too."""
    neighbour.push(chained(neighbour.stream, 2))
    bench.database.psql("UPDATE dockgrade.event SET site = 'HEL1' WHERE seq = 2")
    assert ask(bench).events == {neighbour.stream: [1]}


def test_a_disabled_bench_is_told_nothing(bench, neighbour):
    bench.database.psql("UPDATE dockgrade.site_bench SET disabled = true WHERE bench_id = 'B07'")
    with pytest.raises(psycopg.Error) as caught:
        ask(bench)
    assert (caught.value.sqlstate, caught.value.diag.message_primary) == ("DG007", "This bench is disabled.")


def test_a_bench_that_has_not_spent_its_token_is_told_nothing(bench):
    role, secret, _ = open_token(enrol(bench.database.url, "B10", "TMP1").token)
    with psycopg.connect(bench.database.url_of(role, secret)) as connection, pytest.raises(psycopg.Error) as caught:
        connection.execute(ASK, [[], [], [], 1])
    assert (caught.value.sqlstate, caught.value.diag.message_primary) == ("DG007", "This bench is not enrolled.")


def test_nobody_but_a_bench_may_ask(bench):
    bench.database.psql("CREATE ROLE wms LOGIN PASSWORD 'wms' IN ROLE dockgrade_reader")
    with psycopg.connect(bench.database.url_of("wms", "wms")) as reader, pytest.raises(psycopg.Error) as caught:
        reader.execute(ASK, [[], [], [], 1])
    assert caught.value.sqlstate == "42501"


def test_the_group_of_all_benches_is_told_what_the_bench_that_logged_in_is(bench, stranger):
    bench.connection.execute("SET ROLE dockgrade_bench")
    assert ask(bench).heads.keys() == {bench.stream}


def test_what_somebody_planted_in_public_is_not_looked_at(bench, stranger):
    bench.database.psql(
        "CREATE TABLE public.stream AS SELECT * FROM dockgrade.stream; GRANT ALL ON public.stream TO PUBLIC;"
        "CREATE FUNCTION public.octet_length(text) RETURNS integer LANGUAGE sql AS 'SELECT 0'"
    )
    bench.connection.execute("SET search_path = public, dockgrade, pg_catalog")
    assert ask(bench).heads.keys() == {bench.stream}


def test_the_plans_are_kept(bench, neighbour):
    """A plan for one stream alone leaves partitions out as it is made: the server must not prefer it and plan each time anew.

    A distributed engine on the other hand cannot plan a statement on all shards without its values.
    """
    neighbour.push(chained(neighbour.stream, 1))
    bench.connection.execute("SET plan_cache_mode = force_custom_plan")
    (config,) = bench.database.psql("SELECT proconfig FROM pg_proc WHERE proname = 'news_v1'")[0]
    ((engine,),) = bench.database.psql("SELECT engine FROM dockgrade.central_meta")
    assert ("plan_cache_mode=force_generic_plan" in config) is (engine == "postgresql")
    assert ask(bench).events == {neighbour.stream: [1]}
    assert bench.connection.execute("SHOW plan_cache_mode").fetchone() == ("force_custom_plan",)
