"""The page on which a lead settles what benches disagree about."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bench.messages import Say
from app.bench.view import Sound, Tone
from app.domain.commands import ReplaceLabel, ResolveConflict, ResolveDuplicate
from tests.ui.conftest import Stage
from tests.ui.disagreements import CLASHES, CONFLICTS, DUPLICATES
from tests.ui.hands import key, press, tile_named
from tests.ui.people import lead, russian
from tests.ui.site import said
from tests.ui.sync_views import SYNC
from tests.ui.views import STATES
from ui.pages.conflicts_page import ConflictsPage
from ui.widgets.side import Standing

DISPUTED = replace(STATES["graded"], sync=SYNC["error"])


def opened(stage: Stage, row: int = 0, *, leads: bool = True) -> ConflictsPage:
    stage.show(lead(DISPUTED) if leads else DISPUTED)
    stage.frame.on_page_wanted("conflicts")
    page = stage.frame.pages["conflicts"]
    assert isinstance(page, ConflictsPage)
    press(page.list.tiles[row])
    return page


def test_every_kind_of_disagreement_is_listed(stage: Stage) -> None:
    page = opened(stage)
    rows = [tile.record for tile in page.list.tiles if tile.isVisible()]
    assert [row.badge.text for row in rows if row.badge] == [
        "decided twice",
        "decided twice",
        "received twice",
        "received twice",
        "same label",
    ]
    assert rows[0].facts == "B07 / B03 · R7K2M0012357"
    assert page.about() == "5 to settle"


def test_both_sides_stand_beside_each_other(stage: Stage) -> None:
    page = opened(stage)
    here, there = (tile.accessibleName() for tile in page.sides)
    assert here.startswith("Bench B07 (this one). Inspector 12 · 20 Nov 09:17. Grade C · Refurbish. ")
    assert there.startswith("Bench B03. Lead 3 · 20 Nov 09:18. Grade E · Recycle · T-0502. Put in tote T-0502.")
    assert "Graded E. Defects: Crack, No power, Battery swollen." in there
    assert page.facts.accessibleName() == "R7K2M0012357 · parcel 1Z999AA10123456784"


def test_a_lead_chooses_with_a_finger_and_settles_with_a_second_press(stage: Stage) -> None:
    page = opened(stage)
    press(page.settle)
    assert stage.core.commands == []  # nothing is chosen yet
    press(page.sides[1])
    assert [tile.standing for tile in page.sides] == [Standing.FALLS, Standing.STANDS]
    assert stage.core.commands == []
    page.note.setText("  the crack is real ")
    press(tile_named(page, "Bench B03 is right"))
    assert stage.core.commands == [ResolveConflict("item:i1", "s2-3", "the crack is real")]


def test_a_lead_chooses_and_settles_with_the_keyboard_alone(stage: Stage) -> None:
    page = opened(stage)
    page.setFocus()
    key(stage, Qt.Key.Key_1)
    assert page.sides[0].standing is Standing.STANDS
    key(stage, Qt.Key.Key_2)
    assert page.sides[1].standing is Standing.STANDS
    key(stage, Qt.Key.Key_1)
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == [ResolveConflict("item:i1", "s1-2", "")]


def test_words_about_a_case_wait_for_it_while_another_is_looked_at(stage: Stage) -> None:
    page = opened(stage)
    page.note.setText("the crack is real")
    press(page.list.tiles[1])
    assert page.note.text() == ""
    press(page.list.tiles[0])
    assert page.note.text() == "the crack is real"
    press(page.list.tiles[1])
    page.forget()
    press(page.list.tiles[0])
    assert page.note.text() == "", "another person has signed in"


def test_enter_chooses_the_case_that_has_the_focus_and_settles_only_that_which_is_chosen(stage: Stage) -> None:
    page = opened(stage)
    press(page.sides[0])
    page.list.tiles[2].setFocus()
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == []
    assert page.list.tiles[2].record.chosen
    assert page.list.tiles[2].hasFocus()
    key(stage, Qt.Key.Key_1)
    key(stage, Qt.Key.Key_Enter)
    (command,) = stage.core.commands
    assert isinstance(command, ResolveDuplicate)


def test_digits_in_the_note_choose_no_side(stage: Stage) -> None:
    page = opened(stage)
    press(page.sides[0])
    page.note.setFocus()
    QTest.keyClicks(page.note, "2 of 12")
    assert page.note.text() == "2 of 12"
    assert page.sides[0].standing is Standing.STANDS


def test_an_inspector_sees_both_sides_and_is_told_that_a_lead_settles_it(stage: Stage) -> None:
    page = opened(stage, leads=False)
    assert page.said.sentence.startswith("A shift lead settles this")
    press(page.sides[0])
    assert page.said.sentence.startswith("A shift lead settles this")
    assert page.settle.face.dim
    page.settle.click()  # asked all the same, it is the bench that says no
    assert stage.core.commands == [ResolveConflict("item:i1", "s1-2", "")]
    stage.show(replace(DISPUTED, notice=said(Say.LEAD_NEEDED, Tone.ERROR, Sound.ERROR, number=77)))
    assert stage.frame.page == "conflicts"
    assert page.said.sentence.startswith("Only a shift lead can do this")
    assert page.said.tone is Tone.ERROR


def test_what_the_bench_says_about_other_things_is_left_out(stage: Stage) -> None:
    page = opened(stage)
    before = page.said.sentence
    stage.show(lead(replace(DISPUTED, notice=said(Say.LABEL_SENT, number=78, lpn="R7K2M0012357"))))
    assert page.said.sentence == before


def test_what_is_settled_vanishes(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(stage)
    press(page.sides[1])
    press(page.settle)
    monkeypatch.setattr(stage.core.queries, "conflicts", lambda *_: CONFLICTS[1:])
    stage.show(lead(replace(DISPUTED, sync=replace(SYNC["error"], conflicts=4))))
    assert len([tile for tile in page.list.tiles if tile.isVisible()]) == 4
    assert page.heading.accessibleName().startswith("Kaupunki")
    assert page.sides[0].standing is Standing.OPEN  # the choice belonged to the one before
    stage.core.queries.empty = True
    monkeypatch.undo()
    stage.show(lead(replace(DISPUTED, sync=replace(SYNC["error"], conflicts=0))))
    assert page.list.accessibleName() == "There is nothing to settle: all benches agree"
    assert not page.settle.isVisible()


def test_the_note_belongs_to_its_case(stage: Stage) -> None:
    page = opened(stage)
    page.note.setText("half a thought")
    press(page.list.tiles[1])
    assert page.note.text() == ""


def test_the_note_and_the_choice_belong_to_the_person(stage: Stage) -> None:
    page = opened(stage)
    press(page.sides[0])
    page.note.setText("half a thought")
    other = lead(DISPUTED)
    assert other.person is not None
    stage.show(replace(other, person=replace(other.person, name="Lead 9")))
    assert page.note.text() == ""
    assert page.sides[0].standing is Standing.OPEN


def test_news_about_other_cases_keep_choice_and_note(stage: Stage) -> None:
    page = opened(stage)
    press(page.sides[0])
    page.note.setText("seen")
    stage.show(lead(replace(DISPUTED, sync=replace(SYNC["error"], conflicts=6))))
    assert page.sides[0].standing is Standing.STANDS
    assert page.note.text() == "seen"


@pytest.mark.parametrize(("row", "side"), [(2, 0), (2, 1), (3, 1)])
def test_of_two_records_of_one_thing_a_lead_keeps_one(stage: Stage, row: int, side: int) -> None:
    page = opened(stage, row)
    press(page.sides[side])
    twins = DUPLICATES[row - 2]
    kept, dropped = (twins.first, twins.second) if side == 0 else (twins.second, twins.first)
    told = "throw its label away" if twins.first.lpn else "count in this one"
    assert told in page.said.sentence
    press(page.settle)
    assert stage.core.commands == [ResolveDuplicate(kept.key, dropped.key, "")]


def test_a_label_of_two_benches_is_printed_anew_by_anybody(stage: Stage) -> None:
    page = opened(stage, 4, leads=False)
    assert "Bench B03 has printed this number too" in page.said.sentence
    assert not page.note.isVisible()
    press(tile_named(page, "Print a new label"))
    assert stage.core.commands == [ReplaceLabel(CLASHES[0].item_id)]


def test_all_events_of_an_item_are_one_press_away_and_back(stage: Stage) -> None:
    page = opened(stage)
    press(tile_named(page, "All events"))
    assert stage.frame.page == "history"
    key(stage, Qt.Key.Key_Escape)
    assert stage.frame.page == "conflicts"


def test_a_bench_of_which_nothing_is_known_yet_is_simply_another(stage: Stage) -> None:
    page = opened(stage, 1)
    assert page.sides[1].accessibleName().startswith("Another bench. 20 Nov 09:20. On hold")


def test_it_is_told_in_russian_too(stage: Stage) -> None:
    stage.show(russian(lead(DISPUTED)))
    stage.frame.on_page_wanted("conflicts")
    page = stage.frame.pages["conflicts"]
    assert page.sides[1].accessibleName().startswith("Место B03. Lead 3 · 20 нояб. 09:18. Класс E · На переработку")
    assert page.note.placeholderText() == "Заметка, если есть что сказать"
