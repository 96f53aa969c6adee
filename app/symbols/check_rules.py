"""Check-character rules of the carriers, described as data and worked out here.

A rule says how the check character follows from the characters before it. Three families cover every carrier's published rule:
a weighted sum, the plain remainder of the number, and ISO/IEC 7064 MOD 37,36.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle

from app.domain.check_digits import mod37_36


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One rule, as the carriers' table writes it down.

    Attributes:
        method: "weighted", "remainder" or "mod37_36".
        weights: for "weighted": multipliers, repeated as needed.
        direction: "right": the first weight belongs to the last character; "left": to the first.
        digit_sum: products above nine count as the sum of their digits (Luhn).
        add: constant added to the sum.
        modulus: what the sum, or the number, is divided by.
        complement: the check value is the modulus less the remainder; otherwise the remainder itself.
        exceptions: check values that are written as another digit, as (value, digit); a value of ten or more that is not
            named here is written as its last digit.
        letter_offset: a letter counts as (its ASCII code less this) modulo ten.
    """

    method: str
    weights: tuple[int, ...] = ()
    direction: str = "right"
    digit_sum: bool = False
    add: int = 0
    modulus: int = 10
    complement: bool = True
    exceptions: tuple[tuple[int, int], ...] = ()
    letter_offset: int = 0

    def check_character(self, payload: str) -> str:
        """The check character that belongs behind the payload (ASCII digits and capital letters)."""
        return _METHODS[self.method](self, payload)


def _weighted(rule: CheckRule, payload: str) -> str:
    characters = payload[::-1] if rule.direction == "right" else payload
    total = rule.add
    for character, weight in zip(characters, cycle(rule.weights), strict=False):
        value = ord(character) - 48
        if value > 9:
            value = (ord(character) - rule.letter_offset) % 10
        product = value * weight
        if rule.digit_sum and product > 9:
            product -= 9
        total += product
    return _digit(rule, total)


def _remainder(rule: CheckRule, payload: str) -> str:
    return _digit(rule, int(payload))


def _iso(rule: CheckRule, payload: str) -> str:
    return mod37_36(payload)


def _digit(rule: CheckRule, total: int) -> str:
    value = total % rule.modulus
    if rule.complement:
        value = rule.modulus - value
    for special, digit in rule.exceptions:
        if value == special:
            return str(digit)
    return str(value % 10)


_METHODS: dict[str, Callable[[CheckRule, str], str]] = {
    "weighted": _weighted,
    "remainder": _remainder,
    "mod37_36": _iso,
}
METHODS = frozenset(_METHODS)
