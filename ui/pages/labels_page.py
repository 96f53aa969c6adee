"""The labels on their way to paper, those that need somebody first."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView
from app.domain.commands import RegisterScan, ReprintLabel
from app.store.records import PrintJobRecord
from ui.look import Look
from ui.pages.catalogue import HISTORY, Desktop
from ui.pages.page import Page
from ui.pages.record_faces import job_face
from ui.widgets.actions import Action, ActionBar
from ui.widgets.records import RecordFace, RecordList
from ui.widgets.tile import Face
from ui.words.text import translate


class LabelsPage(Page):
    """A row chooses a label; the buttons below do something with it."""

    TITLE = translate("labels", "Labels")

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._desktop = desktop
        self._chosen = ""
        self._jobs: dict[str, PrintJobRecord] = {}
        super().__init__(look, parent)
        self.list = RecordList(look, self)
        self.buttons = ActionBar(look, self)
        self.list.chosen.connect(self.on_chosen)
        self.buttons.commanded.connect(self.commanded)
        self.buttons.wanted.connect(self.on_wanted)

    def content(self) -> tuple[QWidget, ...]:
        return (self.list, self.buttons)

    def about(self) -> str:
        return self.look.words(translate("labels", "A label counts as printed when it has been scanned or seen."))

    def show_view(self, view: BenchView) -> None:
        if self.isVisible():
            self.list.reload()
            self._show_buttons()

    def refresh(self) -> None:
        self.list.show_from(self._fetch, self.look.words(translate("labels", "No labels yet")), from_start=False)
        self._show_buttons()

    def _fetch(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        jobs = self._desktop.core.queries.print_jobs(limit, offset)
        self._jobs = {job.job: job for job in jobs}
        return tuple(job_face(job, self.look, self._desktop.core.zone, chosen=job.job == self._chosen) for job in jobs)

    def _show_buttons(self) -> None:
        words = self.look.words
        job = self._jobs.get(self._chosen)
        reprint = ReprintLabel(job.item_id) if job else None
        take = RegisterScan(job.lpn, "", "keyboard", self._desktop.now_ns()) if job else None
        self.buttons.show_actions(
            (
                Action("reprint", Face(words.button("REPRINT"), icon="printer", dim=job is None), reprint),
                Action(
                    "take",
                    Face(words(translate("labels", "Label is on the item")), icon="check", dim=job is None),
                    take,
                ),
                Action(
                    "history", Face(words(translate("labels", "History of the item")), icon="history", dim=job is None)
                ),
            )
        )

    def on_chosen(self, key: object) -> None:
        self._chosen = "" if key == self._chosen else str(key)
        self.list.reload()
        self._show_buttons()

    def on_wanted(self, name: object) -> None:
        job = self._jobs.get(self._chosen)
        if name == "history" and job:
            self.page_wanted.emit(f"{HISTORY} {job.item_id}")

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        self.buttons.setGeometry(box.left(), box.bottom() + 1 - metrics.primary, box.width(), metrics.primary)
        self.list.setGeometry(box.left(), box.top(), box.width(), box.height() - metrics.primary - metrics.gap)
