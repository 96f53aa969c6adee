"""Opening the window: first something on the screen, then everything else."""

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow
from ui.preferences import Preferences

TYPE_CHECKING = False
if TYPE_CHECKING:  # what the first painting does not need is imported after it
    from devices.scanners.wedge import WedgeSettings
    from ui.bridge import Bridge
    from ui.frame import Frame
    from ui.latin_keys import LatinKeys
    from ui.ports import Core
    from ui.wakeup import Wakeup
    from ui.wedge_filter import WedgeFilter

STYLE = "fusion"

_AT_LEISURE_MS = 400
_SWITCH_S = 0.001
"""How long a thread may hold up the painting before Python makes it give way; by itself it would be five times as long."""
_TITLE_BAR = 48
"""Room for the frame that a window manager puts around a window, in pixels."""


class Opening:
    """The way from an empty window to a bench, one step a turn of the event loop.

    Attributes:
        window: on the screen from the beginning.
        frame: what fills it; None until the window has been painted once.
        core: the program behind it; None until it has started.
    """

    def __init__(
        self,
        start: "Callable[[Bridge], Core]",
        *,
        bench: str,
        preferences: "Preferences",
        save: "Callable[[Preferences], None]",
        wedges: "tuple[WedgeSettings, ...]" = (),
        fullscreen: bool = False,
    ) -> None:
        self._start = start
        self._bench = bench
        self._preferences = preferences
        self._save = save
        self._wedge_settings = wedges
        self.frame: Frame | None = None
        self.core: Core | None = None
        self.bridge: Bridge | None = None
        self._listeners: list[LatinKeys | Wakeup | WedgeFilter] = []
        self._closed = False
        self.window = MainWindow(preferences.theme, preferences.language)
        self.window.first_painted.connect(self.on_first_painted)
        screen = self.window.screen()
        if fullscreen:
            self.window.setGeometry(screen.geometry())  # a bench may have no window manager that would
            self.window.showFullScreen()
        elif screen.availableSize().height() <= self.window.height() + _TITLE_BAR:
            self.window.setGeometry(screen.availableGeometry())
            self.window.showMaximized()  # a title bar would push the last row of buttons off the screen
        else:
            self.window.show()

    def on_first_painted(self) -> None:
        """Build the pages, then start the program behind them."""
        from ui.bridge import Bridge
        from ui.frame import Frame, Surroundings
        from ui.sounds.player import Player

        if QApplication.style().objectName().lower() != STYLE:
            QApplication.setStyle(STYLE)  # after the first picture, which needs no style
        self.bridge = Bridge()
        player = Player(self._preferences.volume)
        self.frame = Frame(Surroundings(self._bench, self._preferences, self._save), player)
        self.frame.close_wanted.connect(self.window.close)
        self.bridge.view_changed.connect(self.on_first_view)
        self.bridge.view_changed.connect(self.frame.on_view_changed)
        self.bridge.device_changed.connect(self.frame.on_device_changed)
        self.bridge.failed.connect(self.on_failed)
        QTimer.singleShot(0, self.window, self.on_pages_ready)
        QTimer.singleShot(_AT_LEISURE_MS, self.window, player.load)
        QTimer.singleShot(
            _AT_LEISURE_MS, self.window, self._hear_signals
        )  # also of a window that only tells why nothing started

    def on_pages_ready(self) -> None:
        """Start the program behind the window."""
        if self.bridge is None or self.frame is None:
            return
        try:
            self.core = self._start(self.bridge)
        except Exception as error:  # shown to the operator, with what to do
            import logging

            logging.getLogger(__name__).exception("the bench did not start")
            self.on_failed(error)
            return
        self.frame.begin(self.core)
        self._listen(self.core)

    def _hear_signals(self) -> None:
        if self._closed:
            return
        from ui.wakeup import Wakeup

        wakeup = Wakeup(self.window)
        wakeup.install()
        self._listeners.append(wakeup)

    def on_first_view(self, change: object) -> None:
        """The bench has shown itself: the pages replace the starting picture."""
        if self.frame is not None and self.window.centralWidget() is not self.frame:
            self.window.fill(self.frame)

    def on_failed(self, error: object) -> None:
        """The bench could not start, here or in its own thread."""
        if self.frame is not None and isinstance(error, BaseException):
            self.frame.fail(error)
            self.window.fill(self.frame)

    def _listen(self, core: "Core") -> None:
        QTimer.singleShot(_AT_LEISURE_MS, self.window, self.on_leisure)
        if not self._wedge_settings:
            return
        from ui.wedge_filter import WedgeFilter

        for settings in self._wedge_settings:
            wedge = WedgeFilter(settings, self.window)
            wedge.scan_received.connect(core.hear)
            wedge.frame_rejected.connect(core.hear)
            wedge.install()
            self._listeners.append(wedge)

    def on_leisure(self) -> None:
        """Listen to what the start need not wait for."""
        if self.core is None:
            return  # closed meanwhile
        gc.freeze()  # what the start has made stays: to look through it for garbage again would stop the window for frames on end
        from ui.latin_keys import LatinKeys

        keys = LatinKeys(self.window.windowHandle())
        keys.install()
        self._listeners.append(keys)

    def close(self) -> None:
        """End what runs behind the window."""
        self._closed = True
        gc.unfreeze()
        for listener in self._listeners:
            listener.uninstall()
        self._listeners.clear()
        if self.frame is not None:
            self.frame.stop()
        if self.core is not None:
            self.core.stop()
            self.core = None


def run_window(
    start: "Callable[[Bridge], Core]",
    *,
    bench: str,
    preferences: "Preferences",
    save: "Callable[[Preferences], None]",
    wedges: "tuple[WedgeSettings, ...]" = (),
    fullscreen: bool = False,
) -> int:
    """Show the window and work until it is closed; returns the exit code.

    Args:
        start: called once the window is on the screen; builds the program behind it and returns it. It may raise KnownError; what
            goes wrong later in another thread is told through `Bridge.publish_failure`.
        bench: the bench's name, shown while it starts.
        save: called when the operator has changed theme, language or volume.
        wedges: keyboard-wedge scanners to listen for.
    """
    sys.setswitchinterval(_SWITCH_S)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    opening = Opening(start, bench=bench, preferences=preferences, save=save, wedges=wedges, fullscreen=fullscreen)
    try:
        return application.exec()
    finally:
        opening.close()
