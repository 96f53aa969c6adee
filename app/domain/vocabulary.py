"""The words of the trade, as stored: every value here is in events on disk and never changes its spelling."""

from enum import StrEnum


class Route(StrEnum):
    """Where goods physically go; a tote takes exactly one."""

    RESTOCK = "restock"
    REFURBISH = "refurbish"
    DISPOSE = "dispose"
    HOLD = "hold"


class Disposition(StrEnum):
    """What happens next with an item; each belongs to one route."""

    RESTOCK = "RESTOCK"
    RESTOCK_B = "RESTOCK_B"
    REPACK = "REPACK"
    CLEAN = "CLEAN"
    REFURB = "REFURB"
    REPAIR = "REPAIR"
    RECYCLE = "RECYCLE"
    DESTROY = "DESTROY"
    DONATE = "DONATE"
    LIQUIDATE = "LIQUIDATE"
    PARTS = "PARTS"
    QUARANTINE = "QUARANTINE"
    RTV = "RTV"
    RETURN_TO_CUSTOMER = "RETURN_TO_CUSTOMER"
    EXCEPTION = "EXCEPTION"

    @property
    def route(self) -> Route:
        """The route this disposition belongs to."""
        return _ROUTE_OF[self]


_ROUTE_OF = {
    Disposition.RESTOCK: Route.RESTOCK,
    Disposition.RESTOCK_B: Route.RESTOCK,
    Disposition.REPACK: Route.RESTOCK,
    Disposition.CLEAN: Route.REFURBISH,
    Disposition.REFURB: Route.REFURBISH,
    Disposition.REPAIR: Route.REFURBISH,
    Disposition.RECYCLE: Route.DISPOSE,
    Disposition.DESTROY: Route.DISPOSE,
    Disposition.DONATE: Route.DISPOSE,
    Disposition.LIQUIDATE: Route.DISPOSE,
    Disposition.PARTS: Route.DISPOSE,
    Disposition.QUARANTINE: Route.HOLD,
    Disposition.RTV: Route.HOLD,
    Disposition.RETURN_TO_CUSTOMER: Route.HOLD,
    Disposition.EXCEPTION: Route.HOLD,
}


UNSETTLED = frozenset({Disposition.QUARANTINE, Disposition.EXCEPTION})
"""Decisions that are not the last word: somebody has to decide once more."""


class Grade(StrEnum):
    """Condition grade, best first."""

    N = "N"  # sealed as new
    A = "A"  # like new
    B = "B"  # minor marks, complete
    C = "C"  # worn, dirty or incomplete, works
    D = "D"  # defective, repairable
    E = "E"  # beyond economic repair


class FunctionGrade(StrEnum):
    """Second axis for electronics: how well it works, best first."""

    F1 = "F1"
    F2 = "F2"
    F3 = "F3"
    F4 = "F4"
    F5 = "F5"
    F6 = "F6"


class DefectCode(StrEnum):
    """What is wrong with an item."""

    PKG_OPEN = "PKG_OPEN"
    PKG_DAMAGED = "PKG_DAMAGED"
    TAG_MISSING = "TAG_MISSING"
    SOILED = "SOILED"
    STAIN = "STAIN"
    ODOUR = "ODOUR"
    SCRATCH = "SCRATCH"
    DENT = "DENT"
    CRACK = "CRACK"
    TEAR = "TEAR"
    PART_MISSING = "PART_MISSING"
    ACCESSORY_MISSING = "ACCESSORY_MISSING"
    NO_POWER = "NO_POWER"
    FUNCTION_FAIL = "FUNCTION_FAIL"
    BATTERY_SWOLLEN = "BATTERY_SWOLLEN"
    LEAK = "LEAK"
    DATA_PRESENT = "DATA_PRESENT"
    ACCOUNT_LOCK = "ACCOUNT_LOCK"
    SERIAL_MISMATCH = "SERIAL_MISMATCH"
    EMPTY_BOX = "EMPTY_BOX"
    COUNTERFEIT = "COUNTERFEIT"
    EXPIRED = "EXPIRED"
    RECALL = "RECALL"
    TRANSIT_DAMAGE = "TRANSIT_DAMAGE"


class ReasonCode(StrEnum):
    """What the customer claimed."""

    UNSPECIFIED = "UNSPECIFIED"
    CHANGED_MIND = "CHANGED_MIND"
    TOO_SMALL = "TOO_SMALL"
    TOO_LARGE = "TOO_LARGE"
    NOT_AS_DESCRIBED = "NOT_AS_DESCRIBED"
    DEFECTIVE = "DEFECTIVE"
    DAMAGED_IN_TRANSIT = "DAMAGED_IN_TRANSIT"
    WRONG_ITEM_SENT = "WRONG_ITEM_SENT"
    WRONG_ORDER = "WRONG_ORDER"
    DUPLICATE_ORDER = "DUPLICATE_ORDER"
    ARRIVED_LATE = "ARRIVED_LATE"
    CHEAPER_ELSEWHERE = "CHEAPER_ELSEWHERE"
    MISSING_PARTS = "MISSING_PARTS"
    RECALL = "RECALL"
    WARRANTY = "WARRANTY"
    REFUSED_UNDELIVERED = "REFUSED_UNDELIVERED"


class Declared(StrEnum):
    """How an item stands to what was announced."""

    EXPECTED = "expected"  # on a line of the parcel's expected returns
    UNDECLARED = "undeclared"  # in the parcel, on no line
    WRONG_ITEM = "wrong_item"  # sent in place of what a line names
    BLIND = "blind"  # the parcel has no expected return at all


class OverrideReason(StrEnum):
    """Why a person decided otherwise than the policy proposed."""

    CONDITION_BETTER = "CONDITION_BETTER"
    CONDITION_WORSE = "CONDITION_WORSE"
    CLIENT_INSTRUCTION = "CLIENT_INSTRUCTION"
    SAFETY = "SAFETY"
    LEAD_DECISION = "LEAD_DECISION"
    OTHER = "OTHER"


class Role(StrEnum):
    """What a person may do; each includes the one before."""

    INSPECTOR = "inspector"
    LEAD = "lead"
    ADMIN = "admin"


class ItemStatus(StrEnum):
    """Where an item stands in its own short life; follows from its events alone."""

    IDENTIFIED = "identified"
    GRADED = "graded"
    DECIDED = "decided"
    HELD = "held"
    STOWED = "stowed"
    VOIDED = "voided"  # its identification was undone; the LPN is never used again


class ParcelStatus(StrEnum):
    """Where a parcel stands."""

    OPEN = "open"
    PARKED = "parked"
    CLOSED = "closed"
    VOIDED = "voided"


class ToteStatus(StrEnum):
    """Where a tote stands."""

    OPEN = "open"
    CLOSED = "closed"


class PrintState(StrEnum):
    """What is known of a label on its way to paper."""

    QUEUED = "queued"  # stored; no byte has been written
    SENDING = "sending"  # bytes may be on the wire
    SENT = "sent"  # every byte was taken by the transport; proves nothing about paper
    CONFIRMED = "confirmed"  # the label was scanned
    UNKNOWN = "unknown"  # it broke off after the first byte: a person has to look
    FAILED = "failed"  # certainly not printed
    VOIDED = "voided"  # undone: the label must not be used
