"""A tote: a container for one route, as a fold over its events."""

from msgspec import Struct
from msgspec.structs import replace

from app.domain.events import ToteClosed, ToteOpened
from app.domain.history import History, effective
from app.domain.vocabulary import Disposition, Route, ToteStatus


class ToteState(Struct, frozen=True):
    """A tote as its events leave it; a closed one may be opened anew, which starts it empty for another turn.

    Attributes:
        turn: id of the event that opened it this time.
    """

    code: str
    route: Route
    disposition: Disposition | None
    status: ToteStatus
    opened_at: str
    opened_by: str
    closed_at: str | None = None
    closed_by: str | None = None
    seal: str = ""
    turn: str = ""


def fold_tote(history: History) -> ToteState | None:
    """Fold a tote's events into its state; None when its opening was undone or never was."""
    state: ToteState | None = None
    for record in effective(history):
        match record.event:
            case ToteOpened() as event:
                state = ToteState(
                    event.tote,
                    event.route,
                    event.disposition,
                    ToteStatus.OPEN,
                    record.wall_at,
                    record.actor,
                    turn=record.event_id,
                )
            case ToteClosed() as event if state:
                state = replace(
                    state,
                    status=ToteStatus.CLOSED,
                    closed_at=record.wall_at,
                    closed_by=record.actor,
                    seal=event.seal,
                )
            case _:
                pass
    return state
