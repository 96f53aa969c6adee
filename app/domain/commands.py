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
        problem: "too_long", "not_text", "cut_off", "no_read" or "no_end".
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
        text: the whole note; None changes nothing, and asks why none can be kept.
        item_id: the item that was in hand while they were typed; None for whichever is the current one.
    """

    text: str | None
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReprintLabel:
    """Print an item's label again, marked as a copy."""

    item_id: str


@dataclass(frozen=True, slots=True)
class DrawnLabel:
    """A label ready to be sent; or one that waits again, as it was before it was drawn.

    Attributes:
        document: what is on it, for preview and reprint.
        data: the very bytes for the printer; none while it waits.
        sha256: of `data`, in hexadecimal digits; "" while it waits.
    """

    document: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordPrintResult:
    """The print thread tells what became of a label.

    Attributes:
        state: SENDING before the first byte; then SENT, FAILED, UNKNOWN, or QUEUED again when no byte had left.
        detail: the platform's words.
        drawn: with SENDING the label, whose bytes are stored before one of them leaves; with QUEUED as it was before; None for a label
            that was drawn before it was queued.
    """

    job: str
    state: PrintState
    detail: str = ""
    drawn: DrawnLabel | None = None


@dataclass(frozen=True, slots=True)
class RecordDevice:
    """A scanner or printer came, went or wants attention. Shown, not stored."""

    name: str
    role: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordSync:
    """The sync agent tells how it and the central server are. Shown, not stored.

    Attributes:
        state: "in_step", "sending", "offline", "stopped" or "error".
        unsent: facts that the server has not acknowledged; None leaves it to the bench to count.
        last_contact: UTC, ISO 8601; None when the server never answered.
        code: what is wrong, by the agent's code; "" for nothing.
        params: what the sentence about it speaks of, by name.
        changes: other benches' facts have come in.
        order: the agent wants a new stream or a new series of this bench.
        feed: which reference data are being loaded, and how many rows are in; None while none are.
    """

    state: str
    unsent: int | None = None
    last_contact: str | None = None
    code: str = ""
    params: tuple[tuple[str, str], ...] = ()
    changes: bool = False
    order: bool = False
    feed: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class ResolveConflict:
    """A lead says which of two benches' decisions about a thing stand.

    Attributes:
        key: the item or parcel, "item:…" or "parcel:…".
        keep_event_id: any decision of the side that stands.
    """

    key: str
    keep_event_id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResolveDuplicate:
    """A lead says that two records are of one thing, and which one stays.

    Attributes:
        keep, drop: keys of the two records.
    """

    keep: str
    drop: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReplaceLabel:
    """Give an item another license plate number, since another bench has printed its number too, and print the label."""

    item_id: str


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
    | RecordSync
    | ResolveConflict
    | ResolveDuplicate
    | ReplaceLabel
    | CloseShift
)
