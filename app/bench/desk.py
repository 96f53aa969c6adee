"""The bench's working memory: states of parcels, items and totes by key, each folded once per change."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from app.bench.ports import LabelMaker, Reference
from app.domain.history import History, item_key, parcel_key, tote_key
from app.domain.item import ItemState, fold_item
from app.domain.parcel import ParcelState, fold_parcel
from app.domain.tote import ToteState, fold_tote
from app.policy.shelf import PolicyShelf
from app.settings import BenchSettings
from app.store.journal import Journal
from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What does not change while the bench runs.

    Attributes:
        zone: of the site, for times on labels and screens and for "today".
        crash_folder: where a bundle goes when the program itself is at fault.
    """

    settings: BenchSettings
    reference: Reference
    policies: PolicyShelf
    labels: LabelMaker
    zone: ZoneInfo
    crash_folder: Path


class Desk:
    """States by key, kept as long as the history they were folded from is the newest."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._items: dict[str, tuple[History, ItemState | None]] = {}
        self._parcels: dict[str, tuple[History, ParcelState | None]] = {}
        self._totes: dict[str, tuple[History, ToteState | None]] = {}

    def item(self, work: UnitOfWork, item_id: str) -> ItemState | None:
        """The item as this command sees it; None when voided or unknown."""
        history = work.history(item_key(item_id))
        known = self._items.get(item_id)
        if known is None or known[0] is not history:
            known = self._items[item_id] = (history, fold_item(history))
        return known[1]

    def parcel(self, work: UnitOfWork, parcel_id: str) -> ParcelState | None:
        """The parcel as this command sees it; None when voided or unknown."""
        history = work.history(parcel_key(parcel_id))
        known = self._parcels.get(parcel_id)
        if known is None or known[0] is not history:
            known = self._parcels[parcel_id] = (history, fold_parcel(history))
        return known[1]

    def tote(self, work: UnitOfWork, code: str) -> ToteState | None:
        """The tote as this command sees it; None when it was never opened."""
        history = work.history(tote_key(code))
        known = self._totes.get(code)
        if known is None or known[0] is not history:
            known = self._totes[code] = (history, fold_tote(history))
        return known[1]

    def item_ids(self, parcel_id: str) -> list[str]:
        """Ids of all items ever identified in a parcel, voided ones too, oldest first, as committed."""
        rows = self.journal.connection.execute(
            "SELECT item_id FROM item WHERE parcel_id = ? ORDER BY identified_at, item_id", (parcel_id,)
        )
        return [row[0] for row in rows]

    def forget(self) -> None:
        """Start afresh from the journal, after a fault or when a parcel is done with."""
        self._items.clear()
        self._parcels.clear()
        self._totes.clear()
        self.journal.forget(set())
