"""The way between the pages, and what belongs to all of them: status, language, theme, sounds, size."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bench.messages import Say
from app.bench.sync_view import SyncView
from app.bench.view import DeviceView, QueueCounts, Sound, Tone
from app.domain.commands import Control
from app.errors import KnownError
from tests.ui.conftest import Stage
from tests.ui.hands import key, tile_named
from tests.ui.people import russian
from tests.ui.site import READY, SCANS, said
from tests.ui.sync_views import SYNC
from tests.ui.views import STATES
from ui.bridge import ViewChanged
from ui.frame import SIGN_IN, time_of_day
from ui.pages.menu_page import PAGES
from ui.widgets.chip_texts import ChipText, chips_of
from ui.widgets.chips import Chip, who_text
from ui.words.words import words_for

ENGLISH = words_for("en")


def test_the_language_follows_the_person_without_a_restart(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    assert frame.bench.banner.accessibleName().startswith("Accept, or scan another grade")
    stage.show(russian(STATES["graded"]))
    assert frame.bench.banner.accessibleName().startswith("Примите или выберите другой класс")
    assert tile_named(frame.bench, "Принять и печатать")
    stage.show(STATES["signed-out"])
    assert frame.sign_in.banner.accessibleName() == "Scan your badge"


def test_a_theme_is_taken_at_once_and_kept(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("settings")
    QTest.mouseClick(tile_named(frame, "Dark"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert [preferences.theme for preferences in stage.saved] == ["dark"]
    assert frame.grab().toImage().pixelColor(3, frame.height() - 3).name().upper() == "#14181C"
    QTest.mouseClick(tile_named(frame, "Mute"), Qt.MouseButton.LeftButton)
    assert (stage.saved[-1].theme, stage.saved[-1].volume) == ("dark", 0)
    assert frame.player.volume == 0


def test_the_language_of_a_person_is_asked_of_the_bench(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("settings")
    QTest.mouseClick(tile_named(frame, "Русский"), Qt.MouseButton.LeftButton)
    assert stage.core.commands == [Control("LANG-RU")]
    assert stage.saved == []


def test_every_notice_is_heard_once(stage: Stage) -> None:
    notices = tuple(
        said(Say.GRADED, sound=sound, number=number, grade="A")
        for number, sound in enumerate((Sound.OK, Sound.ERROR, Sound.DONE))
    )
    stage.frame.on_view_changed(ViewChanged(STATES["graded"], notices))
    assert stage.heard == [Sound.OK, Sound.ERROR, Sound.DONE]


def test_the_menu_leads_everywhere_and_gives_the_rarer_words(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F10)
    QTest.mouseClick(tile_named(frame, "Totes"), Qt.MouseButton.LeftButton)
    assert frame.page == "totes"
    frame.on_page_wanted("menu")
    QTest.mouseClick(tile_named(frame, "Sign out"), Qt.MouseButton.LeftButton)
    assert stage.core.commands == [Control("SIGN-OUT")]
    assert frame.page == "bench"


def test_search_opens_with_the_cursor_in_its_field(stage: Stage, qtbot: QtBot) -> None:
    frame = stage.show(STATES["graded"])
    QTest.keyClick(frame.bench, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: frame.page == "parcels" and frame.pages["parcels"].field.hasFocus())


def test_a_scan_brings_the_bench_back(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("reports")
    stage.show(replace(STATES["graded"], counts=QueueCounts(labels_waiting=2)))
    assert frame.page == "reports"  # nobody scanned anything
    stage.show(replace(STATES["graded"], scans=(replace(SCANS[0], at="14:40:00"), *SCANS[:3])))
    assert frame.page == "bench"


def test_the_page_of_devices_stays_while_scanning(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("devices")
    stage.show(replace(STATES["graded"], scans=SCANS[1:]))
    assert frame.page == "devices"


def test_nobody_gets_to_the_pages_without_signing_in(stage: Stage) -> None:
    frame = stage.show(STATES["signed-out"])
    for name, _, _ in PAGES:
        frame.on_page_wanted(name)
        assert frame.page == SIGN_IN


def test_signing_out_leaves_every_page(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("held")
    stage.show(STATES["signed-out"])
    assert frame.page == SIGN_IN
    stage.show(STATES["idle"])
    assert frame.page == "bench"


def test_a_pin_that_a_lead_enters_stands_on_the_whole_page(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    stage.show(replace(STATES["pin"], person=STATES["graded"].person, parcel=STATES["graded"].parcel))
    assert frame.page == SIGN_IN
    assert frame.sign_in.pad.isVisible()


def test_the_window_fits_other_sizes(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(size=(1280, 800))
    frame = stage.show(STATES["graded"])
    before = frame.bench.primary.width()
    frame.resize(1920, 1080)
    QApplication.processEvents()
    assert frame.look.metrics.scale > 1.3
    assert frame.bench.primary.width() > before * 1.3


def test_an_error_that_prevents_the_start_tells_what_to_do(stage: Stage) -> None:
    stage.frame.fail(KnownError("The journal is held by another bench.", "Close the other window, then start again."))
    stage.frame.show()
    QApplication.processEvents()
    prompt = stage.frame._trouble.prompt
    assert prompt.accessibleName() == "The journal is held by another bench. Close the other window, then start again."
    closed = []
    stage.frame.close_wanted.connect(lambda: closed.append(True))
    QTest.mouseClick(tile_named(stage.frame, "Close"), Qt.MouseButton.LeftButton)
    assert closed == [True]


def test_a_bug_that_prevents_the_start_is_no_traceback(stage: Stage) -> None:
    stage.frame.fail(RuntimeError("boom"))
    assert stage.frame._trouble.prompt.shown.text == "Dockgrade could not start"
    assert "boom" in stage.frame._trouble.prompt.shown.more


def test_the_label_of_the_item_comes_from_its_own_thread(stage: Stage, qtbot: QtBot) -> None:
    from tests.ui.render_states import label_png

    stage.core.label = label_png()
    frame = stage.show(STATES["decided"])
    qtbot.waitUntil(lambda: frame.bench._label is not None)
    assert frame.bench._label.width() > 400
    stage.show(STATES["graded"])
    assert frame.bench._label is None


def test_a_label_that_cannot_be_drawn_leaves_its_place_empty(stage: Stage, qtbot: QtBot) -> None:
    def broken(item_id: str) -> bytes:
        raise OSError("no such journal")

    stage.frame._previews._label_preview = broken
    with qtbot.waitSignal(stage.frame._previews.drawn):
        stage.show(STATES["decided"])
    assert stage.frame.bench._label is None


# The status row.


def test_it_says_who_works_where() -> None:
    assert who_text(STATES["graded"], "B07", ENGLISH) == ("Inspector 12", "inspector · bench B07 · Tampere · English")
    assert who_text(STATES["signed-out"], "B07", ENGLISH) == ("Nobody signed in", "bench B07 · Tampere")
    assert who_text(None, "B07", ENGLISH) == ("Dockgrade", "B07")


def test_chips_are_grey_until_they_need_someone() -> None:
    calm = chips_of(replace(STATES["idle"], sync=SYNC["in-step"]), ENGLISH)
    assert [(chip.text, chip.tone) for chip in calm] == [
        ("0 not yet on the server", Tone.CALM),
        ("ready", Tone.CALM),
        ("ready", Tone.CALM),
    ]
    out = chips_of(STATES["printer-out"], ENGLISH)
    assert [chip.text for chip in out if chip.tone is not Tone.CALM] == ["3 labels wait", "needs attention", "lost"]
    assert chips_of(STATES["idle"], ENGLISH)[0].name == "Printer label: ready"  # no server, no chip for one


def server_chip(name: str, language: str = "en") -> ChipText:
    (chip,) = [each for each in chips_of(STATES[f"server-{name}"], words_for(language)) if each.page == "sync"]
    return chip


@pytest.mark.parametrize(
    ("name", "text", "tone"),
    [
        ("in-step", "0 not yet on the server", Tone.CALM),
        ("sending", "sending: 1 not yet on the server", Tone.CALM),
        ("offline", "offline since 20 Nov 09:05: 14 not yet on the server", Tone.CALM),
        ("stopped", "not sending: 22 not yet on the server", Tone.WARNING),
        ("error", "look at the server: 1,204 not yet on the server", Tone.WARNING),
    ],
)
def test_the_server_has_a_chip_with_a_number_in_every_state(name: str, text: str, tone: Tone) -> None:
    chip = server_chip(name)
    assert (chip.text, chip.tone) == (text, tone)
    assert chip.text.endswith(chip.short.rpartition(": ")[2])


def test_no_two_states_of_the_server_look_alike_without_their_colour() -> None:
    chips = [server_chip(name) for name in SYNC]
    assert len({chip.icon for chip in chips if chip.tone is Tone.CALM}) == 3
    assert len({chip.short.partition(":")[0] for chip in chips}) == len(chips)


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 событие ещё не на сервере"), (3, "3 события ещё не на сервере"), (11, "11 событий ещё не на сервере")],
)
def test_what_is_not_on_the_server_is_counted_in_russian(count: int, said: str) -> None:
    view = replace(STATES["idle"], sync=SyncView("in_step", count))
    assert chips_of(view, words_for("ru"))[0].text == said


def test_the_chip_of_the_server_says_everything_to_a_screen_reader() -> None:
    name = server_chip("offline").name
    assert name == (
        "Central server: No connection to the server. 14 not yet on the server. Last contact: 20 Nov 09:05."
        " The central server at returns.example:5432/dockgrade does not answer."
    )


def chip_leading_to(stage: Stage, page: str) -> Chip:
    (chip,) = [chip for chip in stage.frame.status._chips if chip.isVisible() and chip.shown.page == page]
    return chip


@pytest.mark.parametrize("page", ["sync", "conflicts"])
def test_a_finger_on_a_chip_leads_to_its_page(stage: Stage, page: str) -> None:
    frame = stage.show(STATES["server-offline"])
    QTest.mouseClick(chip_leading_to(stage, page), Qt.MouseButton.LeftButton)
    assert frame.page == page


def test_the_keyboard_gets_to_a_chip_and_presses_it(stage: Stage) -> None:
    frame = stage.show(STATES["server-offline"])
    chip = chip_leading_to(stage, "sync")
    assert chip.focusPolicy() is Qt.FocusPolicy.TabFocus
    chip.setFocus()
    key(stage, Qt.Key.Key_Space)
    assert frame.page == "sync"


def test_a_chip_that_leads_nowhere_is_not_pressed(stage: Stage) -> None:
    frame = stage.show(STATES["server-offline"])
    clock = frame.status._chips[len(frame.status._texts) - 1]
    QTest.mouseClick(clock, Qt.MouseButton.LeftButton)
    assert frame.page == "bench"
    assert clock.focusPolicy() is Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_not_on_the_server_stands_there_however_crowded_the_row_is(
    make_stage: Callable[..., Stage], language: str
) -> None:
    stage = make_stage(language=language, size=(1024, 768))
    counts = QueueCounts(labels_waiting=3, parcels_parked=4, items_held=5)
    view = replace(STATES["server-offline"], counts=counts)
    stage.show(russian(view) if language == "ru" else view)
    chip = chip_leading_to(stage, "sync")
    assert not chip.composition.cut_texts()
    assert "14" in chip.composition.parts()[1].fitted.lines[0]


def test_without_a_server_nothing_of_it_is_on_the_screen(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    assert all(not chip.shown.page for chip in frame.status._chips)
    frame.on_page_wanted("menu")
    assert "conflicts" not in {action.name for bar in frame.pages["menu"].rows for action in bar.actions_shown}


def test_the_menu_counts_what_is_to_be_settled(stage: Stage) -> None:
    frame = stage.show(STATES["server-error"])
    frame.on_page_wanted("menu")
    QTest.mouseClick(tile_named(frame, "Conflicts: 5"), Qt.MouseButton.LeftButton)
    assert frame.page == "conflicts"
    stage.show(STATES["server-in-step"])
    frame.on_page_wanted("menu")
    assert tile_named(frame, "Conflicts").face.tint is None


def test_the_device_that_is_furthest_from_ready_stands_for_its_kind() -> None:
    devices = (*READY, DeviceView("right", "scanner", "lost", "busy"))
    (scanner,) = [
        chip for chip in chips_of(replace(STATES["idle"], devices=devices), ENGLISH) if chip.icon == "scanner"
    ]
    assert scanner.name == "Scanner right: another program holds it"


def test_the_most_urgent_chips_stay_when_there_is_no_room(make_stage: Callable[..., Stage]) -> None:
    counts = QueueCounts(
        labels_waiting=3, labels_unknown=1, labels_failed=2, parcels_parked=4, items_held=5, events_unsent=1200
    )
    stage = make_stage(language="ru", size=(1024, 768))
    frame = stage.show(russian(replace(STATES["printer-out"], counts=counts)))
    shown = [chip.shown for chip in frame.status._chips if chip.isVisible()]
    lost = [text for text in frame.status._texts if text not in shown]
    assert lost != []  # there is no room for all
    assert {text.tone for text in lost} == {Tone.CALM}
    edges = [chip.geometry() for chip in frame.status._chips if chip.isVisible()]
    assert all(not one.intersects(other) for number, one in enumerate(edges) for other in edges[number + 1 :])


def test_the_clock_is_the_sites() -> None:
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    here, there = time_of_day(UTC), time_of_day(ZoneInfo("Asia/Kolkata"))
    minutes = (datetime.strptime(there, "%H:%M") - datetime.strptime(here, "%H:%M")).seconds // 60
    assert minutes in {330, 331, 329}
