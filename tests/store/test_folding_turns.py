"""A turn of folding is short, and gives way to whoever waits; nothing is lost by that."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.events import ItemAmended
from app.store.folding import fold
from app.store.verify import verify_journal
from tests.store.sites import SiteBench, site


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[SiteBench, ...]]:
    benches = site(tmp_path, "B07", "B08")
    yield benches
    for bench in benches:
        bench.close()
        assert verify_journal(bench.folder / "journal.db").faults == ()


def test_a_turn_folds_no_more_than_it_was_allowed(pair) -> None:
    here, there = pair
    parcel = there.parcel()
    for _ in range(7):
        there.grade(there.item(parcel))
    for rows in there.events().values():
        here.mirror.put(rows, "B08")
    turns = here.fold(limit=3)
    assert [len(turn.keys) for turn in turns] == [3, 3, 2, 0]
    assert [turn.more for turn in turns] == [True, True, False, False]
    assert here.rows("item") == there.rows("item")


@pytest.mark.parametrize("asked_before", range(5))
def test_a_turn_that_gives_way_writes_nothing_and_the_next_one_folds_it_all(pair, asked_before: int) -> None:
    here, there = pair
    mine = here.item(here.parcel())
    there.hear(here)
    there.do((f"item:{mine}", ItemAmended(mine, quantity=4)))
    for _ in range(2):
        there.grade(there.item(there.parcel()))
    for rows in there.events().values():
        here.mirror.put(rows, "B08")
    here.journal.unsure.add(f"item:{mine}")
    before, folded = here.rows("item"), here.journal.folded
    asked = itertools.count()
    turn = fold(here.journal, 0, give_way=lambda: next(asked) >= asked_before)
    assert (turn.keys, turn.more) == (frozenset(), True)
    assert (here.rows("item"), here.journal.folded) == (before, folded)
    assert here.journal.unsure == {f"item:{mine}"}
    here.fold()
    assert here.rows("item") == there.rows("item")
