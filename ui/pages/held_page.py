"""Items on hold and why, and those that have to be decided once more."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView
from ui.look import Look
from ui.pages.catalogue import HISTORY, Desktop
from ui.pages.page import Page
from ui.pages.record_faces import item_face
from ui.widgets.records import RecordFace, RecordList
from ui.words.text import translate


class HeldPage(Page):
    """A list; a row leads to the item."""

    TITLE = translate("held", "On hold")

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._desktop = desktop
        super().__init__(look, parent)
        self.list = RecordList(look, self)
        self.list.chosen.connect(self.on_chosen)

    def content(self) -> tuple[QWidget, ...]:
        return (self.list,)

    def about(self) -> str:
        return self.look.words(
            translate("held", "To go on with one, scan its label or press its row. A shift lead decides.")
        )

    def show_view(self, view: BenchView) -> None:
        if self.isVisible():
            self.list.reload()

    def refresh(self) -> None:
        self.list.show_from(self._fetch, self.look.words(translate("held", "Nothing is on hold")), from_start=False)

    def _fetch(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        return tuple(
            item_face(item, self.look, self._desktop.core.zone)
            for item in self._desktop.core.queries.held_items(limit, offset)
        )

    def on_chosen(self, key: object) -> None:
        _, _, item_id = str(key).partition(" ")
        self.page_wanted.emit(f"{HISTORY} {item_id}")

    def arrange(self, box: QRect) -> None:
        self.list.setGeometry(box)
