"""The window: painted at once with one line of text, filled when that is on the screen.

Only what the first painting needs is imported here; `ui.frame` and everything behind it come after.
"""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.theme import fonts
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
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
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
    """A banner with one line of text.

    Signals:
        painted(): it has been painted. Once, after the painting.
    """

    painted = Signal()

    def __init__(self, theme: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme_named(theme)
        self._text = text
        self._painted = False
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        painter.fillRect(self.rect(), qcolor(theme.bg))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(12, 46, self.width() - 24, 84)
        painter.setPen(qcolor(theme.line))
        painter.setBrush(qcolor(theme.surface))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(qcolor(theme.text))
        font: QFont = fonts.sans(30, bold=True)
        painter.setFont(font)
        painter.drawText(
            box.adjusted(34, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text
        )
        painter.end()
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)
