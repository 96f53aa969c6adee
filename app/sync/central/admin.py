"""How an administrator's command reaches the server, and what each way of not reaching it is called.

Everything an administrator does runs in one transaction: it is done whole or not at all.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, LiteralString
from urllib.parse import quote

from app.errors import KnownError

if TYPE_CHECKING:
    from psycopg import Connection, Error

OLDEST_SERVER = 14
"""The oldest PostgreSQL that the schema is made for."""

_CONNECT_TIMEOUT_S = 15
_SSL_MODES = "disable, allow, prefer, require, verify-ca and verify-full"

_PREAMBLE = re.compile(
    r"(connection (failed|is bad): )?(connection to server (at|on) .*? failed: )?((FATAL|ERROR|PANIC):\s+)?"
)
"""What the driver and libpq say before the matter itself: which server it was is told in words of our own."""
_ERRNO = re.compile(r"\[Errno -?\d+\] ")
_NO_OPTION = re.compile(
    r'invalid "?\w+"? value: |weak sslmode |invalid integer value "[^"]*" for connection option "(?!port")'
)
"""What libpq says of an option in the address before it knocks anywhere; what it says of ports may repeat a part of a password."""

_BY_STATE = {
    "28P01": ("The server refused the password.", "Check user and password (PGPASSWORD and PGPASSFILE are read too)."),
    "28000": ("The server does not let this role in.", "Check the role's name, and the server's pg_hba.conf."),
    "3D000": ("There is no such database on the server.", "Make it first: createdb --encoding=UTF8 NAME"),
    "53300": ("The server has no connection to spare.", "Try again later, or raise max_connections."),
    "57P03": ("The server is starting or stopping.", "Try again in a moment."),
    "53100": ("The server's disk is full.", "Make room on the server; nothing was changed."),
    "25006": ("This server is a standby and takes no changes.", "Name the primary server."),
    "55P03": ("Somebody else is changing the schema.", "Try again when they are done; nothing was changed."),
    "42501": (
        "This role may not do that.",
        "Use a superuser, or the role that owns the database; nothing was changed.",
    ),
}


@contextmanager
def administering(url: str) -> "Iterator[Connection[tuple[Any, ...]]]":
    """A connection in a transaction that is committed at the end; faults of the server come out as KnownError."""
    import psycopg

    try:
        connection = psycopg.connect(
            url, connect_timeout=_CONNECT_TIMEOUT_S, prepare_threshold=None, application_name="dockgrade central"
        )
    except psycopg.ProgrammingError as err:
        raise not_an_address(err) from err
    except psycopg.OperationalError as err:
        raise _refused(err, url) from err
    try:
        with connection:
            major = connection.info.server_version // 10000
            if major < OLDEST_SERVER:
                raise KnownError(
                    f"Expected PostgreSQL {OLDEST_SERVER} or newer, got {major}.",
                    "Upgrade the server, or name another.",
                )
            yield connection
    except psycopg.Error as err:
        raise known(err) from err


def known(err: "Error") -> KnownError:
    """A fault that the server reported, in words."""
    title, step = _BY_STATE.get(err.sqlstate or "", ("The server could not do that.", "Nothing was changed."))
    return KnownError(f"{title} ({_first_line(err)})", step)


def _refused(err: "Error", url: str) -> KnownError:
    text = str(err)
    reason = _first_line(err)
    if _NO_OPTION.match(reason):
        step = f"sslmode is one of {_SSL_MODES}." if "sslmode" in reason else "Correct it behind the ? of the address."
        return KnownError(f"The address holds an option that cannot be: {reason}.", step, exit_code=2)
    if reason.startswith(("invalid port number", "invalid integer value")):
        return KnownError(
            "Expected an address like postgresql://user@host:5432/database, got one whose port is no number from 1 to 65535.",
            "Correct the port; in a password write : / @ as %3A %2F %40.",
            exit_code=2,
        )
    # Before a session stands, libpq gives the server's text but often no SQLSTATE.
    for marks, state in (
        (("password authentication failed", "no password supplied"), "28P01"),
        (("no pg_hba.conf entry", "is not permitted to log in"), "28000"),
        (("remaining connection slots", "too many clients", "too many connections"), "53300"),
        (("is starting up", "is shutting down"), "57P03"),
    ):
        if err.sqlstate == state or any(mark in text for mark in marks):
            return KnownError(f"{_BY_STATE[state][0]} ({reason})", _BY_STATE[state][1])
    if err.sqlstate == "3D000" or ("database" in text and "does not exist" in text):
        return KnownError(f"{_BY_STATE['3D000'][0]} ({reason})", _BY_STATE["3D000"][1])
    if "certificate" in text:
        return KnownError(
            f"The server's certificate is not trusted. ({reason})",
            "Name the certificate authority with sslrootcert=FILE; the certificate must be for that host, and not expired.",
        )
    if "SSL" in text:
        return KnownError(
            f"No encrypted connection could be made. ({reason})",
            "Turn on ssl in the server's postgresql.conf, or choose another sslmode in the address.",
        )
    return KnownError(
        f"The server {without_password(url)} cannot be reached. ({reason})",
        "Check host and port, and that the server runs and listens there.",
    )


def not_an_address(err: "Error") -> KnownError:
    """For an address that libpq cannot take apart. What libpq says is passed on only where it repeats no password."""
    text = _first_line(err)
    harmless = text.startswith(("invalid URI query parameter", "invalid connection option"))
    step = f"libpq says: {text}." if harmless else "Put what follows the host's name after a slash, options after a ?."
    return KnownError("Expected an address like postgresql://user@host:5432/database.", step, exit_code=2)


def _first_line(err: "Error") -> str:
    """What the server or libpq says of the matter itself, without its name for the connection."""
    lines = [line.strip() for line in str(err).splitlines() if line.strip()]
    said = _ERRNO.sub("", _PREAMBLE.sub("", lines[0], count=1)) if lines else ""
    return said or type(err).__name__


def without_password(url: str) -> str:
    """Host, port and database of an address, as they may be shown and logged: "db.example:5432/returns"."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url)
    host = parts.get("host") or parts.get("hostaddr") or os.environ.get("PGHOST") or "localhost"
    port = parts.get("port") or os.environ.get("PGPORT") or "5432"
    database = parts.get("dbname")
    return places(str(host), str(port)) + (f"/{database}" if database else "")


def places(host: str, port: str) -> str:
    """Hosts with their ports as in an address; one port stands for all hosts."""
    hosts, ports = host.split(","), port.split(",")
    ports = ports if len(ports) == len(hosts) else ports[:1] * len(hosts)
    return ",".join(
        f"{f'[{name}]' if ':' in name else quote(name, safe='')}:{port or 5432}"
        for name, port in zip(hosts, ports, strict=True)
    )


def one(connection: "Connection[tuple[Any, ...]]", statement: LiteralString, *values: object) -> Any:
    """The first column of the first row; None when there is no row."""
    row = connection.execute(statement, values or None).fetchone()
    return None if row is None else row[0]
