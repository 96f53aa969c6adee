"""States of parcels, items and totes, each folded once per history: a command asks for the same state many times over.

With an item's state goes the row that was made of it.
"""

from app.domain.events import ConflictResolved, DuplicateResolved, EventReversed
from app.domain.history import History
from app.domain.item import ItemState, fold_further, fold_item
from app.domain.parcel import ParcelState, fold_parcel
from app.domain.tote import ToteState, fold_tote

_LOOKS_BACK = (EventReversed, ConflictResolved, DuplicateResolved)
"""Events that change what came before them."""


class Folds:
    """States by key, kept as long as the history they were folded from is the one that is asked for."""

    def __init__(self) -> None:
        self._items: dict[str, tuple[History, ItemState | None]] = {}
        self._parcels: dict[str, tuple[History, ParcelState | None]] = {}
        self._totes: dict[str, tuple[History, ToteState | None]] = {}
        self._item_rows: dict[str, tuple[History, tuple[object, ...]]] = {}

    def item_row_before(self, history: History) -> tuple[object, ...] | None:
        """The row that was last made for the item, if this history goes on from the one it was made of; None when that is not known.

        A row that was rolled back was made of an event that stands in no later history.
        """
        known = self._item_rows.get(history[0].key)
        if known is None or len(known[0]) > len(history) or history[len(known[0]) - 1] is not known[0][-1]:
            return None
        return known[1]

    def keep_item_row(self, history: History, row: tuple[object, ...]) -> None:
        """Keep the row that was made of an item's history."""
        self._item_rows[history[0].key] = (history, row)

    def item(self, history: History) -> ItemState | None:
        """The item with this history; None when voided or unknown."""
        if not history:
            return None
        key = history[0].key
        known = self._items.get(key)
        if known is None or known[0] is not history:
            known = self._items[key] = (history, _item_after(known, history))
        return known[1]

    def parcel(self, history: History) -> ParcelState | None:
        """The parcel with this history; None when voided or unknown."""
        if not history:
            return None
        known = self._parcels.get(history[0].key)
        if known is None or known[0] is not history:
            known = self._parcels[history[0].key] = (history, fold_parcel(history))
        return known[1]

    def tote(self, history: History) -> ToteState | None:
        """The tote with this history; None when it was never opened."""
        if not history:
            return None
        known = self._totes.get(history[0].key)
        if known is None or known[0] is not history:
            known = self._totes[history[0].key] = (history, fold_tote(history))
        return known[1]

    def clear(self) -> None:
        """Forget every state."""
        self._items.clear()
        self._parcels.clear()
        self._totes.clear()
        self._item_rows.clear()


def _item_after(known: tuple[History, ItemState | None] | None, history: History) -> ItemState | None:
    """Fold on from a state that is known, where the one stream that wrote the history only went on; from its beginning otherwise."""
    if known is not None and known[1] is not None:
        folded = len(known[0])
        if len(history) > folded and history[folded - 1] is known[0][-1]:
            stream = history[0].stream_id
            for record in history:
                if record.stream_id != stream:
                    return fold_item(history)
            further = history[folded:]
            for record in further:
                if isinstance(record.event, _LOOKS_BACK):
                    return fold_item(history)
            return fold_further(known[1], further)
    return fold_item(history)
