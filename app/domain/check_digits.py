"""Check characters of published standards, as pure functions over the characters they protect.

Each function takes the payload without its check character and returns the check character as one string character.
"""

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The 36 characters of ISO/IEC 7064 MOD 37,36, in the order of their values."""

_VALUES = {character: value for value, character in enumerate(ALPHANUMERIC)}
_DOUBLED_DIGIT_SUMS = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def mod37_36(payload: str) -> str:
    """ISO/IEC 7064 MOD 37,36 (a hybrid system): detects every single substitution among its 36 characters.

    Raises ValueError when a character is outside 0-9 and A-Z.
    """
    product = 36
    for character in payload:
        value = _VALUES.get(character)
        if value is None:
            raise ValueError(f"Expected digits and capital letters A to Z, got {character!r}.")
        total = (product + value) % 36 or 36
        product = total * 2 % 37
    return ALPHANUMERIC[(37 - product) % 36]


def gs1(payload: str) -> str:
    """Modulo 10 with weights 3 and 1 from the right: GTIN, SSCC, GLN and the other numeric keys.

    Source: GS1 General Specifications, section 7.9.1. `payload` is ASCII digits.
    """
    total = 3 * sum(map(int, payload[::-2])) + sum(map(int, payload[-2::-2]))
    return str(-total % 10)


def luhn(payload: str) -> str:
    """Luhn formula (ISO/IEC 7812-1, annex B), used by IMEI. `payload` is ASCII digits."""
    doubled = sum(_DOUBLED_DIGIT_SUMS[int(digit)] for digit in payload[::-2])
    return str(-(doubled + sum(map(int, payload[-2::-2]))) % 10)


def isbn10(payload: str) -> str:
    """Modulo 11 with weights 10 to 2 from the left; "X" stands for ten (ISO 2108:1992). `payload` is nine ASCII digits."""
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), payload, strict=True))
    return "0123456789X"[-total % 11]
