"""The floor of a start: a QMainWindow with nothing in it; stamps its first painting into the file that is named."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        super().paintEvent(event)
        QTimer.singleShot(0, self, self.on_painted)

    def on_painted(self) -> None:
        moment = time.monotonic_ns()
        with Path(sys.argv[1]).open("a", encoding="ascii") as file:
            file.write(f"painted {moment}\n")


def main() -> int:
    application = QApplication(sys.argv[:1])
    window = BareWindow()
    window.resize(1280, 800)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
