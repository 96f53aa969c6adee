"""License plate numbers (LPN): the code on each item's label, made without asking anybody and never used twice.

`R` + series (4 characters of Crockford's base 32) + counter (6 digits) + check character (ISO/IEC 7064 MOD 37,36 over
everything before it): `R7K3Q000001` and its check character. A series belongs to one stream of one bench for ever, the
counter runs within it. Letters are read in either case. O, I and L typed for 0 and 1 are understood in series and counter, as
Crockford's notation asks; the check character is taken as it stands and decides, so that a wrong code is never made right.
"""

import re
from dataclasses import dataclass
from random import Random

from app.domain.check_digits import mod37_36

PREFIX = "R"
SERIES_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O (read as digits) and no U."""
SERIES_LENGTH = 4
MAX_COUNTER = 999_999
LENGTH = 12

_SHAPE = re.compile(r"[Rr][0-9A-Za-z]{4}[0-9OILoil]{6}[0-9A-Za-z]")
_SERIES = re.compile(f"[{SERIES_ALPHABET}]{{{SERIES_LENGTH}}}")
_LOOK_ALIKES = str.maketrans("OIL", "011")


class SeriesExhaustedError(ValueError):
    """The counter of a series has run out: the bench needs a new series."""


@dataclass(frozen=True, slots=True)
class LpnParts:
    """A checked LPN, taken apart.

    Attributes:
        lpn: all twelve characters in their one spelling: capitals, look-alikes resolved.
        series: four characters of Crockford's base 32.
        counter: running number within the series, 0 to 999999.
    """

    lpn: str
    series: str
    counter: int


def make_lpn(series: str, counter: int) -> str:
    """The LPN of a counter value within a series.

    Raises SeriesExhaustedError above 999999 (draw a new series), ValueError for a series or counter that is none.
    """
    if not _SERIES.fullmatch(series):
        raise ValueError(f"Expected a series of {SERIES_LENGTH} characters of Crockford's base 32, got {series!r}.")
    if counter > MAX_COUNTER:
        raise SeriesExhaustedError(
            f"Expected a counter up to {MAX_COUNTER}, got {counter}: series {series} is used up, draw a new one."
        )
    if counter < 0:
        raise ValueError(f"Expected a counter from 0 to {MAX_COUNTER}, got {counter}.")
    payload = f"{PREFIX}{series}{counter:06d}"
    return payload + mod37_36(payload)


def is_lpn_shape(text: str) -> bool:
    """Whether the text has the form of an LPN; says nothing about its check character."""
    return _SHAPE.fullmatch(text) is not None


def check_lpn(text: str) -> LpnParts:
    """Take an LPN apart and check it. Raises ValueError that says what was expected and what was found."""
    if len(text) != LENGTH:
        raise ValueError(f"Expected an LPN of {LENGTH} characters, got {len(text)}.")
    if not is_lpn_shape(text):
        raise ValueError(
            f"Expected an LPN of the form R, 4 letters or digits, 6 digits, check character; got {text!r}."
        )
    capitals = text.upper()
    body = capitals[1:-1].translate(_LOOK_ALIKES)
    series = body[:SERIES_LENGTH]
    if not _SERIES.fullmatch(series):
        raise ValueError(f"Expected a series without the letter U, got {series!r}.")
    payload = PREFIX + body
    expected = mod37_36(payload)
    if expected != capitals[-1]:
        raise ValueError(f"Expected check character {expected}, got {capitals[-1]}.")
    return LpnParts(payload + expected, series, int(body[SERIES_LENGTH:]))


def random_series(rng: Random) -> str:
    """Draw a series at random, for a bench that no server gave one to. Pass `random.SystemRandom()` outside tests."""
    return "".join(rng.choices(SERIES_ALPHABET, k=SERIES_LENGTH))
