"""What a scanned text may mean: one reading for each meaning that its characters allow."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing a reading names."""

    LPN = "lpn"
    TOTE = "tote"
    BADGE = "badge"
    COMMAND = "command"
    RMA = "rma"
    TRACKING = "tracking"
    GTIN = "gtin"
    SSCC = "sscc"
    GS1 = "gs1"
    DIGITAL_LINK = "digital_link"
    IMEI = "imei"
    ISBN = "isbn"
    SERIAL = "serial"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a scanned text.

    Attributes:
        kind: what the text names in this reading.
        value: the one spelling to look up and to store. lpn, tote, tracking, rma: capitals, no spaces. command: the word alone.
            gtin: GTIN-14, zero-padded, whatever length was scanned: right for look-ups, too long for a screen. sscc: 18 digits.
            gs1: the elements with their identifiers in brackets. digital_link: the address as scanned. isbn: 13 digits.
            badge: "B-" and the token, which is a secret: whoever logs or shows readings hides it. unknown: the text as it came.
        carrier: the carrier's name for tracking numbers; None where there is none or it cannot be told.
        valid: what can be proved from the text alone holds: the check digit is right, or, where the standard has none, the form is
            distinctive. For rma, tote, badge and serial, which have no check digit: the form is right.
        reason: why this reading is offered, and what speaks for or against it; never empty.
        fields: named parts as (name, value) pairs. gtin, serial, lot, expiry (ISO date), sscc, imei and others by name, in valid
            readings only; GS1 elements also by their application identifier ("01", "3103"), as they came.
        unproven: nothing in the text speaks for or against this reading: a bare number without a check digit. Such a reading is
            not valid, and not wrong either; a look-up may find it.
    """

    kind: Kind
    value: str
    carrier: str | None
    valid: bool
    reason: str
    fields: tuple[tuple[str, str], ...] = ()
    unproven: bool = False

    def field(self, name: str) -> str | None:
        """The value of the first field of that name; None when the reading has none."""
        for key, value in self.fields:
            if key == name:
                return value
        return None


def describe(readings: Iterable[Reading]) -> list[dict[str, object]]:
    """The readings as `dockgrade identify --json` prints them: kind, value, carrier, valid and reason of each, in order."""
    return [
        {
            "kind": reading.kind.value,
            "value": reading.value,
            "carrier": reading.carrier,
            "valid": reading.valid,
            "reason": reading.reason,
        }
        for reading in readings
    ]
