"""A scan while a note is being typed is a scan, and leaves the note alone."""

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from devices.scanners.wedge import WedgeSettings
from tests.ui_wedge.test_wedge_filter import key_event, lettered
from ui.look import Look
from ui.theme.metrics import metrics_for
from ui.theme.palettes import theme_named
from ui.wedge_filter import WedgeFilter
from ui.widgets.note import NotePane
from ui.words.words import words_for


def test_a_reading_does_not_end_up_in_the_note(qtbot: QtBot) -> None:
    pane = NotePane(Look(theme_named("light"), metrics_for(1280, 800), words_for("en")))
    qtbot.addWidget(pane)
    pane.show()
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    pane.field.setFocus()
    kept: list[object] = []
    pane.kept.connect(kept.append)
    pane.field.setText("hinge bent")
    readings: list[str] = []
    wedge = WedgeFilter(WedgeSettings("wedge"), platform="xcb")
    wedge.scan_received.connect(lambda scan: readings.append(scan.text))
    wedge.install()
    try:
        for stroke in lettered("6430000000047", 1000):
            QCoreApplication.sendEvent(pane.windowHandle(), key_event(stroke))
        assert readings == ["6430000000047"]
        assert (pane.field.text(), kept) == ("hinge bent", [])
    finally:
        wedge.uninstall()
