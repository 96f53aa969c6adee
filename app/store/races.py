"""Which rows a lead has to settle: decided by two benches at once, or taken in twice. It is looked for where several streams are known.

Both are functions of the histories alone, so that a rebuild comes to the same. Whether a thing was taken in twice hangs on other things'
rows too: whenever one changes, those that share or shared a mark with it are looked at again.
"""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from app.domain.conflicts import Received, in_conflict, received_twice
from app.domain.events import ItemIdentified, ParcelReceived
from app.domain.history import History
from app.domain.item import last_identified
from app.domain.parcel import last_received
from app.domain.serials import serial_key
from app.store.folds import Folds
from app.store.tables import COLUMNS, RACE, TWICE

_ITEM = {name: place for place, name in enumerate(COLUMNS["item"])}

_SAME_CODE = "SELECT parcel_id FROM parcel WHERE status <> 'voided' AND (label IN ({0}) OR tracking IN ({0}))"
_SAME_LINE = (
    "SELECT DISTINCT theirs.parcel_id FROM parcel_line ours JOIN parcel_line theirs"
    " ON theirs.rma = ours.rma AND theirs.line = ours.line WHERE ours.parcel_id = ?"
)
_SAME_SERIAL = (
    "SELECT item_id FROM item WHERE sku = ? AND serial = ? COLLATE NOCASE AND client = ? AND status <> 'voided'"
    " AND serial_finding NOT IN ('returned_before', 'blocked')"
)
_SECOND_RETURN = {"returned_before", "blocked"}
"""Serial findings of units that their bench knew to have come before, or that go to quarantine whatever else is known."""

_MERGED_CHAIN = (
    "WITH RECURSIVE chain(id) AS (SELECT into_id FROM merged WHERE parcel_id = ?"
    " UNION SELECT m.into_id FROM merged m JOIN chain ON m.parcel_id = chain.id) SELECT id FROM chain"
)
_MERGED_INTO = (
    "WITH RECURSIVE found(id) AS (SELECT parcel_id FROM merged WHERE into_id = ?"
    " UNION SELECT m.parcel_id FROM merged m JOIN found ON m.into_id = found.id) SELECT id FROM found"
)


def merged_chain(connection: sqlite3.Connection, parcel_id: str) -> tuple[str, ...]:
    """The records that a parcel's record gave way to, one after the other; empty for one that stands."""
    return tuple(row[0] for row in connection.execute(_MERGED_CHAIN, (parcel_id,)).fetchall())


def merged_into(connection: sqlite3.Connection, parcel_id: str) -> tuple[str, ...]:
    """The records that gave way to this one, however many steps away, without itself."""
    return tuple(row[0] for row in connection.execute(_MERGED_INTO, (parcel_id,)).fetchall() if row[0] != parcel_id)


class Races:
    """Collects what was written, then brings `conflict` of those rows, and of all that hang on them, up to date."""

    def __init__(
        self, histories: Callable[[str], History], folds: Folds, place_of: Callable[[str], tuple[str, str]]
    ) -> None:
        self._histories = histories
        self._place_of = place_of
        self._folds = folds
        self._parcels: set[str] = set()
        self._items: set[str] = set()
        self._serials: set[tuple[str, str, str]] = set()

    def look_at_parcel(self, connection: sqlite3.Connection, parcel_id: str) -> None:
        """A parcel's row was written; its lines are still those from before."""
        self._parcels.add(parcel_id)
        self._parcels.update(row[0] for row in connection.execute(_SAME_LINE, (parcel_id,)).fetchall())

    def leave_parcel(self, connection: sqlite3.Connection, parcel_id: str) -> None:
        """A parcel's row is about to be taken out."""
        self.look_at_parcel(connection, parcel_id)
        row = connection.execute(
            "SELECT label, tracking, sscc FROM parcel WHERE parcel_id = ?", (parcel_id,)
        ).fetchone()
        codes = tuple(code for code in row or () if code)
        if codes:
            marks = ", ".join("?" for _ in codes)
            found = connection.execute(_SAME_CODE.format(marks), (*codes, *codes)).fetchall()
            self._parcels.update(one[0] for one in found)

    def look_at_item(self, before: tuple[object, ...] | None, row: tuple[object, ...]) -> None:
        """An item's row was written."""
        self._items.add(str(row[0]))
        for one in (before, row):
            if one is not None and one[_ITEM["serial"]] is not None:
                self._serials.add((str(one[_ITEM["sku"]]), str(one[_ITEM["serial"]]), str(one[_ITEM["client"]])))

    def mark(self, connection: sqlite3.Connection) -> bool:
        """Write `conflict` where it changed; returns whether any of the rows is in conflict, or was."""
        parcels = set(self._parcels)
        for parcel_id in self._parcels:
            parcels |= self._sharing(connection, parcel_id)
        items = set(self._items)
        for serial in self._serials:
            items.update(row[0] for row in connection.execute(_SAME_SERIAL, serial).fetchall())
        found = [
            _put(connection, "parcel", one, self._race(f"parcel:{one}") | self._parcel_twice(connection, one))
            for one in sorted(parcels)
        ]
        found += [
            _put(connection, "item", one, self._race(f"item:{one}") | self._item_twice(connection, one))
            for one in sorted(items)
        ]
        return any(found)

    def _race(self, key: str) -> int:
        history = self._histories(key)
        state = self._folds.item(history) if key.startswith("item:") else self._folds.parcel(history)
        return RACE if (in_conflict(history) if state is None else state.conflict) else 0

    def _parcel_twice(self, connection: sqlite3.Connection, parcel_id: str) -> int:
        return self._twice(f"parcel:{parcel_id}", (f"parcel:{one}" for one in self._sharing(connection, parcel_id)))

    def _sharing(self, connection: sqlite3.Connection, parcel_id: str) -> set[str]:
        """Standing parcels with a code or a line of this one, itself included while it stands."""
        record = last_received(self._histories(f"parcel:{parcel_id}"))
        if record is None or not isinstance(record.event, ParcelReceived):
            return set()
        found = {row[0] for row in connection.execute(_SAME_LINE, (parcel_id,)).fetchall()}
        codes = tuple(_codes(record.event))
        if codes:
            marks = ", ".join("?" for _ in codes)
            found.update(row[0] for row in connection.execute(_SAME_CODE.format(marks), (*codes, *codes)).fetchall())
        return found

    def _item_twice(self, connection: sqlite3.Connection, item_id: str) -> int:
        row = connection.execute("SELECT sku, serial, client FROM item WHERE item_id = ?", (item_id,)).fetchone()
        if row is None or row[1] is None:
            return 0
        return self._twice(
            f"item:{item_id}", (f"item:{one}" for (one,) in connection.execute(_SAME_SERIAL, row).fetchall())
        )

    def _twice(self, key: str, sharing: Iterable[str]) -> int:
        records = [received for other in sharing if (received := self.received(other)) is not None]
        if len(records) < 2:
            return 0
        return TWICE if any(key in pair for pair in received_twice(records)) else 0

    def received(self, key: str) -> Received | None:
        """What a standing record says it is; None when it does not stand."""
        history = self._histories(key)
        if key.startswith("parcel:"):
            record, parcel = last_received(history), self._folds.parcel(history)
            if record is None or parcel is None or parcel.merged_into is not None:
                return None
            return Received(
                key,
                record.stream_id,
                self._place_of(record.stream_id),
                frozenset(f"code {code}" for code in _codes(parcel.received)),
                frozenset(f"line {line.rma}/{line.line}" for line in parcel.received.lines),
            )
        record, item = last_identified(history), self._folds.item(history)
        if record is None or item is None or not isinstance(record.event, ItemIdentified):
            return None
        facts = item.identified
        if facts.serial is None or facts.serial_finding in _SECOND_RETURN:
            return None
        mark = f"serial {facts.client}/{facts.sku}/{serial_key(facts.serial)}"
        return Received(key, record.stream_id, self._place_of(record.stream_id), frozenset({mark}))


def _codes(event: ParcelReceived) -> set[str]:
    return {code for code in (event.label, event.tracking, event.sscc) if code}


def _put(connection: sqlite3.Connection, table: str, name: str, conflict: int) -> bool:
    row: Any = connection.execute(f"SELECT conflict FROM {table} WHERE {table}_id = ?", (name,)).fetchone()
    if row is None:
        return False
    if row[0] != conflict:
        connection.execute(f"UPDATE {table} SET conflict = ? WHERE {table}_id = ?", (conflict, name))
    return bool(row[0] or conflict)
