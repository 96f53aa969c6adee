"""Other benches' events into this bench's projections, a few keys at a time, so that no scan waits for them."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from msgspec.structs import replace

from app.domain.history import History
from app.errors import KnownError
from app.store.engine import disk_error, give_up
from app.store.journal import FOLDED_ARRIVAL, FOLDED_MIRROR, Journal
from app.store.projections import Counted, Projector
from app.store.rebuild import rebuild

log = logging.getLogger(__name__)

KEYS_A_TURN = 4
"""A scan that comes in the middle waits for the turn: fifty keys took 14 to 29 ms of processor time, more than a frame."""
LOOKED_AT = 500
"""So many changes are looked at for that many keys: one thing's changes mostly stand together."""

AHEAD_MS = 5 * 60 * 1000
"""A clock that is further ahead than this is wrong, and is told."""


@dataclass(frozen=True, slots=True)
class Folded:
    """What one turn did.

    Attributes:
        keys: things whose state may have changed.
        more: whether changes are left for the next turn.
        ahead: bench and milliseconds of a clock that is more than five minutes ahead of this one's; None when none is.
        aside: of `keys`, those whose rows stayed as they were, since an event about them is damaged or makes no sense.
    """

    keys: frozenset[str] = frozenset()
    more: bool = False
    ahead: tuple[str, int] | None = None
    aside: frozenset[str] = frozenset()


def fold(
    journal: Journal, now_ms: int, limit: int = KEYS_A_TURN, *, give_way: Callable[[], bool] = lambda: False
) -> Folded:
    """Fold the next changes, at most `limit` things. Nothing is done while the mirror cannot be read.

    Whenever `give_way` says so before the first write, the turn is put off: half of its time goes into reading.

    This bench's hybrid clock is brought past every event that is folded, whatever the wall clocks say, so that what is recorded from
    now on stands behind all that was known. Raises KnownError when the disk refuses; then nothing of the turn was written.
    """
    remote = journal.remote
    mirror_id = remote.mirror_id()
    if not mirror_id:
        return Folded()
    if journal.folded and (mirror_id != journal.folded_mirror or remote.last_arrival() < journal.folded):
        if not remote.readable:
            return Folded()
        log.warning("mirror.db is another one: what other benches did is folded in anew")
        rebuild(journal, {FOLDED_ARRIVAL: "0", FOLDED_MIRROR: mirror_id})
    journal.folded_mirror = mirror_id
    keys, cursor, more = _next(journal, limit)
    unsure = set(journal.unsure)
    keys |= unsure
    if cursor == journal.folded and not keys:
        return Folded()
    before = journal.folded
    journal.unsure.clear()
    histories: dict[str, History] = {}
    aside: set[str] = set()
    for key in keys:
        if give_way():
            break
        try:
            histories[key] = journal.history_upto(key, cursor)
        except KnownError:  # our own part of it was damaged on the disk
            log.warning("%s is left as it was", key, exc_info=True)
            aside.add(key)
    clock, stream = remote.newest_clock(cursor, before)
    if not remote.readable or journal.unsure:
        journal.unsure.update(keys)
        return Folded()
    if give_way() or len(histories) + len(aside) < len(keys):
        journal.unsure.update(unsure)
        return Folded(more=True)
    head = replace(journal.head, last_hlc=max(journal.head.last_hlc, clock))
    connection, sql = journal.connection, journal.statements
    try:
        connection.execute("BEGIN IMMEDIATE")
        changed, refused = _write(journal, histories)
        connection.execute(sql.set_meta, (FOLDED_ARRIVAL, str(cursor)))
        connection.execute(sql.set_meta, (FOLDED_MIRROR, mirror_id))
        if head.last_hlc != journal.head.last_hlc:
            connection.execute("UPDATE stream SET last_hlc = ? WHERE stream_id = ?", (head.last_hlc, head.stream_id))
        connection.execute("COMMIT")
    except BaseException as err:
        give_up(connection)
        journal.unsure.update(unsure)
        if isinstance(err, sqlite3.Error):
            raise disk_error(err, journal.path) from err
        raise
    journal.head = head
    journal.folded = cursor
    journal.take_over({key: history for key, history in histories.items() if key not in refused}, changed)
    ahead_ms = (clock >> 16) - now_ms
    ahead = (journal.origin_of(stream).bench_id, ahead_ms) if ahead_ms > AHEAD_MS else None
    return Folded(frozenset(keys), more, ahead, frozenset(aside | refused))


def _write(journal: Journal, histories: dict[str, History]) -> tuple[set[Counted], set[str]]:
    """Write the rows of these histories; where one makes no sense, of all the others. Returns what changed, and which were left out."""
    connection = journal.connection
    projector = Projector(
        journal.statements,
        lambda key: histories[key] if key in histories else journal.history(key),
        journal.origin_of,
        alone=False,
    )
    try:
        with _savepoint(connection):
            return projector.write(connection, histories), set()
    except Exception as err:
        if _is_of_the_disk(err):
            raise
        # Whatever it is: nobody would be helped by all the others waiting behind it for ever.
        log.warning("one of %s cannot be folded", ", ".join(sorted(histories)), exc_info=True)
    changed: set[Counted] = set()
    refused: set[str] = set()
    for key in sorted(histories, key=lambda key: (not key.startswith("parcel:"), key)):
        try:
            with _savepoint(connection):
                changed |= projector.write(connection, (key,))
        except Exception as err:
            if _is_of_the_disk(err):
                raise
            log.warning("%s is left as it was: %s", key, err)
            refused.add(key)
    return changed, refused


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """What is done inside is done whole or not at all."""
    connection.execute("SAVEPOINT turn")
    try:
        yield
    except Exception as err:
        if not _is_of_the_disk(err):
            connection.execute("ROLLBACK TO turn")
            connection.execute("RELEASE turn")
        raise
    connection.execute("RELEASE turn")


def _is_of_the_disk(err: Exception) -> bool:
    """Whether the file is at fault, and not what was to be written."""
    of_values = sqlite3.IntegrityError | sqlite3.DataError | sqlite3.InterfaceError | sqlite3.ProgrammingError
    return isinstance(err, sqlite3.Error) and not isinstance(err, of_values)


def _next(journal: Journal, limit: int) -> tuple[set[str], int, bool]:
    """The keys to fold next, the cursor after them, and whether more are left. Nothing is folded of what happens at a bench itself."""
    cursor = journal.folded
    keys: set[str] = set()
    changes = journal.remote.changes(cursor, LOOKED_AT)
    for arrival, key in changes:
        if not key.startswith("bench:") and key not in keys:
            if len(keys) == limit:
                return keys, cursor, True
            keys.add(key)
        cursor = arrival
    return keys, cursor, len(changes) == LOOKED_AT
