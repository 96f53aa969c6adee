"""What crosses from other threads into the window's."""

import threading

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.bench.messages import Say
from app.bench.view import BenchView
from devices.events import ScanReceived
from tests.ui.site import said
from tests.ui.views import STATES
from ui.bridge import Bridge, ViewChanged


def numbered(number: int) -> BenchView:
    return replace(STATES["idle"], notice=said(Say.SIGNED_IN, number=number, name="Inspector 12"))


def in_thread(work: object) -> None:
    thread = threading.Thread(target=work)  # type: ignore[arg-type]  # a function without arguments
    thread.start()
    thread.join()


def test_a_view_arrives_in_the_threads_of_the_window(qtbot: QtBot) -> None:
    bridge = Bridge()
    arrived: list[tuple[ViewChanged, threading.Thread]] = []
    bridge.view_changed.connect(lambda change: arrived.append((change, threading.current_thread())))
    with qtbot.waitSignal(bridge.view_changed):
        in_thread(lambda: bridge.publish(numbered(1)))
    ((change, thread),) = arrived
    assert change.view == numbered(1)
    assert thread is threading.main_thread()


def test_only_the_newest_view_is_shown_and_no_sound_is_lost(qtbot: QtBot) -> None:
    bridge = Bridge()
    arrived: list[ViewChanged] = []
    bridge.view_changed.connect(arrived.append)

    def busy() -> None:
        for number in range(1, 101):
            bridge.publish(numbered(number))

    with qtbot.waitSignal(bridge.view_changed):
        in_thread(busy)
    qtbot.wait(1)
    assert len(arrived) == 1
    assert arrived[0].view == numbered(100)
    assert [notice.number for notice in arrived[0].notices] == list(range(1, 101))


def test_a_notice_that_still_stands_is_not_heard_again(qtbot: QtBot) -> None:
    bridge = Bridge()
    arrived: list[ViewChanged] = []
    bridge.view_changed.connect(arrived.append)
    for view in (numbered(1), replace(numbered(1), bench="B08"), numbered(2)):
        with qtbot.waitSignal(bridge.view_changed):
            bridge.publish(view)
    assert [[notice.number for notice in change.notices] for change in arrived] == [[1], [], [2]]


def test_views_go_on_arriving_one_after_the_other(qtbot: QtBot) -> None:
    bridge = Bridge()
    for number in range(1, 4):
        with qtbot.waitSignal(bridge.view_changed) as waiting:
            in_thread(lambda number=number: bridge.publish(numbered(number)))
        assert waiting.args[0].view == numbered(number)


def test_what_a_scanner_said_and_a_failed_start_cross_too(qtbot: QtBot) -> None:
    bridge = Bridge()
    scan, error = ScanReceived("4006381333931", "]E0", "left", 5), OSError("no disk")
    with qtbot.waitSignal(bridge.device_changed) as heard:
        in_thread(lambda: bridge.publish_device(scan))
    assert heard.args == [scan]
    with qtbot.waitSignal(bridge.failed) as failed:
        in_thread(lambda: bridge.publish_failure(error))
    assert failed.args == [error]
