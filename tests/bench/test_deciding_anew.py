"""Decisions that are not the last word: a lead decides once more, agrees to what waits, and finds all of it on one list."""

import pytest

from app.bench.messages import Say
from app.bench.view import Phase
from app.domain.vocabulary import Disposition, PrintState, Role
from app.store.queries import JournalQueries
from tests.bench.benches import BOX, BenchWalk


def to_clear_up(bench: BenchWalk) -> str:
    """A jumper box that came empty: a lead has to clear it up. It lies in a tote for held goods, its parcel in hand; returns its LPN."""
    bench.scan(BOX, "JUMPER", "DEFECT-EMPTY_BOX", "GRADE-C", "ACCEPT")
    view = bench.label_back()
    bench.scan("T-9", "T-9")
    assert view.proposal is not None
    assert view.proposal.code is Disposition.EXCEPTION
    assert view.item is not None
    return view.item.lpn


def waiting(bench: BenchWalk) -> list[tuple[str, str | None]]:
    """LPN and tote of all that is on the list of what waits."""
    queries = JournalQueries(bench.path)
    try:
        return [(item.lpn, item.tote) for item in queries.held_items(50, 0)]
    finally:
        queries.close()


def test_a_lead_decides_anew_about_what_had_to_be_cleared_up(bench: BenchWalk) -> None:
    old = to_clear_up(bench)
    bench.scan(bench.person("Lead 1", Role.LEAD), old)
    assert "DISPOSE-AS-DESTROY" in bench.view.enabled
    bench.scan("DISPOSE-AS-RETURN_TO_CUSTOMER")
    assert bench.asked is Say.OVERRIDE_WHY
    view = bench.scan("WHY-CLIENT_INSTRUCTION")
    assert bench.decision == ("RETURN_TO_CUSTOMER", "EXCEPTION", "CLIENT_INSTRUCTION", None)
    assert view.item is not None
    assert view.item.lpn != old
    assert view.item.tote == "T-9"  # of the same route
    assert view.counts.labels_waiting == 1


def test_what_is_decided_anew_for_another_route_comes_out_of_its_tote_and_its_old_label_is_void(
    bench: BenchWalk,
) -> None:
    old = to_clear_up(bench)
    view = bench.scan(bench.person("Lead 1", Role.LEAD), old, "DISPOSE-AS-RECYCLE", "WHY-CONDITION_WORSE")
    assert bench.said is Say.DECIDED_ANEW_OUT
    assert view.phase is Phase.DECIDED
    assert view.item is not None
    assert view.notice is not None
    assert dict(view.notice.said.params) == {"disposition": "RECYCLE", "lpn": view.item.lpn, "tote": "T-9"}
    bench.scan(old)
    assert bench.said is Say.LABEL_VOID


def test_an_inspector_is_told_who_may_decide_anew_and_nothing_is_recorded(bench: BenchWalk) -> None:
    bench.scan(to_clear_up(bench))
    before = bench.count("event")
    bench.scan("DISPOSE-AS-DONATE")
    assert bench.said is Say.DECIDED_ASK_LEAD
    assert bench.count("event") == before
    assert not any(word.startswith("DISPOSE-AS-") for word in bench.view.enabled)


@pytest.mark.parametrize("word", ["ACCEPT", "DISPOSE-AS-EXCEPTION"])
def test_what_is_decided_already_is_not_decided_the_same_again(bench: BenchWalk, word: str) -> None:
    bench.scan(bench.person("Lead 1", Role.LEAD))
    to_clear_up(bench)
    before = bench.count("event")
    bench.scan(word)
    assert bench.said is Say.DECIDED_ALREADY
    assert bench.count("event") == before


def test_deciding_anew_for_a_better_route_takes_a_second_lead(bench: BenchWalk) -> None:
    old = to_clear_up(bench)
    bench.scan(bench.person("Lead 1", Role.LEAD), old, "DISPOSE-AS-RESTOCK", "WHY-CONDITION_BETTER")
    assert bench.asked is Say.APPROVAL_NEEDED
    view = bench.scan(bench.person("Lead 2", Role.LEAD))
    assert view.proposal is not None
    assert (view.proposal.code, view.proposal.approver) == ("RESTOCK", "Lead 2")
    assert bench.said is Say.DECIDED_ANEW_OUT


def test_what_a_person_put_into_quarantine_is_left_as_hard_as_what_the_policy_put_there(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "GRADE-N", "DISPOSE-AS-QUARANTINE", "WHY-SAFETY")
    assert bench.view.item is not None
    bench.label_back()
    lpn = bench.lpn
    bench.scan(bench.person("Lead 1", Role.LEAD), lpn, "DISPOSE-AS-RESTOCK")
    assert bench.asked is Say.OVERRIDE_WHY
    bench.scan("WHY-CONDITION_BETTER")
    assert bench.asked is Say.APPROVAL_NEEDED


def test_quarantine_is_not_left_by_way_of_another_hold(bench: BenchWalk) -> None:
    bench.scan("RMA-1008", "BANK", "DEFECT-BATTERY_SWOLLEN", "GRADE-N", "ACCEPT")
    bench.label_back()
    lpn = bench.lpn
    bench.scan(bench.person("Lead 1", Role.LEAD), lpn, "DISPOSE-AS-RTV", "WHY-OTHER", "DISPOSE-AS-DONATE", "WHY-OTHER")
    assert bench.asked is Say.APPROVAL_NEEDED


def test_what_a_lead_decided_is_taken_back_by_a_lead(bench: BenchWalk) -> None:
    old = to_clear_up(bench)
    inspector = bench.badges["Inspector 12"]
    bench.scan(bench.person("Lead 1", Role.LEAD), old, "DISPOSE-AS-RECYCLE", "WHY-CONDITION_WORSE", inspector)
    bench.scan("UNDO", "UNDO")
    assert bench.said is Say.LEAD_NEEDED
    bench.scan(bench.person("Lead 2", Role.LEAD), "UNDO", "UNDO")
    assert bench.said is Say.UNDONE


def test_an_item_in_an_earlier_turn_of_its_tote_comes_out_of_it(bench: BenchWalk) -> None:
    old = to_clear_up(bench)
    bench.scan("TOTE-CLOSE", "TOTE-CLOSE", "SOCKS", "GRADE-E", "ACCEPT")
    bench.label_back()
    bench.scan("T-9", "TOTE-OPEN-DISPOSE")
    view = bench.scan(bench.person("Lead 1", Role.LEAD), old, "DISPOSE-AS-RECYCLE", "WHY-CONDITION_WORSE")
    assert bench.said is Say.DECIDED_ANEW_OUT
    assert view.item is not None
    assert view.item.tote is None
    assert [tote.items for tote in view.totes] == [1]


def test_a_hold_that_was_brought_back_by_undo_has_a_label(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "GRADE-A", "HOLD", "RELEASE", "ACCEPT", "UNDO", "UNDO")
    view = bench.view
    assert view.phase is Phase.HELD
    assert view.item is not None
    assert view.item.label_state is PrintState.QUEUED


def test_more_units_than_a_lead_was_asked_about_are_asked_about_anew(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-E", "DISPOSE-AS-RESTOCK", "WHY-CONDITION_BETTER", "HOLD")
    bench.scan(bench.person("Lead 1", Role.LEAD), "RELEASE", "QTY-50", "DISPOSE-AS-RESTOCK", "WHY-CONDITION_BETTER")
    assert bench.asked is Say.APPROVAL_NEEDED
    assert "disposition_decided" not in bench.kinds()


def test_undo_of_a_new_decision_brings_the_old_one_back_with_a_label_for_it(bench: BenchWalk) -> None:
    old = to_clear_up(bench)
    bench.scan(bench.person("Lead 1", Role.LEAD), old, "DISPOSE-AS-RECYCLE", "WHY-CONDITION_WORSE", "UNDO")
    view = bench.view
    assert bench.said is Say.UNDONE
    assert view.proposal is not None
    assert view.proposal.code is Disposition.EXCEPTION
    assert view.item is not None
    assert (view.item.lpn, view.item.tote, view.item.label_state) == (old, "T-9", PrintState.QUEUED)
    bench.label_back()
    assert bench.said is Say.LABEL_CONFIRMED


def test_undo_of_an_ordinary_decision_asks_for_no_label(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT", "UNDO")
    assert bench.said is Say.UNDONE
    assert bench.view.counts.labels_waiting == 0


def test_goods_to_be_cleared_up_are_on_the_list_until_their_tote_is_closed(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "DEFECT-EMPTY_BOX", "GRADE-C", "ACCEPT")
    assert bench.view.item is not None
    lpn = bench.view.item.lpn
    assert waiting(bench) == [(lpn, None)]
    assert bench.view.counts.items_held == 1
    bench.label_back()
    bench.scan("T-9", "T-9")
    assert waiting(bench) == [(lpn, "T-9")]
    assert bench.view.counts.items_held == 1
    view = bench.scan("TOTE-CLOSE", "TOTE-CLOSE")
    assert waiting(bench) == []
    assert view.counts.items_held == 0


def test_goods_on_hold_stand_before_those_to_be_cleared_up(bench: BenchWalk) -> None:
    lpn = to_clear_up(bench)
    view = bench.scan("SPEAKER", "AU-88213", "HOLD")
    assert view.item is not None
    assert waiting(bench) == [(view.item.lpn, None), (lpn, "T-9")]
    assert view.counts.items_held == 2


def test_goods_that_were_decided_anew_are_off_the_list(bench: BenchWalk) -> None:
    old = to_clear_up(bench)
    view = bench.scan(bench.person("Lead 1", Role.LEAD), old, "DISPOSE-AS-RECYCLE", "WHY-CONDITION_WORSE")
    assert waiting(bench) == []
    assert view.counts.items_held == 0


def on_hold_for_a_lead(bench: BenchWalk) -> None:
    """A jumper of grade E, which the inspector wants restocked."""
    bench.scan(BOX, "JUMPER", "GRADE-E", "DISPOSE-AS-RESTOCK", "WHY-CONDITION_BETTER", "HOLD")


def test_a_lead_agrees_to_what_an_item_on_hold_waits_for(bench: BenchWalk) -> None:
    on_hold_for_a_lead(bench)
    assert "ACCEPT" not in bench.view.enabled
    view = bench.scan(bench.person("Lead 1", Role.LEAD))
    assert "ACCEPT" in view.enabled
    view = bench.scan("ACCEPT")
    assert bench.decision == ("RESTOCK", "RECYCLE", "CONDITION_BETTER", "Lead 1")
    assert view.phase is Phase.DECIDED


def test_nobody_agrees_to_what_they_asked_for_themselves(bench: BenchWalk) -> None:
    bench.scan(bench.person("Lead 1", Role.LEAD))
    on_hold_for_a_lead(bench)
    before = bench.count("event")
    view = bench.scan("ACCEPT")
    assert bench.said is Say.HELD
    assert bench.count("event") == before
    assert "ACCEPT" not in view.enabled


def test_what_was_asked_for_is_still_told_when_a_lead_ends_the_hold_instead(bench: BenchWalk) -> None:
    on_hold_for_a_lead(bench)
    view = bench.scan(bench.person("Lead 1", Role.LEAD), "RELEASE")
    assert view.phase is Phase.GRADED
    assert view.proposal is not None
    assert (view.proposal.asked, view.proposal.asked_by) == (Disposition.RESTOCK, "Inspector 12")


def test_an_item_in_a_tote_is_put_on_hold_only_after_a_question(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    bench.label_back()
    bench.scan("T-1", "T-1")
    before = bench.count("event")
    bench.scan("HOLD")
    assert bench.asked is Say.HOLD_STOWED
    assert bench.count("event") == before
    assert bench.view.item is not None
    old = bench.view.item.lpn
    bench.scan("HOLD")
    assert bench.said is Say.HELD_ANEW
    assert bench.view.phase is Phase.HELD
    assert bench.view.item.lpn != old
    assert bench.view.counts.labels_waiting == 1
    bench.scan(old)
    assert bench.said is Say.LABEL_VOID


def test_a_hold_after_an_undone_decision_gets_a_number_of_its_own(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    bench.label_back()
    old = bench.lpn
    view = bench.scan("UNDO", "UNDO", "HOLD")
    assert view.item is not None
    assert view.item.lpn != old
    bench.printed()
    bench.scan(old)
    assert bench.said is Say.LABEL_VOID


def test_undo_of_a_hold_brings_the_item_back_into_its_tote_with_a_label(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    bench.label_back()
    old = bench.lpn
    bench.scan("T-1", "T-1", "HOLD", "HOLD")
    bench.printed()
    bench.scan("UNDO")
    assert bench.asked is Say.UNDO_CONFIRM_LABEL
    assert bench.view.question is not None
    assert dict(bench.view.question.asked.params)["what"] == "item_held"
    view = bench.scan("UNDO")
    assert view.item is not None
    assert (view.item.lpn, view.item.tote, view.item.label_state) == (old, "T-1", PrintState.QUEUED)


def test_an_item_that_goes_on_from_a_hold_gets_a_label_of_its_decision(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    bench.label_back()
    bench.scan("HOLD")
    bench.label_back()
    bench.scan("RELEASE")
    assert bench.said is Say.RELEASED_ANEW
    assert bench.view.counts.labels_waiting == 1


def test_an_undecided_item_of_a_closed_parcel_is_on_the_list_of_what_waits(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1007", "GIFT", "GRADE-A", "HOLD", "CLOSE", "CLOSE")
    assert view.counts.items_held == 1
    ((lpn, _),) = waiting(bench)
    view = bench.scan(lpn, "RELEASE", "NEXT")
    assert bench.said is Say.NOTHING_NEXT
    assert waiting(bench) == [(lpn, None)]
    assert view.counts.items_held == 1


def test_what_lies_in_another_parcel_is_undone_only_after_a_question_that_names_it(bench: BenchWalk) -> None:
    bench.scan("RMA-1007", "PARK", BOX, "MUG")
    mug = bench.lpn
    view = bench.scan("RMA-1007", "UNDO")
    assert bench.asked is Say.UNDO_CONFIRM
    assert view.question is not None
    assert ("about", f"Mug, {mug}") in view.question.asked.params
    assert "event_reversed" not in bench.kinds()
    bench.scan("CANCEL")
    assert "event_reversed" not in bench.kinds()
    view = bench.scan("UNDO", "UNDO")
    assert view.parcel is not None
    assert (view.parcel.label, view.item) == (BOX, None)
    assert [row.item_id for row in bench.rows() if row.sku == "MUG"] == [None]


def test_an_earlier_item_in_no_tote_is_named_before_the_parcel_is_said_to_be_done(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1007", "GIFT", "GRADE-A", "ACCEPT", "NEXT")
    assert view.headline.say is Say.STOW_ITEM
    assert ("index", "1") in view.headline.params
    bench.scan("NEXT")
    bench.label_back()
    bench.scan("T-1", "T-1")
    assert bench.scan("NEXT").headline.say is Say.ALL_IN


def test_an_item_whose_label_nobody_saw_is_named_before_the_parcel_is_said_to_be_done(bench: BenchWalk) -> None:
    bench.scan("RMA-1007", "GIFT", "GRADE-A", "ACCEPT", "T-1", "T-1")
    bench.printed()
    view = bench.scan("NEXT")
    assert view.headline.say is Say.LABEL_ITEM
    view = bench.scan("NEXT")
    assert view.item is not None
    bench.scan(view.item.lpn)
    assert bench.scan("NEXT").headline.say is Say.ALL_IN


def test_next_takes_what_the_headline_names_before_what_waits_for_a_lead(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "QTY-2", "HOLD", "SOCKS", "UNDECLARED", "GRADE-E", "ACCEPT", "PARK")
    view = bench.scan("RMA-1003")
    assert view.headline.say is Say.STOW_ITEM
    assert dict(view.headline.params)["index"] == "2"
    view = bench.scan("NEXT")
    assert view.item is not None
    assert view.item.index == 2


def test_what_was_not_announced_is_counted_beside_what_was(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1003", "MUG", "QTY-3", "SOCKS", "UNDECLARED")
    assert view.parcel is not None
    assert (view.parcel.units_received, view.parcel.units_expected, view.parcel.units_extra) == (2, 2, 2)


def test_the_number_of_the_next_item_counts_what_was_announced(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "BANK", "UNDECLARED", "QTY-4", "HOLD", "NEXT")
    assert view.headline.say is Say.SCAN_ITEM
    assert view.headline.params == (("index", "1"), ("total", "7"))
