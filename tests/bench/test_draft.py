"""What is being typed goes before what is done next."""

from app.bench.draft import Draft
from app.domain.commands import AddNote, Command, Control


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
