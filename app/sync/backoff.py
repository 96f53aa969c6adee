"""How long to wait before the next attempt: longer each time, never the same for two, and never for good."""

from collections.abc import Callable
from random import SystemRandom

FIRST_S = 0.25
LONGEST_S = 30.0


class Backoff:
    """Waiting times in seconds: about 0.25, 0.5, 1 … 30, each drawn from the upper half below that.

    Without the chance in it, five hundred benches would all come back in the same moment after a server's restart.
    """

    def __init__(self, random: Callable[[], float] | None = None) -> None:
        self._random = random or SystemRandom().random
        self._next_s = FIRST_S

    def wait_s(self) -> float:
        """The next waiting time."""
        longest, self._next_s = self._next_s, min(2 * self._next_s, LONGEST_S)
        return longest * (0.5 + self._random() / 2)

    def reset(self) -> None:
        """It worked: begin again with the shortest."""
        self._next_s = FIRST_S
