"""One item: what it is, its label, and every event in words, the newest first."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView
from app.domain.commands import ReprintLabel, SelectItem
from app.domain.events import LabelRequested
from app.store.records import ItemHistory
from ui.look import Look
from ui.pages.catalogue import Desktop
from ui.pages.page import BENCH, Page
from ui.pages.record_faces import event_face, item_face
from ui.previews import LabelKey
from ui.widgets.actions import Action, ActionBar
from ui.widgets.picture import Picture
from ui.widgets.records import RecordFace, RecordList
from ui.widgets.tile import Face
from ui.words.text import translate


class HistoryPage(Page):
    """Shows the item that it was opened for."""

    TITLE = translate("history", "Item")

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._desktop = desktop
        self._item_id = ""
        self._came_from = BENCH
        self._history: ItemHistory | None = None
        super().__init__(look, parent)
        self.item = RecordList(look, self)
        self.events = RecordList(look, self)
        self.picture = Picture(look, self)
        self.buttons = ActionBar(look, self)
        self.buttons.commanded.connect(self.on_commanded)
        desktop.previews.drawn.connect(self.on_drawn)

    def open(self, about: str, came_from: str) -> None:
        self._item_id = about
        if came_from != "history":
            self._came_from = came_from
        self.refresh()

    def leave(self) -> None:
        """Back to the list from which the item was chosen."""
        self.page_wanted.emit(self._came_from)

    def content(self) -> tuple[QWidget, ...]:
        return (self.item, self.events, self.picture, self.buttons)

    def about(self) -> str:
        return self._history.item.lpn if self._history else ""

    def on_commanded(self, command: object) -> None:
        self.commanded.emit(command)
        self.page_wanted.emit(BENCH)

    def on_drawn(self, key: object) -> None:
        if isinstance(key, LabelKey) and key.item_id == self._item_id:
            self.refresh()

    def show_view(self, view: BenchView) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        words = self.look.words
        self._history = self._desktop.core.queries.item_history(self._item_id) if self._item_id else None
        self.show_header()
        none = words(translate("history", "This item is not known"))
        self.item.show_from(self._item_rows, none)
        self.events.show_from(self._event_rows, none, from_start=False)
        self.picture.show_picture(self._label(), words(translate("history", "The item's label, once it has one")))
        take = SelectItem(self._item_id)  # no scan of its label, which would prove that it is on the goods
        self.buttons.show_actions(
            (
                Action("take", Face(words(translate("history", "Take it in hand")), icon="scan"), take),
                Action("reprint", Face(words.button("REPRINT"), icon="printer"), ReprintLabel(self._item_id)),
            )
        )

    def _label(self) -> QPixmap | None:
        """The item's newest label. Nothing is asked for before there is one: that there is none would be remembered."""
        if self._history is None:
            return None
        events = reversed([record.event for record in self._history.events])
        newest = next((event for event in events if isinstance(event, LabelRequested)), None)
        if newest is None:
            return None
        key = LabelKey(self._item_id, self._history.item.lpn, newest.copy, voided=False)
        return self._desktop.previews.picture(key)

    def _item_rows(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        if self._history is None or offset:
            return ()
        face = item_face(self._history.item, self.look, self._desktop.core.zone)
        return (RecordFace("", face.title, face.facts, face.icon, face.badge),)

    def _event_rows(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        if self._history is None:
            return ()
        newest_first = tuple(reversed(self._history.events))[offset : offset + limit]
        undone, benches = self._history.reversed_ids, dict(self._history.benches)
        return tuple(
            event_face(
                record,
                self.look,
                self._desktop.core.zone,
                taken_back=record.event_id in undone,
                bench=benches.get(record.stream_id, ""),
            )
            for record in newest_first
        )

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        gap, touch = metrics.gap, metrics.touch
        side = min(metrics.px(400), box.width() * 36 // 100)
        left_width = box.width() - side - gap
        self.item.setGeometry(box.left(), box.top(), box.width(), touch)
        top = box.top() + touch + gap
        self.events.setGeometry(box.left(), top, left_width, box.bottom() + 1 - top)
        left = box.left() + left_width + gap
        self.buttons.setGeometry(left, box.bottom() + 1 - metrics.primary, side, metrics.primary)
        self.picture.setGeometry(left, top, side, min(side * 6 // 10, box.bottom() + 1 - metrics.primary - gap - top))
