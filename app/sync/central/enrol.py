"""A bench gets a login role of its own, which may do nothing but what `dockgrade_bench` may, and a token to join with.

The token is shown once and kept nowhere; the server keeps its hash. With it the bench is told where the server is and a first
password, which it changes when it joins.
"""

import base64
import hashlib
import json
import logging
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from app.errors import KnownError
from app.sync.central.admin import administering, not_an_address, one, places
from app.sync.central.schema import engine_of, require

if TYPE_CHECKING:
    from psycopg import Connection

log = logging.getLogger(__name__)

TOKEN_PREFIX = "DG1-"  # noqa: S105  # what every token begins with
SHORTEST_HOURS = 0.25
"""Time enough to carry a token to the bench."""
LONGEST_HOURS = 24 * 366
_NAME_BYTES = 63
CONNECTIONS = 20
"""An agent has one, two while it loads a catalogue; without a limit one bench could take all that the server has."""
_KEEPALIVE = {"tcp_keepalives_idle": 60, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3}
"""Seconds, seconds, times: what a lost network left behind must not fill that limit for the two hours that are usual."""
_LOOPBACK = re.compile(r"localhost|127\.\d+\.\d+\.\d+|::1|/.*")
_KEPT = ("sslmode", "sslnegotiation", "target_session_attrs", "connect_timeout")
"""What of an administrator's address is good for a bench as well; files and passwords are not."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What `enrol` made.

    Attributes:
        role: the bench's login role.
        url: the server's address for the bench, without a password.
        token: "DG1-" and base64url of JSON {"url", "secret", "token"}, without padding; shown once.
        expires_at: until when it may be used, on the server's clock.
        again: whether the bench was known before; its old password and unused tokens are void.
    """

    bench_id: str
    site: str
    role: str
    url: str
    token: str
    expires_at: datetime
    again: bool


def enrol(
    url: str,
    bench_id: str,
    site: str,
    *,
    bench_url: str | None = None,
    valid_hours: float = 24,
    replaces: str | None = None,
    replaces_site: str | None = None,
) -> Enrolment:
    """Make or renew a bench's role and issue a token.

    `bench_url` is the server's address as benches see it; None takes it from `url`. `replaces` names a bench, of `replaces_site` or else
    of the same site, whose streams this one takes over, because it is the same computer under a new name; the old one is shut out.
    Raises KnownError.
    """
    _check_name("bench", bench_id)
    _check_name("site", site)
    if not SHORTEST_HOURS <= valid_hours <= LONGEST_HOURS:
        raise KnownError(
            f"Expected a token good for {SHORTEST_HOURS:g} to {LONGEST_HOURS:g} hours, got {valid_hours:g}.",
            "Give another number of hours; left out, it is a day.",
            exit_code=2,
        )
    with administering(url) as connection:
        require(connection)
        _keep_roles_here(connection)
        old = None if replaces is None else _role_of(connection, replaces, replaces_site or site)
        role, again = _role(connection, bench_id, site)
        address = _bench_url(bench_url or url, role)
        secret, token = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        _set_login(connection, role, secret)
        connection.execute("DELETE FROM dockgrade.enrolment WHERE pg_role = %s AND used_at IS NULL", (role,))
        expires_at: datetime = one(
            connection,
            "INSERT INTO dockgrade.enrolment (token_sha256, pg_role, bench_id, site, issued_at, expires_at)"
            " VALUES (%s, %s, %s, %s, now(), now() + %s) RETURNING expires_at",
            hashlib.sha256(token.encode()).digest(),
            role,
            bench_id,
            site,
            timedelta(hours=valid_hours),
        )
        if old not in {None, role}:
            connection.execute("UPDATE dockgrade.stream SET pg_role = %s WHERE pg_role = %s", (role, old))
            _shut_out(connection, str(old))
    if again or old:
        _end_sessions(url, [role, *([old] if old else [])])
    packed = json.dumps({"url": address, "secret": secret, "token": token}, separators=(",", ":")).encode()
    text = TOKEN_PREFIX + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return Enrolment(bench_id, site, role, address, text, expires_at, again)


def disable(url: str, bench_id: str, site: str) -> str:
    """Shut a bench out: it may not log in, and what is connected may do nothing more. Returns its role; `enrol` lets it in again."""
    with administering(url) as connection:
        require(connection)
        _keep_roles_here(connection)
        role = _role_of(connection, bench_id, site)
        _shut_out(connection, role)
    _end_sessions(url, [role])
    return role


def _keep_roles_here(connection: "Connection[tuple[Any, ...]]") -> None:
    """On a distributed engine a bench's role exists at the coordinator alone: no other node lets it in, nor needs to."""
    if engine_of(connection) == "citus":
        connection.execute("SET LOCAL citus.enable_ddl_propagation TO off")


def _check_name(what: str, name: str) -> None:
    if not name or name != name.strip() or not name.isprintable() or len(name) > 40:
        raise KnownError(
            f"Expected the {what}'s name, 1 to 40 characters, got {name!r}.",
            "Write it as it stands in the bench's settings.toml, without spaces around it.",
            exit_code=2,
        )


def _role_of(connection: "Connection[tuple[Any, ...]]", bench_id: str, site: str) -> str:
    role: str | None = one(
        connection, "SELECT pg_role FROM dockgrade.site_bench WHERE bench_id = %s AND site = %s", bench_id, site
    )
    if role is not None:
        return role
    rows = connection.execute("SELECT site, bench_id FROM dockgrade.site_bench ORDER BY 1, 2 LIMIT 20").fetchall()
    known = ", ".join(f"{other} at {place}" for place, other in rows) or "none"
    raise KnownError(f"There is no bench {bench_id} at {site}.", f"Enrolled benches: {known}.", exit_code=1)


def _role(connection: "Connection[tuple[Any, ...]]", bench_id: str, site: str) -> tuple[str, bool]:
    """The bench's role, made if need be; and whether the bench was known."""
    from psycopg import sql

    role: str | None = one(
        connection, "SELECT pg_role FROM dockgrade.site_bench WHERE bench_id = %s AND site = %s", bench_id, site
    )
    known = role is not None
    if role is None:
        role = _free_name(connection, bench_id, site)
        connection.execute(
            "INSERT INTO dockgrade.site_bench (bench_id, site, pg_role) VALUES (%s, %s, %s)", (bench_id, site, role)
        )
    else:
        connection.execute("UPDATE dockgrade.site_bench SET disabled = false WHERE pg_role = %s", (role,))
    if not one(connection, "SELECT count(*) FROM pg_roles WHERE rolname = %s", role):
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    connection.execute(sql.SQL("GRANT dockgrade_bench TO {}").format(sql.Identifier(role)))
    return role, known


def _free_name(connection: "Connection[tuple[Any, ...]]", bench_id: str, site: str) -> str:
    """bench_SITE_BENCH in small letters; with a mark behind it where another bench, or database of this server, has that name."""
    plain = "bench_" + "_".join(re.sub(r"[^a-z0-9]+", "_", name.lower()) for name in (site, bench_id))
    cluster = one(connection, "SELECT cluster_id FROM dockgrade.central_meta")
    mark = hashlib.sha256(f"{cluster}\0{site}\0{bench_id}".encode()).hexdigest()[:8]
    for name in (plain[:_NAME_BYTES], f"{plain[: _NAME_BYTES - 9]}_{mark}"):
        if not one(
            connection,
            "SELECT (SELECT count(*) FROM pg_roles WHERE rolname = %s)"
            " + (SELECT count(*) FROM dockgrade.site_bench WHERE pg_role = %s)",
            name,
            name,
        ):
            return name
    raise KnownError(
        f"The server has a role {plain} that does not belong to bench {bench_id} at {site}.",
        f"Drop it if nobody needs it (DROP ROLE {plain}), or give the bench another name.",
    )


def _set_login(connection: "Connection[tuple[Any, ...]]", role: str, secret: str) -> None:
    """The password goes over as a scram verifier made on this side, so that no log of the server ever holds it."""
    from psycopg import sql

    verifier = connection.pgconn.encrypt_password(secret.encode(), role.encode(), b"scram-sha-256").decode()
    name = sql.Identifier(role)
    connection.execute(
        sql.SQL("ALTER ROLE {} LOGIN INHERIT CONNECTION LIMIT {} PASSWORD {}").format(
            name, sql.Literal(CONNECTIONS), sql.Literal(verifier)
        )
    )
    for setting, value in _KEEPALIVE.items():
        connection.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(setting), sql.Literal(value))
        )


def _shut_out(connection: "Connection[tuple[Any, ...]]", role: str) -> None:
    """The functions refuse a disabled bench at once; the server lets it in no more."""
    from psycopg import sql

    connection.execute("UPDATE dockgrade.site_bench SET disabled = true WHERE pg_role = %s", (role,))
    if one(connection, "SELECT count(*) FROM pg_roles WHERE rolname = %s", role):
        connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(role)))


def _end_sessions(url: str, roles: list[str]) -> None:
    """Whoever is connected under these roles has to log in anew, with the password and the right that were just set."""
    from psycopg.errors import InsufficientPrivilege

    try:
        with administering(url) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ANY(%s)", (roles,)
            )
    except KnownError as err:
        if not isinstance(err.__cause__, InsufficientPrivilege):
            raise
        log.warning(
            "Sessions of %s that are open stay so until they end: this role may not end them. As superuser:"
            " GRANT pg_signal_backend TO CURRENT_USER",
            ", ".join(roles),
        )


def _bench_url(url: str, role: str) -> str:
    """An address for the bench: its own role, no password, encrypted and checked unless the server is this computer."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError as err:
        raise not_an_address(err) from err
    host, database = parts.get("host", ""), parts.get("dbname", "")
    if not host or not database:
        raise KnownError(
            "The address does not name host and database, so a bench could not use it.",
            "Give the address as benches see it: --bench-url postgresql://host:5432/database",
            exit_code=2,
        )
    options = {name: parts[name] for name in _KEPT if name in parts}
    if "sslmode" not in options and not all(_LOOPBACK.fullmatch(one_host) for one_host in host.split(",")):
        options["sslmode"] = "verify-full"
    query = f"?{urlencode(options)}" if options else ""
    return f"postgresql://{quote(role)}@{places(host, parts.get('port') or '5432')}/{quote(database, safe='')}{query}"
