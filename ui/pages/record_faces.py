"""How records of the journal look as rows. Pure functions."""

from dataclasses import replace
from datetime import datetime, tzinfo

from PySide6.QtCore import QDateTime, QTimeZone

from app.domain.events import Recorded
from app.domain.vocabulary import UNSETTLED, ItemStatus, ParcelStatus, ToteStatus
from app.reference.expected import ExpectedReturn
from app.store.records import ItemRecord, ParcelRecord, PrintJobRecord, ToteEvent, ToteRecord
from ui.look import Look
from ui.widgets.badge import Badge
from ui.widgets.marks import PRINT_ICON, PRINT_TONE, ROUTE_ICON, category_icon
from ui.widgets.records import RecordFace
from ui.words.events import EVENT_NOUN
from ui.words.text import translate
from ui.words.vocabulary import DEVICE_REASON
from ui.words.words import Words

CLOSED = "closed"
"""First word of the key of a parcel that is looked at, not opened."""

EXPECTED = "expected"
"""First word of the key of a return that was announced and not received."""

_MATCHED = {
    "order": translate("records", "order {text}"),
    "customer_ref": translate("records", "customer ref. {text}"),
    "serial": translate("records", "serial {text}"),
    "gtin": translate("records", "GTIN {text}"),
    "sku": translate("records", "SKU {text}"),
}
"""How a number that found a return is told, where it does not stand in the row anyhow."""

_EVENT_ICONS = {
    "parcel": "parcel",
    "item": "product",
    "label": "label",
    "tote": "tote",
    "approval": "person",
    "disposition": "change",
}


def moment(words: Words, wall_at: str, zone: tzinfo, form: str = "d MMM HH:mm") -> str:
    """A moment of the journal (UTC, ISO 8601) in a time zone, as people here write it; the text itself when it is none."""
    try:
        at = datetime.fromisoformat(wall_at).astimezone(zone)
    except ValueError:
        return wall_at
    shown = QDateTime(
        at.year, at.month, at.day, at.hour, at.minute, at.second, 0, QTimeZone(QTimeZone.Initialization.UTC)
    )
    return words.locale.toString(shown, form)


def _joined(*facts: str | None) -> str:
    return " · ".join(fact for fact in facts if fact)


def parcel_face(parcel: ParcelRecord, look: Look, zone: tzinfo) -> RecordFace:
    """A parcel of the queue."""
    words, theme = look.words, look.theme
    due = words(translate("records", "return by {date}"), date=words.date(parcel.return_by)) if parcel.return_by else ""
    rmas = ", ".join(rma for rma in parcel.rmas if rma != parcel.label)
    facts = _joined(
        rmas,
        ", ".join(parcel.clients),
        units_of(parcel, words),
        due,
        moment(words, parcel.received_at, zone),
        parcel.received_by,
    )
    tint = {ParcelStatus.OPEN: theme.refurbish, ParcelStatus.PARKED: theme.hold}.get(parcel.status)
    icon = {ParcelStatus.OPEN: "next", ParcelStatus.PARKED: "park", ParcelStatus.CLOSED: "check"}.get(
        parcel.status, "close"
    )
    badge = Badge(words.of(parcel.status).upper(), icon=icon, tint=tint)
    kind = CLOSED if parcel.status is ParcelStatus.CLOSED else "parcel"
    return RecordFace(f"{kind} {parcel.parcel_id}", name_of(parcel, words, zone), facts, "parcel", badge)


def name_of(parcel: ParcelRecord, words: Words, zone: tzinfo) -> str:
    """What a parcel goes by: its label, or when it came."""
    if parcel.label:
        return parcel.label
    without = translate("records", "Parcel without a number, {time}")
    return words(without, time=moment(words, parcel.received_at, zone, "HH:mm"))


def units_of(parcel: ParcelRecord, words: Words) -> str:
    """How much of what was announced has come, and how much beside it."""
    received, expected, extra = parcel.units_received, parcel.units_expected, parcel.units_extra
    if not expected:
        return words(translate("records", "{received} pcs"), received=received + extra)
    if extra:
        more = translate("records", "{received} of {expected} pcs, {extra} more")
        return words(more, received=received, expected=expected, extra=extra)
    return words(translate("records", "{received} of {expected} pcs"), received=received, expected=expected)


def expected_face(expected: ExpectedReturn, look: Look) -> RecordFace:
    """A return that was announced and not received."""
    words = look.words
    told = _MATCHED.get(expected.matched)
    matched = words(told, text=expected.text) if told else ""
    units = words(translate("records", "{units} pcs"), units=expected.units)
    due = (
        words(translate("records", "return by {date}"), date=words.date(expected.return_by))
        if expected.return_by
        else ""
    )
    badge = Badge(words(translate("records", "expected")).upper(), icon="calendar")
    facts = _joined(matched, expected.title, units, expected.client, due, expected.tracking)
    return RecordFace(f"{EXPECTED} {expected.rma}", expected.rma, facts, "parcel", badge)


def item_face(item: ItemRecord, look: Look, zone: tzinfo) -> RecordFace:
    """An item, wherever it is."""
    words, theme = look.words, look.theme
    grade = words(translate("records", "grade {grade}"), grade=item.grade) if item.grade else ""
    serial = words(translate("records", "serial {serial}"), serial=item.serial) if item.serial else ""
    held = words(translate("records", "held: {reason}"), reason=item.held_reason) if item.held_reason else ""
    if not held and item.disposition in UNSETTLED:
        held = words.of(item.disposition)
    asked = words(translate("records", "asked for: {disposition}"), disposition=item.asked) if item.asked else ""
    quantity = f"× {item.quantity}" if item.quantity != 1 else ""
    bench = words(translate("records", "bench {bench}"), bench=item.bench) if item.bench else ""
    facts = _joined(
        held,
        asked,
        bench,
        item.lpn,
        quantity,
        grade,
        serial,
        item.parcel_label,
        moment(words, item.identified_at, zone),
        item.inspector,
    )
    if item.conflict:
        badge = Badge(words(translate("records", "conflict")).upper(), icon="conflict", tint=theme.hold)
    elif item.status is ItemStatus.HELD:
        badge = Badge(words.of(item.status).upper(), icon="hold", tint=theme.hold)
    elif item.route:
        badge = Badge(words.of(item.route).upper(), item.tote or "", ROUTE_ICON[item.route], theme.of_route(item.route))
    else:
        badge = Badge(words.of(item.status).upper())
    return RecordFace(f"item {item.item_id}", item.title, facts, category_icon(item.category), badge)


def tote_face(tote: ToteRecord, look: Look, zone: tzinfo, *, chosen: bool) -> RecordFace:
    """A tote and how full it is."""
    words, theme = look.words, look.theme
    items = words(translate("records", "%n items", "", 1), count=tote.items)
    units = words(translate("records", "{units} pcs"), units=tote.units) if tote.units != tote.items else ""
    disposition = words.of(tote.disposition) if tote.disposition else ""
    seal = words(translate("records", "seal {seal}"), seal=tote.seal) if tote.seal else ""
    is_open = tote.status is ToteStatus.OPEN
    note = "" if is_open else words.of(tote.status)
    badge = Badge(
        words.of(tote.route).upper(), note, ROUTE_ICON[tote.route], theme.of_route(tote.route) if is_open else None
    )
    facts = _joined(items, units, disposition, seal, moment(words, tote.closed_at or tote.opened_at, zone))
    return RecordFace(tote.code, tote.code, facts, "tote", badge, chosen=chosen)


def job_face(job: PrintJobRecord, look: Look, zone: tzinfo, *, chosen: bool) -> RecordFace:
    """A label on its way to paper."""
    words, theme = look.words, look.theme
    copy = words(translate("records", "copy {copy}"), copy=job.copy) if job.copy else ""
    detail = words.coded(DEVICE_REASON, job.detail)
    facts = _joined(job.lpn, copy, job.printer, moment(words, job.changed_at, zone), detail)
    tint = theme.of_tone(PRINT_TONE[job.state])
    calm = PRINT_TONE[job.state].value == "calm"
    badge = Badge(words.of(job.state), icon=PRINT_ICON[job.state], tint=None if calm else tint)
    return RecordFace(job.job, job.title or job.lpn, facts, "label", badge, chosen=chosen)


def event_face(record: Recorded, look: Look, zone: tzinfo, *, taken_back: bool, bench: str = "") -> RecordFace:
    """An event of a history; `bench` names another bench that recorded it."""
    words, theme = look.words, look.theme
    there = words(translate("records", "bench {bench}"), bench=bench) if bench else ""
    facts = _joined(moment(words, record.wall_at, zone), record.actor, there, words.coded(EVENT_NOUN, record.kind))
    icon = _EVENT_ICONS.get(record.kind.partition("_")[0], "history")
    if record.kind == "item_held":
        icon = "hold"
    elif record.kind in {"item_stowed", "item_unstowed"}:
        icon = "tote"
    elif record.kind == "event_reversed":
        icon = "undo"
    elif record.kind in {"conflict_resolved", "duplicate_resolved"}:
        icon = "conflict"
    badge = (
        Badge(words(translate("records", "taken back")).upper(), icon="undo", tint=theme.hold) if taken_back else None
    )
    return RecordFace("", words.event(record.kind, record.event), facts, icon, badge, faded=taken_back)


def tote_event_face(told: ToteEvent, look: Look, zone: tzinfo) -> RecordFace:
    """An event of a tote's history; what is about an item leads to that item."""
    face = event_face(told.record, look, zone, taken_back=told.undone)
    if not told.item_id:
        return face
    what = look.words.coded(EVENT_NOUN, told.record.kind)
    facts = _joined(what, told.lpn, moment(look.words, told.record.wall_at, zone), told.record.actor)
    return replace(face, key=f"item {told.item_id}", title=told.title, facts=facts)
