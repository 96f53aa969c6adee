"""The filter in a window without a screen: what no scanner and no X server is needed for."""

import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.errors import KnownError
from devices.events import FrameProblem, ScanReceived
from devices.scanners.key_stroke import KeyStroke
from devices.scanners.wedge import WedgeSettings
from tests.devices.scanners.strokes import ENTER, LEFT_SHIFT, typed
from ui.wedge_filter import WedgeFilter


class Bench:
    """A window with a field, a button and a filter that listens."""

    def __init__(self, qtbot: QtBot, **settings: object) -> None:
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        column = QVBoxLayout(self.widget)
        self.field = QLineEdit()
        self.button = QPushButton("Close parcel")
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.widget.show()
        self.widget.activateWindow()
        qtbot.waitUntil(self.widget.isActiveWindow)
        self.readings: list[str] = []
        self.scans: list[ScanReceived] = []
        self.problems: list[FrameProblem] = []
        self.filter = WedgeFilter(WedgeSettings("wedge", **settings), platform="xcb")
        self.filter.scan_received.connect(self.on_scan_received)
        self.filter.frame_rejected.connect(lambda rejected: self.problems.append(rejected.problem))
        self.filter.install()

    def on_scan_received(self, scan: ScanReceived) -> None:
        self.scans.append(scan)
        self.readings.append(scan.aim + scan.text)

    @property
    def window(self) -> QWindow:
        return self.widget.windowHandle()

    def send(self, strokes: list[KeyStroke]) -> None:
        for stroke in strokes:
            QCoreApplication.sendEvent(self.window, key_event(stroke))


def key_event(stroke: KeyStroke) -> QKeyEvent:
    """The event that X11 makes of a stroke, for an operator who types with the US layout."""
    qt_key = {ENTER: Qt.Key.Key_Return, LEFT_SHIFT: Qt.Key.Key_Shift}.get(stroke.key)
    text = "\r" if stroke.key == ENTER else stroke.text
    event = QKeyEvent(
        QEvent.Type.KeyPress if stroke.pressed else QEvent.Type.KeyRelease,
        (qt_key or Qt.Key(ord(text.upper()) if text else 0)).value if qt_key or text else 0,
        Qt.KeyboardModifier.ShiftModifier if stroke.shift else Qt.KeyboardModifier.NoModifier,
        stroke.key + 8,
        0,
        0,
        text,
        stroke.repeated,
        1,
    )
    event.setTimestamp(stroke.at_ms)
    return event


def lettered(text: str, start_ms: int, pace_ms: int = 8, end: int | None = ENTER) -> list[KeyStroke]:
    """typed(), with what the system makes of each key."""
    letters = iter(text)
    strokes: list[KeyStroke] = []
    current = ""
    for stroke in typed(text, start_ms, pace_ms, end=end):
        if stroke.pressed and stroke.key not in {ENTER, LEFT_SHIFT}:
            current = next(letters)
        shown = "" if stroke.key in {ENTER, LEFT_SHIFT} else current
        strokes.append(
            KeyStroke(stroke.key, shown, stroke.pressed, stroke.at_ms, shift=stroke.shift, repeated=stroke.repeated)
        )
    return strokes


@pytest.fixture
def bench(qtbot: QtBot, request: pytest.FixtureRequest):
    bench = Bench(qtbot, **getattr(request, "param", {}))
    yield bench
    bench.filter.uninstall()


def test_a_reading_is_reported_and_neither_field_nor_button_sees_it(bench: Bench, qtbot: QtBot):
    for focus in (bench.field, bench.button):
        focus.setFocus()
        with qtbot.assertNotEmitted(bench.button.clicked):
            bench.send(lettered("RMA-000123", 1000))
    assert bench.readings == ["RMA-000123", "RMA-000123"]
    assert bench.field.text() == ""


def test_typing_reaches_the_field_after_a_moment_with_its_enter(bench: Bench, qtbot: QtBot):
    bench.field.setFocus()
    with qtbot.waitSignal(bench.field.returnPressed):
        bench.send(lettered("Hello", 1000, pace_ms=100))
    assert bench.field.text() == "Hello"
    bench.send(lettered("x", 3000, end=None))
    assert bench.field.text() == "Hello"
    qtbot.waitUntil(lambda: bench.field.text() == "Hellox")
    assert bench.readings == []


def test_two_readings_that_arrive_in_one_heap_keep_their_distance_in_time(bench: Bench):
    bench.send(lettered("a", 1000, end=None))
    time.sleep(0.6)  # the window is busy
    bench.send([*lettered("code01", 1100), *lettered("code01", 1400)])
    first, second = bench.scans
    assert second.at_ns - first.at_ns == 300_000_000
    assert second.at_ns <= time.monotonic_ns()


def test_a_timer_that_fires_late_waits_once_more_for_strokes_that_wait_to_be_seen(bench: Bench):
    bench.field.setFocus()
    strokes = lettered("rma-000123", 1000)
    bench.send(strokes[:5])
    time.sleep(0.1)  # the window is busy; its timer is overdue when it comes back
    bench.filter.on_flush_timer_timeout()
    assert bench.field.text() == ""
    bench.send(strokes[5:])
    assert bench.readings == ["rma-000123"]
    assert bench.field.text() == ""


def test_a_window_that_is_late_at_every_turn_still_lets_people_type(bench: Bench):
    bench.field.setFocus()
    bench.send(lettered("a", 1000, end=None))
    for _ in range(20):
        time.sleep(0.045)
        bench.filter.on_flush_timer_timeout()
        if bench.field.text():
            break
    assert bench.field.text() == "a"


def test_events_that_a_program_makes_are_read_by_their_text(bench: Bench):
    bench.field.setFocus()
    for character in "RMA-000123":
        QTest.keyClick(bench.window, character)
    QTest.keyClick(bench.window, Qt.Key.Key_Return)
    assert bench.readings == ["RMA-000123"]
    assert bench.field.text() == ""


def test_an_event_without_any_time_counts_as_happening_now(bench: Bench):
    for character in "CODE01\r":
        QCoreApplication.sendEvent(
            bench.window, QKeyEvent(QEvent.Type.KeyPress, ord(character), Qt.KeyboardModifier.NoModifier, character)
        )
    assert bench.readings == ["CODE01"]


def test_keys_sent_to_a_widget_itself_are_not_the_filters_business(bench: Bench):
    QTest.keyClicks(bench.field, "RMA-000123")
    assert bench.field.text() == "RMA-000123"
    assert bench.readings == []


@pytest.mark.parametrize("bench", [{"max_length": 20}], indirect=True)
def test_a_reading_that_is_too_long_is_rejected_and_not_typed(bench: Bench):
    bench.field.setFocus()
    bench.send(lettered("x" * 30, 1000))
    assert bench.problems == [FrameProblem.TOO_LONG]
    assert (bench.readings, bench.field.text()) == ([], "")


def test_what_is_held_is_typed_when_the_filter_is_taken_off(bench: Bench):
    bench.field.setFocus()
    bench.send(lettered("a", 1000, end=None))
    bench.filter.uninstall()
    assert bench.field.text() == "a"
    bench.send(lettered("RMA-000123", 2000))
    assert bench.readings == []
    bench.filter.install()


def test_a_second_filter_is_refused_because_it_would_report_every_reading_twice(bench: Bench):
    second = WedgeFilter(WedgeSettings("right"), bench.widget)
    with pytest.raises(
        KnownError, match='Expected one keyboard-wedge scanner in the settings, found "wedge" and "right"'
    ):
        second.install()
    bench.filter.uninstall()
    second.install()
    second.uninstall()
    bench.filter.install()


def test_a_held_letter_is_a_shortcut_or_an_action_where_the_focus_does_not_want_it(bench: Bench, qtbot: QtBot):
    shortcut = QShortcut(QKeySequence("S"), bench.widget)
    action = QAction(bench.widget)
    action.setShortcut(QKeySequence("D"))
    bench.widget.addAction(action)
    bench.button.setFocus()
    with qtbot.waitSignals([shortcut.activated, action.triggered]):
        bench.send(lettered("sd", 1000, pace_ms=100, end=None))
    bench.field.setFocus()
    with qtbot.assertNotEmitted(shortcut.activated), qtbot.assertNotEmitted(action.triggered):
        bench.send(lettered("sd", 3000, pace_ms=100, end=None))
        qtbot.waitUntil(lambda: bench.field.text() == "sd")


@pytest.mark.parametrize(
    ("context", "reaches"),
    [
        (Qt.ShortcutContext.WidgetShortcut, False),
        (Qt.ShortcutContext.WidgetWithChildrenShortcut, True),
        (Qt.ShortcutContext.WindowShortcut, True),
        (Qt.ShortcutContext.ApplicationShortcut, True),
    ],
)
def test_a_held_letter_respects_where_a_shortcut_is_valid(bench: Bench, qtbot: QtBot, context, reaches):
    shortcut = QShortcut(QKeySequence("S"), bench.widget, context=context)
    heard: list[str] = []
    shortcut.activated.connect(lambda: heard.append("S"))
    bench.button.setFocus()
    bench.send(lettered("sx", 1000, pace_ms=100, end=None))
    assert heard == (["S"] if reaches else [])
    shortcut.setEnabled(False)
    bench.send(lettered("sx", 2000, pace_ms=100, end=None))
    assert heard == (["S"] if reaches else [])


def test_a_shortcut_written_with_or_without_shift_answers_to_the_same_sign(bench: Bench, qtbot: QtBot):
    bench.button.setFocus()
    for written in ("?", "Shift+?"):
        shortcut = QShortcut(QKeySequence(written), bench.widget)
        with qtbot.waitSignal(shortcut.activated):
            bench.send(lettered("?", 1000, end=None))
        shortcut.setEnabled(False)
        shortcut.deleteLater()
        QCoreApplication.sendPostedEvents(shortcut, QEvent.Type.DeferredDelete)


def test_two_shortcuts_on_one_letter_are_ambiguous_as_in_qt(bench: Bench, qtbot: QtBot):
    shortcuts = [QShortcut(QKeySequence("S"), bench.widget) for _ in range(2)]
    bench.button.setFocus()
    with qtbot.assertNotEmitted(shortcuts[0].activated), qtbot.waitSignal(shortcuts[0].activatedAmbiguously):
        bench.send(lettered("s", 1000, end=None))


def test_a_held_key_goes_to_the_dialog_that_opened_before_it_was_given_back(bench: Bench, qtbot: QtBot):
    bench.field.setFocus()
    bench.send(lettered("a", 1000, end=None))
    dialog = QDialog(bench.widget)
    field = QLineEdit(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    field.setFocus()
    qtbot.waitUntil(lambda: field.text() == "a")
    assert bench.field.text() == ""
    dialog.close()


def test_a_held_key_whose_window_is_gone_goes_nowhere(bench: Bench, qtbot: QtBot):
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    QCoreApplication.sendEvent(other.windowHandle(), key_event(lettered("a", 1000, end=None)[0]))
    other.close()
    bench.field.setFocus()
    bench.send(lettered("b", 1500, end=None))
    qtbot.waitUntil(lambda: "b" in bench.field.text())


def test_keys_that_a_dialog_leaves_behind_when_a_held_key_opens_it_are_given_on(bench: Bench, qtbot: QtBot):
    """The first of two held keys runs a dialog's own loop; the second is not stuck until it closes."""
    seen: list[str] = []

    def open_dialog() -> None:
        dialog = QDialog(bench.widget)
        field = QLineEdit(dialog)
        field.textChanged.connect(seen.append)
        field.textChanged.connect(lambda text: dialog.close() if len(text) == 2 else None)
        y_key = key_event(lettered("y", 1300, end=None)[0])
        QTimer.singleShot(100, lambda: QCoreApplication.sendEvent(dialog.windowHandle(), y_key))
        QTimer.singleShot(5000, dialog.close)
        dialog.exec()

    shortcut = QShortcut(QKeySequence("S"), bench.widget)
    shortcut.activated.connect(open_dialog)
    bench.button.setFocus()
    bench.send([*lettered("sx", 1000, end=None)])
    qtbot.waitUntil(lambda: seen[-1:] == ["xy"])


def test_the_application_has_no_filter_left(qtbot: QtBot):
    """What follows in this process must not be filtered by a filter of these tests."""
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    QCoreApplication.sendEvent(field.windowHandle(), key_event(lettered("a", 1000, end=None)[0]))
    assert QApplication.instance() is not None
    qtbot.waitUntil(lambda: field.text() == "a")
