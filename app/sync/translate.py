"""Errors of the driver as errors in words: by class and SQLSTATE, since the server's sentences may be in any language.

The one exception is a connection that never came about: libpq gives no SQLSTATE then. Its own sentences (certificates, TLS) are
always English, because the driver ships it without translations; of the server's, the quoted names tell what it speaks of.
"""

import re
import socket
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.sync.faults import (
    BadUrlError,
    CertificateError,
    DisabledError,
    JournalDamagedError,
    NotEnrolledError,
    ProtocolError,
    ReadOnlyError,
    SchemaMissingError,
    ServerFullError,
    StreamMovedError,
    SyncError,
    TokenError,
    UnexpectedError,
    UnreachableError,
    WrongPasswordError,
)

if TYPE_CHECKING:
    import psycopg

    from app.sync.address import Address

PROTOCOL = 1
"""What this release speaks."""

_KNOCK_S = 3.0
_TLS = re.compile(r"certificate|SSL error|server does not support SSL|SSL connection|TLS", re.IGNORECASE)
_QUOTED = re.compile("[\"«»“”„']([^\"«»“”„']+)[\"«»“”„']")
_FULL = re.compile(r"too many (clients|connections)|remaining connection slots|no more connections allowed")
_NOT_YET = re.compile(
    r"starting up|shutting down|recovery mode|not yet accepting|server_login_retry|the database system is"
)
_FRACTION = re.compile(r"(?<=\d\d:\d\d:\d\d)\.\d+")
"""Of a time on the server's clock; nobody joins in a millionth of a second."""
_NONE_GIVEN = "no password supplied"
_SHUT_OUT = "is not permitted to log in"
"""Said after the password was right. A server that speaks another language is taken to refuse the password, which ends in the
same step: a new token."""
_NO_OPTION = re.compile(r"invalid (\w+ value\b|port number|integer value)")
"""What libpq says of an option in the address; it has not knocked anywhere then."""


def _words(err: "psycopg.Error") -> str:
    """The sentence and the details of an error, on one line."""
    parts = [err.diag.message_primary or str(err).strip()]
    if err.diag.message_detail:
        parts.append(err.diag.message_detail)
    if err.diag.message_hint and (err.sqlstate or "").startswith("DG"):
        parts.append(err.diag.message_hint)  # written by us
    return " ".join(" ".join(parts).split()).rstrip(".")


def statement_error(err: "psycopg.Error", address: "Address") -> SyncError:
    """What went wrong in a statement, or with the connection under it."""
    import psycopg

    state = err.sqlstate or ""
    words = _words(err)
    made = _BY_STATE.get(state) or _BY_CLASS.get(state[:2])
    if made is not None:
        return made(address, words, state)
    if not state and isinstance(err, psycopg.OperationalError | psycopg.InterfaceError):
        return UnreachableError(address.shown, words or "the connection broke")
    return UnexpectedError(words, state)


_Make = Callable[["Address", str, str], SyncError]


def _unreachable(address: "Address", words: str, _: str) -> SyncError:
    return UnreachableError(address.shown, words)


def _missing(address: "Address", words: str, _: str) -> SyncError:
    return SchemaMissingError(address.shown, words)


def _full(address: "Address", words: str, _: str) -> SyncError:
    return ServerFullError(address.shown, words)


def _moved(_: "Address", words: str, state: str) -> SyncError:
    return StreamMovedError(words, state)


def _stranger(address: "Address", words: str, _: str) -> SyncError:
    return NotEnrolledError(address.role, words)


_BY_STATE: Mapping[str, _Make] = {
    "DG001": _stranger,
    "DG002": _moved,
    "DG003": _moved,
    "DG004": lambda _address, words, _state: JournalDamagedError(words),
    "DG005": _moved,
    "DG006": lambda _address, words, _state: TokenError(_FRACTION.sub("", words.replace("This token ", "it ", 1))),
    "DG007": lambda address, _words, _state: DisabledError(address.role),
    "DG009": lambda _address, _words, _state: ProtocolError(PROTOCOL, PROTOCOL - 1),
    "3F000": _missing,  # no such schema
    "42883": _missing,  # no such function
    "42P01": _missing,  # no such table
    "3D000": _missing,  # no such database
    "42501": _stranger,  # no right to the function
    "28P01": lambda address, _words, _state: WrongPasswordError(address.shown, address.role),
    "28000": lambda address, _words, _state: WrongPasswordError(address.shown, address.role),
    "25006": lambda address, _words, _state: ReadOnlyError(address.shown),
    "57014": _unreachable,  # cancelled
    "57P01": _unreachable,  # the server shuts down
    "57P02": _unreachable,
    "57P03": _unreachable,  # it starts
    "57P05": _unreachable,
    "40001": _unreachable,  # another transaction was first, again and again
    "40P01": _unreachable,
}
_BY_CLASS: Mapping[str, _Make] = {"08": _unreachable, "53": _full}


def connection_error(err: "psycopg.Error", address: "Address") -> SyncError:
    """Why no connection came about."""
    import psycopg

    if err.sqlstate:
        return statement_error(err, address)
    words = " ".join(str(err).split())
    reason = words.rpartition("failed: ")[2].rstrip(".") or words
    if isinstance(err, psycopg.errors.ConnectionTimeout):
        return UnreachableError(address.shown, "no answer in time")
    wrong = _NO_OPTION.search(words)
    if wrong is not None:
        return BadUrlError(address.shown, words[wrong.start() :].rstrip("."))
    refused = _knock(address)
    if refused is not None:
        return UnreachableError(address.shown, refused)
    if "read-only" in words or "hot standby" in words:
        return ReadOnlyError(address.shown)
    if _FULL.search(words):
        return ServerFullError(address.shown, reason)
    if _NOT_YET.search(words):
        return UnreachableError(address.shown, reason)
    if _SHUT_OUT in words:
        return DisabledError(address.role)
    named = set(_QUOTED.findall(words.rpartition("failed: ")[2]))
    if address.database in named and address.role not in named:
        return SchemaMissingError(address.shown, reason)
    attempt = getattr(err, "pgconn", None)
    if _NONE_GIVEN in words or address.role in named or (attempt is not None and attempt.used_password):
        return WrongPasswordError(address.shown, address.role)
    if _TLS.search(words):
        return CertificateError(address.shown, reason)
    return UnreachableError(address.shown, reason)


def _knock(address: "Address") -> str | None:
    """Why nobody opens at any of the hosts; None when somebody does."""
    reason = "nobody listens there"
    for host, port in address.hosts:
        try:
            with socket.create_connection((host, port), _KNOCK_S):
                return None
        except OSError as err:
            reason = (err.strerror or str(err) or reason).rstrip(".")
    return reason
