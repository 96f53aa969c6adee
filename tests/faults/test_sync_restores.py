"""Copies that come back: of the server, of a bench, of both; clones; clocks; a parcel under two scanners."""

import shutil

import pytest

from app.domain.events import ItemIdentified, MissingLine, ParcelClosed
from app.domain.vocabulary import Declared
from app.store.ids import new_id

pytestmark = pytest.mark.postgres

DAY_S = 86_400


def all_work(world, times=1):
    for _ in range(times):
        for number in range(len(world.benches)):
            world.decide(number)
            world.decide(number, shared=False)
            world.turn(number)
            world.fold(number)


@pytest.mark.parametrize("stopped", [True, False], ids=["announced", "unannounced"])
def test_a_server_restored_from_a_base_backup_gets_everything_again(world_on, own_postgres, tmp_path, stopped):
    """pg_basebackup while agents are connected; then the data directory is thrown away."""
    from app.sync.central.schema import restored

    world = world_on(own_postgres)
    all_work(world)
    own_postgres.run("pg_basebackup", "-h", "127.0.0.1", "-p", str(own_postgres.port), "-U", "postgres", "-D",
                     str(own_postgres.folder / "base"), "-X", "stream", "--checkpoint=fast", "--no-sync")  # fmt: skip
    all_work(world, 2)
    world.decide(0)
    world.centre.forget()
    own_postgres.restore(own_postgres.folder / "base")
    world.server_was_restored()
    if stopped:
        restored(world.centre.url)
    world.decide(1)
    assert world.faults() == []
    assert world.truth.alive == world.truth.ever, "every bench still has what it did"


@pytest.mark.parametrize("mirror", [True, False], ids=["whole home", "journal alone"])
def test_a_bench_restored_from_a_copy_goes_on_in_a_new_stream(world, mirror):
    all_work(world)
    world.image(0)
    all_work(world)
    world.restore_bench(0, mirror=mirror)
    world.decide(0)
    assert world.faults() == []
    assert world.truth.alive == world.truth.ever, "the server had all that it did before"


def test_a_bench_restored_twice_from_one_copy_loses_what_was_never_sent_and_nothing_else(world):
    world.image(0)
    for _ in range(2):
        all_work(world)
        world.decide(0)
        world.restore_bench(0)
        world.decide(0)
        world.turn(0)
        world.obey(0)
    assert world.faults() == []


@pytest.mark.parametrize("first", [0, 2], ids=["the original is first", "the clone is first"])
def test_a_clone_and_its_original_both_go_on(world, first):
    all_work(world)
    world.decide(0, shared=False)  # not sent: both have it
    world.clone(0)
    for number in (first, 2 - first):
        world.decide(number)
        world.decide(number, shared=False)
        world.turn(number)
    all_work(world)
    assert world.faults() == []
    assert world.truth.alive == world.truth.ever


def test_server_and_bench_both_restored_keep_what_anybody_still_has(world):
    world.back_up_server()
    world.image(0)
    all_work(world, 2)
    world.restore_server()
    world.restore_bench(0)
    for _ in range(6):
        world.decide(0)
    world.turn(0)
    assert world.faults() == []
    assert world.truth.alive < world.truth.ever, "what only those two had is gone"


def test_a_bench_set_up_anew_gets_its_old_work_from_the_server(world):
    all_work(world)
    world.reimage(0)
    world.decide(0)
    assert world.faults() == []


@pytest.mark.parametrize("seconds", [2 * DAY_S, -2 * DAY_S, -3_600])
def test_a_clock_that_is_set_at_work_changes_no_order_of_cause_and_effect(world, seconds):
    all_work(world)
    world.clock(0, seconds)
    all_work(world, 2)
    world.clock(1, -seconds)
    all_work(world)
    world.clock(0, -seconds)
    all_work(world)
    assert world.faults() == []


def test_two_benches_on_one_parcel_count_all_of_it_and_are_told_that_both_closed_it(world):
    parcel = world.centre_parcel()
    closings = []
    for number, missing in ((0, 1), (1, 0)):
        one = world.bench(number)
        with_missing = (MissingLine("RMA-1", 1, "PEN", 1),) if missing else ()
        work = one.work()
        item = new_id()
        work.record(
            f"item:{item}",
            ItemIdentified(
                item, parcel, work.next_lpn(), "PEN", "Pen", "home", "Acme", Declared.EXPECTED, rma="RMA-1", line=1
            ),
        )
        saw = one.visible(f"parcel:{parcel}")
        closing = work.record(f"parcel:{parcel}", ParcelClosed(parcel, with_missing))
        work.commit()
        world.account_for(number)
        world.truth.saw[closing.event_id], world.truth.key[closing.event_id] = saw, closing.key
        closings.append(closing.event_id)
    assert world.faults() == []
    rows = world.centre.rows("SELECT received_units FROM dockgrade.parcel WHERE parcel_id = %s", (parcel,))
    assert rows == [(3,)], "one that was there, and one of each bench"
    shown = world.centre.rows(
        "SELECT first_event::text, second_event::text FROM dockgrade.conflict WHERE item_key = %s",
        (f"parcel:{parcel}",),
    )
    assert [set(row) for row in shown] == [set(closings)]


def test_a_home_that_is_gone_for_ever_keeps_nobody_else_from_working(world):
    all_work(world)
    world.decide(0)
    gone = world.benches.pop(0)
    gone.stop()
    shutil.rmtree(gone.home.path)
    world.bury()
    all_work(world)
    assert world.faults() == []
