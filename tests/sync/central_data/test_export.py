"""The export from a real server, into files and to a real HTTP address: everything at least once, nothing passed over."""

import json

import psycopg
import pytest

from app.domain.events import DuplicateResolved
from app.domain.vocabulary import Disposition
from app.errors import KnownError
from app.sync.central.export import export
from app.sync.central.export_cursor import START
from app.sync.central.export_folder import FolderOutlet
from tests.sync.central_data.feeding import feed, project
from tests.sync.central_data.stories import Story, line, refund_story

pytestmark = [pytest.mark.postgres, pytest.mark.in_shards_too]


class Basket:
    """An outlet that keeps everything; `fail_at` raises at that batch."""

    def __init__(self, fail_at=None):
        self.facts = []
        self.cursor = START
        self.batches = 0
        self.fail_at = fail_at

    def take(self, facts, cursor):
        self.batches += 1
        if self.batches == self.fail_at:
            raise KnownError("no", "")
        self.facts += facts
        self.cursor = cursor

    def finish(self):
        pass


def run(database, outlet=None, since=None, **options):
    outlet = outlet or Basket()
    with psycopg.connect(database.url, autocommit=True) as connection:
        done = export(connection, since or getattr(outlet, "cursor", START), outlet, **options)
    return done, outlet


def test_a_whole_parcel_is_told_in_the_order_it_happened(central_database):
    story, _ = refund_story()
    story.push(central_database.url)
    project(central_database.url)
    done, basket = run(central_database)
    assert [fact.kind for fact in basket.facts] == [
        "parcel_received",
        "stock_movement",
        "inspection_complete",
        "stock_movement",
        "refund_recommended",
    ]
    assert (done.events, done.waiting) == (6, 0)
    again, more = run(central_database, since=done.cursor)
    assert (more.facts, again.events, again.cursor) == ([], 0, done.cursor)


def test_only_what_is_new_is_told_and_a_refund_that_it_touches_again_under_its_key(central_database):
    story, bench = refund_story()
    story.push(central_database.url)
    project(central_database.url)
    done, before = run(central_database)
    bench.identify("i2", rma=None, line=None)
    story.push(central_database.url)
    project(central_database.url)
    _, after = run(central_database, since=done.cursor)
    assert [fact.kind for fact in after.facts] == ["refund_recommended", "stock_movement"]
    assert after.facts[0] == before.facts[-1]
    assert after.facts[1].body["lpn"] == "LPN-i2"


def test_what_the_projector_has_not_folded_waits(central_database):
    story, _ = refund_story()
    story.push(central_database.url)
    done, basket = run(central_database)
    assert (basket.facts, done.waiting) == ([], 6)
    project(central_database.url, "1/2")
    done, basket = run(central_database)
    assert (basket.facts, done.waiting) == ([], 6)
    project(central_database.url, "1/2", "2/2")
    done, basket = run(central_database)
    assert (len(basket.facts), done.waiting) == (5, 0)


def test_in_many_small_runs_and_batches_the_same_facts_are_told_as_in_one(central_database, worked):
    cursor, told = START, {}
    for upto in (9, 50, 51, None):
        for path in worked:
            feed(central_database.url, path, upto)
        project(central_database.url)
        done, basket = run(central_database, since=cursor, batch_events=13)
        cursor = done.cursor
        told |= {fact.key: fact for fact in basket.facts}
    _, whole = run(central_database, batch_events=10_000)
    assert {fact.key for fact in whole.facts} <= told.keys()
    last = {fact.body["refund_id"]: fact for fact in told.values() if fact.kind == "refund_recommended"}
    for fact in whole.facts:
        if fact.kind == "refund_recommended":
            assert told[fact.key].body == fact.body
            assert last[fact.body["refund_id"]].body == fact.body
        if fact.kind == "stock_movement":
            assert told[fact.key] == fact
    movements = central_database.psql("SELECT count(*) FROM dockgrade.stock_movement_v")[0][0]
    assert sum(fact.kind == "stock_movement" for fact in whole.facts) == movements > 20


def test_after_a_failure_it_goes_on_behind_what_was_delivered(central_database, worked):
    for path in worked:
        feed(central_database.url, path)
    project(central_database.url)
    _, whole = run(central_database, batch_events=11)
    broken = Basket(fail_at=4)
    with pytest.raises(KnownError):
        run(central_database, broken, batch_events=11)
    _, rest = run(central_database, since=broken.cursor, batch_events=11)
    assert {fact.key for fact in broken.facts} | {fact.key for fact in rest.facts} == {fact.key for fact in whole.facts}
    assert len(broken.facts) + len(rest.facts) == len(whole.facts)


def test_a_cursor_of_another_database_is_refused(central_database, postgres_databases):
    with postgres_databases.new("postgresql") as other:
        done, _ = run(other)
    with pytest.raises(KnownError, match="a cursor of this central database"):
        run(central_database, since=done.cursor)


@pytest.mark.parametrize("regrown", [False, True])
def test_after_a_restore_the_streams_that_differ_are_told_again(central_database, regrown):
    story, bench = refund_story()
    story.push(central_database.url)
    project(central_database.url)
    done, before = run(central_database)
    with psycopg.connect(central_database.url) as central:
        central.execute("DELETE FROM dockgrade.event WHERE seq > 2")
        central.execute("UPDATE dockgrade.stream SET last_seq = 2")
    bench.own[2:], bench.pushed = [], 2
    if regrown:
        for _ in range(4):
            bench.decide("i1", Disposition.DESTROY)
        story.push(central_database.url)
    project(central_database.url)
    again, after = run(central_database, since=done.cursor)
    assert again.told_again == 1
    first_two = {fact.key for fact in before.facts[:2]}
    assert first_two <= {fact.key for fact in after.facts}
    assert any(fact.body.get("disposition") == "DESTROY" for fact in after.facts) is regrown


def test_a_box_that_two_benches_took_in_is_refunded_when_a_lead_has_settled_it_with_all_its_items(central_database):
    story = Story()
    one, two = story.bench("B07"), story.bench("B08")
    for number, bench in enumerate((one, two)):
        bench.receive(f"p{number}", line(2))
        bench.identify(f"i{number}", f"p{number}")
        bench.decide(f"i{number}")
        bench.close(f"p{number}")
    story.push(central_database.url)
    project(central_database.url)
    done, basket = run(central_database)
    assert not [fact for fact in basket.facts if fact.kind == "refund_recommended"]
    for key in ("parcel:p0", "parcel:p1"):
        one.record(key, DuplicateResolved("parcel:p0", "parcel:p1"))
    story.push(central_database.url)
    project(central_database.url)
    _, basket = run(central_database, since=done.cursor)
    (refund,) = [fact for fact in basket.facts if fact.kind == "refund_recommended"]
    assert refund.body["lines"][0]["received"] == 2
    assert refund.body["parcel_id"] == "p0"


def lines(folder):
    return [
        json.loads(text)
        for path in sorted(folder.glob("facts-*.jsonl"))
        for text in path.read_text(encoding="utf-8").splitlines()
    ]


def to_folder(database, folder, **options):
    outlet = FolderOutlet(folder, **options)
    try:
        return run(database, outlet, since=outlet.since or START, batch_events=10)[0]
    finally:
        outlet.close()


def test_each_run_writes_a_file_of_its_own_and_the_cursor_beside_it(central_database, tmp_path):
    story, bench = refund_story()
    story.push(central_database.url)
    project(central_database.url)
    to_folder(central_database, tmp_path / "out")
    bench.identify("i2")
    story.push(central_database.url)
    project(central_database.url)
    to_folder(central_database, tmp_path / "out")
    to_folder(central_database, tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").glob("facts*"))
    assert names == ["facts-0000000001.jsonl", "facts-0000000002.jsonl"]
    assert len(lines(tmp_path / "out")) == 6
    for path in (tmp_path / "out").glob("facts*"):
        path.unlink()
    bench.identify("i3")
    story.push(central_database.url)
    project(central_database.url)
    to_folder(central_database, tmp_path / "out")
    assert (tmp_path / "out" / "facts-0000000003.jsonl").exists()


def test_an_export_that_dies_between_file_and_cursor_tells_again_and_passes_nothing_over(
    central_database, tmp_path, monkeypatch
):
    story, _ = refund_story()
    story.push(central_database.url)
    project(central_database.url)

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.sync.central.export_folder.CursorFile.write", die)
        with pytest.raises(KeyboardInterrupt):
            to_folder(central_database, tmp_path)
    to_folder(central_database, tmp_path)
    found = lines(tmp_path)
    assert len(found) == 10
    assert len({fact["idempotency_key"] for fact in found}) == 5


def test_two_exports_into_one_folder_do_not_meet(central_database, tmp_path):
    outlet = FolderOutlet(tmp_path)
    with pytest.raises(KnownError, match="Another export"):
        FolderOutlet(tmp_path)
    outlet.close()


def test_a_folder_that_cannot_be_is_said_so(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(KnownError, match="cannot be written"):
        FolderOutlet(tmp_path / "file")


def test_a_cursor_file_that_says_where_to_begin_is_taken(tmp_path):
    (tmp_path / "cursor").write_text("start", encoding="utf-8")
    outlet = FolderOutlet(tmp_path)
    assert outlet.since == START
    outlet.close()
