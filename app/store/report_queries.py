"""What reports ask of the journal: one unchanging picture of it, its benches and shifts, and the items that were decided.

Rows stream from the open cursor, so 50,000 of them cost no memory; totals come from queries of their own, so that a report can
hold its own sums against them. A client, site or bench of None means all.
"""

import math
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from app.domain.vocabulary import Disposition, Route
from app.errors import KnownError
from app.store.engine import connect_reader, disk_error, stored_version
from app.store.tables import REPORTED, STREAM_BITS


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report looks at.

    Attributes:
        from_utc, to_utc: aware; the first moment inside and the first moment after.
        site, bench, client: None for all.
    """

    from_utc: datetime
    to_utc: datetime
    site: str | None = None
    bench: str | None = None
    client: str | None = None

    def parameters(self) -> dict[str, str | None]:
        """The named parameters that every statement here takes."""
        return {
            "since": stamp(self.from_utc),
            "until": stamp(self.to_utc),
            "site": self.site,
            "bench": self.bench,
            "client": self.client,
        }


@dataclass(frozen=True, slots=True)
class Bench:
    """A bench whose events this journal holds."""

    site: str
    bench_id: str


@dataclass(frozen=True, slots=True)
class ShiftMarks:
    """Where the shifts of a bench end.

    Attributes:
        last, before: when its last shift was closed, and the one before that; None when there was none.
        worked_since: whether goods were handled after `last`.
    """

    last: str | None
    before: str | None
    worked_since: bool


@dataclass(frozen=True, slots=True)
class DecidedItem:
    """One item that a person decided; None where the item has no such fact. Times are UTC, as stored."""

    decided_at: str
    received_at: str
    lpn: str
    parcel: str
    rma: str | None
    client: str
    sku: str
    title: str
    serial: str | None
    quantity: int
    grade: str | None
    function_grade: str | None
    defects: str  # "|" between codes
    reason: str
    disposition: str
    route: str
    proposed: str | None
    override_reason: str | None
    approver: str | None
    tote: str | None
    inspector: str
    unit_value_cents: int | None
    currency: str
    policy_version: str | None
    rule_id: str | None
    site: str
    bench_id: str


@dataclass(frozen=True, slots=True)
class DecidedCount:
    """Items and units of one disposition and grade."""

    route: str
    disposition: str
    grade: str | None
    items: int
    units: int


@dataclass(frozen=True, slots=True)
class DecidedValue:
    """Value of the units of one disposition and grade in one currency, in its hundredths."""

    route: str
    disposition: str
    grade: str | None
    currency: str
    cents: int


@dataclass(frozen=True, slots=True)
class DecidedTotals:
    """Everything that was decided, asked of the journal without any grouping.

    Attributes:
        overrides: items whose decision differs from what the policy proposed.
        unvalued_units: units whose value nobody knows.
        values: (currency, hundredths), by currency.
        median_s, p90_s: seconds from parcel received to decided, by nearest rank: half (nine in ten) of the items took no
            longer. None without items.
    """

    items: int
    units: int
    overrides: int
    unvalued_units: int
    values: tuple[tuple[str, int], ...]
    median_s: int | None
    p90_s: int | None


_ASKED_FOR = "(:site IS NULL OR {0}.site = :site) AND (:bench IS NULL OR {0}.bench_id = :bench)"
_PLACE = f"{_ASKED_FOR} AND ({{0}}.site, {{0}}.bench_id) IN (SELECT site, bench_id FROM stream)"
"""A report of a bench tells what was taken in there, once: other benches' rows are in the projections too, and in their own reports."""

DECIDED = "i.disposition IS NOT NULL AND i.status NOT IN ('voided', 'held')"
"""Items that are on their way. One that was put on hold after its decision goes nowhere, and may be decided otherwise."""

_DECIDED = f"""
  {DECIDED} AND i.decided_at >= :since AND i.decided_at < :until
  AND (:client IS NULL OR i.client = :client) AND {_PLACE.format("i")}"""

PARCEL_NAME = "coalesce(nullif(p.label, ''), p.tracking, p.sscc, '')"
"""What to call the parcel of a statement's `p`; "" for one that came without any code."""

_CYCLE_S = "max(0, CAST(strftime('%s', i.decided_at) AS INTEGER) - CAST(strftime('%s', i.received_at) AS INTEGER))"


def stamp(moment: datetime) -> str:
    """A moment as the journal stores it: UTC, ISO 8601, milliseconds, Z. It sorts as text."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def place_clause(alias: str) -> str:
    """The condition that keeps the rows of a table to the scope's site and bench, and to the benches that wrote this journal."""
    return _PLACE.format(alias)


def asked_clause(alias: str) -> str:
    """The condition that keeps the rows of a table to the scope's site and bench, whoever wrote them."""
    return _ASKED_FOR.format(alias)


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a journal read-only and hold one picture of it, whatever the bench writes meanwhile.

    Raises KnownError when the file is missing, locked, damaged, no journal, or of a newer release.
    """
    connection = connect_reader(path)
    try:
        if stored_version(connection) == 0:
            raise KnownError(
                f"Expected a journal in {path}, got a file without one.", "Name the bench's home folder with --home."
            )
        connection.execute("BEGIN")
        yield connection
    except sqlite3.Error as err:
        raise disk_error(err, path) from err
    finally:
        connection.close()


def benches(connection: sqlite3.Connection) -> tuple[Bench, ...]:
    """All benches whose events this journal holds, by site and name."""
    return tuple(
        Bench(*row) for row in connection.execute("SELECT DISTINCT site, bench_id FROM stream ORDER BY site, bench_id")
    )


def shift_marks(connection: sqlite3.Connection, bench: str | None) -> ShiftMarks:
    """The last two ends of a shift at a bench (None: at any)."""
    ends = [
        row[0]
        for row in connection.execute(
            f"""SELECT e.wall_at FROM event e JOIN stream s ON s.stream_id = e.stream_id
               WHERE e.{REPORTED} AND e.kind = 'shift_closed' AND (:bench IS NULL OR s.bench_id = :bench)
               ORDER BY e.wall_at DESC LIMIT 2""",
            {"bench": bench},
        )
    ]
    last, before = (*ends, None, None)[:2]
    # Within a stream what came after the shift's end stands behind it, so that only a few events are read. The + is for the few ends of
    # shifts to be looked for by their index rather than through the stream.
    worked = last is not None and connection.execute(
        f"""SELECT EXISTS (
             SELECT 1 FROM stream s CROSS JOIN event e ON e.place < (s.number + 1) << {STREAM_BITS}
               AND e.place > (s.number << {STREAM_BITS})
                 + coalesce((SELECT max(x.seq) FROM event x WHERE x.{REPORTED} AND x.kind = 'shift_closed'
                               AND x.wall_at <= :last AND +x.stream_id = s.stream_id), 0)
             WHERE e.kind IN ('parcel_received', 'parcel_closed', 'item_identified', 'item_graded',
                              'disposition_decided', 'item_stowed')
               AND e.wall_at > :last AND (:bench IS NULL OR s.bench_id = :bench))""",
        {"last": last, "bench": bench},
    ).fetchone() == (1,)
    return ShiftMarks(last, before, worked)


def decided_items(connection: sqlite3.Connection, scope: Scope) -> Iterator[DecidedItem]:
    """Every item decided within the scope, by route, disposition and time."""
    rows = connection.execute(
        f"""SELECT i.decided_at, i.received_at, i.lpn, {PARCEL_NAME}, i.rma, i.client, i.sku, i.title, i.serial, i.quantity, i.grade, i.function_grade, i.defects, i.reason,
                   i.disposition, coalesce(i.route, ''), i.proposed, i.override_reason, i.approver, i.tote, i.inspector,
                   i.unit_value_cents, i.currency, i.policy_version, i.rule_id, i.site, i.bench_id
            FROM item i LEFT JOIN parcel p ON p.parcel_id = i.parcel_id
            WHERE {_DECIDED}
            ORDER BY {route_rank("i.route")}, coalesce(i.route, ''), {_disposition_rank()}, i.disposition, i.decided_at, i.item_id""",
        scope.parameters(),
    )
    return (DecidedItem(*row) for row in rows)


def decided_counts(connection: sqlite3.Connection, scope: Scope) -> tuple[DecidedCount, ...]:
    """Items and units by route, disposition and grade, in the order of `decided_items`."""
    rows = connection.execute(
        f"""SELECT coalesce(i.route, ''), i.disposition, i.grade, count(*), sum(i.quantity)
            FROM item i WHERE {_DECIDED} GROUP BY 1, 2, 3
            ORDER BY {route_rank("i.route")}, 1, {_disposition_rank()}, 2, 3""",
        scope.parameters(),
    )
    return tuple(DecidedCount(*row) for row in rows)


def decided_values(connection: sqlite3.Connection, scope: Scope) -> tuple[DecidedValue, ...]:
    """Known value by route, disposition, grade and currency."""
    rows = connection.execute(
        f"""SELECT coalesce(i.route, ''), i.disposition, i.grade, i.currency, sum(i.unit_value_cents * i.quantity)
            FROM item i WHERE {_DECIDED} AND i.unit_value_cents IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4""",
        scope.parameters(),
    )
    return tuple(DecidedValue(*row) for row in rows)


def decided_totals(connection: sqlite3.Connection, scope: Scope) -> DecidedTotals:
    """The totals of `decided_items`, each asked on its own."""
    parameters = scope.parameters()
    items, units, overrides, unvalued = connection.execute(
        f"""SELECT count(*), coalesce(sum(i.quantity), 0),
                   count(CASE WHEN i.proposed IS NOT NULL AND i.proposed <> i.disposition THEN 1 END),
                   coalesce(sum(CASE WHEN i.unit_value_cents IS NULL THEN i.quantity END), 0)
            FROM item i WHERE {_DECIDED}""",
        parameters,
    ).fetchone()
    values = connection.execute(
        f"""SELECT i.currency, sum(i.unit_value_cents * i.quantity) FROM item i
            WHERE {_DECIDED} AND i.unit_value_cents IS NOT NULL GROUP BY 1 ORDER BY 1""",
        parameters,
    ).fetchall()
    ranked = [
        connection.execute(
            f"SELECT {_CYCLE_S} FROM item i WHERE {_DECIDED} ORDER BY 1 LIMIT 1 OFFSET :rank",
            {**parameters, "rank": max(0, math.ceil(items * share) - 1)},
        ).fetchone()
        for share in (0.5, 0.9)
    ]
    median_s, p90_s = (row[0] if row else None for row in ranked)
    return DecidedTotals(items, units, overrides, unvalued, tuple(values), median_s, p90_s)


def policy_versions(connection: sqlite3.Connection, scope: Scope) -> tuple[str, ...]:
    """The policy versions by which the items of `decided_items` were decided."""
    rows = connection.execute(
        f"SELECT DISTINCT i.policy_version FROM item i WHERE {_DECIDED} AND i.policy_version IS NOT NULL ORDER BY 1",
        scope.parameters(),
    )
    return tuple(row[0] for row in rows)


@cache
def route_rank(column: str) -> str:
    """The expression that sorts a column of routes as people name them."""
    return _rank(column, tuple(Route))


@cache
def _disposition_rank() -> str:
    return _rank("i.disposition", tuple(Disposition))


def _rank(column: str, order: tuple[str, ...]) -> str:
    cases = " ".join(f"WHEN '{word}' THEN {number}" for number, word in enumerate(order))
    return f"CASE {column} {cases} ELSE {len(order)} END"
