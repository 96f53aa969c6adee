"""Parcels that were closed with other goods in them than announced: somebody has to tell the client, or look for what is missing."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from app.store.report_queries import PARCEL_NAME, Scope, place_clause


@dataclass(frozen=True, slots=True)
class Difference:
    """Units of one product that were missing, or were there and not announced.

    Attributes:
        kind: "missing", "surplus" (more of an announced product), "undeclared" or "wrong_item".
        rma: the return that announced it; "" for what no return did.
    """

    kind: str
    units: int
    title: str
    sku: str
    rma: str


@dataclass(frozen=True, slots=True)
class DifferentParcel:
    """A parcel that was closed with differences."""

    label: str
    carrier: str
    rmas: str
    expected_units: int
    clients: str
    closed_at: str
    closed_by: str
    differences: tuple[Difference, ...]


_CLIENT = "(:client IS NULL OR instr('|' || p.clients || '|', '|' || :client || '|') > 0)"
_OF_PARCEL = "(i.parcel_id = ?1 OR i.parcel_id IN (SELECT parcel_id FROM merged WHERE into_id = ?1))"


def parcels_closed_differently(connection: sqlite3.Connection, scope: Scope) -> Iterator[DifferentParcel]:
    """Those closed in the period and not opened again since, in the order in which they were closed."""
    closed = connection.execute(
        f"""SELECT p.parcel_id, {PARCEL_NAME}, p.carrier, p.rmas, p.expected_units, p.clients, p.closed_at, coalesce(p.closed_by, '') FROM parcel p
            WHERE p.status = 'closed' AND p.closed_at >= :since AND p.closed_at < :until
              AND (p.undeclared_units > 0
                   OR EXISTS (SELECT 1 FROM parcel_line l WHERE l.parcel_id = p.parcel_id
                                AND (l.missing > 0 OR l.received > l.expected)))
              AND {_CLIENT} AND {place_clause("p")} ORDER BY p.closed_at, p.parcel_id""",
        scope.parameters(),
    ).fetchall()
    for parcel_id, label, carrier, rmas, expected, clients, closed_at, closed_by in closed:
        found = tuple(_differences(connection, parcel_id))
        yield DifferentParcel(label, carrier, rmas, expected, clients, closed_at, closed_by, found)


def _differences(connection: sqlite3.Connection, parcel_id: str) -> Iterator[Difference]:
    """What the operator was shown before the parcel was closed."""
    rows = connection.execute(
        f"""SELECT 'missing', l.missing, coalesce(nullif(l.title, ''), l.sku), l.sku, l.rma, 0, l.line FROM parcel_line l
            WHERE l.parcel_id = ?1 AND l.missing > 0
            UNION ALL
            SELECT 'surplus', l.received - l.expected, coalesce(nullif(l.title, ''), l.sku), l.sku, l.rma, 1, l.line FROM parcel_line l
            WHERE l.parcel_id = ?1 AND l.received > l.expected
            UNION ALL
            SELECT i.declared, sum(i.quantity), i.title, i.sku, '', 2, min(i.identified_at) FROM item i
            WHERE {_OF_PARCEL} AND i.status <> 'voided' AND i.declared IN ('undeclared', 'wrong_item')
            GROUP BY i.declared, i.sku, i.client, i.title
            ORDER BY 6, 5, 7""",
        (parcel_id,),
    )
    return (Difference(*row[:5]) for row in rows)
