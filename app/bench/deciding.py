"""Grading, what the policy makes of it, and the decision: accepted, overridden, approved or put on hold."""

from app.bench import printing, totes
from app.bench.messages import Say, message
from app.bench.view import PersonView, Tone
from app.bench.work import Work
from app.domain.events import (
    ApprovalGranted,
    ApprovalRequested,
    DispositionDecided,
    DispositionProposed,
    ItemAmended,
    ItemGraded,
    ItemHeld,
    ItemReleased,
)
from app.domain.item import ItemState, regrade
from app.domain.parcel import missing_lines
from app.domain.refusal import Refused
from app.domain.vocabulary import DefectCode, Disposition, FunctionGrade, Grade, OverrideReason, PrintState, Role, Route
from app.people.person import at_least
from app.policy.evaluate import Proposal, approval_needed, evaluate
from app.policy.facts import Facts

SUSPICIOUS = {"differs", "returned_before", "blocked"}
"""Serial findings that put SERIAL_MISMATCH on an item by themselves."""


def _in_hands(work: Work) -> ItemState:
    """The current item, unless it is on hold: then it has to be released first."""
    item = work.need_item()
    if item.held_reason is not None:
        raise Refused(Say.HELD, index=work.index_of(item), title=item.identified.title)
    return item


def give_grade(work: Work, grade: Grade) -> None:
    """Grade the current item and propose where it goes."""
    item = _in_hands(work)
    _record_inspection(work, item, regrade(item, grade=grade))
    _say_proposed(work)


def give_function(work: Work, function: FunctionGrade) -> None:
    """Say how well the current item works."""
    item = _in_hands(work)
    _record_inspection(work, item, regrade(item, function=function))
    work.say(Say.FUNCTION_GRADED, Tone.OK, function=function)


def toggle_defect(work: Work, defect: DefectCode) -> None:
    """Put a defect on the current item, or take it off again; one that the serial number itself proves stays."""
    item = _in_hands(work)
    if defect is DefectCode.SERIAL_MISMATCH and item.identified.serial_finding in SUSPICIOUS:
        raise Refused(Say.NOT_NOW, word=f"DEFECT-{defect}")
    before = item.graded.defects if item.graded else ()
    there = defect in before
    after = tuple(known for known in before if known is not defect) if there else (*before, defect)
    _record_inspection(work, item, regrade(item, defects=after))
    work.say(Say.DEFECT_REMOVED if there else Say.DEFECT_ADDED, Tone.OK, defect=defect)


def judge_again(work: Work, item: ItemState, without: DefectCode) -> None:
    """Inspect an item anew after a fact about it has changed, with one defect less."""
    before = item.graded.defects if item.graded else ()
    _record_inspection(work, item, regrade(item, defects=tuple(code for code in before if code is not without)))


def add_note(work: Work, text: str, item_id: str | None = None) -> None:
    """Keep the inspector's own words about the current item; `item_id` None takes whichever that is."""
    item = _in_hands(work)
    if item_id is not None and item.item_id != item_id:  # another one was scanned while they were typed
        raise Refused(Say.NOT_NOW, word="NOTE")
    note = text.encode("utf-8", "replace").decode("utf-8").strip()[:500]
    graded = regrade(item, note=note)
    if note != (item.graded.note if item.graded else ""):
        _record_inspection(work, item, graded)
    work.say(Say.NOTE_KEPT, Tone.OK)


def _record_inspection(work: Work, item: ItemState, graded: ItemGraded) -> None:
    if item.identified.serial_finding in SUSPICIOUS and DefectCode.SERIAL_MISMATCH not in graded.defects:
        graded = regrade(
            item,
            grade=graded.grade,
            function=graded.function,
            defects=(*graded.defects, DefectCode.SERIAL_MISMATCH),
            note=graded.note,
        )
    work.on_item(item.item_id, graded)
    if graded.grade is not None:
        _propose(work, work.need_item())


def _propose(work: Work, item: ItemState) -> None:
    policy = work.around.policies.for_client(item.identified.client)
    facts = facts_of(work, item)
    proposal = evaluate(policy, facts)
    work.on_item(
        item.item_id,
        DispositionProposed(
            item.item_id,
            proposal.code,
            proposal.rule,
            proposal.policy_version,
            proposal.inputs,
            proposal.why,
            approval_needed(policy, proposal, proposal.code, facts),
        ),
    )


def facts_of(work: Work, item: ItemState) -> Facts:
    """What the policy may look at."""
    known, graded = item.identified, item.graded
    if graded is None or graded.grade is None:
        raise Refused(Say.GRADE_FIRST)
    return Facts(
        category=known.category,
        client=known.client,
        sku=known.sku,
        grade=graded.grade,
        function=graded.function,
        defects=graded.defects,
        reason=known.reason,
        declared=known.declared,
        serial_finding=known.serial_finding,
        unit_value_cents=known.unit_value_cents,
        currency=known.currency,
        expiry=known.expiry,
        expiry_tracked=known.expiry_tracked,
        return_by=known.return_by,
        returnable=known.returnable,
        hazmat=known.hazmat,
        quantity=known.quantity,
        today=work.today.isoformat(),
    )


def _say_proposed(work: Work) -> None:
    item = work.need_item()
    if item.proposed is None or item.graded is None:
        raise Refused(Say.GRADE_FIRST)
    work.say(
        Say.PROPOSED,
        Tone.OK,
        index=work.index_of(item),
        total=_rows_in_sight(work),
        grade=item.graded.grade,
        route=item.proposed.code.route,
    )


def _rows_in_sight(work: Work) -> int:
    """How many rows the parcel's list has: items, and lines of which units are still to come."""
    parcel, items = work.parcel(), work.items()
    return len(items) + (len(missing_lines(parcel, items)) if parcel is not None else 0)


def may_decide_anew(person: PersonView | None, item: ItemState) -> bool:
    """Whether a person may put another decision in the place of the one that stands: a lead may, unless the item is on hold."""
    return item.decided is not None and item.held_reason is None and _is_lead(person)


def may_agree(person: PersonView | None, item: ItemState) -> bool:
    """Whether a person may agree to what waits on hold for a lead: nobody agrees to what they asked for themselves."""
    return item.held_reason == "approval" and item.waiting is not None and _is_asked(person, item, item.waiting.code)


def _is_lead(person: PersonView | None) -> bool:
    return person is not None and at_least(person.role, Role.LEAD)


def _is_asked(person: PersonView | None, item: ItemState, code: Disposition) -> bool:
    """Whether a person is a lead, and somebody else has asked for this decision: to decide it then is the approval."""
    asked = item.waiting is not None and item.waiting.code is code
    return asked and person is not None and _is_lead(person) and person.name != item.waiting_for


def _proposed(item: ItemState) -> DispositionProposed:
    if item.proposed is None:
        raise Refused(f"scan_{item.needs}" if item.needs else Say.GRADE_FIRST, title=item.identified.title)
    return item.proposed


def accept(work: Work) -> None:
    """Take the proposal as the decision; or, as a lead, what an item on hold waits for."""
    item = work.need_item()
    if item.waiting is not None and may_agree(work.session.person, item):
        choose(work, item.waiting.code, item.waiting.override_reason)
        return
    item = _in_hands(work)
    if item.decided is not None:
        raise Refused(Say.DECIDED_ALREADY, disposition=item.decided.code)
    choose(work, _proposed(item).code, None)


def override(work: Work, code: Disposition) -> None:
    """Decide otherwise than proposed, or as a lead than decided: first the reason is asked for."""
    item = _in_hands(work)
    if item.decided is not None:
        if code is item.decided.code:
            raise Refused(Say.DECIDED_ALREADY, disposition=code)
        if not may_decide_anew(work.session.person, item):
            raise Refused(Say.DECIDED_ASK_LEAD, disposition=item.decided.code)
    proposed = _proposed(item)
    if code is proposed.code:
        choose(work, code, None)
        return
    work.ask(
        "why",
        message(Say.OVERRIDE_WHY, disposition=code),
        *(f"WHY-{reason}" for reason in OverrideReason),
        "CANCEL",
        tone=Tone.CALM,
        code=code,
    )


def choose(work: Work, code: Disposition, reason: OverrideReason | None) -> None:
    """Decide, or ask for a lead where the policy wants one."""
    item = work.need_item()
    proposed = _proposed(item)
    policy = work.around.policies.for_client(item.identified.client)
    proposal = Proposal(proposed.code, proposed.rule, proposed.policy_version, proposed.why, proposed.inputs)
    why = approval_needed(policy, proposal, code, facts_of(work, item))
    if why and not _is_asked(work.session.person, item, code):
        work.ask(
            "approval",
            message(Say.APPROVAL_NEEDED, disposition=code, why=why),
            "HOLD",
            "CANCEL",
            code=code,
            reason=reason,
            why=why,
            item_id=item.item_id,
        )
        return
    if why and work.session.person is not None:
        work.on_item(item.item_id, ApprovalGranted(item.item_id, code, work.session.person.name))
        decide(work, code, reason or (item.waiting.override_reason if item.waiting else None), work.session.person.name)
        return
    decide(work, code, reason, None)


def decide(work: Work, code: Disposition, reason: OverrideReason | None, approver: str | None) -> None:
    """Record the decision and ask for the label in the same commit."""
    item = work.need_item()
    proposed = _proposed(item)
    work.on_item(
        item.item_id,
        DispositionDecided(
            item.item_id,
            code,
            proposed.code,
            proposed.rule,
            proposed.policy_version,
            proposed.inputs,
            reason,
            approver,
        ),
    )
    old = item.identified.lpn if printing.was_printed(work, item) else None
    printing.void_label(work, item)
    if old is not None:
        # The label that may be on the goods says something else: the new one gets a number of its own, and the old one is
        # recognised when it is scanned.
        work.on_item(item.item_id, ItemAmended(item.item_id, lpn=work.uow.next_lpn()))
    printing.request_label(work, work.need_item(), copy=0)
    if old is None:
        work.say(Say.DECIDED, Tone.OK, disposition=code, route=code.route)
    else:
        work.say(Say.DECIDED_ANEW, Tone.WARNING, disposition=code, lpn=old)
    totes.leave_wrong_tote(work, item.item_id)


def approve(work: Work, approver: str) -> None:
    """A lead agreed to the decision that the question on the screen is about."""
    pending = work.session.pending
    if pending is None or pending.kind != "approval":
        work.say(Say.NOT_NOW, Tone.WARNING, word="APPROVE")
        return
    item_id, code, reason = pending.facts["item_id"], pending.facts["code"], pending.facts["reason"]
    assert isinstance(item_id, str)
    assert isinstance(code, Disposition)
    assert reason is None or isinstance(reason, OverrideReason)
    work.move(item_id=item_id, pending=None)
    work.on_item(item_id, ApprovalGranted(item_id, code, approver))
    decide(work, code, reason, approver)
    work.say(Say.APPROVED, Tone.OK, name=approver, disposition=code)


def hold(work: Work, *, confirmed: bool = False) -> None:
    """Put the current item aside for somebody to look at; an approval that was asked for waits with it.

    What lies in a tote of another route has to come out of it: that is asked first.
    """
    item = work.need_item()
    if item.held_reason is not None:
        raise Refused(Say.HELD, index=work.index_of(item), title=item.identified.title)
    pending = work.session.pending
    if not confirmed and pending is None and item.tote is not None and item.route is not Route.HOLD:
        work.ask("hold", message(Say.HOLD_STOWED, title=item.identified.title, tote=item.tote), "HOLD", "CANCEL")
        return
    if pending is not None and pending.kind == "approval":
        code, reason = pending.facts["code"], pending.facts["reason"]
        assert isinstance(code, Disposition)
        assert reason is None or isinstance(reason, OverrideReason)
        work.on_item(item.item_id, ApprovalRequested(item.item_id, code, str(pending.facts["why"]), reason))
        work.on_item(item.item_id, ItemHeld(item.item_id, "approval"))
    else:
        work.on_item(item.item_id, ItemHeld(item.item_id, "operator"))
    if item.label_job is None or item.label_state is PrintState.VOIDED:
        printing.request_label(work, work.need_item(), copy=0)  # so that it can be found again by its label
    work.say(Say.HELD, Tone.WARNING, index=work.index_of(item), title=item.identified.title)
    totes.leave_wrong_tote(work, item.item_id)


def release(work: Work) -> None:
    """Go on with a held item."""
    item = work.need_item()
    if item.held_reason is None:
        raise Refused(Say.NOT_NOW, word="RELEASE")
    person = work.session.person
    if item.held_reason == "approval" and (person is None or not at_least(person.role, Role.LEAD)):
        raise Refused(Say.LEAD_NEEDED)
    work.on_item(item.item_id, ItemReleased(item.item_id))
    work.say(Say.RELEASED, Tone.OK, index=work.index_of(item), title=item.identified.title)
    totes.leave_wrong_tote(work, item.item_id)
