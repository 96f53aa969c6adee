"""The projector against a real server: what it writes is what a replay of the same events gives, however it was interrupted."""

import queue
import random
import subprocess
import sys
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import psycopg
import pytest

from app.domain.conflicts import conflicts, resolution
from app.domain.events import (
    DuplicateResolved,
    ItemAmended,
    ItemHeld,
    ItemStowed,
    ItemUnstowed,
    MissingLine,
    ParcelClosed,
)
from app.domain.vocabulary import Declared, Disposition, Grade
from app.errors import KnownError
from app.sync.central.projecting import Waiting, watch
from app.sync.central.projector import DividedAnewError, Projector, Step
from app.sync.central.schema import init
from app.sync.central.shares import Share
from tests.sync.central_data.feeding import (
    central_rows,
    feed,
    fold_all,
    project,
    put,
    replay,
    tables,
    until_done,
    writer,
)
from tests.sync.central_data.stories import Story, line

pytestmark = pytest.mark.postgres


def test_the_projection_is_the_replay(central_database, worked):
    for path in worked:
        feed(central_database.url, path)
    project(central_database.url)
    assert central_rows(central_database.url) == replay(*worked)


def test_events_that_come_in_piece_by_piece_end_in_the_same_rows(central_database, worked):
    for upto in (1, 7, 40, 41, None):
        for path in worked:
            feed(central_database.url, path, upto)
        project(central_database.url, batch_events=13)
    assert central_rows(central_database.url) == replay(*worked)


def test_three_workers_write_what_one_writes(central_database, worked, postgres_databases):
    for path in worked:
        feed(central_database.url, path)
    project(central_database.url, "1/3", "2/3", "3/3", batch_events=17)
    with postgres_databases.new(central=True) as other:
        for path in worked:
            feed(other.url, path)
        project(other.url)
        assert tables(central_database.url) == tables(other.url)
    assert central_rows(central_database.url) == replay(*worked)


def random_story(rng, url=None, steps=120):
    """Three benches on the same boxes and items: races, doubles, undo, resolutions; now and then something is pushed."""
    story = Story()
    benches = [story.bench(name) for name in ("B07", "B08", "B09")]
    parcels, items = [], []
    for number in range(steps):
        bench = rng.choice(benches)
        item = rng.choice(items) if items else ""
        match rng.randrange(13):
            case 0 | 1:
                parcels.append(f"p{number}")
                bench.receive(parcels[-1], line(2, rma=f"RMA-{rng.randrange(4)}"), line(1, line=2, sku="MUG"))
            case 2 | 3 | 4 if parcels:
                items.append(f"i{number}")
                facts = {"quantity": rng.randrange(1, 4), "declared": rng.choice(list(Declared))}
                bench.identify(items[-1], rng.choice(parcels), rma=f"RMA-{rng.randrange(4)}", **facts)
            case 5 if item:
                bench.grade(item, rng.choice(list(Grade)))
            case 6 if item:
                bench.decide(item, rng.choice(list(Disposition)))
            case 7 if item:
                bench.on(item, rng.choice([ItemStowed(item, f"T-{rng.randrange(3)}"), ItemUnstowed(item, "T-1")]))
            case 8 if item:
                bench.on(item, rng.choice([ItemHeld(item, "why"), ItemAmended(item, quantity=rng.randrange(1, 9))]))
            case 9 if bench.own:
                bench.undo(rng.choice(bench.own))
            case 10 if parcels:
                bench.close(rng.choice(parcels))
            case 11 if len(parcels) > 1:
                keep, drop = (f"parcel:{name}" for name in rng.sample(parcels, 2))
                for key in (keep, drop):
                    bench.record(key, DuplicateResolved(keep, drop))
            case 12:
                bench.hear(*benches)
                for key in [f"item:{name}" for name in items]:
                    found = [c for c in conflicts(story.history(key)) if not c.resolved]
                    if found:
                        bench.record(key, resolution(story.history(key), found[0].first.event_id))
                        break
            case _:
                pass
        if url and rng.random() < 0.1:
            story.push(url, only=rng.choice(benches))
    return story


@pytest.mark.parametrize("seed", range(12))
def test_benches_that_race_end_in_the_replay_of_all_their_events(central_database, seed):
    url = central_database.url
    rng = random.Random(seed)
    with psycopg.connect(url, autocommit=True) as connection:
        workers = [Projector(connection, Share(number, 3), batch_events=5) for number in (1, 2, 3)]
        workers[0].prepare()
        story = random_story(rng, url)
        for bench in rng.sample(list(story.benches.values()), 3):
            story.push(url, only=bench)
            for _ in range(rng.randrange(6)):
                rng.choice(workers).step()
        for worker in workers:
            until_done(worker)
    records = [record for bench in story.benches.values() for record in bench.own]
    told, replayed = central_rows(url), fold_all(records, story.origins)
    for name, rows in replayed.items():
        assert told[name] == rows


def test_a_race_is_told_until_a_lead_has_settled_it(central_database):
    story, url = Story(), central_database.url
    one, two = story.bench("B07"), story.bench("B08")
    one.receive("p1", line())
    one.identify("i1")
    two.hear(one)
    kept = one.decide("i1", Disposition.RESTOCK_B)
    two.decide("i1", Disposition.RECYCLE)
    story.push(url)
    project(url)
    ((conflict_id, first, second, resolved),) = central_database.psql(
        "SELECT conflict_id, first_event::text, second_event::text, resolved FROM dockgrade.conflict"
    )
    assert ({first, second}, resolved) == ({kept.event_id, two.own[-1].event_id}, False)
    assert central_database.psql("SELECT conflict FROM dockgrade.item_v") == [(True,)]
    two.hear(one)
    two.on("i1", resolution(story.history("item:i1"), kept.event_id))
    story.push(url)
    project(url)
    assert central_database.psql("SELECT conflict_id, resolved FROM dockgrade.conflict") == [(conflict_id, True)]
    assert central_database.psql("SELECT conflict, disposition FROM dockgrade.item_v") == [(False, "RESTOCK_B")]


def test_one_serial_number_at_two_benches_is_a_conflict_until_one_record_gives_way(central_database):
    story, url = Story(), central_database.url
    one, two = story.bench("B07"), story.bench("B08")
    one.identify("i1", "p1", serial="S-1")
    two.identify("i2", "p2", serial="s-1")
    story.push(url)
    project(url, "1/2", "2/2")
    assert central_database.psql("SELECT conflict FROM dockgrade.item_v") == [(True,), (True,)]
    for key in ("item:i1", "item:i2"):
        one.record(key, DuplicateResolved("item:i1", "item:i2"))
    story.push(url)
    project(url, "1/2", "2/2")
    assert central_database.psql("SELECT conflict FROM dockgrade.item_v") == [(False,), (False,)]


def test_views_have_the_promised_columns_in_their_order(central_database):
    promised = {
        "item_v": "lpn, site, bench_id, client, parcel_id, rma, rma_line, sku, gtin, serial, quantity, grade,"
        " function_grade, defects, disposition, route, tote, inspector, received_at, decided_at, cycle_seconds,"
        " policy_version, rule_id, conflict",
        "parcel_v": "parcel_id, site, bench_id, tracking, rma, state, received_at, closed_at, missing, undeclared",
        "stock_movement_v": "movement_id, at, site, sku, client, quantity, from_location, to_location, route, grade, lpn",
        "event_v": "stream_id, seq, event_id, kind, item_key, actor, wall_at, body",
    }
    for view, columns in promised.items():
        found = central_database.psql(
            f"SELECT column_name FROM information_schema.columns WHERE table_name = '{view}' ORDER BY ordinal_position"
        )
        assert ", ".join(name for (name,) in found) == columns


def test_a_view_tells_cycle_time_missing_and_undeclared(central_database):
    story, url = Story(), central_database.url
    bench = story.bench("B07")
    bench.receive("p1", line(3))
    bench.identify("i1", quantity=2)
    bench.identify("i2", rma=None, line=None, declared=Declared.UNDECLARED)
    bench.decide("i1")
    bench.record("parcel:p1", ParcelClosed("p1", (MissingLine("RMA-1", 1, "PEN", 1),)))
    story.push(url)
    project(url)
    assert central_database.psql("SELECT cycle_seconds FROM dockgrade.item_v ORDER BY lpn") == [(3.0,), (None,)]
    assert central_database.psql("SELECT state, missing, undeclared FROM dockgrade.parcel_v") == [("closed", 1, 1)]


def test_the_division_of_the_work_may_change_at_any_time(central_database, worked):
    url = central_database.url
    for number, names in enumerate((("1/1",), ("1/3", "2/3", "3/3"), ("1/2", "2/2"), ("1/1",))):
        for path in worked:
            feed(url, path, 40 * (number + 1))
        with psycopg.connect(url, autocommit=True) as connection:
            workers = [Projector(connection, Share.parse(name), batch_events=11) for name in names]
            for worker in workers:
                worker.prepare()
            for _ in range(4):
                for worker in workers[: number + 1]:
                    worker.step()
    steps = project(url, "1/1")
    assert central_rows(url) == replay_upto(worked, 160)
    assert steps > 1
    assert project(url, "1/1") == 1


def replay_upto(worked, upto):
    """The replay of the first events of each journal."""
    import sqlite3

    for path in worked:
        local = sqlite3.connect(path)
        local.execute("DELETE FROM event WHERE seq > ?", (upto,))
        local.commit()
        local.close()
    return replay(*worked)


def test_new_shares_begin_where_the_last_of_the_old_ones_was(central_database, worked):
    url = central_database.url
    feed(url, worked[0])
    project(url, "1/2", "2/2")
    with psycopg.connect(url, autocommit=True) as connection:
        one = Projector(connection, Share(1, 5))
        one.prepare()
        assert one.step().events == 0


def test_a_worker_of_an_old_division_stops(central_database, worked):
    feed(central_database.url, worked[0])
    with psycopg.connect(central_database.url, autocommit=True) as connection:
        old, new = Projector(connection, Share(1, 1)), Projector(connection, Share(1, 2))
        old.prepare()
        new.prepare()
        with pytest.raises(DividedAnewError, match="no share 1/1"):
            old.step()


def test_two_workers_of_one_share_take_turns(central_database, worked):
    for path in worked:
        feed(central_database.url, path)

    def run():
        with psycopg.connect(central_database.url, autocommit=True) as connection:
            until_done(Projector(connection, batch_events=7))

    with psycopg.connect(central_database.url, autocommit=True) as connection:
        Projector(connection).prepare()
    in_threads(run, run, run)
    assert central_rows(central_database.url) == replay(*worked)


def test_workers_of_three_shares_at_the_same_time_settle_the_parcels_they_share(central_database, tmp_path):
    one = writer(tmp_path)
    for _ in range(12):
        parcel = one.parcel(5)
        for _ in range(10):
            one.grade(one.item(parcel, 2))
    one.journal.close()
    feed(central_database.url, one.journal.path)

    def run(number):
        with psycopg.connect(central_database.url, autocommit=True) as connection:
            until_done(Projector(connection, Share(number, 3), batch_events=9))

    with psycopg.connect(central_database.url, autocommit=True) as connection:
        Projector(connection, Share(1, 3)).prepare()
    in_threads(*(partial(run, number) for number in (1, 2, 3)))
    assert central_rows(central_database.url) == replay(one.journal.path)


def in_threads(*jobs):
    """Run all at once; the first error of any comes out."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        for future in [pool.submit(job) for job in jobs]:
            future.result()


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


def test_a_server_with_fewer_events_than_were_folded_is_folded_again(central_database, worked):
    url = central_database.url
    for path in worked:
        feed(url, path)
    project(url, "1/2", "2/2")
    with psycopg.connect(url) as central:
        central.execute("DELETE FROM dockgrade.event WHERE seq > 30")
        central.execute("UPDATE dockgrade.stream SET last_seq = least(last_seq, 30)")
    project(url, "1/2", "2/2")
    with psycopg.connect(url) as central:
        assert central.execute("SELECT max(seq) FROM dockgrade.projector_cursor").fetchone() == (30,)
    assert central_rows(url) == replay_upto(worked, 30)


def test_folding_again_changes_nothing_and_brings_back_what_was_emptied(central_database, worked):
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
        touched = "SELECT sum(n_tup_upd) FROM pg_stat_user_tables WHERE relname IN ('item', 'parcel', 'stock_movement')"
        connection.execute("SELECT pg_stat_force_next_flush()")
        (written,) = connection.execute(touched).fetchone()
        worker.refold()
        until_done(worker)
        connection.execute("SELECT pg_stat_force_next_flush()")
        assert connection.execute(touched).fetchone() == (written,)


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


def test_one_worker_that_takes_over_from_an_uneven_pair_leaves_nothing_out(central_database, worked):
    url = central_database.url
    for path in worked:
        feed(url, path)
    with psycopg.connect(url, autocommit=True) as connection:
        ahead, behind = (Projector(connection, Share(number, 2), batch_events=20) for number in (1, 2))
        ahead.prepare()
        behind.step()
        until_done(ahead)
    project(url, "1/1")
    assert central_rows(url) == replay(*worked)


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
