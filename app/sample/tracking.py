"""Tracking numbers of carriers with right check digits, for parcels that nobody sent.

The forms and rules are those of app/symbols/carriers.toml, where their sources stand; they are worked out here once more, so
that a fault in either shows.
"""

import random
from collections.abc import Callable

from app.domain.check_digits import gs1, mod37_36

_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def ups(serial: int) -> str:
    """A 1Z number of shipper 999AA1, which UPS uses in its examples; `serial` has up to seven digits."""
    body = f"999AA103{serial:07}"
    values = [(ord(character) - 63) % 10 if character.isalpha() else int(character) for character in body]
    total = sum(values[0::2]) + 2 * sum(values[1::2])
    return f"1Z{body}{-total % 10}"


def s10(service: str, serial: int, country: str) -> str:
    """A postal item number (UPU S10): two letters, eight digits, check digit, country of the post."""
    digits = f"{serial:08}"
    check = 11 - sum(weight * int(digit) for weight, digit in zip(_S10_WEIGHTS, digits, strict=True)) % 11
    return f"{service}{digits}{ {10: 0, 11: 5}.get(check, check) }{country}"


def sscc(extension_and_prefix: str, serial: int) -> str:
    """An SSCC of 18 digits."""
    payload = f"{extension_and_prefix}{serial:0{17 - len(extension_and_prefix)}}"
    return payload + gs1(payload)


def posti(serial: int) -> str:
    """Posti's parcel identifier; no check digit is known."""
    return f"JJFI{serial:017}"


def matkahuolto(serial: int) -> str:
    """Matkahuolto's parcel number; no check digit is known."""
    return f"MH{serial:016}"


def dhl_express(serial: int) -> str:
    """A DHL Express waybill: a number of nine digits and its remainder by seven."""
    return f"{serial}{serial % 7}"


def gls(serial: int) -> str:
    """A GLS parcel number of twelve digits: the GS1 check digit of the others, with one added to the sum."""
    body = f"50{serial:09}"
    total = 3 * sum(map(int, body[::-2])) + sum(map(int, body[-2::-2])) + 1
    return f"{body}{-total % 10}"


def dpd(serial: int) -> str:
    """A DPD parcel number with its check character (ISO/IEC 7064 MOD 37,36)."""
    body = f"01{serial:012}"
    return body + mod37_36(body)


_MAKERS: dict[str, Callable[[int], str]] = {
    "UPS": ups,
    "Posti": posti,
    "Matkahuolto": matkahuolto,
    "PostNord": lambda serial: s10("RR", serial, "SE"),
    "DHL": lambda serial: dhl_express(410_000_000 + serial),
    "Bring": lambda serial: sscc("370", serial),
    "DPD": dpd,
    "GLS": gls,
    "Omniva": lambda serial: s10("CC", serial, "EE"),
    "Russian Post": lambda serial: s10("RR", serial, "RU"),
    "Latvijas Pasts": lambda serial: s10("CE", serial, "LV"),
}

CARRIERS = tuple(_MAKERS)


def tracking_number(carrier: str, rng: random.Random) -> str:
    """A fresh number of that carrier."""
    return _MAKERS[carrier](rng.randrange(1_000_000, 9_999_999))
