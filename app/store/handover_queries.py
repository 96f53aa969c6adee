"""What a shift handover asks of the journal: what was done in a period, what stands open now, and what went wrong.

Open work is as the journal stands, whatever the period; counts and incidents are those of the period.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from app.domain.events import (
    ApprovalDenied,
    ApprovalGranted,
    ApprovalRequested,
    DispositionDecided,
    EventReversed,
    ItemGraded,
    ItemHeld,
    LabelFailed,
    ScanNoted,
    ShiftClosed,
)
from app.store.report_queries import PARCEL_NAME, Scope, place_clause, route_rank


@dataclass(frozen=True, slots=True)
class WorkDone:
    """Counts of the period."""

    parcels_received: int
    parcels_closed: int
    items_decided: int
    units_decided: int
    items_unstowed: int  # decided in the period and in no tote now
    totes_closed: int


@dataclass(frozen=True, slots=True)
class InspectorWork:
    """Items and units that one inspector decided for one route."""

    inspector: str
    route: str
    items: int
    units: int


@dataclass(frozen=True, slots=True)
class OpenParcel:
    """A parcel that is open or parked.

    Attributes:
        to_come: units expected and not yet scanned.
        undecided: items in it that wait for a decision or are on hold.
        owner: who handled it last.
    """

    label: str
    carrier: str
    rmas: str
    clients: str
    status: str
    return_by: str | None
    expected_units: int
    received_units: int
    to_come: int
    undecided: int
    received_at: str
    owner: str


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item that nobody has decided, or that is on hold.

    Attributes:
        asked_for: the disposition that a lead was asked to agree to and has not answered; None when nothing was asked.
        owner: who graded it last, else who identified it.
    """

    lpn: str
    sku: str
    title: str
    client: str
    parcel: str
    units: int
    status: str
    grade: str | None
    proposed: str | None
    held_reason: str | None
    identified_at: str
    owner: str
    asked_for: str | None


@dataclass(frozen=True, slots=True)
class OpenTote:
    """A tote that takes goods; with a client in the scope, counted for its items alone."""

    code: str
    route: str
    disposition: str | None
    items: int
    units: int
    opened_at: str
    opened_by: str


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How many labels stand in one state, and since when the oldest does."""

    state: str
    labels: int
    oldest_at: str


@dataclass(frozen=True, slots=True)
class OpenLabel:
    """A label that nobody has seen on paper."""

    lpn: str
    title: str
    copy: int
    printer: str
    state: str
    detail: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Something out of the ordinary.

    Attributes:
        kind: the event's kind; a decision is here only when it differs from the proposal.
        code: LPN, parcel label or tote code that it is about.
        body: the fact as stored.
        reversed_kinds: for an undo, what it took back; else empty.
        undone: it was taken back later.
        held_now: the item is still on hold.
    """

    at: str
    kind: str
    actor: str
    code: str
    title: str
    body: dict[str, object]
    reversed_kinds: tuple[str, ...]
    undone: bool
    held_now: bool


@dataclass(frozen=True, slots=True)
class RefusedScans:
    """Scans that changed nothing, of one outcome. A scan ignored as a double is none of them."""

    outcome: str
    scans: int
    last_at: str
    last_text: str
    last_scanner: str


@dataclass(frozen=True, slots=True)
class ShiftNote:
    """What a lead wrote when closing a shift."""

    at: str
    actor: str
    note: str


_CLIENT_OF_PARCEL = "(:client IS NULL OR instr('|' || p.clients || '|', '|' || :client || '|') > 0)"
_CLIENT_OF_ITEM = "(:client IS NULL OR i.client = :client)"
_UNDECIDED = "('identified', 'graded', 'held')"

# An event still counts unless a reversal of it stands; the reversal may have been reversed itself.
_REVERSED = f"""EXISTS (
  SELECT 1 FROM event r WHERE r.item_key = e.item_key AND r.kind = '{EventReversed.KIND}'
    AND json_extract(r.body, '$.event_id') = e.event_id
    AND NOT EXISTS (SELECT 1 FROM event rr WHERE rr.item_key = r.item_key AND rr.kind = '{EventReversed.KIND}'
                      AND json_extract(rr.body, '$.event_id') = r.event_id))"""


def work_done(connection: sqlite3.Connection, scope: Scope) -> WorkDone:
    """The period's counts."""
    parameters = scope.parameters()
    received, closed = connection.execute(
        f"""SELECT count(CASE WHEN p.received_at >= :since AND p.received_at < :until THEN 1 END),
                   count(CASE WHEN p.closed_at >= :since AND p.closed_at < :until AND p.status = 'closed' THEN 1 END)
            FROM parcel p WHERE p.status <> 'voided' AND {_CLIENT_OF_PARCEL} AND {place_clause("p")}""",
        parameters,
    ).fetchone()
    items, units, unstowed = connection.execute(
        f"""SELECT count(*), coalesce(sum(i.quantity), 0), count(CASE WHEN i.tote IS NULL THEN 1 END) FROM item i
            WHERE i.disposition IS NOT NULL AND i.status <> 'voided' AND i.decided_at >= :since AND i.decided_at < :until
              AND {_CLIENT_OF_ITEM} AND {place_clause("i")}""",
        parameters,
    ).fetchone()
    (totes,) = connection.execute(
        f"""SELECT count(*) FROM tote t WHERE t.status = 'closed' AND t.closed_at >= :since AND t.closed_at < :until
              AND (:client IS NULL OR EXISTS (SELECT 1 FROM item i WHERE i.tote = t.code AND i.client = :client))
              AND {place_clause("t")}""",
        parameters,
    ).fetchone()
    return WorkDone(received, closed, items, units, unstowed, totes)


def work_by_inspector(connection: sqlite3.Connection, scope: Scope) -> tuple[InspectorWork, ...]:
    """Items decided in the period by inspector and route."""
    rows = connection.execute(
        f"""SELECT i.inspector, coalesce(i.route, ''), count(*), sum(i.quantity) FROM item i
            WHERE i.disposition IS NOT NULL AND i.status <> 'voided' AND i.decided_at >= :since AND i.decided_at < :until
              AND {_CLIENT_OF_ITEM} AND {place_clause("i")}
            GROUP BY 1, 2 ORDER BY 1, 2""",
        scope.parameters(),
    )
    return tuple(InspectorWork(*row) for row in rows)


def open_parcels(connection: sqlite3.Connection, scope: Scope) -> Iterator[OpenParcel]:
    """Parcels open or parked now, oldest first."""
    rows = connection.execute(
        f"""SELECT {PARCEL_NAME}, p.carrier, p.rmas, p.clients, p.status, p.return_by,
                   p.expected_units, p.received_units,
                   (SELECT coalesce(sum(max(l.expected - l.received, 0)), 0) FROM parcel_line l WHERE l.parcel_id = p.parcel_id),
                   (SELECT count(*) FROM item i WHERE i.parcel_id = p.parcel_id AND i.status IN {_UNDECIDED}),
                   p.received_at,
                   coalesce((SELECT e.actor FROM event e WHERE e.item_key = 'parcel:' || p.parcel_id AND e.actor <> ''
                             ORDER BY e.hlc DESC LIMIT 1), p.received_by)
            FROM parcel p WHERE p.status IN ('open', 'parked') AND {_CLIENT_OF_PARCEL} AND {place_clause("p")}
            ORDER BY p.received_at, p.parcel_id""",
        scope.parameters(),
    )
    return (OpenParcel(*row) for row in rows)


def open_items(connection: sqlite3.Connection, scope: Scope) -> Iterator[OpenItem]:
    """Items not decided or on hold now, oldest first."""
    answers = ", ".join(
        f"'{event.KIND}'"
        for event in (ApprovalRequested, ApprovalGranted, ApprovalDenied, DispositionDecided, ItemGraded)
    )
    rows = connection.execute(
        f"""SELECT i.lpn, i.sku, i.title, i.client, {PARCEL_NAME}, i.quantity, i.status, i.grade, i.proposed,
                   i.held_reason,
                   i.identified_at, i.inspector,
                   (SELECT CASE e.kind WHEN '{ApprovalRequested.KIND}' THEN json_extract(e.body, '$.code') END
                    FROM event e WHERE e.item_key = 'item:' || i.item_id AND e.kind IN ({answers}) AND NOT {_REVERSED}
                    ORDER BY e.hlc DESC LIMIT 1)
            FROM item i LEFT JOIN parcel p ON p.parcel_id = i.parcel_id
            WHERE i.status IN {_UNDECIDED} AND {_CLIENT_OF_ITEM} AND {place_clause("i")}
            ORDER BY i.identified_at, i.item_id""",
        scope.parameters(),
    )
    return (OpenItem(*row) for row in rows)


def open_totes(connection: sqlite3.Connection, scope: Scope) -> Iterator[OpenTote]:
    """Totes open now, by route and code."""
    rows = connection.execute(
        f"""SELECT t.code, t.route, t.disposition, count(i.item_id), coalesce(sum(i.quantity), 0), t.opened_at, t.opened_by
            FROM tote t LEFT JOIN item i ON i.tote = t.code AND i.tote_turn = t.turn AND {_CLIENT_OF_ITEM}
            WHERE t.status = 'open' AND {place_clause("t")}
            GROUP BY t.code HAVING :client IS NULL OR count(i.item_id) > 0
            ORDER BY {route_rank("t.route")}, t.code""",
        scope.parameters(),
    )
    return (OpenTote(*row) for row in rows)


# A label that was printed again, or whose item was undone, needs nobody any more.
_LIVE_LABELS = f"""print_job j LEFT JOIN item i ON i.item_id = j.item_id
  WHERE NOT EXISTS (SELECT 1 FROM print_job n WHERE n.item_id = j.item_id AND n.copy > j.copy)
    AND (i.item_id IS NULL OR i.status <> 'voided') AND {_CLIENT_OF_ITEM}
    AND (i.item_id IS NULL OR {place_clause("i")})"""


def label_counts(connection: sqlite3.Connection, scope: Scope) -> tuple[LabelCount, ...]:
    """Labels by state: those waiting or in trouble as they stand now, those sent or confirmed within the period."""
    rows = connection.execute(
        f"""SELECT j.state, count(*), min(j.changed_at) FROM {_LIVE_LABELS}
              AND (j.state IN ('queued', 'sending', 'unknown', 'failed')
                   OR j.state IN ('sent', 'confirmed') AND j.changed_at >= :since AND j.changed_at < :until)
            GROUP BY 1""",
        scope.parameters(),
    )
    return tuple(LabelCount(*row) for row in rows)


def open_labels(connection: sqlite3.Connection, scope: Scope, *, with_sent: bool) -> Iterator[OpenLabel]:
    """Labels waiting or in trouble, oldest first; `with_sent` adds those of the period that nobody has scanned back."""
    rows = connection.execute(
        f"""SELECT j.lpn, coalesce(i.title, ''), j.copy, j.printer, j.state, j.detail, j.changed_at FROM {_LIVE_LABELS}
              AND (j.state IN ('queued', 'sending', 'unknown', 'failed')
                   OR :with_sent AND j.state = 'sent' AND j.changed_at >= :since AND j.changed_at < :until)
            ORDER BY j.changed_at, j.job""",
        {**scope.parameters(), "with_sent": int(with_sent)},
    )
    return (OpenLabel(*row) for row in rows)


def incidents(connection: sqlite3.Connection, scope: Scope) -> Iterator[Incident]:
    """Overrides, holds, undos and label failures of the period, oldest first; one undo is one incident."""
    rows = connection.execute(
        f"""SELECT e.command_id, e.wall_at, e.kind, e.actor, e.body, {_REVERSED}, coalesce(i.status, '') = 'held',
                   coalesce(i.lpn, nullif(p.label, ''), substr(e.item_key, instr(e.item_key, ':') + 1)), coalesce(i.title, '')
            FROM event e JOIN stream s ON s.stream_id = e.stream_id
              LEFT JOIN item i ON e.item_key LIKE 'item:%' AND i.item_id = substr(e.item_key, 6)
              LEFT JOIN parcel p ON e.item_key LIKE 'parcel:%' AND p.parcel_id = substr(e.item_key, 8)
            WHERE e.wall_at >= :since AND e.wall_at < :until AND {place_clause("s")}
              AND (e.kind IN ('{ItemHeld.KIND}', '{EventReversed.KIND}', '{LabelFailed.KIND}')
                   OR e.kind = '{DispositionDecided.KIND}'
                      AND json_extract(e.body, '$.code') <> json_extract(e.body, '$.proposal'))
              AND (:client IS NULL OR i.client = :client
                   OR i.item_id IS NULL AND instr('|' || p.clients || '|', '|' || :client || '|') > 0)
            ORDER BY e.hlc, e.stream_id, e.seq""",
        scope.parameters(),
    )
    for (_, undo), group in groupby(rows, key=lambda row: (row[0], row[2] == EventReversed.KIND)):
        facts = list(group)
        if undo:
            kinds = tuple(dict.fromkeys(str(json.loads(row[4])["reversed_kind"]) for row in facts))
            yield _incident(facts[0], kinds)
        else:
            yield from (_incident(row, ()) for row in facts)


def _incident(row: tuple[object, ...], reversed_kinds: tuple[str, ...]) -> Incident:
    _, at, kind, actor, body, undone, held_now, code, title = row
    return Incident(
        at=str(at),
        kind=str(kind),
        actor=str(actor),
        code=str(code),
        title=str(title),
        body=json.loads(str(body)),
        reversed_kinds=reversed_kinds,
        undone=bool(undone),
        held_now=bool(held_now),
    )


def refused_scans(connection: sqlite3.Connection, scope: Scope) -> tuple[RefusedScans, ...]:
    """Scans of the period that were refused or unknown, most frequent first. None of them belongs to a client."""
    if scope.client is not None:
        return ()
    rows = connection.execute(
        f"""SELECT json_extract(e.body, '$.outcome'), e.wall_at, json_extract(e.body, '$.text'),
                   json_extract(e.body, '$.scanner')
            FROM event e JOIN stream s ON s.stream_id = e.stream_id
            WHERE e.kind = '{ScanNoted.KIND}' AND e.wall_at >= :since AND e.wall_at < :until AND {place_clause("s")}
              AND json_extract(e.body, '$.outcome') <> 'same_scan_ignored'
            ORDER BY 1, e.hlc""",
        scope.parameters(),
    )
    found = []
    for outcome, group in groupby(rows, key=itemgetter(0)):
        scans = list(group)
        found.append(RefusedScans(str(outcome), len(scans), *(str(value) for value in scans[-1][1:])))
    return tuple(sorted(found, key=lambda refused: (-refused.scans, refused.outcome)))


def shift_notes(connection: sqlite3.Connection, scope: Scope) -> tuple[ShiftNote, ...]:
    """Notes that leads wrote at closing a shift within the period, its last moment included."""
    rows = connection.execute(
        f"""SELECT e.wall_at, e.actor, json_extract(e.body, '$.note') FROM event e
              JOIN stream s ON s.stream_id = e.stream_id
            WHERE e.kind = '{ShiftClosed.KIND}' AND e.wall_at >= :since AND e.wall_at <= :until AND {place_clause("s")}
              AND json_extract(e.body, '$.note') <> '' ORDER BY e.hlc""",
        scope.parameters(),
    )
    return tuple(ShiftNote(*row) for row in rows)
