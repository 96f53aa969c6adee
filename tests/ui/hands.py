"""What an inspector's hands do, press keys and tiles, and what the eyes read in a list."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import Stage
from tests.ui.looking import in_sight
from ui.widgets.records import RecordList
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


def titles(rows: RecordList) -> list[str]:
    """What stands in the rows of a list that are in sight."""
    return [tile.record.title for tile in rows.tiles if tile.isVisible()]
