"""Claims on what can be done only once, such as the release of a refund: the first bench to ask the server wins.

A claim needs the server. Without it there is no answer, and what cannot be taken back has to wait.
"""

from dataclasses import dataclass

from app.settings import Home, Settings
from app.sync.address import parse_address
from app.sync.faults import NotEnrolledError, UnexpectedError
from app.sync.secret import SecretStore
from app.sync.server import Server, connect

_CLAIM = "SELECT won, stream_id::text, seq FROM dockgrade.claim_v1(%s::text, %s::uuid, %s::bigint)"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who may.

    Attributes:
        won: this stream asked first (now, or before).
        stream_id, seq: who asked first, and with which event.
    """

    won: bool
    stream_id: str
    seq: int


def claim(server: Server, item_key: str, stream_id: str, seq: int) -> Claim:
    """Ask for the right to do it for `item_key`. Raises SyncError; asked again it answers the same."""
    rows = server.durably(_CLAIM, (item_key, stream_id, seq))
    if len(rows) != 1:
        raise UnexpectedError(f"claim_v1 returned {len(rows)} rows, expected 1")
    return Claim(bool(rows[0][0]), str(rows[0][1]), int(rows[0][2]))


def claim_now(home: Home, settings: Settings, item_key: str, stream_id: str, seq: int) -> Claim:
    """As `claim`, on a connection of its own. Raises SyncError or KnownError."""
    central = settings.central
    if central is None:
        raise NotEnrolledError(f"{settings.bench.site} {settings.bench.id}", "it has not joined")
    server = connect(central.url, SecretStore(home.secret).find(parse_address(central.url)), deadline_s=10.0)
    try:
        return claim(server, item_key, stream_id, seq)
    finally:
        server.close()
