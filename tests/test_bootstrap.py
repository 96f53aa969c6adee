"""The agent beside a bench: started after the window, listened to, asked, and ended with it."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import bootstrap
from app.bench.draft import Draft
from app.bootstrap import Site
from app.domain.commands import AddNote, Command, RecordDevice, RecordSync, ReportBadFrame
from app.settings import BenchSettings, CentralSettings, Home, Settings
from app.sync import supervisor
from devices.events import FrameProblem, FrameRejected, LinkChanged, LinkState

AGENT = """
import json, pathlib, sys
told = pathlib.Path(sys.argv[1])
problem = {"code": "unreachable", "params": {"server": "s:5432/d", "reason": "nobody"}, "title": "t", "next_step": "n"}
print(json.dumps({"state": "offline", "unsent": 7, "last_contact": "2026-11-20T12:00:00Z", "error": problem}), flush=True)
for line in sys.stdin:
    told.write_text(line, encoding="utf-8")
    print(json.dumps({"state": "in_step", "unsent": 0, "last_contact": None, "error": None, "changes": True,
                      "feed": {"name": "products", "rows": 12}}), flush=True)
told.write_text("ended", encoding="utf-8")
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the agent of these tests writes what it is told."""
    path = tmp_path / "told"
    monkeypatch.setattr(supervisor, "agent_command", lambda _home: (sys.executable, "-c", AGENT, str(path)))
    return path


@pytest.fixture
def make_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[Site, list[Command]]]]:
    sites: list[Site] = []

    def make(*, central: bool = True, after_s: float = 0.0) -> tuple[Site, list[Command]]:
        monkeypatch.setattr(bootstrap, "_SYNC_AFTER_S", after_s)
        settings = Settings(
            BenchSettings("B07", "TMP1", zone="UTC"),
            central=CentralSettings("postgresql://bench@s:5432/d") if central else None,
        )
        site = Site(Home(tmp_path / "home"), settings, lambda _view: None)
        submitted: list[Command] = []
        monkeypatch.setattr(site.runner, "submit", submitted.append)
        (tmp_path / "home").mkdir()
        site.start()
        site.runner.ready.result(20)
        sites.append(site)
        site.start_devices()
        return site, submitted

    yield make
    for site in sites:
        site.stop()


def until(found: Callable[[], object]) -> None:
    limit = time.monotonic() + 30
    while not found():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.01)


def test_what_the_agent_tells_becomes_a_command(
    told: Path, make_site: Callable[..., tuple[Site, list[Command]]]
) -> None:
    site, submitted = make_site()
    assert submitted[0] == RecordSync("offline")  # at once, so that the number is on the screen
    until(lambda: len(submitted) > 1)
    assert submitted[1] == RecordSync(
        "offline", 7, "2026-11-20T12:00:00Z", "unreachable", (("server", "s:5432/d"), ("reason", "nobody"))
    )
    site.try_server()
    until(lambda: len(submitted) > 2)
    assert told.read_text(encoding="utf-8") == "now\n"
    assert submitted[2] == RecordSync("in_step", 0, None, changes=True, feed=("products", 12))


def test_the_agent_ends_with_the_bench(told: Path, make_site: Callable[..., tuple[Site, list[Command]]]) -> None:
    site, submitted = make_site()
    until(lambda: len(submitted) > 1)
    site.stop()
    assert told.read_text(encoding="utf-8") == "ended"


def test_a_bench_that_is_closed_at_once_starts_none(
    told: Path, make_site: Callable[..., tuple[Site, list[Command]]]
) -> None:
    site, submitted = make_site(after_s=3600)
    site.stop()
    site._start_sync()  # the timer fired just then
    assert site._supervisor is None
    site.try_server()
    assert submitted == [RecordSync("offline")]
    assert not told.exists()


def test_a_bench_without_a_server_starts_none(told: Path, make_site: Callable[..., tuple[Site, list[Command]]]) -> None:
    site, submitted = make_site(central=False)
    assert submitted == []
    assert site._sync_timer is None
    site.try_server()


def test_half_a_word_is_not_recorded_because_a_cable_comes_or_goes(
    make_site: Callable[..., tuple[Site, list[Command]]],
) -> None:
    site, submitted = make_site(central=False)
    site.draft = Draft(submitted.append)
    submitted.clear()
    site.draft.hold(AddNote("chi", "i1"))
    site.on_scanner_event(LinkChanged("left", LinkState.LOST, None, "", 1))
    assert [type(command) for command in submitted] == [RecordDevice]
    site.draft.hold(AddNote("chipped", "i1"))
    site.on_scanner_event(FrameRejected(FrameProblem.TOO_LONG, b"", 5000, "left", 1))
    assert [type(command) for command in submitted[1:]] == [AddNote, ReportBadFrame]
