"""Facts about labels on their way to the goods."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class LabelRequested:
    """A label was put into the print queue; copy 0 is the original.

    Attributes:
        sha256: of its bytes, in events of releases that drew it before it was queued.
    """

    KIND: ClassVar[str] = "label_requested"
    item_id: str
    job: str
    copy: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class LabelSent:
    """Every byte of a label was taken by the transport.

    Attributes:
        sha256: of these bytes, in hexadecimal digits; "" in events of releases that told it when the label was asked for.
    """

    KIND: ClassVar[str] = "label_sent"
    item_id: str
    job: str
    copy: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class LabelConfirmed:
    """A label was seen: scanned back, or confirmed by a person."""

    KIND: ClassVar[str] = "label_confirmed"
    item_id: str
    job: str
    copy: int = 0
    by: str = "scan"


@dataclass(frozen=True, slots=True)
class LabelFailed:
    """A label was not printed, or nobody can know: `certain` is False after the first byte had left."""

    KIND: ClassVar[str] = "label_failed"
    item_id: str
    job: str
    copy: int = 0
    reason: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class LabelVoided:
    """A label must not be used any more."""

    KIND: ClassVar[str] = "label_voided"
    item_id: str
    job: str
    copy: int = 0
