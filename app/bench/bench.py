"""The bench: commands in, committed facts and a new picture out. Runs on one thread and never waits for a device."""

import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum

from msgspec.structs import replace as replaced

from app.bench import controls, grading, parcels, printing, scans, settling, signing
from app.bench.central import Central
from app.bench.desk import Desk, Surroundings
from app.bench.messages import Message, Say, message
from app.bench.present import Presenter, is_away
from app.bench.session import Session
from app.bench.view import BenchView, DeviceView, Notice, PersonView, ScanLine, Sound, Tone
from app.bench.work import Work
from app.domain.commands import (
    AddNote,
    CloseShift,
    Command,
    Control,
    EnterPin,
    OpenExpected,
    OpenParcel,
    RecordDevice,
    RecordPrintResult,
    RecordSync,
    RegisterScan,
    ReplaceLabel,
    ReportBadFrame,
    ReprintLabel,
    ResolveConflict,
    ResolveDuplicate,
    SelectItem,
)
from app.domain.refusal import Refused
from app.domain.vocabulary import ParcelStatus
from app.errors import KnownError
from app.store.engine import JournalBusyError
from app.store.journal import Journal, storable
from app.store.people import person_by_name
from app.store.projections import Counted
from app.store.unit_of_work import PrintJobRow
from devices.events import ScanReceived
from devices.scanners.double_scan import DoubleScanGate

SCANS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one command led to.

    Attributes:
        view: the new picture.
        jobs: labels that now wait in the print queue.
        accepted: False when nothing was committed because the command was refused or the disk failed.
        stored: False when the disk failed: the same command may be tried again.
    """

    view: BenchView
    jobs: tuple[PrintJobRow, ...]
    accepted: bool
    stored: bool = True


class Bench:
    """Holds the session and works one command after the other.

    Attributes:
        session: where the operator is, as committed.
        view: the last picture.
    """

    def __init__(
        self, journal: Journal, around: Surroundings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._journal = journal
        self._around = around
        self._clock = clock
        self._desk = Desk(journal)
        self._gate = DoubleScanGate(around.settings.double_scan_ms)
        self._scans: deque[ScanLine] = deque(maxlen=SCANS_KEPT)
        self._devices: dict[str, DeviceView] = {}
        self._central = Central(journal)
        self._presenter = Presenter(self._desk, around, self._central)
        self._notice: Notice | None = None
        self._numbers = 0
        self.session = self._restored()
        self.view = self._picture(self._work())

    def handle(self, command: Command) -> Outcome:
        """Work one command. Refusals and disk faults become notices; nothing of a refused command is kept."""
        if isinstance(command, RecordDevice):
            self._devices[command.name] = DeviceView(command.name, command.role, command.state, command.reason)
            return self._outcome(self._work(), accepted=True)
        if isinstance(command, RecordSync):
            return self._hear(command)
        command = _storable(command)
        work = self._work()
        try:
            accepted = self._do(work, command)
        except Refused as refusal:
            work = self._refused(refusal, command)
            accepted = False
        except KnownError as err:  # reference data that cannot be read: said, and nothing recorded
            return self._failed(command, err)
        try:
            if work.session is not self.session and (stored := work.session.to_stored()) != self.session.to_stored():
                work.uow.set_session(stored)
            work.uow.commit()
        except KnownError as err:
            return self._failed(command, err)
        if self.session.parcel_id != work.session.parcel_id:
            self._desk.lighten()
        if isinstance(command, ResolveConflict | ResolveDuplicate | ReplaceLabel):
            self._journal.changes[Counted.CONFLICTS] += 1
        self.session = work.session
        self._tell(work, command)
        return self._outcome(work, accepted=accepted, jobs=tuple(work.jobs))

    def _hear(self, told: RecordSync) -> Outcome:
        """What the agent tells; what it asks of this bench is done at once, and what came in is folded."""
        try:
            self._central.tell(told)
            if told.changes:
                self._central.look(self._clock())
        except KnownError as err:
            return self._failed(told, err)
        self.session = self._standing(self.session)
        return self._outcome(self._work(), accepted=True)

    @property
    def listens(self) -> bool:
        """Whether other benches may have done something: then `look` is to be called now and then."""
        return self._central.joined

    def look(self, give_way: Callable[[], bool] = lambda: False) -> tuple[BenchView | None, bool]:
        """Fold some of what other benches did, unless a command has come, which `give_way` tells: its own picture shows what is new.

        Returns the new picture, None where there is none, and whether more waits. Raises KnownError when the disk refuses.
        """
        looked = self._central.look(self._clock(), give_way)
        if looked.changed:
            self.session = self._standing(self.session)
        if not looked.changed or give_way():
            return None, looked.more
        before, self.view = self.view, self._picture(self._work())
        return None if self.view == before else self.view, looked.more

    def _failed(self, command: Command, err: KnownError) -> Outcome:
        work = self._work()
        work.said, work.tone, work.sound = _disk_message(err), Tone.ERROR, Sound.ERROR
        self._tell(work, command)
        return self._outcome(work, accepted=False, stored=False)

    def forget(self) -> None:
        """After a fault of the program: take everything from the journal again."""
        if self._journal.connection.in_transaction:
            self._journal.connection.execute("ROLLBACK")
        self._desk.forget()
        self.session = self._restored()

    def explain(self, said: Message, tone: Tone) -> BenchView:
        """Say something that no command led to, such as a fault that was caught."""
        work = self._work()
        work.said, work.tone, work.sound = said, tone, Sound.ERROR
        self._number(work)
        self.view = self._picture(work)
        return self.view

    def _work(self) -> Work:
        work = Work(self._desk, self._around, self.session, self._clock())
        work.said_before = self._notice.said if self._notice else None
        work.printer_away = is_away(self._devices.values(), self._around.labels.name)
        return work

    def _restored(self) -> Session:
        return self._standing(self._still_allowed(Session.from_stored(self._journal.session())))

    def _standing(self, session: Session) -> Session:
        """The session as far as what it is about still stands; another bench may have undone it, or found its parcel to be another."""
        work = Work(self._desk, self._around, session, self._clock())
        parcel = work.parcel()
        if session.parcel_id and (parcel is None or parcel.status is ParcelStatus.VOIDED):
            work.move(parcel_id=None, item_id=None)
        elif parcel is not None:
            work.move(parcel_id=parcel.parcel_id)
        if session.item_id and work.item() is None:
            work.move(item_id=None)
        return work.session

    def _still_allowed(self, session: Session) -> Session:
        """A start must let nobody in whom the badge would not: the person as known now, and with a PIN only by the PIN."""
        if session.person is None:
            return session
        person = person_by_name(self._journal.connection, session.person.name)
        if person is None or person.disabled or signing.needs_pin(self._around.settings, person):
            return replaced(session, person=None, tote=None)
        return replaced(session, person=PersonView(person.name, person.role, person.language))

    def _do(self, work: Work, command: Command) -> bool:
        match command:
            case RegisterScan():
                return self._scan(work, command)
            case ReportBadFrame():
                _bad_frame(work, command)
            case Control(word):
                controls.control(work, word)
            case EnterPin(pin):
                signing.enter_pin(work, pin)
            case RecordPrintResult():
                return printing.record_result(work, command)
            case _ if work.session.person is None:
                work.say(Say.SIGN_IN_FIRST, Tone.WARNING)
            case SelectItem(item_id):
                _select(work, item_id)
            case OpenParcel(parcel_id):
                parcel = work.parcel(parcel_id)
                if parcel is not None:
                    work.drop_question()
                    parcels.resume(work, parcel)
            case OpenExpected(rma):
                parcels.open_expected(work, rma)
            case AddNote(text, item_id):
                grading.add_note(work, text, item_id)
            case ReprintLabel(item_id):
                printing.reprint(work, item_id)
            case ResolveConflict(key, keep_event_id, note):
                settling.resolve_conflict(work, key, keep_event_id, note)
            case ResolveDuplicate(keep, drop, note):
                settling.resolve_duplicate(work, keep, drop, note)
            case ReplaceLabel(item_id):
                settling.replace_label(work, item_id)
            case CloseShift(note):
                signing.close_shift(work, note)
            case _:
                raise AssertionError(command)
        return True

    def _scan(self, work: Work, scan: RegisterScan) -> bool:
        if scan.scanner != "keyboard":
            received = ScanReceived(scan.text, scan.aim, scan.scanner, scan.at_ns)
            if not self._gate.admit(received):
                text = scans.shown(scan.text)
                work.note_scan(text, scan.scanner, Say.SAME_SCAN_IGNORED, scan.aim)
                work.say(Say.SAME_SCAN_IGNORED, Tone.CALM, sound=Sound.TICK, text=text)
                return False
        scans.on_scan(work, scan)
        return True

    def _refused(self, refusal: Refused, command: Command) -> Work:
        """A fresh work that says why; what the refused one had recorded is dropped with it."""
        work = self._work()
        if not isinstance(command, AddNote):  # what is typed has nothing to do with what is asked
            work.drop_question()
        say = Say(refusal.code)
        tone = Tone.STOP if say in {Say.TOTE_WRONG_ROUTE, Say.LABEL_OF_OTHER} else Tone.WARNING
        work.say(say, tone, **refusal.params)  # type: ignore[arg-type]  # parameters of a sentence, by name
        return work

    def _tell(self, work: Work, command: Command) -> None:
        self._number(work)
        if isinstance(command, RegisterScan) and work.said is not None:
            at = work.now.astimezone(self._around.zone).time().isoformat("seconds")
            hidden = work.said.say is Say.SIGN_IN_FIRST
            text = signing.HIDDEN_TEXT if hidden else scans.shown(command.text, 28)
            if ("text", signing.HIDDEN_BADGE) in work.said.params:
                text = signing.HIDDEN_BADGE
            self._scans.appendleft(ScanLine(at, text, work.said, work.tone))

    def _number(self, work: Work) -> None:
        if work.said is not None:
            self._numbers += 1
            self._notice = Notice(self._numbers, work.said, work.tone, work.sound)

    def _outcome(
        self, work: Work, *, accepted: bool, jobs: tuple[PrintJobRow, ...] = (), stored: bool = True
    ) -> Outcome:
        self.view = self._picture(work)
        return Outcome(self.view, jobs, accepted, stored)

    def _picture(self, work: Work) -> BenchView:
        return self._presenter.view(work, self._notice, tuple(self._scans), tuple(self._devices.values()))


def _select(work: Work, item_id: str) -> None:
    item = work.item(item_id)
    if item is None:
        raise Refused(Say.NO_ITEM)
    work.drop_question()
    scans.go_to(work, item)
    work.say(Say.ITEM_SELECTED, Tone.OK, index=work.index_of(item), title=item.identified.title)


def _storable(command: Command) -> Command:
    """The command without what no central database can hold. What a scanner read is judged, and refused where it has to be, as it is."""
    if isinstance(command, RegisterScan):
        return command
    changes = {
        name: clean
        for name, value in ((field.name, getattr(command, field.name)) for field in fields(command))
        if isinstance(value, str) and not isinstance(value, StrEnum) and (clean := storable(value)) != value
    }
    return replace(command, **changes) if changes else command  # type: ignore[arg-type]  # its own fields, by name


_FRAME_SAYS = {
    "too_long": Say.FRAME_TOO_LONG,
    "not_text": Say.FRAME_NOT_TEXT,
    "cut_off": Say.FRAME_CUT_OFF,
    "no_read": Say.FRAME_NO_READ,
    "no_end": Say.FRAME_NO_END,
}


def _bad_frame(work: Work, frame: ReportBadFrame) -> None:
    say = _FRAME_SAYS[frame.problem]
    work.note_scan("", frame.scanner, say)
    tone = Tone.WARNING if say is Say.FRAME_NO_READ else Tone.ERROR
    work.say(say, tone, scanner=frame.scanner, count=frame.length)


def _disk_message(err: KnownError) -> Message:
    if isinstance(err, JournalBusyError):
        return message(Say.DISK_LOCKED)
    cause = err.__cause__
    name = getattr(cause, "sqlite_errorname", "") if isinstance(cause, sqlite3.Error) else ""
    if name.startswith("SQLITE_FULL"):
        return message(Say.DISK_FULL)
    if name.startswith("SQLITE_READONLY"):
        return message(Say.DISK_READ_ONLY)
    return message(Say.DISK_FAILED, why=err.title)
