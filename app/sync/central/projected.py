"""What the projector writes for a set of parcels and items, and how it gets into the tables.

Rows are computed by the code that computes them at the bench (`app.store.projections`). What hangs on other keys than a row's own, the
counts of a parcel and the time its items were received, is settled in the same transaction, under a lock on the parcel: its items
may belong to other workers.
"""

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from app.domain.conflicts import Conflict, Received, conflicts
from app.domain.events import ItemIdentified, Recorded
from app.domain.history import History
from app.domain.item import fold_item, last_identified
from app.domain.parcel import fold_parcel, last_received
from app.store.folds import Folds
from app.store.projected_rows import Origin, item_row, parcel_row
from app.store.races import Races
from app.store.tables import COLUMNS
from app.sync.central.movements import movements

if TYPE_CHECKING:
    import psycopg

Row = dict[str, object]
Origins = Callable[[str], Origin]

_LOCK_CLASS = 0x646B7072
"""Of advisory locks on parcels; any number that nobody else uses."""
_LOCKS = 1024

_MOVEMENT = ("movement_id", "item_key", "at", "site", "sku", "client", "quantity", "from_location", "to_location", "route",
             "grade", "lpn")  # fmt: skip


@dataclass(slots=True)
class Rows:
    """What follows from some histories.

    Attributes:
        keys: whose histories these are; rows of theirs that are not here any more are taken out.
    """

    keys: list[str] = field(default_factory=list)
    item: list[Row] = field(default_factory=list)
    parcel: list[Row] = field(default_factory=list)
    parcel_line: list[Row] = field(default_factory=list)
    stock_movement: list[Row] = field(default_factory=list)
    conflict: list[Row] = field(default_factory=list)
    mark: list[Row] = field(default_factory=list)
    merged: list[Row] = field(default_factory=list)

    def add(self, key: str, history: History, received: Mapping[str, str], origin_of: Origins) -> None:
        """Add what follows from one history; `received` has the time each parcel was received, by its id."""
        sort, _, name = key.partition(":")
        found = conflicts(history)
        if sort == "item":
            self._add_item(key, history, received, origin_of, found)
        elif sort == "parcel":
            self._add_parcel(name, history, origin_of)
        self.keys.append(key)
        rows = {conflict.conflict_id: _conflict_row(conflict, history, origin_of) for conflict in reversed(found)}
        self.conflict += rows.values()
        self._add_marks(key, history, origin_of)

    def _add_marks(self, key: str, history: History, origin_of: Origins) -> None:
        """What only one thing can carry, by which two records of it are found."""
        standing = _standing(key, history, origin_of)
        if standing is None:
            return
        row: Row = {"item_key": key, "stream_id": standing.stream_id, "place": json.dumps(standing.place)}
        self.mark += ({**row, "mark": mark, "of_line": False} for mark in sorted(standing.marks))
        self.mark += ({**row, "mark": mark, "of_line": True} for mark in sorted(standing.lines))

    def _add_item(
        self,
        key: str,
        history: History,
        received: Mapping[str, str],
        origin_of: Origins,
        found: tuple[Conflict, ...],
    ) -> None:
        record = last_identified(history)
        if record is None or not isinstance(record.event, ItemIdentified):
            return
        received_at = received.get(record.event.parcel_id, record.wall_at)
        values = item_row(record, record.event, fold_item(history), received_at, origin_of(record.stream_id))
        row: Row = dict(zip(COLUMNS["item"], values, strict=False))
        row["conflict"] = any(not conflict.resolved for conflict in found)
        moved = [{**asdict(movement), "item_key": key} for movement in movements(history, origin_of)]
        self.item.append(row)
        self.stock_movement += ({name: movement[name] for name in _MOVEMENT} for movement in moved)

    def _add_parcel(self, parcel_id: str, history: History, origin_of: Origins) -> None:
        record = last_received(history)
        if record is None:
            return
        state = fold_parcel(history)
        values = parcel_row(record, state, origin_of(record.stream_id))
        self.parcel.append(dict(zip(COLUMNS["parcel"], values, strict=False)))
        if state is None:
            return
        if state.merged_into is not None:
            self.merged.append({"parcel_id": parcel_id, "into_id": state.merged_into})
            return
        closed = {(line.rma, line.line): line.quantity for line in state.closed.missing} if state.closed else {}
        for line in state.received.lines:
            self.parcel_line.append(
                {
                    "parcel_id": parcel_id,
                    "rma": line.rma,
                    "line": line.line,
                    "client": line.client,
                    "sku": line.sku,
                    "title": line.title,
                    "serial": line.serial,
                    "reason": line.reason,
                    "expected": line.quantity,
                    "received": 0,
                    "missing": closed.get((line.rma, line.line), 0),
                }
            )


def parcels_of(history: History) -> set[str]:
    """The parcels that an item was ever taken out of; one, unless somebody made a mistake."""
    return {record.event.parcel_id for record in history if isinstance(record.event, ItemIdentified)}


def marks_ever(history: History, origin_of: Origins) -> set[str]:
    """The marks that a parcel or item has, or had at any time before."""
    found: set[str] = set()
    for length in range(1, len(history) + 1):
        standing = _standing(history[0].key, history[:length], origin_of)
        if standing is not None:
            found |= standing.marks | standing.lines
    return found


def _standing(key: str, history: History, origin_of: Origins) -> Received | None:
    def place_of(stream_id: str) -> tuple[str, str]:
        origin = origin_of(stream_id)
        return origin.site, origin.bench_id

    return Races({key: history}.__getitem__, Folds(), place_of).received(key)


def _conflict_row(conflict: Conflict, history: History, origin_of: Origins) -> Row:
    told = {"first": _told(conflict.first, origin_of), "second": _told(conflict.second, origin_of)}
    return {
        "conflict_id": conflict.conflict_id,
        "item_key": conflict.key,
        "first_event": conflict.first.event_id,
        "second_event": conflict.second.event_id,
        "site": origin_of(history[0].stream_id).site,
        "resolved": conflict.resolved,
        "body": json.dumps(told),
    }


def _told(record: Recorded, origin_of: Origins) -> dict[str, object]:
    origin = origin_of(record.stream_id)
    return {
        "kind": record.kind,
        "at": record.wall_at,
        "actor": record.actor,
        "bench_id": origin.bench_id,
        "site": origin.site,
        "stream_id": record.stream_id,
        "seq": record.seq,
    }


def _put(table: str, columns: tuple[str, ...], key: tuple[str, ...], counted: tuple[str, ...] = ()) -> str:
    """An upsert of a JSON list of rows that touches only rows which differ; `counted` columns keep what they have."""
    values = [name for name in columns if name not in {*key, *counted}]
    listed = ", ".join(columns)
    return (
        f"INSERT INTO dockgrade.{table} AS old ({listed}) "
        f"SELECT {listed} FROM json_populate_recordset(NULL::dockgrade.{table}, %s::json) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in values)} "
        f"WHERE ({', '.join(f'old.{name}' for name in values)}) "
        f"IS DISTINCT FROM ({', '.join(f'excluded.{name}' for name in values)})"
    )


_ITEM = tuple(name for name in COLUMNS["item"] if name != "conflict")
_PARCEL = tuple(name for name in COLUMNS["parcel"] if name != "conflict")
_PUT = {
    "item": _put("item", (*_ITEM, "conflict"), ("item_id",)),
    "parcel": _put("parcel", _PARCEL, ("parcel_id",), ("received_units", "undeclared_units")),
    "parcel_line": _put("parcel_line", COLUMNS["parcel_line"], ("parcel_id", "rma", "line"), ("received",)),
    "stock_movement": _put("stock_movement", _MOVEMENT, ("movement_id",)),
    "conflict": _put(
        "conflict",
        ("conflict_id", "item_key", "first_event", "second_event", "site", "resolved", "body"),
        ("conflict_id",),
    ),
    "mark": _put("mark", ("mark", "item_key", "stream_id", "place", "of_line"), ("mark", "item_key")),
    "merged": _put("merged", ("parcel_id", "into_id"), ("parcel_id",)),
}
_TAKE_OUT = (
    (
        "DELETE FROM dockgrade.parcel_line AS old WHERE old.parcel_id = ANY(%(parcels)s)"
        " AND NOT EXISTS (SELECT FROM unnest(%(line_parcels)s::text[], %(line_rmas)s::text[], %(lines)s::bigint[])"
        " AS new (parcel_id, rma, line)"
        " WHERE new.parcel_id = old.parcel_id AND new.rma = old.rma AND new.line = old.line)"
    ),
    (
        "DELETE FROM dockgrade.stock_movement WHERE item_key = ANY(%(keys)s)"
        " AND movement_id <> ALL(%(movements)s::uuid[])"
    ),
    "DELETE FROM dockgrade.conflict WHERE item_key = ANY(%(keys)s) AND conflict_id <> ALL(%(conflicts)s)",
    (
        "DELETE FROM dockgrade.mark AS old WHERE old.item_key = ANY(%(keys)s)"
        " AND NOT EXISTS (SELECT FROM unnest(%(marks)s::text[], %(mark_keys)s::text[]) AS new (mark, item_key)"
        " WHERE new.mark = old.mark AND new.item_key = old.item_key)"
    ),
    "DELETE FROM dockgrade.merged WHERE parcel_id = ANY(%(parcels)s) AND parcel_id <> ALL(%(merged)s)",
)
# A parcel is counted with the items of all records that gave way to it, by the rules of app.store.projections.
_COUNTED_WITH = """
WITH RECURSIVE part (parcel_id, source) AS (
  SELECT id, id FROM unnest(%(ids)s::text[]) AS id
  UNION
  SELECT part.parcel_id, m.parcel_id FROM part JOIN dockgrade.merged AS m ON m.into_id = part.source
)"""
_COUNT_PARCELS = f"""{_COUNTED_WITH}
UPDATE dockgrade.parcel AS p SET received_units = c.received, undeclared_units = c.undeclared
FROM (
  SELECT part.parcel_id, coalesce(sum(i.received), 0)::bigint AS received,
         coalesce(sum(i.undeclared), 0)::bigint AS undeclared
  FROM part CROSS JOIN LATERAL (
    SELECT sum(quantity) AS received,
           sum(quantity) FILTER (WHERE declared IN ('undeclared', 'wrong_item')) AS undeclared
    FROM dockgrade.item WHERE item.parcel_id = part.source AND status <> 'voided'
  ) AS i
  GROUP BY part.parcel_id
) AS c
WHERE p.parcel_id = ANY(%(ids)s) AND p.parcel_id = c.parcel_id
  AND (p.received_units, p.undeclared_units) IS DISTINCT FROM (c.received, c.undeclared)"""
_COUNT_LINES = f"""{_COUNTED_WITH}
UPDATE dockgrade.parcel_line AS l SET received = c.received
FROM (
  SELECT n.parcel_id, n.rma, n.line, coalesce(sum(i.received), 0)::bigint AS received
  FROM dockgrade.parcel_line AS n
  LEFT JOIN (
    SELECT part.parcel_id, found.rma, found.rma_line, found.received
    FROM part CROSS JOIN LATERAL (
      SELECT rma, rma_line, sum(quantity) AS received FROM dockgrade.item
      WHERE item.parcel_id = part.source AND declared = 'expected' AND status <> 'voided' GROUP BY rma, rma_line
    ) AS found
  ) AS i ON i.parcel_id = n.parcel_id AND i.rma = n.rma AND i.rma_line = n.line
  WHERE n.parcel_id = ANY(%(ids)s)
  GROUP BY n.parcel_id, n.rma, n.line
) AS c
WHERE l.parcel_id = ANY(%(ids)s) AND l.parcel_id = c.parcel_id AND l.rma = c.rma AND l.line = c.line
  AND l.received <> c.received"""
_SET_RECEIVED = """
UPDATE dockgrade.item AS i SET received_at = v.received_at
FROM unnest(%(ids)s::text[], %(times)s::text[]) AS v (parcel_id, received_at)
WHERE i.parcel_id = ANY(%(ids)s) AND i.parcel_id = v.parcel_id AND i.received_at <> v.received_at"""

_INTO = """
WITH RECURSIVE chain (id) AS (
  SELECT into_id FROM dockgrade.merged WHERE parcel_id = ANY(%s)
  UNION
  SELECT m.into_id FROM dockgrade.merged AS m JOIN chain ON m.parcel_id = chain.id
)
SELECT id FROM chain"""


def lock_parcels(connection: "psycopg.Connection[Any]", parcel_ids: Iterable[str]) -> set[str]:
    """Keep other workers from writing items of these parcels, and of those they gave way to, until the transaction ends.

    Returns all of them. Locks are taken in one order, but for those of a record that gave way in this very moment: the server sees
    when two workers wait for each other, and one of them begins anew.
    """
    wanted, locked = set(parcel_ids), set[int]()
    while True:
        numbers = {zlib.crc32(parcel_id.encode("utf-8")) % _LOCKS for parcel_id in wanted} - locked
        connection.execute(
            "SELECT pg_advisory_xact_lock(%s, n) FROM unnest(%s::int[]) AS n", (_LOCK_CLASS, sorted(numbers))
        )
        locked |= numbers
        into = {parcel_id for (parcel_id,) in connection.execute(_INTO, (list(wanted),))}
        if into <= wanted:
            return wanted
        wanted |= into


def write(connection: "psycopg.Connection[Any]", rows: Rows) -> None:
    """Bring the tables up to these rows, and take out rows of the same keys that are not among them."""
    for table, statement in _PUT.items():
        batch = getattr(rows, table)
        if batch:
            connection.execute(statement.encode(), (_as_json(batch),))
    names = {
        "keys": rows.keys,
        "parcels": [key.partition(":")[2] for key in rows.keys if key.startswith("parcel:")],
        "line_parcels": [row["parcel_id"] for row in rows.parcel_line],
        "line_rmas": [row["rma"] for row in rows.parcel_line],
        "lines": [row["line"] for row in rows.parcel_line],
        "movements": [row["movement_id"] for row in rows.stock_movement],
        "conflicts": [row["conflict_id"] for row in rows.conflict],
        "marks": [row["mark"] for row in rows.mark],
        "mark_keys": [row["item_key"] for row in rows.mark],
        "merged": [row["parcel_id"] for row in rows.merged],
    }
    for statement in _TAKE_OUT:
        connection.execute(statement.encode(), names)


def settle(connection: "psycopg.Connection[Any]", parcel_ids: Collection[str], received: Mapping[str, str]) -> None:
    """Count the parcels anew and pass on to all their items when they were received."""
    ids = sorted(parcel_ids)
    connection.execute(_SET_RECEIVED, {"ids": list(received), "times": list(received.values())})
    connection.execute(_COUNT_PARCELS.encode(), {"ids": ids})
    connection.execute(_COUNT_LINES.encode(), {"ids": ids})


def _as_json(rows: list[Row]) -> str:
    import msgspec

    text = msgspec.json.encode(rows).decode("utf-8")
    if "\\u0000" not in text:
        return text
    # PostgreSQL's texts have no U+0000; a body may have it, escaped.
    shown = [{name: _without_nul(value) for name, value in row.items()} for row in rows]
    return msgspec.json.encode(shown).decode("utf-8")


def _without_nul(value: object) -> object:
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value
