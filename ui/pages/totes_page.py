"""The totes, what is in each, and what became of it."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView
from ui.look import Look
from ui.pages.catalogue import HISTORY, Desktop
from ui.pages.page import Page
from ui.pages.record_faces import item_face, tote_event_face, tote_face
from ui.widgets.actions import Action, ActionBar
from ui.widgets.records import RecordFace, RecordList
from ui.widgets.tile import Face
from ui.words.text import translate


class TotesPage(Page):
    """Totes at the left; items or history of the chosen one at the right."""

    TITLE = translate("totes", "Totes")

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._desktop = desktop
        self._chosen = ""
        self._side = "items"
        super().__init__(look, parent)
        self.totes = RecordList(look, self)
        self.inside = RecordList(look, self)
        self.sides = ActionBar(look, self)
        self.totes.chosen.connect(self.on_tote_chosen)
        self.inside.chosen.connect(self.on_item_chosen)
        self.sides.wanted.connect(self.on_side_wanted)

    def content(self) -> tuple[QWidget, ...]:
        return (self.totes, self.inside, self.sides)

    def about(self) -> str:
        return self.look.words(
            translate("totes", "A tote takes one route. Scan it at the bench to open, fill or close it.")
        )

    def show_view(self, view: BenchView) -> None:
        if self.isVisible():
            self.totes.reload()
            self.inside.reload()

    def refresh(self) -> None:
        words = self.look.words
        self.totes.show_from(self._tote_rows, words(translate("totes", "No tote was opened yet")), from_start=False)
        self.sides.show_actions(
            (
                Action("items", Face(words(translate("totes", "In it now")), chosen=self._side == "items")),
                Action("history", Face(words(translate("totes", "History")), chosen=self._side == "history")),
            )
        )
        empty = translate("totes", "It is empty") if self._chosen else translate("totes", "Choose a tote")
        self.inside.show_from(self._inside_rows, words(empty))

    def _tote_rows(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        totes = self._desktop.core.queries.totes()[offset : offset + limit]
        return tuple(
            tote_face(tote, self.look, self._desktop.core.zone, chosen=tote.code == self._chosen) for tote in totes
        )

    def _inside_rows(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        if not self._chosen:
            return ()
        queries = self._desktop.core.queries
        if self._side == "items":
            return tuple(
                item_face(item, self.look, self._desktop.core.zone)
                for item in queries.tote_items(self._chosen)[offset : offset + limit]
            )
        events = queries.tote_history(self._chosen, limit, offset)
        return tuple(tote_event_face(event, self.look, self._desktop.core.zone) for event in events)

    def on_tote_chosen(self, key: object) -> None:
        self._chosen = str(key)
        self.refresh()

    def on_side_wanted(self, name: object) -> None:
        self._side = str(name)
        self.refresh()

    def on_item_chosen(self, key: object) -> None:
        _, _, item_id = str(key).partition(" ")
        if item_id:
            self.page_wanted.emit(f"{HISTORY} {item_id}")

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        left_width = (box.width() - metrics.gap) * 44 // 100
        self.totes.setGeometry(box.left(), box.top(), left_width, box.height())
        left = box.left() + left_width + metrics.gap
        width = box.right() + 1 - left
        self.sides.setGeometry(left, box.top(), width, metrics.touch)
        top = box.top() + metrics.touch + metrics.gap
        self.inside.setGeometry(left, top, width, box.bottom() + 1 - top)
