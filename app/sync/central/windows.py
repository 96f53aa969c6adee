"""Reading on behind a vector of cursors: which stretch of each stream comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.sync.central.schema import Engine

_EVENTS_OF = {
    # Whatever statistics the server has, this reads the stretch and nothing else.
    "postgresql": """
CROSS JOIN LATERAL (
  SELECT seq, item_key, kind FROM dockgrade.event
  WHERE event.stream_id = w.stream_id AND event.seq > w.after ORDER BY event.seq LIMIT w.upto - w.after
) AS e""",
    # Citus takes no LIMIT within LATERAL.
    "citus": """
JOIN dockgrade.event AS e ON e.stream_id = w.stream_id AND e.seq > w.after AND e.seq <= w.upto""",
}


@dataclass(frozen=True, slots=True)
class Lag:
    """A stream that has events which were not read yet: those after `after`, up to `upto`."""

    stream_id: str
    after: int
    upto: int

    @property
    def events(self) -> int:
        """How many these are."""
        return self.upto - self.after


def windows(behind: Iterable[Lag], limit: int) -> list[Lag]:
    """Stretches of up to `limit` events in all, at least one.

    Streams that have few events come first, so that nobody waits behind a bench that brings its whole history.
    """
    waiting = sorted(behind, key=lambda lag: (lag.events, lag.stream_id))
    chosen: list[Lag] = []
    for number, lag in enumerate(waiting):
        events = min(lag.events, max(1, limit // (len(waiting) - number)))
        chosen.append(Lag(lag.stream_id, lag.after, lag.after + events))
        limit -= events
        if limit <= 0:
            break
    return chosen


def as_arrays(chosen: Sequence[Lag]) -> tuple[list[str], list[int], list[int]]:
    """The columns of these stretches, for unnest."""
    return [w.stream_id for w in chosen], [w.after for w in chosen], [w.upto for w in chosen]


def events_in_stretches(engine: Engine) -> str:
    """A FROM clause: stretches w (stream_id, after, upto), given as `as_arrays`, and their events e (seq, item_key, kind)."""
    return f"FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[]) AS w (stream_id, after, upto){_EVENTS_OF[engine]}"
