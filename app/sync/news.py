"""What is new on the server, once a second: the heads that moved, their events if they are few, and how far the feeds are.

All of it is one question (`news_v1`): it tells how far we hold each stream, and the answer holds what differs. A stream that the answer
does not name stands where we said. The first question of a connection reads all heads, as every question does of a server that is too
old to have the function; that question is also asked again when fewer streams can be read than are known here, for the answer names
those that are there and not those that are gone.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.sync.arrays import PackedArray, bigint_array, hash_array, uuid_array
from app.sync.feeds import KINDS, feed_heads
from app.sync.handshake import START, Mark
from app.sync.heads import Head, heads
from app.sync.server import Server

NEWS_SINCE = 8
"""The first version of the central schema that has the function."""
ROWS = 100
"""Events in one answer; what is more is fetched in batches, stream by stream."""

NEWS = "SELECT * FROM dockgrade.news_v1(%b::uuid[], %b::bigint[], %b::bytea[], %s::integer)"
"""Takes streams in ascending order, with the number and the hash of the last event of each that is held here; and how many events."""

_ITEM_KEY, _HASH = 4, 14
"""Places in a row of the answer: what it is, an event's columns, bench_id, site, series, closed."""


@dataclass(frozen=True, slots=True)
class News:
    """One look at the server.

    Attributes:
        heads: of every stream that this role may read.
        moved: the streams whose head may be another than the mark that was given for them.
        rows: the next events of streams that are not ours, as rows of EVENT_COLUMNS, if they came along; some may be missing.
        feeds: how far each feed has been published.
    """

    heads: Mapping[str, Head]
    moved: Collection[str]
    rows: Mapping[str, list[tuple[Any, ...]]]
    feeds: Mapping[str, int]


class Lookout:
    """Looks at the server, on one connection, and remembers whose each stream is.

    Attributes:
        schema_version: of the server, once it has said hello; 0 before.
    """

    def __init__(self, server: Server) -> None:
        self.schema_version = 0
        self._server = server
        self._heads: dict[str, Head] = {}
        self._streams: PackedArray | None = None

    def look(self, held: Mapping[str, Mark]) -> News:
        """Ask; `held` is how far each stream is held here, and for our own what the server has acknowledged. Raises SyncError."""
        if not self._heads or self.schema_version < NEWS_SINCE:
            return self._look_at_all()
        known = self._heads
        marks = [held.get(stream_id, START) for stream_id in known]
        if self._streams is None:
            self._streams = uuid_array(list(known))
        told: dict[str, Head] = {}
        rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        feeds: dict[str, int] = {}
        count = 0
        numbers, hashes = bigint_array([mark.seq for mark in marks]), hash_array([mark.hash for mark in marks])
        pace = self._server.pace
        with pace.watched():
            answer = self._server.rows(NEWS, (self._streams, numbers, hashes, pace.of(ROWS)))
        for row in answer:
            match row[0]:
                case "event":
                    rows[row[1]].append(row[1 : _HASH + 1])
                case "head":
                    told[row[1]] = Head(row[1], row[15], row[16], row[17], Mark(row[2], row[_HASH]), row[18])
                case "feed" if row[_ITEM_KEY] in KINDS:
                    feeds[row[_ITEM_KEY]] = row[2]
                case "streams":
                    count = row[2]
        silent = [
            replace(head, mark=mark)
            for head, mark in zip(known.values(), marks, strict=True)
            if head.mark.hash != mark.hash and head.stream_id not in told
        ]
        self._remember(told | {head.stream_id: head for head in silent})
        if len(self._heads) != count:
            return self._look_at_all()
        return News(self._heads, told.keys(), rows, feeds)

    def _remember(self, told: Mapping[str, Head]) -> None:
        """Keep heads in order of stream, as the server wants to be asked."""
        fresh = told.keys() - self._heads.keys()
        self._heads.update(told)
        if fresh:
            self._heads = dict(sorted(self._heads.items()))
            self._streams = None

    def _look_at_all(self) -> News:
        self._heads = dict(sorted(heads(self._server).items()))
        self._streams = None
        return News(self._heads, self._heads.keys(), {}, feed_heads(self._server))
