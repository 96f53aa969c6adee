"""Facts about parcels."""

from typing import ClassVar

from msgspec import Struct

from app.domain.catalogue import ExpectedLine


class MissingLine(Struct, frozen=True):
    """Units of an expected line that were not in the parcel."""

    rma: str
    line: int
    sku: str
    quantity: int


class ParcelReceived(Struct, frozen=True):
    """A parcel was taken in; `lines` is what was expected at that moment.

    Attributes:
        label: the code that was scanned, as it is shown; "" for a parcel without any.
        tracking, sscc: None when the parcel has none.
        carrier: the carrier's name; "" when unknown.
        rmas: numbers of the expected returns in it; empty for a blind return.
    """

    KIND: ClassVar[str] = "parcel_received"
    parcel_id: str
    label: str
    tracking: str | None = None
    sscc: str | None = None
    carrier: str = ""
    rmas: tuple[str, ...] = ()
    lines: tuple[ExpectedLine, ...] = ()


class ParcelParked(Struct, frozen=True):
    """Work on an open parcel was put aside."""

    KIND: ClassVar[str] = "parcel_parked"
    parcel_id: str


class ParcelResumed(Struct, frozen=True):
    """Work on a parked or closed parcel goes on."""

    KIND: ClassVar[str] = "parcel_resumed"
    parcel_id: str


class ParcelClosed(Struct, frozen=True):
    """A parcel was finished, with what was not in it."""

    KIND: ClassVar[str] = "parcel_closed"
    parcel_id: str
    missing: tuple[MissingLine, ...] = ()
    note: str = ""
