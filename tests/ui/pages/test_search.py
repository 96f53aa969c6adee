"""The search field: what it finds at once and a little later, and for whom."""

import threading

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bench.view import BenchView, Phase
from app.domain.commands import OpenExpected, RegisterScan
from tests.ui.conftest import Stage
from tests.ui.fakes import EXPECTED, EXPECTED_WITHIN, PARCELS, item_record
from tests.ui.hands import press, titles
from tests.ui.people import lead
from tests.ui.views import STATES
from ui.frame import Frame
from ui.ports import Finds


def typed(stage: Stage, qtbot: QtBot, text: str) -> Frame:
    """Nobody has a parcel in hand, and the text is typed into the search."""
    frame = stage.show(STATES["idle"])
    frame.on_page_wanted("search")
    field = frame.pages["parcels"].field
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, text)
    return frame


def test_typing_searches_and_enter_does_what_a_scan_would(stage: Stage, qtbot: QtBot) -> None:
    frame = typed(stage, qtbot, "au-882")
    qtbot.waitUntil(lambda: stage.core.queries.searched[-1:] == ["au-882"])
    rows = frame.pages["parcels"].list
    parcels = [PARCELS[0].label, PARCELS[1].label]
    assert titles(rows) == [*parcels, EXPECTED[0].rma, item_record(1).title, item_record(2).title]
    press(rows.tiles[3])
    assert frame.page == "history"
    frame.on_page_wanted("search")
    field = frame.pages["parcels"].field
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stage.core.commands == [RegisterScan("au-882", "", "keyboard", 7)]
    assert field.text() == ""


def test_what_takes_longer_to_find_comes_below_what_was_there(stage: Stage, qtbot: QtBot) -> None:
    frame = stage.show(STATES["idle"])
    frame.on_page_wanted("search x")
    page = frame.pages["parcels"]
    rows = [PARCELS[0], PARCELS[1]]
    quick = [*(parcel.label for parcel in rows), EXPECTED[0].rma, item_record(1).title, item_record(2).title]
    every = [*quick, PARCELS[2].label, EXPECTED_WITHIN.rma]
    qtbot.waitUntil(lambda: [face.title for face in page.found(20, 0)] == every)
    assert page.found(2, 5) == page.found(20, 0)[5:7]
    assert page.found(20, 0)[-1].facts.startswith("serial X-AU-882 · ")


def test_an_empty_list_says_that_something_is_still_being_looked_for(stage: Stage, qtbot: QtBot) -> None:
    frame = stage.show(STATES["idle"])
    may_answer = threading.Event()
    stage.core.queries.empty = True

    def find_within(text: str, limit: int) -> Finds:
        may_answer.wait(20)
        return Finds(expected=EXPECTED) if text == "speak" else Finds()

    stage.core.queries.find_within = find_within
    frame.on_page_wanted("search speak")
    page = frame.pages["parcels"]
    assert page.list.accessibleName() == "Searching …"
    may_answer.set()
    qtbot.waitUntil(lambda: titles(page.list) == [EXPECTED[0].rma])
    page.field.setText("zzz")
    page.refresh()
    qtbot.waitUntil(lambda: page.list.accessibleName() == "Nothing found for “zzz”")


def test_a_search_that_fails_is_not_told_as_nothing_found(stage: Stage, qtbot: QtBot) -> None:
    frame = stage.show(STATES["idle"])
    stage.core.queries.empty = True

    def find_within(text: str, limit: int) -> Finds:
        if text == "speak":
            raise OSError("the disk is gone")
        return Finds()

    stage.core.queries.find_within = find_within
    frame.on_page_wanted("search speak")
    page = frame.pages["parcels"]
    qtbot.waitUntil(lambda: page.list.accessibleName().startswith("The search could not be finished."))
    page.field.setText("speaker")
    page.refresh()
    qtbot.waitUntil(lambda: page.list.accessibleName() == "Nothing found for “speaker”")


def test_arrow_down_leads_from_the_search_field_into_what_was_found(stage: Stage, qtbot: QtBot) -> None:
    frame = typed(stage, qtbot, "au-882")
    page = frame.pages["parcels"]
    qtbot.waitUntil(lambda: len(titles(page.list)) >= 5)
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert page.list.tiles[0].hasFocus()
    QTest.keyClick(page.list.tiles[0], Qt.Key.Key_Down)
    assert page.list.tiles[1].hasFocus()
    assert page.field.text() == "au-882"
    press(frame.pages["parcels"].back)
    stage.core.queries.empty = True
    frame.on_page_wanted("search nothing")
    qtbot.waitUntil(page.field.hasFocus)
    qtbot.waitUntil(lambda: page.list.accessibleName() == "Nothing found for “nothing”")
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert page.field.hasFocus(), "there is nowhere to go"


def test_a_search_is_asked_anew_when_the_page_is_opened_anew(stage: Stage, qtbot: QtBot) -> None:
    frame = stage.show(STATES["idle"])
    frame.on_page_wanted("search au-882")
    page = frame.pages["parcels"]
    qtbot.waitUntil(lambda: EXPECTED_WITHIN.rma in [face.title for face in page.found(20, 0)])
    stage.core.queries.empty = True  # somebody received it
    frame.on_page_wanted("bench")
    frame.on_page_wanted("search")
    qtbot.waitUntil(lambda: page.list.accessibleName() == "Nothing found for “au-882”")
    assert page.found(20, 0) == ()


@pytest.mark.parametrize("after", [replace(STATES["idle"], person=None, phase=Phase.SIGNED_OUT), lead(STATES["idle"])])
def test_the_next_person_finds_nothing_of_what_was_searched_for(stage: Stage, qtbot: QtBot, after: BenchView) -> None:
    frame = stage.show(STATES["idle"])
    frame.on_page_wanted("search au-882")
    page = frame.pages["parcels"]
    qtbot.waitUntil(lambda: len(page.found(20, 0)) == 7)
    page.on_filter_wanted("closed")
    stage.show(after)
    assert page.field.text() == ""
    stage.show(STATES["idle"])
    frame.on_page_wanted("search")
    assert page.field.text() == ""
    assert [face.title for face in page.found(20, 0)] == [
        parcel.label or "Parcel without a number, 05:14" for parcel in PARCELS
    ]


def test_what_was_searched_for_stays_while_the_same_person_works(stage: Stage) -> None:
    frame = stage.show(STATES["idle"])
    frame.on_page_wanted("search au-882")
    frame.on_page_wanted("bench")
    shown = STATES["graded"]
    stage.show(replace(shown, person=replace(shown.person, language="ru")))
    frame.on_page_wanted("search")
    assert frame.pages["parcels"].field.text() == "au-882"


def test_an_expected_return_that_was_searched_for_is_opened(stage: Stage, qtbot: QtBot) -> None:
    frame = typed(stage, qtbot, "au-882")
    rows = frame.pages["parcels"].list
    qtbot.waitUntil(lambda: EXPECTED[0].rma in titles(rows))
    record = rows.tiles[2].record
    assert record.facts.startswith("order AU-882-5 · Aurora 20 W speaker, graphite · 3 pcs · Nordkap Elektronikk")
    press(rows.tiles[2])
    assert stage.core.commands == [OpenExpected(EXPECTED[0].rma)]
    assert frame.page == "bench"


def test_typing_in_the_search_field_gives_no_orders(stage: Stage, qtbot: QtBot) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("search")
    field = frame.pages["parcels"].field
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "nabcde12-+")
    assert stage.core.commands == []
    assert field.text() == "nabcde12-+"
