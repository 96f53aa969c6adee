"""Undo: the last thing done is taken back as a whole by reversing events; the record keeps both."""

from app.bench import parcels, printing
from app.bench.messages import Say, message
from app.bench.view import Tone
from app.bench.work import Work
from app.domain.conflicts import DECISIONS
from app.domain.events import (
    DispositionDecided,
    EventReversed,
    ItemIdentified,
    LabelRequested,
    ParcelClosed,
    ParcelReceived,
    Recorded,
)
from app.domain.history import effective
from app.domain.item import ItemState, settled
from app.domain.refusal import Refused
from app.domain.vocabulary import ParcelStatus, PrintState, Role
from app.people.person import at_least
from app.store.people import person_by_name
from app.store.tables import FIRST_PLACE

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
    "item_held",
    "item_released",
    "item_stowed",
    "item_unstowed",
    "tote_closed",
    "tote_opened",
    "item_identified",
    "item_graded",
    "item_amended",
)
"""What a command is called after: the weightiest kind among its events."""

EVENTS_A_LOOK = 500
LOOKS_BACK = 20
"""Undo looks through this many times that many events; between two commands that count there may be many noted scans."""


def undo(work: Work, *, confirmed: str = "") -> None:
    """Take back the last command that still stands. What cannot be unseen (a printed label, a closed parcel) asks again.

    `confirmed` is the command that was asked about: words that were kept meanwhile are not what the yes meant.
    """
    command = _last_command(work, confirmed)
    if not command:
        work.say(Say.NOTHING_TO_UNDO, Tone.WARNING)
        return
    what = _name(command)
    label_out = _is_label_out(work, command)
    if not confirmed and (label_out or _is_weighty(work, command)):
        say = Say.UNDO_CONFIRM_LABEL if label_out else Say.UNDO_CONFIRM
        work.ask(
            "undo",
            message(say, what=what, about=_about(work, command)),
            "UNDO",
            "CANCEL",
            command_id=command[0].command_id,
        )
        return
    _refuse_elsewhere(work, command)
    _refuse_over_a_leads_head(work, command)
    for item in _labelled(work, command):
        printing.void_label(work, item)
    for record in reversed(command):
        if record.kind not in REVERSIBLE:
            continue
        work.uow.record(record.key, EventReversed(record.event_id, record.kind))
    for item_id in dict.fromkeys(
        record.key.removeprefix("item:") for record in command if record.key.startswith("item:")
    ):
        _label_again(work, item_id)
    _go_there(work, command)
    work.say(Say.UNDONE, Tone.OK, what=what)


def _name(command: list[Recorded]) -> str:
    """What a command is called: the weightiest kind among its events, or "item_split"."""
    if any(isinstance(record.event, ItemIdentified) and record.event.split_from for record in command):
        return "item_split"
    return next((kind for kind in NAMING if any(record.kind == kind for record in command)), command[0].kind)


def _refuse_elsewhere(work: Work, command: list[Recorded]) -> None:
    """What another bench has built on is not taken back from under it, and what is in conflict waits for a lead."""
    journal = work.desk.journal
    if journal.alone:
        return
    for record in command:
        kind, _, name = record.key.partition(":")
        if record.kind not in REVERSIBLE:
            continue
        if kind == "item" and (item := work.item(name)) is not None:
            settled(item)
        standing = list(effective(work.uow.history(record.key)))
        places = [place for place, other in enumerate(standing) if other.event_id == record.event_id]
        for other in standing[places[0] + 1 :] if places else ():
            if other.stream_id not in journal.own_streams and isinstance(other.event, DECISIONS):
                raise Refused(Say.CHANGED_ELSEWHERE, bench=journal.origin_of(other.stream_id).bench_id)


def _refuse_over_a_leads_head(work: Work, command: list[Recorded]) -> None:
    """What a lead has decided is taken back by a lead."""
    person, by = work.session.person, command[0].actor
    if person is None or by == person.name or at_least(person.role, Role.LEAD):
        return
    author = person_by_name(work.desk.journal.connection, by)
    decided = any(isinstance(record.event, DispositionDecided) for record in command)
    if decided and author is not None and at_least(author.role, Role.LEAD):
        raise Refused(Say.LEAD_NEEDED)


def _labelled(work: Work, command: list[Recorded]) -> list[ItemState]:
    """Items whose label says what is being taken back: the command itself has asked for it."""
    asked = {record.event.item_id for record in command if isinstance(record.event, LabelRequested)}
    return [item for item in _items_of(work, command) if item.item_id in asked]


def _label_again(work: Work, item_id: str) -> None:
    """An item that had been decided anew, or decided while on hold, stands as before: its label from then is void, and it needs one."""
    item = work.item(item_id)
    stands = item is not None and (item.decided is not None or item.held_reason is not None)
    if item is not None and stands and item.label_state is PrintState.VOIDED:
        printing.request_label(work, item, copy=item.label_copy + 1)


def _last_command(work: Work, wanted: str) -> list[Recorded]:
    """The events of the newest command of this stream that can be taken back and still stands, oldest first; or of the `wanted` one."""
    journal = work.desk.journal
    columns, stream_id = journal.statements.event_columns, journal.head.stream_id
    reversed_ids: set[str] = set()
    before = journal.head.last_seq + 1
    for _ in range(LOOKS_BACK):
        rows = journal.connection.execute(
            f"SELECT {columns} FROM event WHERE place > {FIRST_PLACE} AND place < {FIRST_PLACE} + ?2 ORDER BY place DESC LIMIT ?3",
            (stream_id, before, EVENTS_A_LOOK),
        ).fetchall()
        for record in map(journal.recorded, rows):
            before = record.seq
            if isinstance(record.event, EventReversed):
                reversed_ids.add(record.event.event_id)
            elif wanted not in {"", record.command_id}:
                continue
            elif record.kind in REVERSIBLE and record.event_id not in reversed_ids:
                return _whole_command(work, record)
        if len(rows) < EVENTS_A_LOOK:
            break
    return []


def _whole_command(work: Work, last: Recorded) -> list[Recorded]:
    """All events of a command; they stand one after the other in the stream."""
    journal = work.desk.journal
    rows = journal.connection.execute(
        f"SELECT {journal.statements.event_columns} FROM event"
        f" WHERE place BETWEEN {FIRST_PLACE} + ?2 AND {FIRST_PLACE} + ?3 AND command_id = ?4 ORDER BY place",
        (last.stream_id, max(1, last.seq - EVENTS_A_LOOK), last.seq + EVENTS_A_LOOK, last.command_id),
    )
    return [journal.recorded(row) for row in rows]


def _is_weighty(work: Work, command: list[Recorded]) -> bool:
    """What is asked about first beside a label that is out: a parcel's beginning or end, and what somebody else did."""
    person = work.session.person
    if person is None or command[0].actor != person.name:
        return True
    if any(isinstance(record.event, ParcelClosed | ParcelReceived) for record in command):
        return True
    item = next((item for item in _items_of(work, command)), None)
    return item is not None and work.parcel_id_of(item) != work.session.parcel_id  # nobody looks at it now


def _items_of(work: Work, command: list[Recorded]) -> list[ItemState]:
    keys = dict.fromkeys(record.key for record in command if record.key.startswith("item:"))
    found = (work.item(key.removeprefix("item:")) for key in keys)
    return [item for item in found if item is not None]


def _about(work: Work, command: list[Recorded]) -> str:
    """What a command was about, as people call it."""
    items = _items_of(work, command)
    if items:
        return f"{items[0].identified.title}, {items[0].identified.lpn}"
    kind, _, name = command[0].key.partition(":")
    parcel = work.parcel(name) if kind == "parcel" else None
    return parcel.received.label or "–" if parcel is not None else name


def _is_label_out(work: Work, command: list[Recorded]) -> bool:
    """Whether a label that says what is being taken back may be on paper."""
    nowhere = {None, PrintState.QUEUED, PrintState.VOIDED}
    return any(item.label_state not in nowhere for item in _labelled(work, command))


def _go_there(work: Work, command: list[Recorded]) -> None:
    """Show what the undone command was about."""
    for record in command:
        if record.kind not in REVERSIBLE:
            continue
        kind, _, name = record.key.partition(":")
        if kind == "item":
            item = work.item(name)
            parcel_id = work.parcel_id_of(item) if item else _parcel_of(work, name)
            if parcel_id is not None:
                _show_parcel(work, parcel_id)
            work.move(item_id=item.item_id if item else None)
            if item is None and isinstance(record.event, ItemIdentified) and record.event.split_from:
                work.move(item_id=record.event.split_from)
            break
        if kind == "parcel":
            _show_parcel(work, name)
            break
        if record.kind == "tote_closed":  # it is the one in hand again
            work.move(tote=name)
            break
    if work.session.parcel_id is not None and work.parcel() is None:
        work.move(parcel_id=None, item_id=None)


def _parcel_of(work: Work, item_id: str) -> str | None:
    row = work.desk.journal.connection.execute("SELECT parcel_id FROM item WHERE item_id = ?", (item_id,)).fetchone()
    return row[0] if row else None


def _show_parcel(work: Work, parcel_id: str) -> None:
    """Make the parcel the open one, unless it is closed or gone; the one that was open is parked."""
    parcel = work.parcel(parcel_id)
    if parcel is None or parcel.parcel_id == work.session.parcel_id or parcel.status is ParcelStatus.CLOSED:
        return
    parcels.reopen(work, parcel)
