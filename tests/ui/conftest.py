"""Looks, frames and pages for the tests of the windows."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.bench.view import BenchView
from tests.ui.fakes import FakeCore
from ui.bridge import ViewChanged
from ui.frame import Frame, Surroundings
from ui.look import Look
from ui.preferences import Preferences
from ui.sounds.player import Player
from ui.theme.metrics import metrics_for
from ui.theme.palettes import theme_named
from ui.words.words import words_for


@pytest.fixture
def make_look(qapp: QApplication) -> Callable[..., Look]:
    def make(theme: str = "light", language: str = "en", size: tuple[int, int] = (1280, 800)) -> Look:
        return Look(theme_named(theme), metrics_for(*size), words_for(language))

    return make


class Stage:
    """A frame on the screen with a recording program behind it."""

    def __init__(self, theme: str, language: str, size: tuple[int, int]) -> None:
        self.saved: list[Preferences] = []
        self.core = FakeCore()
        self.heard: list[object] = []
        player = Player(0)
        player.play = self.heard.append  # type: ignore[method-assign]  # what would sound is noted
        around = Surroundings(
            "B07", Preferences(theme, language, 70), self.saved.append, clock=lambda _: "14:32", now_ns=lambda: 7
        )
        self.frame = Frame(around, player)
        self.frame.begin(self.core)
        self.frame.resize(*size)
        self.frame.show()
        self.frame.activateWindow()
        QApplication.processEvents()

    def show(self, view: BenchView) -> Frame:
        notices = (view.notice,) if view.notice else ()
        self.frame.on_view_changed(ViewChanged(view, notices))
        QApplication.processEvents()
        return self.frame


@pytest.fixture
def make_stage(qapp: QApplication) -> Iterator[Callable[..., Stage]]:
    stages: list[Stage] = []

    def make(theme: str = "light", language: str = "en", size: tuple[int, int] = (1280, 800)) -> Stage:
        stages.append(Stage(theme, language, size))
        return stages[-1]

    yield make
    for stage in stages:
        stage.frame.stop()
        stage.frame.close()
        stage.frame.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def stage(make_stage: Callable[..., Stage]) -> Stage:
    return make_stage()
