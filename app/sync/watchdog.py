"""A deadline for every statement, kept on this side of the wire.

A proxy or a firewall may keep a connection open and swallow everything: acknowledgements arrive, answers never do.
Neither keepalives nor tcp_user_timeout notice. So a thread watches the clock: first it asks the server to cancel the statement, which
also ends a wait for a lost standby; when that brings nothing it shuts the socket, which wakes whoever reads from it.
"""

import logging
import math
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

CANCEL_TIMEOUT_S = 2.0
GRACE_S = 3.0
"""Between the request to cancel and the end of the connection."""


class Watchdog:
    """Guards the statements of one connection, one at a time.

    Attributes:
        fired: the deadline of a statement has passed at least once.
    """

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection
        self._change = threading.Condition()
        self._deadline: float | None = None
        self._wakes_at = math.inf
        self._cancelled = False
        self._ended = False
        self.fired = False
        self._thread = threading.Thread(target=self._watch, name="sync-watchdog", daemon=True)
        self._thread.start()

    @contextmanager
    def guard(self, seconds: float) -> Iterator[None]:
        """Let what runs inside take so long and no longer.

        The thread is woken only when it would come too late by itself: two changes of threads for each statement cost more than all
        the rest of a small one.
        """
        with self._change:
            self._deadline = time.monotonic() + seconds
            self._cancelled = False
            if self._deadline < self._wakes_at:
                self._change.notify()
        try:
            yield
        finally:
            with self._change:
                self._deadline = None

    def end(self) -> None:
        """Watch no more."""
        with self._change:
            self._ended = True
            self._change.notify()

    def cut(self) -> None:
        """Shut the socket now; whoever waits on it wakes with an error."""
        handle = self._connection.pgconn.socket if not self._connection.closed else -1
        if handle < 0:
            return
        try:
            with socket.fromfd(handle, socket.AF_INET, socket.SOCK_STREAM) as twin:
                twin.shutdown(socket.SHUT_RDWR)
        except OSError:
            log.debug("the socket was gone already", exc_info=True)

    def _watch(self) -> None:
        with self._change:
            while not self._ended:
                if self._deadline is None:
                    self._wakes_at = math.inf
                    self._change.wait()
                    continue
                left = self._deadline - time.monotonic()
                if left > 0:
                    self._wakes_at = self._deadline
                    self._change.wait(left)
                    continue
                self.fired = True
                if self._cancelled:
                    self.cut()
                    self._deadline = None
                    continue
                self._cancelled = True
                self._deadline = time.monotonic() + CANCEL_TIMEOUT_S + GRACE_S
                threading.Thread(target=self._cancel, name="sync-cancel", daemon=True).start()

    def _cancel(self) -> None:
        import psycopg

        try:
            self._connection.cancel_safe(timeout=CANCEL_TIMEOUT_S)
        except (psycopg.Error, OSError):
            log.debug("the request to cancel did not get through", exc_info=True)
