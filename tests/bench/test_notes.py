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
    view = bench.scan(BOX, "MUG", "GRADE-B")
    assert view.item is not None
    mug = view.item.item_id
    jumper = bench.scan("JUMPER").item
    bench.do(AddNote("handle chipped", mug))
    assert (bench.said, bench.view.item) == (Say.NOTE_KEPT, jumper), "what is in hand by now stays there, as it is"
    bench.do(SelectItem(mug))
    assert bench.view.item is not None
    assert (bench.view.item.note, bench.view.item.grade) == ("handle chipped", "B")
    events = bench.count("event")
    bench.do(AddNote(" handle chipped ", mug))
    assert (bench.said, bench.count("event")) == (Say.NOTE_KEPT, events), "nothing new is no fact"


def test_a_note_about_goods_at_hand_is_kept_while_others_are_asked_about(bench: BenchWalk) -> None:
    mug = bench.scan("RMA-1003", "MUG").item
    assert mug is not None
    asked = bench.scan("SOCKS").question
    bench.do(AddNote("handle chipped", mug.item_id))
    assert bench.view.item is not None
    assert (bench.said, bench.view.item.note) == (Say.NOTE_KEPT, "handle chipped")
    assert asked is not None
    assert bench.view.question == asked


def test_new_words_about_a_decided_item_are_refused_and_those_it_has_are_not(bench: BenchWalk) -> None:
    mug = bench.scan(BOX, "MUG", "GRADE-B").item
    assert mug is not None
    bench.do(AddNote("handle chipped", mug.item_id))
    bench.scan("ACCEPT")
    bench.do(AddNote("handle chipped", mug.item_id))
    assert bench.said is Say.NOTE_KEPT
    bench.do(AddNote("handle chipped, box wet", mug.item_id))
    assert bench.said is Say.DECIDED_ALREADY
    assert bench.view.item is not None
    assert bench.view.item.note == "handle chipped"


def test_words_that_come_too_late_leave_a_question_about_other_goods_alone(bench: BenchWalk) -> None:
    mug = bench.scan("RMA-1003", "MUG", "GRADE-B").item
    assert mug is not None
    bench.scan("ACCEPT")
    asked = bench.scan("SOCKS").question
    assert asked is not None
    bench.do(AddNote("handle chipped", mug.item_id))
    assert bench.said is Say.DECIDED_ALREADY
    assert bench.view.question == asked


def test_asking_why_no_note_can_be_kept_writes_none(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-B")
    said, events = bench.said, bench.count("event")
    bench.do(AddNote(None))
    assert (bench.said, bench.count("event")) == (said, events), "it could be kept: nothing to say"
    bench.scan("ACCEPT")
    bench.do(AddNote(None))
    assert bench.said is Say.DECIDED_ALREADY
