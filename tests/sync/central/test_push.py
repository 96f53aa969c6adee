"""push_v1: what it takes, what it refuses and with which SQLSTATE, and what holds when two push at once."""

import threading
from dataclasses import replace

import psycopg
import pytest

from app.store.chain import GENESIS, chain_hash
from tests.sync.central.chained import PUSH, Link, arguments, chained, event_row, push, stream_id

pytestmark = [pytest.mark.postgres, pytest.mark.in_shards_too]


def stored(bench, columns="seq, hash"):
    return bench.database.psql(f"SELECT {columns} FROM dockgrade.event WHERE stream_id = '{bench.stream}' ORDER BY seq")


def head(bench):
    return bench.database.psql(f"SELECT last_seq, last_hash FROM dockgrade.stream WHERE stream_id = '{bench.stream}'")[
        0
    ]


def test_a_batch_is_stored_column_by_column_and_moves_the_head(bench):
    links = chained(bench.stream, 3, body='{"text":"Ä \\u0000 — 返品 🚚 %s"}', actor="Łucja", seen='["x"]')
    assert bench.push(links) == (3, links[-1].hash)
    columns = "seq, event_id::text, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body, prev_hash, hash"
    assert stored(bench, columns) == [
        (r.seq, r.event_id, r.item_key, r.kind, r.schema_version, r.hlc, r.wall_at, r.actor, r.command_id, r.seen, r.body,
         link.prev_hash, link.hash)
        for link in links for r in [link.row]
    ]  # fmt: skip
    assert head(bench) == (3, links[-1].hash)
    assert stored(bench, "site") == [("TMP1",)] * 3


def test_the_next_batch_follows_the_head(bench):
    links = chained(bench.stream, 5)
    bench.push(links[:2])
    assert bench.push(links[2:]) == (5, links[-1].hash)


def test_a_batch_whose_answer_was_lost_may_be_sent_again(bench):
    links = chained(bench.stream, 4)
    bench.push(links[:3])
    assert bench.push(links[:3]) == (3, links[2].hash)
    assert bench.push(links) == (4, links[3].hash)
    assert stored(bench) == [(link.row.seq, link.hash) for link in links]


def test_an_empty_batch_is_a_commit_of_its_own_that_gives_the_head(bench):
    links = chained(bench.stream, 1)
    bench.push(links)
    before = bench.database.psql("SELECT pg_current_wal_insert_lsn()")[0][0]
    assert bench.push([]) == (1, links[0].hash)
    assert bench.database.psql(f"SELECT pg_current_wal_insert_lsn() > '{before}'") == [(True,)]


def test_a_gap_is_refused(bench):
    links = chained(bench.stream, 4)
    bench.push(links[:1])
    assert bench.push_refused(links[2:]) == ("DG002", f"Expected event 2 of stream {bench.stream}, got 3.")
    assert bench.push_refused([links[1], links[3]])[0] == "DG002"
    assert head(bench) == (1, links[0].hash)


def test_a_number_that_is_left_out_is_refused_even_when_the_hashes_fit(bench):
    first = chained(bench.stream, 1)[0]
    row = event_row(bench.stream, 3)
    third = Link(row, first.hash, chain_hash(first.hash, row))
    assert bench.push_refused([first, third]) == ("DG002", f"Expected event 2 of stream {bench.stream}, got 3.")
    assert stored(bench) == []


def test_a_fork_is_refused(bench):
    links = chained(bench.stream, 3)
    bench.push(links)
    other = chained(bench.stream, 2, after=links[0])
    state, detail = bench.push_refused(other)
    assert state == "DG003"
    assert detail == f"Event 2 of stream {bench.stream} is already here with another hash; the head is 3."
    assert stored(bench) == [(link.row.seq, link.hash) for link in links]


def test_a_fork_that_goes_beyond_the_head_is_refused_whole(bench):
    links = chained(bench.stream, 2)
    bench.push(links)
    assert bench.push_refused([links[0], *chained(bench.stream, 3, after=links[0])])[0] == "DG003"
    assert len(stored(bench)) == 2


def test_a_continuation_of_another_history_is_refused(bench):
    links = chained(bench.stream, 2)
    bench.push(links)
    other = chained(bench.stream, 3)
    state, detail = bench.push_refused(other[2:])
    assert state == "DG004"
    assert links[1].hash.hex() in detail
    assert other[1].hash.hex() in detail


@pytest.mark.parametrize(
    "changes",
    [
        {"event_id": stream_id()},
        {"item_key": "item:other"},
        {"kind": "item.held"},
        {"schema_version": 2},
        {"hlc": 1},
        {"wall_at": "2025-01-01T00:00:00.001Z"},
        {"actor": "Nora"},
        {"command_id": "other"},
        {"seen": '["x"]'},
        {"body": '{"grade":"B"}'},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_row_that_does_not_match_its_hash_is_refused(bench, changes):
    links = chained(bench.stream, 3)
    links[1] = Link(replace(links[1].row, **changes), links[1].prev_hash, links[1].hash)
    state, detail = bench.push_refused(links)
    assert state == "DG004"
    assert detail.startswith(f"Event 2 of stream {bench.stream}: expected the hash ")
    assert stored(bench) == []


def test_a_column_that_runs_into_its_neighbour_is_noticed(bench):
    link = chained(bench.stream, 1, actor="ab", command_id="c")[0]
    moved = Link(replace(link.row, actor="a", command_id="bc"), link.prev_hash, link.hash)
    assert bench.push_refused([moved])[0] == "DG004"


def test_a_link_within_a_batch_that_is_broken_is_refused(bench):
    links = chained(bench.stream, 3)
    row = links[1].row
    links[1] = Link(row, GENESIS, chain_hash(GENESIS, row))
    assert bench.push_refused(links)[0] == "DG004"


@pytest.mark.parametrize("column", range(1, 14))
def test_an_array_that_is_shorter_than_the_others_is_refused(bench, column):
    values = arguments(bench.stream, chained(bench.stream, 2))
    values[column] = values[column][:1]
    assert bench.refused(PUSH, *values) in {"DG002", "DG004"}
    assert stored(bench) == []


@pytest.mark.parametrize("column", range(1, 14))
def test_nothing_in_place_of_a_value_is_refused(bench, column):
    values = arguments(bench.stream, chained(bench.stream, 2))
    values[column] = [values[column][0], None]
    assert bench.refused(PUSH, *values) in {"DG002", "DG004"}
    assert stored(bench) == []


def test_a_thousand_events_are_a_batch_and_one_more_is_too_many(bench):
    links = chained(bench.stream, 1001)
    state, detail = bench.push_refused(links)
    assert state == "DG008"
    assert "Expected at most 1000 events" in detail
    assert "got 1001 events" in detail
    assert bench.push(links[:1000])[0] == 1000


def test_a_megabyte_of_bodies_is_a_batch_and_more_is_too_much(bench):
    assert bench.push_refused(chained(bench.stream, 3, body="x" * 400_000))[0] == "DG008"
    assert bench.push(chained(bench.stream, 2, body="x" * 524_288))[0] == 2


def test_one_event_may_be_larger_than_a_batch_for_it_could_never_be_sent_otherwise(bench):
    assert bench.push(chained(bench.stream, 1, body="x" * 3_000_000))[0] == 1


def test_another_benchs_stream_cannot_be_pushed(bench, sessions):
    other = sessions("B08", series="A7K3")
    links = chained(other.stream, 1)
    state, detail = bench.push_refused(links, other.stream)
    assert (state, detail) == ("DG001", f"Expected a stream of role {bench.bench.role}, got {other.stream}.")
    unknown = stream_id()
    assert bench.push_refused(chained(unknown, 1), unknown)[0] == "DG001"
    assert bench.push_refused([], other.stream)[0] == "DG001"


def test_a_closed_stream_takes_nothing_more(bench):
    links = chained(bench.stream, 2)
    bench.push(links[:1])
    bench.connection.execute("SELECT dockgrade.open_stream_v1(%s, %s)", (stream_id(), bench.stream))
    assert bench.push_refused(links[1:])[0] == "DG005"
    assert bench.push_refused([])[0] == "DG005"


def test_a_disabled_bench_is_refused_while_it_is_still_connected(bench):
    bench.database.psql("UPDATE dockgrade.site_bench SET disabled = true")
    state, detail = bench.push_refused(chained(bench.stream, 1))
    assert state == "DG007"
    assert "Bench B07 at TMP1" in detail


@pytest.mark.parametrize("asked", ["off", "local", "remote_write"])
def test_a_session_cannot_have_its_batch_acknowledged_before_it_is_on_disk(bench, asked):
    bench.connection.execute(f"SET synchronous_commit = {asked}")
    with bench.connection.transaction():
        bench.push(chained(bench.stream, 1))
        assert bench.connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
    assert bench.connection.execute("SHOW synchronous_commit").fetchone() == (asked,)


def test_a_stricter_setting_of_the_server_is_kept(bench):
    bench.connection.execute("SET synchronous_commit = remote_apply")
    with bench.connection.transaction():
        bench.push(chained(bench.stream, 1))
        assert bench.connection.execute("SHOW synchronous_commit").fetchone() == ("remote_apply",)


def test_two_connections_of_one_stream_queue_up_and_store_each_event_once(bench):
    links = chained(bench.stream, 60)
    faults = []

    def send():
        try:
            with psycopg.connect(bench.bench.url, autocommit=True) as connection:
                for start in range(0, 60, 10):
                    push(connection, bench.stream, links[start : start + 10])
        except psycopg.Error as err:
            faults.append(err)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert stored(bench) == [(link.row.seq, link.hash) for link in links]


def test_of_two_histories_that_race_one_gets_in(bench):
    first, second = chained(bench.stream, 5), chained(bench.stream, 5)
    with psycopg.connect(bench.bench.url) as slow:
        push(slow, bench.stream, first)
        states = []
        waiting = threading.Thread(target=lambda: states.append(bench.push_refused(second)[0]))
        waiting.start()
        slow.commit()
        waiting.join()
    assert states == ["DG003"]
    assert stored(bench) == [(link.row.seq, link.hash) for link in first]


def test_streams_do_not_wait_for_each_other(bench, sessions):
    other = sessions("B08", series="A7K3")
    with psycopg.connect(bench.bench.url) as slow:
        push(slow, bench.stream, chained(bench.stream, 1))
        other.connection.execute("SET lock_timeout = '1s'")
        assert other.push(chained(other.stream, 1))[0] == 1


def test_what_a_transaction_takes_back_leaves_no_trace(bench):
    links = chained(bench.stream, 2)
    with bench.connection.transaction(force_rollback=True):
        bench.push(links)
    assert stored(bench) == []
    assert bench.push(links)[0] == 2


def test_an_event_of_an_unknown_kind_is_stored_as_it_is(bench):
    row = event_row(bench.stream, 1, kind="item.weighed_on_mars", schema_version=99, body="not even JSON")
    bench.push([Link(row, GENESIS, chain_hash(GENESIS, row))])
    assert stored(bench, "kind, schema_version, body") == [("item.weighed_on_mars", 99, "not even JSON")]


def test_the_hash_of_the_server_is_that_of_the_bench_for_odd_texts(bench):
    previous = None
    for text in (
        "",
        " ",
        "\\x00\\",
        "a\u0300",
        "\u2028",
        "\U0010ffff",
        "'; --",
        "x" * 70_000,
        "\t\r\n",
        "ß" * 127,
        "ß" * 128,
    ):
        link = chained(bench.stream, 1, after=previous, body=text, actor=text, item_key=text[:200])[0]
        assert bench.push([link]) == (link.row.seq, link.hash)
        previous = link


def test_the_largest_clock_and_the_smallest_fit(bench):
    first = chained(bench.stream, 1, hlc=2**63 - 1)[0]
    second = chained(bench.stream, 1, after=first, hlc=-(2**63), schema_version=-(2**31))[0]
    assert bench.push([first, second])[0] == 2
