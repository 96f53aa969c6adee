"""What a shift handover asks of the journal: what was done in a period, and what stands open.

Open work is as the journal stands, whatever the period; counts are those of the period.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.events import (
    ApprovalDenied,
    ApprovalGranted,
    ApprovalRequested,
    DispositionDecided,
    ItemGraded,
    ToteClosed,
)
from app.store.report_queries import DECIDED, PARCEL_NAME, Scope, asked_clause, place_clause, route_rank
from app.store.tables import REVERSED, WAITING


@dataclass(frozen=True, slots=True)
class WorkDone:
    """Counts of the period."""

    parcels_received: int
    parcels_closed: int
    items_decided: int
    units_decided: int
    items_unstowed: int  # decided in the period and in no tote now
    totes_closed: int  # whatever became of them since: an emptied tote takes goods again


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


_CLIENT_OF_PARCEL = "(:client IS NULL OR instr('|' || p.clients || '|', '|' || :client || '|') > 0)"
_CLIENT_OF_ITEM = "(:client IS NULL OR i.client = :client)"
_UNDECIDED = "('identified', 'graded', 'held')"


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
            WHERE {DECIDED} AND i.decided_at >= :since AND i.decided_at < :until
              AND {_CLIENT_OF_ITEM} AND {place_clause("i")}""",
        parameters,
    ).fetchone()
    (totes,) = connection.execute(
        f"""SELECT count(*) FROM tote t JOIN event e ON e.item_key = 'tote:' || t.code
            WHERE e.kind = '{ToteClosed.KIND}' AND NOT {REVERSED} AND e.wall_at >= :since AND e.wall_at < :until
              AND (:client IS NULL OR EXISTS (SELECT 1 FROM item i WHERE i.tote = t.code AND i.client = :client))
              AND {place_clause("t")}""",
        parameters,
    ).fetchone()
    return WorkDone(received, closed, items, units, unstowed, totes)


def work_by_inspector(connection: sqlite3.Connection, scope: Scope) -> tuple[InspectorWork, ...]:
    """Items decided in the period by inspector and route."""
    rows = connection.execute(
        f"""SELECT i.inspector, coalesce(i.route, ''), count(*), sum(i.quantity) FROM item i
            WHERE {DECIDED} AND i.decided_at >= :since AND i.decided_at < :until
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
    """Items not decided, on hold or to be decided once more now, oldest first."""
    answers = ", ".join(
        f"'{event.KIND}'"
        for event in (ApprovalRequested, ApprovalGranted, ApprovalDenied, DispositionDecided, ItemGraded)
    )
    rows = connection.execute(
        f"""SELECT i.lpn, i.sku, i.title, i.client, {PARCEL_NAME}, i.quantity, i.status, i.grade, i.proposed,
                   i.held_reason,
                   i.identified_at, i.inspector,
                   (SELECT CASE e.kind WHEN '{ApprovalRequested.KIND}' THEN json_extract(e.body, '$.code') END
                    FROM event e WHERE e.item_key = 'item:' || i.item_id AND e.kind IN ({answers}) AND NOT {REVERSED}
                    ORDER BY e.hlc DESC LIMIT 1)
            FROM item i LEFT JOIN parcel p ON p.parcel_id = i.parcel_id
            WHERE (i.status IN {_UNDECIDED} OR i.item_id IN ({WAITING})) AND {_CLIENT_OF_ITEM} AND {place_clause("i")}
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


# A label that was printed again, or whose item was undone, needs nobody any more. What is in this print queue is this bench's to print,
# though the item may have been taken in at another one.
_LIVE_LABELS = f"""print_job j LEFT JOIN item i ON i.item_id = j.item_id
  WHERE NOT EXISTS (SELECT 1 FROM print_job n WHERE n.item_id = j.item_id AND n.copy > j.copy)
    AND (i.item_id IS NULL OR i.status <> 'voided') AND {_CLIENT_OF_ITEM}
    AND (i.item_id IS NULL OR ({asked_clause("i")}) OR (i.site, i.bench_id) NOT IN (SELECT site, bench_id FROM stream))"""


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
