"""Notes about an item: kept as typed, on the item they were typed for."""

from app.bench.messages import Say
from app.domain.commands import AddNote, SelectItem
from tests.bench.benches import BOX, BenchWalk


def one(bench: BenchWalk, statement: str) -> tuple[object, ...]:
    found = bench.journal.connection.execute(statement).fetchone()
    return tuple(found)


def test_a_note_of_any_characters_is_kept(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG")
    bench.do(AddNote("half a character \ud800, Пятно"))
    assert bench.said is Say.NOTE_KEPT
    assert bench.view.item is not None
    assert "Пятно" in bench.view.item.note


def test_a_note_belongs_to_the_item_that_was_in_hand_while_it_was_typed(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "MUG")
    assert view.item is not None
    mug = view.item.item_id
    bench.scan("JUMPER")
    bench.do(AddNote("handle chipped", mug))
    assert bench.said is Say.NOT_NOW
    bench.do(SelectItem(mug))
    bench.do(AddNote("handle chipped", mug))
    assert bench.view.item is not None
    assert bench.view.item.note == "handle chipped"
    events = bench.count("event")
    bench.do(AddNote(" handle chipped ", mug))
    assert (bench.said, bench.count("event")) == (Say.NOTE_KEPT, events), "nothing new is no fact"
