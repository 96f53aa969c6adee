"""The projector against a real server: what it writes is what a replay of the same events gives, however it was interrupted."""

import random

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
from app.sync.central.projector import Projector
from app.sync.central.shares import Share
from tests.sync.central_data.feeding import (
    central_rows,
    feed,
    fold_all,
    project,
    replay,
    tables,
    until_done,
)
from tests.sync.central_data.stories import Story, line

pytestmark = [pytest.mark.postgres, pytest.mark.in_shards_too]


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
    with postgres_databases.new("postgresql") as other:
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
