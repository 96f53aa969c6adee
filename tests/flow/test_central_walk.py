"""A bench in its window and a real server: joined with a token, in step, without the server, and in step again."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bench.view import BenchView
from app.bootstrap import Site
from app.domain.commands import Command, Control, EnterPin, RegisterScan, SelectItem
from app.domain.vocabulary import Grade, Role
from app.settings import Home, load_settings
from app.store.verify import verify_journal
from app.sync.central.enrol import enrol
from app.sync.central.schema import init
from devices.events import ScanReceived
from tests.bench.benches import BOX, CODES, GTIN
from tests.flow.sites import Watch, add_person, dockgrade, events, make_home, rows
from tests.postgres import Postgres
from tests.ui.hands import press, tile_named
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
        chip = self.leading_to("sync")
        return chip.shown.text if chip else ""

    def leading_to(self, page: str) -> Chip | None:
        """The chip at the top that leads to a page; None while there is none."""
        chips = [chip for chip in self.frame.status.findChildren(Chip) if chip.isVisible() and chip.shown.page == page]
        return chips[0] if chips else None

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


class OtherBench:
    """A bench without a window, its agent beside it."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.watch = Watch()
        self.site = Site(home, load_settings(home.settings), self.watch.on_view)
        self.site.start()
        self.site.runner.ready.result(60)
        self.site.start_devices()
        self._at_ns = 1_000_000_000_000

    def scan(self, *texts: str) -> None:
        for text in texts:
            self._at_ns += 2_000_000_000
            self.site.ask(RegisterScan(text, "", "left", self._at_ns)).result(60)

    def do(self, command: Command) -> BenchView:
        return self.site.ask(command).result(60).view

    @property
    def view(self) -> BenchView:
        return self.watch.view


@pytest.fixture
def other(tmp_path: Path, mirror: Path, central: Postgres) -> Iterator[OtherBench]:
    """Bench B08, joined, somebody signed in."""
    home = make_home(tmp_path / "other", mirror, lines={}, printer=None)
    text = home.settings.read_text(encoding="utf-8").replace('"B07"', '"B08"')
    home.settings.write_text(text, encoding="utf-8")
    badge = add_person(home, "Inspector 4")
    joined = dockgrade(home, "sync", "join", enrol(central.url(), "B08", "TMP1").token)
    assert joined.returncode == 0, joined.stderr
    bench = OtherBench(home)
    bench.scan(badge)
    yield bench
    bench.site.stop()
    assert verify_journal(home.journal).faults == ()


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
    press(desk.leading_to("sync"))
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


def test_what_two_benches_decided_while_apart_is_settled_by_a_lead_and_reaches_both(
    central: Postgres, home: Home, other: OtherBench, open_desk: Callable[[Home], Desk]
) -> None:
    badge, lead = add_person(home, "Inspector 12"), add_person(home, "Lead 3", Role.LEAD, pin="4711")
    joined = dockgrade(home, "sync", "join", enrol(central.url(), "B07", "TMP1").token)
    assert joined.returncode == 0, joined.stderr
    desk = open_desk(home)
    desk.scan(badge)
    other.scan(BOX, GTIN["JUMPER"])
    item = other.view.item
    assert item is not None
    other.do(Control("PARK"))
    desk.until(lambda: rows(home.journal, "SELECT 1 FROM item WHERE item_id = ?", item.item_id) != [])

    central.stop("immediate")
    desk.scan(BOX)
    desk.frame.submit(SelectItem(item.item_id))
    desk.until(lambda: desk.frame.view.item is not None)
    assert desk.frame.view.item.bench == "B08"
    desk.scan(CODES["GRADE-A"])
    other.scan(BOX)
    other.do(SelectItem(item.item_id))
    other.scan(CODES["GRADE-D"])

    central.start()
    desk.opening.core.try_server()
    other.site.try_server()
    desk.until(lambda: desk.leading_to("conflicts") is not None)
    assert desk.leading_to("conflicts").shown.text == "1 to settle"
    other.watch.wait_for(lambda view: view.sync is not None and view.sync.conflicts == 1, "the conflict at B08")

    desk.scan(lead)
    desk.frame.submit(EnterPin("4711"))
    desk.until(lambda: desk.frame.view.person is not None and desk.frame.view.person.name == "Lead 3")
    press(desk.leading_to("conflicts"))
    page = desk.frame.pages["conflicts"]
    (theirs,) = [tile for tile in page.sides if tile.accessibleName().startswith("Bench B08. Inspector 4")]
    assert "Grade D" in theirs.accessibleName()
    press(theirs)
    page.note.setText("a hole under the arm")
    press(tile_named(page, "Bench B08 is right"))
    desk.until(lambda: desk.leading_to("conflicts") is None)
    assert page.list.accessibleName() == "There is nothing to settle: all benches agree"
    settled = other.watch.wait_for(
        lambda view: view.sync is not None and view.sync.conflicts == 0 and view.item is not None, "B08 in step"
    )
    assert (settled.item.grade, settled.item.conflict) == (Grade.D, False)
    desk.until(lambda: desk.chip() == "0 not yet on the server")
    graded = "SELECT grade FROM item WHERE item_id = ?"
    assert rows(home.journal, graded, item.item_id) == rows(other.home.journal, graded, item.item_id) == [("D",)]
    desk.close()
    assert verify_journal(home.journal).faults == ()
