"""Projections: the rows of parcel, parcel_line, merged, item and tote as a function of the events.

The bench writes them inside the commit of the facts; `verify` builds them again from all events and compares.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from app.domain.events import ItemIdentified
from app.domain.history import History
from app.domain.item import last_identified
from app.domain.parcel import last_received
from app.domain.vocabulary import UNSETTLED, ItemStatus
from app.store.folds import Folds
from app.store.projected_counts import count_parcel, count_tote, count_with_merged
from app.store.projected_rows import Origin, item_row, parcel_row
from app.store.races import Races, merged_chain
from app.store.statements import Statements
from app.store.tables import COLUMNS

_ITEM_COLUMNS = COLUMNS["item"]
_STATUS, _TOTE, _TOTE_TURN, _HELD_REASON, _DISPOSITION, _PARCEL_ID = map(
    _ITEM_COLUMNS.index, ("status", "tote", "tote_turn", "held_reason", "disposition", "parcel_id")
)
_COUNTED_IN_PARCEL = frozenset({"item_id", "parcel_id", "rma", "rma_line", "quantity", "declared"})
_COUNTED_IN_TOTE = frozenset({"tote", "tote_turn", "quantity"})
"""Columns of an item that the counts of its parcel and its tote hang on; besides, a voided item counts nowhere."""


_LEAVES_WAITING = frozenset({"parcel_received", "parcel_parked", "tote_opened"})
"""Last events of a parcel or tote after which the same goods wait for somebody as before it."""


class Counted(StrEnum):
    """What counts on the screen hang on."""

    PARCELS = "parcels"
    HELD = "held"
    TOTES = "totes"
    CONFLICTS = "conflicts"


class ItemWritten(Struct, frozen=True):
    """What the row of an item leads to.

    Attributes:
        parcel_id: its parcel, when that must be counted anew.
        totes: those that must be.
        held: whether what waits for somebody to decide became more or less by it, or lies elsewhere now.
    """

    parcel_id: str | None
    totes: frozenset[str]
    held: bool


Histories = Callable[[str], History]
Origins = Callable[[str], Origin]


class Projector:
    """Writes the rows of the things that changed; the same code serves one command, other benches' events and a whole rebuild."""

    def __init__(
        self,
        statements: Statements,
        histories: Histories,
        origin_of: Origins,
        folds: Folds | None = None,
        *,
        alone: bool = True,
        new: Collection[str] = (),
    ) -> None:
        """`folds` are states that may be known already; left out, every state is folded here. `new` are keys that have no rows yet.

        `alone` says that one stream holds everything: then nothing can race, nothing was received twice, and a parcel is always
        known before its items.
        """
        self._sql = statements
        self._folds = folds or Folds()
        # Where one stream holds everything, nothing but its commands writes the rows of items: they need not be read again.
        self._rows = folds if alone else None
        self._histories = histories
        self._origin_of = origin_of
        self._alone = alone
        self._new = new
        self._races = Races(histories, self._folds, self._place_of)

    def _place_of(self, stream_id: str) -> tuple[str, str]:
        origin = self._origin_of(stream_id)
        return origin.bench_id, origin.site

    def write(self, connection: sqlite3.Connection, keys: Iterable[str]) -> set[Counted]:
        """Bring the rows of these keys, and the counts that hang on them, up to their histories; returns what changed."""
        changed: set[Counted] = set()
        parcels: set[str] = set()
        totes: set[str] = set()
        items: dict[str, None] = {}
        for key in sorted(keys, key=lambda key: (not key.startswith("parcel:"), key)):
            kind, _, name = key.partition(":")
            if kind == "parcel":
                recount = self._write_parcel(connection, name, items)
                parcels |= recount if key not in self._new else set()  # nothing has been taken out of a new one
                changed.add(Counted.PARCELS)
                if self._may_end_waiting(key):
                    changed.add(Counted.HELD)  # what is undecided in a closed one waits for somebody
            elif kind == "item":
                items[name] = None
            elif kind == "tote":
                self._write_tote(connection, name)
                totes.add(name)
                if self._may_end_waiting(key):
                    changed.add(Counted.HELD)  # what is in a closed one is no longer at hand
        for name in items:
            written = self._write_item(connection, name)
            if written.parcel_id is not None:
                parcels.add(written.parcel_id)
            totes |= written.totes
            if written.held:
                changed.add(Counted.HELD)
        if not self._alone:
            parcels |= {into for parcel_id in parcels for into in merged_chain(connection, parcel_id)}
        for parcel_id in sorted(parcels):
            (count_parcel if self._alone else count_with_merged)(connection, parcel_id)
        for code in sorted(totes):
            count_tote(connection, code)
        if totes:
            changed.add(Counted.TOTES)
        if not self._alone and self._races.mark(connection):
            changed.add(Counted.CONFLICTS)
        return changed

    def _may_end_waiting(self, key: str) -> bool:
        """Whether other goods may wait for somebody after the last event of a parcel or tote; true where nothing is left of it."""
        return not any(record.kind in _LEAVES_WAITING for record in self._histories(key)[-1:])

    def _write_parcel(self, connection: sqlite3.Connection, parcel_id: str, items: dict[str, None]) -> set[str]:
        """Write the rows of a parcel; puts items that knew it too late among those to be written. Returns what is to be counted."""
        key = f"parcel:{parcel_id}"
        history = self._histories(key)
        record = last_received(history)
        if record is None:
            return self._drop_parcel(connection, parcel_id, items)
        state = self._folds.parcel(history)
        row = parcel_row(record, state, self._origin_of(record.stream_id))
        new = key in self._new
        written = self._sql.parcel.write(connection, row, new=new)
        recount = {parcel_id}
        if not self._alone:
            self._races.look_at_parcel(connection, parcel_id)
            recount |= self._merge(connection, parcel_id, state.merged_into if state else None)
            if "received_at" in written.changed:
                items.update(_items_of(connection, parcel_id))
        if not new:
            connection.execute("DELETE FROM parcel_line WHERE parcel_id = ?", (parcel_id,))
        if state is None or state.merged_into is not None:
            return recount
        closed = {(m.rma, m.line): m.quantity for m in state.closed.missing} if state.closed else {}
        connection.executemany(
            self._sql.put_line,
            [
                (
                    parcel_id,
                    line.rma,
                    line.line,
                    line.client,
                    line.sku,
                    line.title,
                    line.serial,
                    line.reason,
                    line.quantity,
                    0,
                    closed.get((line.rma, line.line), 0),
                )
                for line in state.received.lines
            ],
        )
        return recount

    def _drop_parcel(self, connection: sqlite3.Connection, parcel_id: str, items: dict[str, None]) -> set[str]:
        """Take out the rows of a parcel that nobody has received any more: its bench and the server were put back to before it.

        Items of it that are there still are written anew, since its time was theirs.
        """
        if self._alone:
            return set()
        items.update(_items_of(connection, parcel_id))
        self._races.leave_parcel(connection, parcel_id)
        recount = self._merge(connection, parcel_id, None)
        connection.execute("DELETE FROM parcel_line WHERE parcel_id = ?", (parcel_id,))
        connection.execute("DELETE FROM parcel WHERE parcel_id = ?", (parcel_id,))
        return recount

    @staticmethod
    def _merge(connection: sqlite3.Connection, parcel_id: str, into: str | None) -> set[str]:
        """Note which record a parcel gave way to; the one that it gave way to before has to be counted anew too."""
        before = connection.execute("SELECT into_id FROM merged WHERE parcel_id = ?", (parcel_id,)).fetchone()
        if into is not None:
            connection.execute("INSERT OR REPLACE INTO merged (parcel_id, into_id) VALUES (?, ?)", (parcel_id, into))
        elif before is not None:
            connection.execute("DELETE FROM merged WHERE parcel_id = ?", (parcel_id,))
        return {before[0]} if before is not None else set()

    def _write_item(self, connection: sqlite3.Connection, item_id: str) -> ItemWritten:
        key = f"item:{item_id}"
        history = self._histories(key)
        record = last_identified(history)
        if record is None or not isinstance(record.event, ItemIdentified):
            return self._drop_item(connection, item_id)
        parcel = last_received(self._histories(f"parcel:{record.event.parcel_id}"))
        received_at = parcel.wall_at if parcel else record.wall_at
        state = self._folds.item(history)
        row = item_row(record, record.event, state, received_at, self._origin_of(record.stream_id))
        stored = self._rows.item_row_before(history) if self._rows else None
        written = self._sql.item.write(connection, row, stored, new=key in self._new)
        if self._rows:
            self._rows.keep_item_row(history, row)
        before = written.before
        if not self._alone:
            self._races.look_at_item(before, row)
        was_voided = before is not None and before[_STATUS] == ItemStatus.VOIDED
        counts = bool(written.changed & _COUNTED_IN_PARCEL) or was_voided != (state is None)
        totes: frozenset[str] = frozenset()
        if written.changed & _COUNTED_IN_TOTE:
            totes = frozenset(str(code) for code in (before and before[_TOTE], row[_TOTE]) if code)
        return ItemWritten(record.event.parcel_id if counts else None, totes, _waits(before) != _waits(row))

    def _drop_item(self, connection: sqlite3.Connection, item_id: str) -> ItemWritten:
        """Take out the row of an item that nobody has identified any more."""
        columns = ", ".join(f'"{name}"' for name in COLUMNS["item"])
        before = connection.execute(f"SELECT {columns} FROM item WHERE item_id = ?", (item_id,)).fetchone()
        if before is None or self._alone:
            return ItemWritten(None, frozenset(), held=False)
        connection.execute("DELETE FROM item WHERE item_id = ?", (item_id,))
        self._races.look_at_item(before, before)
        totes = frozenset(str(code) for code in (before[_TOTE],) if code)
        return ItemWritten(before[_PARCEL_ID], totes, held=_waits(before) is not None)

    def _write_tote(self, connection: sqlite3.Connection, code: str) -> None:
        history = self._histories(f"tote:{code}")
        state = self._folds.tote(history)
        if state is None:
            connection.execute("DELETE FROM tote WHERE code = ?", (code,))
            return
        origin = self._origin_of(history[-1].stream_id)
        self._sql.tote.write(
            connection,
            (
                code,
                state.route,
                state.disposition,
                state.status,
                0,
                0,
                state.opened_at,
                state.opened_by,
                state.closed_at,
                state.closed_by,
                state.seal,
                state.turn,
                origin.bench_id,
                origin.site,
            ),
        )


def _waits(row: Sequence[object] | None) -> tuple[object, ...] | None:
    """Where goods are that are on hold, or decided in a way that somebody has to decide once more; None for all others."""
    if row is None or (row[_HELD_REASON] is None and row[_DISPOSITION] not in UNSETTLED):
        return None
    return row[_STATUS], row[_TOTE], row[_TOTE_TURN]


def _items_of(connection: sqlite3.Connection, parcel_id: str) -> dict[str, None]:
    found = connection.execute("SELECT item_id FROM item WHERE parcel_id = ? ORDER BY item_id", (parcel_id,)).fetchall()
    return dict.fromkeys(row[0] for row in found)
