"""What a lead settles between benches: which decisions stand, which of two records, and labels that two benches had printed alike."""

from app.bench import printing
from app.bench.messages import Say
from app.bench.view import Tone
from app.bench.work import Work
from app.domain.conflicts import resolution
from app.domain.events import DuplicateResolved, ItemRelabelled
from app.domain.refusal import Refused
from app.domain.vocabulary import Role
from app.people.person import at_least

LONGEST_NOTE = 500


def resolve_conflict(work: Work, key: str, keep_event_id: str, note: str) -> None:
    """Keep one side of a conflict; what the other side did is dropped from the state and stays in the record."""
    _need_lead(work)
    work.uow.record(key, resolution(work.uow.history(key), keep_event_id, note.strip()[:LONGEST_NOTE]))
    kind, _, name = key.partition(":")
    item = work.item(name) if kind == "item" else None
    if item is not None and item.label_job is not None:
        work.say(Say.CONFLICT_RESOLVED_LABEL, Tone.OK, lpn=item.identified.lpn)
    else:
        work.say(Say.CONFLICT_RESOLVED, Tone.OK)


def resolve_duplicate(work: Work, keep: str, drop: str, note: str) -> None:
    """Let one of two records of the same thing give way to the other; the fact stands with both."""
    _need_lead(work)
    kinds = {key.partition(":")[0] for key in (keep, drop)}
    if keep == drop or kinds not in ({"item"}, {"parcel"}) or not all(_stands(work, key) for key in (keep, drop)):
        raise Refused(Say.NO_CONFLICT)
    event = DuplicateResolved(keep, drop, note.strip()[:LONGEST_NOTE])
    work.uow.record(drop, event)
    work.uow.record(keep, event)
    session = work.session
    if drop == f"parcel:{session.parcel_id}":
        work.move(parcel_id=None, item_id=None)
    elif drop == f"item:{session.item_id}":
        work.move(item_id=None)
    work.say(Say.DUPLICATE_RESOLVED, Tone.OK)


def _stands(work: Work, key: str) -> bool:
    kind, _, name = key.partition(":")
    if kind == "item":
        return work.item(name) is not None
    parcel = work.desk.parcel(work.uow, name)
    return parcel is not None and parcel.merged_into is None


def replace_label(work: Work, item_id: str) -> None:
    """Give an item a number of its own, and print the label anew where there was one."""
    item = work.item(item_id)
    if item is None:
        raise Refused(Say.NO_ITEM)
    old = item.identified.lpn
    printing.void_label(work, item)
    work.on_item(item_id, ItemRelabelled(item_id, old, work.uow.next_lpn()))
    relabelled = work.item(item_id)
    assert relabelled is not None
    if item.decided is not None or item.held_reason is not None:
        printing.request_label(work, relabelled, copy=0)
    work.say(Say.LABEL_REPLACED, Tone.WARNING, lpn=relabelled.identified.lpn, old=old)


def _need_lead(work: Work) -> None:
    person = work.session.person
    if person is None or not at_least(person.role, Role.LEAD):
        raise Refused(Say.LEAD_NEEDED)
