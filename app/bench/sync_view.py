"""How this bench and the central server stand, as the window shows it."""

from msgspec import Struct


class SyncProblem(Struct, frozen=True):
    """What keeps this bench and the central server apart; the windows have the sentence and the next step of every code.

    Attributes:
        code: of app.sync.faults, such as "unreachable".
        params: what the sentence speaks of, by name.
    """

    code: str
    params: tuple[tuple[str, str], ...] = ()


class SyncView(Struct, frozen=True):
    """How this bench and the central server stand.

    Attributes:
        state: "in_step", "sending", "offline", "stopped" or "error".
        unsent: facts that the server has not acknowledged.
        last_contact: when the server last answered, at the site: "YYYY-MM-DDTHH:MM"; None when it never did.
        conflicts: what a lead has to settle: races between benches, parcels received twice, labels of two benches alike.
        feed: which reference data are being loaded, and how many rows are in; None while none are.
    """

    state: str
    unsent: int = 0
    last_contact: str | None = None
    problem: SyncProblem | None = None
    conflicts: int = 0
    feed: tuple[str, int] | None = None
