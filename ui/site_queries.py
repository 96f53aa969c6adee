"""What the pages ask of a real site: its journal, and what was announced to it."""

import logging
from collections.abc import Callable
from pathlib import Path

from app.errors import KnownError
from app.reference.expected import ExpectedReturn, find_expected, find_expected_within
from app.reference.lookup import Lookup
from app.store.conflict_queries import ConflictQueries
from app.store.conflict_records import ClashRecord, ConflictRecord, DuplicateRecord
from app.store.queries import JournalQueries
from ui.ports import Finds, ReadingRecord

HIDDEN_BADGE = "B-…"
MOST_EXPECTED = 40
"""Expected returns that a search lists: each costs a look-up or two, while somebody types."""
MOST_EXPECTED_WITHIN = 200
"""Expected returns that the thorough search looks at; those that were received already are among them."""

_log = logging.getLogger(__name__)


class SiteQueries(JournalQueries):
    """Implements `ui.ports.Queries`. Used by the window's thread only, but for `find_within`."""

    def __init__(self, journal: Path, mirror: Path) -> None:
        """Raises KnownError when the journal cannot be read; expected returns are read when they are first searched for."""
        super().__init__(journal, mirror)
        self._files = (journal, mirror)
        self._lookup = Lookup(mirror)
        self._conflicts = ConflictQueries(journal, mirror)

    def close(self) -> None:
        """Give the files up."""
        self._conflicts.close()
        self._lookup.close()
        super().close()

    def conflicts(self, limit: int, offset: int) -> tuple[ConflictRecord, ...]:
        """What two benches decided without knowing of each other, and no lead has settled; oldest first."""
        return self._conflicts.conflicts(limit, offset)

    def duplicates(self, limit: int, offset: int) -> tuple[DuplicateRecord, ...]:
        """Things that two benches took in, and no lead has settled; oldest first."""
        return self._conflicts.duplicates(limit, offset)

    def label_clashes(self, limit: int, offset: int) -> tuple[ClashRecord, ...]:
        """Items of this bench whose label another bench has printed too, until they have a new one; oldest first."""
        return self._conflicts.label_clashes(limit, offset)

    def find(self, text: str, limit: int) -> Finds:
        """Parcels, expected returns and items. A return that was received already is told by its parcel."""
        text = text.strip()
        if not text:
            return Finds()
        found = self.search(text, limit)
        expected = _expected(find_expected, self._lookup, text, min(limit, MOST_EXPECTED))
        announced = _without_received(self, expected)
        known = {parcel.parcel_id for parcel in found.parcels}
        return Finds(
            parcels=(*found.parcels, *(parcel for parcel in announced.parcels if parcel.parcel_id not in known))[
                :limit
            ],
            expected=announced.expected,
            items=found.items,
        )

    def find_within(self, text: str, limit: int) -> Finds:
        """Expected returns that hold the text anywhere, and the parcels of those that were received; for any thread."""
        journal, mirror = self._files
        lookup = Lookup(mirror)
        try:
            expected = _expected(find_expected_within, lookup, text.strip(), MOST_EXPECTED_WITHIN)
        finally:
            lookup.close()
        if not expected:
            return Finds()
        queries = JournalQueries(journal, mirror)
        try:
            found = _without_received(queries, expected)
        finally:
            queries.close()
        return Finds(found.parcels[:limit], found.expected[:limit])

    def readings(self, text: str, aim: str) -> tuple[ReadingRecord, ...]:
        """What a scanned text may mean, likeliest first; a badge's token is hidden."""
        from app.symbols.parse import parse
        from app.symbols.readings import Kind

        return tuple(
            ReadingRecord(
                kind=reading.kind.value,
                value=HIDDEN_BADGE if reading.kind is Kind.BADGE else reading.value,
                valid=reading.valid,
                reason=reading.reason,
                carrier=reading.carrier or "",
            )
            for reading in parse(text, aim)
        )


def _expected(
    search: Callable[[Lookup, str, int], tuple[ExpectedReturn, ...]], lookup: Lookup, text: str, limit: int
) -> tuple[ExpectedReturn, ...]:
    """None while the reference data cannot be read: the bench says so with the next scan."""
    try:
        return search(lookup, text, limit)
    except KnownError as err:
        _log.warning("expected returns cannot be searched: %s", err.title)
        return ()


def _without_received(queries: JournalQueries, expected: tuple[ExpectedReturn, ...]) -> Finds:
    """What is still to come, and the parcels of what was received already."""
    codes = tuple({code for each in expected for code in (each.rma, each.tracking) if code})
    received = queries.received(codes) if codes else ()
    there = {code for parcel in received for code in (parcel.label, *parcel.rmas)}
    return Finds(received, tuple(each for each in expected if each.rma not in there))
