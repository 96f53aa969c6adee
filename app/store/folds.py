"""States of parcels, items and totes, each folded once per history: a command asks for the same state many times over."""

from app.domain.history import History
from app.domain.item import ItemState, fold_item
from app.domain.parcel import ParcelState, fold_parcel
from app.domain.tote import ToteState, fold_tote


class Folds:
    """States by key, kept as long as the history they were folded from is the one that is asked for."""

    def __init__(self) -> None:
        self._items: dict[str, tuple[History, ItemState | None]] = {}
        self._parcels: dict[str, tuple[History, ParcelState | None]] = {}
        self._totes: dict[str, tuple[History, ToteState | None]] = {}

    def item(self, history: History) -> ItemState | None:
        """The item with this history; None when voided or unknown."""
        if not history:
            return None
        known = self._items.get(history[0].key)
        if known is None or known[0] is not history:
            known = self._items[history[0].key] = (history, fold_item(history))
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
