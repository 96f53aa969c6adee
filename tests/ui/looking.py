"""What an inspector's eyes and gloves would find wrong with a page."""

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from ui.widgets.painted import Painted
from ui.widgets.tile import Tile


def in_sight(root: QWidget) -> Iterator[QWidget]:
    """Every part of the page that can be seen, inside what scrolls too."""
    for part in root.findChildren(QWidget):
        if part.isVisible() and not part.visibleRegion().isEmpty():
            yield part


def cut_texts(root: QWidget) -> list[str]:
    """Texts that do not fit although they must."""
    return [
        f"{type(part).__name__}: {text}"
        for part in in_sight(root)
        if isinstance(part, Painted | Tile)
        for text in part.composition.cut_texts()
    ]


def nameless(root: QWidget) -> list[str]:
    """Tiles, and parts with a text, of which a screen reader knows no name."""
    found = []
    for part in in_sight(root):
        speaks = isinstance(part, Tile) or (isinstance(part, Painted) and bool(part.composition.parts()))
        if speaks:
            interface = QAccessible.queryAccessibleInterface(part)
            if interface is None or not interface.text(QAccessible.Text.Name).strip():
                found.append(f"{type(part).__name__} {part.objectName()} {part.geometry().getRect()}")
    return found


def place(part: QWidget, root: QWidget) -> QRect:
    """Where a part lies on the page."""
    return QRect(part.mapTo(root, part.rect().topLeft()), part.size())


def targets(root: QWidget) -> list[tuple[Tile, QRect]]:
    """What can be pressed, as far as it is in sight."""
    return [(part, place(part, root)) for part in in_sight(root) if isinstance(part, Tile)]


def small_targets(root: QWidget, least: int) -> list[str]:
    """Tiles that a glove would miss."""
    return [
        f"{tile.face.text} {box.getRect()}" for tile, box in targets(root) if min(box.width(), box.height()) < least
    ]


def too_close(root: QWidget, gap: int) -> list[str]:
    """Pairs of tiles that touch or lie closer than the gap; a tile on a block is no neighbour of it."""
    found = []
    boxes = targets(root)
    for number, (one, here) in enumerate(boxes):
        for other, there in boxes[number + 1 :]:
            if one.parentWidget() is not other.parentWidget() and (_clipped(one) or _clipped(other)):
                continue  # a row that is scrolled out below the edge of the list
            reach = gap - 1
            if here.adjusted(-reach, -reach, reach, reach).intersects(there):
                found.append(f"{one.face.text} and {other.face.text}: {here.getRect()} {there.getRect()}")
    return found


def _clipped(tile: Tile) -> bool:
    return tile.visibleRegion().boundingRect() != tile.rect()


def outside(root: QWidget) -> list[str]:
    """Tiles that reach over the edge of the page."""
    return [
        f"{tile.face.text} {box.getRect()}"
        for tile, box in targets(root)
        if not root.rect().contains(box) and not _clipped(tile)
    ]
