"""GTIN and SSCC: the numbers of goods and of logistic units.

Source: GS1 General Specifications, sections 2.1 (GTIN), 1.4.5 (GS1 prefixes), 5.2 (UPC-E) and 7.9.1 (check digit).
"""

from app.domain.check_digits import gs1
from app.symbols.readings import Kind, Reading

_SPECIAL_PREFIXES: tuple[tuple[int, int, str], ...] = (
    (20, 29, "restricted circulation: means different goods in different companies or countries"),
    (40, 49, "restricted circulation within one company"),
    (50, 59, "a coupon, no goods"),
    (200, 299, "restricted circulation: means different goods in different companies or countries"),
    (977, 977, "a serial publication (ISSN)"),
    (980, 980, "a refund receipt, no goods"),
    (981, 984, "a coupon, no goods"),
    (990, 999, "a coupon, no goods"),
)
"""First three digits of a GTIN-13 (a GTIN-12 counts with a zero before it) that mean something other than goods on sale everywhere."""


def read_gtin(digits: str, *, upc_e: bool = True) -> tuple[Reading, ...]:
    """Read 8, 12, 13 or 14 digits as a GTIN; () for any other length.

    Eight digits that begin with 0 or 1 may also be a UPC-E as scanned without expansion: offered as a second reading when its
    check digit is right and `upc_e` is set.
    """
    length = len(digits)
    if length not in {8, 12, 13, 14}:
        return ()
    expected = gs1(digits[:-1])
    value = digits.zfill(14)
    valid = expected == digits[-1]
    proof = f"check digit {expected} is right" if valid else f"expected check digit {expected}, got {digits[-1]}"
    special = _special(digits, length)
    remark = f" Prefix {special}." if special else ""
    fields = (("gtin", value),) if valid else ()
    reading = Reading(Kind.GTIN, value, None, valid, f"GTIN-{length}: {proof}.{remark}", fields)
    if upc_e and length == 8 and digits[0] in "01":
        expanded = expand_upc_e(digits)
        if gs1(expanded[:-1]) == expanded[-1]:
            value = expanded.zfill(14)
            reason = f"UPC-E, short for {expanded}: check digit {expanded[-1]} is right."
            return reading, Reading(Kind.GTIN, value, None, valid=True, reason=reason, fields=(("gtin", value),))
    return (reading,)


def expand_upc_e(digits: str) -> str:
    """The twelve digits of UPC-A that eight digits of UPC-E stand for (section 5.2.2.4.2)."""
    body, last = digits[1:7], digits[6]
    if last in "012":
        middle = f"{body[:2]}{last}0000{body[2:5]}"
    elif last == "3":
        middle = f"{body[:3]}00000{body[3:5]}"
    elif last == "4":
        middle = f"{body[:4]}00000{body[4]}"
    else:
        middle = f"{body[:5]}0000{last}"
    return digits[0] + middle + digits[7]


def read_sscc(digits: str) -> tuple[Reading, ...]:
    """Read 18 digits, or 20 that begin with the identifier 00, as a serial shipping container code; () for anything else."""
    if len(digits) == 20 and digits.startswith("00"):
        digits = digits[2:]
        form = "SSCC behind its identifier (00)"
    elif len(digits) == 18:
        form = "SSCC of 18 digits"
    else:
        return ()
    expected = gs1(digits[:-1])
    valid = expected == digits[-1]
    proof = f"check digit {expected} is right" if valid else f"expected check digit {expected}, got {digits[-1]}"
    return (Reading(Kind.SSCC, digits, None, valid, f"{form}: {proof}.", (("sscc", digits),) if valid else ()),)


def _special(digits: str, length: int) -> str:
    """What the GS1 prefix says about restricted numbers and coupons; "" for ordinary goods."""
    if length == 8:
        return "0 or 2 of a GTIN-8: restricted circulation within one company" if digits[0] in "02" else ""
    prefix = digits.zfill(14)[1:4]
    number = int(prefix)
    if 20 <= number <= 59 or 200 <= number <= 299 or number >= 977:
        for low, high, meaning in _SPECIAL_PREFIXES:
            if low <= number <= high:
                return f"{prefix}: {meaning}"
    return ""
