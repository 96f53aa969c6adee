"""Dots as a ZPL graphic field, packed with the run-length code of ASCII hexadecimal graphics.

Source: Zebra, ZPL II Programming Guide, ^GF and "Alternative Data Compression Scheme for ~DG and ~DB": a letter before a digit
repeats it (G to Y for 1 to 19, g to z for 20 to 400 in twenties), a comma fills the row with white, a colon repeats the row above.
The exclamation mark, which fills a row with ones, is not used: some readers take that for the digit 1.
"""

import re
from collections.abc import Iterable
from typing import Final

from devices.printers.typeface import Bitmap

_RUN: Final = re.compile(rb"(.)\1{2,}")
_MOST_TWENTIES: Final = 20


def graphic_field(bitmap: Bitmap) -> bytes:
    """The dots as `^GF` … `^FS`, to be put after a `^FO`."""
    step = bitmap.row_bytes
    rows = [bitmap.data[start : start + step] for start in range(0, step * bitmap.height, step)]
    return _field(((row, 1) for row in rows), step, bitmap.height)


def bars_field(runs: tuple[int, ...], height: int) -> bytes:
    """Upright bars as `^GF` … `^FS`; `runs` are the widths of bar, space, bar … in dots."""
    width = sum(runs)
    step = (width + 7) // 8
    row = 0
    for place, run in enumerate(runs):
        row = row << run | ((1 << run) - 1 if place % 2 == 0 else 0)
    return _field([((row << (step * 8 - width)).to_bytes(step, "big"), height)], step, height)


def modules_field(rows: tuple[int, ...], module_dots: int) -> bytes:
    """A square symbol as `^GF` … `^FS`; see `layout.Modules` for the rows."""
    size = len(rows)
    step = (size * module_dots + 7) // 8
    spare = step * 8 - size * module_dots
    dark = (1 << module_dots) - 1
    packed = []
    for row in rows:
        line = 0
        for place in range(size - 1, -1, -1):
            line = line << module_dots | (dark if row >> place & 1 else 0)
        packed.append(((line << spare).to_bytes(step, "big"), module_dots))
    return _field(packed, step, size * module_dots)


def _field(rows: Iterable[tuple[bytes, int]], row_bytes: int, height: int) -> bytes:
    total = row_bytes * height
    parts = [b"^GFA,%d,%d,%d," % (total, total, row_bytes)]
    above = None
    for row, repeats in rows:
        parts.append(b":" if row == above else _pack(row))
        parts.append(b":" * (repeats - 1))
        above = row
    parts.append(b"^FS\n")
    return b"".join(parts)


def _pack(row: bytes) -> bytes:
    digits = row.hex().upper().encode("ascii")
    kept = digits.rstrip(b"0")
    return _RUN.sub(_pack_run, kept) + (b"," if len(kept) < len(digits) else b"")


def _pack_run(match: re.Match[bytes]) -> bytes:
    length, digit = len(match[0]), match[1]
    packed = b""
    while length >= 20:
        twenties = min(length // 20, _MOST_TWENTIES)
        packed += bytes([ord("g") + twenties - 1])
        length -= twenties * 20
    if length:
        packed += bytes([ord("G") + length - 1])
    return packed + digit
