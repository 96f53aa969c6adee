"""What is known about an item at the moment the policy is asked: the whole input of a decision, and nothing else."""

from msgspec import Struct

from app.domain.vocabulary import Declared, DefectCode, FunctionGrade, Grade

FACT_NAMES = (
    "category",
    "client",
    "sku",
    "grade",
    "function",
    "defects",
    "reason",
    "declared",
    "serial_finding",
    "unit_value",
    "quantity",
    "expiry",
    "return_by",
    "returnable",
    "hazmat",
    "today",
)
"""Names under which facts appear as inputs of a proposal, and as placeholders in a rule's words."""


class Facts(Struct, frozen=True):
    """One item as the policy sees it.

    Attributes:
        category: the catalogue's word; "" for an unknown product.
        function: None where the category has no function grade, or none was given.
        reason: a ReasonCode value or the client's own word; "" counts as UNSPECIFIED.
        serial_finding: "" | "matches" | "differs" | "returned_before" | "blocked" | "unreadable".
        unit_value_cents: in hundredths of `currency`; None when unknown.
        expiry: ISO date; None when the item shows none.
        expiry_tracked: the product must have an expiry date.
        return_by: ISO date, last day of the return window; None when unknown.
        today: ISO date at the bench, in its own time zone.
    """

    category: str
    client: str
    sku: str
    grade: Grade
    today: str
    function: FunctionGrade | None = None
    defects: tuple[DefectCode, ...] = ()
    reason: str = ""
    declared: Declared = Declared.EXPECTED
    serial_finding: str = ""
    unit_value_cents: int | None = None
    currency: str = ""
    quantity: int = 1
    expiry: str | None = None
    expiry_tracked: bool = False
    return_by: str | None = None
    returnable: bool = True
    hazmat: bool = False

    def text(self, name: str) -> str:
        """One fact as it is shown and stored; `name` is one of FACT_NAMES. An unknown value is ""."""
        match name:
            case "defects":
                return "|".join(self.defects)
            case "unit_value":
                return (
                    "" if self.unit_value_cents is None else f"{money(self.unit_value_cents)} {self.currency}".strip()
                )
            case "reason":
                return self.reason or "UNSPECIFIED"
            case "returnable" | "hazmat":
                return "yes" if getattr(self, name) else "no"
        value = getattr(self, name)
        return "" if value is None else str(value)


def money(cents: int) -> str:
    """Hundredths as a decimal with a point: 1205 is "12.05"."""
    return f"{cents // 100}.{cents % 100:02d}"
