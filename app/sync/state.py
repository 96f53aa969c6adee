"""What the agent keeps about itself in mirror.db, so that anybody can tell how far a bench is, with the server away too."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.reference.mirror import connect_reader
from app.sync.handshake import START, Mark
from app.sync.mirror import Mirror

_PUT = "INSERT INTO sync_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_PUT_ACK = (
    "INSERT INTO own_stream (stream_id, acked_seq, acked_hash) VALUES (?, ?, ?)"
    " ON CONFLICT (stream_id) DO UPDATE SET acked_seq = excluded.acked_seq, acked_hash = excluded.acked_hash"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps this bench from being in step.

    Attributes:
        code: of the SyncError.
        title, next_step: its sentences, in English.
    """

    code: str
    params: dict[str, str]
    title: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Status:
    """How far the agent is.

    Attributes:
        state: "in_step", "sending", "offline", "stopped" or "error".
        unsent: events that the server has not acknowledged.
        last_contact: UTC, ISO 8601; None when there never was any.
        pushed, pulled: events, since the agent started.
        changes: other benches' events came in since the status before.
        order: the bench has an order to carry out (a new stream, or a new series).
        feed: which catalogue is being loaded, and how many rows are in; None while none is.
        skew_ms: how far the server's clock is ahead of ours.
    """

    state: str
    unsent: int = 0
    last_contact: str | None = None
    problem: Problem | None = None
    pushed: int = 0
    pulled: int = 0
    changes: bool = False
    order: bool = False
    feed: tuple[str, int] | None = None
    skew_ms: int = 0

    def line(self) -> dict[str, object]:
        """As the agent tells it, one JSON object."""
        problem = self.problem
        told: dict[str, object] = {
            "state": self.state,
            "unsent": self.unsent,
            "last_contact": self.last_contact,
            "error": None
            if problem is None
            else {
                "code": problem.code,
                "params": problem.params,
                "title": problem.title,
                "next_step": problem.next_step,
            },
            "pushed": self.pushed,
            "pulled": self.pulled,
            "changes": self.changes,
            "order": self.order,
            "skew_ms": self.skew_ms,
        }
        if self.feed is not None:
            told["feed"] = {"name": self.feed[0], "rows": self.feed[1]}
        return told


def status_of(line: str) -> Status | None:
    """A line of the agent as a Status; None when it is something else."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    if not isinstance(told, dict) or "state" not in told:
        return None
    error, feed = told.get("error"), told.get("feed")
    return Status(
        state=str(told["state"]),
        unsent=int(told.get("unsent", 0)),
        last_contact=told.get("last_contact"),
        problem=_problem(error) if error else None,
        pushed=int(told.get("pushed", 0)),
        pulled=int(told.get("pulled", 0)),
        changes=bool(told.get("changes", False)),
        order=bool(told.get("order", False)),
        feed=(str(feed["name"]), int(feed["rows"])) if feed else None,
        skew_ms=int(told.get("skew_ms", 0)),
    )


def _problem(error: dict[str, Any]) -> Problem:
    params = {str(name): str(value) for name, value in dict(error.get("params") or {}).items()}
    return Problem(str(error.get("code")), params, str(error.get("title", "")), str(error.get("next_step", "")))


class SyncState:
    """Named values and acknowledgements in mirror.db."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror

    def get(self, name: str) -> str | None:
        """A value; None when it was never set."""
        rows = self._mirror.rows("SELECT value FROM sync_state WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def put(self, **values: str) -> None:
        """Set values, together."""
        with self._mirror.transaction() as connection:
            connection.executemany(_PUT, list(values.items()))

    def forget(self, name: str) -> None:
        """Take a value away."""
        with self._mirror.transaction() as connection:
            connection.execute("DELETE FROM sync_state WHERE name = ?", (name,))

    def acked(self) -> dict[str, Mark]:
        """What the server has acknowledged of our streams."""
        rows = self._mirror.rows("SELECT stream_id, acked_seq, acked_hash FROM own_stream")
        return {stream: Mark(seq, bytes(last)) for stream, seq, last in rows}

    def acknowledge(self, stream_id: str, mark: Mark) -> None:
        """Store an acknowledgement, or take it back as far as `mark`."""
        with self._mirror.transaction() as connection:
            connection.execute(_PUT_ACK, (stream_id, mark.seq, mark.hash))

    def tell(self, status: Status) -> None:
        """Store how far the agent is."""
        self.put(status=json.dumps(status.line(), ensure_ascii=False))


def stored_status(mirror_path: Path) -> Status | None:
    """What the last agent said, read while it may be running; None when none ever ran. Raises KnownError."""
    rows = _read(mirror_path, "SELECT value FROM sync_state WHERE name = 'status'")
    return status_of(str(rows[0][0])) if rows else None


def stored_acks(mirror_path: Path) -> dict[str, Mark]:
    """What the server has acknowledged, read while an agent may be running. Raises KnownError."""
    rows = _read(mirror_path, "SELECT stream_id, acked_seq, acked_hash FROM own_stream")
    return {stream: Mark(seq, bytes(last)) for stream, seq, last in rows}


def unsent(streams: dict[str, Mark], acked: dict[str, Mark]) -> int:
    """How many of our events the server has not acknowledged; `streams` holds the last event of each."""
    return sum(max(0, last.seq - acked.get(stream, START).seq) for stream, last in streams.items())


def _read(path: Path, sql: str) -> list[Any]:
    if not path.exists():
        return []
    connection = connect_reader(path)
    try:
        return connection.execute(sql).fetchall()
    except sqlite3.OperationalError as err:
        if err.sqlite_errorname == "SQLITE_ERROR":  # a mirror from before there were agents has no such table
            return []
        raise
    finally:
        connection.close()
