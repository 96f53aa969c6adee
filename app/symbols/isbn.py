"""ISBN: the numbers of books, in thirteen digits or in the ten of before 2007 (ISO 2108)."""

import re

from app.domain.check_digits import gs1, isbn10
from app.symbols.readings import Kind, Reading

_WRITTEN = re.compile(r"(?:ISBN(?:-1[03])?:?\s*)?([0-9][0-9 -]{8,15}[0-9Xx])", re.IGNORECASE)


def read_isbn(text: str) -> tuple[Reading, ...]:
    """Read a text as an ISBN, with or without hyphens and the word ISBN; () when it has not the form of one.

    Ten bare digits with a wrong check digit are not offered: nothing but the count would speak for an ISBN.
    """
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return ()
    number = written[1].replace("-", "").replace(" ", "").upper()
    if len(number) == 13 and number.isdigit() and number.startswith(("978", "979")) and not number.startswith("9790"):
        return (_reading(number, gs1(number[:-1]), number[-1], "ISBN-13", number),)
    if len(number) == 10 and number[:9].isdigit():
        expected = isbn10(number[:9])
        if expected == number[9] or number[9] == "X" or "-" in text or not text[0].isdigit():
            stem = f"978{number[:9]}"
            return (_reading(number, expected, number[9], "ISBN-10", stem + gs1(stem)),)
    return ()


def _reading(number: str, expected: str, found: str, form: str, isbn13: str) -> Reading:
    valid = expected == found
    proof = f"check digit {expected} is right" if valid else f"expected check digit {expected}, got {found}"
    fields = (("isbn", isbn13), ("gtin", isbn13.zfill(14))) if valid else ()
    return Reading(Kind.ISBN, isbn13 if valid else number, None, valid, f"{form}: {proof}.", fields)
