"""Undo: the last thing done is taken back as a whole by reversing events; the record keeps both."""

from app.bench import printing
from app.bench.messages import Say, message
from app.bench.view import Tone
from app.bench.work import Work
from app.domain.events import (
    EventReversed,
    ItemIdentified,
    LabelRequested,
    LabelVoided,
    ParcelClosed,
    ParcelReceived,
    Recorded,
)
from app.domain.vocabulary import ParcelStatus, PrintState

REVERSIBLE = {
    "parcel_received",
    "parcel_closed",
    "item_identified",
    "item_amended",
    "item_graded",
    "disposition_proposed",
    "disposition_decided",
    "approval_requested",
    "approval_granted",
    "item_stowed",
    "item_unstowed",
    "tote_opened",
    "tote_closed",
    "item_held",
    "item_released",
}
"""Kinds that undo takes back. Labels are voided, never reversed; signing in and out stands."""

NAMING = (
    "parcel_closed",
    "parcel_received",
    "disposition_decided",
    "item_stowed",
    "item_unstowed",
    "item_held",
    "item_released",
    "tote_closed",
    "tote_opened",
    "item_identified",
    "item_graded",
    "item_amended",
)
"""What a command is called after: the weightiest kind among its events."""

LOOK_BACK = 300
"""How many events undo looks through; more than a whole parcel leaves."""


def undo(work: Work, *, confirmed: bool = False) -> None:
    """Take back the last command that still stands. What cannot be unseen (a printed label, a closed parcel) asks again."""
    command = _last_command(work)
    if not command:
        work.say(Say.NOTHING_TO_UNDO, Tone.WARNING)
        return
    what = next((kind for kind in NAMING if any(record.kind == kind for record in command)), command[0].kind)
    if not confirmed and _is_weighty(work, command):
        work.ask("undo", message(Say.UNDO_CONFIRM, what=what), "UNDO", "CANCEL")
        return
    for record in reversed(command):
        if record.kind in REVERSIBLE:
            work.uow.record(record.key, EventReversed(record.event_id, record.kind))
        elif isinstance(record.event, LabelRequested):
            event = record.event
            work.uow.record(record.key, LabelVoided(event.item_id, event.job, event.copy))
            printing.void_job(work, event.job)
    _go_there(work, command)
    work.say(Say.UNDONE, Tone.OK, what=what)


def _last_command(work: Work) -> list[Recorded]:
    """The events of the newest command of this stream that can be taken back and still stands, oldest first."""
    journal = work.desk.journal
    rows = journal.connection.execute(
        f"SELECT {journal.statements.event_columns} FROM event WHERE stream_id = ? AND seq > ? ORDER BY seq DESC",
        (journal.head.stream_id, journal.head.last_seq - LOOK_BACK),
    ).fetchall()
    records = [journal.recorded(row) for row in rows]
    reversed_ids = {record.event.event_id for record in records if isinstance(record.event, EventReversed)}
    for record in records:
        if record.kind in REVERSIBLE and record.event_id not in reversed_ids:
            return [other for other in reversed(records) if other.command_id == record.command_id]
    return []


def _is_weighty(work: Work, command: list[Recorded]) -> bool:
    for record in command:
        if isinstance(record.event, ParcelClosed | ParcelReceived):
            return True
        if isinstance(record.event, LabelRequested):
            state = work.desk.journal.connection.execute(
                "SELECT state FROM print_job WHERE job = ?", (record.event.job,)
            ).fetchone()
            return state is None or state[0] != PrintState.QUEUED
    return False


def _go_there(work: Work, command: list[Recorded]) -> None:
    """Show what the undone command was about."""
    for record in command:
        kind, _, name = record.key.partition(":")
        if kind == "item":
            item = work.item(name)
            parcel_id = item.identified.parcel_id if item else _parcel_of(work, name)
            if parcel_id is not None:
                _show_parcel(work, parcel_id)
            work.move(item_id=item.item_id if item else None)
            if item is None and isinstance(record.event, ItemIdentified) and record.event.split_from:
                work.move(item_id=record.event.split_from)
            return
        if kind == "parcel":
            _show_parcel(work, name)
            return


def _parcel_of(work: Work, item_id: str) -> str | None:
    row = work.desk.journal.connection.execute("SELECT parcel_id FROM item WHERE item_id = ?", (item_id,)).fetchone()
    return row[0] if row else None


def _show_parcel(work: Work, parcel_id: str) -> None:
    parcel = work.parcel(parcel_id)
    if parcel is None:
        if work.session.parcel_id == parcel_id:
            work.move(parcel_id=None, item_id=None)
        return
    if parcel.parcel_id != work.session.parcel_id and parcel.status is ParcelStatus.OPEN:
        work.move(parcel_id=parcel_id, item_id=None)
