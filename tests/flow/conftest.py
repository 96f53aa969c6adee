"""Reference data, scanners on pseudo-terminals and a printer on TCP, for whole walks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.settings import Home
from devices.printers.simulator import PrinterSimulator
from tests.bench.benches import BenchWalk, write_mirror
from tests.flow.sites import RunningSite, Scanners, add_person, make_home, write_fresh_mirror

INSPECTOR = "Inspector 12"


@pytest.fixture(scope="session")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_fresh_mirror(tmp_path_factory.mktemp("mirror"))


@pytest.fixture(scope="session")
def dated_mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As of the day that a BenchWalk lives on."""
    return write_mirror(tmp_path_factory.mktemp("dated"))


@pytest.fixture
def bench(tmp_path: Path, dated_mirror: Path) -> Iterator[BenchWalk]:
    """A bench without devices, somebody signed in; at the end its record must be whole."""
    walk = BenchWalk(tmp_path, dated_mirror)
    walk.scan(walk.person(INSPECTOR))
    yield walk
    walk.close()


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as simulator:
        yield simulator


@pytest.fixture
def scanners(tmp_path: Path) -> Iterator[Scanners]:
    lines = Scanners(tmp_path / "dev", ("left", "right"))
    yield lines
    lines.close()


@pytest.fixture
def home(tmp_path: Path, mirror: Path, scanners: Scanners, printer: PrinterSimulator) -> Home:
    return make_home(tmp_path / "home", mirror, lines=scanners.ports, printer=printer.address)


@pytest.fixture
def badge(home: Home) -> str:
    return add_person(home, INSPECTOR)


@pytest.fixture
def start(home: Home, badge: str, scanners: Scanners) -> Iterator[Callable[[], RunningSite]]:
    """Starts the bench; call it again after `stop` for the next start."""
    sites: list[RunningSite] = []

    def begin() -> RunningSite:
        sites.append(RunningSite(home, scanners))
        return sites[-1]

    yield begin
    for site in sites:
        site.stop()


@pytest.fixture
def site(start: Callable[[], RunningSite], badge: str) -> RunningSite:
    """A running bench, somebody signed in."""
    site = start()
    site.scan(badge)
    return site
