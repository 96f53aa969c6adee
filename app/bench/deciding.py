"""The decision about an item: accepted, overridden, approved, put on hold, decided once more."""

from msgspec.structs import replace

from app.bench import printing, totes
from app.bench.grading import facts_of, in_hands
from app.bench.messages import Say, message
from app.bench.view import PersonView, Tone
from app.bench.work import Work
from app.domain.events import (
    ApprovalGranted,
    ApprovalRequested,
    DispositionDecided,
    DispositionProposed,
    ItemAmended,
    ItemHeld,
    ItemReleased,
)
from app.domain.item import ItemState, settled
from app.domain.refusal import Refused
from app.domain.vocabulary import Disposition, OverrideReason, PrintState, Role, Route
from app.people.person import at_least
from app.policy.evaluate import Proposal, approval_needed


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
    item = in_hands(work)
    if item.decided is not None:
        raise Refused(Say.DECIDED_ALREADY, disposition=item.decided.code)
    choose(work, _proposed(item).code, None)


def _must_be_open(work: Work, item: ItemState) -> None:
    """Refuse what a question on the screen may still offer: another bench may have decided or held the item since it was asked."""
    person = work.session.person
    if item.held_reason is not None and not may_agree(person, item):
        raise Refused(Say.HELD, index=work.index_of(item), title=item.identified.title)
    if item.decided is not None and item.held_reason is None and not may_decide_anew(person, item):
        raise Refused(Say.DECIDED_ASK_LEAD, disposition=item.decided.code)


def override(work: Work, code: Disposition) -> None:
    """Decide otherwise than proposed, or as a lead than decided: first the reason is asked for."""
    item = work.need_item()
    settled(item)
    if item.decided is not None and code is item.decided.code:
        raise Refused(Say.DECIDED_ALREADY, disposition=code)
    in_hands(work)
    _must_be_open(work, item)
    if code is _proposed(item).code and item.decided is None:
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
    _must_be_open(work, item)
    why = _approval_for(work, item, code)
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
            about=_what_is_judged(item),
        )
        return
    if why and work.session.person is not None:
        work.on_item(item.item_id, ApprovalGranted(item.item_id, code, work.session.person.name))
        decide(work, code, reason or (item.waiting.override_reason if item.waiting else None), work.session.person.name)
        return
    decide(work, code, reason, None)


def _approval_for(work: Work, item: ItemState, code: Disposition) -> str:
    """Why a lead has to agree; "" when nobody has to. A decision that stands is left as hard as the policy's proposal, and neither by way
    of the other.
    """
    proposed, facts = _proposed(item), facts_of(work, item)
    policy = work.around.policies.for_client(item.identified.client)
    for stands in dict.fromkeys((proposed.code, item.decided.code if item.decided is not None else proposed.code)):
        proposal = Proposal(stands, proposed.rule, proposed.policy_version, proposed.why, proposed.inputs)
        why = approval_needed(policy, proposal, code, facts)
        if why:
            return why
    return ""


def _what_is_judged(item: ItemState) -> tuple[object, ...]:
    """What a lead looks at before agreeing."""
    graded = replace(item.graded, note="") if item.graded else None  # words about it change nothing of that
    return item.identified.quantity, graded, item.proposed, item.decided


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
    anew = _label_anew(work, item)
    left = totes.leave_wrong_tote(work, item.item_id)
    lpn = work.need_item().identified.lpn
    if anew and left is not None:
        work.say(Say.DECIDED_ANEW_OUT, Tone.WARNING, disposition=code, lpn=lpn, tote=left)
    elif anew:
        work.say(Say.DECIDED_ANEW, Tone.WARNING, disposition=code, lpn=lpn)
    elif (
        left is None
        and approver is not None
        and work.session.person is not None
        and approver != work.session.person.name
    ):
        work.say(Say.APPROVED, Tone.OK, name=approver, disposition=code)
    elif left is None:
        work.say(Say.DECIDED, Tone.OK, disposition=code, route=code.route)


def _label_anew(work: Work, item: ItemState) -> bool:
    """Ask for a label that says what is true now; whether one that says something else may be on paper.

    Then the new one gets a number of its own, so that the old one is recognised when it is scanned.
    """
    anew = printing.was_printed(work, item)
    printing.void_label(work, item)
    if anew:
        work.on_item(item.item_id, ItemAmended(item.item_id, lpn=work.uow.next_lpn()))
    printing.request_label(work, work.need_item(), copy=0)
    return anew


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
    item = work.need_item()
    _must_be_open(work, item)
    if _what_is_judged(item) != pending.facts["about"]:
        raise Refused(Say.CHANGED_MEANWHILE, title=item.identified.title)
    work.on_item(item_id, ApprovalGranted(item_id, code, approver))
    decide(work, code, reason, approver)


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
        _must_be_open(work, item)
        code, reason = pending.facts["code"], pending.facts["reason"]
        assert isinstance(code, Disposition)
        assert reason is None or isinstance(reason, OverrideReason)
        work.on_item(item.item_id, ApprovalRequested(item.item_id, code, str(pending.facts["why"]), reason))
        work.on_item(item.item_id, ItemHeld(item.item_id, "approval"))
    else:
        work.on_item(item.item_id, ItemHeld(item.item_id, "operator"))
    totes.leave_wrong_tote(work, item.item_id)
    says_hold = item.label_job is not None and item.label_state is not PrintState.VOIDED and item.route is Route.HOLD
    anew = False if says_hold else _label_anew(work, work.need_item())  # so that it can be found again by its label
    if anew:
        work.say(Say.HELD_ANEW, Tone.WARNING, index=work.index_of(item), lpn=work.need_item().identified.lpn)
    else:
        work.say(Say.HELD, Tone.WARNING, index=work.index_of(item), title=item.identified.title)


def release(work: Work) -> None:
    """Go on with a held item."""
    item = work.need_item()
    if item.held_reason is None:
        raise Refused(Say.NOT_NOW, word="RELEASE")
    person = work.session.person
    if item.held_reason == "approval" and (person is None or not at_least(person.role, Role.LEAD)):
        raise Refused(Say.LEAD_NEEDED)
    work.on_item(item.item_id, ItemReleased(item.item_id))
    totes.leave_wrong_tote(work, item.item_id)
    anew = item.decided is not None and item.route is not Route.HOLD and _label_anew(work, work.need_item())
    if anew:
        work.say(Say.RELEASED_ANEW, Tone.WARNING, index=work.index_of(item), lpn=work.need_item().identified.lpn)
    else:
        work.say(Say.RELEASED, Tone.OK, index=work.index_of(item), title=item.identified.title)
