"""Everything that is not needed at every item: other pages, and the rarer commands."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView
from app.domain.commands import Control
from ui.look import Look
from ui.pages.page import Page
from ui.widgets.actions import Action, ActionBar
from ui.widgets.tile import Face, Tile
from ui.words.text import Text, translate

PAGES: tuple[tuple[str, str, Text], ...] = (
    ("bench", "scan", translate("menu", "Bench")),
    ("parcels", "parcel", translate("menu", "Parcels and search")),
    ("labels", "label", translate("menu", "Labels")),
    ("totes", "tote", translate("menu", "Totes")),
    ("held", "hold", translate("menu", "On hold")),
    ("reports", "report", translate("menu", "Reports")),
    ("devices", "device", translate("menu", "Devices")),
    ("commands", "menu", translate("menu", "Command codes")),
    ("settings", "theme", translate("menu", "Settings")),
    ("sync", "central", translate("menu", "Server")),
    ("conflicts", "conflict", translate("menu", "Conflicts")),
)
"""Name, icon and title of each page."""

KEYS: dict[str, str] = {name: f"Ctrl+{number}" for number, (name, _, _) in enumerate(PAGES[:9], start=1)} | {
    "sync": "Ctrl+0",
    "conflicts": "Ctrl+K",
}
"""The key of each page."""

_FIRST_ROW = 5
_PARCEL_WORDS = (("CLOSE", "check"), ("PARK", "park"), ("BLIND", "parcel"), ("NEXT", "next"))
_ITEM_WORDS = (("REPRINT", "printer"), ("REMOVE", "undo"), ("TOTE-CLOSE", "tote"), ("SIGN-OUT", "signout"))


class MenuPage(Page):
    """Tiles in rows: pages, commands about the parcel, commands about item and person."""

    TITLE = translate("menu", "Menu")

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._view: BenchView | None = None
        self.rows = tuple(ActionBar(look, self) for _ in range(4))
        for bar in self.rows:
            bar.commanded.connect(self.on_commanded)
            bar.wanted.connect(self.page_wanted)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the tile that the tab key has reached: a tile leaves it to its page, and this page has no other use for it."""
        tile = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(tile, Tile) and tile.hasFocus():
            tile.click()
        else:
            super().keyPressEvent(event)

    def on_commanded(self, command: object) -> None:
        self.commanded.emit(command)
        self.leave()

    def content(self) -> tuple[QWidget, ...]:
        return self.rows

    def show_view(self, view: BenchView) -> None:
        self._view = view
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        words = self.look.words
        enabled = self._view.enabled if self._view else frozenset[str]()
        pages = [Action(name, self._face(name, icon, words(title))) for name, icon, title in PAGES if self._has(name)]
        self.rows[0].show_actions(tuple(pages[:_FIRST_ROW]))
        self.rows[1].show_actions(tuple(pages[_FIRST_ROW:]))
        for bar, orders in zip(self.rows[2:], (_PARCEL_WORDS, _ITEM_WORDS), strict=True):
            bar.show_actions(
                tuple(
                    Action(word, Face(words.button(word), icon=icon, dim=word not in enabled), Control(word))
                    for word, icon in orders
                )
            )

    def _has(self, name: str) -> bool:
        """A bench without a server has nobody to disagree with."""
        return name != "conflicts" or (self._view is not None and self._view.sync is not None)

    def _face(self, name: str, icon: str, title: str) -> Face:
        sync = self._view.sync if self._view else None
        if name == "conflicts" and sync is not None and sync.conflicts:
            text = self.look.words(translate("menu", "Conflicts: %n", "", 1), count=sync.conflicts)
            return Face(text, hint=KEYS[name], icon=icon, tint=self.look.theme.hold)
        return Face(title, hint=KEYS[name], icon=icon)

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        gap = metrics.gap
        height = min(metrics.px(128), (box.height() - 4 * gap - metrics.px(20)) // 4)
        top = box.top()
        for number, bar in enumerate(self.rows):
            bar.setGeometry(box.left(), top, box.width(), height)
            top += height + gap + (metrics.px(20) if number == 1 else 0)
