"""Facts about items: identified, described, graded, put somewhere."""

from typing import ClassVar

from msgspec import Struct

from app.domain.vocabulary import Declared, DefectCode, FunctionGrade, Grade


class ItemIdentified(Struct, frozen=True):
    """An item, or a batch of equal units, was taken out of a parcel; its product facts are kept as they were then.

    Attributes:
        serial_finding: "" | "matches" | "differs" | "returned_before" | "blocked" | "unreadable".
        expected_serial: the serial that the line names; None when it names none.
        split_from: the item that this batch was split off from; None otherwise.
    """

    KIND: ClassVar[str] = "item_identified"
    item_id: str
    parcel_id: str
    lpn: str
    sku: str
    title: str
    category: str
    client: str
    declared: Declared
    quantity: int = 1
    gtin: str | None = None
    serial: str | None = None
    lot: str | None = None
    expiry: str | None = None
    rma: str | None = None
    line: int | None = None
    reason: str = ""
    expected_serial: str | None = None
    serial_finding: str = ""
    unit_value_cents: int | None = None
    currency: str = ""
    weight_g: int | None = None
    serialised: bool = False
    lot_tracked: bool = False
    expiry_tracked: bool = False
    returnable: bool = True
    hazmat: bool = False
    return_by: str | None = None
    image: str = ""
    split_from: str | None = None


class ItemAmended(Struct, frozen=True):
    """Facts about an identified item came in later; None means unchanged."""

    KIND: ClassVar[str] = "item_amended"
    item_id: str
    serial: str | None = None
    lot: str | None = None
    expiry: str | None = None
    quantity: int | None = None
    serial_finding: str | None = None
    lpn: str | None = None
    rma: str | None = None
    line: int | None = None
    expected_serial: str | None = None
    reason: str | None = None


class ItemGraded(Struct, frozen=True):
    """The whole inspection result so far; `grade` is None while only defects are marked."""

    KIND: ClassVar[str] = "item_graded"
    item_id: str
    grade: Grade | None
    function: FunctionGrade | None = None
    defects: tuple[DefectCode, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    note: str = ""


class ItemStowed(Struct, frozen=True):
    """An item was put into a tote; `turn` is the event that had opened the tote, since a tote is used again and again."""

    KIND: ClassVar[str] = "item_stowed"
    item_id: str
    tote: str
    turn: str = ""


class ItemUnstowed(Struct, frozen=True):
    """An item was taken out of a tote."""

    KIND: ClassVar[str] = "item_unstowed"
    item_id: str
    tote: str


class ItemHeld(Struct, frozen=True):
    """An item was put aside for somebody to look at."""

    KIND: ClassVar[str] = "item_held"
    item_id: str
    reason: str = ""


class ItemReleased(Struct, frozen=True):
    """A held item goes on."""

    KIND: ClassVar[str] = "item_released"
    item_id: str
