"""Parcels at the bench: received, resumed, parked, closed with what is missing."""

import re

from app.bench.messages import Message, Say, message
from app.bench.view import Sound, Tone
from app.bench.work import Work
from app.domain.catalogue import ExpectedLine
from app.domain.events import ParcelClosed, ParcelParked, ParcelReceived, ParcelResumed
from app.domain.parcel import ParcelState, missing_lines, received_by_line
from app.domain.refusal import Refused
from app.domain.vocabulary import Declared, ItemStatus, ParcelStatus, PrintState
from app.symbols.readings import Kind, Reading

_SSCC = re.compile(r"\d{18}")


def expected_lines(work: Work, code: str) -> tuple[ExpectedLine, ...]:
    """What the reference data expects in the parcel with this tracking number, SSCC or RMA number.

    An RMA names its parcel, and the parcel may hold other RMAs: then all of them are expected.
    """
    reference = work.around.reference
    lines = reference.returns_by_tracking(code)
    if lines:
        return lines
    lines = reference.returns_by_rma(code)
    trackings = {line.tracking for line in lines if line.tracking}
    if len(trackings) == 1:
        return reference.returns_by_tracking(trackings.pop()) or lines
    return lines


def find_parcel(work: Work, code: str, tracking: str | None = None) -> ParcelState | None:
    """The newest standing parcel that goes by this code."""
    row = work.desk.journal.connection.execute(
        "SELECT parcel_id FROM parcel WHERE (label = ?1 OR tracking = ?1 OR tracking = ?2) AND status <> 'voided'"
        " ORDER BY received_at DESC LIMIT 1",
        (code, tracking),
    ).fetchone()
    return work.parcel(row[0]) if row else None


def open_by_lines(work: Work, code: str, lines: tuple[ExpectedLine, ...], reading: Reading | None) -> None:
    """Receive the parcel that these lines announce, or go on with it when it was received before."""
    tracking = next((line.tracking for line in lines if line.tracking), None)
    known = find_parcel(work, code, tracking)
    if known is not None:
        resume(work, known, code)
        return
    sscc = tracking if tracking and _SSCC.fullmatch(tracking) else None
    carrier = next((line.carrier for line in lines if line.carrier), "") or (reading.carrier or "" if reading else "")
    parcel_id = work.uow.begin("parcel")
    park_open(work)
    work.on_parcel(
        parcel_id,
        ParcelReceived(
            parcel_id,
            label=tracking or code,
            tracking=tracking,
            sscc=sscc,
            carrier=carrier,
            rmas=tuple(dict.fromkeys(line.rma for line in lines)),
            lines=lines,
        ),
    )
    work.move(parcel_id=parcel_id, item_id=None)
    work.say(Say.PARCEL_OPENED, Tone.OK, label=tracking or code, count=len(lines))


def open_expected(work: Work, rma: str) -> None:
    """Receive the parcel of an expected return that was chosen from a list, or go on with it."""
    work.drop_question()
    lines = expected_lines(work, rma)
    if not lines:  # the reference data has changed since the list was made
        raise Refused(Say.UNKNOWN_CODE, text=rma)
    open_by_lines(work, rma, lines, None)


def is_done(work: Work, rma: str, sku: str) -> bool:
    """Whether a parcel with this return was closed and nothing of this product was missing in it: then no more of it is awaited."""
    (missing,) = work.desk.journal.connection.execute(
        "SELECT max(l.missing) FROM parcel_line l JOIN parcel p ON p.parcel_id = l.parcel_id"
        " WHERE l.rma = ? AND l.sku = ? AND p.status = 'closed'",
        (rma, sku),
    ).fetchone()
    return bool(missing == 0)


def receive_blind(work: Work, code: str, reading: Reading | None) -> None:
    """Receive a parcel that nobody announced; `code` is "" when there is nothing to scan on it."""
    tracking = code if reading is not None and reading.kind is Kind.TRACKING else None
    sscc = code if reading is not None and reading.kind is Kind.SSCC else None
    parcel_id = work.uow.begin("parcel")
    park_open(work)
    carrier = (reading.carrier or "") if reading else ""
    work.on_parcel(
        parcel_id, ParcelReceived(parcel_id, label=code, tracking=tracking or sscc, sscc=sscc, carrier=carrier)
    )
    work.move(parcel_id=parcel_id, item_id=None)
    work.say(Say.BLIND_OPENED, Tone.OK, label=code)


def ask_blind(work: Work, code: str, reading: Reading, scanned: str) -> None:
    """Nobody announced this parcel: receive it all the same? Scanning it again says yes."""
    work.ask(
        "blind",
        message(Say.PARCEL_NOT_EXPECTED, label=code),
        "BLIND",
        "CANCEL",
        repeat_text=scanned,
        repeat_word="BLIND",
        code=code,
        reading=reading,
    )


def ask_unknown(work: Work, code: str) -> None:
    """A code that means nothing here, while no parcel is open: receive a parcel under it? It takes an answer, not the same scan again."""
    work.ask(
        "blind",
        message(Say.UNKNOWN_CODE_PARCEL, text=code),
        "BLIND",
        "CANCEL",
        tone=Tone.ERROR,
        usual=False,
        code=code,
        reading=None,
    )


def resume(work: Work, parcel: ParcelState, scanned: str = "") -> None:
    """Go on with a parcel that was received before; a closed one is asked about first, and `scanned` again says yes."""
    label = parcel.received.label
    if parcel.parcel_id == work.session.parcel_id:
        work.say(Say.PARCEL_ALREADY_OPEN, Tone.CALM, sound=Sound.TICK, label=label)
        return
    if parcel.status is ParcelStatus.CLOSED:
        work.ask(
            "reopen",
            message(Say.PARCEL_CLOSED_BEFORE, label=label, at=work.local(parcel.closed_at) if parcel.closed_at else ""),
            "CONFIRM",
            "CANCEL",
            repeat_text=scanned or None,
            parcel_id=parcel.parcel_id,
        )
        return
    reopen(work, parcel)


def reopen(work: Work, parcel: ParcelState) -> None:
    """Make a parcel the open one."""
    park_open(work)
    if parcel.status is not ParcelStatus.OPEN:
        work.on_parcel(parcel.parcel_id, ParcelResumed(parcel.parcel_id))
    undone = [
        item for item in work.items(parcel.parcel_id) if item.status in {ItemStatus.IDENTIFIED, ItemStatus.GRADED}
    ]
    work.move(parcel_id=parcel.parcel_id, item_id=undone[0].item_id if undone else None)
    work.say(Say.PARCEL_RESUMED, Tone.OK, label=parcel.received.label)


def park_open(work: Work) -> None:
    """Put the open parcel aside, if there is one; nothing of it is lost."""
    parcel = work.parcel()
    if parcel is not None and parcel.status is ParcelStatus.OPEN:
        work.on_parcel(parcel.parcel_id, ParcelParked(parcel.parcel_id))
    work.move(parcel_id=None, item_id=None)


def park(work: Work) -> None:
    """Put the open parcel aside because the operator says so."""
    parcel = need_parcel(work)
    park_open(work)
    if parcel.received.label:
        work.say(Say.PARCEL_PARKED, Tone.OK, label=parcel.received.label)
    else:
        work.say(Say.PARCEL_PARKED_NAMELESS, Tone.OK)


def need_parcel(work: Work) -> ParcelState:
    """The open parcel, or a refusal."""
    parcel = work.parcel()
    if parcel is None:
        raise Refused(Say.OPEN_PARCEL_FIRST)
    return parcel


def close(work: Work, *, confirmed: bool = False) -> None:
    """Close the open parcel. Undecided items forbid it; discrepancies are listed first and want a second scan."""
    parcel = need_parcel(work)
    if parcel.conflict:
        raise Refused(Say.PARCEL_IN_CONFLICT, label=parcel.received.label)
    items = work.items()
    undecided = [item for item in items if item.status in {ItemStatus.IDENTIFIED, ItemStatus.GRADED}]
    if undecided:
        work.move(item_id=undecided[0].item_id)
        work.say(Say.ITEMS_UNDECIDED, Tone.WARNING, count=len(undecided))
        return
    missing = missing_lines(parcel, items)
    details = _discrepancies(work, parcel)
    if details and not confirmed:
        counts = {
            "missing": sum(line.quantity for line in missing),
            "undeclared": _units(work, Declared.UNDECLARED),
            "wrong": _units(work, Declared.WRONG_ITEM),
        }
        differs = any(counts.values())
        work.ask(
            "close",
            message(Say.CLOSE_CONFIRM, count=None, **counts) if differs else message(Say.CLOSE_ATTENTION),
            "CLOSE",
            "CANCEL",
            details=details,
        )
        return
    work.on_parcel(parcel.parcel_id, ParcelClosed(parcel.parcel_id, missing))
    work.move(parcel_id=None, item_id=None)
    work.say(Say.PARCEL_CLOSED, Tone.OK, sound=Sound.DONE, label=parcel.received.label, count=len(items))


def _units(work: Work, declared: Declared) -> int:
    return sum(item.identified.quantity for item in work.items() if item.identified.declared is declared)


def _discrepancies(work: Work, parcel: ParcelState) -> tuple[Message, ...]:
    items = work.items()
    titles = {(line.rma, line.line): line.title or line.sku for line in parcel.received.lines}
    details = [
        message(Say.LINE_MISSING, title=titles[line.rma, line.line], rma=line.rma, count=line.quantity)
        for line in missing_lines(parcel, items)
    ]
    for item in items:
        if item.identified.declared is Declared.UNDECLARED:
            details.append(message(Say.LINE_UNDECLARED, title=item.identified.title, count=item.identified.quantity))
        elif item.identified.declared is Declared.WRONG_ITEM:
            details.append(message(Say.LINE_WRONG, title=item.identified.title, count=item.identified.quantity))
    counts = received_by_line(items)
    for line in parcel.received.lines:
        surplus = counts[line.rma, line.line] - line.quantity
        if surplus > 0:
            details.append(message(Say.LINE_SURPLUS, title=line.title or line.sku, count=surplus))
    if parcel.blind and not items:
        details.append(message(Say.PARCEL_EMPTY))
    unseen = sum(1 for item in items if item.label_job is not None and item.label_state is not PrintState.CONFIRMED)
    if unseen and work.around.settings.label_verify:
        details.append(message(Say.LABELS_NOT_SEEN, count=unseen))
    loose = sum(1 for item in items if item.status is ItemStatus.DECIDED)
    if loose:
        details.append(message(Say.ITEMS_NOT_STOWED, count=loose))
    return tuple(details)
