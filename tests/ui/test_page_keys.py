"""The keys that lead from page to page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Stage
from tests.ui.hands import key, tile_named
from tests.ui.views import STATES
from ui.pages.menu_page import KEYS, PAGES


@pytest.mark.parametrize(("name", "keys"), KEYS.items())
def test_every_page_has_its_key(stage: Stage, name: str, keys: str) -> None:
    frame = stage.show(STATES["graded"])
    QTest.keyClick(frame.bench, Qt.Key(ord(keys[-1])), Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert frame.page == name
    if name != "bench":
        key(stage, Qt.Key.Key_Escape)
        assert frame.page == "bench"


@pytest.mark.parametrize("name", ["bench", "history i1", "settings", "parcels", "search speaker", *KEYS])
def test_f10_leads_to_the_menu_from_everywhere(stage: Stage, name: str) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted(name)
    key(stage, Qt.Key.Key_F10)
    assert frame.page == "menu"


def test_f10_leads_nowhere_before_somebody_is_signed_in(stage: Stage) -> None:
    frame = stage.show(STATES["signed-out"])
    key(stage, Qt.Key.Key_F10)
    assert frame.page == "sign in"


def test_every_page_of_the_menu_has_a_key_of_its_own() -> None:
    assert set(KEYS) == {name for name, _, _ in PAGES}
    assert len(set(KEYS.values())) == len(KEYS)


@pytest.mark.parametrize("enter", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_tile_of_the_menu_that_the_tab_key_has_reached(stage: Stage, enter: Qt.Key) -> None:
    frame = stage.show(STATES["graded"])
    key(stage, Qt.Key.Key_F10)
    key(stage, enter)
    assert frame.page == "menu", "nothing is reached yet"
    tile_named(frame, "Totes").setFocus(Qt.FocusReason.TabFocusReason)
    key(stage, enter)
    assert frame.page == "totes"
    assert stage.core.commands == []
