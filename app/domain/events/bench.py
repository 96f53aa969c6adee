"""Facts about totes, people and the bench itself."""

from typing import ClassVar

from msgspec import Struct

from app.domain.vocabulary import Disposition, Role, Route


class ToteOpened(Struct, frozen=True):
    """A tote was opened for one route, or for one disposition of it."""

    KIND: ClassVar[str] = "tote_opened"
    tote: str
    route: Route
    disposition: Disposition | None = None


class ToteClosed(Struct, frozen=True):
    """A tote was closed; `seal` is the number of its seal, "" for none."""

    KIND: ClassVar[str] = "tote_closed"
    tote: str
    seal: str = ""


class EventReversed(Struct, frozen=True):
    """An earlier event no longer counts; it stays in the record."""

    KIND: ClassVar[str] = "event_reversed"
    event_id: str
    reversed_kind: str
    reason: str = "undo"


class ScanNoted(Struct, frozen=True):
    """A reading that changed nothing: ignored as a double, refused, unknown. Badges are stored without their token."""

    KIND: ClassVar[str] = "scan_noted"
    text: str
    scanner: str
    outcome: str
    aim: str = ""


class SignedIn(Struct, frozen=True):
    """A person started to work at the bench."""

    KIND: ClassVar[str] = "signed_in"
    name: str
    role: Role
    language: str = "en"


class SignedOut(Struct, frozen=True):
    """A person left the bench."""

    KIND: ClassVar[str] = "signed_out"
    name: str


class ShiftClosed(Struct, frozen=True):
    """A lead closed the shift, with the counts at that moment."""

    KIND: ClassVar[str] = "shift_closed"
    counts: tuple[tuple[str, int], ...] = ()
    note: str = ""
