"""Which races are conflicts, and what a lead's choice makes of them."""

import pytest

from app.domain.conflicts import Received, conflicts, in_conflict, received_twice, resolution
from app.domain.events import (
    DispositionDecided,
    DispositionProposed,
    DuplicateResolved,
    EventReversed,
    ItemGraded,
    ItemHeld,
    ItemReleased,
    ItemStowed,
    LabelRequested,
    LabelSent,
    MissingLine,
    ParcelClosed,
    ParcelParked,
    ParcelReceived,
    ParcelResumed,
)
from app.domain.history import in_order
from app.domain.item import fold_item, regrade, stow
from app.domain.parcel import fold_parcel
from app.domain.refusal import Refused
from app.domain.vocabulary import DefectCode, Disposition, Grade, ParcelStatus, Route
from tests.domain.histories import Site, counted


def graded(grade=Grade.C, *defects, note=""):
    return ItemGraded("i1", grade, defects=defects, note=note)


def decided(code=Disposition.DONATE, **more):
    return DispositionDecided("i1", code, code, "rule", "1", **more)


def race(ours, theirs):
    """Bench A and bench B each do something without knowing of the other."""
    site = Site("AB")
    for event in ours:
        site["A"].record(event)
    for event in theirs:
        site["B"].record(event)
    return site


HARMLESS = [
    ([graded()], [graded()]),
    ([graded(Grade.C, DefectCode.DENT, DefectCode.TEAR)], [graded(Grade.C, DefectCode.TEAR, DefectCode.DENT)]),
    ([graded(note="left sleeve")], [graded()]),
    ([graded(), decided()], [graded()]),
    ([graded(), decided()], [graded(), decided(approver="Lead 2")]),
    ([graded(Grade.A), graded(Grade.C)], [graded(Grade.C)]),
    ([decided(), ItemStowed("i1", "T-1", "t")], [decided(), ItemStowed("i1", "T-1", "t")]),
    ([ItemHeld("i1", "operator")], [ItemHeld("i1", "approval")]),
    ([DispositionProposed("i1", Disposition.DONATE, "r", "1")], [ItemHeld("i1", "")]),
    ([LabelSent("i1", "j")], [graded()]),
    ([ParcelResumed("p")], [ParcelResumed("p")]),
]

HARMFUL = [
    ([graded(Grade.C)], [graded(Grade.D)]),
    ([graded()], [graded(Grade.C, DefectCode.DENT)]),
    ([decided()], [decided(Disposition.RECYCLE)]),
    ([decided()], [ItemHeld("i1", "")]),
    ([ItemHeld("i1", ""), decided()], [ItemHeld("i1", "")]),
    ([graded()], [ItemHeld("i1", "")]),
    ([graded()], [decided()]),
    ([ItemReleased("i1")], [ItemStowed("i1", "T-1", "t")]),
    ([ItemStowed("i1", "T-1", "t")], [ItemStowed("i1", "T-2", "t")]),
    ([ItemStowed("i1", "T-1", "t")], [ItemStowed("i1", "T-1", "another turn of it")]),
    ([EventReversed("A-1", "item_identified")], [graded()]),
    ([ParcelClosed("p")], [ParcelClosed("p", (MissingLine("R", 1, "S", 1),))]),
    ([ParcelClosed("p")], [ParcelResumed("p")]),
]


@pytest.mark.parametrize(("ours", "theirs"), HARMLESS)
def test_sides_that_come_to_the_same_are_no_conflict(ours, theirs):
    site = race(ours, theirs)
    assert conflicts(site.history()) == ()
    assert not in_conflict(site.history())


@pytest.mark.parametrize(("ours", "theirs"), HARMFUL)
def test_sides_that_differ_are_one_conflict(ours, theirs):
    site = race(ours, theirs)
    (conflict,) = conflicts(site.history())
    assert not conflict.resolved
    assert {conflict.first.stream_id, conflict.second.stream_id} == {"A", "B"}
    assert in_conflict(site.history())


def test_work_that_goes_on_after_hearing_of_the_other_bench_is_no_conflict():
    site = Site("AB")
    site["A"].record(graded(Grade.A))
    site.meet()
    site["B"].record(graded(Grade.C))
    site.meet()
    site["A"].record(decided())
    assert conflicts(site.history()) == ()


def test_an_undo_of_what_the_other_bench_never_knew_comes_to_nothing():
    site = Site("AB")
    mine = site["A"].record(graded(Grade.A))
    site["A"].record(EventReversed(mine.event_id, mine.kind))
    site["B"].record(graded(Grade.D))
    assert conflicts(site.history()) == ()
    assert fold_item(site.history()).graded.grade is Grade.D


def test_an_undo_of_what_the_other_bench_built_on_is_a_conflict():
    site = Site("AB")
    mine = site["A"].record(graded(Grade.A))
    site["B"].hear(site["A"])
    site["A"].record(EventReversed(mine.event_id, mine.kind))
    site["B"].record(decided())
    (conflict,) = conflicts(site.history())
    assert {conflict.first.kind, conflict.second.kind} == {"event_reversed", "disposition_decided"}


def test_an_item_in_conflict_takes_no_decision():
    site = race([graded(Grade.A)], [graded(Grade.D)])
    item = fold_item(site.history())
    assert item.conflict
    with pytest.raises(Refused, match="item_in_conflict"):
        regrade(item, grade=Grade.B)
    with pytest.raises(Refused, match="item_in_conflict"):
        stow(item, "T-1", Route.HOLD, "t")


def whole_race():
    """Two benches that graded, decided and labelled the same item; everybody knows it now."""
    site = Site("ABL")
    for name, grade, code in (("A", Grade.A, Disposition.RESTOCK), ("B", Grade.D, Disposition.RECYCLE)):
        site[name].record(graded(grade))
        site[name].record(DispositionProposed("i1", code, "r", "1"))
        site[name].record(decided(code))
        site[name].record(LabelRequested("i1", f"job-{name}"))
        site[name].record(LabelSent("i1", f"job-{name}"))
    site.meet()
    return site


@pytest.mark.parametrize(("keep", "code"), [("A", Disposition.RESTOCK), ("B", Disposition.RECYCLE)])
def test_a_lead_keeps_one_side_and_nothing_of_the_other_is_left(keep, code):
    site = whole_race()
    (conflict,) = conflicts(site["L"].history())
    assert {conflict.first.kind, conflict.second.kind} == {"disposition_decided"}
    chosen = next(one for one in (conflict.first, conflict.second) if one.stream_id == keep)
    site["L"].record(resolution(site["L"].history(), chosen.event_id, "looked at it"))
    item = fold_item(site.history())
    alone = fold_item(in_order(r for r in site.all if r.stream_id == keep or (r.seq == 1 and r.stream_id == "A")))
    assert item == alone
    assert (item.decided.code, item.label_job, item.conflict) == (code, f"job-{keep}", False)
    (resolved,) = conflicts(site.history())
    assert resolved.resolved
    assert resolved.resolved_by.stream_id == "L"
    assert resolved.conflict_id == conflict.conflict_id


def test_naming_any_decision_of_a_side_keeps_that_side():
    site = whole_race()
    (conflict,) = conflicts(site["L"].history())
    by_last = resolution(site["L"].history(), conflict.first.event_id)
    assert resolution(site["L"].history(), conflict.first_side[0].event_id).keep == by_last.keep


def test_three_benches_race_and_one_choice_ends_it():
    site = Site("ABC")
    for name, grade in (("A", Grade.A), ("B", Grade.C), ("C", Grade.D)):
        site[name].record(graded(grade))
    site.meet()
    assert len(conflicts(site.history())) == 3
    site["A"].record(resolution(site["A"].history(), "C-1"))
    assert not in_conflict(site.history())
    assert fold_item(site.history()).graded.grade is Grade.D


def test_two_leads_who_choose_differently_are_a_conflict_and_nothing_wins_until_it_is_resolved():
    site = race([graded(Grade.A)], [graded(Grade.D)])
    site.meet()
    one = site["A"].record(resolution(site["A"].history(), "A-2"))
    site["B"].record(resolution(site["B"].history(), "B-1"))
    site.meet()
    (conflict,) = [found for found in conflicts(site.history()) if not found.resolved]
    assert {conflict.first.kind, conflict.second.kind} == {"conflict_resolved"}
    assert fold_item(site.history()).graded is None
    site["B"].record(resolution(site["B"].history(), one.event_id))
    assert fold_item(site.history()).graded.grade is Grade.A
    assert not in_conflict(site.history())


def test_two_leads_who_choose_alike_are_none():
    site = race([graded(Grade.A)], [graded(Grade.D)])
    site.meet()
    for name in "AB":
        site[name].record(resolution(site[name].history(), "A-2"))
    assert not in_conflict(site.history())
    assert fold_item(site.history()).graded.grade is Grade.A


def test_a_bench_that_went_on_while_a_lead_chose_is_in_conflict_again():
    site = race([graded(Grade.A)], [graded(Grade.D)])
    site["A"].hear(site["B"])
    site["A"].record(resolution(site["A"].history(), "A-2"))
    site["B"].record(decided())
    assert in_conflict(site.history())


def test_there_is_nothing_to_choose_without_a_conflict():
    site = race([graded()], [graded()])
    with pytest.raises(Refused, match="no_conflict"):
        resolution(site.history(), "A-2")


def parcel_site():
    site = Site("AB")
    site.all.clear()
    for bench in site.benches.values():
        bench.records.clear()
    site["A"].record(ParcelReceived("i1", "BOX"))
    site.meet()
    return site


def test_a_parcel_that_another_bench_closed_is_not_opened_by_parking_it():
    site = parcel_site()
    site["A"].record(ParcelClosed("i1"))
    site["B"].record(ParcelParked("i1"))
    parcel = fold_parcel(site.history())
    assert (parcel.status, parcel.conflict) == (ParcelStatus.CLOSED, False)


def test_a_parcel_closed_while_another_bench_went_on_with_it_is_a_conflict():
    site = parcel_site()
    site["A"].record(ParcelClosed("i1"))
    site["B"].record(ParcelResumed("i1"))
    assert fold_parcel(site.history()).conflict


def test_a_record_that_gave_way_is_voided_and_names_the_one_that_stays():
    site = Site("AB")
    site["A"].record(DuplicateResolved("item:other", "item:i1"))
    assert fold_item(site.history()) is None
    parcels = parcel_site()
    parcels["A"].record(DuplicateResolved("parcel:other", "item:i1"))
    parcel = fold_parcel(parcels.history())
    assert (parcel.status, parcel.merged_into) == (ParcelStatus.VOIDED, "other")


def test_that_another_record_gave_way_disturbs_nothing_but_the_opposite_choice():
    site = race([DuplicateResolved("item:i1", "item:other")], [graded()])
    assert not in_conflict(site.history())
    site = race([DuplicateResolved("item:i1", "item:other")], [DuplicateResolved("item:other", "item:i1")])
    assert in_conflict(site.history())


def test_one_thing_with_two_records_is_found_by_what_they_share():
    here, there = ("B07", "TMP1"), ("B08", "TMP1")
    code, line = frozenset({"1Z"}), frozenset({"R / 1"})
    records = [
        Received("parcel:1", "A", here, code, line),
        Received("parcel:2", "B", there, code),
        Received("parcel:3", "C", there, frozenset({"2Z"}), line),
        Received("parcel:4", "A", here, code, line),
        Received("parcel:5", "D", here, frozenset(), line),
    ]
    found = received_twice(records)
    assert found == (
        ("parcel:1", "parcel:2"),
        ("parcel:1", "parcel:3"),
        ("parcel:2", "parcel:4"),
        ("parcel:3", "parcel:4"),
        ("parcel:3", "parcel:5"),
    )
    assert received_twice(reversed(records)) == found


def test_what_the_kept_side_was_built_on_stays():
    site = Site("ABC")
    site["A"].record(counted(2))
    built_on = site["B"].record(counted(3))
    site["C"].hear(site["B"])
    kept = site["C"].record(counted(4))
    site["B"].record(counted(5))
    chosen = resolution(site.history(), kept.event_id)
    assert built_on.event_id not in chosen.drop
    assert set(chosen.drop) == {"A-2", "B-2"}
    site.meet()
    site["A"].record(chosen)
    assert not in_conflict(site.history())
    assert fold_item(site.history()).identified.quantity == 4
