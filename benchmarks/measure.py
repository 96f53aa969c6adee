"""What all benchmarks share: options, rounds in alternating order, quantiles, and the verdict with its exit code.

Absolute times are worth nothing on another machine, or on this one an hour later. So every figure is a ratio between two
things that were measured in turn, within one run, each going first as often as the other.
"""

import argparse
import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

MS = 1_000_000
"""Nanoseconds in a millisecond."""

_Result = TypeVar("_Result")


def options(text: str) -> argparse.Namespace:
    """Read the command line; `quick` asks for sizes that show only that the benchmark runs."""
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("--quick", action="store_true", help="tiny sizes: its figures mean nothing")
    return parser.parse_args()


def in_turn(
    rounds: int, one: Callable[[int], _Result], other: Callable[[int], _Result]
) -> tuple[list[_Result], list[_Result]]:
    """Call both with the number of the round, the one first in even rounds, the other first in odd ones."""
    ones: list[_Result] = []
    others: list[_Result] = []
    for number in range(rounds):
        if number % 2 == 0:
            ones.append(one(number))
            others.append(other(number))
        else:
            others.append(other(number))
            ones.append(one(number))
    return ones, others


def quantile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median_ratio(ones: Sequence[float], others: Sequence[float]) -> float:
    """The median of the ratios round by round, so that a slow minute of the machine weighs on both sides alike."""
    return statistics.median(one / other for one, other in zip(ones, others, strict=True))


class Verdict:
    """Prints figures as they come and knows whether all limits were met."""

    def __init__(self, name: str, *, quick: bool) -> None:
        self._name = name
        self._met = True
        if quick:
            print(f"{name}: quick run, its figures mean nothing")

    def tell(self, what: str, value: float, unit: str = "×") -> None:
        """Print a figure that has no limit."""
        print(f"{self._name}: {what}: {value:.2f} {unit}", flush=True)

    def at_most(self, what: str, value: float, limit: float, unit: str = "×") -> None:
        """Print a figure that must not exceed its limit."""
        self._judge(what, value, limit, unit, "≤", met=value <= limit)

    def at_least(self, what: str, value: float, limit: float, unit: str = "×") -> None:
        """Print a figure that must not fall short of its limit."""
        self._judge(what, value, limit, unit, "≥", met=value >= limit)

    def _judge(self, what: str, value: float, limit: float, unit: str, sign: str, *, met: bool) -> None:
        self._met = self._met and met
        word = "PASS" if met else "FAIL"
        print(f"{self._name}: {what}: {value:.2f} {unit} (limit {sign} {limit:g} {unit}) {word}", flush=True)

    @property
    def exit_code(self) -> int:
        """0 when every limit was met."""
        return 0 if self._met else 1
