"""Tracking numbers: which carriers a number may belong to, and whether its check digit is right.

Forms and rules are data: carriers.toml beside this module, with the source of each carrier. A number that only counts digits and
has no check digit is never called valid: its reading says that nothing proves it, and the look-up in the announced returns decides.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.symbols.check_rules import METHODS, CheckRule
from app.symbols.readings import Kind, Reading

_DATA = Path(__file__).with_name("carriers.toml")
_S10 = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class NumberForm:
    """One form of number of one carrier; the data file explains the parts.

    Attributes:
        check: the rule; None where no check digit is known.
        start, end: the rule runs over the characters [start, end); the check character stands at `end`.
        tracking: [from, to) of the tracking number inside a longer barcode; None when the whole text is the number.
    """

    carrier: str
    title: str
    min_length: int
    max_length: int
    pattern: str
    check: CheckRule | None
    start: int
    end: int
    prepend: str
    tracking: tuple[int, int] | None
    distinctive: bool
    note: str


@dataclass(frozen=True, slots=True)
class CarrierTable:
    """Everything that carriers.toml says.

    Attributes:
        forms: all forms in the order of the file, which is the order of the readings.
        s10_check: the rule of UPU S10.
        s10_countries: country codes that posts issue S10 numbers under.
        s10_operators: the carrier's name for some of them.
    """

    forms: tuple[NumberForm, ...]
    s10_check: CheckRule
    s10_countries: frozenset[str]
    s10_operators: dict[str, str]


@cache
def carrier_table() -> CarrierTable:
    """The shipped table, read once. Calling it early keeps the few milliseconds that it takes off the first scan."""
    return parse_table(_DATA.read_text(encoding="utf-8"))


def parse_table(text: str) -> CarrierTable:
    """Read a table. Raises ValueError or KeyError that names the part at fault."""
    document = tomllib.loads(text)
    rules = {name: _rule(name, entry) for name, entry in document["rules"].items()}
    forms = tuple(
        _form(carrier["name"], entry, rules) for carrier in document["carrier"] for entry in carrier["number"]
    )
    s10 = document["s10"]
    return CarrierTable(
        forms=forms,
        s10_check=rules[s10["check"]],
        s10_countries=frozenset(s10["countries"].split()),
        s10_operators=dict(s10["operators"]),
    )


def read_tracking(text: str) -> tuple[Reading, ...]:
    """Every carrier's reading of a text of capitals and digits without spaces; the proven ones first, then in the table's order.

    A barcode that carries more than its number is offered twice: the number in it, then the whole, as some shops store it.
    """
    found: dict[tuple[str, str | None], Reading] = {}
    for pattern, form in _forms_of_length(len(text)):
        if pattern.fullmatch(text):
            for reading in _read(form, text):
                known = found.get((reading.value, reading.carrier))
                if known is None or (reading.valid and not known.valid):
                    found[reading.value, reading.carrier] = reading
    if len(text) == 13 and _S10.fullmatch(text):
        reading = _read_s10(text)
        found[reading.value, reading.carrier] = reading
    if len(found) < 2:
        return tuple(found.values())
    return tuple(sorted(found.values(), key=_unproven))


def _unproven(reading: Reading) -> bool:
    return not reading.valid


@cache
def _forms_of_length(length: int) -> tuple[tuple[re.Pattern[str], NumberForm], ...]:
    """The forms that a text of this length can have, their patterns compiled when that length is first seen."""
    return tuple(
        (re.compile(form.pattern), form)
        for form in carrier_table().forms
        if form.min_length <= length <= form.max_length
    )


def _read(form: NumberForm, text: str) -> tuple[Reading, ...]:
    valid, unproven = form.distinctive, False
    if form.check is not None:
        end = form.end or len(text) - 1
        expected = form.check.check_character(form.prepend + text[form.start : end])
        valid = expected == text[end]
        proof = f"check digit {expected} is right." if valid else f"expected check digit {expected}, got {text[end]}."
    elif form.distinctive:
        proof = "no check digit known, the form is distinctive."
    else:
        unproven = True
        proof = "no check digit known, nothing proves it."
    if form.note:
        proof += f" {form.note}"
    name = f"{form.carrier} {form.title}"
    if form.tracking is None:
        return (Reading(Kind.TRACKING, text, form.carrier, valid, f"{name}: {proof}", (), unproven),)
    number = text[form.tracking[0] : form.tracking[1]]
    return (
        Reading(Kind.TRACKING, number, form.carrier, valid, f"{name} with this number in it: {proof}", (), unproven),
        Reading(Kind.TRACKING, text, form.carrier, valid, f"{name}, the whole of it: {proof}", (), unproven),
    )


def _read_s10(text: str) -> Reading:
    table = carrier_table()
    country = text[11:]
    expected = table.s10_check.check_character(text[2:10])
    carrier = table.s10_operators.get(country)
    if country not in table.s10_countries:
        return Reading(
            Kind.TRACKING,
            text,
            None,
            valid=False,
            reason=f"UPU S10 item: expected a country code at the end, got {country}.",
        )
    valid = expected == text[10]
    proof = f"check digit {expected} is right" if valid else f"expected check digit {expected}, got {text[10]}"
    issuer = f"{carrier} ({country})" if carrier else f"the post of {country}"
    return Reading(Kind.TRACKING, text, carrier, valid, f"UPU S10 item of {issuer}: {proof}.")


def _rule(name: str, entry: dict[str, Any]) -> CheckRule:
    if entry["method"] not in METHODS:
        raise ValueError(f"Expected a known method in rules.{name}, got {entry['method']!r}.")
    weights = tuple(entry.get("weights", ()))
    exceptions = tuple((value, digit) for value, digit in entry.get("exceptions", ()))
    return CheckRule(**{**entry, "weights": weights, "exceptions": exceptions})


def _form(carrier: str, entry: dict[str, Any], rules: dict[str, CheckRule]) -> NumberForm:
    low, _, high = entry["length"].partition("-")
    start, end = entry.get("over", (0, 0))
    tracking = entry.get("tracking")
    check = entry.get("check")
    return NumberForm(
        carrier=carrier,
        title=entry["title"],
        min_length=int(low),
        max_length=int(high or low),
        pattern=entry["pattern"],
        check=rules[check] if check is not None else None,
        start=start,
        end=end,
        prepend=entry.get("prepend", ""),
        tracking=(tracking[0], tracking[1]) if tracking else None,
        distinctive=entry.get("distinctive", False),
        note=entry.get("note", ""),
    )
