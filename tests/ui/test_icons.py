"""Every pictogram that is asked for is there and shows something."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

import ui
from ui import icons


def used_names() -> set[str]:
    """Names in the sources that stand where icons are named."""
    found: set[str] = set()
    for path in Path(ui.__file__).parent.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'icon="(\w+)"', source))
    from ui.pages.menu_page import PAGES
    from ui.widgets import marks

    tables = (marks.TONE_ICON, marks.ROUTE_ICON, marks.PRINT_ICON, marks._CATEGORY_ICON)
    return found | {name for table in tables for name in table.values()} | {icon for _, icon, _ in PAGES}


def test_every_icon_that_is_used_exists() -> None:
    assert used_names() - icons.names() == set()


@pytest.mark.parametrize("name", sorted(icons.names()))
def test_an_icon_shows_something_in_its_colour(qapp: QApplication, name: str) -> None:
    image = icons.pixmap(name, "#A3160C", 32).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
    }
    assert QColor("#A3160C").name() in colours


def test_a_sharper_screen_gets_a_sharper_icon(qapp: QApplication) -> None:
    assert icons.pixmap("check", "#000000", 20, 2.0).width() == 40
