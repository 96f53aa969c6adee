"""Text into the room there is for it: smaller letters, a cut, or several lines. All lengths are dots."""

import math
from typing import Final

from devices.printers.typeface import Typeface

_CUT: Final = "..."


def fit(font: Typeface, text: str, cap: int, width: int, smallest: float) -> tuple[str, int]:
    """The text, cut where need be, and the height of its capital letters, so that it is at most `width` dots wide."""
    taken = font.width(text, cap)
    if taken <= width:
        return text, cap
    least = max(1, math.ceil(cap * smallest))
    fitting = math.floor(cap * width / taken) if width > 0 else 0
    if fitting >= least:
        return text, fitting
    return _cut(font, text, least, width), least


def _cut(font: Typeface, text: str, cap: int, width: int) -> str:
    """The longest beginning of a too long text that fits together with three dots; "" when not even they fit."""
    left = width - font.width(_CUT, cap)
    if left < 0:
        return ""
    advances = font.advances
    for length, character in enumerate(text):
        left -= advances[character] * cap
        if left < 0:
            return text[:length].rstrip() + _CUT
    return text + _CUT


def wrap(font: Typeface, text: str, cap: int, width: int, max_lines: int) -> list[str]:
    """Lines that fit, broken at spaces, or inside a word that is longer than a line; the last one is cut when need be."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < max_lines:
        if font.width(rest, cap) <= width:
            return [*lines, rest]
        if len(lines) == max_lines - 1:
            return [*lines, _cut(font, rest, cap, width)]
        length = _fitting_length(font, rest, cap, width)
        space = rest.rfind(" ", 0, length + 1)
        end = space if space > 0 else max(1, length)
        lines.append(rest[:end])
        rest = rest[end:].lstrip()
    return lines


def _fitting_length(font: Typeface, text: str, cap: int, width: int) -> int:
    advances = font.advances
    taken = 0.0
    for length, character in enumerate(text):
        taken += advances[character] * cap
        if taken > width:
            return length
    return len(text)
