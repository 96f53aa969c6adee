"""Asking a policy: facts in, proposal and the need of a lead's approval out. Pure, and a matter of microseconds."""

import re
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from app.domain.vocabulary import Disposition, Route
from app.policy.conditions import limit_for
from app.policy.facts import Facts
from app.policy.policy import Policy, Why

HAZMAT = "hazmat"
"""The matrix column of goods that are flagged as dangerous, whatever their category is."""

NO_CELL_RULE = "matrix.unknown"

UPGRADE = "upgrade"
"""Approval: goods that the policy disposes of or holds are to be restocked."""
QUARANTINE = "quarantine"
"""Approval: goods that the policy puts into quarantine are to go elsewhere."""
DESTROY_VALUE = "destroy_value"
"""Approval: goods worth more than the limit are to be destroyed or recycled."""

_DESTROYED = frozenset({Disposition.DESTROY, Disposition.RECYCLE})
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Proposal(Struct, frozen=True):
    """What the policy says, and why.

    Attributes:
        rule: id of the rule that fired; "matrix.<category>.<grade>" for a cell, "matrix.unknown" where nothing covers the goods.
        why: words by language.
        inputs: the facts that the rule looked at, as (name, value).
    """

    code: Disposition
    rule: str
    policy_version: str
    why: Why
    inputs: tuple[tuple[str, str], ...]


def evaluate(policy: Policy, facts: Facts) -> Proposal:
    """The first rule whose conditions all hold, else the matrix cell, else EXCEPTION."""
    for rule in policy.rules:
        for condition in rule.conditions:
            if not condition.holds(facts):
                break
        else:
            return Proposal(
                code=rule.then,
                rule=rule.id,
                policy_version=policy.version,
                why=_filled(rule.why, facts.text),
                inputs=_inputs(facts, rule.looks_at()),
            )
    return _from_matrix(policy, facts)


def _from_matrix(policy: Policy, facts: Facts) -> Proposal:
    category = facts.category.casefold()
    looked_at = ["category", "grade"]
    if facts.hazmat and category != HAZMAT and HAZMAT in policy.matrix:
        category = HAZMAT
        looked_at.append(HAZMAT)
    code = policy.matrix.get(category, {}).get(facts.grade)
    if code is None:
        return Proposal(
            code=Disposition.EXCEPTION,
            rule=NO_CELL_RULE,
            policy_version=policy.version,
            why=_filled(policy.unknown_why, facts.text),
            inputs=_inputs(facts, looked_at),
        )
    names = policy.category_words.get(category, {})
    return Proposal(
        code=code,
        rule=f"matrix.{category}.{facts.grade}",
        policy_version=policy.version,
        why=tuple(
            (language, _cell_words(text, facts, _name(names, language, category)))
            for language, text in policy.matrix_why
        ),
        inputs=_inputs(facts, looked_at),
    )


def approval_needed(policy: Policy, proposal: Proposal, chosen: Disposition, facts: Facts) -> str:
    """Why a lead must agree to `chosen`: UPGRADE, QUARANTINE or DESTROY_VALUE; "" when nobody has to.

    The value is that of all units together. Goods in a currency that has no limit are worth asking for, since sums are
    never converted; goods without a value are not.
    """
    approval = policy.approval
    proposed = proposal.code
    if approval.upgrade_route and chosen.route is Route.RESTOCK and proposed.route in {Route.DISPOSE, Route.HOLD}:
        return UPGRADE
    if approval.leave_quarantine and proposed is Disposition.QUARANTINE and chosen.route is not Route.HOLD:
        return QUARANTINE
    if chosen in _DESTROYED and approval.destroy_above and facts.unit_value_cents is not None:
        limit = limit_for(approval.destroy_above, facts.currency)
        if limit is None or facts.unit_value_cents * facts.quantity > limit:
            return DESTROY_VALUE
    return ""


def _inputs(facts: Facts, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, facts.text(name)) for name in names)


def _name(names: Mapping[str, str], language: str, category: str) -> str:
    return names.get(language) or names.get("en") or category


def _cell_words(text: str, facts: Facts, category: str) -> str:
    return _fill(text, lambda name: category if name == "category" else facts.text(name))


def _filled(why: Why, text_of: Callable[[str], str]) -> Why:
    return tuple((language, _fill(text, text_of)) for language, text in why)


def _fill(text: str, text_of: Callable[[str], str]) -> str:
    if "{" not in text:
        return text
    return _PLACEHOLDER.sub(lambda found: text_of(found[1]), text)
