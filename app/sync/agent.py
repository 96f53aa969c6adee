"""The agent: keeps one bench in step with the central database, all day, whatever happens to the network, the server or the disk.

Once a second it looks at the server's heads, four times a second whether the bench has recorded something; both are one small
question. Whatever goes wrong is told in a status and tried again, with longer and longer pauses, for ever.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from app.errors import KnownError
from app.settings import Home, Settings
from app.sync.address import parse_address
from app.sync.backoff import Backoff
from app.sync.clock import utc_text
from app.sync.faults import (
    DiskError,
    MirrorBusyForSyncError,
    NotEnrolledError,
    StreamMovedError,
    SyncError,
    UnexpectedError,
    UnreachableError,
)
from app.sync.feeds import StoppedError
from app.sync.journal import JournalReader
from app.sync.mirror import Mirror
from app.sync.pace import Pace
from app.sync.secret import SecretStore
from app.sync.server import DEADLINE_S, Server, connect
from app.sync.session import Counts, Session
from app.sync.state import Problem, Status, SyncState, stored_status, unsent

log = logging.getLogger(__name__)

LOOK_AT_JOURNAL_S = 0.25
LOOK_AT_HEADS_S = 1.0
TELL_AGAIN_S = 5.0
"""A status that differs only in its time of contact is told this often."""

_MOVES_IN_A_ROW = 3
_ONCE_TRIES = 6


class Agent:
    """Serves one home. `run` and `once` are called from one thread; `stop` and `now` from any."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        tell: Callable[[Status], None] = lambda _: None,
        *,
        secrets: SecretStore | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        """Nothing is opened yet. `tell` is called with each new status, in the agent's thread."""
        self._home = home
        self._settings = settings
        self._tell = tell
        self._secrets = secrets or SecretStore(home.secret)
        self._backoff = backoff or Backoff()
        self._journal = JournalReader(home.journal)
        self._mirror = Mirror(home.mirror)
        self._state = SyncState(self._mirror)
        self._counts = Counts()
        self._pace = Pace(DEADLINE_S)
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._session: Session | None = None
        self._status = Status("offline")
        self._told_at = 0.0
        self._pulled_told = 0
        self._moves = 0
        self._soft_problem: SyncError | None = None

    @property
    def status(self) -> Status:
        """The last one told."""
        return self._status

    def stop(self) -> None:
        """End `run` soon, breaking off what runs now."""
        self._stopping.set()
        self._wake.set()
        session = self._session
        if session is not None:
            session.server.cut()

    def now(self) -> None:
        """Try at once instead of waiting on."""
        self._wake.set()

    def run(self) -> None:
        """Work until `stop`."""
        self._remember()
        try:
            while not self._stopping.is_set():
                problem = self._turn()
                if problem is None:
                    self._backoff.reset()
                    self._idle(LOOK_AT_HEADS_S)
                elif self._session is not None:
                    self._idle(LOOK_AT_HEADS_S)
                else:
                    self._wait_offline(self._backoff.wait_s())
        finally:
            self._disconnect()
            self._say(replace(self._status, state="stopped", feed=None), store=True)
            self._mirror.close()
            self._journal.close()

    def once(self) -> Status:
        """Send and fetch all there is, and return how it went; raises nothing that a status can tell."""
        self._remember()
        try:
            for _ in range(_ONCE_TRIES):
                broken_off = self._pace.broken_off
                self._turn()
                if self._pace.broken_off == broken_off:
                    break  # else it was too much for the link, and less of it may get through
            return self._status
        finally:
            self._disconnect()
            self._mirror.close()
            self._journal.close()

    def _turn(self) -> SyncError | None:
        """One round, connecting first where need be; returns what went wrong."""
        self._wake.clear()
        problem: SyncError | None
        try:
            session = self._session or self._connect()
            problem = session.round()
            self._moves = 0
        except StoppedError:
            return None
        except StreamMovedError as err:
            problem = err
            self._moves += 1
            if self._moves < _MOVES_IN_A_ROW:
                return self._turn()  # what was told of heads is older than what just happened: look again
            self._disconnect()
        except SyncError as err:
            problem = err
            self._disconnect()
        except KnownError as err:
            problem = DiskError(err)
            self._disconnect()
        except Exception as err:
            log.exception("the agent met what it does not know")
            problem = UnexpectedError(f"{type(err).__name__}: {err}")
            self._disconnect()
        if self._stopping.is_set():
            return None
        self._report(problem, contact=self._session is not None)
        return problem

    def _connect(self) -> Session:
        central = self._settings.central
        if central is None:
            bench = self._settings.bench
            raise NotEnrolledError(
                f"{bench.site} {bench.id}", "it has not joined: there is no [central] in settings.toml"
            )
        self._journal.streams()  # without a journal there is nothing to connect for
        server = self._open(central.url)
        session = Session(
            server,
            self._journal,
            self._mirror,
            another=lambda: self._open(central.url),
            counts=self._counts,
            progressed=self._progressed,
            feeding=self._feeding,
            stopped=self._stopping.is_set,
        )
        self._session = session
        session.begin()
        return session

    def _open(self, url: str) -> Server:
        server = connect(url, self._secrets.find(parse_address(url)))
        server.pace = self._pace
        return server

    def _disconnect(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.server.close()

    def _idle(self, seconds: float) -> None:
        """Wait until the heads are to be looked at again; send what the bench records in the meantime."""
        end = time.monotonic() + seconds
        seen = self._journal_state()
        while not self._stopping.is_set() and not self._wake.is_set():
            left = end - time.monotonic()
            if left <= 0:
                return
            self._wake.wait(min(left, LOOK_AT_JOURNAL_S))
            found = self._journal_state()
            if found != seen:
                seen = found
                if not self._send():
                    return

    def _send(self) -> bool:
        """Send what is new, ahead of the next round; False where a whole round has to find out what is wrong."""
        session = self._session
        if session is None:
            return False
        try:
            session.push()
        except SyncError as err:
            log.info("sending was broken off: %s", err)
            if session.server.broken or not isinstance(err, StreamMovedError):
                self._disconnect()
            return False
        self._report(self._soft_problem, contact=True)
        return True

    def _wait_offline(self, seconds: float) -> None:
        """Wait for the next attempt; the number of unsent events stays true meanwhile."""
        end = time.monotonic() + seconds
        seen = self._journal_state()
        while not self._stopping.is_set() and not self._wake.is_set():
            left = end - time.monotonic()
            if left <= 0:
                return
            self._wake.wait(min(left, LOOK_AT_JOURNAL_S))
            found = self._journal_state()
            if found != seen:
                seen = found
                self._say(replace(self._status, unsent=self._unsent()))

    def _journal_state(self) -> object:
        """Changes when the bench has recorded something, or the file is another one."""
        try:
            return self._journal.identity, self._journal.version()
        except SyncError:
            return None

    def _report(self, problem: SyncError | None, *, contact: bool) -> None:
        self._soft_problem = problem
        waiting = self._unsent()
        state = "in_step" if waiting == 0 else "sending"
        if problem is not None and not isinstance(problem, MirrorBusyForSyncError):
            state = "offline" if isinstance(problem, UnreachableError) else "error"
        session = self._session
        skew = session.hello.skew_ms if session is not None and session.hello is not None else self._status.skew_ms
        self._say(
            Status(
                state=state,
                unsent=waiting,
                last_contact=utc_text() if contact else self._status.last_contact,
                problem=None if problem is None else as_problem(problem),
                order=session.order if session is not None else self._status.order,
                skew_ms=skew,
            ),
            store=True,
        )

    def _progressed(self) -> None:
        """In the middle of a long round: more has been sent or fetched."""
        if time.monotonic() - self._told_at > LOOK_AT_JOURNAL_S:
            self._say(
                replace(self._status, state="sending", unsent=self._unsent(), last_contact=utc_text(), problem=None)
            )

    def _feeding(self, feed: str, rows: int) -> None:
        self._say(replace(self._status, state="sending", last_contact=utc_text(), problem=None, feed=(feed, rows)))

    def _unsent(self) -> int:
        session = self._session
        try:
            streams = {stream.stream_id: stream.last for stream in self._journal.streams()}
            return unsent(streams, session.acks.marks if session is not None else self._state.acked())
        except SyncError:
            return self._status.unsent

    def _say(self, status: Status, *, store: bool = False) -> None:
        """Tell a status when it says something new, or nothing was told for a while; keep it where anybody can read it."""
        status = replace(
            status,
            pushed=self._counts.pushed,
            pulled=self._counts.pulled,
            changes=self._counts.pulled != self._pulled_told,
        )
        same = replace(status, last_contact=None, skew_ms=0) == replace(self._status, last_contact=None, skew_ms=0)
        quiet = time.monotonic() - self._told_at < TELL_AGAIN_S
        self._status = status
        if same and quiet and self._told_at:
            return
        self._told_at = time.monotonic()
        self._pulled_told = self._counts.pulled
        self._tell(status)
        if store and not self._mirror.writing:
            try:
                self._state.tell(status)
            except SyncError:
                log.debug("the status could not be stored", exc_info=True)

    def _remember(self) -> None:
        """Begin with what the last agent knew."""
        try:
            before = stored_status(self._home.mirror)
        except KnownError:
            before = None
        if before is not None:
            self._status = replace(before, state="offline", pushed=0, pulled=0, changes=False, feed=None)


def as_problem(err: SyncError) -> Problem:
    """An error as a status carries it."""
    return Problem(err.code, err.params, err.title, err.next_step)
