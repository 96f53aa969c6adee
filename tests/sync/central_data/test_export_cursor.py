"""The cursor of an export as a text that people copy and files keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import KnownError
from app.sync.central.export_cursor import HASH_BYTES, Cursor, Told

IDS = st.uuids().map(str)
CURSORS = st.builds(
    Cursor,
    IDS,
    st.dictionaries(
        IDS, st.builds(Told, st.integers(1, 2**63 - 1), st.binary(min_size=HASH_BYTES, max_size=HASH_BYTES))
    ),
)


@given(CURSORS)
def test_a_cursor_comes_back_as_it_went(cursor):
    assert Cursor.decode(cursor.encode()) == cursor


@given(CURSORS, st.data())
def test_a_cursor_with_a_character_changed_or_lost_is_refused(cursor, data):
    text = cursor.encode()
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("Aa0_-.")).replace(text[at], "" if at < len(text) - 1 else "!")
    with pytest.raises(KnownError, match="Expected a cursor"):
        Cursor.decode(text[:at] + other + text[at + 1 :])


@given(st.text(max_size=60))
def test_any_other_text_is_refused_in_words(text):
    with pytest.raises(KnownError, match="Expected a cursor"):
        Cursor.decode(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x", "it does not begin with 'dgx1.'."),
        ("dgx1.A", "a part of it is missing or was changed."),
        ("dgx1.Blåbær", "a part of it is missing or was changed."),
    ],
)
def test_what_is_wrong_with_it_is_told_in_words(text, why):
    with pytest.raises(KnownError) as caught:
        Cursor.decode(text)
    assert caught.value.title == f"Expected a cursor that an export printed, or 'start', got {text!r}: {why}"


def test_a_thousand_streams_fit_into_one_argument_of_a_command():
    told = {f"{n:08x}-0000-7000-8000-000000000000": Told(10**7, b"abcd") for n in range(1000)}
    assert len(Cursor("00000000-0000-7000-8000-000000000000", told).encode()) < 40_000
