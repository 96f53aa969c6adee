"""How this bench and the central server stand, for the screen; and what other benches did, folded in between two commands."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.bench.sync_view import SyncProblem, SyncView
from app.bench.work import Work
from app.domain.commands import RecordSync
from app.store.folding import Folded, fold
from app.store.journal import Journal
from app.store.rehome import CLASH, TWIN, carry_out_orders
from app.store.tables import IN_CONFLICT, RACE

log = logging.getLogger(__name__)

CONFLICTS = (
    f"SELECT (SELECT count(*) FROM item WHERE {IN_CONFLICT} AND conflict & {RACE})"
    f" + (SELECT count(*) FROM parcel WHERE {IN_CONFLICT} AND conflict & {RACE})"
    # Two records of one thing are one thing to settle, and a third makes it two.
    f" + (SELECT (count(*) + 1) / 2 FROM item WHERE {IN_CONFLICT} AND conflict > {RACE})"
    f" + (SELECT (count(*) + 1) / 2 FROM parcel WHERE {IN_CONFLICT} AND conflict > {RACE})"
    f" + (SELECT count(*) FROM meta m JOIN item i ON i.lpn >= 'R' || substr(m.name, {len(CLASH) + 1})"
    f"      AND i.lpn < 'R' || substr(m.name, {len(CLASH) + 1}) || '~' AND i.status <> 'voided'"
    "      AND i.bench_id IN (SELECT bench_id FROM stream)"
    f"    WHERE m.name >= '{CLASH}' AND m.name < '{CLASH}~')"
    f" + (SELECT count(DISTINCT i.item_id) FROM meta m JOIN item i ON i.item_id = substr(m.name, {len(TWIN) + 1})"
    "      AND i.lpn = m.value AND i.status <> 'voided'"
    "      JOIN item o ON o.lpn = i.lpn AND o.item_id <> i.item_id AND o.status <> 'voided'"
    f"    WHERE m.name >= '{TWIN}' AND m.name < '{TWIN}~')"
)
"""How many things a lead has to settle."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at what other benches did.

    Attributes:
        changed: something may have to be shown anew.
        more: more is waiting; look again as soon as nobody waits.
    """

    changed: bool = False
    more: bool = False


class Central:
    """Keeps what the agent told last, and how far the server has this bench's own events."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._told: RecordSync | None = None
        self._lacking: dict[str, int] = {}
        self._acknowledged: dict[str, int] = {}
        self._ahead: tuple[str, int] | None = None
        self._aside: frozenset[str] = frozenset()

    @property
    def joined(self) -> bool:
        """Whether this bench has a central server: its agent has been heard of."""
        return self._told is not None

    def tell(self, told: RecordSync) -> None:
        """The agent tells how it is. Carries out what it asks of this bench; raises KnownError when the disk refuses that."""
        self._told = told
        if told.order:
            self.carry_out()
        self._count()

    def carry_out(self) -> bool:
        """Carry out orders that wait; whether there were any."""
        done = carry_out_orders(self._journal, self._journal.remote.path)
        return bool(done)

    def look(self, now: datetime, give_way: Callable[[], bool] = lambda: False) -> Looked:
        """Fold some of what other benches did, unless somebody is waiting before anything is written. Raises KnownError when the disk refuses."""
        folded: Folded = fold(self._journal, int(now.timestamp() * 1000), give_way=give_way)
        if folded.keys:
            self._ahead = folded.ahead
            self._aside = (self._aside - folded.keys) | folded.aside
        before = self._unsent()
        self._count()
        return Looked(bool(folded.keys) or self._unsent() != before, folded.more)

    def view(self, work: Work, conflicts: int) -> SyncView | None:
        """What the screen shows; None without a server."""
        told = self._told
        if told is None:
            return None
        problem = SyncProblem(told.code, told.params) if told.code else None
        if problem is None and self._ahead is not None:
            bench, ahead_ms = self._ahead
            problem = SyncProblem("clock_ahead", (("bench", bench), ("minutes", str(ahead_ms // 60_000))))
        if problem is None and self._aside:
            problem = SyncProblem("set_aside", (("things", str(len(self._aside))),))
        return SyncView(
            state=told.state,
            unsent=self._unsent(),
            last_contact=work.local(told.last_contact) if told.last_contact else None,
            problem=problem,
            conflicts=conflicts,
            feed=told.feed,
        )

    @property
    def unsent(self) -> int | None:
        """Facts that the server has not acknowledged, those of the last commit included; None without a server."""
        return None if self._told is None else self._unsent()

    def _count(self) -> None:
        """Read how far the server is; streams that are not written any more need no counting later."""
        self._acknowledged = self._journal.remote.acknowledged()
        rows = self._journal.connection.execute("SELECT stream_id, last_seq FROM stream WHERE current = 0").fetchall()
        self._lacking = {stream: max(0, last - self._acknowledged.get(stream, 0)) for stream, last in rows}

    def _unsent(self) -> int:
        head = self._journal.head
        return max(0, head.last_seq - self._acknowledged.get(head.stream_id, 0)) + sum(self._lacking.values())
