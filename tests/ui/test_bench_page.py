"""The bench page is a function of its view, and everything done on it becomes a command."""

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.bench.messages import Say, message
from app.bench.view import BenchView, Tone
from app.domain.commands import Control, RegisterScan, SelectItem
from app.domain.vocabulary import DefectCode, Grade, Route
from tests.ui.conftest import Stage
from tests.ui.looking import in_sight
from tests.ui.views import DECIDING, JUMPER, SPEAKER, STATES, parcel, said
from ui.pages.bench_layout import Mode, Pane, boxes, pane_of
from ui.pages.bench_page import BenchPage
from ui.theme.metrics import metrics_for
from ui.widgets.banner import banner_text
from ui.widgets.outcome import other_totes, target_of
from ui.widgets.proposal import proposal_text
from ui.widgets.rows import row_facts
from ui.widgets.tile import Tile
from ui.words.words import words_for

ENGLISH = words_for("en")
PANES = {
    "idle": Pane.IDLE,
    "parcel-open": Pane.PROMPT,
    "identified": Pane.JUDGE,
    "needs-serial": Pane.NEEDS,
    "graded": Pane.JUDGE,
    "decided": Pane.OUTCOME,
    "done": Pane.OUTCOME,
    "held": Pane.OUTCOME,
    "not-expected": Pane.QUESTION_PAGE,
    "closing": Pane.QUESTION_SIDE,
    "why": Pane.QUESTION_WORK,
    "already-item": Pane.QUESTION_TILES,
}


def key(stage: Stage, keys: Qt.Key | str) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.frame, keys)
    QApplication.processEvents()


def tile_named(root: QWidget, text: str) -> Tile:
    (found,) = [part for part in in_sight(root) if isinstance(part, Tile) and part.face.text == text]
    return found


@pytest.mark.parametrize("name", PANES)
def test_each_state_has_its_working_area(name: str) -> None:
    assert pane_of(STATES[name], Mode.NONE) is PANES[name]


def test_an_item_without_its_parcel_is_still_shown() -> None:
    """A label brings back an item of a parcel that is closed."""
    assert pane_of(replace(STATES["done"], parcel=None), Mode.NONE) is Pane.OUTCOME


def test_what_the_operator_opened_gives_way_to_a_question() -> None:
    assert pane_of(STATES["graded"], Mode.OVERRIDE) is Pane.OVERRIDE
    assert pane_of(STATES["identified"], Mode.OVERRIDE) is Pane.JUDGE  # nothing is proposed yet
    assert pane_of(STATES["warnings"], Mode.QUANTITY) is Pane.QUANTITY
    assert pane_of(STATES["why"], Mode.QUANTITY) is Pane.QUESTION_WORK


@pytest.mark.parametrize("size", [(1280, 758), (1024, 726), (1920, 1023)])
def test_places_do_not_overlap(size: tuple[int, int]) -> None:
    places = boxes(*size, metrics_for(size[0], size[1] + 42))
    column = (places.banner, places.item, places.grades, places.tiles, places.primary, places.actions)
    for above, below in itertools.pairwise(column):
        assert above.bottom() < below.top()
    assert not places.parcel.intersects(places.item)
    assert places.proposal.contains(places.change)
    assert not places.change.intersects(places.primary)
    assert not places.actions.intersects(places.scans)
    assert places.scans.right() < size[0]


# What is shown.


def test_the_next_step_stands_in_large_letters() -> None:
    text = banner_text(STATES["graded"], ENGLISH)
    assert text.headline == "Accept, or scan another grade"
    assert text.detail == "Item 2 of 3, grade C. Proposal: Refurbish."
    assert text.where == "RMA-204417"
    assert text.about == "Nordkap Elektronikk · return by 2 Dec 2026"


def test_at_a_stop_the_refusal_stands_in_large_letters() -> None:
    text = banner_text(STATES["stop"], ENGLISH)
    assert text.tone is Tone.STOP
    assert text.headline.startswith("STOP: T-0502 is for Dispose")
    assert text.detail == "Put it in tote T-0440, scan the tote"


def test_a_question_stands_in_large_letters_and_once() -> None:
    text = banner_text(STATES["approval"], ENGLISH)
    assert text.headline == "Restock as new: a shift lead has to agree. Lead, scan your badge."
    assert text.detail == ""
    assert text.tone is Tone.WARNING
    other = replace(STATES["approval"], notice=said(Say.NOT_NOW, Tone.WARNING, word="NEXT"))
    assert banner_text(other, ENGLISH).detail == "“Next item” does not fit here."


@pytest.mark.parametrize(
    ("days", "about", "due"),
    [
        (11, "Nordkap Elektronikk · return by 2 Dec 2026", Tone.CALM),
        (3, "3 days left to return", Tone.WARNING),
        (1, "1 day left to return", Tone.WARNING),
        (-1, "Return period over for 1 day", Tone.ERROR),
        (None, "Nordkap Elektronikk · return by 2 Dec 2026", Tone.CALM),
    ],
)
def test_the_deadline_asks_for_attention_in_time(days: int | None, about: str, due: Tone) -> None:
    text = banner_text(replace(STATES["graded"], parcel=parcel(days_left=days)), ENGLISH)
    assert (text.about, text.due) == (about, due)


def test_a_parcel_of_several_returns_names_the_first() -> None:
    assert banner_text(STATES["many-rows"], ENGLISH).where == "RMA-204417 and 2 more"
    assert banner_text(STATES["blind"], ENGLISH).where == "No papers"


def test_the_proposal_says_why_in_the_operators_language() -> None:
    text = proposal_text(STATES["graded"], ENGLISH)
    assert text.title == "Refurbish  ·  REFURB"
    assert text.lines == ("Electronics in grade C: worth refurbishing, not worth selling as they are",)
    assert text.source == "Rule matrix.electronics.C, policy 2026-11-01"
    russian = proposal_text(STATES["graded"], words_for("ru"))
    assert russian.title == "Доработка  ·  Восстановить"
    assert russian.lines[0].startswith("Электроника")
    finnish = replace(STATES["graded"].proposal, why=(("en", "only English"),))
    assert proposal_text(replace(STATES["graded"], proposal=finnish), words_for("ru")).lines == ("only English",)


def test_an_approval_and_an_override_are_told() -> None:
    assert (
        proposal_text(STATES["graded-dispose"], ENGLISH).lines[1]
        == "A shift lead has to agree: its value is above the limit"
    )
    assert proposal_text(STATES["held"], ENGLISH).lines == ("Block list: serial reported stolen",)
    assert proposal_text(STATES["identified"], ENGLISH).route is None


def test_rows_tell_units_and_what_is_odd() -> None:
    assert row_facts(JUMPER, ENGLISH) == "1 of 1 · grade A · R7K2M0012340"
    assert row_facts(SPEAKER, ENGLISH) == "1 of 1 · serial AU-88213"
    undeclared = STATES["many-rows"].parcel.rows[4]
    assert row_facts(undeclared, ENGLISH).startswith("undeclared · 1 pcs · grade B")


def test_the_item_goes_into_the_suggested_tote() -> None:
    target = target_of(STATES["decided"])
    assert (target.code, target.route, target.next_step) == ("T-0440", Route.REFURBISH, True)
    assert [tote.code for tote in other_totes(STATES["decided"])] == ["T-0441"]
    assert not target_of(STATES["decided-scan-back"]).next_step  # the label comes first
    assert target_of(STATES["done"]).stowed
    assert other_totes(STATES["done"]) == ()
    assert target_of(STATES["decided-no-tote"]) is None


def test_only_what_differs_is_painted_again(stage: Stage) -> None:
    page = stage.show(STATES["graded"]).bench
    kept = [part.composition.parts() for part in (page.parcel, page.item, page.proposal, page.primary)]
    item = replace(STATES["graded"].item, defects=(DefectCode.DENT,))
    stage.show(replace(STATES["graded"], item=item))
    again = [part.composition.parts() for part in (page.parcel, page.item, page.proposal, page.primary)]
    assert [one is other for one, other in zip(kept, again, strict=True)] == [True, True, False, True] or kept[
        2
    ] == again[2]
    assert tile_named(page, "Dent").face.chosen
    assert not tile_named(page, "Scratch").face.chosen


def test_the_label_is_shown_when_its_picture_comes(stage: Stage) -> None:
    page = stage.show(STATES["decided"]).bench
    picture = QPixmap(80, 40)
    picture.fill(Qt.GlobalColor.red)
    page.show_label(picture)
    centre = page.outcome.label.grab().toImage()
    assert centre.pixelColor(centre.width() // 2, centre.height() // 2).name() == "#ff0000"


# What is done.


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


@pytest.mark.parametrize(
    ("state", "text", "word"),
    [
        ("graded", "Accept and print", "ACCEPT"),
        ("graded", "Scratch", "DEFECT-SCRATCH"),
        ("graded", "E", "GRADE-E"),
        ("graded", "Undo", "UNDO"),
        ("function", "F2", "FUNCTION-F2"),
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
    QTest.mouseClick(frame.bench.pad.keys["7"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(frame.bench.pad.keys["SPLIT"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(frame.bench.pad.keys["enter"], Qt.MouseButton.LeftButton)
    assert stage.core.commands[1:] == [Control("SPLIT"), Control("QTY-7")]


def test_nothing_typed_gives_no_quantity(stage: Stage) -> None:
    stage.show(counted())
    key(stage, Qt.Key.Key_F9)
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == []


def test_a_fixed_quantity_is_explained_by_the_bench(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F9)
    assert frame.bench.mode is Mode.NONE
    assert stage.core.commands == [Control("QTY-PLUS")]


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
