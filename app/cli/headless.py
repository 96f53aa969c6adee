"""The sample shift without a display: played through real ports into the real window, offscreen, with pictures of each state."""

import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from app.cli.player import Played, ShiftPlayer
from app.cli.sample import INSPECTOR, SampleSite
from app.cli.window import Company, open_window
from app.errors import KnownError
from app.labels.maker import encode
from app.sample.shift import sample_shift
from app.settings import Home
from app.store.engine import connect_reader
from app.store.verify import verify_journal

_SCREEN = "screen.json"


def play_headless(sample: SampleSite) -> int:
    """Play the shift, write pictures, labels, reports and a summary; exit code 1 when the record does not hold."""
    home = sample.home
    pictures = home.path / "screenshots"
    pictures.mkdir(exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", _offscreen(pictures))
    from ui.photographer import Photographer

    photographer = Photographer(pictures)
    player = ShiftPlayer(sample.scanner, hurry=True)
    played: list[Played] = []
    failed: list[Exception] = []

    def play() -> None:
        try:
            played.append(
                player.play(sample_shift(INSPECTOR[2], sample.today), lambda _step, view: photographer.see(view))
            )
        except Exception as err:  # noqa: BLE001  # told below, in the main thread
            failed.append(err)
        photographer.end()

    def start() -> None:
        threading.Thread(target=play, name="player", daemon=True).start()

    print(f"Playing the sample shift in {home.path} …", flush=True)
    try:
        open_window(home, sample.settings, fullscreen=False, company=Company(player.on_view, start, player.stop))
    finally:
        (pictures / _SCREEN).unlink(missing_ok=True)
    if failed:
        raise failed[0]
    if not played:
        raise KnownError("The shift was not played to its end.", "Look into logs/dockgrade.log.")
    return _tell(sample, played[0])


def _offscreen(folder: Path) -> str:
    """Qt's platform without a display, with a screen as a bench has it: Qt's own is 800 by 800.

    Source: the plugin's `configfile`, qtbase/src/plugins/platforms/offscreen/qoffscreenintegration.cpp.
    """
    if ":" in str(folder):  # parts the plugin's parameters, so that no drive letter can be named
        return "offscreen"
    screen = {"name": "bench", "x": 0, "y": 0, "width": 1280, "height": 900}
    described = folder / _SCREEN
    described.write_text(
        json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}), encoding="utf-8"
    )
    return f"offscreen:configfile={described}"


def _tell(sample: SampleSite, played: Played) -> int:
    home = sample.home
    labels = _write_labels(home)
    reports = _write_reports(sample)
    verdict = verify_journal(home.journal)
    lines = [
        f"Sample shift of {sample.today.isoformat()}, bench {sample.settings.bench.id}",
        f"{played.scans} scans, of them {played.refused} refused with a reason",
        *_figures(home),
        f"{len(sample.printer.labels)} labels came out of the printer, {labels} files in labels/",
        f"{verdict.events} events; the record {'is whole' if not verdict.faults else 'IS DAMAGED'}",
        *verdict.faults,
        *(f"Report: {report}" for report in reports),
        "Screenshots: screenshots/",
    ]
    text = "\n".join(lines) + "\n"
    (home.path / "summary.txt").write_text(text, encoding="utf-8")
    print(text + f"Everything is in {home.path}")
    return 1 if verdict.faults else 0


def _figures(home: Home) -> list[str]:
    connection = connect_reader(home.journal)
    try:
        parcels = connection.execute(
            "SELECT count(*), sum(status = 'closed'), sum(missing_units) FROM parcel WHERE status <> 'voided'"
        ).fetchone()
        routes = connection.execute(
            "SELECT route, count(*), sum(quantity) FROM item WHERE status <> 'voided' AND route IS NOT NULL"
            " GROUP BY route ORDER BY route"
        ).fetchall()
        held = connection.execute("SELECT count(*) FROM item WHERE status = 'held'").fetchone()[0]
    finally:
        connection.close()
    received, closed, missing = (number or 0 for number in parcels)
    counts = (_counted(received, "parcel"), f"{closed} closed", f"{_counted(missing, 'unit')} missing")
    lines = [f"{counts[0]} received, {counts[1]}, {counts[2]}, {_counted(held, 'item')} on hold"]
    lines += [f"  {route}: {_counted(items, 'item')}, {_counted(units, 'unit')}" for route, items, units in routes]
    return lines


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _write_labels(home: Home) -> int:
    home.labels.mkdir(exist_ok=True)
    connection = connect_reader(home.journal)
    try:
        rows = connection.execute("SELECT lpn, copy, document, data FROM print_job ORDER BY job").fetchall()
    finally:
        connection.close()
    for lpn, copy, document, data in rows:
        stem = f"{lpn}-copy{copy}" if copy else lpn
        (home.labels / f"{stem}.zpl").write_bytes(data or encode(document, "zpl"))
        (home.labels / f"{stem}.png").write_bytes(encode(document, "png"))
    return 2 * len(rows)


def _write_reports(sample: SampleSite) -> list[Path]:
    from reports.period import parse_period
    from reports.registry import REPORTS
    from reports.run import run_report

    home, bench = sample.home, sample.settings.bench
    home.reports.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    day = sample.today.isoformat()
    made = []
    for name in REPORTS:
        for suffix in (".pdf", ".csv"):
            out = home.reports / f"{name}-{day}{suffix}"
            run_report(
                name,
                journal=home.journal,
                out=out,
                period=parse_period(day, day, zone=bench.zone or "UTC", now=now, marks=None),
                site=None,
                bench=None,
                client=None,
                language=bench.language,
                generated_by=INSPECTOR[0],
                generated_at=now,
                reprint=0,
                progress=lambda _progress: None,
                cancelled=lambda: False,
            )
            made.append(out.relative_to(home.path))
    return made
