"""The program's own pictograms: one stroke-drawn SVG each, coloured when they are drawn.

QtSvg is imported with the first icon, not with the window. A pictogram of a colour and size is drawn once and kept.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

_HERE = Path(__file__).parent


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """The icon `name` (the file's name without ".svg") as a square of `size_px` logical pixels; `ratio` is the screen's."""
    from PySide6.QtSvg import QSvgRenderer

    source = (_HERE / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    drawn = QPixmap(round(size_px * ratio), round(size_px * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(source.encode()).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return drawn


def names() -> frozenset[str]:
    """Every icon that there is."""
    return frozenset(path.stem for path in _HERE.glob("*.svg"))
