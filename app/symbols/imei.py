"""IMEI: the number of a mobile device (3GPP TS 23.003, annex B: fourteen digits and a Luhn check digit)."""

import re

from app.domain.check_digits import luhn
from app.symbols.readings import Kind, Reading

_WRITTEN = re.compile(r"[0-9]{2}[- ]?[0-9]{6}[- ]?[0-9]{6}[- ]?[0-9]")


def read_imei(text: str) -> tuple[Reading, ...]:
    """Read fifteen digits, as they are or in the groups AA-BBBBBB-CCCCCC-D, as an IMEI; () when the form is another."""
    if not _WRITTEN.fullmatch(text):
        return ()
    digits = text.replace("-", "").replace(" ", "")
    expected = luhn(digits[:-1])
    valid = expected == digits[-1]
    proof = f"check digit {expected} is right" if valid else f"expected check digit {expected}, got {digits[-1]}"
    return (Reading(Kind.IMEI, digits, None, valid, f"IMEI: {proof}.", (("imei", digits),) if valid else ()),)
