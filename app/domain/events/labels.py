"""Facts about labels on their way to the goods."""

from typing import ClassVar

from msgspec import Struct


class LabelRequested(Struct, frozen=True):
    """A label was put into the print queue; copy 0 is the original.

    Attributes:
        sha256: of its bytes, in events of releases that drew it before it was queued.
    """

    KIND: ClassVar[str] = "label_requested"
    item_id: str
    job: str
    copy: int = 0
    sha256: str = ""


class LabelSent(Struct, frozen=True):
    """Every byte of a label was taken by the transport.

    Attributes:
        sha256: of these bytes, in hexadecimal digits; "" in events of releases that told it when the label was asked for.
    """

    KIND: ClassVar[str] = "label_sent"
    item_id: str
    job: str
    copy: int = 0
    sha256: str = ""


class LabelConfirmed(Struct, frozen=True):
    """A label was seen: scanned back, or confirmed by a person."""

    KIND: ClassVar[str] = "label_confirmed"
    item_id: str
    job: str
    copy: int = 0
    by: str = "scan"


class LabelFailed(Struct, frozen=True):
    """A label was not printed, or nobody can know: `certain` is False after the first byte had left."""

    KIND: ClassVar[str] = "label_failed"
    item_id: str
    job: str
    copy: int = 0
    reason: str = ""
    certain: bool = True


class LabelVoided(Struct, frozen=True):
    """A label must not be used any more."""

    KIND: ClassVar[str] = "label_voided"
    item_id: str
    job: str
    copy: int = 0
