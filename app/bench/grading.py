"""Grading: the inspection of an item, and what the policy makes of it."""

from app.bench.messages import Say
from app.bench.view import Sound, Tone
from app.bench.work import Work
from app.domain.events import DispositionProposed, ItemGraded
from app.domain.item import ItemState, regrade
from app.domain.parcel import missing_lines
from app.domain.refusal import Refused
from app.domain.vocabulary import DefectCode, FunctionGrade, Grade
from app.policy.evaluate import approval_needed, evaluate
from app.policy.facts import Facts

SUSPICIOUS = {"differs", "returned_before", "blocked"}
"""Serial findings that put SERIAL_MISMATCH on an item by themselves."""


def in_hands(work: Work) -> ItemState:
    """The current item, unless it is on hold: then it has to be released first."""
    return _free(work, work.need_item())


def _free(work: Work, item: ItemState) -> ItemState:
    if item.held_reason is not None:
        raise Refused(Say.HELD, index=work.index_of(item), title=item.identified.title)
    return item


def give_grade(work: Work, grade: Grade) -> None:
    """Grade the current item and propose where it goes."""
    item = in_hands(work)
    _record_inspection(work, item, regrade(item, grade=grade))
    _say_proposed(work)


def give_function(work: Work, function: FunctionGrade) -> None:
    """Say how well the current item works."""
    item = in_hands(work)
    _record_inspection(work, item, regrade(item, function=function))
    work.say(Say.FUNCTION_GRADED, Tone.OK, function=function)


def toggle_defect(work: Work, defect: DefectCode) -> None:
    """Put a defect on the current item, or take it off again; one that the serial number itself proves stays."""
    item = in_hands(work)
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


def add_note(work: Work, text: str | None, item_id: str | None = None) -> None:
    """Keep the inspector's own words about an item, whatever is in hand by now; `item_id` None takes the current one.

    Without a text nothing is kept, and nothing said unless none could be.
    """
    if item_id is None and work.asks_about_other_goods:
        work.say(Say.ANSWER_FIRST, Tone.WARNING)
        return
    item = work.need_item() if item_id is None else work.item(item_id)
    if item is None:
        raise Refused(Say.NO_ITEM)
    if text is None:
        regrade(_free(work, item))
        return
    note = text.encode("utf-8", "replace").decode("utf-8").strip()[:500]
    before = item.graded.note if item.graded else ""
    if item_id is None or note != before:  # what is kept already is no reason to refuse
        graded = regrade(_free(work, item), note=note)
        if note != before:
            _record_inspection(work, item, graded)
    # It may come just before a scan: then its sound is what counts, and what was kept is learned from the notice alone.
    work.say(Say.NOTE_KEPT, Tone.OK, sound=Sound.NONE, item_id=item.item_id, note=note)


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
    now = work.item(item.item_id)
    if graded.grade is not None and now is not None:
        _propose(work, now)


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
