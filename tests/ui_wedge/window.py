"""A small window with a wedge filter, for tests to run as a program of its own: what happens in it comes out as JSON lines.

Its default button, its letter shortcut and its field are what a scanner must not touch and a person must be able to use.
"""

import argparse
import json
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from devices.scanners.wedge import WedgeSettings
from ui.latin_keys import LatinKeys
from ui.wedge_filter import WedgeFilter


def tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


class Window(QDialog):
    """A dialog, because there Enter presses the default button wherever the focus is."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.field = QLineEdit()
        self.button = QPushButton("Close parcel")
        self.button.setDefault(True)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.field.textChanged.connect(self.on_field_changed)
        self.field.returnPressed.connect(self.on_return_pressed)
        self.button.clicked.connect(self.on_button_clicked)
        for key in ("A", "E", "Ctrl+D", "F2"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setObjectName(key)
            shortcut.activated.connect(self.on_shortcut_activated)

    def on_field_changed(self, text: str) -> None:
        tell(field=text, window=self.windowTitle())

    def on_return_pressed(self) -> None:
        tell(entered=self.field.text(), window=self.windowTitle())

    def on_button_clicked(self) -> None:
        tell(pressed=self.button.text(), window=self.windowTitle())

    def on_shortcut_activated(self) -> None:
        shortcut = self.sender().objectName()
        tell(shortcut=shortcut, field=self.field.text(), window=self.windowTitle())
        if shortcut == "F2":
            focus = self.button if self.field.hasFocus() else self.field
            focus.setFocus()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--layout", default="us")
    parser.add_argument("--prefix")
    parser.add_argument("--no-wedge", action="store_true")
    parser.add_argument("--hold-ms", type=int, default=30)
    parser.add_argument("--gap-ms", type=int, default=200)
    parser.add_argument("--dialog", choices=["modal", "modeless"])
    parser.add_argument("--stall-ms", type=int, default=0)
    arguments = parser.parse_args()
    application = QApplication(sys.argv[:1])
    wedge = WedgeFilter(
        WedgeSettings(
            "wedge",
            layout=arguments.layout,
            prefix_key=arguments.prefix,
            hold_ms=arguments.hold_ms,
            prefixed_gap_ms=arguments.gap_ms,
        ),
        application,
    )
    wedge.scan_received.connect(lambda scan: tell(scan=scan.text, aim=scan.aim, scanner=scan.scanner))
    wedge.frame_rejected.connect(lambda frame: tell(rejected=frame.problem, scanner=frame.scanner))
    if not arguments.no_wedge:
        wedge.install()
    window = Window("bench")
    window.button.setFocus()
    window.show()
    latin = LatinKeys(window.windowHandle())
    latin.install()
    top = window
    if arguments.dialog:
        top = Window("dialog", window)
        top.button.setFocus()
        top.setModal(arguments.dialog == "modal")
        top.show()
    stall = QTimer()
    stall.timeout.connect(lambda: time.sleep(arguments.stall_ms / 1000))
    if arguments.stall_ms:
        stall.start(arguments.stall_ms // 4)
    application.focusWindowChanged.connect(
        lambda focus: focus is not None and focus is top.windowHandle() and tell(ready=focus.title())
    )
    top.activateWindow()
    if application.focusWindow() is not None and application.focusWindow() is top.windowHandle():
        tell(ready=top.windowTitle())
    application.exec()


if __name__ == "__main__":
    main()
