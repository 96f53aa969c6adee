"""What other benches did is here too, whatever order it comes in, and nothing that was recorded here hangs on luck."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.events import (
    DuplicateResolved,
    EventReversed,
    ItemAmended,
    ItemGraded,
    ItemHeld,
    ItemStowed,
    ParcelClosed,
    ToteOpened,
)
from app.domain.item import fold_item
from app.domain.vocabulary import Disposition, Grade, Route
from app.reference.mirror import connect_writer
from app.store.tables import IN_CONFLICT, RACE, TWICE
from app.store.verify import verify_journal
from tests.store.sites import SiteBench, site

NAMES = ("B07", "B08", "B09")
TABLES = ("parcel", "parcel_line", "merged", "item", "tote")


@pytest.fixture
def pair(tmp_path: Path):
    benches = site(tmp_path, "B07", "B08")
    yield benches
    for bench in benches:
        bench.close()
        assert verify_journal(bench.folder / "journal.db").faults == ()


def test_an_item_held_at_another_bench_is_held_here(pair) -> None:
    here, there = pair
    item = there.item(there.parcel())
    there.do((f"item:{item}", ItemHeld(item, "operator")))
    here.hear(there)
    assert here.rows("item") == there.rows("item")
    assert here.one("SELECT status FROM item") == "held"
    assert here.one("SELECT bench_id FROM item") == "B08"


def test_work_on_another_benchs_item_goes_on_here_and_names_what_it_had_seen(pair) -> None:
    here, there = pair
    item = there.item(there.parcel())
    there.grade(item)
    here.hear(there)
    work = here.decide(item)
    last = there.journal.history(f"item:{item}")[-1]
    assert work.recorded[0].seen == (last.event_id,)
    assert json.loads(str(here.one("SELECT seen FROM event WHERE kind = 'disposition_decided'"))) == [last.event_id]
    there.hear(here)
    assert there.rows("item") == here.rows("item")
    assert here.one(f"SELECT count(*) FROM item WHERE {IN_CONFLICT}") == 0


def test_a_bench_alone_names_nothing_and_looks_for_nothing(tmp_path: Path) -> None:
    (bench,) = site(tmp_path, "B07")
    asked: list[str] = []
    item = bench.item(bench.parcel())
    bench.journal.connection.set_trace_callback(asked.append)
    bench.grade(item)
    assert bench.one("SELECT count(*) FROM event WHERE seen <> '[]'") == 0
    assert bench.journal.alone
    assert not [text for text in asked if "conflict" in text and "UPDATE" in text]
    bench.close()


def test_decisions_that_did_not_see_each_other_are_flagged_at_both_benches_and_bar_the_item(pair) -> None:
    here, there = pair
    item = there.item(there.parcel())
    here.hear(there)
    here.grade(item, Grade.A)
    there.grade(item, Grade.D)
    here.hear(there)
    there.hear(here)
    for bench in pair:
        assert bench.one("SELECT conflict FROM item") == RACE
        assert bench.journal.folds.item(bench.journal.history(f"item:{item}")).conflict
    assert here.rows("item") == there.rows("item")


def test_a_clock_that_is_behind_never_puts_new_work_before_what_was_known(pair) -> None:
    here, there = pair
    there.now += timedelta(days=2)
    item = there.item(there.parcel())
    there.grade(item, Grade.A)
    turns = []
    for stream_id, rows in there.events().items():
        assert stream_id
        here.mirror.put(rows, "B08")
    turns = here.fold()
    assert turns[0].ahead is not None
    assert turns[0].ahead[0] == "B08"
    here.grade(item, Grade.C)
    history = here.journal.history(f"item:{item}")
    assert history[-1].stream_id == here.journal.head.stream_id
    assert fold_item(history).graded.grade is Grade.C
    here.journal.close()
    again = SiteBench(here.folder, "B07")
    assert again.journal.head.last_hlc >= history[-1].hlc
    again.close()
    here.__init__(here.folder, "B07")


def test_a_clock_ahead_of_ours_by_less_than_five_minutes_is_not_worth_a_word(pair) -> None:
    here, there = pair
    there.parcel()
    here.mirror.put(next(iter(there.events().values())), "B08")
    assert [turn.ahead for turn in here.fold()] == [None, None]


def test_items_that_come_in_before_their_parcel_are_put_right_when_it_comes(tmp_path: Path) -> None:
    here, there, third = site(tmp_path, "B07", "B08", "B09")
    parcel = there.parcel()
    third.hear(there)
    third.item(parcel)
    here.hear(third)
    here.hear(there)
    assert here.rows("item") == third.rows("item")
    assert here.rows("parcel") == third.rows("parcel")
    for bench in (here, there, third):
        bench.close()
        assert verify_journal(bench.folder / "journal.db").faults == ()


def test_what_the_server_lost_leaves_the_projections_again(pair) -> None:
    here, there = pair
    item = there.item(there.parcel())
    there.grade(item)
    here.hear(there)
    here.mirror.take_out(there.journal.head.stream_id, 2)
    assert verify_journal(here.folder / "journal.db").left_out > 0
    here.fold()
    assert here.one("SELECT status FROM item") == "identified"
    here.hear(there)
    assert here.rows("item") == there.rows("item")


def test_another_mirror_is_folded_from_its_beginning(pair) -> None:
    here, there = pair
    mine = here.item(here.parcel())
    for _ in range(3):
        there.grade(there.item(there.parcel()))
    here.hear(there)
    here.mirror.close()
    for file in here.folder.glob("mirror.db*"):
        file.unlink()
    here.mirror.__init__(here.folder / "mirror.db")
    here.mirror.put(next(iter(there.events(upto=2).values())), "B08")
    here.fold()
    assert {row[0] for row in here.rows("item")} == {mine, there.rows("item")[0][0]}
    here.hear(there)
    assert len(here.rows("item")) == 4


def test_a_mirror_that_goes_away_and_comes_back_leaves_nothing_stale(pair) -> None:
    here, there = pair
    item = here.item(here.parcel())
    there.hear(here)
    there.do((f"item:{item}", ItemAmended(item, quantity=4)))
    here.hear(there)
    away = here.folder / "away.db"
    here.journal.forget(set())
    (here.folder / "mirror.db").rename(away)
    here.grade(item, Grade.C)
    away.rename(here.folder / "mirror.db")
    here.fold()
    assert here.one("SELECT quantity FROM item") == 4
    assert here.one("SELECT grade FROM item") == "C"


def test_a_file_that_is_no_mirror_does_no_harm(pair) -> None:
    here, there = pair
    here.hear(there)
    here.mirror.close()
    for file in here.folder.glob("mirror.db*"):
        file.unlink()
    (here.folder / "mirror.db").write_bytes(b"not a database" * 100)
    here.fold()
    here.item(here.parcel())
    (here.folder / "mirror.db").unlink()
    here.mirror.__init__(here.folder / "mirror.db")


def test_the_same_box_received_at_two_benches_is_flagged_and_a_leads_word_makes_one_of_it(pair) -> None:
    here, there = pair
    mine, theirs = here.parcel(quantity=2), there.parcel(quantity=2)
    here.item(mine)
    there.item(theirs)
    here.hear(there)
    assert here.one("SELECT count(*) FROM parcel WHERE conflict = ?", TWICE) == 2
    resolved = DuplicateResolved(f"parcel:{mine}", f"parcel:{theirs}", "one box")
    here.do((f"parcel:{mine}", resolved), (f"parcel:{theirs}", resolved))
    assert here.one(f"SELECT count(*) FROM parcel WHERE {IN_CONFLICT}") == 0
    assert here.one("SELECT status FROM parcel WHERE parcel_id = ?", theirs) == "voided"
    assert here.one("SELECT received_units FROM parcel WHERE parcel_id = ?", mine) == 2
    assert here.one("SELECT received FROM parcel_line WHERE parcel_id = ?", mine) == 2
    there.hear(here)
    there.item(theirs)
    here.hear(there)
    assert here.one("SELECT received_units FROM parcel WHERE parcel_id = ?", mine) == 3
    for table in TABLES:
        assert here.rows(table) == there.rows(table)


def test_the_same_unit_identified_at_two_benches_is_flagged_until_one_record_gives_way(pair) -> None:
    here, there = pair
    parcel = here.parcel(quantity=2)
    there.hear(here)
    mine = here.item(parcel, serial="au 1")
    theirs = there.item(parcel, serial="AU 1")
    here.hear(there)
    assert here.one("SELECT count(*) FROM item WHERE conflict = ?", TWICE) == 2
    resolved = DuplicateResolved(f"item:{mine}", f"item:{theirs}")
    here.do((f"item:{mine}", resolved), (f"item:{theirs}", resolved))
    assert here.one(f"SELECT count(*) FROM item WHERE {IN_CONFLICT}") == 0
    assert here.one("SELECT status FROM item WHERE item_id = ?", theirs) == "voided"


def test_two_benches_may_have_drawn_the_same_series_of_labels(pair) -> None:
    here, there = pair
    for bench in pair:
        bench.journal.connection.execute("UPDATE stream SET series = '7K3Q'")
        bench.journal.close()
        bench.__init__(bench.folder, bench.bench_id)
        bench.item(bench.parcel())
    here.hear(there)
    assert here.one("SELECT count(*) FROM item") == 2
    assert here.one("SELECT count(DISTINCT lpn) FROM item") == 1


STEPS = (
    "parcel",
    "item",
    "grade",
    "decide",
    "hold",
    "amend",
    "close",
    "tote",
    "stow",
    "undo",
    "serial",
    "hear",
    "lose",
)
steps = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 40), st.integers(0, 2)), min_size=5, max_size=30
)


def step(benches: tuple[SiteBench, ...], what: str, one: int, number: int, other: int) -> None:
    bench = benches[one % len(benches)]
    connection = bench.journal.connection
    items = [row[0] for row in connection.execute("SELECT item_id FROM item WHERE status <> 'voided' ORDER BY 1")]
    parcels = [row[0] for row in connection.execute("SELECT parcel_id FROM parcel WHERE status <> 'voided' ORDER BY 1")]
    item = items[number % len(items)] if items else ""
    match what:
        case "parcel":
            bench.parcel(1 + number % 3)
        case "item" if parcels:
            bench.item(parcels[number % len(parcels)], 1 + number % 3)
        case "serial" if parcels:
            bench.item(parcels[number % len(parcels)], serial=f"S{number % 2}")
        case "grade" if items:
            bench.do((f"item:{item}", ItemGraded(item, list(Grade)[number % 6])))
        case "decide" if items:
            bench.decide(item, list(Disposition)[number % 15])
        case "hold" if items:
            bench.do((f"item:{item}", ItemHeld(item, "operator")))
        case "amend" if items:
            bench.do((f"item:{item}", ItemAmended(item, quantity=1 + number)))
        case "close" if parcels:
            parcel = parcels[number % len(parcels)]
            bench.do((f"parcel:{parcel}", ParcelClosed(parcel)))
        case "tote":
            bench.do((f"tote:T-{number % 2}", ToteOpened(f"T-{number % 2}", list(Route)[number % 4])))
        case "stow" if items:
            bench.do((f"item:{item}", ItemStowed(item, f"T-{number % 2}")))
        case "undo" if items:
            history = bench.journal.history(f"item:{item}")
            chosen = history[number % len(history)]
            bench.do((chosen.key, EventReversed(chosen.event_id, chosen.kind)))
        case "hear" if bench is not benches[other % len(benches)]:
            bench.hear(benches[other % len(benches)], upto=number, folds=bool(number % 3))
        case "lose" if bench is not benches[other % len(benches)]:
            bench.mirror.take_out(benches[other % len(benches)].journal.head.stream_id, number)
        case _:
            pass


@given(steps)
@settings(max_examples=25, deadline=None)
def test_benches_that_heard_everything_show_the_same_whatever_they_heard_first(
    tmp_path_factory: pytest.TempPathFactory, choices
) -> None:
    benches = site(tmp_path_factory.mktemp("site"), *NAMES)
    for choice in choices:
        step(benches, *choice)
    for bench in benches:
        assert verify_journal(bench.folder / "journal.db").faults == ()
    for bench in benches:
        for other in benches:
            if other is not bench:
                bench.hear(other)
    for table in TABLES:
        assert benches[0].rows(table) == benches[1].rows(table) == benches[2].rows(table)
    for bench in benches:
        bench.close()
        verdict = verify_journal(bench.folder / "journal.db")
        assert (verdict.faults, verdict.left_out) == ((), 0)


def test_the_mirror_of_this_release_has_what_is_read_here(tmp_path: Path) -> None:
    connection = connect_writer(tmp_path / "mirror.db")
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert {"remote_event", "remote_change", "remote_stream", "own_stream", "stream_order", "sync_state"} <= names
    connection.close()
