"""What the pages ask of a real site: its journal, and what was announced to it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from app.errors import KnownError
from app.reference.expected import ExpectedReturn, find_expected, find_expected_within
from app.reference.lookup import Lookup
from app.store.conflict_queries import ConflictQueries
from app.store.conflict_records import ClashRecord, ConflictRecord, DuplicateRecord
from app.store.queries import JournalQueries
from ui.ports import Finds, ReadingRecord

HIDDEN_BADGE = "B-…"
LOOKED_AT = (40,)
"""Expected returns that a search looks at: each costs a look-up or two, while somebody types."""
LOOKED_AT_WITHIN = (200, 2_000)
"""The same for the thorough search, and the next number when too many of the first were received already."""

_log = logging.getLogger(__name__)


class SiteQueries(JournalQueries):
    """Implements `ui.ports.Queries`. Used by the window's thread only, but for `find` and `find_within`."""

    def __init__(self, journal: Path, mirror: Path) -> None:
        """Raises KnownError when the journal cannot be read."""
        super().__init__(journal, mirror)
        self._files = (journal, mirror)
        self._conflicts = ConflictQueries(journal, mirror)

    def close(self) -> None:
        """Give the files up."""
        self._conflicts.close()
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

    @contextmanager
    def _readers(self) -> Iterator[tuple[JournalQueries, Lookup]]:
        """The files once more, for the thread that asks."""
        journal, mirror = self._files
        with closing(Lookup(mirror)) as lookup, closing(JournalQueries(journal, mirror)) as queries:
            yield queries, lookup

    def find(self, text: str, limit: int) -> Finds:
        """Parcels, expected returns and items; for any thread. A return that was received already is told by its parcel."""
        text = text.strip()
        if not text:
            return Finds()
        with self._readers() as (queries, lookup):
            found = queries.search(text, limit)
            announced = _announced(partial(find_expected, lookup, text), queries, LOOKED_AT)
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
        with self._readers() as (queries, lookup):
            found = _announced(partial(find_expected_within, lookup, text.strip()), queries, LOOKED_AT_WITHIN)
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


def _announced(
    search: Callable[[int], tuple[ExpectedReturn, ...]], queries: JournalQueries, looked_at: tuple[int, ...]
) -> Finds:
    """What is still to come, as many as the first number, and the parcels of what was received already.

    Nothing while the reference data cannot be read: the bench says so with the next scan.
    """
    found = Finds()
    for limit in looked_at:
        try:
            expected = search(limit)
        except KnownError as err:
            _log.warning("expected returns cannot be searched: %s", err.title)
            return Finds()
        found = _without_received(queries, expected)
        if len(expected) < limit or found.expected[looked_at[0] // 2 :]:
            break
    return Finds(found.parcels, found.expected[: looked_at[0]])


def _without_received(queries: JournalQueries, expected: tuple[ExpectedReturn, ...]) -> Finds:
    """What is still to come, and the parcels of what was received already."""
    codes = tuple({code for each in expected for code in (each.rma, each.tracking) if code})
    received = queries.received(codes) if codes else ()
    there = {code for parcel in received for code in (parcel.label, *parcel.rmas)}
    return Finds(received, tuple(each for each in expected if each.rma not in there))
