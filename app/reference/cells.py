"""What stands in one cell of a CSV file: text to value, or the reason why not."""

import re
from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from app.domain.vocabulary import ReasonCode


class BadCellError(Exception):
    """A cell that cannot be taken.

    Attributes:
        column: the column's name; "" when the whole row is at fault.
        value: what stands there.
        reason: a sentence that says what was expected and what was found.
        others: further cells of the same row that cannot be taken.
    """

    others: "tuple[BadCellError, ...]" = ()

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.value = value
        self.reason = reason


_Value = TypeVar("_Value")


class Remembered(dict[str, _Value], Generic[_Value]):
    """A parser as a table: a text that was met before costs one look-up. It stops growing at `limit` texts."""

    def __init__(self, parse: Callable[[str], _Value], limit: int = 20_000) -> None:
        super().__init__()
        self._parse = parse
        self._limit = limit

    def __missing__(self, text: str) -> _Value:
        value = self._parse(text)
        if len(self) < self._limit:
            self[text] = value
        return value


_PLAIN_NUMBER = re.compile(r"(\d{1,12})(?:[.,](\d{1,2}))?", re.ASCII)
_LONG_FRACTION = re.compile(r"(0|\d{1,12}(?=[.,]\d{4}))[.,](\d+)", re.ASCII)
_GROUPED = re.compile(
    r"(\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.)|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,})"
    r"(?:[.,](\d+))?",
    re.ASCII,
)
_EITHER = re.compile(r"\d{1,3}[.,]\d{3}", re.ASCII)
_GROUPING = re.compile(r"[ \u00a0\u202f'’.,]")


def cents(text: str) -> int | None:
    """A sum with decimal comma or point in hundredths; None for an empty cell. Raises ValueError in words.

    "1,234" is refused, since it may mean either; sums are never guessed.
    """
    if not text:
        return None
    head, _, tail = text.partition(".")
    if len(tail) == 2 and len(head) <= 12 and text.isascii() and head.isdigit() and tail.isdigit():
        return int(head + tail)  # nearly all cells
    found = _PLAIN_NUMBER.fullmatch(text) or _GROUPED.fullmatch(text) or _LONG_FRACTION.fullmatch(text)
    if found:
        fraction = (found[2] or "").rstrip("0").ljust(2, "0")
        if len(fraction) > 2:
            raise ValueError(f"Expected at most two decimals, got {len(fraction)}.")
        return int(_GROUPING.sub("", found[1])) * 100 + int(fraction)
    if _EITHER.fullmatch(text):
        whole = _GROUPING.sub("", text)
        raise ValueError(f"It may mean {whole} or {text.replace(',', '.')}: write {whole}.00 or two decimals.")
    if text.startswith(("-", "\u2212")):
        raise ValueError("Expected a sum of 0 or more, got a negative one.")
    raise ValueError("Expected a decimal such as 12.50 or 12,50.")


def whole(text: str) -> int | None:
    """A whole number of 0 or more; None for an empty cell. "3.0" and "3,00" are 3. Raises ValueError in words."""
    if not text:
        return None
    number, _, fraction = text.replace(",", ".").partition(".")
    if number.isascii() and number.isdigit() and len(number) <= 12 and not fraction.strip("0"):
        return int(number)
    raise ValueError("Expected a whole number of 0 or more.")


_FLAGS = {"yes": 1, "no": 0, "true": 1, "false": 0, "1": 1, "0": 0}


def flag(text: str) -> int | None:
    """yes/no, true/false or 1/0, in any case, as 1 or 0; None for an empty cell. Raises ValueError in words."""
    if not text:
        return None
    value = _FLAGS.get(text.lower())
    if value is None:
        raise ValueError("Expected yes, no, true, false, 1 or 0.")
    return value


def flag_or_no(text: str) -> int:
    """As `flag`; an empty cell is 0."""
    return flag(text) or 0


def flag_or_yes(text: str) -> int:
    """As `flag`; an empty cell is 1."""
    return 0 if flag(text) == 0 else 1


_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_POINTED_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)


def iso_date(text: str) -> str | None:
    """2026-11-30 or 30.11.2026 as an ISO date; None for an empty cell. Raises ValueError in words."""
    if not text:
        return None
    if found := _ISO_DATE.fullmatch(text):
        parts = (found[1], found[2], found[3])
    elif found := _POINTED_DATE.fullmatch(text):
        parts = (found[3], found[2], found[1])
    else:
        raise ValueError("Expected a date as 2026-11-30 or 30.11.2026.")
    year, month, day = map(int, parts)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise ValueError(f"There is no day {day} in month {month} of {year}.") from None


_CURRENCY = re.compile(r"[A-Z]{3}")


def currency(text: str) -> str:
    """Three letters as in ISO 4217, in capitals; "" for an empty cell. Raises ValueError in words."""
    code = text.upper()
    if code and not _CURRENCY.fullmatch(code):
        raise ValueError("Expected a currency of three letters, such as EUR (ISO 4217).")
    return code


_REASONS = frozenset(ReasonCode)


def reason(text: str) -> str:
    """A reason code where the text is one in any spelling ("too small"), else the client's own word as it is."""
    code = re.sub(r"[\s\-]+", "_", text).upper()
    return code if code in _REASONS else text


_GTIN_LENGTHS = frozenset({8, 12, 13, 14})
_SPREADSHEET_NUMBER = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")


def gtin14(text: str) -> str:
    """A GTIN-8, -12, -13 or -14 as 14 digits, its check digit proved (GS1 General Specifications, 7.9.1).

    Raises ValueError in words.
    """
    if not (text.isascii() and text.isdigit()):
        if _SPREADSHEET_NUMBER.fullmatch(text):
            raise ValueError(
                "A spreadsheet turned it into a rounded number: format the column as text and export again."
            )
        raise ValueError("Expected digits only.")
    if len(text) not in _GTIN_LENGTHS:
        hint = " A leading zero may be lost." if len(text) in {7, 11} else ""
        raise ValueError(f"Expected 8, 12, 13 or 14 digits, got {len(text)}.{hint}")
    padded = text.zfill(14)
    codes = padded.encode()
    # Sums of character codes instead of digits: with these weights the thirteen offsets of 48 add up to 1296.
    total = 3 * sum(codes[0:13:2]) + sum(codes[1:13:2]) - 1296
    check = -total % 10
    if check != codes[13] - 48:
        raise ValueError(f"Expected the check digit {check}, got {text[-1]}.")
    if padded == "00000000000000":
        raise ValueError("Expected a number, got zeros only.")
    return padded


def gtins(text: str) -> str:
    """One or several GTINs with "|" between them, each as 14 digits, each once; "" for an empty cell. Raises ValueError."""
    if "|" not in text:
        return gtin14(text) if text else ""
    found: dict[str, None] = {}
    for part in filter(None, map(str.strip, text.split("|"))):
        try:
            found[gtin14(part)] = None
        except ValueError as err:
            raise ValueError(f"{part}: {err}") from None
    return "|".join(found)


def one_line(text: str) -> str:
    """A title on one line: line breaks, tabs and runs of spaces become single spaces."""
    return text if text.isprintable() and "  " not in text else " ".join(text.split())
