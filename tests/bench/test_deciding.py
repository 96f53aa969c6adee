"""Grading, proposals, overrides, approvals and holds."""

from app.bench.messages import Say
from app.bench.view import HoldView, Phase
from app.domain.commands import AddNote
from app.domain.vocabulary import Disposition, Role
from tests.bench.benches import BOX, BenchWalk


def test_a_grade_brings_a_proposal_with_its_reason(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "JUMPER", "GRADE-B")
    assert view.phase is Phase.GRADED
    assert view.proposal is not None
    assert (view.proposal.code, view.proposal.route, view.proposal.decided) == ("CLEAN", "refurbish", False)
    assert view.proposal.rule == "matrix.apparel.B"
    assert {language for language, _ in view.proposal.why} >= {"en", "ru"}
    assert all(text for _, text in view.proposal.why)


def test_another_grade_changes_the_proposal(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "JUMPER", "GRADE-B", "GRADE-D")
    assert view.proposal is not None
    assert view.proposal.code == "RECYCLE"


def test_defects_are_marked_and_taken_off_before_or_after_the_grade(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "JUMPER", "DEFECT-STAIN", "GRADE-C", "DEFECT-TEAR", "DEFECT-STAIN")
    assert view.item is not None
    assert view.item.defects == ("TEAR",)
    assert view.item.grade == "C"


def test_accepting_decides_and_asks_for_the_label_in_one_commit(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT")
    assert view.phase is Phase.DECIDED
    assert bench.kinds()[-2:] == ["disposition_decided", "label_requested"]
    commands = bench.journal.connection.execute(
        "SELECT count(DISTINCT command_id) FROM event WHERE kind IN ('disposition_decided', 'label_requested')"
    ).fetchone()
    assert commands == (1,)
    assert view.counts.labels_waiting == 1


def test_accepting_without_a_grade_is_explained(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "ACCEPT")
    assert bench.said is Say.GRADE_FIRST


def test_grading_without_an_item_is_explained(bench: BenchWalk) -> None:
    bench.scan(BOX, "GRADE-A")
    assert bench.said is Say.NO_ITEM


def test_a_decided_item_keeps_its_grade_until_the_decision_is_undone(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT", "GRADE-A")
    assert bench.said is Say.DECIDED_ALREADY


def test_an_override_wants_its_reason_and_keeps_both_codes(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "GRADE-B", "DISPOSE-AS-DONATE")
    assert bench.asked is Say.OVERRIDE_WHY
    assert bench.kinds()[-1] == "disposition_proposed"
    bench.scan("WHY-CLIENT_INSTRUCTION")
    assert bench.decision == ("DONATE", "CLEAN", "CLIENT_INSTRUCTION", None)


def approval_asked(bench: BenchWalk) -> None:
    """A jumper of grade E goes to recycling; restocking it is an upgrade that a lead must agree to."""
    bench.scan(BOX, "JUMPER", "GRADE-E", "DISPOSE-AS-RESTOCK", "WHY-CONDITION_BETTER")
    assert bench.asked is Say.APPROVAL_NEEDED
    assert "disposition_decided" not in bench.kinds()


def test_an_upgrade_of_the_route_waits_for_a_leads_badge(bench: BenchWalk) -> None:
    lead = bench.person("Lead 1", Role.LEAD)
    approval_asked(bench)
    view = bench.scan(lead)
    assert bench.said is Say.APPROVED
    assert view.proposal is not None
    assert (view.proposal.code, view.proposal.approver) == ("RESTOCK", "Lead 1")
    assert view.person is not None
    assert view.person.name == "Inspector 12"


def test_a_lead_with_a_pin_enters_it_too(bench: BenchWalk) -> None:
    lead = bench.person("Lead 1", Role.LEAD, pin="4711")
    approval_asked(bench)
    assert bench.scan(lead).phase is Phase.PIN
    bench.pin("0815")
    assert bench.said is Say.PIN_WRONG
    assert "disposition_decided" not in bench.kinds()
    bench.pin("4711")
    assert bench.said is Say.APPROVED


def test_words_that_are_kept_meanwhile_change_nothing_of_what_a_lead_agrees_to(bench: BenchWalk) -> None:
    lead = bench.person("Lead 1", Role.LEAD)
    approval_asked(bench)
    assert bench.view.item is not None
    bench.do(AddNote("hinge bent", bench.view.item.item_id))
    assert bench.said is Say.NOTE_KEPT
    bench.scan(lead)
    assert bench.said is Say.APPROVED


def test_an_inspectors_badge_approves_nothing(bench: BenchWalk) -> None:
    other = bench.person("Inspector 13")
    approval_asked(bench)
    bench.scan(other)
    assert bench.said is Say.LEAD_NEEDED
    assert "disposition_decided" not in bench.kinds()


def test_a_lead_cannot_approve_a_decision_of_their_own(bench: BenchWalk) -> None:
    lead = bench.person("Lead 1", Role.LEAD)
    bench.scan(lead)
    approval_asked(bench)
    bench.scan(lead)
    assert bench.said is Say.LEAD_NEEDED


def test_without_a_lead_at_hand_the_item_is_parked_with_its_request(bench: BenchWalk) -> None:
    approval_asked(bench)
    view = bench.scan("HOLD")
    assert view.phase is Phase.HELD
    assert view.question is None
    assert bench.kinds()[-3:] == ["approval_requested", "item_held", "label_requested"]
    assert view.item is not None
    assert view.item.hold == HoldView(
        "approval", "Inspector 12", "2026-11-20T10:00", Disposition.RESTOCK, "upgrade"
    )  # the site's clock, two hours ahead of UTC
    view = bench.scan("CLOSE")
    assert bench.asked is Say.CLOSE_CONFIRM


def test_a_held_item_is_released_and_goes_on_where_it_was(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "JUMPER", "GRADE-B", "HOLD")
    assert view.counts.items_held == 1
    bench.scan(bench.person("Inspector 13"))
    assert bench.view.item is not None
    assert bench.view.item.hold == HoldView("operator", "Inspector 12", "2026-11-20T10:00")
    view = bench.scan("RELEASE")
    assert view.phase is Phase.GRADED
    assert view.item is not None
    assert view.item.hold is None
    assert view.counts.items_held == 0


def test_a_swollen_battery_is_quarantined_or_recycled_whatever_its_grade(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1008", "BANK", "DEFECT-BATTERY_SWOLLEN", "GRADE-N")
    assert view.proposal is not None
    assert view.proposal.code == "QUARANTINE"
    assert not view.proposal.rule.startswith("matrix")
