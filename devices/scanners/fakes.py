"""A scanner without hardware: for tests of what listens to scanners, and for training."""

import time
from collections.abc import Iterable

from devices.errors import DeviceReason
from devices.events import LinkChanged, LinkState, ScannerEvent
from devices.ports import ScannerListener
from devices.scanners.framing import Framer, FrameSettings


class FakeScanner:
    """Behaves like a serial scanner whose line is in the hands of the test.

    The listener is called from whatever thread turns the crank, before the call returns: there is nothing to wait for.

    Attributes:
        told: everything the listener was told, in order.
        listening: whether start() was called and stop() was not.
    """

    def __init__(self, name: str, listener: ScannerListener, frame: FrameSettings | None = None) -> None:
        self._name = name
        self._listener = listener
        self._settings = frame or FrameSettings()
        self._framer = Framer(self._settings, name)
        self._plugged = True
        self.told: list[ScannerEvent] = []
        self.listening = False

    @property
    def name(self) -> str:
        """The scanner's name in the settings."""
        return self._name

    def start(self) -> None:
        """Begin to listen: READY at once, or LOST while unplugged."""
        if self.listening:
            return
        self.listening = True
        self._say(LinkState.CONNECTING, None)
        self._say_whether_plugged(DeviceReason.ABSENT)

    def stop(self, timeout_s: float = 2.0) -> None:
        """Stop listening; half a frame is given up."""
        if self.listening:
            self._tell(self._framer.cut_off(time.monotonic_ns()))
            self.listening = False

    def scan(self, text: str, aim: str = "") -> None:
        """Read a barcode: the data goes over the line as this scanner is set up to wrap it."""
        starts = {"STX_ETX": b"\x02"}
        ends = {
            "CR": b"\r",
            "LF": b"\n",
            "CRLF": b"\r\n",
            "TAB": b"\t",
            "ETX": b"\x03",
            "STX_ETX": b"\x03",
            "NONE": b"",
        }
        frame = self._settings
        body = frame.prefix + (aim + text).encode(frame.encoding) + frame.suffix
        self.receive(starts.get(frame.terminator, b"") + body + ends[frame.terminator])
        if frame.terminator == "NONE":
            self.fall_silent()

    def receive(self, data: bytes) -> None:
        """Bytes come over the line; lost when nobody listens or nothing is plugged in."""
        if self.listening and self._plugged:
            self._tell(self._framer.feed(data, time.monotonic_ns()))

    def fall_silent(self) -> None:
        """Nothing comes for so long that silence ends a frame or gives one up."""
        if self.listening:
            self._tell(self._framer.idle(time.monotonic_ns() + self._settings.stall_ms * 1_000_000))

    def unplug(self) -> None:
        """The line breaks; half a frame is given up."""
        was_plugged, self._plugged = self._plugged, False
        if self.listening and was_plugged:
            self._tell(self._framer.cut_off(time.monotonic_ns()))
            self._say_whether_plugged(DeviceReason.LOST)

    def plug_in(self) -> None:
        """The line is back."""
        was_plugged, self._plugged = self._plugged, True
        if self.listening and not was_plugged:
            self._say_whether_plugged(DeviceReason.LOST)

    def _say_whether_plugged(self, reason: DeviceReason) -> None:
        self._say(LinkState.READY if self._plugged else LinkState.LOST, None if self._plugged else reason)

    def _say(self, state: LinkState, reason: DeviceReason | None) -> None:
        self._tell([LinkChanged(self._name, state, reason, "", time.monotonic_ns())])

    def _tell(self, events: Iterable[ScannerEvent]) -> None:
        for event in events:
            self.told.append(event)
            self._listener(event)
