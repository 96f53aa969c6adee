"""A signal is heard by a window in which nothing happens."""

import signal
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication

from ui.wakeup import Wakeup

IDLE = """
import os, signal
from PySide6.QtCore import QCoreApplication, QTimer
from ui.wakeup import Wakeup
application = QCoreApplication([])
wakeup = Wakeup(application)
wakeup.install()
signal.signal(signal.SIGINT, lambda *_: os._exit(7))
QTimer.singleShot(0, lambda: print("idle", flush=True))
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no other process can send Ctrl+C alone there")
def test_a_window_without_any_event_hears_ctrl_c() -> None:
    child = subprocess.Popen([sys.executable, "-c", IDLE], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "idle\n"
        child.send_signal(signal.SIGINT)
        assert child.wait(30) == 7
    finally:
        child.kill()
        child.communicate()


def test_it_leaves_signals_as_they_were(qapp: QApplication) -> None:
    wakeup = Wakeup(qapp)
    before = signal.set_wakeup_fd(-1)
    wakeup.install()
    wakeup.uninstall()
    assert signal.set_wakeup_fd(before) == -1
