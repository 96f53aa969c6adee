"""GS1 data as readings: when a text is taken for GS1, and what stands in it under a name of its own.

A GS1 symbol says so by its symbology identifier. Without one, a text shows itself as GS1 by a separator, by identifiers in brackets
or by a key with the right check digit behind 00, 01 or 02; anything else that happens to have the form is only supposed to be GS1.
"""

import re

from app.symbols.application_identifiers import COMPANY_INTERNAL
from app.symbols.carrier import read_tracking
from app.symbols.digital_link import parse_digital_link
from app.symbols.gs1 import GS, SEPARATOR_STAND_INS, ElementStrings, parse_bracketed, parse_element_strings
from app.symbols.gtin import read_sscc
from app.symbols.imei import read_imei
from app.symbols.readings import Kind, Reading
from app.symbols.symbology import Content, Symbology

_MAX_RMA_LENGTH = 64
_GS1_128_LENGTH = 48
"""Data characters of the longest GS1-128 symbol (GS1 General Specifications, 5.4.1)."""

_BRACKETS = re.compile(r"\([0-9]{2,4}\)")
_KEYS = frozenset(("00", "01", "02"))


def read_rma(text: str, rma_pattern: re.Pattern[str], reason: str) -> tuple[Reading, ...]:
    """Read a text as an RMA number of the form that the site uses; () when it has another."""
    if len(text) > _MAX_RMA_LENGTH or not rma_pattern.fullmatch(text):
        return ()
    return (Reading(Kind.RMA, text.upper(), None, valid=True, reason=reason),)


def read_gs1_symbol(text: str, symbol: Symbology, rma_pattern: re.Pattern[str]) -> list[Reading]:
    """Read the data of a symbol that says of itself that it is GS1. An invalid reading alone means that it holds something else."""
    try:
        strings, remark = _element_strings(text)
    except ValueError as error:
        reason = f"{symbol.name} ought to hold GS1 element strings: {error}"
        return [Reading(Kind.GS1, text, None, valid=False, reason=reason)]
    return _readings(strings, f"GS1 element strings in {symbol.name}{remark}", rma_pattern)


def read_gs1(text: str, symbol: Symbology, rma_pattern: re.Pattern[str]) -> tuple[list[Reading], list[Reading]]:
    """Read a text whose symbol does not say that it is GS1: the readings that show themselves, and those that are only supposed."""
    marked = _has_separator(text) or _BRACKETS.match(text) is not None
    if not (marked or text[:2].isdigit()):
        return [], []
    try:
        strings, remark = _element_strings(text)
    except ValueError as error:
        if GS not in text and not _BRACKETS.match(text) and not _begins_with_key(text):
            return [], []
        return [], [Reading(Kind.GS1, text, None, valid=False, reason=f"Looks like GS1 element strings: {error}")]
    if marked or _is_keyed(strings):
        if symbol.content is Content.ANY:
            return _readings(strings, f"GS1 element strings{remark}", rma_pattern), []
        why = f"GS1 element strings{remark}, in a symbol ({symbol.name}) that does not say that it is GS1"
        return [], _readings(strings, why, rma_pattern)[:1]
    if symbol.content is not Content.ANY or strings.elements[0][0] in COMPANY_INTERNAL or len(text) > _GS1_128_LENGTH:
        return [], []
    why = "Would be GS1 element strings in a GS1 symbol; the scanner does not say which symbol it was"
    return [], _readings(strings, why, rma_pattern)[:1]


def read_digital_link(text: str, rma_pattern: re.Pattern[str]) -> list[Reading]:
    """Read a web address as a GS1 Digital Link; [] when it is another address."""
    try:
        strings = parse_digital_link(text)
    except ValueError:
        return []
    reason = " ".join(("GS1 Digital Link.", *strings.problems, *strings.remarks))
    link = Reading(Kind.DIGITAL_LINK, text, None, not strings.problems, reason, strings.fields())
    return [link, *_contained(strings, rma_pattern)]


def _has_separator(text: str) -> bool:
    """Whether GS, or what scanners send in its place, stands in the text."""
    return GS in text or any(stand_in in text for stand_in in SEPARATOR_STAND_INS)


def _element_strings(text: str) -> tuple[ElementStrings, str]:
    """Element strings in any of the spellings that scanners send, with a remark on the spelling."""
    if text.startswith("("):
        return parse_bracketed(text), ", written with brackets"
    for stand_in in SEPARATOR_STAND_INS:
        if stand_in in text:
            return parse_element_strings(text.replace(stand_in, GS)), f", {stand_in} sent in place of the separator GS"
    return parse_element_strings(text), ""


def _begins_with_key(text: str) -> bool:
    """Whether a GTIN with the right check digit stands first behind 01 or 02, whatever follows."""
    try:
        return _is_keyed(parse_element_strings(text[:16]))
    except ValueError:
        return False


def _is_keyed(strings: ElementStrings) -> bool:
    return strings.elements[0][0] in _KEYS and not strings.problems


def _readings(strings: ElementStrings, why: str, rma_pattern: re.Pattern[str]) -> list[Reading]:
    """The element strings as one reading, and what stands in them under a name of its own."""
    reason = " ".join((f"{why}.", *strings.problems, *strings.remarks))
    whole = Reading(Kind.GS1, strings.as_bracketed(), None, not strings.problems, reason, strings.fields())
    return [whole, *_contained(strings, rma_pattern)]


def _contained(strings: ElementStrings, rma_pattern: re.Pattern[str]) -> list[Reading]:
    """SSCC (00), consignment (401), shipment (402), IMEI (8040) and an RMA number where shippers put one (400, 90 to 99)."""
    readings: list[Reading] = []
    for identifier, value in strings.elements:
        if identifier == "00":
            readings += read_sscc(identifier + value)
        elif identifier in {"401", "402"}:
            readings.append(_shipment(identifier, value, strings.problems))
        elif identifier == "8040":
            readings += read_imei(value)
        elif identifier == "400" or identifier in COMPANY_INTERNAL:
            readings += read_rma(value, rma_pattern, f"RMA number in the GS1 element ({identifier}).")
    return readings


def _shipment(identifier: str, value: str, problems: tuple[str, ...]) -> Reading:
    name = "consignment" if identifier == "401" else "shipment"
    problem = next((text for text in problems if f"({identifier})" in text), "")
    carriers = {reading.carrier for reading in read_tracking(value.upper()) if reading.valid}
    carrier = carriers.pop() if len(carriers) == 1 else None
    reason = f"GS1 number of a {name} ({identifier}). {problem}".strip()
    return Reading(Kind.TRACKING, value.upper(), carrier, not problem, reason)
