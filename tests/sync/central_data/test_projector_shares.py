"""Several projectors that divide the work: whatever the division and however it changes, the rows are those of one."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import psycopg
import pytest

from app.sync.central.projector import DividedAnewError, Projector
from app.sync.central.shares import Share
from tests.sync.central_data.feeding import (
    central_rows,
    feed,
    project,
    replay,
    replay_upto,
    until_done,
    writer,
)

pytestmark = [pytest.mark.postgres, pytest.mark.in_shards_too]


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


def test_new_shares_begin_where_the_last_of_the_old_ones_was(central_database, worked):
    url = central_database.url
    feed(url, worked[0])
    project(url, "1/2", "2/2")
    with psycopg.connect(url, autocommit=True) as connection:
        one = Projector(connection, Share(1, 5))
        one.prepare()
        assert one.step().events == 0


def test_a_worker_of_an_old_division_stops(central_database, worked, repo_root):
    feed(central_database.url, worked[0])
    with psycopg.connect(central_database.url, autocommit=True) as connection:
        old, new = Projector(connection, Share(1, 1)), Projector(connection, Share(1, 2))
        old.prepare()
        new.prepare()
        with pytest.raises(DividedAnewError, match="no share 1/1") as caught:
            old.step()
    unit = (repo_root / "docs/systemd/dockgrade-projector.service").read_text(encoding="utf-8")
    assert f"RestartPreventExitStatus={caught.value.exit_code}\n" in unit, (
        "else the units would throw each other out for ever"
    )


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
