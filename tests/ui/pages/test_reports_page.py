"""Reports are made in processes of their own, with progress, an end, and a look at the first page."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bench.messages import Say, message
from app.bench.view import Notice, Sound, Tone
from app.domain.commands import CloseShift
from tests.ui.conftest import Stage
from tests.ui.hands import key, tile_named
from tests.ui.people import lead
from tests.ui.views import STATES
from ui.pages.reports_page import PERIOD, REPORT, first_page, period_of
from ui.ports import ReportJob
from ui.report_run import ReportOutcome, ReportRun

SAY = "import json, sys; say = lambda **facts: print(json.dumps(facts), flush=True); "


def job(*scripts: str) -> ReportJob:
    return ReportJob(tuple((sys.executable, "-c", SAY + script) for script in scripts))


def outcome(qtbot: QtBot, run: ReportRun, made: ReportJob) -> ReportOutcome:
    with qtbot.waitSignal(run.ended, timeout=20_000) as ended:
        run.start(made)
    assert not run.running
    (result,) = ended.args
    return result


def test_progress_counts_over_all_files(qtbot: QtBot) -> None:
    run = ReportRun()
    shares: list[float | None] = []
    run.progressed.connect(shares.append)
    half = "say(event='progress', done=5, total=10); say(event='done', path='/r/{}')"
    result = outcome(qtbot, run, job(half.format("a.pdf"), half.format("a.csv")))
    assert result == ReportOutcome((Path("/r/a.pdf"), Path("/r/a.csv")))
    assert shares == [None, 0.25, 0.75]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            "say(event='error', title='No rows.', next_step='Choose another day.'); sys.exit(1)",
            "No rows. Choose another day.",
        ),
        ("print('something broke', file=sys.stderr); sys.exit(3)", "something broke"),
        ("sys.exit(4)", "?"),
    ],
)
def test_a_report_that_fails_says_why_and_makes_nothing_more(qtbot: QtBot, script: str, said: str) -> None:
    result = outcome(qtbot, ReportRun(), job(script, "say(event='done', path='/r/never.csv')"))
    assert result == ReportOutcome(error=said)


def test_a_program_that_cannot_be_started_is_told(qtbot: QtBot) -> None:
    result = outcome(qtbot, ReportRun(), ReportJob((("/nowhere/at/all",),)))
    assert result.error != ""
    assert result.files == ()


def test_what_else_the_process_prints_is_overlooked(qtbot: QtBot) -> None:
    script = (
        "print('hello'); print('[1, 2]'); say(event='progress', done=1, total=None); say(event='done', path='/r/a.pdf')"
    )
    assert outcome(qtbot, ReportRun(), job(script)) == ReportOutcome((Path("/r/a.pdf"),))


def test_it_can_be_stopped(qtbot: QtBot) -> None:
    run = ReportRun()
    slow = job("say(event='progress', done=0, total=1); import time; time.sleep(60)")
    with qtbot.waitSignal(run.ended, timeout=20_000) as ended:
        with qtbot.waitSignals([run.progressed, run.progressed], timeout=20_000):
            run.start(slow)
        run.start(job("say(event='done', path='/r/other.pdf')"))  # one at a time
        run.cancel()
    assert ended.args == [ReportOutcome(cancelled=True)]


def test_closing_the_window_ends_it(qtbot: QtBot) -> None:
    run = ReportRun()
    run.start(job("import time; time.sleep(60)"))
    run.stop()
    assert not run.running


def test_the_times_of_a_report() -> None:
    today = date(2026, 3, 1)
    assert period_of("shift", today) == ("", "")
    assert period_of("today", today) == ("2026-03-01", "2026-03-01")
    assert period_of("yesterday", today) == ("2026-02-28", "2026-02-28")
    assert period_of("week", today) == ("2026-02-23", "2026-03-01")
    assert period_of("month", date(2026, 3, 17)) == ("2026-03-01", "2026-03-17")


def test_every_report_and_time_has_a_name() -> None:
    from reports.registry import REPORTS

    assert set(REPORTS) - set(REPORT) == set()
    assert next(iter(PERIOD)) == "shift"


def press(stage: Stage, text: str) -> None:
    QTest.mouseClick(tile_named(stage.frame, text), Qt.MouseButton.LeftButton)


def a_pdf(folder: Path) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    path = folder / "made.pdf"
    canvas = Canvas(str(path), pagesize=(200, 300))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 200, 300, stroke=0, fill=1)
    canvas.save()
    return path


def test_a_report_is_chosen_made_and_looked_at(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    path = a_pdf(tmp_path)
    stage.core.scripts = (
        f"{SAY}say(event='done', path={str(path)!r})",
        f"{SAY}say(event='done', path={str(path.with_suffix('.csv'))!r})",
    )
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("reports")
    page = frame.pages["reports"]
    press(stage, "Shift handover")
    press(stage, "Yesterday")
    press(stage, "Русский")
    with qtbot.waitSignal(page.run.ended, timeout=20_000):
        press(stage, "Make the report")
        assert page.progress.isVisible()
    (request,) = stage.core.wanted
    assert (request.name, request.language) == ("shift-handover", "ru")
    assert request.first == request.last != ""
    assert page.note.accessibleName() == f"Done. It is kept in {tmp_path}"
    assert tile_named(frame, "Open PDF")
    assert tile_named(frame, "Open CSV")
    picture = page.preview.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, picture.height() // 2).name() == "#ff0000"
    frame.on_page_wanted("bench")


def test_a_file_is_opened_by_the_system(
    stage: Stage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("ui.pages.reports_page.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()))
    path = a_pdf(tmp_path)
    stage.core.scripts = (f"{SAY}say(event='done', path={str(path)!r})",)
    stage.show(STATES["graded"]).on_page_wanted("reports")
    with qtbot.waitSignal(stage.frame.pages["reports"].run.ended, timeout=20_000):
        press(stage, "Make the report")
    press(stage, "Open PDF")
    assert opened == [str(path)]


@pytest.mark.parametrize(
    ("script", "note"),
    [
        ("import sys; sys.exit('Disk full')", "The report could not be made: Disk full"),
        (f"{SAY}say(event='done', path='/nowhere/made.pdf')", "Done. It is kept in /nowhere"),
    ],
)
def test_a_report_that_is_not_there_breaks_nothing(stage: Stage, qtbot: QtBot, script: str, note: str) -> None:
    stage.core.scripts = (script,)
    stage.show(STATES["graded"]).on_page_wanted("reports")
    page = stage.frame.pages["reports"]
    with qtbot.waitSignal(page.run.ended, timeout=20_000):
        press(stage, "Make the report")
    assert page.note.accessibleName() == note


def test_a_file_that_is_no_pdf_has_no_picture(tmp_path: Path, make_stage: Callable[..., Stage]) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"not a pdf")
    assert first_page(broken) is None


def test_a_lead_ends_the_shift_and_its_handover_is_made_when_the_bench_says_so(stage: Stage, qtbot: QtBot) -> None:
    stage.core.scripts = (f"{SAY}say(event='done', path='/r/handover.pdf')",)
    shown = lead(STATES["graded"])
    stage.show(shown).on_page_wanted("reports")
    press(stage, "Yesterday")
    press(stage, "End the shift")
    QTest.keyClicks(QApplication.focusWidget(), "The left scanner is slow ")
    press(stage, "End the shift and make the handover")
    assert stage.core.commands == [CloseShift("The left scanner is slow")]
    assert stage.core.wanted == []
    with qtbot.waitSignal(stage.frame.pages["reports"].run.ended, timeout=20_000):
        stage.show(replace(shown, notice=Notice(99, message(Say.SHIFT_CLOSED), Tone.OK, Sound.DONE)))
    (request,) = stage.core.wanted
    assert (request.name, request.first, request.last) == ("shift-handover", "", "")


def test_enter_ends_the_shift_from_its_button_and_not_from_the_words(stage: Stage) -> None:
    stage.show(lead(STATES["graded"])).on_page_wanted("reports")
    press(stage, "End the shift")
    QTest.keyClicks(QApplication.focusWidget(), "6430000000047")
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == []
    assert QApplication.focusWidget() is stage.frame.pages["reports"].end.end
    key(stage, Qt.Key.Key_Enter)
    assert stage.core.commands == [CloseShift("6430000000047")]


def test_an_end_that_was_not_stored_makes_no_handover_and_says_why(stage: Stage) -> None:
    shown = lead(STATES["graded"])
    stage.show(shown).on_page_wanted("reports")
    press(stage, "End the shift")
    press(stage, "End the shift and make the handover")
    stage.show(replace(shown, notice=Notice(99, message(Say.DISK_FULL), Tone.ERROR, Sound.ERROR)))
    assert stage.core.wanted == []
    note = stage.frame.pages["reports"].note.accessibleName()
    assert note == "NOT SAVED: the disk is full. Stop and call a shift lead."


def test_the_end_of_a_shift_can_be_left_and_is_a_leads_alone(stage: Stage) -> None:
    stage.show(STATES["graded"]).on_page_wanted("reports")
    page = stage.frame.pages["reports"]
    press(stage, "End the shift")
    assert not page.end.isVisible()
    assert page.note.accessibleName().startswith("Only a shift lead")
    stage.show(lead(STATES["graded"]))
    press(stage, "End the shift")
    page.end.field.setText("given up")
    key(stage, Qt.Key.Key_Escape)
    assert stage.frame.page == "reports"
    assert not page.end.isVisible()
    assert page.end.field.text() == ""
    press(stage, "End the shift")
    page.end.field.setText("words of the lead before")
    stage.show(STATES["graded"])  # somebody else has signed in
    assert not page.end.isVisible()
    assert page.end.field.text() == ""
    assert stage.core.commands == []
