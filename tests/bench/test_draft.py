"""What is being typed goes before what is done next."""

import pytest

from app.bench.draft import Draft
from app.domain.commands import AddNote, Command, Control, RegisterScan
from app.symbols.control import make_control


def test_what_is_held_goes_once_and_before_what_comes_next() -> None:
    queued: list[Command] = []
    draft = Draft(queued.append)
    draft.hold(AddNote("hinge", "i1"))
    draft.hold(AddNote("hinge bent", "i1"))
    for word in ("ACCEPT", "NEXT"):
        draft.hand_on()
        queued.append(Control(word))
    assert queued == [AddNote("hinge bent", "i1"), Control("ACCEPT"), Control("NEXT")]


def test_what_was_given_up_goes_nowhere() -> None:
    queued: list[Command] = []
    draft = Draft(queued.append)
    draft.hold(AddNote("hinge", "i1"))
    draft.hold(None)
    draft.hand_on()
    assert queued == []


@pytest.mark.parametrize("undo", [Control("UNDO"), RegisterScan(make_control("UNDO").lower(), "", "serial", 1)])
def test_an_undo_does_not_take_the_words_back_instead(undo: Command) -> None:
    queued: list[Command] = []
    draft = Draft(queued.append)
    draft.hold(AddNote("hinge", "i1"))
    draft.hand_on(undo)
    assert queued == []
    draft.hand_on(Control("ACCEPT"))
    assert queued == [AddNote("hinge", "i1")]


def test_what_is_kept_by_hand_does_not_go_twice() -> None:
    queued: list[Command] = []
    draft = Draft(queued.append)
    kept = AddNote("hinge", "i1")
    draft.hold(kept)
    draft.hand_on(kept)
    draft.hand_on(Control("ACCEPT"))
    assert queued == []
