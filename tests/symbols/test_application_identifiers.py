"""The own table against an independent one: the library whose weight it saves the product."""

import re
import sys

import pytest
from biip.gs1_application_identifiers import _GS1_APPLICATION_IDENTIFIERS as OTHER_TABLE
from hypothesis import given
from hypothesis import strategies as st

from app.symbols.application_identifiers import data_field, identifier_at

ESCAPED_LETTERS = "%[0-9A-Fa-f]"
"""The other table counts an escaped letter (six characters) as one; the standard, and ours, count characters."""


def every_identifier() -> list[str]:
    return [str(number).zfill(length) for length in (2, 3, 4) for number in range(10**length)]


def test_the_same_identifiers_are_assigned_in_both() -> None:
    assert {identifier for identifier in every_identifier() if data_field(identifier)} == set(OTHER_TABLE)


@pytest.mark.parametrize("identifier", sorted(OTHER_TABLE))
def test_a_field_ends_at_the_same_place_in_both(identifier: str) -> None:
    other, own = OTHER_TABLE[identifier], data_field(identifier)
    assert own is not None
    assert own.self_terminating is not other.separator_required
    if ESCAPED_LETTERS not in other.pattern:
        _, longest = re._parser.parse(other.pattern).getwidth()  # type: ignore[attr-defined]
        assert own.max_length == min(longest, sys.maxsize) - len(identifier)


@given(st.data())
def test_what_the_other_table_accepts_is_accepted_here(data: st.DataObject) -> None:
    identifier = data.draw(st.sampled_from(sorted(OTHER_TABLE)))
    pattern = OTHER_TABLE[identifier].pattern
    if ESCAPED_LETTERS in pattern:
        return
    text = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii")))
    own, value = data_field(identifier), text[len(identifier) :].rstrip("\n")
    assert own is not None
    if value:  # the other table lets two fields be empty
        assert own.pattern.fullmatch(value)
        assert own.min_length <= len(value) <= own.max_length


def test_the_identifier_at_a_place_has_the_length_that_its_first_digits_say() -> None:
    for identifier in OTHER_TABLE:
        assert identifier_at(f"xx{identifier}9999", 2) == identifier


@pytest.mark.parametrize("text", ["", "0", "ab", "40", "4", "88", "310", "\x1d1"])
def test_no_identifier_is_found_where_none_can_be(text: str) -> None:
    assert identifier_at(text, 0) is None


@pytest.mark.parametrize("identifier", ["", "1", "٠١", "3106", "3180", "418", "3944", "89", "9999", "abcd", "n"])
def test_an_identifier_that_is_not_assigned_has_no_field(identifier: str) -> None:
    assert data_field(identifier) is None
