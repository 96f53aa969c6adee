"""A connection to the central database, every statement under a deadline, every failure in words.

It works through pgbouncer in transaction mode: no prepared statements, no session settings, nothing that outlives a transaction.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.sync.address import Address, parse_address
from app.sync.arrays import accept
from app.sync.faults import (
    NotReplicatedError,
    ProtocolError,
    ReadOnlyError,
    ServerNewError,
    ServerOldError,
    SilentServerError,
    SyncError,
    UnexpectedError,
)
from app.sync.pace import Pace
from app.sync.reading import OF_TABLES, reading_of
from app.sync.translate import PROTOCOL, connection_error, statement_error
from app.sync.watchdog import Watchdog

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

OLDEST_POSTGRES = 14
CONNECT_TIMEOUT_S = 10
DEADLINE_S = 30.0
"""For a statement, unless it says otherwise."""

_ATTEMPTS = 5
_TRY_AGAIN = frozenset({"40001", "40P01"})
"""serialization_failure and deadlock_detected: the same statement again may pass, and on a distributed engine it must be tried."""


@dataclass(frozen=True, slots=True)
class Hello:
    """What the server says of itself and of us.

    Attributes:
        epoch: changes when the server was restored or a standby took over.
        skew_ms: how far the server's clock is ahead of ours.
    """

    cluster_id: str
    epoch: str
    proto_min: int
    proto_max: int
    schema_version: int
    bench_id: str
    site: str
    skew_ms: int


class Server:
    """An open connection. Used by one thread; `cut` may be called from any.

    Attributes:
        address: where it leads.
        reading: how streams and events are read there, once it has said hello.
        pace: how much is asked of it at once.
    """

    def __init__(self, connection: "psycopg.Connection[Any]", address: Address, deadline_s: float) -> None:
        self.address = address
        self.reading = OF_TABLES
        self.pace = Pace(deadline_s)
        self._connection = connection
        self._deadline_s = deadline_s
        self._watchdog = Watchdog(connection)
        self._warnings: list[str] = []
        connection.add_notice_handler(self._on_notice)

    @property
    def broken(self) -> bool:
        """Whether the connection is of no use any more."""
        return self._connection.closed or self._watchdog.fired

    def close(self) -> None:
        """Give the connection up."""
        self._watchdog.end()
        self._connection.close()

    def cut(self) -> None:
        """Break off whatever runs now."""
        self._watchdog.cut()

    def rows(self, sql: str, values: Sequence[object] = (), *, deadline_s: float | None = None) -> list[Any]:
        """Run one statement and return its rows, in binary on the wire. Raises SyncError."""
        import psycopg

        for attempt in range(_ATTEMPTS):
            try:
                with self._guard(deadline_s), self._connection.cursor(binary=True) as cursor:
                    cursor.execute(sql.encode(), values or None)
                    result = cursor.pgresult
                    return cursor.fetchall() if result is not None and result.nfields else []
            except psycopg.Error as err:
                if err.sqlstate in _TRY_AGAIN and attempt + 1 < _ATTEMPTS and not self.in_transaction:
                    continue
                raise self._translated(err, deadline_s) from err
        raise UnexpectedError("no attempt was made")

    def durably(self, sql: str, values: Sequence[object]) -> list[Any]:
        """As `rows`; raises NotReplicatedError when the commit was not copied to the standby it has to be on.

        The server tells so in a warning, not in an error: the commit itself is done and stays.
        """
        self._warnings.clear()
        found = self.rows(sql, values)
        if self._warnings:
            log.warning("committed, but: %s", "; ".join(self._warnings))
            raise NotReplicatedError(self.address.shown)
        return found

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction block is open."""
        return int(self._connection.pgconn.transaction_status) not in {0, 4}

    @contextmanager
    def transaction(self, mode: str = "") -> Iterator[None]:
        """A transaction block, e.g. with mode "ISOLATION LEVEL REPEATABLE READ READ ONLY"."""
        self.rows(f"BEGIN {mode}")
        try:
            yield
        except BaseException:
            if not self.broken:
                self._roll_back()
            raise
        self.rows("COMMIT")

    def _roll_back(self) -> None:
        try:
            self.rows("ROLLBACK")
        except SyncError:
            log.debug("nothing left to roll back", exc_info=True)

    def fetch_out(self, sql: str, rows: int) -> Iterator[list[Any]]:
        """Stream a query inside a transaction, at most so many rows at a time, through a cursor of the server's.

        Faster than COPY, whose rows come one by one; and each piece has the deadline of a statement.
        """
        self.rows("SET LOCAL cursor_tuple_fraction = 1")  # all rows will be wanted: no plan that is quick for the first
        self.rows(f"DECLARE pieces NO SCROLL CURSOR FOR {sql}")
        while piece := self._piece(self.pace.of(rows)):
            yield piece
        self.rows("CLOSE pieces")

    def _piece(self, rows: int) -> list[Any]:
        with self.pace.watched():
            piece = self.rows(f"FETCH {rows} FROM pieces")
        if len(piece) == rows:
            self.pace.was_full()
        return piece

    def scram_verifier(self, password: str) -> str:
        """What the server keeps of a password (RFC 5802); computed here, so that the password never leaves this machine."""
        secret = self._connection.pgconn.encrypt_password(
            password.encode(), self.address.role.encode(), b"scram-sha-256"
        )
        return secret.decode("ascii")

    def version(self) -> int:
        """PostgreSQL's major version."""
        return self._connection.info.server_version // 10_000

    @contextmanager
    def _guard(self, deadline_s: float | None) -> Iterator[None]:
        with self._watchdog.guard(self._deadline_s if deadline_s is None else deadline_s):
            yield

    def _translated(self, err: "psycopg.Error", deadline_s: float | None) -> SyncError:
        if self._watchdog.fired:
            return SilentServerError(self.address.shown, self._deadline_s if deadline_s is None else deadline_s)
        return statement_error(err, self.address)

    def _on_notice(self, notice: "psycopg.errors.Diagnostic") -> None:
        severity = notice.severity_nonlocalized or notice.severity or ""
        if severity == "WARNING":
            self._warnings.append(f"{notice.sqlstate} {notice.message_primary}")


def connect(
    url: str,
    password: str | None,
    *,
    deadline_s: float = DEADLINE_S,
    connect_timeout_s: int = CONNECT_TIMEOUT_S,
) -> Server:
    """Connect, and make sure that this is a PostgreSQL which we may write. Raises SyncError."""
    import psycopg

    address = parse_address(url)
    told: dict[str, Any] = {
        "connect_timeout": connect_timeout_s,
        "application_name": "dockgrade-sync",
        "client_encoding": "UTF8",
        "keepalives": 1,
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        **address.connect_parameters(password),
    }
    try:
        connection = psycopg.connect(autocommit=True, prepare_threshold=None, **told)
    except psycopg.Error as err:
        raise connection_error(err, address) from err
    accept(connection)
    server = Server(connection, address, deadline_s)
    try:
        _check_kind(server)
    except BaseException:
        server.close()
        raise
    return server


def _check_kind(server: Server) -> None:
    if server.version() < OLDEST_POSTGRES:
        raise ServerOldError(server.version(), OLDEST_POSTGRES)
    if server.rows("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")[0][0]:
        raise ReadOnlyError(server.address.shown)


_HELLO = (
    "SELECT cluster_id::text, epoch, proto_min, proto_max, schema_version, bench_id, site, server_time "
    "FROM dockgrade.hello_v1(%s::int)"
)

_META = "SELECT proto_min, proto_max, engine FROM dockgrade.central_meta"


def hello(server: Server) -> Hello:
    """Ask who the server is, and make sure that we speak the same protocol. Raises SyncError."""
    for proto_min, proto_max, engine in server.rows(_META):
        _check_protocol(proto_min, proto_max)
        server.reading = reading_of(engine)
    before = datetime.now(UTC)
    rows = server.rows(_HELLO, (PROTOCOL,))
    after = datetime.now(UTC)
    if not rows:
        raise UnexpectedError("hello_v1 returned no row")
    cluster_id, epoch, proto_min, proto_max, schema_version, bench_id, site, server_time = rows[0]
    middle = before + (after - before) / 2
    skew_ms = round((server_time - middle).total_seconds() * 1000)
    return Hello(cluster_id, epoch, proto_min, proto_max, schema_version, bench_id, site, skew_ms)


def _check_protocol(lowest: int, highest: int) -> None:
    if lowest > PROTOCOL:
        raise ServerNewError(PROTOCOL, lowest)
    if highest < PROTOCOL:
        raise ProtocolError(PROTOCOL, highest)
