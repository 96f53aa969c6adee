"""One command being worked on: what it sees, what it records, what it says. Nothing of it is true before the commit."""

from datetime import date, datetime

from msgspec.structs import replace

from app.bench.desk import Desk, Surroundings
from app.bench.messages import Message, Say, message
from app.bench.session import NOT_TAKEN_IN, Pending, Session
from app.bench.view import Choice, Sound, Tone
from app.domain.conflicts import DECISIONS
from app.domain.events import Event, ItemIdentified, ScanNoted
from app.domain.history import bench_key, item_key, parcel_key, tote_key
from app.domain.item import ItemState, last_identified, settled
from app.domain.parcel import ParcelState
from app.domain.refusal import Refused
from app.domain.tote import ToteState
from app.store.unit_of_work import PrintJobRow, UnitOfWork

SOUND_OF = {
    Tone.CALM: Sound.OK,
    Tone.OK: Sound.OK,
    Tone.WARNING: Sound.WARNING,
    Tone.ERROR: Sound.ERROR,
    Tone.STOP: Sound.ERROR,
}


class Work:
    """The context of one command.

    Attributes:
        session: where the operator will be after the command.
        jobs: labels that were put into the print queue.
        voided_jobs: labels that must not be printed any more.
        said, tone, sound: what becomes the notice; None when nothing was said.
        said_before: what stands on the screen as the command comes in; None when nothing does.
        printer_away: whether the printer that labels go to cannot print now.
    """

    def __init__(self, desk: Desk, around: Surroundings, session: Session, now: datetime) -> None:
        self.desk = desk
        self.around = around
        self.session = session
        self.now = now
        self.uow = UnitOfWork(desk.journal, actor=session.person.name if session.person else "", now=now)
        self.jobs: list[PrintJobRow] = []
        self.said: Message | None = None
        self.said_before: Message | None = None
        self.printer_away = False
        self.tone = Tone.CALM
        self.sound = Sound.NONE
        self._today: date | None = None
        self._items: tuple[str, int, list[ItemState]] | None = None
        self._seen: tuple[int, dict[str, ItemState | None]] = (0, {})

    # What the command sees.

    @property
    def language(self) -> str:
        """The operator's language; while there is none the one chosen for the screen, or the bench's."""
        if self.session.person is not None:
            return self.session.person.language
        return self.session.language or self.around.settings.language

    @property
    def today(self) -> date:
        """The day at the site."""
        if self._today is None:
            self._today = self.now.astimezone(self.around.zone).date()
        return self._today

    def local(self, wall_at: str) -> str:
        """A moment of the journal (UTC, ISO 8601) as the clock at the site showed it: "YYYY-MM-DDTHH:MM"."""
        at = datetime.fromisoformat(wall_at).astimezone(self.around.zone)
        return at.replace(tzinfo=None).isoformat(timespec="minutes")

    @property
    def asks_about_other_goods(self) -> bool:
        """Whether the question on the screen is about goods in somebody's hands that are not taken in yet."""
        pending = self.session.pending
        return pending is not None and (pending.kind in NOT_TAKEN_IN or pending.facts.get("of_others") is True)

    def item(self, item_id: str | None = None) -> ItemState | None:
        """An item, by default the current one."""
        wanted = item_id or self.session.item_id
        return self._item(wanted) if wanted else None

    def _item(self, item_id: str) -> ItemState | None:
        """As `desk.item`; only a new fact changes what was seen before."""
        recorded = len(self.uow.recorded)
        if self._seen[0] != recorded:
            self._seen = (recorded, {})
        seen = self._seen[1]
        if item_id not in seen:
            seen[item_id] = self.desk.item(self.uow, item_id)
        return seen[item_id]

    def parcel(self, parcel_id: str | None = None) -> ParcelState | None:
        """A parcel, by default the open one; where its record gave way to another, that one."""
        wanted = parcel_id or self.session.parcel_id
        state = self.desk.parcel(self.uow, wanted) if wanted else None
        passed: set[str] = set()
        while state is not None and state.merged_into is not None and state.parcel_id not in passed:
            passed.add(state.parcel_id)
            state = self.desk.parcel(self.uow, state.merged_into)
        return state

    def bench_of(self, item: ItemState) -> str:
        """The bench that took an item in, when that was another one; "" for this one, and while nothing is known of its stream."""
        journal = self.desk.journal
        if journal.alone:
            return ""
        record = last_identified(self.uow.history(item_key(item.item_id)))
        if record is None or record.stream_id in journal.own_streams:
            return ""
        return journal.origin_of(record.stream_id).bench_id

    def parcel_id_of(self, item: ItemState) -> str:
        """The id of the parcel that an item belongs to now."""
        parcel_id = item.identified.parcel_id
        if self.desk.journal.alone:
            return parcel_id
        parcel = self.parcel(parcel_id)
        return parcel.parcel_id if parcel is not None else parcel_id

    def tote(self, code: str) -> ToteState | None:
        """A tote by its code."""
        return self.desk.tote(self.uow, code)

    def items(self, parcel_id: str | None = None) -> list[ItemState]:
        """The standing items of a parcel, oldest first, those of this command included."""
        wanted = parcel_id or self.session.parcel_id
        if wanted is None:
            return []
        known, recorded = self._items, len(self.uow.recorded)
        if known is None or known[0] != wanted or known[1] != recorded:  # only a new fact changes what was seen before
            known = self._items = (wanted, recorded, self._standing(wanted))
        return known[2]

    def _standing(self, wanted: str) -> list[ItemState]:
        ids = dict.fromkeys(self.desk.item_ids(wanted))
        for record in self.uow.recorded:
            if isinstance(record.event, ItemIdentified) and record.event.parcel_id == wanted:
                ids[record.event.item_id] = None
        return [state for item_id in ids if (state := self._item(item_id)) is not None]

    def index_of(self, item: ItemState) -> int:
        """The item's number on the screen."""
        ids = [other.item_id for other in self.items(self.parcel_id_of(item))]
        return ids.index(item.item_id) + 1 if item.item_id in ids else 0

    def need_item(self) -> ItemState:
        """The current item, or a refusal."""
        item = self.item()
        if item is None:
            raise Refused(Say.NO_ITEM)
        return item

    # What the command does.

    def on_item(self, item_id: str, event: Event) -> None:
        """Record a fact about an item. Raises Refused when it decides something and the item is in conflict."""
        if not self.desk.journal.alone and isinstance(event, DECISIONS) and (item := self.item(item_id)) is not None:
            settled(item, event)
        self.uow.record(item_key(item_id), event)

    def on_parcel(self, parcel_id: str, event: Event) -> None:
        """Record a fact about a parcel."""
        self.uow.record(parcel_key(parcel_id), event)

    def on_tote(self, code: str, event: Event) -> None:
        """Record a fact about a tote."""
        self.uow.record(tote_key(code), event)

    def on_bench(self, event: Event) -> None:
        """Record a fact about the bench itself."""
        self.uow.record(bench_key(self.around.settings.id), event)

    def note_scan(self, text: str, scanner: str, outcome: Say, aim: str = "") -> None:
        """Record a reading that changed nothing."""
        self.on_bench(ScanNoted(text, scanner, outcome.value, aim))

    def move(self, **changes: object) -> None:
        """Change the session; it stays the same object where nothing differs."""
        session = self.session
        if all(getattr(session, name) == value for name, value in changes.items()):
            return
        self.session = replace(session, **changes)

    def drop_question(self) -> None:
        """Leave the question on the screen unanswered, and the PIN that belonged to it."""
        self.move(pending=None, pin=None)

    # What the command says.

    def say(
        self, say: Say, tone: Tone = Tone.OK, *, sound: Sound | None = None, count: int | None = None, **params: object
    ) -> None:
        """Say what became of it; the last thing said is what is shown."""
        self.said = message(say, count=count, **params)
        self.tone = tone
        self.sound = SOUND_OF[tone] if sound is None else sound

    def ask(
        self,
        kind: str,
        asked: Message,
        *choices: str,
        tone: Tone = Tone.WARNING,
        details: tuple[Message, ...] = (),
        repeat_text: str | None = None,
        repeat_word: str = "CONFIRM",
        usual: bool = True,
        **facts: object,
    ) -> None:
        """Put a question on the screen; the first choice is the usual one, unless none is."""
        self.move(
            pending=Pending(
                kind,
                asked,
                tuple(Choice(word, primary=usual and index == 0) for index, word in enumerate(choices)),
                tone,
                details,
                repeat_text,
                repeat_word,
                facts,
            )
        )
        self.said, self.tone, self.sound = asked, tone, SOUND_OF[tone]
