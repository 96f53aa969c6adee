"""Writes a picture of every state: `python -m tests.ui.render_states FOLDER [NAME …]`.

Each state in both languages, in light and dark, at 1280 × 800 and 1024 × 768. They are looked at by a person before a change of the
look is accepted; no test compares pixels.
"""

import itertools
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.fakes import FakeCore
from tests.ui.views import STATES, russian
from ui.bridge import ViewChanged
from ui.frame import Frame, Surroundings
from ui.preferences import Preferences
from ui.sounds.player import Player

SIZES = ((1280, 800), (1024, 768))
THEMES = ("light", "dark")
LANGUAGES = ("en", "ru")


def label_png() -> bytes:
    """A label as the program draws it, when the labels' room can; a plain one otherwise."""
    from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
    from PySide6.QtGui import QColor, QImage, QPainter

    from ui.theme.fonts import sans

    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(sans(64, bold=True))
    painter.drawText(QRect(24, 10, 760, 90), Qt.AlignmentFlag.AlignLeft, "REFURBISH  C")
    for x in range(40, 720, 12):
        painter.fillRect(x, 120, 4 + (x * 7) % 6, 150, QColor("black"))
    painter.setFont(sans(40))
    painter.drawText(QRect(24, 290, 760, 90), Qt.AlignmentFlag.AlignHCenter, "R7K2M0012357")
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def render(folder: Path, names: list[str]) -> int:
    """Write the pictures; returns how many."""
    QApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    core = FakeCore(label=label_png())
    count = 0
    for theme, language, (width, height) in itertools.product(THEMES, LANGUAGES, SIZES):
        frame = Frame(
            Surroundings("B07", Preferences(theme, language), lambda _: None, clock=lambda: "14:32"), Player(0)
        )
        frame.begin(core)
        frame.resize(width, height)
        frame.show()
        for name in names or list(STATES):
            shown = STATES[name] if language == "en" else russian(STATES[name])
            frame.on_view_changed(ViewChanged(shown, ()))
            QTest.qWait(30)  # the label's picture comes from another thread
            frame.grab().save(str(folder / f"{name}-{theme}-{language}-{width}x{height}.png"))
            count += 1
        frame.stop()
        frame.close()
    return count


if __name__ == "__main__":
    print(render(Path(sys.argv[1]), sys.argv[2:]), "pictures")
