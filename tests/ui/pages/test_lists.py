"""Parcels, histories, labels, totes and holds: rows from the journal, and what pressing one leads to."""

import dataclasses
from collections.abc import Callable
from datetime import UTC
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.commands import OpenParcel, RegisterScan, ReprintLabel, SelectItem
from app.domain.events import LabelRequested
from app.domain.vocabulary import Disposition, ItemStatus, ParcelStatus
from tests.ui.conftest import Stage
from tests.ui.fakes import EVENTS, JOBS, PARCELS, TOTES, item_record, recorded
from tests.ui.hands import key, press, tile_named, titles
from tests.ui.views import STATES
from ui.look import Look
from ui.pages.record_faces import event_face, item_face, job_face, moment, parcel_face, tote_face
from ui.widgets.records import RecordFace, RecordList
from ui.words.words import words_for


def test_times_are_told_in_the_sites_zone() -> None:
    at = "2026-11-20T23:30:05.123Z"
    assert moment(words_for("en"), at, UTC) == "20 Nov 23:30"
    assert moment(words_for("en"), at, ZoneInfo("Europe/Helsinki")) == "21 Nov 01:30"
    assert moment(words_for("ru"), at, UTC) == "20 нояб. 23:30"
    assert moment(words_for("en"), "yesterday", UTC) == "yesterday"


def test_rows_say_what_matters(make_look: Callable[..., Look]) -> None:
    look = make_look()
    parcel = parcel_face(PARCELS[1], look, UTC)
    assert (
        parcel.facts
        == "RMA-204401 · Nordkap Elektronikk · 1 of 4 pcs · return by 2 Dec 2026 · 20 Nov 01:14 · Inspector 12"
    )
    assert parcel.badge.text == "PARKED"
    held = item_face(item_record(1, status=ItemStatus.HELD, held_reason="stolen", route=None, tote=None), look, UTC)
    assert held.facts.startswith("held: stolen · R7K2M0000017 · × 2 · grade C · serial AU-88213")
    assert held.badge.tint is look.theme.hold
    asked = item_record(1, status=ItemStatus.HELD, held_reason="approval", asked=Disposition.RESTOCK)
    assert item_face(asked, look, UTC).facts.startswith(
        "held: a shift lead has to agree · asked for: Restock as new · R7K"
    )
    disputed = item_face(item_record(1, conflict=True, bench="B03"), look, UTC)
    assert (disputed.badge.text, disputed.badge.icon) == ("CONFLICT", "conflict")
    assert disputed.facts.startswith("bench B03 · ")
    stowed = item_face(item_record(2), look, UTC)
    assert (stowed.badge.text, stowed.badge.note) == ("REFURBISH", "T-0440")
    tote = tote_face(TOTES[5], look, UTC, chosen=True)
    assert tote.facts == "5 items · 10 pcs · seal S-118 · 20 Nov 12:00"
    assert (tote.badge.note, tote.badge.tint) == ("closed", None)
    job = job_face(JOBS[1], look, UTC, chosen=False)
    assert job.facts.endswith("paper out, head open or paused")
    assert job.badge.text == "not printed"
    event = event_face(EVENTS[1], look, UTC, taken_back=True)
    assert (event.title, event.faded, event.badge.text) == ("Graded B. Defects: none.", True, "TAKEN BACK")


def test_a_parcels_row_tells_what_came_beside_what_was_announced(make_look: Callable[..., Look]) -> None:
    def told(received: int, expected: int, extra: int, language: str = "en") -> str:
        counts = {"units_received": received, "units_expected": expected, "units_extra": extra}
        parcel = dataclasses.replace(PARCELS[0], rmas=(), clients=(), **counts)
        return parcel_face(parcel, make_look(language=language), UTC).facts.partition(" · ")[0]

    assert told(1, 1, 1) == "1 of 1 pcs, 1 more"
    assert told(1, 1, 1, "ru") == "1 из 1 шт., ещё 1"
    assert told(1, 4, 0) == "1 of 4 pcs"
    assert told(0, 0, 2) == "2 pcs"


def test_a_parcel_without_a_number_goes_by_its_time(stage: Stage, make_look: Callable[..., Look]) -> None:
    nameless = PARCELS[5]
    assert parcel_face(nameless, make_look(), UTC).title == "Parcel without a number, 05:14"
    assert parcel_face(nameless, make_look(), ZoneInfo("Europe/Helsinki")).title == "Parcel without a number, 07:14"
    frame = stage.show(STATES["idle"])
    frame.on_page_wanted("parcel p5")
    assert frame.pages["parcel"].about() == "Parcel without a number, 05:14 · 5 pcs"
    frame.on_page_wanted("parcel p2")
    assert frame.pages["parcel"].about() == f"{PARCELS[2].label} · 2 of 4 pcs, 1 more"


def test_a_list_asks_only_for_what_is_in_sight(stage: Stage) -> None:
    asked: list[tuple[int, int]] = []

    def fetch(limit: int, offset: int) -> tuple[RecordFace, ...]:
        asked.append((limit, offset))
        return tuple(RecordFace(str(number), f"row {number}") for number in range(offset, min(100, offset + limit)))

    rows = RecordList(stage.frame.look)
    rows.resize(600, 600)
    rows.show()
    rows.show_from(fetch, "nothing")
    room = rows.room()
    assert max(limit for limit, _ in asked) <= room + 2
    assert titles(rows) == [f"row {number}" for number in range(room)]
    press(rows.later)
    assert titles(rows)[0] == f"row {room}"
    for _ in range(30):
        press(rows.later)
    assert titles(rows)[-1] == "row 99"
    for _ in range(40):
        press(rows.earlier)
    assert titles(rows)[0] == "row 0"
    rows.close()


def test_a_list_that_fits_has_no_pages(stage: Stage) -> None:
    rows = RecordList(stage.frame.look)
    rows.resize(600, 600)
    rows.show()
    full = rows.room() + 1
    rows.show_from(
        lambda limit, offset: tuple(RecordFace("", f"row {n}") for n in range(full))[offset : offset + limit], ""
    )
    assert len(titles(rows)) == full
    assert not rows.later.isVisible()
    rows.close()


def test_a_list_whose_rows_went_away_begins_anew(stage: Stage) -> None:
    many = [tuple(RecordFace("", f"row {n}") for n in range(50))]
    rows = RecordList(stage.frame.look)
    rows.resize(600, 400)
    rows.show()
    rows.show_from(lambda limit, offset: many[0][offset : offset + limit], "")
    press(rows.later)
    many[0] = many[0][:2]
    rows.reload()
    assert titles(rows) == ["row 0", "row 1"]
    rows.close()


def test_a_parcel_is_opened_from_the_queue(stage: Stage) -> None:
    frame = stage.show(STATES["idle"])
    frame.on_page_wanted("parcels")
    press(tile_named(frame, "Parked"))
    rows = frame.pages["parcels"].list
    assert titles(rows) == [PARCELS[1].label]
    press(rows.tiles[0])
    assert stage.core.commands == [OpenParcel("p1")]
    assert frame.page == "bench"
    assert PARCELS[1].status is ParcelStatus.PARKED


def test_a_closed_parcel_is_looked_at_before_it_is_opened_again(stage: Stage) -> None:
    frame = stage.show(STATES["idle"])
    frame.on_page_wanted("parcels")
    press(tile_named(frame, "Closed"))
    press(frame.pages["parcels"].list.tiles[0])
    assert stage.core.commands == []
    assert frame.page == "parcel"
    assert titles(frame.pages["parcel"].list) == [item_record(1).title, item_record(2).title]
    press(frame.pages["parcel"].list.tiles[1])
    assert frame.page == "history"
    key(stage, Qt.Key.Key_Escape)
    assert titles(frame.pages["parcel"].list) == [item_record(1).title, item_record(2).title]
    press(tile_named(frame, "Open it on the bench"))
    assert stage.core.commands == [OpenParcel(PARCELS[2].parcel_id)]
    assert frame.page == "bench"


def test_a_history_shows_every_event_newest_first(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("history i1")
    page = frame.pages["history"]
    rows = [tile.record for tile in page.events.tiles if tile.isVisible()]
    while not page.events.later.face.dim:
        press(page.events.later)
        rows += [tile.record for tile in page.events.tiles if tile.isVisible()]
    assert [row.title for row in rows] == [
        words_for("en").event(record.kind, record.event) for record in reversed(EVENTS)
    ]
    assert [row.title for row in rows if row.faded] == ["Graded B. Defects: none."]
    assert [row.facts for row in rows if "bench" in row.facts] == [
        "20 Nov 09:25 · Inspector 4 · bench B03 · put on hold"
    ]


def test_an_item_is_taken_in_hand_or_its_label_printed_again(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("history i1")
    press(tile_named(frame, "Take it in hand"))
    assert frame.page == "bench"
    frame.on_page_wanted("history i1")
    press(tile_named(frame, "Print label again"))
    assert stage.core.commands == [SelectItem("i1"), ReprintLabel("i1")]


def test_a_history_leads_back_to_where_it_was_opened(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("held")
    press(frame.pages["held"].list.tiles[0])
    assert frame.page == "history"
    key(stage, Qt.Key.Key_Escape)
    assert frame.page == "held"


def test_a_label_is_chosen_before_something_is_done_with_it(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("labels")
    press(tile_named(frame, "Print label again"))
    assert stage.core.commands == []
    press(frame.pages["labels"].list.tiles[1])
    press(tile_named(frame, "Print label again"))
    press(tile_named(frame, "Label is on the item"))
    assert stage.core.commands == [ReprintLabel("i1"), RegisterScan("R7K2M0000017", "", "keyboard", 7)]
    press(tile_named(frame, "History of the item"))
    assert frame.page == "history"


def test_a_tote_shows_what_is_in_it_and_what_became_of_it(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("totes")
    page = frame.pages["totes"]
    assert page.inside.accessibleName() == "Choose a tote"
    press(page.totes.tiles[1])
    assert titles(page.inside)[0] == item_record(1).title
    press(tile_named(frame, "History"))
    assert titles(page.inside) == ["Aurora 20 W speaker", "Tunturi wool jumper, M", "Tote opened for: Refurbish."]
    assert page.inside.tiles[1].record.facts.startswith("put in tote · R7K2M0012340")
    assert [tile.record.faded for tile in page.inside.tiles[:3]] == [True, False, False]
    press(tile_named(frame, "In it now"))
    press(page.inside.tiles[0])
    assert frame.page == "history"


def test_lists_follow_what_happens_at_the_bench(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("labels")
    stage.core.queries.empty = True
    stage.show(STATES["graded"])
    assert titles(frame.pages["labels"].list) == []


def test_enter_presses_the_row_that_has_the_focus_as_space_does(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    for keys in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        frame.on_page_wanted("held")
        frame.pages["held"].list.tiles[1].setFocus()
        key(stage, keys)
        assert frame.page == "history", keys
    assert stage.core.commands == []


def test_a_label_is_asked_for_once_there_is_one(stage: Stage) -> None:
    asked: list[str] = []
    stage.frame._previews._label_preview = asked.append
    known = stage.core.queries.item_history("i1")
    assert known is not None
    events = tuple(record for record in known.events if not isinstance(record.event, LabelRequested))
    before = dataclasses.replace(known, events=events)
    label = recorded(99, LabelRequested("i1", "j1"))
    stage.core.queries.item_history = lambda _: before  # type: ignore[method-assign]
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("history i1")
    QTest.qWait(80)
    assert asked == [], "that there is none would be remembered"
    stage.core.queries.item_history = lambda _: dataclasses.replace(before, events=(*events, label))  # type: ignore[method-assign]
    frame.on_page_wanted("history i1")
    QTest.qWait(80)
    assert asked == ["i1"]
