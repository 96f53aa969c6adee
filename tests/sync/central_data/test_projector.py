"""The projector against a real server: what it writes is what a replay of the same events gives, however it was interrupted."""

import pytest

from tests.sync.central_data.feeding import central_rows, feed, project, replay, tables

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
