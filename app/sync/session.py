"""What the agent does on one connection: compare heads, send, fetch, follow the feeds."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.sync.faults import (
    ForkError,
    JournalDamagedError,
    MirrorBusyForSyncError,
    NotEnrolledError,
    OtherServerError,
    ServerDamagedError,
    StreamMovedError,
    SyncError,
    UnexpectedError,
)
from app.sync.feeds import Feeds
from app.sync.handshake import START, Finding, Mark, common_prefix, judge, needs_new_stream
from app.sync.heads import Head, heads
from app.sync.journal import JournalReader, LocalStream
from app.sync.mirror import Mirror
from app.sync.news import Lookout, News
from app.sync.orders import Order, Orders, Reason, clash, open_stream
from app.sync.pull import Puller, server_hash_at
from app.sync.push import confirm, push_stream
from app.sync.server import Hello, Server, hello
from app.sync.spare import keep_spare
from app.sync.state import SyncState

log = logging.getLogger(__name__)

_HASHES_A_BATCH = 10_000
HELLO_S = 30.0
"""So often an agent that stays connected looks whether the server was restored. Behind a pooler the connection may outlive the server."""


@dataclass(slots=True)
class Counts:
    """What the agent has done since it started."""

    pushed: int = 0
    pulled: int = 0
    fed: int = 0


@dataclass(slots=True)
class Acks:
    """What the server has acknowledged, as known here; `unstored` of it waits for mirror.db to be free."""

    marks: dict[str, Mark] = field(default_factory=dict)
    unstored: set[str] = field(default_factory=set)

    def of(self, stream_id: str) -> Mark:
        """The acknowledged head of a stream."""
        return self.marks.get(stream_id, START)


class Session:
    """One connection and what is known through it. Every method raises SyncError."""

    def __init__(
        self,
        server: Server,
        journal: JournalReader,
        mirror: Mirror,
        *,
        another: Callable[[], Server],
        counts: Counts,
        progressed: Callable[[], None] = lambda: None,
        feeding: Callable[[str, int], None] = lambda _feed, _rows: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self.server = server
        self.counts = counts
        self.acks = Acks()
        self.order = False
        self._journal = journal
        self._mirror = mirror
        self._state = SyncState(mirror)
        self._orders = Orders(mirror)
        self._puller = Puller(server, mirror)
        self._lookout = Lookout(server)
        self._progressed = progressed
        self._feeding = feeding
        self._stopped = stopped
        self._feeds = Feeds(mirror, another=another, between=self._between, stopped=stopped)
        self._ready: tuple[LocalStream, ...] = ()
        self._damage: ServerDamagedError | None = None
        self._unstored: dict[str, str] = {}
        self._whole: dict[
            str, tuple[Mark, Mark]
        ] = {}  # streams that were left, compared at the server's head and our last event
        self.hello: Hello | None = None
        self._said_hello = 0.0

    def begin(self) -> Hello:
        """Say hello. Where the server was restored, or a standby took over, compare everything again."""
        said = hello(self.server)
        self._said_hello = time.monotonic()
        joined, epoch = self._state.get("cluster_id"), self._state.get("epoch")
        if joined is not None and joined != said.cluster_id:
            raise OtherServerError(self.server.address.shown)
        self.hello = said
        self._lookout = Lookout(self.server)
        self._lookout.schema_version = said.schema_version
        self.acks.marks = self._state.acked()
        if epoch is not None and epoch != said.epoch:
            log.info("the server's epoch changed from %s to %s: everything is compared again", epoch, said.epoch)
            try:
                self._verify(restored=epoch.partition("/")[0] != said.epoch.partition("/")[0])
            except ServerDamagedError as err:
                self._damage = err
        values = {"cluster_id": said.cluster_id, "skew_ms": str(said.skew_ms)}
        if self._damage is None:
            values["epoch"] = said.epoch
        self._unstored = {name: value for name, value in values.items() if self._state.get(name) != value}
        self._store()
        return said

    def round(self) -> SyncError | None:
        """Compare heads, send all, fetch all. Returns what needs no new connection: an import in the way, a fork, a damage."""
        problem: SyncError | None = None
        self._hear_of_restores()
        news = self._lookout.look(self.acks.marks | self._puller.cursors())
        on_server = news.heads
        streams = self._journal.streams()
        orders = self._orders.all()
        left = _left(orders, streams)
        pending = {order.replaces for order in orders if order.moves and not order.done(streams)}
        self.order = any(not order.done(streams) for order in orders)
        ready: list[LocalStream] = []
        for stream in streams:
            if stream.stream_id in pending:
                problem = ForkError(stream.stream_id, _common(orders, stream.stream_id), "the bench has to move on")
                continue
            try:
                if self._shake(stream, on_server.get(stream.stream_id), left.get(stream.stream_id), orders):
                    ready.append(stream)
                    self._send(stream)
            except ForkError as err:
                problem, self.order = err, True
            except JournalDamagedError as err:
                problem = err
        self._ready = tuple(ready)
        self._store()
        problem = problem or self._keep_spare()
        fetched = self._fetch(news, streams, ready)
        return problem or fetched or self._damage

    def _hear_of_restores(self) -> None:
        """Begin anew where the server is no longer the one that we said hello to."""
        if time.monotonic() - self._said_hello < HELLO_S or self.hello is None:
            return
        said = hello(self.server)
        self._said_hello = time.monotonic()
        if (said.cluster_id, said.epoch) != (self.hello.cluster_id, self.hello.epoch):
            self._damage = None
            self._whole.clear()
            self.begin()

    def _keep_spare(self) -> SyncError | None:
        if any(stream.current for stream in self._ready):
            try:
                keep_spare(self.server, self._journal, self._state)
            except MirrorBusyForSyncError as err:  # there is time: the next round asks again
                return err
        return None

    def push(self) -> None:
        """Send what the bench has recorded since the last round."""
        for stream in self._ready:
            self._send(stream)
        self._store()

    def _fetch(self, news: News, streams: tuple[LocalStream, ...], ready: list[LocalStream]) -> SyncError | None:
        known = {stream.stream_id for stream in ready}
        leave = {stream.stream_id for stream in streams if stream.current or stream.stream_id not in known}
        # What the bench is ordered to go on in is its own as soon as it obeys. A copy of this home may have obeyed the same order before.
        leave |= {order.new_stream_id for order in self._orders.all() if order.moves and not order.done(streams)}
        own = {stream.stream_id: stream.last for stream in streams}
        try:
            self._puller.renew_if_set_back(*self._journal.folded())
            self.counts.pulled += self._puller.pull(
                news.heads,
                own=own,
                leave=frozenset(leave),
                moved=news.moved,
                brought=news.rows,
                stopped=self._stopped,
                progressed=lambda _: self._progressed(),
            )
            self.counts.fed += self._feeds.follow(self.server, news.feeds)
        except (MirrorBusyForSyncError, ServerDamagedError) as err:
            return err
        return None

    def _shake(self, stream: LocalStream, head: Head | None, left_at: int | None, orders: tuple[Order, ...]) -> bool:
        """Compare one of our streams with the server's head; tells whether it may be sent."""
        stream_id = stream.stream_id
        acked = self.acks.of(stream_id)
        if left_at is not None and acked.seq > stream.last.seq:
            acked = stream.last  # what came after has moved to the stream that took its place
        verdict = judge(
            stream.last.seq,
            lambda seq: self._journal.hash_at(stream_id, seq),
            acked,
            head.mark if head else None,
            closed=head is not None and head.closed,
        )
        finding = verdict.finding
        if finding is Finding.UNKNOWN:
            self._open(stream, orders)
            self._acknowledge(stream_id, START)
            return True
        if left_at is not None and head is not None and head.mark.seq >= stream.last.seq:
            if self._left_whole(stream, head.mark):
                return True
            finding = Finding.FORKED
        if finding is Finding.FORKED or (
            finding is Finding.CLOSED and (stream.current or stream.last.seq > verdict.acked.seq)
        ):
            return self._part(stream, head, finding, acked)
        if finding is Finding.ACK_LOST:
            confirm(self.server, stream_id)  # it is there; now it is also on the standby, where there is one
        if verdict.acked != self.acks.of(stream_id):
            log.info("stream %s: %s, acknowledged up to %d", stream_id, finding.value, verdict.acked.seq)
            self._acknowledge(stream_id, verdict.acked)
        return finding is not Finding.CLOSED

    def _left_whole(self, stream: LocalStream, head: Mark) -> bool:
        """Whether the server has all that is ours of a stream that was left; what follows there is a copy's.

        It may have something else, whatever it once acknowledged: it was put back and another copy sent its own events under those
        numbers, or our journal was put back and carries an order out again, and other events than the first time move.
        """
        stream_id, last = stream.stream_id, stream.last
        if self._whole.get(stream_id) != (head, last):
            there = head.hash if head.seq == last.seq else server_hash_at(self.server, stream_id, last.seq)
            if last.seq and there != last.hash:
                return False
            self._whole[stream_id] = head, last
        if self.acks.of(stream_id) != last:
            self._acknowledge(stream_id, last)
        return True

    def _part(self, stream: LocalStream, head: Head | None, finding: Finding, acked: Mark) -> bool:
        """Server and bench have gone different ways: find out where, and let the bench go on in a new stream."""
        stream_id = stream.stream_id
        said = self.hello
        if head is not None and said is not None and head.site != said.site:
            raise UnexpectedError(
                f"stream {stream_id} of site {head.site} differs, and cannot be read from {said.site}"
            )
        high = min(stream.last.seq, head.mark.seq if head else 0)
        common = common_prefix(
            0, high, lambda seq: server_hash_at(self.server, stream_id, seq) == self._journal.hash_at(stream_id, seq)
        )
        if not needs_new_stream(finding, current=stream.current, local_seq=stream.last.seq, common_seq=common):
            self._acknowledge(stream_id, stream.last)
            return True
        reason: Reason = "restored" if acked.seq > stream.last.seq or common == stream.last.seq else "fork"
        if finding is Finding.CLOSED:
            reason = "clone"
        self._orders.leave_stream(self.server, stream, common, reason)
        raise ForkError(stream_id, common, reason)

    def _open(self, stream: LocalStream, orders: tuple[Order, ...]) -> None:
        """Make a stream known that the server has never heard of, or has forgotten with a restore."""
        said = self.hello
        if said is not None and stream.current and (said.bench_id, said.site) != (stream.bench_id, stream.site):
            raise NotEnrolledError(
                f"{stream.site} {stream.bench_id}", f"its access is for {said.bench_id} at {said.site}"
            )
        replaced = next((one.replaces for one in orders if one.moves and one.new_stream_id == stream.stream_id), None)
        series = open_stream(self.server, stream.stream_id, replaces=replaced, series=stream.series)
        if series != stream.series:
            self._orders.give(clash(stream, series))
            self.order = True

    def _send(self, stream: LocalStream) -> None:
        stream_id = stream.stream_id

        def acknowledged(mark: Mark, count: int) -> None:
            self.counts.pushed += count
            self._acknowledge(stream_id, mark)
            self._progressed()

        push_stream(self.server, self._journal, stream_id, self.acks.of(stream_id), acknowledged, stopped=self._stopped)

    def _acknowledge(self, stream_id: str, mark: Mark) -> None:
        self.acks.marks[stream_id] = mark
        self.acks.unstored.add(stream_id)

    def _store(self) -> None:
        """Store what was learnt; while mirror.db is busy it waits, and the handshake finds it again after a death."""
        if self._mirror.writing:
            return
        try:
            if self._unstored:
                self._state.put(**self._unstored)
                self._unstored = {}
            for stream_id in tuple(self.acks.unstored):
                self._state.acknowledge(stream_id, self.acks.of(stream_id))
                self.acks.unstored.discard(stream_id)
        except MirrorBusyForSyncError:
            log.debug("mirror.db is busy: what was acknowledged is stored later")

    def _between(self, feed: str, rows: int) -> None:
        """While a catalogue is being loaded on another connection, events go on being sent."""
        self._feeding(feed, rows)
        try:
            self.push()
        except StreamMovedError:
            log.info("the server's head moved during a snapshot; the next round looks again")

    def _verify(self, *, restored: bool) -> None:
        """Compare every event of ours that the server has, hash by hash, and the feeds' last changes."""
        on_server = heads(self.server)
        for stream in self._journal.streams():
            head = on_server.get(stream.stream_id)
            if head is not None and self._journal.hash_at(stream.stream_id, head.mark.seq) == head.mark.hash:
                for seq in self._differing(stream.stream_id, head.mark.seq):
                    raise ServerDamagedError(stream.stream_id, seq)
        self._feeds.verify(self.server, restored=restored)

    def _differing(self, stream_id: str, last: int) -> Iterator[int]:
        after = 0
        while after < last and not self._stopped():
            theirs = [
                (seq, bytes(one))
                for seq, one in self.server.rows(self.server.reading.hashes, (stream_id, after, _HASHES_A_BATCH))
            ]
            ours = self._journal.hashes(stream_id, after, _HASHES_A_BATCH)
            wanted = [(seq, bytes(one)) for seq, one in ours if seq <= last]
            if theirs[: len(wanted)] != wanted:
                known = dict(theirs)
                yield next(seq for seq, one in wanted if known.get(seq) != one)
                return
            after = wanted[-1][0]


def _left(orders: tuple[Order, ...], streams: tuple[LocalStream, ...]) -> dict[str, int]:
    """Streams that were left for others, and after which event."""
    return {order.replaces: order.common_seq for order in orders if order.moves and order.done(streams)}


def _common(orders: tuple[Order, ...], stream_id: str) -> int:
    return next(order.common_seq for order in reversed(orders) if order.replaces == stream_id)
