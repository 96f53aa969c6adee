"""The window: painted at once with one line of text, filled when that is on the screen.

Only what the first painting needs is imported here; `ui.frame` and everything behind it come after. Qt's namespace `Qt` is left alone
too: touching it makes a hundred enums, which takes longer than the painting.
"""

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.theme.metrics import DRAWN_FOR, SMALLEST
from ui.theme.palettes import theme_named
from ui.theme.theme import palette, qcolor

STARTING = {"en": "Starting…", "ru": "Запуск…"}
"""The one text that is shown before the translations are loaded."""


class MainWindow(QMainWindow):
    """The window of a bench.

    Signals:
        first_painted(): the starting picture is on the screen. Once.
        closed(): the operator has closed the window.
    """

    first_painted = Signal()
    closed = Signal()

    def __init__(self, theme: str, language: str) -> None:
        super().__init__()
        self.setWindowTitle("Dockgrade")
        self.setMinimumSize(*SMALLEST)
        self.resize(*DRAWN_FOR)
        self.setPalette(palette(theme_named(theme)))
        self._start = StartPicture(theme, STARTING.get(language, STARTING["en"]), self)
        self._start.painted.connect(self.first_painted)
        self.setCentralWidget(self._start)

    def fill(self, content: QWidget) -> None:
        """Replace the starting picture."""
        self.setCentralWidget(content)
        content.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


class StartPicture(QWidget):
    """A banner with one line of text. The text comes with the second painting: making fonts ready takes longer than the first one.

    Signals:
        painted(): it has been painted. Once, after the first painting.
    """

    painted = Signal()

    def __init__(self, theme: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme_named(theme)
        self._text = text
        self._paintings = 0
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()
        self._paintings += 1
        if self._paintings == 1:
            QTimer.singleShot(0, self.on_first_painted)

    def on_first_painted(self) -> None:
        self.painted.emit()
        self.update()

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme
        painter.fillRect(self.rect(), qcolor(theme.bg))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(12, 46, self.width() - 24, 84)
        painter.setPen(qcolor(theme.line))
        painter.setBrush(qcolor(theme.surface))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(qcolor(theme.primary.ink))
        painter.setBrush(qcolor(theme.primary.ink))
        painter.drawRoundedRect(QRect(24, 57, 8, 62), 4, 4)
        if self._paintings:
            from ui.theme import fonts

            painter.setPen(qcolor(theme.text))
            painter.setFont(fonts.sans(30, bold=True))
            painter.drawText(box.left() + 34, box.center().y() + 11, self._text)
