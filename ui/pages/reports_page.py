"""Reports: which, of what time, in which language; made beside the bench, looked at and opened here."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QRect, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from app.bench.messages import Say, message
from app.bench.view import BenchView
from app.domain.commands import CloseShift
from app.domain.vocabulary import Role
from ui.look import Look
from ui.pages.catalogue import Desktop
from ui.pages.page import Page
from ui.ports import ReportRequest
from ui.report_run import ReportOutcome, ReportRun
from ui.widgets.actions import Action, ActionBar
from ui.widgets.heading import Heading
from ui.widgets.picture import Picture
from ui.widgets.progress import ProgressBar
from ui.widgets.shift_end import ShiftEnd
from ui.widgets.tile import Face
from ui.words.text import Text, translate
from ui.words.vocabulary import LANGUAGE

REPORT: dict[str, Text] = {
    "disposition-summary": translate("reports", "Disposition summary"),
    "shift-handover": translate("reports", "Shift handover"),
}

HANDOVER = "shift-handover"
_SHIFT = "shift"
PERIOD: dict[str, Text] = {
    _SHIFT: translate("reports", "This shift"),
    "today": translate("reports", "Today"),
    "yesterday": translate("reports", "Yesterday"),
    "week": translate("reports", "Last 7 days"),
    "month": translate("reports", "This month"),
}

_PREVIEW_PX = 1100


def period_of(name: str, today: date) -> tuple[str, str]:
    """First and last day as ISO dates; two empty texts for the running shift."""
    first, last = {
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "week": (today - timedelta(days=6), today),
        "month": (today.replace(day=1), today),
    }.get(name, (None, None))
    return (first.isoformat(), last.isoformat()) if first and last else ("", "")


class ReportsPage(Page):
    """Choices at the left, the made report at the right."""

    TITLE = translate("reports", "Reports")

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._desktop = desktop
        self._report = desktop.core.reports[0] if desktop.core.reports else ""
        self._period = _SHIFT
        self._language = ""
        self._files: tuple[Path, ...] = ()
        self._share: float | None = None
        self._said = ""
        self._page: QPixmap | None = None
        self._leads = False
        self._seen = 0
        self._ending = False  # the shift, as soon as the bench says so
        super().__init__(look, parent)
        self.end = ShiftEnd(look, self)
        self.end.hide()
        self.end.ended.connect(self.on_shift_ended)
        self.end.given_up.connect(self.on_end_given_up)
        self.run = ReportRun(self)
        self.run.progressed.connect(self.on_progressed)
        self.run.ended.connect(self.on_ended)
        self.reports, self.periods, self.languages = (ActionBar(look, self) for _ in range(3))
        self.headings = tuple(Heading(look, self) for _ in range(3))
        self.orders = ActionBar(look, self)
        self.opening = ActionBar(look, self)
        self.progress = ProgressBar(look, self)
        self.note = Heading(look, self, quiet=True)
        self.preview = Picture(look, self)
        self.reports.wanted.connect(self.on_report_wanted)
        self.periods.wanted.connect(self.on_period_wanted)
        self.languages.wanted.connect(self.on_language_wanted)
        self.orders.wanted.connect(self.on_order_wanted)
        self.opening.wanted.connect(self.on_open_wanted)

    def content(self) -> tuple[QWidget, ...]:
        bars = (self.reports, self.periods, self.languages, self.orders, self.opening)
        return (*bars, *self.headings, self.progress, self.note, self.preview, self.end)

    def open(self, about: str, came_from: str) -> None:
        self._show_end(shown=False)

    def leave(self) -> None:
        """Back to the choices, then to the bench."""
        if self.end.isVisible():
            self.on_end_given_up()
        else:
            super().leave()

    def forget(self) -> None:
        self.end.field.clear()
        if not self.end.isHidden():
            self._show_end(shown=False)

    def show_view(self, view: BenchView) -> None:
        leads = view.person is not None and view.person.role is not Role.INSPECTOR
        if leads is not self._leads:
            self._leads = leads
            self._show_end(shown=False)
            self.refresh()
        if self._ending and view.notice is not None and view.notice.number != self._seen:
            self._ending = False
            self._said = self.look.words.say(view.notice.said)
            if view.notice.said.say is Say.SHIFT_CLOSED:
                self._report, self._period = HANDOVER, _SHIFT
                self._make()
            else:
                self.refresh()
        self._seen = view.notice.number if view.notice is not None else 0

    def closeEvent(self, event: QCloseEvent) -> None:
        self.run.stop()

    def refresh(self) -> None:
        words = self.look.words
        language = self._language or words.language
        texts = (translate("reports", "Report"), translate("reports", "Time"), translate("reports", "Language"))
        for heading, text in zip(self.headings, texts, strict=True):
            heading.show_text(words(text))
        names = self._desktop.core.reports
        self.reports.show_actions(
            tuple(
                Action(name, Face(words.coded(REPORT, name), icon="report", chosen=name == self._report))
                for name in names
            )
        )
        self.periods.show_actions(
            tuple(Action(name, Face(words(text), chosen=name == self._period)) for name, text in PERIOD.items())
        )
        self.languages.show_actions(
            tuple(Action(code, Face(name, chosen=code == language)) for code, name in LANGUAGE.items())
        )
        running = self.run.running
        make = Face(words(translate("reports", "Make the report")), icon="report", filled=not running, dim=running)
        stop = Face(words(translate("reports", "Stop")), icon="close", dim=not running)
        end = Face(words(translate("reports", "End the shift")), icon="signout", dim=running or not self._leads)
        self.orders.show_actions((Action("make", make), Action("stop", stop), Action("end", end)))
        self.opening.show_actions(
            tuple(
                Action(
                    str(number),
                    Face(words(translate("reports", "Open {kind}"), kind=path.suffix[1:].upper()), icon="next"),
                )
                for number, path in enumerate(self._files)
            )
        )
        self.progress.setVisible(running)
        self.progress.show_share(self._share)
        self.note.show_text(self._said)
        self.preview.show_picture(self._page, words(translate("reports", "The first page of the report is shown here")))

    def on_report_wanted(self, name: object) -> None:
        self._report = str(name)
        self.refresh()

    def on_period_wanted(self, name: object) -> None:
        self._period = str(name)
        self.refresh()

    def on_language_wanted(self, name: object) -> None:
        self._language = str(name)
        self.refresh()

    def on_order_wanted(self, name: object) -> None:
        if name == "stop":
            self.run.cancel()
        elif self.run.running:
            return
        elif name == "make" and self._report:
            self._make()
        elif name == "end" and self._leads:
            self._show_end(shown=True)
        elif name == "end":
            self._said = self.look.words.say(message(Say.LEAD_NEEDED))
            self.refresh()

    def on_shift_ended(self, words: object) -> None:
        self._show_end(shown=False)
        self._ending = True
        self.commanded.emit(CloseShift(str(words)))

    def on_end_given_up(self) -> None:
        self.end.field.clear()
        self._show_end(shown=False)

    def _show_end(self, *, shown: bool) -> None:
        for part in (*self.headings, self.reports, self.periods, self.languages, self.orders):
            part.setVisible(not shown)
        self.end.setVisible(shown)
        if not shown:
            self.setFocus()

    def _make(self) -> None:
        words = self.look.words
        today = datetime.now(UTC).astimezone(self._desktop.core.zone).date()
        first, last = period_of(self._period, today)
        request = ReportRequest(self._report, first, last, self._language or words.language)
        self._files, self._said, self._share = (), words(translate("reports", "Being made …")), None
        self._page = None
        self.run.start(self._desktop.core.report_job(request))
        self.refresh()

    def on_open_wanted(self, name: object) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._files[int(str(name))])))

    def on_progressed(self, share: object) -> None:
        self._share = share if isinstance(share, float) else None
        self.progress.show_share(self._share)

    def on_ended(self, outcome: ReportOutcome) -> None:
        words = self.look.words
        self._files = outcome.files
        if outcome.cancelled:
            self._said = words(translate("reports", "Stopped. Nothing was kept."))
        elif outcome.error:
            self._said = words(translate("reports", "The report could not be made: {error}"), error=outcome.error)
        else:
            folder = str(outcome.files[0].parent) if outcome.files else ""
            self._said = words(translate("reports", "Done. It is kept in {folder}"), folder=folder)
        pdf = next((path for path in outcome.files if path.suffix == ".pdf"), None)
        if pdf is not None:
            self._page = first_page(pdf)
        self.refresh()

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        gap, touch = metrics.gap, metrics.touch
        left_width = box.width() * 58 // 100
        top = box.top()
        heading = metrics.px(26)
        for title, bar in zip(self.headings, (self.reports, self.periods, self.languages), strict=True):
            title.setGeometry(box.left(), top, left_width, heading)
            top += heading
            bar.setGeometry(box.left(), top, left_width, touch)
            top += touch + gap
        top += metrics.px(8)
        self.end.setGeometry(box.left(), box.top(), left_width, top + metrics.primary - box.top())
        self.orders.setGeometry(box.left(), top, left_width, metrics.primary)
        top += metrics.primary + gap
        bottom = box.bottom() + 1
        self.opening.setGeometry(box.left(), bottom - touch, left_width, touch)
        self.progress.setGeometry(box.left(), top, left_width, metrics.px(28))
        top += metrics.px(28)
        self.note.setGeometry(box.left(), top, left_width, max(metrics.px(23), bottom - touch - gap - top))
        left = box.left() + left_width + metrics.px(18)
        self.preview.setGeometry(left, box.top(), box.right() + 1 - left, box.height())


def first_page(path: Path) -> QPixmap | None:
    """The first page of a PDF as a picture; None when it cannot be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (OSError, pypdfium2.PdfiumError):
        return None
    try:
        page = document[0]
        drawn = page.render(scale=_PREVIEW_PX / page.get_height()).to_pil()
        return QPixmap.fromImage(_image(drawn.convert("RGBA").tobytes(), drawn.width, drawn.height))
    finally:
        document.close()


def _image(data: bytes, width: int, height: int) -> QImage:
    return QImage(data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
