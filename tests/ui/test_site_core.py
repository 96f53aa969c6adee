"""What the program behind the window makes for it."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine
from pytestqt.qtbot import QtBot

from app.settings import BenchSettings, Home, Settings
from ui.bridge import Bridge
from ui.ports import ReportRequest
from ui.site_core import SiteCore


def test_a_report_is_named_after_the_time_on_the_sites_clock(tmp_path: Path, qtbot: QtBot) -> None:
    home = Home(tmp_path / "home")
    home.path.mkdir()
    core = SiteCore(home, Settings(BenchSettings("B07", "TMP1", zone="Pacific/Auckland")), Bridge())
    try:
        at = datetime(2026, 11, 21, 1, 30, tzinfo=ZoneInfo("Pacific/Auckland"))
        with time_machine.travel(at):
            job = core.report_job(ReportRequest("shift-handover", "", "", "en"))
    finally:
        core.stop()
    assert [Path(command[-1]).name for command in job.commands] == [
        "shift-handover_shift_20261121T013000.pdf",
        "shift-handover_shift_20261121T013000.csv",
    ]
