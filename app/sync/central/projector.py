"""The projector: central events folded into the tables item, parcel, parcel_line, stock_movement and conflict.

It works in batches, one transaction each: lock the row of its share, read the events beyond the cursor, fold the whole history of
every key they touch, write what differs, move the cursor. Killed anywhere, nothing of the batch was done; done twice, nothing
changes. Several workers each take a share of the keys; dividing the work anew takes over where the slowest of the old workers was.

Kinds that this release does not know are passed by. An event that cannot be read stands in `projector_unread` and its key is
folded without it; a key whose rows the server refuses is left as it was and stands there too.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.history import History
from app.domain.parcel import last_received
from app.errors import KnownError
from app.sync.central.histories import CentralHistories, Unread
from app.sync.central.projected import Rows, lock_parcels, parcels_of, settle, write
from app.sync.central.schema import engine_of
from app.sync.central.shares import Share
from app.sync.central.windows import Lag, as_arrays, events_in_stretches, windows

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

BATCH_EVENTS = 4_000
DIVIDED_ANEW = 4
"""Exit code of a worker whose share is gone: to start it again as it was would divide the work anew in its turn."""

_BEHIND = """
SELECT s.stream_id::text, coalesce(c.seq, 0), s.last_seq
FROM dockgrade.stream AS s LEFT JOIN dockgrade.projector_cursor AS c ON c.share = %s AND c.stream_id = s.stream_id
WHERE s.last_seq <> coalesce(c.seq, 0)"""
_ADVANCE = """
INSERT INTO dockgrade.projector_cursor (share, stream_id, seq)
SELECT %s, w.stream_id, w.upto FROM unnest(%s::uuid[], %s::bigint[]) AS w (stream_id, upto)
ON CONFLICT (share, stream_id) DO UPDATE SET seq = excluded.seq"""
_TAKE_OVER = """
INSERT INTO dockgrade.projector_cursor (share, stream_id, seq)
SELECT new.share, old.stream_id, old.seq
FROM unnest(%s::text[]) AS new (share)
CROSS JOIN (
  SELECT stream_id, min(seq) AS seq FROM dockgrade.projector_cursor
  WHERE share = ANY(%s) GROUP BY stream_id HAVING count(*) = %s
) AS old"""
_NOTE_UNREAD = """
INSERT INTO dockgrade.projector_unread (stream_id, seq, event_id, item_key, kind, schema_version, why)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (stream_id, seq) DO UPDATE SET why = excluded.why"""

_PAGE = {
    sort: f"SELECT {sort}_id FROM dockgrade.{sort} WHERE {sort}_id > %s ORDER BY {sort}_id LIMIT %s"
    for sort in ("item", "parcel")
}
_PAGE_ROWS = 5_000
_THERE = "SELECT DISTINCT item_key FROM dockgrade.event WHERE item_key = ANY(%s)"

_ATTEMPTS = 5
_PROJECTED = ("item:", "parcel:")


class DividedAnewError(KnownError):
    """Another projector has divided the work differently since this one began."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one batch did.

    Attributes:
        events: read beyond the cursor, of all shares.
        keys: folded, of this share.
        unread: events that were put aside.
        behind: events that are still to be read.
        rewound: the server has fewer events than were folded: everything is folded again.
    """

    events: int
    keys: int
    unread: int
    behind: int
    rewound: bool = False


class Projector:
    """One worker on one connection (autocommit; each step is a transaction of its own)."""

    def __init__(
        self, connection: "psycopg.Connection[Any]", share: Share | None = None, *, batch_events: int = BATCH_EVENTS
    ) -> None:
        self._connection = connection
        self._share = share or Share()
        self._batch_events = batch_events
        self._histories = CentralHistories(connection)
        self._engine = engine_of(connection)

    def prepare(self) -> None:
        """Divide the work as this worker expects it, where it is not; call once before the first step.

        Waits for batches of the old division. The new shares begin where the last of the old ones was, stream by stream.
        """
        names = [share.name for share in self._share.all()]
        run = self._connection.execute
        with self._connection.transaction():
            run("LOCK TABLE dockgrade.projector_share IN EXCLUSIVE MODE")
            old = [name for (name,) in run("SELECT share FROM dockgrade.projector_share").fetchall()]
            if sorted(old) == sorted(names):
                return
            taken = run(_TAKE_OVER, ([f"new {name}" for name in names], old, len(old))).rowcount
            run("DELETE FROM dockgrade.projector_cursor WHERE share NOT LIKE 'new %'")
            run("UPDATE dockgrade.projector_cursor SET share = substr(share, 5)")
            run("DELETE FROM dockgrade.projector_share")
            run("INSERT INTO dockgrade.projector_share SELECT unnest(%s::text[])", (names,))
            log.info("%d shares take over from %d, at %d cursors", len(names), len(old), taken)

    def refold(self) -> None:
        """Let the next steps fold everything again, and take out rows of parcels and items without any event."""
        with self._connection.transaction():
            self._lock()
            log.info("share %s: everything is folded again, as asked", self._share.name)
            self._rewind()

    def step(self) -> Step:
        """Project one batch. Raises DividedAnewError, and psycopg.Error when the server or the connection fails."""
        import psycopg

        for _ in range(_ATTEMPTS - 1):
            try:
                return self._step()
            except (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure):
                log.info("share %s: another worker was first, once more", self._share.name)
        return self._step()

    def _step(self) -> Step:
        run = self._connection.execute
        with self._connection.transaction():
            self._lock()
            behind = self._behind()
            if any(lag.events < 0 for lag in behind):
                log.warning(
                    "share %s: the server has fewer events than were folded; everything is folded again",
                    self._share.name,
                )
                self._rewind()
                return Step(0, 0, 0, sum(lag.events for lag in self._behind()), rewound=True)
            chosen = windows(behind, self._batch_events * self._share.of)
            if not chosen:
                return Step(0, 0, 0, 0)
            keys, events = self._touched(chosen)
            unread = self._project(keys) if keys else 0
            streams, _, upto = as_arrays(chosen)
            run(_ADVANCE, (self._share.name, streams, upto))
        left = sum(lag.events for lag in behind) - events
        return Step(events, len(keys), unread, left)

    def _lock(self) -> None:
        # A batch asks for some hundred keys of tables that grow for ever. Statistics that lag behind must not make a plan that reads
        # all of them, nor one that is worth compiling.
        self._connection.execute("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")
        found = self._connection.execute(
            "SELECT 1 FROM dockgrade.projector_share WHERE share = %s FOR UPDATE", (self._share.name,)
        ).fetchone()
        if found is None:
            raise DividedAnewError(
                f"Another projector has divided the work anew; there is no share {self._share.name} any more.",
                "Start all workers with the same number behind the slash in --share.",
                exit_code=DIVIDED_ANEW,
            )

    def _behind(self) -> list[Lag]:
        return [Lag(*row) for row in self._connection.execute(_BEHIND, (self._share.name,))]

    def _touched(self, chosen: list[Lag]) -> tuple[list[str], int]:
        """The keys of this share that these stretches touch, and how many events they hold."""
        touched = f"SELECT e.item_key, count(*) {events_in_stretches(self._engine)} GROUP BY e.item_key"
        found = self._connection.execute(touched.encode(), as_arrays(chosen)).fetchall()
        events = sum(count for _, count in found)
        expected = sum(lag.events for lag in chosen)
        if events != expected:
            raise KnownError(
                f"Expected {expected} events below the heads of their streams, got {events}: the central record has gaps.",
                "Restore the server from a backup, or from its standby; the benches send what it lacks again.",
            )
        return [key for key, _ in found if key.startswith(_PROJECTED) and self._share.holds(key)], events

    def _project(self, keys: list[str]) -> int:
        """Fold these keys and write their rows; returns how many events had to be left out."""
        self._histories.unread.clear()
        histories = self._histories.read(keys)
        parcels = {key.partition(":")[2] for key in histories if key.startswith("parcel:")}
        for history in histories.values():
            parcels |= parcels_of(history)
        concerned = lock_parcels(self._connection, parcels)
        # Read under the lock: whoever takes a parcel in later sees the items that are written here, and passes its time on.
        outside = [f"parcel:{name}" for name in sorted(parcels) if f"parcel:{name}" not in histories]
        received = _received({**histories, **self._histories.read(outside)})
        self._write(histories, received)
        settle(self._connection, lock_parcels(self._connection, concerned), received)
        unread = self._histories.unread
        self._note(unread)
        return len(unread)

    def _write(self, histories: dict[str, History], received: dict[str, str]) -> None:
        """Write the rows of these histories; where the server refuses a value, all but the key that it stands in."""
        import psycopg

        try:
            with self._connection.transaction():
                rows = Rows()
                for key, history in histories.items():
                    rows.add(key, history, received, self._histories.origin_of)
                write(self._connection, rows)
        except (psycopg.DataError, psycopg.IntegrityError, psycopg.errors.ProgramLimitExceeded) as err:
            if len(histories) > 1:
                items = list(histories.items())
                for half in (items[: len(items) // 2], items[len(items) // 2 :]):
                    self._write(dict(half), received)
                return
            ((key, history),) = histories.items()
            log.warning("%s is left as it was", key, exc_info=True)
            last = history[-1]
            why = f"{key} could not be projected: {str(err).partition(chr(10))[0]}"
            self._histories.unread.append(Unread(last.stream_id, last.seq, last.event_id, key, last.kind, 0, why))

    def _note(self, unread: Collection[Unread]) -> None:
        for one in unread:
            self._connection.execute(
                _NOTE_UNREAD,
                (one.stream_id, one.seq, one.event_id, one.key, one.kind, one.schema_version, one.why),
            )

    def _rewind(self) -> None:
        """Forget the cursor of this share, and rows whose events are gone, as after a restore of a part of the server."""
        run = self._connection.execute
        run("DELETE FROM dockgrade.projector_cursor WHERE share = %s", (self._share.name,))
        orphans = self._without_events()
        ids = [key.partition(":")[2] for key in orphans]
        lost = run("SELECT DISTINCT parcel_id FROM dockgrade.item WHERE item_id = ANY(%s)", (ids,)).fetchall()
        concerned = lock_parcels(self._connection, [parcel_id for (parcel_id,) in lost])
        run("DELETE FROM dockgrade.item WHERE item_id = ANY(%s)", (ids,))
        run("DELETE FROM dockgrade.parcel WHERE parcel_id = ANY(%s)", (ids,))
        run("DELETE FROM dockgrade.parcel_line WHERE parcel_id = ANY(%s)", (ids,))
        run("DELETE FROM dockgrade.stock_movement WHERE item_key = ANY(%s)", (orphans,))
        run("DELETE FROM dockgrade.conflict WHERE item_key = ANY(%s)", (orphans,))
        run("DELETE FROM dockgrade.mark WHERE item_key = ANY(%s)", (orphans,))
        run("DELETE FROM dockgrade.merged WHERE parcel_id = ANY(%s)", (ids,))
        settle(self._connection, concerned, {})

    def _without_events(self) -> list[str]:
        """Keys of this share that have a row and no event any more."""
        run = self._connection.execute
        found: list[str] = []
        for table in ("item", "parcel"):
            after = ""
            while page := run(_PAGE[table], (after, _PAGE_ROWS)).fetchall():
                after = page[-1][0]
                keys = [key for (name,) in page if self._share.holds(key := f"{table}:{name}")]
                there = {key for (key,) in run(_THERE, (keys,)).fetchall()}
                found += [key for key in keys if key not in there]
        return found


def _received(histories: dict[str, History]) -> dict[str, str]:
    """When each parcel was received, by its id."""
    found: dict[str, str] = {}
    for key, history in histories.items():
        record = last_received(history) if key.startswith("parcel:") else None
        if record is not None:
            found[key.partition(":")[2]] = record.wall_at
    return found
