"""CSV that spreadsheets open as it is meant: UTF-8 with a byte order mark, everything quoted, no cell that runs as a formula.

A text that begins with = + - @ tab, carriage return, line feed or NUL, or with a full-width form of one, is prefixed with an
apostrophe (OWASP, CSV injection). Numbers are exempt: they are written from a number, so they cannot be anything else.

Commas and decimal points in every language: programs read the same file everywhere. Semicolons would not be enough where a spreadsheet
expects a decimal comma: it would take an amount such as 12.05 for a text or a day.
"""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import TextIOWrapper
from typing import BinaryIO

Cell = str | int | Decimal | None
"""What a cell holds; None is empty, money is a Decimal with its two places."""

_FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")


def money_cell(cents: int | None) -> Decimal | None:
    """An amount in hundredths as a cell."""
    return None if cents is None else Decimal(cents).scaleb(-2)


def safe_text(text: str) -> str:
    """The text, made harmless for spreadsheets. NUL, which no spreadsheet reads, is left out."""
    marked = f"'{text}" if text and text[0] in _FORMULA_STARTS else text
    return marked.replace("\0", "")


def write_csv(out: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write a file's header and rows; returns the number of rows. The file stays open."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=False)
    try:
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow([safe_text(name) for name in header])
        count = 0
        for row in rows:
            writer.writerow([safe_text(cell) if isinstance(cell, str) else cell for cell in row])
            count += 1
        text.flush()
    finally:
        text.detach()
    return count
