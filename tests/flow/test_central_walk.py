"""A bench in its window and a real server: joined with a token, in step, without the server, and in step again."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.settings import Home, load_settings
from app.store.verify import verify_journal
from app.sync.central.enrol import enrol
from app.sync.central.schema import init
from devices.events import ScanReceived
from tests.bench.benches import BOX, GTIN
from tests.flow.sites import add_person, dockgrade, events, make_home
from tests.postgres import Postgres
from tests.ui.hands import tile_named
from ui.app import Opening
from ui.frame import Frame
from ui.preferences import Preferences
from ui.site_core import SiteCore
from ui.widgets.chips import Chip

PATIENCE_MS = 60_000


@pytest.fixture
def central(own_postgres: Postgres) -> Postgres:
    """A server with the central schema, which may be stopped."""
    init(own_postgres.url())
    return own_postgres


@pytest.fixture
def home(tmp_path: Path, mirror: Path) -> Home:
    return make_home(tmp_path / "home", mirror, lines={}, printer=None)


class Desk:
    """A window with the program behind it, and hands."""

    def __init__(self, home: Home, qtbot: QtBot) -> None:
        self.home = home
        self._qtbot = qtbot
        self._at_ns = 1_000_000_000_000
        settings = load_settings(home.settings)
        self.opening = Opening(
            lambda bridge: SiteCore(home, settings, bridge),
            bench="B07",
            preferences=Preferences(volume=0),
            save=lambda _preferences: None,
        )
        self.until(lambda: self.opening.frame is not None and self.opening.frame.view is not None)

    @property
    def frame(self) -> Frame:
        assert self.opening.frame is not None
        return self.opening.frame

    def until(self, what: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(what()), timeout=PATIENCE_MS)

    def scan(self, *texts: str) -> None:
        """Scan one after the other, each when the one before was answered."""
        for text in texts:
            view = self.frame.view
            before = view.notice.number if view is not None and view.notice is not None else 0
            self._at_ns += 2_000_000_000
            core = self.opening.core
            assert core is not None
            core.hear(ScanReceived(text, "", "left", self._at_ns))
            self.until(lambda before=before: (n := self.frame.view.notice) is not None and n.number > before)

    def chip(self) -> str:
        """What stands at the top about the server; "" for nothing."""
        found = [
            chip for chip in self.frame.status.findChildren(Chip) if chip.isVisible() and chip.shown.page == "sync"
        ]
        return found[0].shown.text if found else ""

    def close(self) -> None:
        self.opening.close()
        self.opening.window.close()


@pytest.fixture
def open_desk(qtbot: QtBot) -> Iterator[Callable[[Home], Desk]]:
    desks: list[Desk] = []

    def begin(home: Home) -> Desk:
        desks.append(Desk(home, qtbot))
        return desks[-1]

    yield begin
    for desk in desks:
        desk.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_bench_joins_sends_goes_on_without_the_server_and_catches_up(
    central: Postgres, home: Home, open_desk: Callable[[Home], Desk]
) -> None:
    badge = add_person(home, "Inspector 12")
    joined = dockgrade(home, "sync", "join", enrol(central.url(), "B07", "TMP1").token)
    assert joined.returncode == 0, joined.stderr

    desk = open_desk(home)
    desk.scan(badge, BOX)
    desk.until(lambda: desk.chip() == "0 not yet on the server")
    on_server = "SELECT count(*) FROM dockgrade.event"
    assert central.psql(on_server) == [(events(home),)]

    central.stop("immediate")
    desk.scan(GTIN["MUG"])
    desk.until(lambda: desk.chip().startswith("offline since"))
    lacking = int(desk.chip().rpartition(": ")[2].split()[0])
    assert lacking > 0
    chip = next(chip for chip in desk.frame.status.findChildren(Chip) if chip.shown.page == "sync")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    page = desk.frame.pages["sync"]
    assert page.state.accessibleName().startswith("No connection to the server")
    assert "does not answer" in page.trouble.accessibleName()

    central.start()
    tile_named(page, "Try now").click()
    desk.until(lambda: desk.chip() == "0 not yet on the server")
    assert page.state.accessibleName().startswith("In step with the server. 0 not yet on the server")
    assert page.trouble.accessibleName().startswith("Nothing is wrong")
    assert central.psql(on_server) == [(events(home),)]

    supervisor = desk.opening.core.site._supervisor
    pid = supervisor.pid
    desk.close()
    assert pid is not None
    assert not alive(pid)
    assert verify_journal(home.journal).faults == ()
