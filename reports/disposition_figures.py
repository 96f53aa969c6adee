"""The figures of the disposition summary: sums by route, disposition and grade, held against the journal's own totals."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from app.domain.vocabulary import Grade
from app.errors import BugError
from app.store.report_queries import DecidedCount, DecidedTotals, DecidedValue


class Every(Enum):
    """Stands in a key for "whatever it is"; None is taken, it means that an item has no grade."""

    ONE = "every"


EVERY = Every.ONE

Key = tuple[str | Every, str | Every, str | Every | None]
"""Route, disposition, grade."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over some items.

    Attributes:
        values: (currency, hundredths) by currency; amounts of different currencies are never added up.
    """

    items: int = 0
    units: int = 0
    values: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class _Adding:
    items: int = 0
    units: int = 0
    values: dict[str, int] = field(default_factory=dict)


class Figures:
    """Everything that the summary says but the rows themselves.

    Attributes:
        totals: what the journal says of the whole.
        routes: those that occur, in order, each with its dispositions in order.
        grades: all grades of the scale, then others that occur, None (no grade) last if it occurs.

    Raises BugError when the parts do not come to the journal's totals.
    """

    def __init__(
        self, counts: tuple[DecidedCount, ...], values: tuple[DecidedValue, ...], totals: DecidedTotals
    ) -> None:
        self.totals = totals
        adding: dict[Key, _Adding] = {}
        for count in counts:
            for key in _keys(count.route, count.disposition, count.grade):
                found = adding.setdefault(key, _Adding())
                found.items += count.items
                found.units += count.units
        for value in values:
            for key in _keys(value.route, value.disposition, value.grade):
                amounts = adding[key].values
                amounts[value.currency] = amounts.get(value.currency, 0) + value.cents
        self._sums = {
            key: Sums(found.items, found.units, tuple(sorted(found.values.items()))) for key, found in adding.items()
        }
        self.routes = {
            route: tuple(dict.fromkeys(count.disposition for count in counts if count.route == route))
            for route in dict.fromkeys(count.route for count in counts)
        }
        scale = [str(grade) for grade in Grade]
        grades = {count.grade for count in counts}
        others = sorted(grade for grade in grades if grade is not None and grade not in scale)
        self.grades: tuple[str | None, ...] = (*scale, *others, *([None] if None in grades else []))
        expected = Sums(totals.items, totals.units, totals.values)
        if self.sums() != expected:
            raise BugError(f"Expected the parts to come to {expected}, got {self.sums()}.")

    def sums(
        self, route: str | Every = EVERY, disposition: str | Every = EVERY, grade: str | Every | None = EVERY
    ) -> Sums:
        """Sums over the items of a route, disposition, grade; all zero where there are none."""
        return self._sums.get((route, disposition, grade), Sums())


def _keys(route: str, disposition: str, grade: str | None) -> Iterator[Key]:
    for of_grade in (grade, EVERY):
        yield route, disposition, of_grade
        yield route, EVERY, of_grade
        yield EVERY, EVERY, of_grade
