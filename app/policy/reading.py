"""Reading a policy document from TOML, and everything about it that its types cannot say."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.domain.vocabulary import Disposition, Grade, Route
from app.errors import KnownError
from app.policy.document import (
    PROTECTED_STAGES,
    Amount,
    DaysLeft,
    PolicyDocument,
    RuleTable,
    When,
    Words,
)
from app.policy.facts import FACT_NAMES
from app.policy.faults import known_error


def read_document(path: Path) -> PolicyDocument:
    """Read one policy file. Raises KnownError (exit code 1) that names the file, the key at fault and what is allowed there."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as err:
        raise KnownError(
            f"{path} is not UTF-8: byte {err.start + 1} is 0x{err.object[err.start]:02X}.",
            "Save the file as UTF-8.",
            exit_code=1,
        ) from err
    except OSError as err:
        raise KnownError(
            f"{path} cannot be read: {err.strerror or err}.", "Check the name and that this user may read it."
        ) from err
    return parse_document(text, str(path))


def parse_document(text: str, name: str) -> PolicyDocument:
    """Read a policy from TOML text; `name` stands for the file in errors. Raises KnownError as read_document does."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise KnownError(f"{name} is not TOML: {err}.", "Correct that line.", exit_code=1) from err
    try:
        document = msgspec.convert(raw, PolicyDocument)
    except msgspec.ValidationError as err:
        raise known_error(err, name, raw, PolicyDocument) from err
    for title, allowed in _problems(document):
        raise KnownError(f"{name}: {title}", allowed, exit_code=1)
    return document


_LANGUAGE = re.compile(r"[a-z]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,2})?")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def _problems(document: PolicyDocument) -> Iterator[tuple[str, str]]:
    """What the types cannot say: (what is wrong, what is allowed), in the order of the file."""
    for key, text in (("version", document.version), ("client", document.client)):
        if not text.strip():
            yield f"Expected text at {key}, got nothing.", 'For example version = "2026-11-01", client = "*".'
    if document.currency is not None and not _CURRENCY.fullmatch(document.currency):
        yield f"Expected a currency of three capitals at currency, got {document.currency!r}.", 'For example "EUR".'
    ids: set[str] = set()
    for index, rule in enumerate(document.rule):
        where = f"rule[{index}] (id {rule.id!r})"
        if not rule.id.strip():
            yield f"Expected a name at rule[{index}].id, got nothing.", "Give each rule a short name of its own."
        if rule.id in ids:
            yield f"Expected a name of its own for each rule, got {rule.id!r} twice.", "Rename one of them."
        ids.add(rule.id)
        yield from _rule_problems(rule, where, document.currency)
    yield from _matrix_problems(document)
    for key, words in (("why.matrix", document.why.matrix), ("why.unknown", document.why.unknown)):
        if words is not None:
            yield from _words_problems(words, key)
    for category, words in document.category.items():
        yield from _words_problems(words, f"category.{category}")
    if document.approval.destroy_above is not None:
        yield from _amount_problems(document.approval.destroy_above, "approval.destroy_above", document.currency)


def _rule_problems(rule: RuleTable, where: str, currency: str | None) -> Iterator[tuple[str, str]]:
    when = rule.when
    given = [name for name in When.__struct_fields__ if getattr(when, name) is not None]
    if not given:
        yield (
            f"{where}: Expected at least one condition in when, got none: the rule would catch everything.",
            f"Allowed there: {', '.join(When.__struct_fields__)}.",
        )
    for name in given:
        value = getattr(when, name)
        empty = value == () or (
            isinstance(value, msgspec.Struct)
            and not any(getattr(value, inner) not in (None, ()) for inner in value.__struct_fields__)
        )
        if empty:
            yield (
                f"{where}: Expected something to compare with in when.{name}, got nothing.",
                "Fill it, or leave it out.",
            )
    if rule.stage in PROTECTED_STAGES and rule.then.route is Route.RESTOCK:
        allowed = ", ".join(code for code in Disposition if code.route is not Route.RESTOCK)
        yield f"{where}: A rule of stage {rule.stage} cannot restock, got then = {rule.then}.", f"Allowed: {allowed}."
    if isinstance(when.expiry, DaysLeft) and when.expiry.within_days < 0:
        yield (
            f"{where}: Expected 0 or more in when.expiry.within_days, got {when.expiry.within_days}.",
            "Use whole days.",
        )
    if when.unit_value is not None:
        for name, amount in (("below", when.unit_value.below), ("above", when.unit_value.above)):
            if amount is not None:
                yield from _amount_problems(amount, f"{where}.when.unit_value.{name}", currency)
    yield from _words_problems(rule.why, f"{where}.why")


def _matrix_problems(document: PolicyDocument) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for category, cells in document.columns():
        if not category:
            yield "Expected a category in each [matrix.…], got none.", 'For example [matrix."battery, hazmat"].'
        if category in seen:
            yield f"Expected {category} in one column of the matrix, got it in two.", "Take it out of one of them."
        seen.add(category)
        missing = [grade for grade in Grade if grade not in cells]
        if document.is_default and missing:
            yield (
                f"Expected every grade in matrix.{category}, {', '.join(missing)} is missing.",
                f"Grades: {', '.join(Grade)}.",
            )
    if document.is_default:
        if not seen:
            yield 'Expected a matrix in the document for client = "*", got none.', "Add [matrix.apparel] and so on."
        for key, words in (("why.matrix", document.why.matrix), ("why.unknown", document.why.unknown)):
            if words is None:
                yield f"Expected words at {key}, got none.", 'For example { en = "{category}, grade {grade}" }.'


def _words_problems(words: Words, where: str) -> Iterator[tuple[str, str]]:
    if not words.get("en", "").strip():
        yield f"Expected words in English at {where}, got none.", 'Write at least { en = "…" }.'
    for language, text in words.items():
        if not _LANGUAGE.fullmatch(language):
            yield f"Expected a language of two letters at {where}, got {language!r}.", "For example en, ru, fi."
        for name in _PLACEHOLDER.findall(text):
            if name not in FACT_NAMES:
                yield f"{where}.{language}: {{{name}}} is no fact.", f"Allowed in braces: {', '.join(FACT_NAMES)}."


def _amount_problems(amount: Amount, where: str, currency: str | None) -> Iterator[tuple[str, str]]:
    if isinstance(amount, str):
        if currency is None:
            yield (
                f"{where}: {amount!r} has no currency, since the document names none.",
                'Add currency = "EUR" at the top, or write { EUR = "100.00" }.',
            )
        amount = {currency or "EUR": amount}
    for name, text in amount.items():
        if not _CURRENCY.fullmatch(name):
            yield f"{where}: Expected a currency of three capitals, got {name!r}.", 'For example { EUR = "100.00" }.'
        if not _AMOUNT.fullmatch(text):
            yield f"{where}: Expected a decimal with a point, got {text!r}.", 'For example "100.00".'
