"""GS1 element strings: application identifiers, each followed by its data, in one barcode.

Source: GS1 General Specifications, sections 3.2 (data fields), 7.8 (processing, separators) and 7.12 (dates and centuries). A field
whose length is not fixed ends at the separator GS (0x1D, FNC1 in the symbol). A scanner that drops it joins two fields, and most
often nothing in the text betrays that: where it can be seen, the message says so.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.domain import check_digits
from app.symbols.application_identifiers import DataField, data_field, identifier_at

GS = "\x1d"

SEPARATOR_STAND_INS = ("{GS}", "<GS>", "␝", "^]", "{FNC1}", "<FNC1>")
"""What scanners are commonly set up to send in place of the control character GS."""

_BRACKETED = re.compile(r"\(([0-9]{2,4})\)")
_SWALLOWED = re.compile(
    r".+?(?:1[1357][0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?:$|10.|21.)|(?:10|21)[0-9A-Za-z-]{4,}$)",
)
"""A lot or serial number in which a date, a lot or a serial number of its own may be hidden."""

_NAMES = {
    "00": "sscc",
    "01": "gtin",
    "02": "content",
    "10": "lot",
    "11": "produced",
    "15": "best_before",
    "17": "expiry",
    "21": "serial",
    "37": "count",
    "400": "order",
    "401": "ginc",
    "402": "gsin",
    "420": "ship_to_post",
    "8040": "imei",
}


@dataclass(frozen=True, slots=True)
class ElementStrings:
    """Parsed element strings.

    Attributes:
        elements: (application identifier, data) in the order of the symbol.
        problems: what is wrong with the data although it has the right form (check digits, dates); () when all is right.
        remarks: what a person should know although nothing is wrong.
    """

    elements: tuple[tuple[str, str], ...]
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def get(self, identifier: str) -> str | None:
        """The data behind an application identifier; None when it is not there."""
        for key, value in self.elements:
            if key == identifier:
                return value
        return None

    def as_bracketed(self) -> str:
        """The human-readable form, identifiers in brackets: (01)04006381333931(21)ABC."""
        return "".join([f"({key}){value}" for key, value in self.elements])

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Named parts (dates as ISO dates), unless something is wrong; then every element under its identifier."""
        if self.problems:
            return self.elements
        named: dict[str, str] = {}
        for key, value in self.elements:
            name = _NAMES.get(key)
            field = data_field(key)
            if name is not None and field is not None:
                named[name] = _iso_date(value) if field.is_date else value
        if "gtin" not in named and (parts := self.get("8006")):
            named["gtin"] = parts[:14]
        if "expiry" not in named:
            expiry_time = self.get("7003")
            if expiry_time is not None:
                named["expiry"] = _iso_date(expiry_time)
            elif "best_before" in named:
                named["expiry"] = named["best_before"]
        return (*named.items(), *self.elements)


def parse_element_strings(text: str) -> ElementStrings:
    """Take element strings apart. Raises ValueError that says what was expected and what was found."""
    elements: list[tuple[str, str]] = []
    remarks: list[str] = []
    position = 0
    end_of_text = len(text)
    while position < end_of_text:
        if text[position] == GS:
            position += 1
            continue
        field = _field_at(text, position)
        position += len(field.identifier)
        end = text.find(GS, position)
        if end < 0:
            end = end_of_text
        if field.self_terminating or field.min_length == field.max_length < end - position:
            # A fixed length shows where the field ends even if its separator was lost on the way.
            end = min(end, position + field.max_length)
        value = text[position:end]
        _check_form(field, value)
        elements.append((field.identifier, value))
        position = end
    if not elements:
        raise ValueError("Expected GS1 element strings, got nothing.")
    last, value = elements[-1]
    if last in {"10", "21"} and GS not in text and _SWALLOWED.match(value):
        remarks.append(
            f"There is no separator (GS) in the text: if the scanner drops it, ({last}) {value} is two fields. Test the scanner with the set-up label."
        )
    return _judged(elements, remarks)


def parse_bracketed(text: str) -> ElementStrings:
    """Take the human-readable form `(01)…(21)…` apart; spaces are ignored. Raises ValueError as `parse_element_strings` does."""
    compact = "".join(text.split())
    marks = [mark for mark in _BRACKETED.finditer(compact) if data_field(mark[1]) is not None]
    if not marks or marks[0].start() != 0:
        raise ValueError(f"Expected an application identifier in brackets, got {compact[:6]!r}.")
    elements: list[tuple[str, str]] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = compact[mark.end() : following.start() if following else len(compact)]
        field = data_field(mark[1])
        if field is not None:
            _check_form(field, value)
        elements.append((mark[1], value))
    return _judged(elements, [])


def element_strings(elements: list[tuple[str, str]]) -> ElementStrings:
    """Judge elements that were taken apart elsewhere (a Digital Link). Raises ValueError for an unknown identifier or a wrong form."""
    for identifier, value in elements:
        field = data_field(identifier)
        if field is None:
            raise ValueError(f"Expected an assigned application identifier, got ({identifier}).")
        _check_form(field, value)
    return _judged(elements, [])


def _field_at(text: str, position: int) -> DataField:
    identifier = identifier_at(text, position)
    field = data_field(identifier) if identifier is not None else None
    if field is None:
        raise ValueError(
            f"Expected an application identifier at character {position + 1}, got {text[position : position + 4]!r}."
        )
    return field


def _check_form(field: DataField, value: str) -> None:
    length = len(value)
    if length > field.max_length:
        raise ValueError(
            f"Expected at most {field.max_length} characters in ({field.identifier}), got {length}: the separator (GS) behind it is probably lost."
        )
    if length < field.min_length:
        raise ValueError(f"Expected {_lengths(field)} characters in ({field.identifier}), got {length}.")
    if not field.pattern.fullmatch(value):
        raise ValueError(
            f"Expected {_lengths(field)} characters of the GS1 set in ({field.identifier}), got {value!r}."
        )


def _lengths(field: DataField) -> str:
    if field.min_length == field.max_length:
        return str(field.max_length)
    return f"{field.min_length} to {field.max_length}"


def _judged(elements: list[tuple[str, str]], remarks: list[str]) -> ElementStrings:
    problems: list[str] = []
    seen: dict[str, str] = {}
    for identifier, value in elements:
        field = data_field(identifier)
        if field is None:
            continue
        if seen.setdefault(identifier, value) != value:
            problems.append(f"Expected one value of ({identifier}), got {seen[identifier]} and {value}.")
        if field.check:
            part = value[: field.check_length]
            expected = check_digits.gs1(part[:-1]) if field.check == "!" else check_digits.luhn(part[:-1])
            if expected != part[-1]:
                problems.append(f"Expected check digit {expected} in ({identifier}), got {part[-1]}.")
        if field.is_date and not _iso_date(value):
            problems.append(f"Expected a date YYMMDD in ({identifier}), got {value[:6]}.")
    if "15" in seen and not {"17", "7003"} & seen.keys():
        remarks.append("Best before (15) stands for the expiry.")
    return ElementStrings(tuple(elements), tuple(problems), tuple(remarks))


def _iso_date(value: str) -> str:
    """YYMMDD as an ISO date; day 00 is the month's last day; "" when it is no date. The century is the nearest one (7.12)."""
    year_of_century, month, day = int(value[:2]), int(value[2:4]), int(value[4:6])
    this_year = datetime.now(UTC).year
    year = this_year - this_year % 100 + year_of_century
    if year - this_year > 50:
        year -= 100
    elif year - this_year <= -50:
        year += 100
    if not 1 <= month <= 12:
        return ""
    last = monthrange(year, month)[1]
    if day > last:
        return ""
    return date(year, month, day or last).isoformat()
