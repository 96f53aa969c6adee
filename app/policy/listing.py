"""A policy as rows to read, and what is doubtful in it: for `dockgrade policy show` and `dockgrade policy check`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.vocabulary import Disposition, Grade
from app.policy.policy import Policy, make_policy
from app.policy.reading import read_document
from app.policy.shelf import packaged_default

MATRIX = "matrix"


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One rule or matrix cell.

    Attributes:
        position: order in which it is asked, from 1; cells follow the rules.
        stage: "matrix" for a cell.
        id: as it is stored with decisions.
        when: the conditions in words.
        of: the client whose document it comes from; "*" for the default. Cells of a client's policy count as the client's.
    """

    position: int
    stage: str
    id: str
    when: str
    then: Disposition
    why: tuple[tuple[str, str], ...]
    of: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a policy may say, and probably does not mean."""

    rule: str
    text: str


def check_file(path: Path) -> tuple[Policy, tuple[Doubt, ...]]:
    """Read a policy file as the bench would, on top of the packaged default where it is for one client.

    Raises KnownError (exit code 1) when the bench would refuse it.
    """
    document = read_document(path)
    policy = make_policy(document, None if document.is_default else packaged_default())
    return policy, tuple(doubts(policy))


def describe(policy: Policy) -> list[PolicyRow]:
    """Every rule and every matrix cell, in the order in which they are asked."""
    rows = [
        PolicyRow(
            position=number,
            stage=rule.stage.value,
            id=rule.id,
            when=" and ".join(str(condition) for condition in rule.conditions),
            then=rule.then,
            why=rule.why,
            of=rule.of,
        )
        for number, rule in enumerate(policy.rules, start=1)
    ]
    for category, cells in policy.matrix.items():
        for grade in Grade:
            if grade in cells:
                rows.append(
                    PolicyRow(
                        position=len(rows) + 1,
                        stage=MATRIX,
                        id=f"matrix.{category}.{grade}",
                        when=f"category {category} and grade {grade}",
                        then=cells[grade],
                        why=policy.matrix_why,
                        of=policy.client,
                    )
                )
    return rows


def doubts(policy: Policy) -> Iterator[Doubt]:
    """Rules that can never fire because an earlier one asks for less, and words that are missing in a language."""
    languages = {language for rule in policy.rules for language, _ in rule.why}
    for number, rule in enumerate(policy.rules):
        for earlier in policy.rules[:number]:
            if set(earlier.conditions) <= set(rule.conditions):
                yield Doubt(rule.id, f"It never decides: {earlier.id!r} is asked before and catches all of its goods.")
                break
        missing = sorted(languages - {language for language, _ in rule.why})
        if missing:
            yield Doubt(rule.id, f"Its words are missing in: {', '.join(missing)}.")
    for code in {code for cells in policy.matrix.values() for code in cells.values()}:
        if code is Disposition.EXCEPTION:
            yield Doubt(MATRIX, "A cell of the matrix is EXCEPTION: all such goods wait for a lead.")
