"""How far a bench is, told from its own two files: works with the server away, and with no agent running."""

from dataclasses import dataclass, replace

from app.settings import Home, Settings
from app.sync.address import parse_address
from app.sync.faults import AgentBusyError, BadUrlError, SyncError
from app.sync.journal import JournalReader
from app.sync.serve import only_agent
from app.sync.state import Status, stored_acks, stored_status, unsent


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a bench stands.

    Attributes:
        joined: settings.toml has [central].
        server: its address without role and password; "" when it has none.
        agent: an agent is running.
    """

    joined: bool
    server: str
    agent: bool
    status: Status


def overview(home: Home, settings: Settings) -> Overview:
    """Count what is not yet on the server, and repeat what the agent said last. Raises KnownError."""
    journal = JournalReader(home.journal)
    try:
        streams = {stream.stream_id: stream.last for stream in journal.streams()}
    finally:
        journal.close()
    waiting = unsent(streams, stored_acks(home.mirror))
    told = stored_status(home.mirror) or Status("stopped")
    if settings.central is None:
        return Overview(joined=False, server="", agent=False, status=Status("stopped", unsent=waiting))
    running = _running(home)
    status = replace(told, unsent=waiting, state=told.state if running else "stopped", changes=False)
    return Overview(joined=True, server=_shown(settings.central.url), agent=running, status=status)


def _running(home: Home) -> bool:
    if not home.agent.exists():
        return False
    try:
        with only_agent(home):
            return False
    except AgentBusyError:
        return True
    except SyncError:
        return False


def _shown(url: str) -> str:
    try:
        return parse_address(url).shown
    except BadUrlError:
        return url
