"""A policy ready to be asked: rules in the order of precedence, the matrix, approval limits, tiles.

A client's document stands on the default one. Within each stage the client's rules are asked first; a rule with the id of
a default rule takes its place (not in the safety and serial stages, which nobody can take away); matrix cells, approval
limits, words and tiles that the client does not give are the default's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.domain.vocabulary import DefectCode, Disposition, FunctionGrade, Grade
from app.errors import KnownError
from app.policy.conditions import (
    AllDefects,
    AnyDefect,
    Condition,
    ExpiryMissing,
    ExpiryPassed,
    ExpiryWithin,
    Flag,
    OneOf,
    ReasonIs,
    ReturnWindowPassed,
    ValueAbove,
    ValueBelow,
)
from app.policy.document import (
    PROTECTED_STAGES,
    STAGES,
    Amount,
    DaysLeft,
    FunctionRange,
    GradeRange,
    PolicyDocument,
    RuleTable,
    Stage,
    When,
    Words,
    cents,
    split_group,
)

Why = tuple[tuple[str, str], ...]
"""Words by language: (("en", …), ("ru", …))."""

OTHER_CATEGORIES = "*"
_EVERY_DEFECT = tuple(DefectCode)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        conditions: all must hold.
        why: words with facts in braces.
        of: the client whose document it comes from; "*" for the default.
    """

    id: str
    stage: Stage
    conditions: tuple[Condition, ...]
    then: Disposition
    why: Why
    of: str

    def looks_at(self) -> tuple[str, ...]:
        """Names of the facts that the conditions read, each once, in order."""
        return tuple(dict.fromkeys(name for condition in self.conditions for name in condition.looks_at))


@dataclass(frozen=True, slots=True)
class Approval:
    """What a lead must agree to; `destroy_above` holds (currency, hundredths), empty for no limit."""

    upgrade_route: bool
    leave_quarantine: bool
    destroy_above: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole policy of one client.

    Attributes:
        version: of the default document, or "client's/default's" where both count and differ.
        client: "*" for the default.
        rules: in the order in which they are asked.
        matrix: by category in lower case, then by grade.
        category_words: names of categories by language.
        blocked_serials: in capitals.
        tiles: defects offered by category; "*" for all others.
        function_categories: categories that get a function grade.
    """

    version: str
    client: str
    rules: tuple[Rule, ...]
    matrix: Mapping[str, Mapping[Grade, Disposition]]
    matrix_why: Why
    unknown_why: Why
    category_words: Mapping[str, Mapping[str, str]]
    approval: Approval
    blocked_serials: frozenset[str]
    tiles: Mapping[str, tuple[DefectCode, ...]]
    function_categories: frozenset[str]

    def blocks_serial(self, serial: str) -> bool:
        """Whether the serial number is on the block list; upper and lower case are the same."""
        return serial.strip().upper() in self.blocked_serials

    def wants_function(self, category: str) -> bool:
        """Whether goods of the category get a function grade beside the condition grade."""
        return category.casefold() in self.function_categories

    def defects_for(self, category: str) -> tuple[DefectCode, ...]:
        """The defects to offer for a category, most usual first; every defect where nothing was chosen."""
        tiles = self.tiles.get(category.casefold()) or self.tiles.get(OTHER_CATEGORIES)
        return tiles or _EVERY_DEFECT


def make_policy(document: PolicyDocument, base: PolicyDocument | None = None) -> Policy:
    """Put a document, and the default one it stands on, into the form that is asked.

    `base` is None exactly when `document` is the default. Raises KnownError (exit code 1) when the client's document would
    take a safety or serial rule of the default away.
    """
    layers = [document] if base is None else [document, base]
    default = layers[-1]
    if base is not None:
        _refuse_lost_protection(document, base)
    matrix: dict[str, dict[Grade, Disposition]] = {}
    words: dict[str, dict[str, str]] = {}
    tiles: dict[str, tuple[DefectCode, ...]] = {}
    functions: set[str] = set()
    blocked: set[str] = set()
    for layer in reversed(layers):
        for category, cells in layer.columns():
            matrix.setdefault(category, {}).update(cells)
        for category, names in layer.category.items():
            words.setdefault(category.casefold(), {}).update(names)
        for key, codes in layer.defects.items():
            tiles.update(dict.fromkeys(split_group(key), codes))
        functions.update(category.casefold() for category in layer.function.categories)
        blocked.update(serial.strip().upper() for serial in layer.serials.block)
    return Policy(
        version="/".join(dict.fromkeys(layer.version for layer in layers)),
        client=document.client,
        rules=tuple(_ordered(layers)),
        matrix=matrix,
        matrix_why=_pairs((document.why.matrix or {}) or default.why.matrix or {}),
        unknown_why=_pairs((document.why.unknown or {}) or default.why.unknown or {}),
        category_words=words,
        approval=_approval(layers),
        blocked_serials=frozenset(blocked),
        tiles=tiles,
        function_categories=frozenset(functions),
    )


def _refuse_lost_protection(document: PolicyDocument, base: PolicyDocument) -> None:
    protected = {rule.id for rule in base.rule if rule.stage in PROTECTED_STAGES}
    for rule in document.rule:
        if rule.id in protected:
            raise KnownError(
                f"The policy of {document.client} uses the id {rule.id!r}, which is a safety or serial rule of the default.",
                "Give the rule an id of its own; it is asked before the default's rule of its stage anyway.",
                exit_code=1,
            )


def _ordered(layers: list[PolicyDocument]) -> Iterator[Rule]:
    own = {rule.id for rule in layers[0].rule}
    for stage in STAGES:
        for number, layer in enumerate(layers):
            for table in layer.rule:
                replaced = number > 0 and table.id in own
                if table.stage is stage and not replaced:
                    yield _rule(table, layer)


def _rule(table: RuleTable, layer: PolicyDocument) -> Rule:
    return Rule(
        id=table.id,
        stage=table.stage,
        conditions=tuple(_conditions(table.when, layer.currency)),
        then=table.then,
        why=_pairs(table.why),
        of=layer.client,
    )


def _conditions(when: When, currency: str | None) -> Iterator[Condition]:
    """The tests of one `when`, those that fail soonest first."""
    if when.serial_finding is not None:
        yield OneOf("serial_finding", frozenset(when.serial_finding))
    if when.defects is not None:
        if when.defects.any is not None:
            yield AnyDefect(frozenset(when.defects.any))
        if when.defects.all is not None:
            yield AllDefects(frozenset(when.defects.all))
    if when.category is not None:
        yield OneOf("category", frozenset(name.casefold() for name in when.category), folded=True)
    if when.client is not None:
        yield OneOf("client", frozenset(name.casefold() for name in when.client), folded=True)
    if when.sku is not None:
        yield OneOf("sku", frozenset(when.sku))
    if when.declared is not None:
        yield OneOf("declared", frozenset(when.declared))
    if when.returnable is not None:
        yield Flag("returnable", when.returnable)
    if when.hazmat is not None:
        yield Flag("hazmat", when.hazmat)
    if when.grade is not None:
        yield OneOf("grade", frozenset(_chosen(tuple(Grade), when.grade)))
    if when.function is not None:
        yield OneOf("function", frozenset(_chosen(tuple(FunctionGrade), when.function)))
    if when.reason is not None:
        yield ReasonIs(frozenset(when.reason))
    if when.return_window is not None:
        yield ReturnWindowPassed()
    if when.expiry == "passed":
        yield ExpiryPassed()
    elif when.expiry == "missing":
        yield ExpiryMissing()
    elif isinstance(when.expiry, DaysLeft):
        yield ExpiryWithin(when.expiry.within_days)
    if when.unit_value is not None:
        if when.unit_value.below is not None:
            yield ValueBelow(_limits(when.unit_value.below, currency))
        if when.unit_value.above is not None:
            yield ValueAbove(_limits(when.unit_value.above, currency))


_Member = TypeVar("_Member", Grade, FunctionGrade)


def _chosen(scale: tuple[_Member, ...], wanted: GradeRange | FunctionRange) -> Iterator[_Member]:
    """The grades of a scale (best first) that a range covers."""
    best = 0 if wanted.at_most is None else scale.index(wanted.at_most)
    worst = len(scale) - 1 if wanted.at_least is None else scale.index(wanted.at_least)
    for position, grade in enumerate(scale):
        if best <= position <= worst and (wanted.one_of is None or grade in wanted.one_of):
            yield grade


def _limits(amount: Amount, currency: str | None) -> tuple[tuple[str, int], ...]:
    if isinstance(amount, str):
        return ((currency or "", cents(amount)),)
    return tuple((name, cents(text)) for name, text in amount.items())


def _approval(layers: list[PolicyDocument]) -> Approval:
    upgrade = next((one.approval.upgrade_route for one in layers if one.approval.upgrade_route is not None), True)
    quarantine = next(
        (one.approval.leave_quarantine for one in layers if one.approval.leave_quarantine is not None), True
    )
    limits: tuple[tuple[str, int], ...] = ()
    for layer in layers:
        if layer.approval.destroy_above is not None:
            limits = _limits(layer.approval.destroy_above, layer.currency)
            break
    return Approval(upgrade, quarantine, limits)


def _pairs(words: Words) -> Why:
    return tuple(words.items())
