"""One stroke of a key as a keyboard wedge needs it, and when it happened."""

from dataclasses import dataclass, field
from typing import Final

_NS_PER_MS: Final = 1_000_000
_EVENT_TIME_RANGE: Final = 2**32  # X11 and Windows count milliseconds in 32 bits and begin again after 49 days
_LONGEST_STALL_NS: Final = 60_000 * _NS_PER_MS


@dataclass(frozen=True, slots=True)
class KeyStroke:
    """A key that went down or came up.

    Attributes:
        key: its number as in layouts.key_number(); 0 for an event that no keyboard made, of which only the text is known.
        text: what the system made of it.
        pressed: False when the key came up.
        at_ms: the system's moment of it, in milliseconds from any zero, perhaps cut to 32 bits.
        shift, ctrl, alt: modifiers that were down; Meta counts as Alt.
        group_switch: the system itself says that AltGr was down.
        repeated: made by the keyboard's autorepeat.
        is_modifier: the key is itself a modifier; known from `key` as well.
        identity: tells apart the keys of events that no keyboard made.
        token: whatever the caller needs to give the stroke back.
    """

    key: int
    text: str
    pressed: bool
    at_ms: int
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    group_switch: bool = False
    repeated: bool = False
    is_modifier: bool = False
    identity: int = 0
    token: object = field(default=None, compare=False)

    @property
    def which(self) -> tuple[int, int]:
        """The same for the press and the release of one key."""
        return self.key, 0 if self.key else self.identity


class EventClock:
    """Turns the moments of key events into time.monotonic_ns().

    An event cannot be seen before it happened, so the shortest delay ever seen is taken for none. Two readings that a busy window
    gets in one heap keep their distance this way, which the rule for double scans depends on.
    """

    def __init__(self) -> None:
        self._zero_ns: int | None = None

    def at_ns(self, event_ms: int, arrived_ns: int) -> int:
        """The moment of an event that arrived just now."""
        zero_ns = arrived_ns - event_ms * _NS_PER_MS
        if self._zero_ns is None or not 0 <= zero_ns - self._zero_ns <= _LONGEST_STALL_NS:
            self._zero_ns = zero_ns  # first, faster than ever, or the system's count began again
        return event_ms * _NS_PER_MS + self._zero_ns


def gap_ms(earlier_ms: int, later_ms: int) -> int:
    """How far apart two moments of events are, also where the count began again between them."""
    gap = (later_ms - earlier_ms) % _EVENT_TIME_RANGE
    return min(gap, _EVENT_TIME_RANGE - gap)
