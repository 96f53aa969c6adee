"""What people and devices ask of the bench. Keys, touch and command barcodes all arrive as the same words."""

from dataclasses import dataclass

from app.domain.vocabulary import PrintState


@dataclass(frozen=True, slots=True)
class RegisterScan:
    """A scanner read something.

    Attributes:
        scanner: the scanner's name; "keyboard" for a code typed into the search field.
        at_ns: monotonic nanoseconds at the last byte.
    """

    text: str
    aim: str
    scanner: str
    at_ns: int


@dataclass(frozen=True, slots=True)
class ReportBadFrame:
    """A scanner sent bytes that are no reading.

    Attributes:
        problem: "too_long", "not_text", "cut_off" or "no_read".
        length: bytes received.
    """

    problem: str
    scanner: str
    length: int


@dataclass(frozen=True, slots=True)
class Control:
    """A command word, pressed, typed or touched: GRADE-C, ACCEPT, QTY-3 … (the words of app.symbols.control)."""

    word: str


@dataclass(frozen=True, slots=True)
class EnterPin:
    """The digits that were asked for."""

    pin: str


@dataclass(frozen=True, slots=True)
class SelectItem:
    """Make an item of the open parcel the current one."""

    item_id: str


@dataclass(frozen=True, slots=True)
class OpenParcel:
    """Go on with a parcel from the queue."""

    parcel_id: str


@dataclass(frozen=True, slots=True)
class OpenExpected:
    """Open the parcel of an expected return, as a scan of its number would."""

    rma: str


@dataclass(frozen=True, slots=True)
class AddNote:
    """Free words about the current item.

    Attributes:
        item_id: the item that was in hand while they were typed; None for whichever is the current one.
    """

    text: str
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReprintLabel:
    """Print an item's label again, marked as a copy."""

    item_id: str


@dataclass(frozen=True, slots=True)
class RecordPrintResult:
    """The print thread tells what became of a label.

    Attributes:
        state: SENDING before the first byte; then SENT, FAILED, UNKNOWN, or QUEUED again when no byte had left.
        detail: the platform's words.
    """

    job: str
    state: PrintState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RecordDevice:
    """A scanner or printer came, went or wants attention. Shown, not stored."""

    name: str
    role: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CloseShift:
    """A lead ends the shift at this bench."""

    note: str = ""


Command = (
    RegisterScan
    | ReportBadFrame
    | Control
    | EnterPin
    | SelectItem
    | OpenParcel
    | OpenExpected
    | AddNote
    | ReprintLabel
    | RecordPrintResult
    | RecordDevice
    | CloseShift
)
