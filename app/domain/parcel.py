"""A parcel: its state as a fold over its events, and how what came stands to what was expected."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from app.domain.catalogue import ExpectedLine
from app.domain.conflicts import in_conflict
from app.domain.events import (
    DuplicateResolved,
    MissingLine,
    ParcelClosed,
    ParcelParked,
    ParcelReceived,
    ParcelResumed,
    Recorded,
)
from app.domain.history import History, effective
from app.domain.item import ItemState
from app.domain.serials import same_serial
from app.domain.vocabulary import Declared, ParcelStatus


class ParcelState(Struct, frozen=True):
    """A parcel as its events leave it.

    Attributes:
        merged_into: the parcel that this record gave way to, since both were of one box; its status is voided then.
        conflict: two benches closed it, or closed it and went on with it, without knowing of each other.
    """

    received: ParcelReceived
    received_at: str
    received_by: str
    status: ParcelStatus = ParcelStatus.OPEN
    closed: ParcelClosed | None = None
    closed_at: str | None = None
    closed_by: str | None = None
    merged_into: str | None = None
    conflict: bool = False

    @property
    def parcel_id(self) -> str:
        """The parcel's id."""
        return self.received.parcel_id

    @property
    def blind(self) -> bool:
        """Whether nothing was expected of it."""
        return not self.received.lines


def fold_parcel(history: History) -> ParcelState | None:
    """Fold a parcel's events into its state; None when its reception was undone or never was."""
    state: ParcelState | None = None
    merged_into: str | None = None
    for record in effective(history):
        match record.event:
            case ParcelReceived() as event:
                state = ParcelState(event, record.wall_at, record.actor)
            case ParcelParked() if (
                state and state.status is ParcelStatus.OPEN
            ):  # another bench may have closed it meanwhile
                state = replace(state, status=ParcelStatus.PARKED)
            case ParcelResumed() if state:
                state = replace(state, status=ParcelStatus.OPEN, closed=None, closed_at=None, closed_by=None)
            case ParcelClosed() as event if state:
                state = replace(
                    state, status=ParcelStatus.CLOSED, closed=event, closed_at=record.wall_at, closed_by=record.actor
                )
            case DuplicateResolved() as event if state and event.drop == record.key:
                merged_into = event.keep.partition(":")[2]
            case _:
                pass
    if state is None:
        return None
    status = state.status if merged_into is None else ParcelStatus.VOIDED
    return replace(state, status=status, merged_into=merged_into, conflict=in_conflict(history))


def last_received(history: History) -> Recorded | None:
    """The latest reception, standing or undone."""
    return next((r for r in reversed(history) if isinstance(r.event, ParcelReceived)), None)


def received_by_line(items: Iterable[ItemState]) -> defaultdict[tuple[str, int], int]:
    """Units received on each expected line, by (RMA, line); 0 for any other."""
    counts: defaultdict[tuple[str, int], int] = defaultdict(int)
    for item in items:
        facts = item.identified
        if facts.declared is Declared.EXPECTED and facts.rma is not None and facts.line is not None:
            counts[facts.rma, facts.line] += facts.quantity
    return counts


def missing_lines(parcel: ParcelState, items: Iterable[ItemState]) -> tuple[MissingLine, ...]:
    """Expected units that are not there, line by line."""
    counts = received_by_line(items)
    return tuple(
        MissingLine(line.rma, line.line, line.sku, line.quantity - counts[line.rma, line.line])
        for line in parcel.received.lines
        if counts[line.rma, line.line] < line.quantity
    )


def line_for(
    parcel: ParcelState, items: Iterable[ItemState], sku: str, client: str, serial: str | None = None
) -> ExpectedLine | None:
    """The expected line that a unit of this product belongs to.

    The line that names its serial comes first, then one with units still to come, then any of that product: more
    units than announced are still of that line. None when the product is on no line.
    """
    counts = received_by_line(items)
    lines = [line for line in parcel.received.lines if line.sku == sku and line.client in {client, ""}]
    if serial is not None:
        for line in lines:
            if same_serial(line.serial, serial) and counts[line.rma, line.line] < line.quantity:
                return line
    for line in lines:
        if counts[line.rma, line.line] < line.quantity:
            return line
    return lines[0] if lines else None
