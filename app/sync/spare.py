"""A spare series of license plate numbers, fetched while the one in use still has room.

A series that a bench draws by itself may be another bench's, and their labels would be taken for each other. The server hands out
series of which it knows that they are free. One that was fetched and is never used costs nothing but itself.
"""

import logging

from app.store.lpn_room import LAST_COUNTER, SPARE_BELOW, spare_name
from app.sync.faults import UnexpectedError
from app.sync.journal import JournalReader
from app.sync.server import Server
from app.sync.state import SyncState

log = logging.getLogger(__name__)

_NEW_SERIES = "SELECT dockgrade.new_series_v1(%s)"


def keep_spare(server: Server, journal: JournalReader, state: SyncState) -> None:
    """Fetch a series for the stream that is written when few numbers are left and none is waiting. Raises SyncError."""
    stream = journal.numbering()
    if stream is None or LAST_COUNTER - stream.next_counter >= SPARE_BELOW:
        return
    name = spare_name(stream.stream_id)
    if state.get(name) not in {None, stream.series}:
        return
    rows = server.durably(_NEW_SERIES, (stream.stream_id,))
    if len(rows) != 1 or not rows[0][0]:
        raise UnexpectedError("new_series_v1 returned no series")
    state.put(**{name: str(rows[0][0])})
    log.info("series %s will follow %s", rows[0][0], stream.series)
