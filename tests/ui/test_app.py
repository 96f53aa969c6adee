"""Opening the window: a picture first, then the pages, then the program behind them."""

import gc
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import KnownError
from devices.events import ScanReceived
from devices.scanners.wedge import WedgeSettings
from tests.ui.fakes import FakeCore
from tests.ui.views import STATES
from ui.app import Opening
from ui.bridge import Bridge
from ui.preferences import Preferences


def opening(start: object, **changes: object) -> Opening:
    values: dict[str, object] = {
        "bench": "B07",
        "preferences": Preferences(volume=0),
        "save": lambda _: None,
        **changes,
    }
    return Opening(start, **values)  # type: ignore[arg-type]  # arguments by name


def test_the_bench_follows_the_first_picture(qtbot: QtBot) -> None:
    core, steps = FakeCore(), []

    def start(bridge: Bridge) -> FakeCore:
        steps.append("started")
        bridge.publish(STATES["idle"])
        return core

    opened = opening(start)
    opened.window.first_painted.connect(lambda: steps.append("painted"))
    qtbot.waitUntil(lambda: opened.window.centralWidget() is opened.frame)
    assert steps == ["painted", "started"]
    assert opened.frame.page == "bench"
    opened.frame.bench.primary.click()
    opened.frame.submit("anything")
    assert core.commands == ["anything"]
    opened.close()
    assert core.stopped
    opened.window.close()


def test_a_known_error_at_the_start_is_shown(qtbot: QtBot) -> None:
    def start(bridge: Bridge) -> FakeCore:
        raise KnownError("The policy is broken.", "Correct policy/default.toml.")

    opened = opening(start)
    qtbot.waitUntil(lambda: opened.window.centralWidget() is opened.frame)
    assert "Correct policy/default.toml." in opened.frame._trouble.prompt.accessibleName()
    opened.frame.close_wanted.emit()
    assert not opened.window.isVisible()
    opened.close()


def test_an_error_of_another_thread_is_shown_too(qtbot: QtBot) -> None:
    def start(bridge: Bridge) -> FakeCore:
        bridge.publish_failure(KnownError("The journal is of a newer release.", "Update this bench."))
        return FakeCore()

    opened = opening(start)
    qtbot.waitUntil(lambda: opened.frame is not None and opened.frame._trouble is not None)
    assert "Update this bench." in opened.frame._trouble.prompt.accessibleName()
    opened.close()
    opened.window.close()


def test_a_scanner_that_types_is_heard(qtbot: QtBot) -> None:
    core = FakeCore()

    def start(bridge: Bridge) -> FakeCore:
        bridge.publish(STATES["idle"])
        return core

    opened = opening(start, wedges=(WedgeSettings(name="keys"),))
    qtbot.waitUntil(lambda: opened._listeners != [])
    wedge = opened._listeners[0]
    scan = ScanReceived("4006381333931", "", "keys", 1)
    wedge.scan_received.emit(scan)
    assert core.heard == [scan]
    opened.close()
    assert opened._listeners == []
    opened.window.close()


def test_what_the_start_has_made_is_not_searched_for_garbage_while_people_scan(qtbot: QtBot) -> None:
    def start(bridge: Bridge) -> FakeCore:
        bridge.publish(STATES["idle"])
        return FakeCore()

    opened = opening(start)
    qtbot.waitUntil(lambda: opened.core is not None)
    assert gc.get_freeze_count() == 0
    opened.on_leisure()
    assert gc.get_freeze_count() > 10_000
    opened.close()
    assert gc.get_freeze_count() == 0
    opened.window.close()


def test_the_start_picture_says_that_it_starts(qapp: QApplication) -> None:
    from ui.main_window import StartPicture

    picture = StartPicture("dark", "Запуск…", None)
    picture.resize(1280, 800)
    image = picture.grab().toImage()
    assert image.pixelColor(2, 2).name().upper() == "#14181C"
    assert picture.accessibleName() == "Запуск…"


@pytest.mark.parametrize(
    "heavy",
    [
        "ui.frame",
        "ui.words.words",
        "app.bench.view",
        "app.domain.events",
        "PySide6.QtSvg",
        "PySide6.QtMultimedia",
        "sqlalchemy",
    ],
)
def test_the_first_picture_needs_little(heavy: str, repo_root: Path) -> None:
    code = f"import sys, ui.app, ui.main_window; sys.exit({heavy!r} in sys.modules)"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    assert subprocess.run([sys.executable, "-c", code], cwd=repo_root, env=environment, check=False).returncode == 0


def test_ctrl_c_is_heard_by_a_window_that_shows_why_it_could_not_start(qtbot: QtBot) -> None:
    def start(bridge: Bridge) -> FakeCore:
        raise KnownError("The policy is broken.", "Correct policy/default.toml.")

    heard = signal.set_wakeup_fd(-1)
    opened = opening(start)
    try:
        qtbot.waitUntil(lambda: bool(opened._listeners))
        told = signal.set_wakeup_fd(-1)
        assert told != -1
    finally:
        opened.close()
        signal.set_wakeup_fd(heard)
        opened.window.close()
