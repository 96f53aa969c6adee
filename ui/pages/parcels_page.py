"""Parcels and search: what is open, parked or closed, and whatever a number or a word finds, what is still expected included."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.bench.view import BenchView
from app.domain.commands import OpenExpected, OpenParcel, RegisterScan
from app.domain.vocabulary import ParcelStatus
from ui.look import Look
from ui.pages.catalogue import HISTORY, PARCEL, SEARCH, Desktop
from ui.pages.page import Page
from ui.pages.record_faces import CLOSED, EXPECTED, expected_face, item_face, parcel_face
from ui.ports import Finds
from ui.searching import Searching
from ui.widgets.actions import Action, ActionBar
from ui.widgets.records import RecordFace, RecordList
from ui.widgets.tile import Face
from ui.words.text import Text, translate

_FILTERS: tuple[tuple[str, Text, ParcelStatus | None], ...] = (
    ("all", translate("parcels", "All"), None),
    ("open", translate("parcels", "Open"), ParcelStatus.OPEN),
    ("parked", translate("parcels", "Parked"), ParcelStatus.PARKED),
    ("closed", translate("parcels", "Closed"), ParcelStatus.CLOSED),
)
_TYPING_MS = 150
_MOST_FOUND = 100


class SearchField(QLineEdit):
    """Arrow down leads on to what was found.

    Signals:
        left_below(): arrow down was pressed.
    """

    left_below = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_below.emit()
        else:
            super().keyPressEvent(event)


class ParcelsPage(Page):
    """A list with a search field. Typing filters; Enter does with the text what a scan of it would do."""

    TITLE = translate("parcels", "Parcels")
    HEADER_RIGHT = True

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._filter = "all"
        self._desktop = desktop
        super().__init__(look, parent)
        self.field = SearchField(self)
        self.field.setMaxLength(200)
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.filters = ActionBar(look, self)
        self.list = RecordList(look, self)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPING_MS)
        self._typed.timeout.connect(self.refresh)
        self.field.textEdited.connect(self._typed.start)
        self.field.returnPressed.connect(self.on_return_pressed)
        self.field.left_below.connect(self.on_left_below)
        self.filters.wanted.connect(self.on_filter_wanted)
        self.list.chosen.connect(self.on_chosen)
        queries = desktop.core.queries
        self._searching = Searching(
            partial(queries.find, limit=_MOST_FOUND), partial(queries.find_within, limit=_MOST_FOUND), parent=self
        )
        self._found_for = ""  # the text whose finds the list shows
        self._searching.found.connect(self.on_searched)
        self._label()

    def open(self, about: str, came_from: str) -> None:
        self._searching.want("")  # what it found may have been received since
        begins, _, text = about.partition(" ")
        if begins != SEARCH:
            return
        if text:
            self.field.setText(text)
        else:
            self.field.selectAll()
        QTimer.singleShot(0, self.field, self.on_focus_due)

    def forget(self) -> None:
        self._typed.stop()
        self.field.clear()
        self._filter = _FILTERS[0][0]
        self._searching.want("")
        if self.isVisible():
            self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._searching.stop()

    def on_focus_due(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # a tab's would mark what was typed already

    def about(self) -> str:
        return self.look.words(translate("parcels", "Enter: as if it were scanned"))

    def content(self) -> tuple[QWidget, ...]:
        return (self.filters, self.list)

    def apply(self, look: Look) -> None:
        super().apply(look)
        self._label()

    def _label(self) -> None:
        words = self.look.words
        hint = words(translate("parcels", "Number, name, label, serial …"))
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(words(translate("parcels", "Search: {hint}"), hint=hint))

    def show_view(self, view: BenchView) -> None:
        if self.isVisible():  # else it is asked anew when the page is opened
            self._searching.again()
            self.list.reload()

    def refresh(self) -> None:
        words = self.look.words
        self.filters.show_actions(
            tuple(Action(name, Face(words(text), chosen=name == self._filter)) for name, text, _ in _FILTERS)
        )
        text = self.field.text().strip()
        self._searching.want(text if self._status() is None else "")
        self.list.show_from(self.found, self._empty())

    def _status(self) -> ParcelStatus | None:
        return next(status for name, _, status in _FILTERS if name == self._filter)

    def _empty(self) -> str:
        text = self.field.text().strip()
        if not self._searching.done:
            return self.look.words(translate("parcels", "Searching …"))
        if self._searching.failed:
            return self.look.words(
                translate("parcels", "The search could not be finished. Change the text to search once more.")
            )
        empty = translate("parcels", "Nothing found for “{text}”") if text else translate("parcels", "No parcels here")
        return self.look.words(empty, text=text)

    def on_searched(self) -> None:
        """The search has an answer: a later one comes below what was there, so that no row moves under a finger."""
        anew, self._found_for = self._searching.text != self._found_for, self._searching.text
        self.list.show_from(self.found, self._empty(), from_start=anew)

    def found(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        """Rows of the list: parcels of the chosen kind, or whatever the text finds."""
        queries = self._desktop.core.queries
        text, status = self.field.text().strip(), self._status()
        if not text or status is not None:
            return tuple(
                parcel_face(parcel, self.look, self._desktop.core.zone)
                for parcel in queries.parcels(status, text, limit, offset)
            )
        faces = [face for finds in self._searching.finds for face in self._faces(finds)]
        return tuple({face.key: face for face in faces}.values())[offset : offset + limit]

    def _faces(self, found: Finds) -> Iterator[RecordFace]:
        look, zone = self.look, self._desktop.core.zone
        yield from (parcel_face(parcel, look, zone) for parcel in found.parcels)
        yield from (expected_face(expected, look) for expected in found.expected)
        yield from (item_face(item, look, zone) for item in found.items)

    def on_filter_wanted(self, name: object) -> None:
        self._filter = str(name)
        self.refresh()

    def on_left_below(self) -> None:
        first = next(iter(self.list.tiles), None)
        if first is not None and first.isVisible():
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def on_return_pressed(self) -> None:
        text = self.field.text().strip()
        if text:
            self.commanded.emit(RegisterScan(text, "", "keyboard", self._desktop.now_ns()))
            self.field.clear()
            self.refresh()

    def on_chosen(self, key: object) -> None:
        kind, _, name = str(key).partition(" ")
        if kind == CLOSED:
            self.page_wanted.emit(f"{PARCEL} {name}")
        elif kind == EXPECTED:
            self.commanded.emit(OpenExpected(name))
            self.leave()
        elif kind == "parcel":
            self.commanded.emit(OpenParcel(name))
            self.leave()
        else:
            self.page_wanted.emit(f"{HISTORY} {name}")

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        self.field.setGeometry(self.header_right())
        self.filters.setGeometry(box.left(), box.top(), box.width(), metrics.touch)
        top = box.top() + metrics.touch + metrics.gap
        self.list.setGeometry(box.left(), top, box.width(), box.bottom() + 1 - top)
