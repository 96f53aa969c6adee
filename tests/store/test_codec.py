"""Events to text and back: nothing is lost, and what is unknown is kept whole."""

from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from app.domain.events import KINDS, Event, ItemIdentified, UnknownEvent
from app.domain.vocabulary import Declared
from app.errors import KnownError
from app.store.chain import GENESIS, EventRow, chain_hash
from app.store.codec import SCHEMA_VERSIONS, EventDecoder, encode_event


@st.composite
def events(draw: st.DrawFn) -> Event:
    return draw(st.from_type(draw(st.sampled_from(list(KINDS.values())))))


@given(events())
def test_every_event_survives_the_round_trip(event: Event) -> None:
    body = encode_event(event)
    assert EventDecoder()(event.KIND, SCHEMA_VERSIONS[event.KIND], body) == event
    assert encode_event(EventDecoder()(event.KIND, 1, body)) == body


def test_every_member_of_the_union_has_a_kind_of_its_own() -> None:
    assert len(KINDS) == len(get_args(Event))
    assert all(get_type_hints(cls) and fields(cls) for cls in KINDS.values())


@pytest.mark.parametrize(("kind", "version"), [("item_teleported", 1), ("item_graded", 2)])
def test_an_unknown_kind_or_version_is_kept_word_for_word(kind: str, version: int) -> None:
    body = '{"item_id":"x", "what": [1, 2]}'
    event = EventDecoder()(kind, version, body)
    assert event == UnknownEvent(kind, version, body)
    assert encode_event(event) == body


def test_a_body_that_breaks_its_promise_is_said_so() -> None:
    with pytest.raises(KnownError, match="item_graded cannot be read"):
        EventDecoder()("item_graded", 1, '{"grade": "Z"}')


def test_cyrillic_and_control_characters_are_stored_as_they_are() -> None:
    event = ItemIdentified("i", "p", "l", "s", "Колонка «Аврора»\x1d", "c", "c", Declared.BLIND)
    assert EventDecoder()("item_identified", 1, encode_event(event)) == event


rows = st.builds(
    EventRow,
    *(st.text(max_size=8) if kind is str else st.integers(0, 2**40) for kind in get_type_hints(EventRow).values()),
)


@given(rows, rows)
def test_two_different_rows_never_have_the_same_hash(one: EventRow, other: EventRow) -> None:
    assert (chain_hash(GENESIS, one) == chain_hash(GENESIS, other)) == (one == other)


def test_text_moved_between_two_columns_changes_the_hash() -> None:
    def row(actor: str, command: str) -> EventRow:
        return EventRow("s", 1, "e", "k", "kind", 1, 1, "w", actor, command, "[]", "{}")

    assert chain_hash(GENESIS, row("ab", "c")) != chain_hash(GENESIS, row("a", "bc"))
