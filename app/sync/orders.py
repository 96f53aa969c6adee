"""Orders to the bench: begin a new stream, or use another series of license plate numbers.

The agent may not write the journal, so it leaves word in mirror.db; the bench, or `sync --once` in its place, does it. An order is
done when the journal shows it, and then it goes on telling which stream took the place of which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.store.ids import new_id
from app.sync.clock import utc_text
from app.sync.faults import UnexpectedError
from app.sync.journal import LocalStream
from app.sync.mirror import Mirror
from app.sync.server import Server
from app.sync.state import SyncState

Reason = Literal["fork", "clone", "restored", "series_clash"]

_COLUMNS = "new_stream_id, series, replaces, common_seq, reason, clashing_series"
_OPEN = "SELECT dockgrade.open_stream_v1(%s::uuid, %s::uuid, %s::text)"


@dataclass(frozen=True, slots=True)
class Order:
    """One row of stream_order.

    Attributes:
        new_stream_id: the stream to begin; with "series_clash" the stream that goes on.
        replaces: the stream to leave; with "series_clash" the same.
        common_seq: up to here the stream that is left is the same on the server; what follows moves.
        clashing_series: of labels that have to be replaced; None but with "series_clash".
    """

    new_stream_id: str
    series: str
    replaces: str
    common_seq: int
    reason: str
    clashing_series: str | None = None

    @property
    def moves(self) -> bool:
        """Whether events move to another stream."""
        return self.reason != "series_clash"

    def done(self, streams: Sequence[LocalStream]) -> bool:
        """Whether the journal shows that it was carried out."""
        if self.moves:
            return any(stream.stream_id == self.new_stream_id for stream in streams)
        return all(
            stream.series != self.clashing_series for stream in streams if stream.stream_id == self.new_stream_id
        )


class Orders:
    """The orders in mirror.db."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._state = SyncState(mirror)

    def all(self) -> tuple[Order, ...]:
        """Every order ever given, the oldest first."""
        return tuple(
            Order(*row) for row in self._mirror.rows(f"SELECT {_COLUMNS} FROM stream_order ORDER BY at, rowid")
        )

    def give(self, order: Order) -> None:
        """Leave an order for the bench."""
        with self._mirror.transaction() as connection:
            connection.execute(
                f"INSERT OR REPLACE INTO stream_order ({_COLUMNS}, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    order.new_stream_id,
                    order.series,
                    order.replaces,
                    order.common_seq,
                    order.reason,
                    order.clashing_series,
                    utc_text(),
                ),
            )

    def leave_stream(self, server: Server, stream: LocalStream, common_seq: int, reason: Reason) -> Order:
        """Open a new stream on the server in place of this one, and order the bench to go on in it.

        The new stream's name is kept first: an answer that gets lost, or a death in between, opens no second one.
        """
        name = f"opening:{stream.stream_id}"
        new_stream = self._state.get(name)
        if new_stream is None:
            new_stream = new_id()
            self._state.put(**{name: new_stream})
        series = open_stream(server, new_stream, replaces=stream.stream_id)
        order = Order(new_stream, series, stream.stream_id, common_seq, reason)
        self.give(order)
        self._state.forget(name)
        return order


def open_stream(server: Server, stream_id: str, *, replaces: str | None = None, series: str | None = None) -> str:
    """Make a stream known to the server and close the one it replaces; returns its series: the wished one, if that is free."""
    rows = server.durably(_OPEN, (stream_id, replaces, series))
    if len(rows) != 1 or not rows[0][0]:
        raise UnexpectedError("open_stream_v1 returned no series")
    return str(rows[0][0])


def clash(stream: LocalStream, series: str) -> Order:
    """The order to use `series` from now on, because the stream's own belongs to somebody else."""
    return Order(stream.stream_id, series, stream.stream_id, stream.last.seq, "series_clash", stream.series)
