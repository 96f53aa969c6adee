"""What a lead is shown: both sides of each race, things taken in twice, and labels that two benches have printed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.bench.central import CONFLICTS
from app.domain.catalogue import ExpectedLine
from app.domain.conflicts import resolution
from app.domain.events import (
    DuplicateResolved,
    EventReversed,
    ItemGraded,
    ItemHeld,
    ItemRelabelled,
    ItemStowed,
    MissingLine,
    ParcelClosed,
    ParcelReceived,
)
from app.domain.lpn import make_lpn
from app.domain.vocabulary import Disposition, Grade
from app.store.conflict_queries import ConflictQueries
from app.store.folding import fold
from app.store.ids import new_id
from app.store.rehome import carry_out_orders
from tests.store.sites import SiteBench, site


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[SiteBench, ...]]:
    benches = site(tmp_path, "B07", "B08")
    yield benches
    for bench in benches:
        bench.close()


def asked(bench: SiteBench) -> ConflictQueries:
    return ConflictQueries(bench.folder / "journal.db", bench.folder / "mirror.db")


def meet(*benches: SiteBench) -> None:
    for one in benches:
        for other in benches:
            if one is not other:
                one.hear(other)


def received(bench: SiteBench, label: str) -> str:
    parcel_id = new_id()
    line = ExpectedLine("RMA-1", 1, "PEN", 2, client="Acme", title="Pen")
    bench.do((f"parcel:{parcel_id}", ParcelReceived(parcel_id, label, rmas=("RMA-1",), lines=(line,))))
    return parcel_id


def raced(here: SiteBench, there: SiteBench) -> str:
    """An item of `there` that both have decided about; returns its id."""
    item = there.item(there.parcel())
    meet(here, there)
    here.grade(item, Grade.A)
    here.decide(item)
    there.grade(item, Grade.D)
    meet(here, there)
    return item


def test_both_sides_of_a_race_are_told_with_bench_person_and_time(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    item = raced(here, there)
    queries = asked(here)
    (conflict,) = queries.conflicts(10, 0)
    assert (conflict.key, conflict.title) == (f"item:{item}", "Pen")
    assert conflict.lpn == here.one("SELECT lpn FROM item")
    assert conflict.parcel == here.one("SELECT label FROM parcel")
    ours, theirs = sorted((conflict.first, conflict.second), key=lambda side: not side.mine)
    assert (ours.bench, ours.mine, theirs.bench, theirs.mine) == ("B07", True, "B08", False)
    assert [record.event.grade for record in theirs.decisions] == [Grade.D]
    assert [record.kind for record in ours.decisions] == ["item_graded", "disposition_decided"]
    assert (ours.keep, ours.at) == (ours.decisions[-1].event_id, ours.decisions[-1].wall_at)
    assert queries.conflicts(10, 1) == ()
    queries.close()


def test_keeping_the_side_that_was_named_settles_it(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    item = raced(here, there)
    queries = asked(here)
    (conflict,) = queries.conflicts(10, 0)
    theirs = next(side for side in (conflict.first, conflict.second) if not side.mine)
    here.do((conflict.key, resolution(here.journal.history(conflict.key), theirs.keep)))
    assert queries.conflicts(10, 0) == ()
    state = here.journal.folds.item(here.journal.history(f"item:{item}"))
    assert state is not None
    assert state.graded is not None
    assert state.graded.grade is Grade.D
    queries.close()


def test_what_was_settled_before_is_not_shown_beside_a_new_race(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    item = raced(here, there)
    key = f"item:{item}"
    queries = asked(here)
    (settled,) = queries.conflicts(10, 0)
    mine = settled.first if settled.first.mine else settled.second
    here.do((key, resolution(here.journal.history(key), mine.keep)))
    meet(here, there)
    here.do((key, ItemStowed(item, "T-1", "turn-1")))
    there.do((key, ItemHeld(item, "operator")))
    meet(here, there)
    (conflict,) = queries.conflicts(10, 0)
    assert conflict.conflict_id != settled.conflict_id
    assert {side.decisions[-1].kind for side in (conflict.first, conflict.second)} == {"item_stowed", "item_held"}
    queries.close()


def test_decisions_about_a_parcel_race_too(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    parcel = there.parcel()
    meet(here, there)
    here.do((f"parcel:{parcel}", ParcelClosed(parcel)))
    there.do((f"parcel:{parcel}", ParcelClosed(parcel, missing=(MissingLine("RMA-1", 1, "PEN", 1),))))
    meet(here, there)
    queries = asked(here)
    (conflict,) = queries.conflicts(10, 0)
    assert (conflict.key, conflict.lpn, conflict.parcel) == (f"parcel:{parcel}", "", "")
    assert conflict.title == here.one("SELECT label FROM parcel")
    queries.close()


def test_what_agrees_is_not_listed(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    item = there.item(there.parcel())
    meet(here, there)
    for bench in (here, there):
        bench.do((f"item:{item}", ItemHeld(item, "operator")))
    meet(here, there)
    queries = asked(here)
    assert queries.conflicts(10, 0) == ()
    queries.close()


def test_a_parcel_that_two_benches_received_is_told_with_what_each_found_in_it(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    ours, theirs = received(here, "BOX-1"), received(there, "BOX-2")  # with the same line of RMA-1
    here.item(ours)
    here.item(ours)
    there.item(theirs)
    meet(here, there)
    queries = asked(here)
    (twins,) = [pair for pair in queries.duplicates(10, 0) if pair.first.key.startswith("parcel:")]
    assert twins.mark == "RMA-1"
    by_bench = {twin.bench: twin for twin in (twins.first, twins.second)}
    assert (by_bench["B07"].key, by_bench["B07"].items, by_bench["B07"].mine) == (f"parcel:{ours}", 2, True)
    assert (by_bench["B08"].key, by_bench["B08"].items, by_bench["B08"].mine) == (f"parcel:{theirs}", 1, False)
    assert by_bench["B08"].person == "Inspector 12"
    event = DuplicateResolved(f"parcel:{ours}", f"parcel:{theirs}")
    here.do((f"parcel:{ours}", event), (f"parcel:{theirs}", event))
    assert [pair for pair in queries.duplicates(10, 0) if pair.first.key.startswith("parcel:")] == []
    queries.close()


def test_a_unit_with_two_records_is_told_by_its_serial(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    ours = here.item(here.parcel(), serial="SN-77")
    theirs = there.item(there.parcel(), serial="SN-77")
    meet(here, there)
    queries = asked(here)
    (twins,) = [pair for pair in queries.duplicates(10, 0) if pair.first.key.startswith("item:")]
    assert {twins.first.key, twins.second.key} == {f"item:{ours}", f"item:{theirs}"}
    assert twins.mark == "SN-77"
    lpns = here.journal.connection.execute("SELECT lpn FROM item").fetchall()
    assert {twins.first.lpn, twins.second.lpn} == {lpn for (lpn,) in lpns}
    assert len(queries.duplicates(1, 0)) == 1
    assert queries.duplicates(10, 2) == ()
    queries.close()


def test_items_under_a_series_of_two_benches_are_listed_until_they_have_new_labels(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    items = [here.item(here.parcel()) for _ in range(3)]
    series = here.journal.head.series
    there.item(there.parcel())
    here.mirror.order(here.journal.head.stream_id, here.journal.head.stream_id, 0, "series_clash", "ZZ11", series)
    queries = asked(here)
    assert queries.label_clashes(10, 0) == ()
    carry_out_orders(here.journal, here.folder / "mirror.db")
    assert [clash.item_id for clash in queries.label_clashes(10, 0)] == items
    assert [clash.item_id for clash in queries.label_clashes(1, 1)] == items[1:2]
    assert queries.label_clashes(10, 0)[0].bench == ""  # whose the series is comes with the other bench's events
    old = queries.label_clashes(1, 0)[0].lpn
    here.do((f"item:{items[0]}", ItemRelabelled(items[0], old, make_lpn("ZZ11", 1))))
    assert [clash.item_id for clash in queries.label_clashes(10, 0)] == items[1:]
    queries.close()


def test_the_other_bench_under_the_same_series_is_named_and_its_items_are_its_own_affair(
    pair: tuple[SiteBench, ...],
) -> None:
    here, there = pair
    series = here.journal.head.series
    ours = here.item(here.parcel())
    gone = here.item(here.parcel())
    (identified,) = here.journal.history(f"item:{gone}")
    here.do((f"item:{gone}", EventReversed(identified.event_id, "item_identified")))
    there.journal.head = replace(there.journal.head, series=series)
    there.item(there.parcel())
    here.mirror.order(here.journal.head.stream_id, here.journal.head.stream_id, 0, "series_clash", "ZZ11", series)
    carry_out_orders(here.journal, here.folder / "mirror.db")
    here.hear(there)
    queries = asked(here)
    (clash,) = queries.label_clashes(10, 0)
    assert (clash.item_id, clash.bench) == (ours, "B08")
    queries.close()


def test_a_number_given_again_after_a_restore_is_listed_until_one_has_a_new_label(tmp_path: Path) -> None:
    (bench,) = site(tmp_path, "B07")
    bench.item(bench.parcel())
    common = bench.journal.head.last_seq
    bench.close()
    shutil.copytree(bench.folder, tmp_path / "image")
    bench = SiteBench(bench.folder, "B07")
    bench.item(bench.parcel())
    restored = SiteBench(tmp_path / "image", "B07")
    again = restored.item(restored.parcel())
    stream = restored.journal.head.stream_id
    restored.mirror.order(new_id(), stream, common, "restored", series="9XYZ")
    carry_out_orders(restored.journal, restored.folder / "mirror.db")
    queries = asked(restored)
    assert (queries.label_clashes(10, 0), restored.one(CONFLICTS)) == ((), 0)  # nobody else is known to have it
    restored.mirror.put([row for row in bench.events()[stream] if row[1] > common], "B07")
    restored.fold()
    (clash,) = queries.label_clashes(10, 0)
    assert (clash.item_id, clash.bench) == (again, "B07")
    assert restored.one(CONFLICTS) == 1
    restored.do((f"item:{again}", ItemRelabelled(again, clash.lpn, make_lpn("9XYZ", 1))))
    assert (queries.label_clashes(10, 0), restored.one(CONFLICTS)) == ((), 0)
    queries.close()
    bench.close()
    restored.close()


def test_a_bench_without_a_mirror_has_nothing_to_settle(tmp_path: Path) -> None:
    (bench,) = site(tmp_path, "B07")
    item = bench.item(bench.parcel())
    bench.grade(item)
    bench.decide(item, Disposition.RESTOCK_B)
    queries = ConflictQueries(bench.folder / "journal.db", tmp_path / "nowhere.db")
    assert (queries.conflicts(10, 0), queries.duplicates(10, 0), queries.label_clashes(10, 0)) == ((), (), ())
    queries.close()
    bench.close()


def test_a_bench_of_which_only_events_are_known_has_no_name_yet(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    raced(here, there)
    here.mirror._connection.execute("DELETE FROM remote_stream")
    queries = asked(here)
    (conflict,) = queries.conflicts(10, 0)
    assert {conflict.first.bench, conflict.second.bench} == {"B07", ""}
    queries.close()


def test_what_is_in_the_mirror_and_not_folded_yet_is_not_told(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    item = there.item(there.parcel())
    meet(here, there)
    here.grade(item, Grade.A)
    there.do((f"item:{item}", ItemGraded(item, Grade.D)))
    here.hear(there, folds=False)
    queries = asked(here)
    assert queries.conflicts(10, 0) == ()
    fold(here.journal, int(here.now.timestamp() * 1000))
    assert len(queries.conflicts(10, 0)) == 1
    queries.close()
