"""Where key strokes pass before anything else in the window sees them, so that a keyboard-wedge scanner is heard above any focus.

Qt sends a key first to the QWindow, as a question about shortcuts (ShortcutOverride) and then as a key press, and only then copies to
widgets: so the filter sits on the application and looks at windows only. What the detector takes for a reading vanishes here; what it held and
gives back is sent to its window again, in order, as if nothing had been.
"""

import time
from collections import deque
from collections.abc import Iterable
from typing import Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow

from app.errors import BugError, KnownError
from devices.events import ScanReceived
from devices.scanners.key_stroke import EventClock, KeyStroke
from devices.scanners.layouts import LAYOUTS, MODIFIER_KEYS, key_number
from devices.scanners.wedge import BurstDetector, Decision, Verdict, WedgeSettings
from ui.held_keys import HeldInput, HeldKey, HeldText, ReplayedKey, ReplayedText
from ui.key_witness import ALT_GR_STATE, ALT_STATE, CONTROL_STATE, SHIFT_STATE, KeyWitness, SeenPress

_INSTALLED: Final = "dockgrade_wedge"  # a property of the application: the name of the scanner that is listened to
_NS_PER_MS: Final = 1_000_000
_LATE_NS: Final = 10 * _NS_PER_MS
_MOST_REARMS: Final = 5  # a window that is late at every turn must still let people type
_KEY_TYPES: Final = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_TIMED: Final = frozenset({"xcb", "wayland"})
"""Platforms whose key events bear the time at which the system saw them. Of Windows that is not known."""
_MODIFIERS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
        Qt.Key.Key_Mode_switch,
    }
)


class WedgeFilter(QObject):
    """Hears the keyboard-wedge scanner in whatever window has the focus, dialogs included. Lives in the thread of the windows.

    Signals:
        scan_received: a ScanReceived; its strokes have reached no window.
        frame_rejected: a FrameRejected; likewise.
    """

    scan_received = Signal(object)
    frame_rejected = Signal(object)

    def __init__(self, settings: WedgeSettings, parent: QObject | None = None, *, platform: str | None = None) -> None:
        """Prepare; nothing is heard before install().

        Args:
            settings: how the scanner types.
            parent: owner, as for every QObject.
            platform: whose scan codes the events carry; None asks Qt.
        """
        super().__init__(parent)
        self._platform = QGuiApplication.platformName() if platform is None else platform
        self._name = settings.name
        self._detector = BurstDetector(settings, timed=self._platform in _TIMED)
        self._clock = EventClock()
        self._witness = KeyWitness() if QGuiApplication.platformName() == "xcb" else None
        self._giving_back: deque[HeldInput] = deque()
        self._due_ns = 0
        self._rearms = 0
        self._flush_timer = QTimer(self)
        self._flush_timer.setSingleShot(True)
        self._flush_timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._flush_timer.timeout.connect(self.on_flush_timer_timeout)

    def install(self) -> None:
        """Begin to listen on the application.

        Raises:
            KnownError: another filter listens already. Nobody says which keyboard a key came from, so one filter hears every wedge scanner
                that is programmed alike, and a second one would report the same readings again.
        """
        application = _application()
        other = application.property(_INSTALLED)
        if other is not None:
            raise KnownError(
                f'Expected one keyboard-wedge scanner in the settings, found "{other}" and "{self._name}".',
                "Keep one of them: it hears every wedge scanner that is programmed alike.",
                exit_code=2,
            )
        application.setProperty(_INSTALLED, self._name)
        application.installEventFilter(self)
        if self._witness is not None:
            application.installNativeEventFilter(self._witness)

    def uninstall(self) -> None:
        """Stop listening, and give back what is held."""
        application = _application()
        if application.property(_INSTALLED) == self._name:
            application.setProperty(_INSTALLED, None)
        application.removeEventFilter(self)
        if self._witness is not None:
            application.removeNativeEventFilter(self._witness)
        self._flush_timer.stop()
        self._obey(self._detector.give_up(time.monotonic_ns()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _KEY_TYPES:
            if isinstance(watched, QWindow) and not isinstance(event, ReplayedKey):
                return self._filter_key(watched, cast("QKeyEvent", event), kind)
        elif kind == QEvent.Type.InputMethod and self._witness is not None and not isinstance(event, ReplayedText):
            return self._keep_text(watched, cast("QInputMethodEvent", event))
        return False

    @Slot()
    def on_flush_timer_timeout(self) -> None:
        """Give back what nothing followed; but a late timer means that strokes may wait behind it to be seen."""
        if time.monotonic_ns() - self._due_ns > _LATE_NS and self._rearms < _MOST_REARMS:
            self._rearms += 1
            self._arm()
            return
        self._rearms = 0
        if self._witness is not None:
            self._feed_kept(self._witness.claim_texts())
        self._obey(self._detector.flush(time.monotonic_ns()))

    def _filter_key(self, window: QWindow, event: QKeyEvent, kind: QEvent.Type) -> bool:
        """Say whether the event stops here."""
        pressed = kind != QEvent.Type.KeyRelease
        stroke = self._stroke(window, event, pressed=pressed)
        if self._witness is not None and event.spontaneous():
            claim = self._witness.claim_press if pressed else self._witness.claim_release
            self._feed_kept(claim(event.nativeScanCode(), event.timestamp()))
        if kind != QEvent.Type.ShortcutOverride:
            return self._feed(stroke)
        if stroke.is_modifier:
            return False
        if self._detector.wants(stroke):
            event.accept()  # no shortcut now: it comes as a key press
            return True
        self._obey(self._detector.give_up(time.monotonic_ns()))
        return False

    def _feed(self, stroke: KeyStroke) -> bool:
        decision = self._detector.feed(stroke, self._clock.at_ns(stroke.at_ms, time.monotonic_ns()))
        self._obey(decision)
        if decision.verdict is Verdict.HOLD and stroke.pressed:
            self._rearms = 0
            self._arm()
        return decision.verdict is not Verdict.PASS

    def _feed_kept(self, presses: Iterable[SeenPress]) -> None:
        """Feed presses that the input method kept, together with the text it made of them."""
        for seen in presses:
            key = key_number(seen.native_code, self._platform)
            stroke = KeyStroke(
                key=key,
                text="",
                pressed=True,
                at_ms=seen.at_ms,
                shift=bool(seen.state & SHIFT_STATE),
                ctrl=bool(seen.state & CONTROL_STATE),
                alt=bool(seen.state & ALT_STATE),
                group_switch=bool(seen.state & ALT_GR_STATE),
                is_modifier=key in MODIFIER_KEYS,
                token=seen.text,
            )
            if not self._feed(stroke) and seen.text is not None:
                self._give_back([stroke])

    def _keep_text(self, receiver: QObject, event: QInputMethodEvent) -> bool:
        """Keep back text that an input method made of the last key, until it is clear who pressed it."""
        seen = self._witness.latest if self._witness is not None else None
        if seen is None or seen.text is not None or not event.commitString() or event.preeditString():
            return False
        seen.text = HeldText.copy(receiver, event)
        self._arm()
        return True

    def _obey(self, decision: Decision) -> None:
        self._give_back(decision.before)
        if isinstance(decision.event, ScanReceived):
            self.scan_received.emit(decision.event)
        elif decision.event is not None:
            self.frame_rejected.emit(decision.event)

    def _give_back(self, strokes: Iterable[KeyStroke]) -> None:
        """Send strokes on. One of them may open a dialog that runs its own event loop: the next keys then find the rest here."""
        self._giving_back.extend(cast("HeldInput", stroke.token) for stroke in strokes if stroke.token is not None)
        while self._giving_back:
            self._giving_back.popleft().give_back()

    def _arm(self) -> None:
        wait_ms = self._detector.flush_after_ms
        self._due_ns = time.monotonic_ns() + wait_ms * _NS_PER_MS
        self._flush_timer.start(wait_ms)

    def _stroke(self, window: QWindow, event: QKeyEvent, *, pressed: bool) -> KeyStroke:
        key = key_number(event.nativeScanCode(), self._platform)
        modifiers = event.modifiers()
        return KeyStroke(
            key=key,
            text=event.text(),
            pressed=pressed,
            at_ms=event.timestamp() or time.monotonic_ns() // _NS_PER_MS,
            shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
            ctrl=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
            alt=bool(modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier)),
            group_switch=bool(modifiers & Qt.KeyboardModifier.GroupSwitchModifier),
            repeated=event.isAutoRepeat(),
            is_modifier=event.key() in _MODIFIERS,
            identity=event.key(),
            token=HeldKey(window, ReplayedKey.copy(event), LAYOUTS["us"].character(key) or ""),
        )


def _application() -> QCoreApplication:
    application = QGuiApplication.instance()
    if application is None:
        raise BugError("Expected a QGuiApplication before the wedge filter, found none.")
    return application
