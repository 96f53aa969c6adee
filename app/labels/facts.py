"""What is printed on the label of an item, as it waits to be drawn."""

from dataclasses import dataclass
from typing import Final

from app.domain.vocabulary import Disposition, FunctionGrade, Grade, Route

_MINUTE: Final = len("2026-11-22T14:32")


@dataclass(frozen=True, slots=True)
class ItemLabelFacts:
    """The facts of one item when it was decided; "" and None leave their place on the label empty.

    Attributes:
        defects: words in the language of the label.
        expiry: ISO date.
        decided_at: local time as ISO text, printed to the minute.
        copy: marks a label that is printed again.
        voided: prints no code that could be scanned, and says so.
    """

    lpn: str
    title: str
    sku: str
    grade: Grade | None
    function: FunctionGrade | None
    disposition: Disposition
    route: Route
    defects: tuple[str, ...] = ()
    serial: str = ""
    lot: str = ""
    expiry: str = ""
    quantity: int = 1
    client: str = ""
    bench: str = ""
    site: str = ""
    inspector: str = ""
    decided_at: str = ""
    rma: str = ""
    copy: bool = False
    voided: bool = False

    @property
    def place(self) -> str:
        """Site and bench."""
        return " · ".join(part for part in (self.site, self.bench) if part)

    @property
    def minute(self) -> str:
        """When it was decided, "2026-11-22 14:32"."""
        return self.decided_at[:_MINUTE].replace("T", " ")

    @property
    def count(self) -> str:
        """The quantity of a batch, "× 12"; "" for one unit."""
        return f"× {self.quantity}" if self.quantity > 1 else ""


@dataclass(frozen=True, slots=True)
class LabelOrder:
    """A label that was asked for and is not drawn yet: all that stands on it, and the media it was meant for.

    Attributes:
        language: of the words on it.
        dpi: dots per inch of the printer.
    """

    facts: ItemLabelFacts
    language: str
    width_mm: float
    height_mm: float
    dpi: int
