"""How much is asked of a connection at once: a link that is slow but sound must not be taken for a server that is silent."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.sync.faults import SilentServerError

_MOST_HALVINGS = 10


class Pace:
    """Shrinks what is sent or fetched in one statement when that takes long, and lets it grow again when it does not.

    Attributes:
        broken_off: how often a statement was broken off that might have ended with less in it.
    """

    def __init__(self, deadline_s: float) -> None:
        """`deadline_s` is how long a statement may take."""
        self.broken_off = 0
        self._slow_s = deadline_s / 3
        self._quick_s = deadline_s / 15
        self._halvings = 0
        self._took_s = 0.0

    def of(self, most: int) -> int:
        """As much of `most` as is to be asked now; at least 1."""
        return max(1, most >> self._halvings)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Around a statement whose size follows `of`."""
        began = time.monotonic()
        try:
            yield
        except SilentServerError:
            self.broken_off += 1
            self._halvings = min(_MOST_HALVINGS, self._halvings + 2)
            raise
        self._took_s = time.monotonic() - began
        if self._took_s > self._slow_s:
            self._halvings = min(_MOST_HALVINGS, self._halvings + 1)

    def was_full(self) -> None:
        """The last statement held all that it might: if it was quick, the next may hold more."""
        if self._took_s < self._quick_s and self._halvings:
            self._halvings -= 1
