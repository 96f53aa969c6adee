"""What was not as announced in the parcels that were closed in a period: units that were missing, and units too many.

What counts is how things stand now: a parcel that somebody opened again is not closed, and a unit that was found since, or that
another bench has on a record of the same box, is not missing.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.vocabulary import Declared
from app.store.report_queries import PARCEL_NAME, Scope, place_clause

MISSING = "missing"
"""Announced, and not in the parcel."""
SURPLUS = "surplus"
"""More units than a line announced."""


@dataclass(frozen=True, slots=True)
class ParcelDifference:
    """One thing of which there was too little or too much in a closed parcel.

    Attributes:
        parcel_id: of the record; several differences may be of one parcel.
        parcel: what the parcel is called; "" for one without any code.
        kind: MISSING, SURPLUS, or for goods on no line Declared.UNDECLARED or Declared.WRONG_ITEM.
        rma: of the line; for goods on no line those of the parcel, "|" between them.
        client: whose goods; "|" between the parcel's clients where nobody knows which.
        serial: the one that was announced for what is missing, or the one that an item has; None without.
        lpn: of goods on no line; else "".
        units: how many too few or too many, at least 1.
    """

    parcel_id: str
    parcel: str
    carrier: str
    kind: str
    rma: str
    client: str
    sku: str
    title: str
    serial: str | None
    lpn: str
    units: int
    closed_at: str
    closed_by: str


def closed_with_differences(connection: sqlite3.Connection, scope: Scope) -> Iterator[ParcelDifference]:
    """Every difference of the parcels closed in the period, parcel by parcel as they were closed, what is missing first."""
    # CROSS JOIN holds SQLite to that order: the few parcels of the period, then what belongs to them.
    rows = connection.execute(
        f"""WITH RECURSIVE
              closed AS (
                SELECT p.parcel_id, {PARCEL_NAME} AS name, p.carrier, p.rmas, p.clients, p.closed_at, coalesce(p.closed_by, '') AS closed_by
                FROM parcel p WHERE p.status = 'closed' AND p.closed_at >= :since AND p.closed_at < :until AND {place_clause("p")}),
              record(parcel_id, part_id) AS (
                SELECT parcel_id, parcel_id FROM closed
                UNION SELECT r.parcel_id, m.parcel_id FROM record r CROSS JOIN merged m ON m.into_id = r.part_id),
              difference(parcel_id, place, kind, rma, line, client, sku, title, serial, lpn, units) AS (
                SELECT c.parcel_id, 1, '{MISSING}', l.rma, l.line, l.client, l.sku, l.title, l.serial, '',
                       min(l.missing, l.expected - l.received)
                FROM closed c CROSS JOIN parcel_line l ON l.parcel_id = c.parcel_id
                UNION ALL
                SELECT c.parcel_id, 2, '{SURPLUS}', l.rma, l.line, l.client, l.sku, l.title, NULL, '', l.received - l.expected
                FROM closed c CROSS JOIN parcel_line l ON l.parcel_id = c.parcel_id
                UNION ALL
                SELECT r.parcel_id, 3, i.declared, '', 0, i.client, i.sku, i.title, i.serial, i.lpn, i.quantity
                FROM record r CROSS JOIN item i ON i.parcel_id = r.part_id
                WHERE i.status <> 'voided' AND i.declared IN ('{Declared.UNDECLARED}', '{Declared.WRONG_ITEM}'))
            SELECT c.parcel_id, c.name, c.carrier, d.kind, coalesce(nullif(d.rma, ''), c.rmas),
                   coalesce(nullif(d.client, ''), c.clients), d.sku, d.title, d.serial, d.lpn, d.units, c.closed_at, c.closed_by
            FROM difference d JOIN closed c ON c.parcel_id = d.parcel_id
            WHERE d.units > 0
              AND (:client IS NULL OR d.client = :client
                   OR d.client = '' AND instr('|' || c.clients || '|', '|' || :client || '|') > 0)
            ORDER BY c.closed_at, c.parcel_id, d.place, d.rma, d.line, d.lpn""",
        scope.parameters(),
    )
    return (ParcelDifference(*row) for row in rows)
