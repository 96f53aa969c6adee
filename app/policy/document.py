"""A policy document as it stands in its TOML file: typed tables, checked down to the last key.

One document per client; the one with `client = "*"` is the default that all others stand on (see app.policy.policy).
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

import msgspec

from app.domain.vocabulary import Declared, DefectCode, Disposition, FunctionGrade, Grade, ReasonCode

ANY_CLIENT = "*"

Words = dict[str, str]
"""One sentence by language: {"en": …, "ru": …}."""

Amount = str | dict[str, str]
"""A decimal in the document's currency ("100.00"), or one for each currency ({EUR = "100.00", NOK = "1200.00"})."""


class Stage(StrEnum):
    """When a rule is asked: stages in this order, and in the order of the document within a stage."""

    SAFETY = "safety"
    SERIAL = "serial"
    CLIENT = "client"
    EXPIRY = "expiry"
    RTV = "rtv"
    VALUE = "value"
    CONDITION = "condition"


STAGES = tuple(Stage)
PROTECTED_STAGES = frozenset({Stage.SAFETY, Stage.SERIAL})
"""Stages whose rules protect people and evidence: they never restock, and a client's document cannot take them away."""


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every table refuses keys that it does not know."""


class GradeRange(_Table, frozen=True):
    """Condition grades; at_least = "B" means B or better, at_most = "C" means C or worse."""

    one_of: tuple[Grade, ...] | None = msgspec.field(name="in", default=None)
    at_least: Grade | None = None
    at_most: Grade | None = None


class FunctionRange(_Table, frozen=True):
    """Function grades, as GradeRange. An item without a function grade matches none."""

    one_of: tuple[FunctionGrade, ...] | None = msgspec.field(name="in", default=None)
    at_least: FunctionGrade | None = None
    at_most: FunctionGrade | None = None


class DefectSet(_Table, frozen=True):
    """Defects: at least one of `any`, and each of `all`."""

    any: tuple[DefectCode, ...] | None = None
    all: tuple[DefectCode, ...] | None = None


class DaysLeft(_Table, frozen=True):
    """At most so many days until the expiry date."""

    within_days: int


class ValueRange(_Table, frozen=True):
    """Value of one unit, in the item's own currency."""

    below: Amount | None = None
    above: Amount | None = None


class When(_Table, frozen=True):
    """What must hold for a rule to fire: everything that is given."""

    category: tuple[str, ...] | None = None
    grade: GradeRange | None = None
    function: FunctionRange | None = None
    defects: DefectSet | None = None
    reason: tuple[ReasonCode, ...] | None = None
    serial_finding: tuple[Literal["", "matches", "differs", "returned_before", "blocked", "unreadable"], ...] | None = (
        None
    )
    declared: tuple[Declared, ...] | None = None
    sku: tuple[str, ...] | None = None
    client: tuple[str, ...] | None = None
    expiry: Literal["passed", "missing"] | DaysLeft | None = None
    unit_value: ValueRange | None = None
    hazmat: bool | None = None
    returnable: bool | None = None
    return_window: Literal["passed"] | None = None


class RuleTable(_Table, frozen=True):
    """One [[rule]]: when … then … why."""

    id: str
    stage: Stage
    when: When
    then: Disposition
    why: Words


class WhyTable(_Table, frozen=True):
    """[why]: words for what no rule says in words of its own: a cell of the matrix, and goods that no column covers."""

    matrix: Words | None = None
    unknown: Words | None = None


class ApprovalTable(_Table, frozen=True):
    """[approval]: what a lead must agree to.

    Attributes:
        upgrade_route: restocking what the policy disposes of or holds.
        leave_quarantine: sending elsewhere what the policy puts into quarantine.
        destroy_above: destroying or recycling goods worth more than this, counted over the whole batch.
    """

    upgrade_route: bool | None = None
    leave_quarantine: bool | None = None
    destroy_above: Amount | None = None


class SerialsTable(_Table, frozen=True):
    """[serials]."""

    block: tuple[str, ...] = ()


class FunctionTable(_Table, frozen=True):
    """[function]: categories that get a function grade beside the condition grade."""

    categories: tuple[str, ...] = ()


class PolicyDocument(_Table, frozen=True):
    """The whole file.

    Attributes:
        version: the document's own name for this state of it, usually a date; stored with every decision.
        client: the client it is for; "*" for the default.
        currency: what plain amounts are in.
        matrix: by category, or several with commas between, then by grade.
        category: the categories' names by language, for the words of the matrix.
        defects: tiles offered by category, most usual first; "*" for all others.
    """

    version: str
    client: str
    currency: str | None = None
    rule: tuple[RuleTable, ...] = ()
    matrix: dict[str, dict[Grade, Disposition]] = {}
    why: WhyTable = WhyTable()
    category: dict[str, Words] = {}
    approval: ApprovalTable = ApprovalTable()
    serials: SerialsTable = SerialsTable()
    function: FunctionTable = FunctionTable()
    defects: dict[str, tuple[DefectCode, ...]] = {}

    @property
    def is_default(self) -> bool:
        """Whether it is the document for every client that has none."""
        return self.client == ANY_CLIENT

    def columns(self) -> Iterator[tuple[str, dict[Grade, Disposition]]]:
        """The matrix with grouped categories taken apart: (category in lower case, cells)."""
        for key, cells in self.matrix.items():
            for category in split_group(key):
                yield category, cells


def split_group(key: str) -> list[str]:
    """The categories of a key such as "battery, hazmat", in lower case."""
    return [part.strip().casefold() for part in key.split(",")]


def cents(amount: str) -> int:
    """A decimal such as "3", "3.5" or "3.50" in hundredths; the text has been checked on reading."""
    whole, _, fraction = amount.partition(".")
    return int(whole) * 100 + int(fraction.ljust(2, "0") or "0")
