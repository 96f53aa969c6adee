"""Labels at the bench: asked for, told about, confirmed by scanning them back, printed again as a copy."""

from app.bench.messages import Say, message
from app.bench.view import Tone
from app.bench.work import Work
from app.domain.commands import RecordPrintResult
from app.domain.events import LabelConfirmed, LabelFailed, LabelRequested, LabelSent, LabelVoided
from app.domain.history import item_key
from app.domain.item import ItemState, goes_to
from app.domain.refusal import Refused
from app.domain.vocabulary import Disposition, PrintState
from app.labels.facts import ItemLabelFacts
from app.labels.words import label_words
from app.store.ids import new_id
from app.store.unit_of_work import PrintJobRow


def request_label(work: Work, item: ItemState, *, copy: int) -> None:
    """Put the item's label into the print queue, in the same commit as what asked for it; the print thread draws it."""
    labels = work.around.labels
    job = PrintJobRow(
        job=new_id(),
        item_id=item.item_id,
        lpn=item.identified.lpn,
        copy=copy,
        printer=labels.name,
        state=PrintState.QUEUED,
        detail="",
        document=labels.order(label_facts(work, item, copy=copy), work.language),
        data=b"",
        sha256="",
        created_at=work.uow.wall_at,
        changed_at=work.uow.wall_at,
    )
    work.on_item(item.item_id, LabelRequested(item.item_id, job.job, copy))
    work.uow.add_job(job)
    work.jobs.append(job)


def label_facts(work: Work, item: ItemState, *, copy: int) -> ItemLabelFacts:
    """What stands on the label."""
    facts, graded, decided = item.identified, item.graded, item.decided
    if decided is None and item.held_reason is None:
        raise Refused(Say.NO_LABEL)
    # What is on hold goes nowhere until it is released: its label says no more than that.
    code = decided.code if decided is not None and item.held_reason is None else Disposition.EXCEPTION
    settings, words = work.around.settings, label_words(work.language)
    return ItemLabelFacts(
        lpn=facts.lpn,
        title=facts.title,
        sku=facts.sku,
        grade=graded.grade if graded else None,
        function=graded.function if graded else None,
        disposition=code,
        route=goes_to(item),
        defects=words.defects_of(graded.defects, facts.serial_finding) if graded else (),
        serial=facts.serial or "",
        lot=facts.lot or "",
        expiry=facts.expiry or "",
        quantity=facts.quantity,
        client=facts.client,
        bench=settings.id,
        site=settings.site,
        inspector=item.inspector,
        decided_at=work.now.astimezone(work.around.zone).strftime("%Y-%m-%d %H:%M"),
        rma=facts.rma or "",
        copy=copy > 0,
    )


def reprint(work: Work, item_id: str | None = None) -> None:
    """Print the label again, marked as a copy: the first one may exist."""
    item = work.item(item_id)
    if item is None:
        raise Refused(Say.NO_ITEM)
    if item.label_job is None or (item.decided is None and item.held_reason is None):
        raise Refused(Say.NO_LABEL)
    copy = item.label_copy + 1
    void_label(work, item)
    request_label(work, item, copy=copy)
    work.say(Say.LABEL_COPY, Tone.OK, lpn=item.identified.lpn, copy=copy)


def void_job(work: Work, job: str) -> None:
    """Take a label out of the queue; what becomes of one that is on its way is not asked any more."""
    work.uow.change_job(job, PrintState.VOIDED, "")


def confirm(work: Work, item: ItemState, by: str) -> None:
    """The label was seen on the goods."""
    if item.label_job is None or not may_be_seen(work, item):
        raise Refused(Say.NO_LABEL)
    work.on_item(item.item_id, LabelConfirmed(item.item_id, item.label_job, item.label_copy, by))
    work.uow.change_job(item.label_job, PrintState.CONFIRMED, "")
    work.say(Say.LABEL_CONFIRMED, Tone.OK, lpn=item.identified.lpn)


def was_printed(work: Work, item: ItemState) -> bool:
    """Whether a label of this item may be on paper: on its way, sent, seen, or nobody knows."""
    return (
        _under_way(work, item)
        or _is_elsewhere(work, item)
        or any(
            isinstance(record.event, LabelSent | LabelConfirmed)
            or (isinstance(record.event, LabelFailed) and not record.event.certain)
            for record in work.uow.history(item_key(item.item_id))
        )
    )


def may_be_seen(work: Work, item: ItemState) -> bool:
    """Whether bytes of the item's label may have left, and nobody has confirmed it yet: then seeing it proves it.

    Of a label that another bench prints only what that bench told is known, and it may have printed since.
    """
    row = work.desk.journal.connection.execute(
        "SELECT state FROM print_job WHERE job = ?", (item.label_job,)
    ).fetchone()
    if row is None:
        return item.label_state in {PrintState.QUEUED, PrintState.SENT, PrintState.UNKNOWN}
    return row[0] in {PrintState.SENDING, PrintState.SENT, PrintState.UNKNOWN}


def is_missing(work: Work, item: ItemState) -> bool:
    """Whether the item's label is known not to be on paper, and not about to be: it failed, or waits for a printer that is away."""
    return item.label_state is PrintState.FAILED or (item.label_state is PrintState.QUEUED and work.printer_away)


def _under_way(work: Work, item: ItemState) -> bool:
    """Whether bytes of the item's label are leaving just now: nothing stops them, and what becomes of them is not known yet."""
    if item.label_job is None:
        return False
    found = work.desk.journal.connection.execute(
        "SELECT 1 FROM print_job WHERE job = ? AND state = ?", (item.label_job, PrintState.SENDING)
    ).fetchone()
    return found is not None


def _is_elsewhere(work: Work, item: ItemState) -> bool:
    """Whether another bench prints the item's label: it may have done so, and nobody here knows."""
    if item.label_job is None or item.label_state is PrintState.VOIDED:
        return False
    known = work.desk.journal.connection.execute("SELECT 1 FROM print_job WHERE job = ?", (item.label_job,)).fetchone()
    return known is None


def void_label(work: Work, item: ItemState) -> None:
    """The item's label counts no more, wherever it is on its way."""
    if item.label_job is not None and item.label_state is not PrintState.VOIDED:
        if _under_way(work, item):  # the print thread's answer comes too late to count, so what is known is told now
            work.on_item(
                item.item_id, LabelFailed(item.item_id, item.label_job, item.label_copy, "interrupted", certain=False)
            )
        work.on_item(item.item_id, LabelVoided(item.item_id, item.label_job, item.label_copy))
        void_job(work, item.label_job)


def made_here(work: Work, lpn: str) -> tuple[bool, ItemState | None]:
    """Whether a label was ever made here, and the item that once had it and has another one now; None when that was taken back."""
    row = work.desk.journal.connection.execute("SELECT item_id FROM print_job WHERE lpn = ? LIMIT 1", (lpn,)).fetchone()
    return row is not None, work.item(row[0]) if row else None


_BEFORE = {
    PrintState.SENDING: {PrintState.QUEUED},
    PrintState.QUEUED: {PrintState.SENDING},
    PrintState.SENT: {PrintState.SENDING},
    PrintState.UNKNOWN: {PrintState.SENDING},
    PrintState.FAILED: {PrintState.QUEUED, PrintState.SENDING},
}
"""From which state a result may lead to another: a label that was offered twice is sent once."""


def lpn_scanned(work: Work, lpn: str) -> tuple[str, str, bool] | None:
    """Find an item by its label: (item id, parcel id, whether another item stands under that number too); None for an unknown one."""
    rows = work.desk.journal.connection.execute(
        "SELECT item_id, parcel_id FROM item WHERE lpn = ? ORDER BY status = 'voided', item_id LIMIT 3", (lpn,)
    ).fetchall()
    standing = [row for row in rows if work.item(row[0]) is not None]
    return (*(standing or rows)[0], len(standing) > 1) if rows else None


def _gave_way(work: Work, item_id: str, job: str) -> bool:
    """Whether another bench has taken the label back or asked for another one since, while this one waited for its printer."""
    item = work.item(item_id)
    return item is None or (item.label_job != job and not item.conflict)


def record_result(work: Work, result: RecordPrintResult) -> bool:
    """Take over what the print thread found out. False when the label was voided meanwhile and must not be sent."""
    row = work.desk.journal.connection.execute(
        "SELECT item_id, lpn, copy, state, sha256 FROM print_job WHERE job = ?", (result.job,)
    ).fetchone()
    if row is None:
        return False
    item_id, lpn, copy, state, sha256 = row
    if state not in _BEFORE[result.state]:
        return False
    if result.state is PrintState.SENDING and _gave_way(work, item_id, result.job):
        void_job(work, result.job)
        return False
    work.uow.change_job(result.job, result.state, result.detail)
    if result.drawn is not None:
        work.uow.draw_job(result.job, result.drawn)
    if result.state is PrintState.SENT:
        work.on_item(item_id, LabelSent(item_id, result.job, copy, sha256))
    elif result.state in {PrintState.FAILED, PrintState.UNKNOWN}:
        certain = result.state is PrintState.FAILED
        work.on_item(item_id, LabelFailed(item_id, result.job, copy, result.detail, certain))
        if certain:
            work.say(Say.LABEL_FAILED, Tone.WARNING, lpn=lpn, why=result.detail)
        elif work.session.pending is None and item_id == work.session.item_id:
            work.ask(
                "label",
                message(Say.LABEL_LOOK, lpn=lpn),
                "PRINTED-OK",
                "REPRINT",
                repeat_text=None,
                item_id=item_id,
            )
        else:
            work.say(Say.LABEL_LOOK, Tone.WARNING, lpn=lpn)
    return True
