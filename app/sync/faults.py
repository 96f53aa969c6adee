"""What can go wrong between a bench and the central database, each with a stable code, a sentence, and the next step.

The code and the params go to the window, which has the words in every language; title and next step are for the command
line and the log. None of them stops the work at the bench: it goes on offline, and the agent tries again by itself.
"""

from typing import ClassVar

from app.errors import KnownError

_OFFLINE = "Work goes on offline; nothing is lost."


class SyncError(KnownError):
    """Something between this bench and the central database that a person can put right, or that passes.

    Attributes:
        code: stable name of the kind of fault.
        params: what the sentence speaks of, by name.
    """

    code: ClassVar[str] = "unexpected"

    def __init__(self, title: str, next_step: str, **params: str) -> None:
        super().__init__(title, next_step)
        self.params = params


class BadUrlError(SyncError):
    """[central] url is no address of a PostgreSQL database."""

    code = "bad_url"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"Expected an address like postgresql://role@host:5432/database in [central] url, got {url!r}: {reason}.",
            "Correct it in settings.toml, or join again with a new token.",
            url=url,
            reason=reason,
        )


class UnreachableError(SyncError):
    """Nobody answers there, or the connection broke."""

    code = "unreachable"

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            f"The central database at {server} does not answer: {reason}.",
            f"Check the network and the server. {_OFFLINE}",
            server=server,
            reason=reason,
        )


class SilentServerError(UnreachableError):
    """The server took a statement and gave no answer in time; the connection was cut."""

    def __init__(self, server: str, seconds: float) -> None:
        super().__init__(server, f"no answer within {seconds:g} s")


class WrongPasswordError(SyncError):
    """The server knows the role, or does not, and refuses the password."""

    code = "wrong_password"

    def __init__(self, server: str, role: str) -> None:
        super().__init__(
            f"The central database at {server} refused the password of {role}.",
            "Ask for a new token ('dockgrade central enrol') and join with it, or correct the password where it is kept;"
            " PGPASSWORD and PGPASSFILE, where they are set, go before the bench's own.",
            server=server,
            role=role,
        )


class CertificateError(SyncError):
    """The server's certificate, or ours, was not accepted; or it speaks no TLS though the address asks for it."""

    code = "certificate"

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            f"The connection to {server} cannot be trusted: {reason}.",
            "Renew the certificate, or name the right authority with sslrootcert= in [central] url. Do not switch the check off.",
            server=server,
            reason=reason,
        )


class ServerOldError(SyncError):
    """A PostgreSQL that is too old."""

    code = "server_old"

    def __init__(self, found: int, needed: int) -> None:
        super().__init__(
            f"Expected PostgreSQL {needed} or later, got {found}.",
            "Upgrade the server.",
            found=str(found),
            needed=str(needed),
        )


class ServerNewError(SyncError):
    """The centre no longer speaks the protocol of this release."""

    code = "server_new"

    def __init__(self, ours: int, lowest: int) -> None:
        super().__init__(
            f"The central database speaks protocol {lowest} or later, this bench speaks {ours}.",
            f"Update Dockgrade on this bench. {_OFFLINE}",
            ours=str(ours),
            lowest=str(lowest),
        )


class ProtocolError(SyncError):
    """The centre does not yet speak the protocol of this release."""

    code = "proto"

    def __init__(self, ours: int, highest: int) -> None:
        super().__init__(
            f"The central database speaks protocol {highest} or earlier, this bench speaks {ours}.",
            "Run 'dockgrade central upgrade' with this release against the server.",
            ours=str(ours),
            highest=str(highest),
        )


class SchemaMissingError(SyncError):
    """There is such a server, but it is not (or not wholly) ours."""

    code = "schema_missing"

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            f"The database at {server} has no Dockgrade schema: {reason}.",
            "Check the database's name in [central] url, or run 'dockgrade central init' there.",
            server=server,
            reason=reason,
        )


class ServerFullError(SyncError):
    """The server lacks disk, memory or connections (SQLSTATE class 53)."""

    code = "server_full"

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            f"The central database at {server} has no room: {reason}.",
            f"Give the server more disk, memory or connections. {_OFFLINE}",
            server=server,
            reason=reason,
        )


class ReadOnlyError(SyncError):
    """A standby, or a server that was made read-only."""

    code = "read_only"

    def __init__(self, server: str) -> None:
        super().__init__(
            f"The database at {server} takes no writes: it is a standby, or was made read-only.",
            "Let [central] url name the primary server, or several hosts with commas between.",
            server=server,
        )


class ForkError(SyncError):
    """The server has other events than this bench under the same numbers: it was restored from a copy, or cloned."""

    code = "fork"

    def __init__(self, stream_id: str, common_seq: int, reason: str) -> None:
        super().__init__(
            f"This bench's record and the server's differ after event {common_seq}: {reason}.",
            "Nothing is lost: what only this bench has moves to a new stream by itself as soon as the bench runs.",
            stream=stream_id,
            common=str(common_seq),
        )


class DisabledError(SyncError):
    """The bench was shut out at the centre."""

    code = "disabled"

    def __init__(self, role: str) -> None:
        super().__init__(
            f"The central database does not let {role} in any more: the bench was disabled there.",
            "Ask whoever runs the central database; a new token lets the bench in again.",
            role=role,
        )


class NotEnrolledError(SyncError):
    """The server knows the role, but not as this bench, or not its stream."""

    code = "not_enrolled"

    def __init__(self, bench: str, reason: str) -> None:
        super().__init__(
            f"The central database does not know this bench as {bench}: {reason}.",
            "Ask for a token made with 'dockgrade central enrol' for this bench, and join with it.",
            bench=bench,
            reason=reason,
        )


class TokenError(SyncError):
    """A token that is none, was used, has expired or is another bench's."""

    code = "token"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"This token cannot be used: {reason}.",
            "Make a new one with 'dockgrade central enrol', and join with it within its time.",
            reason=reason,
        )


class OtherServerError(SyncError):
    """The address leads to another central database than the one this bench has joined."""

    code = "other_server"

    def __init__(self, server: str) -> None:
        super().__init__(
            f"The database at {server} is another one than this bench has joined.",
            "Correct [central] url, or join this one with a token of its own.",
            server=server,
        )


class ServerDamagedError(SyncError):
    """Rows below a head that is right are missing on the server, or differ."""

    code = "server_damaged"

    def __init__(self, stream_id: str, seq: int) -> None:
        super().__init__(
            f"The central database has lost or changed event {seq} of stream {stream_id}, though later ones are there.",
            "Restore the server from a backup. The benches still have their events and send again what is missing then.",
            stream=stream_id,
            seq=str(seq),
        )


class JournalDamagedError(SyncError):
    """The hash chain of our own events does not hold."""

    code = "journal_damaged"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The server refused this bench's events because their chain does not hold: {reason}.",
            "Run 'dockgrade verify' on this bench, then restore journal.db from a backup.",
            reason=reason,
        )


class NotReplicatedError(SyncError):
    """Committed on the primary, but its standby has not confirmed it."""

    code = "not_replicated"

    def __init__(self, server: str) -> None:
        super().__init__(
            f"The central database at {server} could not copy the events to its standby.",
            "Bring the standby back. The events are sent again until both have them.",
            server=server,
        )


class DiskError(SyncError):
    """A file of this home cannot be read or written."""

    code = "disk"

    def __init__(self, err: KnownError) -> None:
        super().__init__(err.title, err.next_step, reason=err.title)


class MirrorBusyForSyncError(SyncError):
    """An import is writing mirror.db."""

    code = "mirror_busy"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"An import is writing {path}.", "Wait until it has ended; events are still being sent.", path=path
        )


class AgentBusyError(SyncError):
    """Another agent serves this home."""

    code = "agent_busy"

    def __init__(self, home: str) -> None:
        super().__init__(
            f"A sync agent already serves {home}.", "It does the same work; 'dockgrade sync status' tells how far it is.",
            home=home,
        )  # fmt: skip


class UnexpectedError(SyncError):
    """The server said something that none of the rules foresees."""

    code = "unexpected"

    def __init__(self, reason: str, sqlstate: str = "") -> None:
        super().__init__(
            f"The central database answered with an error: {reason}" + (f" ({sqlstate})." if sqlstate else "."),
            "Look into the server's log; the agent tries again by itself.",
            reason=reason,
            sqlstate=sqlstate,
        )


class StreamMovedError(SyncError):
    """The server's head of our stream is not where we thought (GAP, FORK, closed): shake hands again. Never shown."""

    code = "unexpected"

    def __init__(self, reason: str, sqlstate: str) -> None:
        super().__init__(
            f"The server's head has moved: {reason}.", "The agent looks again by itself.", sqlstate=sqlstate
        )
