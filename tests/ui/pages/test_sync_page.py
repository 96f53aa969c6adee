"""The page of the central server: its state, what went wrong, what to do, and this bench's streams."""

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.bench.sync_view import SyncProblem, SyncView
from tests.ui.conftest import Stage
from tests.ui.hands import press, tile_named
from tests.ui.people import russian
from tests.ui.sync_views import SYNC
from tests.ui.views import STATES
from ui.pages import sync_page
from ui.pages.sync_page import JOIN_COMMAND, SyncPage
from ui.ports import CentralRecord


def opened(stage: Stage, sync: SyncView | None, *, language: str = "en") -> SyncPage:
    view = replace(STATES["graded"], sync=sync)
    stage.show(russian(view) if language == "ru" else view)
    stage.frame.on_page_wanted("sync")
    page = stage.frame.pages["sync"]
    assert isinstance(page, SyncPage)
    return page


def test_it_says_how_the_server_is_and_how_much_it_lacks(stage: Stage) -> None:
    page = opened(stage, SYNC["offline"])
    said = "No connection to the server. 14 not yet on the server. Last contact: 20 Nov 09:05"
    assert page.state.accessibleName() == said
    assert page.title.accessibleName() == "Central server returns.example:5432/dockgrade"
    stage.show(replace(STATES["graded"], sync=SYNC["in-step"]))
    assert page.state.accessibleName().startswith("In step with the server. 0 not yet on the server")


def test_what_went_wrong_stands_with_its_next_step_and_the_servers_own_words(stage: Stage) -> None:
    page = opened(stage, SYNC["offline"])
    said = page.trouble.accessibleName()
    assert said.startswith("The central server at returns.example:5432/dockgrade does not answer.")
    assert "Work goes on" in said
    assert said.endswith("no answer within 10 s")
    stage.show(replace(STATES["graded"], sync=SYNC["in-step"]))
    assert page.trouble.accessibleName().startswith("Nothing is wrong")


def test_it_is_told_in_russian_too(stage: Stage) -> None:
    page = opened(stage, SYNC["error"], language="ru")
    assert page.state.accessibleName().startswith("Сервер требует внимания. 1\xa0204 события ещё не на сервере")
    assert "пароль этого места (bench_tmp1_b07)" in page.trouble.accessibleName()


def test_a_code_of_a_newer_release_is_told_as_something_unexpected(stage: Stage) -> None:
    page = opened(stage, SyncView("error", 3, None, SyncProblem("eclipse", (("reason", "the moon"),))))
    said = page.trouble.accessibleName()
    assert said.startswith("The central server gave an answer that Dockgrade does not understand.")
    assert said.endswith("the moon")


def test_try_now_asks_the_agent_and_says_that_it_was_pressed(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage, SYNC["offline"])
    press(tile_named(page, "Try now"))
    assert stage.core.tries == 1
    assert page.buttons.tiles[0].face.text == "Trying now"
    stage.show(replace(STATES["graded"], sync=SYNC["sending"]))
    assert page.buttons.tiles[0].face.text == "Try now"


def test_a_try_of_which_nothing_comes_can_be_repeated(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage, SYNC["offline"])
    page._trying.setInterval(1)
    press(tile_named(page, "Try now"))
    qtbot.waitUntil(lambda: page.buttons.tiles[0].face.text == "Try now")


def test_it_counts_conflicts_and_leads_to_them(stage: Stage) -> None:
    page = opened(stage, SYNC["offline"])
    press(tile_named(page, "Conflicts: 2"))
    assert stage.frame.page == "conflicts"
    page = opened(stage, SYNC["in-step"])
    assert tile_named(page, "No conflicts").face.icon == "check"


def test_each_series_of_this_bench_has_its_row(stage: Stage) -> None:
    page = opened(stage, SYNC["sending"])
    rows = [tile.record for tile in page.series.tiles if tile.isVisible()]
    assert [row.title for row in rows] == ["Labels that begin with R7K2M", "Labels that begin with R4C1Q"]
    assert rows[0].facts == "18,402 events · 14 not yet on the server"
    assert [row.badge is not None for row in rows] == [True, False]


def test_a_bench_without_a_server_is_told_how_to_join_one(stage: Stage) -> None:
    stage.core.server = CentralRecord("", stage.core.server.series[:1])
    page = opened(stage, None)
    assert page.state.accessibleName().startswith("This bench works on its own")
    assert page.trouble.accessibleName().endswith(JOIN_COMMAND)
    assert not page.buttons.isVisible()
    assert page.series.tiles[0].record.facts == "18,402 events"  # nothing waits for a server that there is not


def test_before_the_agent_has_said_anything_the_page_says_so(stage: Stage) -> None:
    page = opened(stage, None)
    assert page.state.accessibleName() == "The connection is being started"


def test_the_state_is_never_told_by_colour_alone() -> None:
    assert set(sync_page.SYNC_STATE) == set(sync_page.SYNC_ICON)
    assert len(set(sync_page.SYNC_STATE.values())) == len(sync_page.SYNC_STATE)
