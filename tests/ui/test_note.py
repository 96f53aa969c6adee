"""The inspector's own words: typed, kept, given up, and never mixed with what a scanner reads."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bench.messages import Say
from app.domain.commands import AddNote, Control
from app.domain.vocabulary import Grade
from tests.ui.conftest import Stage
from tests.ui.hands import key, press, tile_named
from tests.ui.site import said
from tests.ui.views import STATES
from ui.pages.bench_layout import Mode
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


def test_a_scan_of_another_grade_leaves_the_note_open_and_another_item_keeps_it_for_later(stage: Stage) -> None:
    frame = stage.show(STATES["identified"])
    key(stage, Qt.Key.Key_F5)
    type_text("hinge")
    stage.show(STATES["graded"])
    type_text(" bent")
    assert frame.bench.note.field.text() == "hinge bent"
    stage.show(replace(STATES["graded"], item=replace(STATES["graded"].item, item_id="i3", grade=Grade.A)))
    assert frame.bench.mode is Mode.NONE
    assert not frame.bench.note.isVisible()
    stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F5)
    assert frame.bench.note.field.text() == "hinge bent"
    assert stage.core.commands == []


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
    item = STATES[state].item
    assert stage.core.commands == [AddNote(item.note, item.item_id) if item else AddNote("")]
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
    frame = stage.show(replace(STATES["graded"], notice=said(Say.NOTE_KEPT)))
    assert "Note kept." in frame.bench.banner.accessibleName()
