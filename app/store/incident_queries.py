"""What went out of the ordinary in a period: overrides, holds, undos, failed labels, refused scans, and what a lead wrote."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from app.domain.events import DispositionDecided, EventReversed, ItemHeld, LabelFailed, ScanNoted, ShiftClosed
from app.store.report_queries import Scope, place_clause
from app.store.tables import REPORTED, REVERSED


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


def incidents(connection: sqlite3.Connection, scope: Scope) -> Iterator[Incident]:
    """Overrides, holds, undos and label failures of the period, oldest first; one undo is one incident."""
    rows = connection.execute(
        f"""SELECT e.command_id, e.wall_at, e.kind, e.actor, e.body, {REVERSED}, coalesce(i.status, '') = 'held',
                   coalesce(i.lpn, nullif(p.label, ''), substr(e.item_key, instr(e.item_key, ':') + 1)), coalesce(i.title, '')
            FROM event e JOIN stream s ON s.stream_id = e.stream_id
              LEFT JOIN item i ON e.item_key LIKE 'item:%' AND i.item_id = substr(e.item_key, 6)
              LEFT JOIN parcel p ON e.item_key LIKE 'parcel:%' AND p.parcel_id = substr(e.item_key, 8)
            WHERE e.{REPORTED} AND e.kind <> '{ScanNoted.KIND}'
              AND e.wall_at >= :since AND e.wall_at < :until AND {place_clause("s")}
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
            WHERE e.{REPORTED} AND e.kind = '{ScanNoted.KIND}' AND e.wall_at >= :since AND e.wall_at < :until AND {place_clause("s")}
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
    """Notes that leads wrote at closing a shift within the period, the latest first.

    The period's last moment belongs to it and its first does not: there the shift before was closed, and that note is of its report.
    """
    rows = connection.execute(
        f"""SELECT e.wall_at, e.actor, json_extract(e.body, '$.note') FROM event e
              JOIN stream s ON s.stream_id = e.stream_id
            WHERE e.{REPORTED} AND e.kind = '{ShiftClosed.KIND}' AND e.wall_at > :since AND e.wall_at <= :until AND {place_clause("s")}
              AND json_extract(e.body, '$.note') <> '' ORDER BY e.hlc DESC""",
        scope.parameters(),
    )
    return tuple(ShiftNote(*row) for row in rows)
