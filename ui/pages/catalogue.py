"""Every page beside bench and sign-in by its name; a page's module is imported when the page is first wanted."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.pages.page import Page
from ui.ports import Core
from ui.preferences import Preferences

HISTORY = "history"
"""The page of one item's history; wanted as "history " and the item's id."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """What pages may use.

    Attributes:
        change: takes and keeps other preferences.
        now_ns: monotonic nanoseconds, for codes that are typed.
    """

    core: Core
    preferences: Preferences
    change: Callable[[Preferences], None]
    now_ns: Callable[[], int]


def make_page(name: str, look: Look, desktop: Desktop, parent: QWidget) -> Page:
    """Build a page. Raises KeyError for a name that there is not."""
    match name:
        case "menu":
            from ui.pages.menu_page import MenuPage

            return MenuPage(look, parent)
        case _:
            raise KeyError(name)
