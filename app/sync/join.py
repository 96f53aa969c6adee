"""Joining: a bench gives its token, brings all its streams, takes a password of its own and keeps the address.

Server and bench agree in one transaction: the token is used up, the streams are known and the new password holds, or none of it.
The password is stored here just before the commit, so that it is never only on the server; a join that broke off is done again with
the same token.
"""

import base64
import binascii
import json
from dataclasses import dataclass

import msgspec

from app.settings import Home, Settings
from app.sync.address import Address, parse_address
from app.sync.central_table import write_central
from app.sync.faults import NotEnrolledError, TokenError, WrongPasswordError
from app.sync.heads import heads
from app.sync.journal import JournalReader, LocalStream
from app.sync.mirror import Mirror
from app.sync.orders import Orders, clash
from app.sync.secret import Place, SecretStore, new_password
from app.sync.server import Hello, Server, connect, hello
from app.sync.state import SyncState

TOKEN_PREFIX = "DG1-"  # noqa: S105  # what every token begins with

_ENROL = "SELECT stream_id::text, series, clash FROM dockgrade.enrol_v1(%s::text, %s::jsonb)"


class Token(msgspec.Struct, frozen=True):
    """What an administrator hands to a bench.

    Attributes:
        url: of the central database, with the bench's role and without a password.
        secret: the role's first password.
        token: good once.
    """

    url: str
    secret: str
    token: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of it.

    Attributes:
        url: as written to settings.toml.
        password_in: where the new password is.
        clashes: series of license plate numbers that belong to somebody else, and what to use instead.
        again: the token had been used up by an attempt before this one that broke off.
    """

    url: str
    cluster_id: str
    bench_id: str
    site: str
    streams: int
    password_in: Place
    clashes: tuple[tuple[str, str], ...]
    again: bool


def parse_token(text: str) -> Token:
    """Read a token. Raises TokenError."""
    text = text.strip()
    if not text.startswith(TOKEN_PREFIX):
        got = repr(text[:8]) if text else "nothing"
        raise TokenError(f"expected text that begins with {TOKEN_PREFIX}, got {got}")
    packed = text.removeprefix(TOKEN_PREFIX)
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), type=Token)
    except (binascii.Error, msgspec.DecodeError, ValueError) as err:
        raise TokenError("it is not whole; copy it from its first to its last character") from err


def join(home: Home, settings: Settings, token: Token, secrets: SecretStore | None = None) -> Joined:
    """Join this home's bench to a central database. The agent must not be running. Raises SyncError or KnownError.

    A bench that joins another database than before forgets what the other one had acknowledged; the events stay.
    """
    secrets = secrets or SecretStore(home.secret)
    address = parse_address(token.url)
    journal = JournalReader(home.journal)
    mirror = Mirror(home.mirror)
    try:
        streams = journal.streams()
        server, again = _connect(address, token, secrets)
        try:
            with server.transaction():
                series = _registered(server) if again else _enrol(server, token, streams)
                said = _check_bench(hello(server), settings)
                place = _change_password(server, address, secrets, again=again)
        finally:
            server.close()
        clashes = _take_over(mirror, said, streams, series)
        write_central(home.settings, token.url)
    finally:
        journal.close()
        mirror.close()
    return Joined(token.url, said.cluster_id, said.bench_id, said.site, len(streams), place, clashes, again)


def _connect(address: Address, token: Token, secrets: SecretStore) -> tuple[Server, bool]:
    """With the token's password; with our own where an attempt before this one got as far as changing it."""
    try:
        return connect(address.url, token.secret), False
    except WrongPasswordError:
        own = secrets.find(address)
        if own is None:
            raise TokenError("its password is no longer good: the token was used, or a newer one was made") from None
        try:
            return connect(address.url, own), True
        except WrongPasswordError:
            raise TokenError("its password is no longer good: the token was used, or a newer one was made") from None


def _enrol(server: Server, token: Token, streams: tuple[LocalStream, ...]) -> dict[str, str]:
    given = json.dumps(
        [
            {
                "stream_id": stream.stream_id,
                "series": stream.series,
                "bench_id": stream.bench_id,
                "site": stream.site,
                "last_seq": stream.last.seq,
            }
            for stream in streams
        ]
    )
    # Another series without a clash is one that the server has in store for the stream.
    return {stream: series for stream, series, clashes in server.rows(_ENROL, (token.token, given)) if clashes}


def _registered(server: Server) -> dict[str, str]:
    """What the server answered to the attempt before."""
    hello(server)
    return {stream: head.series for stream, head in heads(server).items()}


def _check_bench(said: Hello, settings: Settings) -> Hello:
    bench = settings.bench
    if (said.bench_id, said.site) != (bench.id, bench.site):
        raise NotEnrolledError(
            f"{bench.site} {bench.id}",
            f"the token is for {said.bench_id} at {said.site}, this bench is {bench.id} at {bench.site}",
        )
    return said


def _change_password(server: Server, address: Address, secrets: SecretStore, *, again: bool) -> Place:
    password = new_password()
    if again:
        found = secrets.find(address)
        password = found or password
    verifier = server.scram_verifier(password)
    server.rows(f"ALTER ROLE CURRENT_USER PASSWORD '{verifier}'")
    return secrets.keep(address, password)


def _take_over(
    mirror: Mirror, said: Hello, streams: tuple[LocalStream, ...], series: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """Note whom we joined, and order another series where ours belongs to somebody else."""
    state = SyncState(mirror)
    if state.get("cluster_id") not in {None, said.cluster_id}:
        with mirror.transaction() as connection:
            connection.execute("DELETE FROM own_stream")
            connection.execute("DELETE FROM feed_cursor")
    state.put(cluster_id=said.cluster_id, epoch=said.epoch)
    orders = Orders(mirror)
    clashes = []
    for stream in streams:
        given = series.get(stream.stream_id, stream.series)
        if given != stream.series:
            orders.give(clash(stream, given))
            clashes.append((stream.series, given))
    return tuple(clashes)
