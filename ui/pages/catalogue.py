"""Every page beside bench and sign-in by its name; a page's module is imported when the page is first wanted."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.pages.page import Page
from ui.ports import Core
from ui.preferences import Preferences
from ui.previews import Previews

HISTORY = "history"
"""The page of one item's history; wanted as "history " and the item's id."""

PARCEL = "parcel"
"""The page of one closed parcel; wanted as "parcel " and the parcel's id."""

PARCELS = "parcels"

SEARCH = "search"
"""Wanted in place of "parcels" to begin with the search field."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """What pages may use.

    Attributes:
        previews: pictures of labels.
        change: takes and keeps other preferences.
        now_ns: monotonic nanoseconds, for codes that are typed.
    """

    core: Core
    previews: Previews
    preferences: Preferences
    change: Callable[[Preferences], None]
    now_ns: Callable[[], int]


def make_page(name: str, look: Look, desktop: Desktop, parent: QWidget) -> Page:
    """Build a page. Raises KeyError for a name that there is not."""
    match name:
        case "menu":
            from ui.pages.menu_page import MenuPage

            return MenuPage(look, parent)
        case "parcel":
            from ui.pages.parcel_page import ParcelPage

            return ParcelPage(look, desktop, parent)
        case "parcels":
            from ui.pages.parcels_page import ParcelsPage

            return ParcelsPage(look, desktop, parent)
        case "history":
            from ui.pages.history_page import HistoryPage

            return HistoryPage(look, desktop, parent)
        case "labels":
            from ui.pages.labels_page import LabelsPage

            return LabelsPage(look, desktop, parent)
        case "totes":
            from ui.pages.totes_page import TotesPage

            return TotesPage(look, desktop, parent)
        case "held":
            from ui.pages.held_page import HeldPage

            return HeldPage(look, desktop, parent)
        case "reports":
            from ui.pages.reports_page import ReportsPage

            return ReportsPage(look, desktop, parent)
        case "devices":
            from ui.pages.devices_page import DevicesPage

            return DevicesPage(look, desktop, parent)
        case "commands":
            from ui.pages.commands_page import CommandsPage

            return CommandsPage(look, parent)
        case "settings":
            from ui.pages.settings_page import SettingsPage

            return SettingsPage(look, desktop, parent)
        case "sync":
            from ui.pages.sync_page import SyncPage

            return SyncPage(look, desktop, parent)
        case "conflicts":
            from ui.pages.conflicts_page import ConflictsPage

            return ConflictsPage(look, desktop, parent)
        case _:
            raise KeyError(name)
