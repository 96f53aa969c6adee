"""The bench's working memory: states of parcels, items and totes by key, each folded once per change."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from app.bench.ports import LabelMaker, Reference
from app.domain.history import item_key, parcel_key, tote_key
from app.domain.item import ItemState
from app.domain.parcel import ParcelState
from app.domain.tote import ToteState
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
    """What the bench knows of its parcels, items and totes without asking the disk again."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def item(self, work: UnitOfWork, item_id: str) -> ItemState | None:
        """The item as this command sees it; None when voided or unknown."""
        return self.journal.folds.item(work.history(item_key(item_id)))

    def parcel(self, work: UnitOfWork, parcel_id: str) -> ParcelState | None:
        """The parcel as this command sees it; None when voided or unknown."""
        return self.journal.folds.parcel(work.history(parcel_key(parcel_id)))

    def tote(self, work: UnitOfWork, code: str) -> ToteState | None:
        """The tote as this command sees it; None when it was never opened."""
        return self.journal.folds.tote(work.history(tote_key(code)))

    def item_ids(self, parcel_id: str) -> tuple[str, ...]:
        """Ids of all items ever identified in a parcel, voided ones too, oldest first, as committed."""
        return self.journal.item_ids(parcel_id)

    def lighten(self) -> None:
        """Drop from memory what a parcel that is done with left there."""
        self.journal.lighten()

    def forget(self) -> None:
        """Start afresh from the journal, after a fault."""
        self.journal.forget(set())
