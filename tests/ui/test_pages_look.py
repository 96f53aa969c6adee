"""Every state of the bench and every page, looked at in both languages and at three sizes."""

from collections.abc import Callable

import pytest

from tests.ui.conftest import Stage
from tests.ui.looking import cut_texts, nameless, outside, small_targets, too_close
from tests.ui.people import russian
from tests.ui.render_states import pages
from tests.ui.views import STATES
from ui.frame import Frame

SIZES = [(1280, 800), (1024, 768), (1920, 1080)]
LANGUAGES = ["en", "ru"]


def faults(frame: Frame) -> list[str]:
    """Everything that is wrong with what stands on the screen."""
    metrics = frame.look.metrics
    found = [f"cut: {text}" for text in cut_texts(frame)]
    found += [f"small: {text}" for text in small_targets(frame, metrics.touch)]
    found += [f"close: {text}" for text in too_close(frame, metrics.gap)]
    found += [f"outside: {text}" for text in outside(frame)]
    found += [f"nameless: {text}" for text in nameless(frame)]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_state_can_be_read_and_pressed(
    make_stage: Callable[..., Stage], language: str, size: tuple[int, int]
) -> None:
    stage = make_stage("light", language, size)
    wrong = {}
    for name, view in STATES.items():
        frame = stage.show(russian(view) if language == "ru" else view)
        if found := faults(frame):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_page_can_be_read_and_pressed(
    make_stage: Callable[..., Stage], language: str, size: tuple[int, int]
) -> None:
    stage = make_stage("light", language, size)
    wrong = {}
    for name, step in pages().items():
        state = STATES["warnings" if name == "quantity" else "graded"]
        frame = stage.show(russian(state) if language == "ru" else state)
        frame.on_page_wanted("bench")
        step(frame)
        if found := faults(frame):
            wrong[name] = found
        frame.bench.leave_mode()
    assert wrong == {}


def test_pages_without_anything_say_so(stage: Stage) -> None:
    stage.core.queries.empty = True
    stage.show(STATES["graded"])
    for name in ("parcels", "labels", "totes", "held", "history nowhere", "devices"):
        stage.frame.on_page_wanted(name)
        assert faults(stage.frame) == [], name


def test_grades_and_the_next_action_are_the_largest_targets(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    assert all(tile.height() >= 96 for tile in frame.bench.grades.tiles)
    assert min(frame.bench.primary.height(), frame.bench.primary.width()) >= 96


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_theme_paints_every_state(make_stage: Callable[..., Stage], theme: str) -> None:
    stage = make_stage(theme)
    for view in STATES.values():
        picture = stage.show(view).grab()
        ground = picture.toImage().pixelColor(3, stage.frame.height() - 3).name().upper()
        assert ground == stage.frame.look.theme.bg


def test_a_text_that_is_cut_is_noticed(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.bench.primary.setGeometry(0, 0, 40, 96)
    assert cut_texts(frame) != []
    frame.bench.primary.setGeometry(frame.bench.proposal.geometry())
    assert too_close(frame, 12) != []
    assert small_targets(frame, 400) != []


def test_a_tile_without_a_name_is_noticed(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.bench.primary.setAccessibleName("")
    assert len(nameless(frame)) == 1
