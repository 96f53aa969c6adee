"""What is known about one thing, of this bench and of others, for whoever reads a journal beside the bench that writes it."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.domain.events import Recorded
from app.domain.history import History, in_order
from app.store.codec import EventDecoder
from app.store.foreign import in_envelope, read_foreign
from app.store.remote import RemoteEvents
from app.store.statements import EVENT_COLUMNS

_OWN = f"SELECT {EVENT_COLUMNS} FROM event WHERE item_key = ?"
_FOLDED = "SELECT value FROM meta WHERE name = 'folded_arrival'"
_STREAMS = "SELECT stream_id, bench_id, site FROM stream"


class HistoryReader:
    """Reads histories as far as the bench has folded them. One thread at a time."""

    def __init__(self, connection: sqlite3.Connection, mirror: Path) -> None:
        """`connection` reads a journal; the mirror may be missing, and is opened when it is needed."""
        self._connection = connection
        self._remote = RemoteEvents(mirror)
        self._decode = EventDecoder()

    def close(self) -> None:
        """Give the mirror up; the journal stays with whoever opened it."""
        self._remote.close()

    def history(self, key: str) -> History:
        """All events about one key, each after all that was known when it was recorded."""
        records = [self.recorded(row) for row in self._connection.execute(_OWN, (key,))]
        folded = self._connection.execute(_FOLDED).fetchone()
        if folded is not None and int(folded[0]):
            others: list[Any] = self._remote.history(key, int(folded[0]))
            records += (
                in_envelope(row, read_foreign(self._decode, row[3], row[4], row[5], row[6], row[9])[0])
                for row in others
            )
        return in_order(records)

    def recorded(self, row: Sequence[Any]) -> Recorded:
        """The event of a row of the journal, given in the order of EVENT_COLUMNS."""
        return in_envelope(row, self._decode(row[4], row[5], row[9]))

    def origins(self) -> dict[str, tuple[str, str, bool]]:
        """Bench, site and whether it is this one, of every stream that is known."""
        own = {stream: (bench, site, True) for stream, bench, site in self._connection.execute(_STREAMS).fetchall()}
        others = {stream: (bench, site, False) for stream, (bench, site) in self._remote.origins().items()}
        return others | own
