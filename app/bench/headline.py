"""The one next step in large letters, the state it belongs to, and which command words make sense now."""

from functools import lru_cache

from app.bench import printing
from app.bench.deciding import may_agree, may_decide_anew
from app.bench.messages import Message, Say, message
from app.bench.view import ParcelView, PersonView, Phase, ToteView
from app.bench.work import Work
from app.domain.item import ItemState, goes_to
from app.domain.parcel import ParcelState
from app.domain.vocabulary import (
    DefectCode,
    Disposition,
    FunctionGrade,
    Grade,
    ItemStatus,
    PrintState,
    Route,
)


def phase_of(work: Work, item: ItemState | None, verify: bool) -> Phase:  # noqa: FBT001  # the site's own switch
    """The state of the bench."""
    session = work.session
    if session.pin is not None:
        return Phase.PIN
    if session.person is None:
        return Phase.SIGNED_OUT
    if item is None:
        return Phase.IDLE if session.parcel_id is None else Phase.PARCEL_OPEN
    match item.status:
        case ItemStatus.IDENTIFIED:
            return Phase.IDENTIFIED
        case ItemStatus.GRADED:
            return Phase.GRADED
        case ItemStatus.HELD:
            return Phase.HELD if item.tote is None else Phase.DONE
        case ItemStatus.STOWED if not verify or label_seen(item):
            return Phase.DONE
        case _:
            return Phase.DECIDED


def label_seen(item: ItemState) -> bool:
    """Whether the label is known to be on the goods, or none was asked for."""
    return item.label_job is None or item.label_state is PrintState.CONFIRMED


def headline(
    work: Work,
    phase: Phase,
    parcel: ParcelView | None,
    items: list[ItemState],
    item: ItemState | None,
    totes: tuple[ToteView, ...],
) -> Message:
    """What to do next."""
    if phase is Phase.PIN and work.session.pin is not None:
        return message(Say.ENTER_PIN, name=work.session.pin.name)
    if phase is Phase.SIGNED_OUT:
        return message(Say.SIGN_IN)
    if work.session.pending is not None:
        return message(Say.ANSWER)
    if item is not None and item.conflict:
        return message(Say.SETTLE_FIRST)
    if phase is Phase.IDENTIFIED and item is not None:
        if item.needs:
            return message(Say(f"scan_{item.needs}"), title=item.identified.title)
        return message(Say.GIVE_GRADE)
    if phase is Phase.GRADED:
        return message(Say.ACCEPT_OR_CHANGE)
    if phase in {Phase.DECIDED, Phase.HELD} and item is not None and not _waits_in_its_tote(work, item):
        return _after_decision(work, item, totes)
    return _next_in_parcel(work, parcel, items)


def _after_decision(work: Work, item: ItemState, totes: tuple[ToteView, ...]) -> Message:
    if printing.is_missing(work, item):
        return message(Say.LABEL_AGAIN if item.label_state is PrintState.FAILED else Say.LABEL_WAITS)
    if work.around.settings.label_verify and not label_seen(item):
        return message(Say.SCAN_LABEL_BACK, lpn=item.identified.lpn)
    tote = next((tote.code for tote in totes if tote.suggested), None)
    if tote is not None:
        return message(Say.PUT_IN_TOTE, tote=tote)
    return message(Say.SCAN_ANY_TOTE, route=goes_to(item))


def _waits_in_its_tote(work: Work, item: ItemState) -> bool:
    """Whether nothing is to be done with it until the printer is back: it was put into its tote without a label."""
    return item.tote is not None and item.label_state is PrintState.QUEUED and work.printer_away


def _next_in_parcel(work: Work, parcel: ParcelView | None, items: list[ItemState]) -> Message:
    if parcel is None:
        return message(Say.SCAN_PARCEL)
    if parcel.units_received < parcel.units_expected:
        return message(Say.SCAN_ITEM, index=parcel.units_received + 1, total=parcel.units_expected)
    for say, waits in _LEFT:
        for number, item in enumerate(items, start=1):
            if waits(work, item):
                return message(say, index=number, title=item.identified.title)
    if parcel.blind:
        return message(Say.SCAN_ITEM_BLIND, index=parcel.units_received + parcel.units_extra + 1)
    return message(Say.ALL_IN)


def next_of(work: Work, items: list[ItemState]) -> ItemState | None:
    """The first of some items with which something is still to be done, what the headline names before what may wait; None where all is done."""
    for _, waits in _LEFT:
        for item in items:
            if waits(work, item):
                return item
    return next((item for item in items if item.tote is None), None)  # on hold: it waits for somebody else


def _undecided(_work: Work, item: ItemState) -> bool:
    return item.status in {ItemStatus.IDENTIFIED, ItemStatus.GRADED}


def _loose(_work: Work, item: ItemState) -> bool:
    return item.status is ItemStatus.DECIDED


def _unlabelled(work: Work, item: ItemState) -> bool:
    """Whether the site wants labels scanned back, and that of an item in its tote was not."""
    return item.status is ItemStatus.STOWED and work.around.settings.label_verify and not label_seen(item)


_LEFT = ((Say.FINISH_ITEM, _undecided), (Say.STOW_ITEM, _loose), (Say.LABEL_ITEM, _unlabelled))
"""What may be left to do with an item, the most urgent first, and how it is said."""

_GRADES = frozenset(f"GRADE-{grade}" for grade in Grade)
_FUNCTIONS = frozenset(f"FUNCTION-{grade}" for grade in FunctionGrade)
_DEFECTS = frozenset(f"DEFECT-{code}" for code in DefectCode)
_DISPOSE = frozenset(f"DISPOSE-AS-{code}" for code in Disposition)
_OPEN_TOTE = frozenset(f"TOTE-OPEN-{route.name}" for route in Route)


def words_that_fit(work: Work, parcel: ParcelState | None, item: ItemState | None) -> frozenset[str]:
    """The command words that would do something now."""
    session = work.session
    if session.person is None:
        return _ALWAYS
    of_item = frozenset() if item is None or work.asks_about_other_goods else _words_of(item, session.person)
    fit = _words_at(of_item, parcel is not None, session.tote is not None)
    if session.pending is not None:
        fit |= {choice.word for choice in session.pending.choices} | {"CANCEL"}
    return fit


_ALWAYS = frozenset({"HELP", "LANG-EN", "LANG-RU"})


@lru_cache(maxsize=256)
def _words_at(of_item: frozenset[str], parcel: bool, tote: bool) -> frozenset[str]:  # noqa: FBT001  # what is at hand
    words = _ALWAYS | of_item | {"SIGN-OUT", "UNDO", "BLIND"}
    if tote:
        words |= _OPEN_TOTE | {"TOTE-CLOSE"}
    if parcel:
        words |= {"CLOSE", "PARK", "NEXT"}
    return words


def _words_of(item: ItemState, person: PersonView) -> frozenset[str]:
    if item.conflict:
        return frozenset({"REPRINT"}) if item.label_job is not None else frozenset()
    facts = item.identified
    return _words_in_state(
        undecided=item.decided is None,
        needs=item.needs,
        countable=not facts.serialised,
        several=facts.quantity > 1,
        proposed=item.proposed is not None,
        held=item.held_reason is not None,
        label=item.label_job is not None,
        unconfirmed=item.label_state in {PrintState.UNKNOWN, PrintState.SENT},
        stowed=item.tote is not None,
        anew=item.decided.code if item.decided is not None and may_decide_anew(person, item) else None,
        agree=may_agree(person, item),
    )


@lru_cache(maxsize=512)
def _words_in_state(
    *,
    undecided: bool,
    needs: str,
    countable: bool,
    several: bool,
    proposed: bool,
    held: bool,
    label: bool,
    unconfirmed: bool,
    stowed: bool,
    anew: Disposition | None,
    agree: bool,
) -> frozenset[str]:
    words: set[str] = set()
    if undecided and not held:
        if needs:
            words |= {"NO-SERIAL"} if needs == "serial" else set()
        else:
            words |= _GRADES | _FUNCTIONS | _DEFECTS
        if countable:
            words |= {"QTY-PLUS"}
            if several:
                words |= {"QTY-MINUS", "SPLIT"}
        if proposed:
            words |= _DISPOSE | {"ACCEPT"}
    if anew is not None:
        words |= _DISPOSE - {f"DISPOSE-AS-{anew}"}
    if agree:
        words.add("ACCEPT")
    words.add("RELEASE" if held else "HOLD")
    if label:
        words.add("REPRINT")
        if unconfirmed:
            words.add("PRINTED-OK")
    if stowed:
        words.add("REMOVE")
    return frozenset(words)
