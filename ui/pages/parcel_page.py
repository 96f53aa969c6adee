"""One parcel that is closed: what was in it, without opening it again."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView
from app.domain.commands import OpenParcel
from app.store.records import ItemRecord, ParcelRecord
from ui.look import Look
from ui.pages.catalogue import HISTORY, PARCELS, Desktop
from ui.pages.page import BENCH, Page
from ui.pages.record_faces import item_face, name_of, units_of
from ui.widgets.actions import Action, ActionBar
from ui.widgets.records import RecordFace, RecordList
from ui.widgets.tile import Face
from ui.words.text import translate


class ParcelPage(Page):
    """Its items; a row leads to an item's history, the button opens the parcel on the bench."""

    TITLE = translate("parcel page", "Parcel")

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._desktop = desktop
        self._parcel_id = ""
        self._parcel: ParcelRecord | None = None
        self._items: tuple[ItemRecord, ...] = ()
        super().__init__(look, parent)
        self.list = RecordList(look, self)
        self.buttons = ActionBar(look, self)
        self.list.chosen.connect(self.on_chosen)
        self.buttons.commanded.connect(self.on_commanded)

    def open(self, about: str, came_from: str) -> None:
        if about:
            self._parcel_id = about
        self.refresh()

    def leave(self) -> None:
        """Back to the parcels."""
        self.page_wanted.emit(PARCELS)

    def content(self) -> tuple[QWidget, ...]:
        return (self.list, self.buttons)

    def about(self) -> str:
        words, zone = self.look.words, self._desktop.core.zone
        return f"{name_of(self._parcel, words, zone)} · {units_of(self._parcel, words)}" if self._parcel else ""

    def show_view(self, view: BenchView) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        words = self.look.words
        queries = self._desktop.core.queries
        self._parcel = queries.parcel(self._parcel_id) if self._parcel_id else None
        self._items = queries.items_of_parcel(self._parcel_id) if self._parcel_id else ()
        self.show_header()
        self.list.show_from(self._fetch, words(translate("parcel page", "Nothing was in it")), from_start=False)
        again = Face(words(translate("parcel page", "Open it on the bench")), icon="parcel")
        self.buttons.show_actions((Action("open", again, OpenParcel(self._parcel_id)),))

    def _fetch(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        zone = self._desktop.core.zone
        return tuple(item_face(item, self.look, zone) for item in self._items[offset : offset + limit])

    def on_chosen(self, key: object) -> None:
        _, _, item_id = str(key).partition(" ")
        self.page_wanted.emit(f"{HISTORY} {item_id}")

    def on_commanded(self, command: object) -> None:
        self.commanded.emit(command)
        self.page_wanted.emit(BENCH)

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        self.buttons.setGeometry(box.left(), box.bottom() + 1 - metrics.primary, box.width(), metrics.primary)
        self.list.setGeometry(box.left(), box.top(), box.width(), box.height() - metrics.primary - metrics.gap)
