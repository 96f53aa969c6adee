"""What a rule's `when` asks of the facts: small immutable tests, all of which must hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol

from app.domain.vocabulary import DefectCode
from app.policy.facts import Facts, money


class Condition(Protocol):
    """One test.

    Attributes:
        looks_at: names of the facts it reads (see FACT_NAMES).
    """

    @property
    def looks_at(self) -> tuple[str, ...]: ...

    def holds(self, facts: Facts) -> bool: ...

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class OneOf:
    """A fact is one of the values; `folded` compares without regard to upper and lower case."""

    name: str
    values: frozenset[str]
    folded: bool = False

    @property
    def looks_at(self) -> tuple[str, ...]:
        return (self.name,)

    def holds(self, facts: Facts) -> bool:
        value = getattr(facts, self.name)
        if self.folded:
            value = value.casefold()
        return value in self.values

    def __str__(self) -> str:
        return f"{self.name} {_either(self.values)}"


@dataclass(frozen=True, slots=True)
class ReasonIs:
    """What the customer claimed is one of the reasons; nothing claimed counts as UNSPECIFIED."""

    values: frozenset[str]
    looks_at: ClassVar[tuple[str, ...]] = ("reason",)

    def holds(self, facts: Facts) -> bool:
        return (facts.reason or "UNSPECIFIED") in self.values

    def __str__(self) -> str:
        return f"reason {_either(self.values)}"


@dataclass(frozen=True, slots=True)
class AnyDefect:
    """At least one of the defects is marked."""

    values: frozenset[DefectCode]
    looks_at: ClassVar[tuple[str, ...]] = ("defects",)

    def holds(self, facts: Facts) -> bool:
        return bool(facts.defects) and not self.values.isdisjoint(facts.defects)

    def __str__(self) -> str:
        return f"defect {_either(self.values)}"


@dataclass(frozen=True, slots=True)
class AllDefects:
    """Each of the defects is marked."""

    values: frozenset[DefectCode]
    looks_at: ClassVar[tuple[str, ...]] = ("defects",)

    def holds(self, facts: Facts) -> bool:
        return self.values.issubset(facts.defects)

    def __str__(self) -> str:
        return f"defects {' and '.join(sorted(self.values))}"


@dataclass(frozen=True, slots=True)
class Flag:
    """`hazmat` or `returnable` is as said."""

    name: str
    expected: bool

    @property
    def looks_at(self) -> tuple[str, ...]:
        return (self.name,)

    def holds(self, facts: Facts) -> bool:
        value: bool = getattr(facts, self.name)
        return value is self.expected

    def __str__(self) -> str:
        return f"{'' if self.expected else 'not '}{self.name}"


@dataclass(frozen=True, slots=True)
class ExpiryPassed:
    """The expiry date lies before today; the date itself is still in date."""

    looks_at: ClassVar[tuple[str, ...]] = ("expiry", "today")

    def holds(self, facts: Facts) -> bool:
        return facts.expiry is not None and facts.expiry < facts.today

    def __str__(self) -> str:
        return "expiry passed"


@dataclass(frozen=True, slots=True)
class ExpiryMissing:
    """The product must have an expiry date, and this item shows none."""

    looks_at: ClassVar[tuple[str, ...]] = ("expiry",)

    def holds(self, facts: Facts) -> bool:
        return facts.expiry_tracked and facts.expiry is None

    def __str__(self) -> str:
        return "expiry missing"


@dataclass(frozen=True, slots=True)
class ExpiryWithin:
    """At most so many days are left until the expiry date; a passed date counts as well."""

    days: int
    looks_at: ClassVar[tuple[str, ...]] = ("expiry", "today")

    def holds(self, facts: Facts) -> bool:
        if facts.expiry is None:
            return False
        return (date.fromisoformat(facts.expiry) - date.fromisoformat(facts.today)).days <= self.days

    def __str__(self) -> str:
        return f"expiry within {self.days} days"


@dataclass(frozen=True, slots=True)
class ReturnWindowPassed:
    """The last day of the return window lies before today."""

    looks_at: ClassVar[tuple[str, ...]] = ("return_by", "today")

    def holds(self, facts: Facts) -> bool:
        return facts.return_by is not None and facts.return_by < facts.today

    def __str__(self) -> str:
        return "return window passed"


@dataclass(frozen=True, slots=True)
class ValueBelow:
    """One unit is worth less than the limit in its own currency. Without a value, or a limit in that currency, it does not hold."""

    limits: tuple[tuple[str, int], ...]
    looks_at: ClassVar[tuple[str, ...]] = ("unit_value",)

    def holds(self, facts: Facts) -> bool:
        limit = limit_for(self.limits, facts.currency)
        return limit is not None and facts.unit_value_cents is not None and facts.unit_value_cents < limit

    def __str__(self) -> str:
        return f"unit value below {_amounts(self.limits)}"


@dataclass(frozen=True, slots=True)
class ValueAbove:
    """One unit is worth more than the limit in its own currency. Without a value, or a limit in that currency, it does not hold."""

    limits: tuple[tuple[str, int], ...]
    looks_at: ClassVar[tuple[str, ...]] = ("unit_value",)

    def holds(self, facts: Facts) -> bool:
        limit = limit_for(self.limits, facts.currency)
        return limit is not None and facts.unit_value_cents is not None and facts.unit_value_cents > limit

    def __str__(self) -> str:
        return f"unit value above {_amounts(self.limits)}"


def limit_for(limits: Iterable[tuple[str, int]], currency: str) -> int | None:
    """The limit in that currency, in hundredths; None when there is none, since sums are never converted."""
    for name, cents in limits:
        if name == currency:
            return cents
    return None


def _either(values: Iterable[str]) -> str:
    return " or ".join(sorted(value or "none" for value in values))


def _amounts(limits: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{money(cents)} {currency}" for currency, cents in limits)
