"""What an inspector's hands do: press keys and tiles."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import Stage
from tests.ui.looking import in_sight
from ui.widgets.tile import Tile


def key(stage: Stage, keys: Qt.Key | str) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.frame, keys)
    QApplication.processEvents()


def tile_named(root: QWidget, text: str) -> Tile:
    (found,) = [part for part in in_sight(root) if isinstance(part, Tile) and part.face.text == text]
    return found


def press(tile: QWidget) -> None:
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
