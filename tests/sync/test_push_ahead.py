"""Reading the next batch while the server checks one: never more than one ahead, and never left behind."""

import threading
from typing import Any, cast

import pytest

from app.errors import KnownError
from app.sync.arrays import PackedArray
from app.sync.faults import DiskError, UnexpectedError
from app.sync.handshake import START, Mark
from app.sync.journal import JournalReader
from app.sync.pace import Pace
from app.sync.push import AHEAD_FROM, MAX_ROWS, push_stream
from app.sync.server import Server

STREAM = "0193a000-0000-7000-8000-000000000001"
KINDS: tuple[object, ...] = ("e", "item:1", "k", 1, 1, "w", "a", "c", "[]", "{}")
EVENT_ID = "0193a000-0000-7000-8000-00000000000e"


def event(seq: int) -> tuple[Any, ...]:
    return (STREAM, seq, EVENT_ID, *KINDS[1:], bytes(32), seq.to_bytes(32, "big"))


class Journal:
    """So many events; the one at `broken` cannot be read."""

    def __init__(self, count: int, broken: int = 0) -> None:
        self.count = count
        self.broken = broken
        self.read_up_to = 0
        self.reading = threading.Semaphore(0)
        self.threads: set[str] = set()

    def batch(self, _stream: str, after: int, limit: int, _max_bytes: int) -> list[tuple[Any, ...]]:
        self.threads.add(threading.current_thread().name)
        if after:
            self.reading.release()
        last = min(self.count, after + limit)
        if after < self.broken <= last:
            raise DiskError(KnownError("It is gone."))
        self.read_up_to = max(self.read_up_to, last)
        return [event(seq) for seq in range(after + 1, last + 1)]


class Patient:
    """A server that takes a batch only once the journal was asked for the next one; it breaks at batch number `breaks`."""

    def __init__(self, journal: Journal, breaks: int = 0) -> None:
        self.journal = journal
        self.breaks = breaks
        self.pace = Pace(30.0)
        self.taken: list[int] = []
        self.ahead: list[int] = []

    def durably(self, _sql: str, values: tuple[object, ...]) -> list[tuple[int, bytes]]:
        numbers = cast("PackedArray", values[1]).data
        last = int.from_bytes(numbers[-8:], "big")
        count = int.from_bytes(numbers[12:16], "big")
        if count >= AHEAD_FROM:
            assert self.journal.reading.acquire(timeout=10), "the next batch was not read meanwhile"
        self.ahead.append(self.journal.read_up_to - last)
        if len(self.taken) + 1 == self.breaks:
            raise UnexpectedError("gone")
        self.taken.append(last)
        return [(last, last.to_bytes(32, "big"))]


def push(journal: Journal, server: Patient) -> list[Mark]:
    acknowledged: list[Mark] = []

    def acknowledge(mark: Mark, _count: int) -> None:
        acknowledged.append(mark)

    try:
        push_stream(cast("Server", server), cast("JournalReader", journal), STREAM, START, acknowledge)
    finally:
        assert not [one for one in threading.enumerate() if one.name.startswith("push-ahead")]
    return acknowledged


def test_the_next_batch_is_read_while_the_server_checks_one_and_no_further() -> None:
    journal = Journal(3 * MAX_ROWS + 7)
    server = Patient(journal)
    marks = push(journal, server)
    assert server.taken == [mark.seq for mark in marks] == [MAX_ROWS, 2 * MAX_ROWS, 3 * MAX_ROWS, 3 * MAX_ROWS + 7]
    assert max(server.ahead) <= MAX_ROWS


def test_a_handful_of_events_needs_no_thread() -> None:
    journal = Journal(AHEAD_FROM - 1)
    push(journal, Patient(journal))
    assert journal.threads == {threading.current_thread().name}


def test_when_the_server_breaks_nothing_reads_the_journal_any_more() -> None:
    journal = Journal(5 * MAX_ROWS)
    server = Patient(journal, breaks=2)
    with pytest.raises(UnexpectedError):
        push(journal, server)
    assert server.taken == [MAX_ROWS]


def test_what_was_sent_is_acknowledged_before_it_is_told_that_the_next_cannot_be_read() -> None:
    journal = Journal(2 * MAX_ROWS, broken=MAX_ROWS + 3)
    server = Patient(journal)
    acknowledged: list[int] = []
    with pytest.raises(DiskError):
        push_stream(
            cast("Server", server),
            cast("JournalReader", journal),
            STREAM,
            START,
            lambda mark, _count: acknowledged.append(mark.seq),
        )
    assert acknowledged == [MAX_ROWS]
