"""What this bench and the server know of one stream, held against each other: pure rules, no input or output.

Hashes are chained: when both sides have the same hash at a number, they have the same events up to it. So one comparison
at the lower of two heads decides, and where they part is found by halving.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from app.errors import BugError
from app.store.chain import GENESIS


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a stream: the number of its last event and that event's hash."""

    seq: int
    hash: bytes


START = Mark(0, GENESIS)
"""Before the first event of any stream."""


class Finding(Enum):
    """What the comparison says, by its stored name."""

    IN_STEP = "in_step"
    """Head, acknowledgement and our own last event are one."""
    TO_PUSH = "to_push"
    """Head and acknowledgement are one; we have more."""
    ACK_LOST = "ack_lost"
    """The server has more than it was known to have, and it is ours: an acknowledgement did not get through."""
    ROLLED_BACK = "rolled_back"
    """The server has less than it once acknowledged: it was restored. What it has is ours; push the rest again."""
    FORKED = "forked"
    """The server, or an acknowledgement, speaks of events that we do not have: we were restored from a copy, or cloned."""
    CLOSED = "closed"
    """All is as it should be, but nobody may push the stream any more: a clone of ours has asked for that."""
    UNKNOWN = "unknown"
    """The server has never heard of the stream, or has forgotten it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding, and the acknowledgement that stands after it.

    Attributes:
        acked: where to push on from; for FORKED, CLOSED and UNKNOWN where the sides were last known to be one.
    """

    finding: Finding
    acked: Mark


HashAt = Callable[[int], bytes | None]
"""The hash of our own event with that number; GENESIS for 0, None when we have no such event."""


def judge(local_seq: int, hash_at: HashAt, acked: Mark, head: Mark | None, *, closed: bool = False) -> Verdict:
    """Compare our stream with the server's head.

    `local_seq` is the number of our last event; `acked` what the server is known to have; `head` what it says it has, None
    when it does not know the stream.
    """
    if acked.seq > local_seq or hash_at(acked.seq) != acked.hash:
        return Verdict(Finding.FORKED, START)
    if head is None:
        return Verdict(Finding.UNKNOWN, START)
    if head.seq > local_seq:
        return Verdict(Finding.FORKED, acked)
    if hash_at(head.seq) != head.hash:
        return Verdict(Finding.FORKED, START)
    if closed:
        return Verdict(Finding.CLOSED, head)
    if head.seq > acked.seq:
        return Verdict(Finding.ACK_LOST, head)
    if head.seq < acked.seq:
        return Verdict(Finding.ROLLED_BACK, head)
    return Verdict(Finding.IN_STEP if local_seq == head.seq else Finding.TO_PUSH, head)


def common_prefix(low: int, high: int, same_at: Callable[[int], bool]) -> int:
    """The highest number in low..high up to which both sides are one, given that they are at `low`.

    `same_at` compares both hashes at a number; it is asked about log2 of the distance times.
    """
    if low > high:
        raise BugError(f"Expected low <= high, got {low} > {high}.")
    while low < high:
        middle = (low + high + 1) // 2
        if same_at(middle):
            low = middle
        else:
            high = middle - 1
    return low


def needs_new_stream(finding: Finding, *, current: bool, local_seq: int, common_seq: int) -> bool:
    """Whether a bench has to leave a stream.

    Always the one it writes, since the next number is taken or closed; an old one only for the sake of events that nobody else has.
    """
    if finding not in {Finding.FORKED, Finding.CLOSED}:
        return False
    return current or local_seq > common_seq
