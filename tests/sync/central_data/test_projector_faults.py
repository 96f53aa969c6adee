"""Cuts, kills, gaps, damage, and events of other releases: the projector goes on, and says what it left out."""

import queue
import random
import subprocess
import sys
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from msgspec.structs import replace

from app.domain.events import (
    ItemAmended,
)
from app.errors import KnownError
from app.sync.central.projecting import Waiting, watch
from app.sync.central.projector import Projector, Step
from app.sync.central.schema import init
from app.sync.central.shares import Share
from tests.sync.central_data.feeding import (
    central_rows,
    feed,
    project,
    put,
    replay,
    replay_upto,
    tables,
    until_done,
    writer,
)
from tests.sync.central_data.stories import Story, line

pytestmark = pytest.mark.postgres


def test_a_connection_that_is_cut_anywhere_loses_and_doubles_nothing(central_database, worked):
    url, rng = central_database.url, random.Random(5)
    for path in worked:
        feed(url, path)
    with psycopg.connect(url, autocommit=True) as connection:
        Projector(connection).prepare()

    def cut():
        for _ in range(25):
            threading.Event().wait(rng.random() * 0.08)
            central_database.psql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim'"
                " AND datname = current_database()"
            )

    killer = threading.Thread(target=cut)
    killer.start()
    cuts = 0
    while killer.is_alive():
        try:
            with psycopg.connect(url, autocommit=True, application_name="victim") as connection:
                worker = Projector(connection, batch_events=3)
                while killer.is_alive():
                    if not worker.step().events:
                        worker.refold()
        except psycopg.Error:
            cuts += 1
    killer.join()
    project(url)
    assert cuts > 3
    assert central_rows(url) == replay(*worked)


def test_a_projector_that_is_killed_anywhere_loses_and_doubles_nothing(central_database, worked):
    url, rng = central_database.url, random.Random(8)
    for path in worked:
        feed(url, path)
    for _ in range(6):
        with subprocess.Popen(
            [sys.executable, "-P", "-m", "app", "central", "project", "--watch", "--refold", "--json", "--url", url],
            stdout=subprocess.PIPE,
        ) as process:
            process.stdout.readline()  # the first batch is done; the others follow at once
            threading.Event().wait(rng.random() * 0.1)
            process.kill()
    project(url)
    assert central_rows(url) == replay(*worked)


def test_a_watching_projector_comes_back_when_the_server_does(own_postgres, tmp_path):
    own_postgres.psql("CREATE DATABASE central")
    url = own_postgres.url(database="central")
    init(url)
    one = writer(tmp_path)
    parcel = one.parcel(2)
    feed(url, one.journal.path)
    seen, stop = queue.Queue(), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(watch, url, Share(), seen.put, stop.wait)
        try:
            assert seen.get(timeout=30).events == 1
            own_postgres.stop("immediate")
            assert isinstance(seen.get(timeout=30), Waiting)
            own_postgres.start()
            one.item(parcel)
            one.journal.close()
            feed(url, one.journal.path)
            while not isinstance(step := seen.get(timeout=60), Step):
                pass
            assert step.events == 1
        finally:
            stop.set()
        running.result(timeout=60)
    assert central_rows(url) == replay(one.journal.path)


def test_unknown_kinds_and_versions_are_passed_by(central_database):
    story, url = Story(), central_database.url
    bench = story.bench("B07")
    bench.identify("i1")
    story.push(url)
    put_raw(url, bench, kind="item_polished", body='{"shine":3}')
    put_raw(url, bench, kind="item_graded", schema_version=9, body='{"new":"shape"}')
    project(url)
    assert central_database.psql("SELECT status FROM dockgrade.item") == [("identified",)]
    assert central_database.psql("SELECT count(*) FROM dockgrade.projector_unread") == [(0,)]


@pytest.mark.parametrize(
    "raw",
    [
        {"body": "{not json"},
        {"body": '{"item_id":"i1","grade":"Z"}'},
        {"body": '{"item_id":"i1","grade":"\\ud800"}'},
        {"body": '{"item_id":"other","grade":"B"}'},
        {"wall_at": "yesterday"},
        {"wall_at": "2026-11-20T08:00:00+02:00"},
        {"kind": "item_amended", "body": '{"item_id":"i1","quantity":99999999999999999999999}'},
        {"kind": "item_amended", "body": '{"item_id":"i1","quantity":9223372036854775000}'},
    ],
)
def test_an_event_that_cannot_be_read_is_put_aside_and_the_rest_goes_on(central_database, raw):
    story, url = Story(), central_database.url
    bench = story.bench("B07")
    bench.receive("p1", line())
    bench.identify("i1")
    bench.identify("i2")
    story.push(url)
    project(url)
    put_raw(url, bench, **({"kind": "item_graded", "body": '{"item_id":"i1","grade":"B"}'} | raw))
    bench.grade("i2")
    bench.own[-1] = replace(bench.own[-1], seq=bench.own[-1].seq + 1)
    story.push(url)
    project(url)
    found = central_database.psql("SELECT item_id, status, quantity FROM dockgrade.item ORDER BY 1")
    assert found[1] == ("i2", "graded", 1)
    assert found[0][:2] == ("i1", "identified")
    ((seq, key, why),) = central_database.psql("SELECT seq, item_key, why FROM dockgrade.projector_unread")
    assert (seq, key) == (4, "item:i1")
    assert why


def test_a_character_that_postgres_has_not_is_shown_as_a_replacement(central_database):
    story, url = Story(), central_database.url
    bench = story.bench("B07")
    bench.identify("i1", title="Nul\0here", serial="\\u0000")
    story.push(url)
    project(url)
    assert central_database.psql("SELECT title, serial FROM dockgrade.item") == [("Nul\ufffdhere", "\\u0000")]


def put_raw(url, bench, **changes):
    """Put one event as the next of a bench's stream onto the server, whatever stands in it."""
    facts = {"kind": "item_graded", "schema_version": 1, "body": "{}", "wall_at": "2026-11-20T09:00:00.000Z"} | changes
    with psycopg.connect(url) as central:
        seq, hlc = central.execute(
            "SELECT last_seq + 1, last_hlc + 1 FROM dockgrade.stream WHERE stream_id = %s", (bench.stream_id,)
        ).fetchone()
        row = (bench.stream_id, seq, str(uuid.uuid4()), "item:i1", facts["kind"], facts["schema_version"], hlc,
               facts["wall_at"], "", "c", "[]", facts["body"], bytes(32), bytes(32))  # fmt: skip
        put(central, [row])


def test_a_server_with_fewer_events_than_were_folded_is_folded_again(central_database, worked, caplog):
    url = central_database.url
    for path in worked:
        feed(url, path)
    project(url, "1/2", "2/2")
    with psycopg.connect(url) as central:
        central.execute("DELETE FROM dockgrade.event WHERE seq > 30")
        central.execute("UPDATE dockgrade.stream SET last_seq = least(last_seq, 30)")
    assert "fewer events" not in caplog.text
    project(url, "1/2", "2/2")
    assert "share 1/2: the server has fewer events than were folded" in caplog.text
    with psycopg.connect(url) as central:
        assert central.execute("SELECT max(seq) FROM dockgrade.projector_cursor").fetchone() == (30,)
    assert central_rows(url) == replay_upto(worked, 30)


def test_folding_again_changes_nothing_and_brings_back_what_was_emptied(central_database, worked, caplog):
    url = central_database.url
    for path in worked:
        feed(url, path)
    project(url)
    before = tables(url)
    central_database.psql("TRUNCATE dockgrade.item, dockgrade.parcel_line, dockgrade.stock_movement, dockgrade.mark")
    with psycopg.connect(url, autocommit=True) as connection:
        worker = Projector(connection)
        worker.prepare()
        worker.refold()
        until_done(worker)
        assert tables(url) == before
        versions = "SELECT (SELECT array_agg(xmin::text ORDER BY item_id) FROM dockgrade.item), (SELECT array_agg(xmin::text ORDER BY parcel_id) FROM dockgrade.parcel)"
        written = connection.execute(versions).fetchone()
        assert all(written)
        worker.refold()
        until_done(worker)
        assert connection.execute(versions).fetchone() == written
    assert "fewer events" not in caplog.text, "nobody has taken anything from the server: folding again was asked for"


def test_a_gap_in_the_record_is_named_and_not_passed_over(central_database, worked):
    feed(central_database.url, worked[0])
    central_database.psql("DELETE FROM dockgrade.event WHERE seq = 20")
    with pytest.raises(KnownError, match="gaps"):
        project(central_database.url)


def test_what_a_batch_reads_and_writes_goes_by_index(central_database, worked):
    url = central_database.url
    for path in worked:
        feed(url, path)
    project(url)
    stream = central_database.psql("SELECT stream_id::text FROM dockgrade.stream LIMIT 1")[0][0]
    with psycopg.connect(url) as connection:
        connection.execute("SET enable_seqscan = off")
        for statement, values in (
            ("SELECT seq FROM dockgrade.event WHERE item_key = ANY(%s)", (["item:a", "item:b"],)),
            ("SELECT seq FROM dockgrade.event WHERE stream_id = %s AND seq > %s ORDER BY seq LIMIT 9", (stream, 3)),
            ("SELECT item_id FROM dockgrade.item WHERE parcel_id = ANY(%s)", (["p1"],)),
            ("SELECT movement_id FROM dockgrade.stock_movement WHERE item_key = ANY(%s)", (["item:a"],)),
            ("SELECT * FROM dockgrade.item_v WHERE lpn = %s", ("R",)),
            ("SELECT * FROM dockgrade.stock_movement_v WHERE at > %s", ("2026",)),
        ):
            plan = "\n".join(row[0] for row in connection.execute("EXPLAIN " + statement, values))
            assert "Index" in plan, plan
            assert "Seq Scan" not in plan, plan


def test_an_item_that_comes_in_before_its_parcel_gets_the_parcel_s_time_and_counts_in_it(central_database):
    story, url = Story(), central_database.url
    one, two = story.bench("B07"), story.bench("B08")
    received = one.receive("p1", line(2))
    two.hear(one)
    two.identify("i1", quantity=2)
    two.decide("i1")
    story.push(url, only=two)
    project(url, "1/2", "2/2")
    story.push(url, only=one)
    project(url, "1/2", "2/2")
    assert central_database.psql("SELECT received_at FROM dockgrade.item") == [(received.wall_at,)]
    assert central_database.psql("SELECT cycle_seconds FROM dockgrade.item_v") == [(2.0,)]
    assert central_database.psql("SELECT received_units FROM dockgrade.parcel") == [(2,)]
    assert central_database.psql("SELECT received FROM dockgrade.parcel_line") == [(2,)]


def test_what_does_not_follow_from_the_events_any_more_is_taken_out(central_database):
    story, url = Story(), central_database.url
    one, two = story.bench("B07"), story.bench("B08")
    received = one.receive("p1", line(2))
    one.identify("i1")
    story.push(url)
    one.on("i1", ItemAmended("i1", quantity=3))
    two.hear(one)
    two.on("i1", ItemAmended("i1", quantity=3))
    story.push(url, only=two)  # it names an event that is not here yet: its movement is provisional
    project(url)
    assert central_database.psql("SELECT quantity FROM dockgrade.stock_movement ORDER BY at") == [(1,), (2,)]
    assert central_database.psql("SELECT count(*) FROM dockgrade.parcel_line") == [(1,)]
    one.undo(received)
    story.push(url)
    project(url)
    assert central_database.psql("SELECT quantity FROM dockgrade.stock_movement ORDER BY at") == [(1,), (2,)]
    assert central_database.psql("SELECT count(*) FROM dockgrade.parcel_line") == [(0,)]
