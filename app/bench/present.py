"""From the committed facts to the picture on the screen."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec.structs import replace

from app.bench.central import CONFLICTS, Central
from app.bench.desk import Desk, Surroundings
from app.bench.headline import headline, phase_of, words_that_fit
from app.bench.messages import Message, Say, message
from app.bench.parcel_list import ParcelList
from app.bench.view import (
    BenchView,
    DeviceView,
    HoldView,
    ItemView,
    Notice,
    ProposalView,
    Question,
    QueueCounts,
    ScanLine,
    Tone,
    ToteView,
)
from app.bench.work import Work
from app.domain.item import ItemState
from app.domain.vocabulary import Disposition, Route
from app.store.projections import Counted
from app.store.tables import OF_THIS_BENCH, WAITING

_OPEN_TOTES = f"SELECT code, route, disposition, items, units FROM tote WHERE status = 'open' AND {OF_THIS_BENCH} ORDER BY opened_at"
_PARKED = f"SELECT count(*) FROM parcel WHERE status = 'parked' AND {OF_THIS_BENCH}"
_AWAY = frozenset({"lost", "attention"})
_HELD = f"SELECT count(*) FROM item WHERE item_id IN ({WAITING}) AND {OF_THIS_BENCH}"


class Presenter:
    """Builds a BenchView from what one command sees after its commit."""

    def __init__(self, desk: Desk, around: Surroundings, central: Central) -> None:
        self._desk = desk
        self._central = central
        self._around = around
        self._known: dict[Counted, tuple[int, list[Any]]] = {}
        self._parcel_list = ParcelList()
        self._totes_made: tuple[list[Any], Route | None, tuple[ToteView, ...]] | None = None
        self._counts_made: tuple[dict[str, int], list[Any], list[Any], QueueCounts] | None = None

    def view(
        self, work: Work, notice: Notice | None, scans: tuple[ScanLine, ...], devices: tuple[DeviceView, ...]
    ) -> BenchView:
        """The whole picture."""
        session = work.session
        parcel, items = work.parcel(), work.items()
        item = work.item()
        if item is not None and parcel is None:
            items = work.items(work.parcel_id_of(item))
        totes = self._totes(item)
        pending = session.pending
        phase = phase_of(work, item, self._around.settings.label_verify)
        shown = self._parcel_list.view(work, parcel, items, item) if parcel else None
        return BenchView(
            phase=phase,
            headline=headline(work, phase, shown, items, item, totes),
            notice=notice,
            person=session.person,
            bench=self._around.settings.id,
            site=self._around.settings.site,
            parcel=shown,
            item=self._item_view(work, item, items) if item else None,
            proposal=_proposal_view(item) if item else None,
            totes=totes,
            question=Question(pending.asked, pending.choices, pending.tone, pending.details) if pending else None,
            enabled=words_that_fit(work, parcel, item),
            scans=scans,
            counts=self._counts(),
            devices=devices,
            language=session.language,
            sync=self._central.view(work, self._conflicts()),
        )

    def _rows_of(self, counted: Counted, statement: str) -> list[tuple[Any, ...]]:
        """The rows of a statement, asked for again only after a commit that may have changed them."""
        journal = self._desk.journal
        changes = journal.changes[counted]
        known = self._known.get(counted)
        if known is None or known[0] != changes:
            known = self._known[counted] = (changes, journal.connection.execute(statement).fetchall())
        return known[1]

    def _totes(self, item: ItemState | None) -> tuple[ToteView, ...]:
        wanted = None
        if item is not None and item.tote is None:
            wanted = Route.HOLD if item.held_reason is not None else item.route
        rows, made = self._rows_of(Counted.TOTES, _OPEN_TOTES), self._totes_made
        if made is None or made[0] is not rows or made[1] is not wanted:
            made = self._totes_made = (rows, wanted, _tote_views(rows, wanted))
        return made[2]

    def _counts(self) -> QueueCounts:
        labels = self._desk.journal.open_labels()
        parked = self._rows_of(Counted.PARCELS, _PARKED)
        held = self._rows_of(Counted.HELD, _HELD)
        made = self._counts_made
        if made is None or made[0] is not labels or made[1] is not parked or made[2] is not held:
            made = self._counts_made = (labels, parked, held, _queue_counts(labels, parked[0][0], held[0][0]))
        unsent = self._central.unsent
        return made[3] if unsent is None else replace(made[3], events_unsent=unsent)

    def _conflicts(self) -> int:
        return int(self._rows_of(Counted.CONFLICTS, CONFLICTS)[0][0]) if self._central.joined else 0

    def _item_view(self, work: Work, item: ItemState, items: list[ItemState]) -> ItemView:
        facts, graded = item.identified, item.graded
        policy = self._around.policies.for_client(facts.client)
        ids = [other.item_id for other in items]
        return ItemView(
            item_id=item.item_id,
            index=ids.index(item.item_id) + 1 if item.item_id in ids else 0,
            lpn=facts.lpn,
            title=facts.title,
            sku=facts.sku,
            gtin=facts.gtin,
            category=facts.category,
            client=facts.client,
            image=facts.image,
            serial=facts.serial,
            serial_finding=facts.serial_finding,
            lot=facts.lot,
            expiry=facts.expiry,
            reason=facts.reason,
            declared=facts.declared,
            quantity=facts.quantity,
            quantity_fixed=facts.serialised or item.decided is not None,
            needs=item.needs,
            status=item.status,
            grade=graded.grade if graded else None,
            function=graded.function if graded else None,
            wants_function=policy.wants_function(facts.category),
            defects=graded.defects if graded else (),
            offered_defects=policy.defects_for(facts.category),
            note=graded.note if graded else "",
            warnings=_warnings(item, work.today),
            tote=item.tote,
            label_state=item.label_state,
            label_copy=item.label_copy,
            bench=work.bench_of(item),
            conflict=item.conflict,
            hold=_hold_view(work, item),
        )


def is_away(devices: Iterable[DeviceView], printer: str) -> bool:
    """Whether the printer with that name is known to be unable to print now."""
    return any((device.role, device.name) == ("printer", printer) and device.state in _AWAY for device in devices)


def _tote_views(rows: list[Any], wanted: Route | None) -> tuple[ToteView, ...]:
    """The open totes, the one for the item marked: of those that suit the one that was opened first is filled first."""
    totes = []
    for code, route, disposition, count, units in rows:
        suits = wanted is not None and route == wanted
        totes.append(
            ToteView(code, Route(route), Disposition(disposition) if disposition else None, count, units, suits)
        )
        if suits:
            wanted = None
    return tuple(totes)


def _queue_counts(jobs: dict[str, int], parked: int, held: int) -> QueueCounts:
    return QueueCounts(
        labels_waiting=jobs.get("queued", 0) + jobs.get("sending", 0),
        labels_unknown=jobs.get("unknown", 0),
        labels_failed=jobs.get("failed", 0),
        parcels_parked=parked,
        items_held=held,
    )


def _hold_view(work: Work, item: ItemState) -> HoldView | None:
    if item.held_reason is None:
        return None
    waiting = item.waiting if item.held_reason == "approval" else None
    return HoldView(
        reason=item.held_reason,
        by=item.held_by or "",
        at=work.local(item.held_at) if item.held_at else "",
        asked=waiting.code if waiting else None,
        why=waiting.why if waiting else "",
    )


def _warnings(item: ItemState, today: date) -> tuple[tuple[Message, Tone], ...]:
    facts = item.identified
    found: list[tuple[Message, Tone]] = []
    if item.conflict:
        found.append((message(Say.ITEM_IN_CONFLICT, title=facts.title), Tone.ERROR))
    if not facts.returnable:
        found.append((message(Say.NOT_RETURNABLE, title=facts.title), Tone.ERROR))
    if facts.return_by and (late := (today - date.fromisoformat(facts.return_by)).days) > 0:
        found.append((message(Say.DEADLINE_PASSED, count=late), Tone.WARNING))
    match facts.serial_finding:
        case "differs":
            said = message(Say.SERIAL_DIFFERS, serial=facts.serial, expected=facts.expected_serial)
            found.append((said, Tone.WARNING))
        case "blocked":
            found.append((message(Say.SERIAL_BLOCKED, serial=facts.serial), Tone.ERROR))
        case "unreadable":
            found.append((message(Say.SERIAL_UNREADABLE), Tone.WARNING))
        case _:
            pass
    return tuple(found)


def _proposal_view(item: ItemState) -> ProposalView | None:
    proposed, decided = item.proposed, item.decided
    if proposed is None:
        return None
    code = decided.code if decided else proposed.code
    return ProposalView(
        code=code,
        route=code.route,
        proposed=proposed.code,
        rule=proposed.rule,
        policy_version=proposed.policy_version,
        why=proposed.why,
        decided=decided is not None,
        override_reason=decided.override_reason if decided else None,
        approver=decided.approver if decided else None,
        approval="" if decided else proposed.approval,
        asked=item.waiting.code if item.waiting and decided is None else None,
        asked_by=item.waiting_for,
    )
