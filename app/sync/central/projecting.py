"""The projector as a long-running program: it connects, projects until nothing is left, looks again every second, and comes back
after a lost connection.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from app.errors import KnownError
from app.sync.central.admin import administering, known, without_password
from app.sync.central.projector import BATCH_EVENTS, Projector, Step
from app.sync.central.schema import require
from app.sync.central.shares import Share
from app.sync.watchdog import Watchdog

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 30.0
STEP_LIMIT_S = 300
"""A batch takes tenths of a second; what takes this long waits for something that does not come."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The server could not be reached, or broke off; the next attempt comes by itself.

    Attributes:
        pause_s: until then.
    """

    error: KnownError
    pause_s: float


Report = Callable[[Step | Waiting], None]


def connect(url: str) -> "psycopg.Connection[Any]":
    """A connection in autocommit to a server with our schema. Raises KnownError."""
    import psycopg

    with administering(url) as connection:
        require(connection)
    try:
        return psycopg.connect(
            url,
            autocommit=True,
            prepare_threshold=None,
            connect_timeout=15,
            application_name="dockgrade projector",
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
            tcp_user_timeout=60_000,
        )
    except psycopg.OperationalError as err:
        raise known(err) from err


def project(
    url: str,
    share: Share,
    report: Report = lambda _: None,
    *,
    refold: bool = False,
    batch_events: int = BATCH_EVENTS,
) -> None:
    """Project until nothing is left. `refold` begins from the first event. Raises KnownError."""
    import psycopg

    with _Session(connect(url), share, batch_events) as session:
        try:
            session.begin(refold=refold)
            session.until_done(report)
        except psycopg.Error as err:
            raise known(err) from err


def watch(url: str, share: Share, report: Report, pause: Callable[[float], bool], *, refold: bool = False) -> None:
    """Project for ever. `pause` waits so many seconds and returns whether to end.

    Raises KnownError at the start when the server cannot be reached or is not ours, and later when the work was divided anew;
    a connection that is lost in between is made again.
    """
    import psycopg

    connection = connect(url)
    begun = False
    failures = 0
    while True:
        with _Session(connection, share, BATCH_EVENTS) as session:
            try:
                if not begun:
                    session.begin(refold=refold)
                    begun = True
                while True:
                    session.until_done(report)
                    failures = 0
                    if pause(LOOK_EVERY_S):
                        return
            except psycopg.Error as err:
                error = known(err)
        while True:
            log.warning("%s: %s", without_password(url), error.title)
            seconds = min(FIRST_PAUSE_S * 2**failures, LONGEST_PAUSE_S) * random.uniform(0.5, 1)
            failures = min(failures + 1, 10)
            report(Waiting(error, seconds))
            if pause(seconds):
                return
            try:
                connection = connect(url)
                break
            except KnownError as err:
                error = err


class _Session:
    """One connection and the worker on it."""

    def __init__(self, connection: "psycopg.Connection[Any]", share: Share, batch_events: int) -> None:
        self._connection = connection
        self._watchdog = Watchdog(connection)
        self._worker = Projector(connection, share, batch_events=batch_events)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._watchdog.end()
        self._connection.close()

    def begin(self, *, refold: bool) -> None:
        with self._watchdog.guard(STEP_LIMIT_S):
            self._worker.prepare()
            if refold:
                self._worker.refold()

    def until_done(self, report: Report) -> None:
        while True:
            with self._watchdog.guard(STEP_LIMIT_S):
                step = self._worker.step()
            if step.events or step.rewound:
                report(step)
            else:
                return
