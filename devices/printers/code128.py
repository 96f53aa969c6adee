"""Code 128 (ISO/IEC 15417) and GS1-128 as widths of bars and spaces, counted in modules.

The code words come from python-barcode, corrected: version 0.16.1 takes the digit pair 99 at the start of a value for a
change of code set, because both have the value 99, and drops it (WhyNotHugo/python-barcode issue 251).
"""

import re
from functools import lru_cache
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

from devices.label import LabelError

if TYPE_CHECKING:
    from barcode.codex import Code128 as _Library

QUIET_MODULES: Final = 10
"""Clear space on either side, in modules (ISO/IEC 15417, 4.4)."""

_FNC1: Final = "\xf1"
_CODE_B: Final = 100
_CODE_A: Final = 101
_STOP: Final = 106
_LAST_BAR: Final = "11"
_NO_WRITER: Final = object()
"""Where the library would make what draws a picture."""

_ELEMENT: Final = re.compile(r"\((\d{2,4})\)([^()]+)")
_PREDEFINED: Final = {
    *("00", "01", "02", "03", "04"),
    *("11", "12", "13", "14", "15", "16", "17", "18", "19", "20"),
    *("31", "32", "33", "34", "35", "36", "41"),
}
"""First two digits of the application identifiers whose length is fixed once and for all, so that no FNC1 follows
(GS1 General Specifications, "Element strings with predefined length using GS1 application identifiers")."""


@lru_cache(maxsize=256)
def code128_runs(value: str) -> tuple[int, ...]:
    """Widths of bar, space, bar … bar in modules, without quiet zones, of the symbol for `value`.

    Raises:
        LabelError: the value is empty or not ASCII.
    """
    _check(value)
    return _runs(value)


@lru_cache(maxsize=64)
def gs1_128_runs(elements: str) -> tuple[int, ...]:
    """The same for GS1 element strings written with brackets, "(01)04006381333931(21)A1".

    Raises:
        LabelError: empty, not ASCII, or not made of bracketed application identifiers and their values.
    """
    _check(elements)
    parts = _ELEMENT.findall(elements)
    if not parts or "".join(f"({ai}){text}" for ai, text in parts) != elements:
        raise LabelError(f'Expected GS1 element strings such as "(00)340123450000000003", got "{elements}".')
    last = len(parts) - 1
    data = _FNC1
    for place, (ai, text) in enumerate(parts):
        data += ai + text
        if place < last and ai[:2] not in _PREDEFINED:
            data += _FNC1
    return _runs(data)


def width_modules(runs: tuple[int, ...]) -> int:
    """Width of a symbol in modules with both quiet zones."""
    return sum(runs) + 2 * QUIET_MODULES


def _check(value: str) -> None:
    if not value:
        raise LabelError("Expected at least one character to encode as Code 128, got none.")
    for place, character in enumerate(value, start=1):
        if ord(character) > 0x7F:
            raise LabelError(
                f'Code 128 holds ASCII only: character {place} of "{value}" is {character!r}, use a DataMatrix.'
            )


def _runs(data: str) -> tuple[int, ...]:
    words = _library_class()(data, writer=_NO_WRITER).words()
    # Each code word begins with a bar and ends with a space, so that their widths can be put one behind the other.
    return tuple(chain.from_iterable(map(_patterns().__getitem__, words)))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[int, ...], ...]:
    """The widths of each code word, by its value; behind them those of the stop character with its last bar."""
    from barcode.charsets import code128

    return tuple(
        tuple(len(list(run)) for _, run in groupby(modules)) for modules in (*code128.CODES, code128.STOP + _LAST_BAR)
    )


@lru_cache(maxsize=1)
def _library_class() -> "type[_Library]":
    from barcode.codex import Code128 as Library  # loads PIL: not on the start path

    class CorrectedCode128(Library):  # type: ignore[misc]  # the library has no type hints
        """Folds only a real change to code set A or B into the start character, never the digit pair 99."""

        def _try_to_optimize(self, encoded: list[int]) -> list[int]:
            if encoded[1] in {_CODE_A, _CODE_B}:
                return list(super()._try_to_optimize(encoded))
            return encoded

        def _is_char_fnc1_char(self, char: str) -> bool:
            return char == _FNC1

        def words(self) -> list[int]:
            """The values of all characters: start, data, check and stop."""
            words = self._build()
            return [*words, self._calculate_checksum(words), _STOP]

    return CorrectedCode128
