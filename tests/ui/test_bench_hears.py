"""Everything that is done on the bench page becomes a command, by key and by touch alike."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bench.messages import Say, message
from app.bench.view import BenchView, Phase
from app.domain.commands import AddNote, Control, RegisterScan, SelectItem
from app.domain.vocabulary import DefectCode, Grade
from tests.ui.conftest import Stage
from tests.ui.hands import key, press, tile_named
from tests.ui.looking import in_sight
from tests.ui.site import DECIDING, RESTING, said
from tests.ui.views import STATES
from ui.pages.bench_layout import Mode
from ui.pages.bench_page import BenchPage
from ui.widgets.tile import Tile


@pytest.mark.parametrize("grade", list(Grade))
def test_a_grade_is_a_letter(stage: Stage, grade: Grade) -> None:
    stage.show(STATES["identified"])
    key(stage, grade.value.lower())
    assert stage.core.commands == [Control(f"GRADE-{grade.value}")]


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        (Qt.Key.Key_F8, "UNDO"),
        (Qt.Key.Key_F6, "HOLD"),
        (Qt.Key.Key_F1, "HELP"),
        (Qt.Key.Key_Escape, "CANCEL"),
        (Qt.Key.Key_Plus, "QTY-PLUS"),
        (Qt.Key.Key_Minus, "QTY-MINUS"),
        (Qt.Key.Key_Return, "ACCEPT"),
        (Qt.Key.Key_Enter, "ACCEPT"),
        (Qt.Key.Key_1, "DEFECT-SCRATCH"),
        (Qt.Key.Key_8, "DEFECT-ACCESSORY_MISSING"),
    ],
)
def test_a_key_gives_the_word_of_its_barcode(stage: Stage, keys: Qt.Key, word: str) -> None:
    stage.show(STATES["graded"])
    key(stage, keys)
    assert stage.core.commands == [Control(word)]


def test_enter_accepts_only_what_can_be_accepted(stage: Stage) -> None:
    for name in ("identified", "decided", "done", "all-in", "held", "parcel-open", "needs-serial"):
        stage.show(STATES[name])
        key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == []


def test_enter_never_presses_what_merely_has_the_focus(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.bench.grades.tiles[0].setFocus()
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == [Control("ACCEPT")]
    key(stage, Qt.Key.Key_Space)
    assert stage.core.commands[1:] == [Control("GRADE-N")]


def test_enter_answers_a_question_that_has_a_usual_answer(stage: Stage) -> None:
    stage.show(STATES["closing"])
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == [Control("CLOSE")]
    stage.show(STATES["why"])
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == [Control("CLOSE")]  # six reasons: none is usual


def test_a_held_item_goes_on_with_the_same_key(stage: Stage) -> None:
    stage.show(STATES["held"])
    key(stage, Qt.Key.Key_F6)
    assert stage.core.commands == [Control("RELEASE")]


def test_a_held_item_that_lies_in_its_tote_goes_on_with_the_same_key_and_with_the_large_button(stage: Stage) -> None:
    held = STATES["held-for-lead"]
    frame = stage.show(replace(held, phase=Phase.DONE, parcel=None, enabled=held.enabled - {"CLOSE"}))
    key(stage, Qt.Key.Key_F6)
    frame.bench.primary.click()
    assert stage.core.commands == [Control("RELEASE"), Control("RELEASE")]


@pytest.mark.parametrize(
    ("state", "text", "word"),
    [
        ("graded", "Accept and print", "ACCEPT"),
        ("graded", "Scratch", "DEFECT-SCRATCH"),
        ("graded", "E", "GRADE-E"),
        ("graded", "Undo", "UNDO"),
        ("function", "small fault", "FUNCTION-F2"),
        ("needs-serial", "No readable serial", "NO-SERIAL"),
        ("all-in", "Close parcel", "CLOSE"),
        ("parcel-open", "Park parcel", "PARK"),
        ("idle", "Receive without papers", "BLIND"),
        ("decided", "Print label again", "REPRINT"),
        ("why", "Safety", "WHY-SAFETY"),
        ("already-item", "Add one", "CONFIRM"),
        ("approval", "Hold it for the lead", "HOLD"),
    ],
)
def test_a_touch_gives_the_word_of_its_barcode(stage: Stage, state: str, text: str, word: str) -> None:
    frame = stage.show(STATES[state])
    QTest.mouseClick(tile_named(frame.bench, text), Qt.MouseButton.LeftButton)
    assert stage.core.commands == [Control(word)]


def test_a_dimmed_button_can_be_pressed_and_is_explained_by_the_bench(stage: Stage) -> None:
    frame = stage.show(STATES["identified"])
    tile = tile_named(frame.bench, "Accept and print")
    assert tile.face.dim
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert stage.core.commands == [Control("ACCEPT")]


def test_a_row_chooses_its_item(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    rows = frame.bench.parcel.list.tiles
    QTest.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(rows[2], Qt.MouseButton.LeftButton)  # nobody scanned it yet
    assert stage.core.commands == [SelectItem("i1")]


def test_a_tote_can_be_touched_instead_of_scanned(stage: Stage) -> None:
    frame = stage.show(STATES["decided"])
    QTest.mouseClick(tile_named(frame.bench, "T-0441"), Qt.MouseButton.LeftButton)
    assert stage.core.commands == [RegisterScan("T-0441", "", "keyboard", 7)]


def test_more_defects_than_fit_are_turned_like_pages(stage: Stage) -> None:
    frame = stage.show(STATES["warnings"])
    assert frame.bench.tiles.page == 0
    QTest.mouseClick(tile_named(frame.bench, "More"), Qt.MouseButton.LeftButton)
    assert stage.core.commands == []
    QTest.mouseClick(tile_named(frame.bench, "Transit damage"), Qt.MouseButton.LeftButton)
    assert stage.core.commands == [Control("DEFECT-TRANSIT_DAMAGE")]
    QTest.mouseClick(tile_named(frame.bench, "More"), Qt.MouseButton.LeftButton)
    assert tile_named(frame.bench, "Scratch")


def test_what_turns_the_page_tells_of_marks_on_the_others(stage: Stage) -> None:
    view = STATES["warnings"]
    frame = stage.show(view)
    item = replace(view.item, defects=(view.item.offered_defects[0],))
    frame = stage.show(replace(view, item=item))
    assert not tile_named(frame.bench, "More").face.chosen  # it is in sight
    QTest.mouseClick(tile_named(frame.bench, "More"), Qt.MouseButton.LeftButton)
    turn = tile_named(frame.bench, "More").face
    assert (turn.chosen, turn.note) == (True, "1 more chosen")


def test_a_marked_defect_is_offered_even_where_it_is_not_usual(stage: Stage) -> None:
    view = STATES["graded"]
    frame = stage.show(
        replace(view, item=replace(view.item, offered_defects=(DefectCode.DENT,), defects=(DefectCode.LEAK,)))
    )
    assert tile_named(frame.bench, "Leak").face.chosen


def test_another_disposition_is_chosen_in_place_of_the_defects(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F4)
    QTest.mouseClick(tile_named(frame.bench, "Repair"), Qt.MouseButton.LeftButton)
    assert stage.core.commands == [Control("DISPOSE-AS-REPAIR")]
    assert frame.bench.mode is Mode.NONE
    key(stage, Qt.Key.Key_F4)
    key(stage, Qt.Key.Key_Escape)
    assert frame.bench.mode is Mode.NONE
    assert stage.core.commands == [Control("DISPOSE-AS-REPAIR")]  # Escape only closed what was open


def test_what_is_decided_is_changed_with_the_same_key_by_whom_the_bench_lets(stage: Stage) -> None:
    stage.show(STATES["decided"])
    key(stage, Qt.Key.Key_F4)
    assert stage.frame.bench.mode is Mode.NONE
    stage.show(STATES["decide-anew"])
    key(stage, Qt.Key.Key_F4)
    press(tile_named(stage.frame.bench, "Recycle"))
    assert stage.core.commands == [Control("DISPOSE-AS-RECYCLE")]


def test_a_lead_agrees_with_the_large_button_or_with_enter(stage: Stage) -> None:
    frame = stage.show(STATES["agree"])
    press(tile_named(frame.bench, "Agree"))
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == [Control("ACCEPT"), Control("ACCEPT")]


def test_what_no_scanner_reads_is_typed_digit_by_digit_and_goes_its_way_as_a_scan(stage: Stage) -> None:
    stage.show(STATES["needs-serial"])
    for character in "eb20-1182":
        key(stage, character)
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == [RegisterScan("eb20-1182", "", "keyboard", 7)]


def test_letters_and_signs_answer_no_question(stage: Stage) -> None:
    stage.show(STATES["why"])
    for keys in (Qt.Key.Key_E, Qt.Key.Key_Minus):
        key(stage, keys)
    assert stage.core.commands == []
    key(stage, Qt.Key.Key_4)
    assert stage.core.commands == [Control("WHY-SAFETY")]


def test_a_lead_agrees_to_what_lies_in_its_tote_too(stage: Stage) -> None:
    frame = stage.show(replace(STATES["agree"], phase=Phase.DONE))
    press(tile_named(frame.bench, "Agree"))
    assert stage.core.commands == [Control("ACCEPT")]


def test_what_was_opened_closes_with_the_next_item(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F4)
    stage.show(replace(STATES["graded"], scans=()))
    assert frame.bench.mode is Mode.OVERRIDE
    stage.show(STATES["decided"])
    assert frame.bench.mode is Mode.NONE
    key(stage, Qt.Key.Key_F4)  # nothing to change now
    assert frame.bench.mode is Mode.NONE


def counted() -> BenchView:
    view = STATES["warnings"]
    return replace(view, enabled=DECIDING)


def test_a_quantity_is_typed_with_keys_or_fingers(stage: Stage) -> None:
    frame = stage.show(counted())
    key(stage, Qt.Key.Key_F9)
    for digit in "0124567":
        key(stage, digit)
    key(stage, Qt.Key.Key_Backspace)
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == [Control("QTY-124")]  # no leading zero, at most four digits, one taken back
    assert frame.bench.mode is Mode.NONE
    QTest.mouseClick(frame.bench.item.quantity, Qt.MouseButton.LeftButton)
    assert frame.bench.mode is Mode.QUANTITY
    QTest.mouseClick(frame.bench.pad.keys["7"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(frame.bench.pad.keys["SPLIT"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(frame.bench.pad.keys["enter"], Qt.MouseButton.LeftButton)
    assert stage.core.commands[1:] == [Control("SPLIT"), Control("QTY-7")]


def test_nothing_typed_gives_no_quantity(stage: Stage) -> None:
    stage.show(counted())
    key(stage, Qt.Key.Key_F9)
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == []


@pytest.mark.parametrize("name", ["Quantity", "Note"])
def test_what_says_something_of_goods_waits_while_others_are_asked_about(stage: Stage, name: str) -> None:
    """Other goods are in the inspector's hands; the bench says so when one of them is pressed all the same."""
    frame = stage.show(counted())
    assert not tile_named(frame.bench, name).face.dim
    stage.show(replace(counted(), question=STATES["why"].question, enabled=RESTING))
    assert tile_named(frame.bench, name).face.dim
    press(tile_named(frame.bench, name))
    assert frame.bench.mode is Mode.NONE
    assert stage.core.commands == [{"Quantity": Control("QTY-0"), "Note": AddNote(None)}[name]]


def test_a_fixed_quantity_is_explained_by_the_bench(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F9)
    assert frame.bench.mode is Mode.NONE
    assert stage.core.commands == [Control("QTY-0")]


def test_a_held_down_key_counts_once(stage: Stage) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    stage.show(STATES["graded"])
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier, "", repeated)
        QApplication.sendEvent(stage.frame.bench, event)
    assert len(stage.core.commands) <= 1


def test_the_page_begins_without_a_ring_around_a_tile(stage: Stage) -> None:
    stage.show(STATES["graded"])
    assert isinstance(QApplication.focusWidget(), BenchPage | type(stage.frame))


def test_every_tile_can_be_reached_with_the_keyboard(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    reached = set()
    for _ in range(80):
        QTest.keyClick(QApplication.focusWidget() or frame, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if isinstance(focus, Tile):
            reached.add(focus)
    tiles = {part for part in in_sight(frame.bench) if isinstance(part, Tile)}
    assert tiles - reached == set()


def test_the_current_row_is_scrolled_into_sight(stage: Stage) -> None:
    frame = stage.show(STATES["many-rows"])
    current = next(tile for tile in frame.bench.parcel.list.tiles if tile.row and tile.row.current)
    assert current.visibleRegion().boundingRect() == current.rect()


def test_the_same_words_twice_are_two_notices() -> None:
    first = replace(STATES["graded"], notice=said(Say.SAME_SCAN_IGNORED, number=1, text="A"))
    second = replace(first, notice=replace(first.notice, number=2))
    assert first != second
    assert first.notice.said == second.notice.said == message(Say.SAME_SCAN_IGNORED, text="A")
