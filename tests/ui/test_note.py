"""The inspector's own words: typed, kept, given up, and never mixed with what a scanner reads."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bench.messages import Say
from app.bench.view import BenchView
from app.domain.commands import AddNote, Control
from app.domain.vocabulary import Grade
from devices.events import ScanReceived
from tests.ui.conftest import Stage
from tests.ui.hands import key, press, tile_named
from tests.ui.site import said
from tests.ui.views import STATES
from ui.pages.bench_layout import Mode
from ui.widgets.composed import TextPart
from ui.words.words import words_for


def type_text(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)
    QApplication.processEvents()


def test_a_note_is_typed_without_giving_orders_and_enter_keeps_it(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("Box damp, abcde 12 +-n")
    key(stage, Qt.Key.Key_Backspace)
    assert stage.core.commands == []
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == [AddNote("Box damp, abcde 12 +-", "i2")]
    assert frame.bench.mode is Mode.NONE
    key(stage, "c")
    assert stage.core.commands[1:] == [Control("GRADE-C")], "letters are keys again"


def test_a_note_is_opened_and_kept_with_a_finger(stage: Stage) -> None:
    item = replace(STATES["graded"].item, note="scuffed")
    frame = stage.show(replace(STATES["graded"], item=item))
    press(tile_named(frame.bench, "Note"))
    assert frame.bench.note.field.text() == "scuffed"
    type_text(" and damp")
    press(tile_named(frame.bench, "Keep the note"))
    assert stage.core.commands == [AddNote("scuffed and damp", "i2")]


def test_escape_leaves_the_note_as_it_was(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("wrong")
    key(stage, Qt.Key.Key_Escape)
    assert (stage.core.commands, frame.bench.mode) == ([], Mode.NONE)
    key(stage, Qt.Key.Key_F5)
    assert frame.bench.note.field.text() == ""


def test_what_is_pressed_while_a_note_is_open_comes_after_the_note(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge bent")
    press(tile_named(frame.bench, "Accept and print"))
    assert stage.core.commands == [AddNote("hinge bent", "i2"), Control("ACCEPT")]


def shown(note: str, **changes: object) -> BenchView:
    """The graded item with a note."""
    return replace(STATES["graded"], item=replace(STATES["graded"].item, note=note), **changes)


def test_a_scan_of_another_grade_leaves_the_note_open_and_another_item_closes_it(stage: Stage) -> None:
    frame = stage.show(STATES["identified"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge")
    stage.show(STATES["graded"])
    type_text(" bent")
    assert frame.bench.note.field.text() == "hinge bent"
    stage.show(replace(STATES["graded"], item=replace(STATES["graded"].item, item_id="i3", grade=Grade.A)))
    assert frame.bench.mode is Mode.NONE
    assert not frame.bench.note.isVisible()


def test_a_scan_takes_what_is_typed_along_and_before_itself(stage: Stage) -> None:
    stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge bent")
    stage.core.hear(ScanReceived("CMD-ACCEPT-D", "", "wedge", 1))
    assert stage.core.commands == [AddNote("hinge bent", "i2")]
    assert len(stage.core.heard) == 1


def test_typing_goes_on_while_the_bench_keeps_what_stood_there_before(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge")
    stage.core.hand_on()
    type_text(" bent")
    stage.show(shown("hinge"))  # the bench is behind the fingers
    assert frame.bench.note.field.text() == "hinge bent"
    press(tile_named(frame.bench, "Accept and print"))
    assert stage.core.commands == [AddNote("hinge", "i2"), AddNote("hinge bent", "i2"), Control("ACCEPT")]


def test_what_the_bench_could_not_keep_is_tried_again_with_the_next_scan(stage: Stage) -> None:
    stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge bent")
    stage.core.hand_on()
    assert stage.core.drafted is None
    stage.show(replace(STATES["graded"], notice=said(Say.DISK_FULL)))
    assert stage.core.drafted == AddNote("hinge bent", "i2")


def test_an_undo_is_for_what_was_done_and_leaves_the_words_where_they_are(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge bent")
    press(tile_named(frame.bench, "Undo"))
    assert stage.core.commands == [Control("UNDO")]
    stage.show(STATES["identified"])
    assert (frame.bench.note.field.text(), stage.core.drafted) == ("hinge bent", AddNote("hinge bent", "i2"))


def test_nobody_signs_for_the_words_of_another(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge bent")
    person = replace(STATES["graded"].person, name="Inspector 3")
    stage.show(replace(STATES["graded"], person=person))
    assert (frame.bench.mode, stage.core.drafted) == (Mode.NONE, None)
    key(stage, Qt.Key.Key_F5)
    assert frame.bench.note.field.text() == ""


def test_words_that_the_record_has_are_not_kept_again(stage: Stage) -> None:
    stage.show(shown("scuffed"))
    key(stage, Qt.Key.Key_F5)
    type_text("x")
    key(stage, Qt.Key.Key_Backspace)
    assert stage.core.drafted is None


def test_escape_leaves_nothing_for_the_next_scan(stage: Stage) -> None:
    stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("wrong")
    key(stage, Qt.Key.Key_Escape)
    stage.core.hear(ScanReceived("CMD-ACCEPT-D", "", "wedge", 1))
    assert stage.core.commands == []


def test_an_undo_is_seen_in_the_open_note(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge bent")
    stage.core.hand_on()
    stage.show(shown("hinge bent"))
    stage.show(STATES["graded"])
    assert (frame.bench.note.field.text(), stage.core.drafted) == ("", None)


def test_words_that_came_too_late_stay_open_and_can_be_kept_after_an_undo(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge")
    stage.core.hand_on()  # a scan of a scanner on a line, whose answer is not on the screen yet
    type_text(" bent")
    decided = replace(STATES["decided"], item=replace(STATES["decided"].item, note="hinge"))
    stage.show(decided)
    assert frame.bench.note.isVisible()
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands[1:] == [AddNote("hinge bent", "i2")], "the bench says that it is decided"
    stage.show(decided)
    assert frame.bench.note.isVisible()
    assert frame.bench.note.field.text() == "hinge bent"
    stage.show(shown("hinge"))
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands[2:] == [AddNote("hinge bent", "i2")]
    assert frame.bench.mode is Mode.NONE


def test_words_that_were_refused_come_back_with_their_item(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge")
    other = replace(STATES["graded"], item=replace(STATES["graded"].item, item_id="i3", note=""))
    stage.show(other)
    key(stage, Qt.Key.Key_F5)
    assert frame.bench.note.field.text() == ""
    assert stage.core.commands == [AddNote("hinge", "i2")], "they are not dropped for the other's sake"
    key(stage, Qt.Key.Key_Escape)
    stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    assert frame.bench.note.field.text() == "hinge"


def test_a_question_goes_before_the_note_and_the_note_comes_back_after_it(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge")
    stage.show(STATES["why"])
    assert not frame.bench.note.isVisible()
    stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    assert frame.bench.note.field.text() == "hinge"


@pytest.mark.parametrize("state", ["held", "decided", "needs-serial", "parcel-open"])
def test_where_no_note_can_be_kept_the_bench_says_why(stage: Stage, state: str) -> None:
    frame = stage.show(STATES[state])
    key(stage, Qt.Key.Key_F5)
    assert stage.core.commands == [AddNote(None)], "it asks, and writes nothing on whatever is in hand by now"
    assert not frame.bench.note.isVisible()


def test_the_cursor_is_in_the_note_again_after_another_page(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    frame.on_page_wanted("menu")
    frame.on_page_wanted("bench")
    assert QApplication.focusWidget() is frame.bench.note.field


def test_the_history_tells_the_note() -> None:
    from app.domain import events as e

    graded = e.ItemGraded("i1", Grade.C, note="hinge bent")
    assert words_for("en").event("item_graded", graded) == "Graded C. Defects: none. Note: hinge bent"
    assert words_for("en").event("item_graded", e.ItemGraded("i1", Grade.C)) == "Graded C. Defects: none."


def test_a_kept_note_is_told(stage: Stage) -> None:
    frame = stage.show(replace(STATES["graded"], notice=said(Say.NOTE_KEPT, item_id="i2", note="hinge bent")))
    assert "Note kept." in frame.bench.banner.accessibleName()


def test_a_space_before_the_next_word_survives_a_grade_that_is_scanned_over_it(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge ")
    assert STATES["graded"].item is not None
    stage.show(replace(STATES["graded"], item=replace(STATES["graded"].item, note="hinge")))
    type_text("bent")
    assert frame.bench.note.field.text() == "hinge bent"


def test_the_cursor_stays_where_it_is_when_a_picture_comes(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge bent")
    assert STATES["graded"].item is not None
    kept = replace(STATES["graded"], item=replace(STATES["graded"].item, note="hinge bent"))
    stage.show(kept)
    for _ in range(5):
        key(stage, Qt.Key.Key_Left)
    stage.show(replace(kept, scans=()))
    type_text(" is")
    assert frame.bench.note.field.text() == "hinge is bent"


def test_a_note_shows_on_the_card_beside_two_warnings(stage: Stage) -> None:
    warned = STATES["warnings"].item
    assert warned is not None
    frame = stage.show(replace(STATES["warnings"], item=replace(warned, note="no power", serial=None)))
    told = [part.fitted.lines[0] for part in frame.bench.item.compose() if isinstance(part, TextPart)]
    assert any(line.startswith("Note: no power") for line in told), told
