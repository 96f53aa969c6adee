"""The ports through which the program talks to hardware: each at most five verbs, each with a fake in devices.fakes."""

from collections.abc import Callable
from typing import Protocol

from devices.events import ScannerEvent

ScannerListener = Callable[[ScannerEvent], None]
"""Called from the scanner's own thread; must return at once."""


class Scanner(Protocol):
    """Something that reads barcodes and reports by calling its listener."""

    @property
    def name(self) -> str:
        """The scanner's name in the settings."""

    def start(self) -> None:
        """Begin to listen. Never raises for a missing device: that is a LinkChanged."""

    def stop(self, timeout_s: float = 2.0) -> None:
        """Stop listening and free the port; safe to call twice."""


class Transport(Protocol):
    """A way for bytes to a printer. One label is one send."""

    @property
    def address(self) -> str:
        """The address as written in the settings, e.g. "tcp://127.0.0.1:9100"."""

    def send(self, data: bytes) -> None:
        """Hand over all bytes, or raise DeviceError whose bytes_written says how many may have left."""

    def ask(self, request: bytes, timeout_s: float) -> bytes:
        """Send a status request and return what came back within the time, b"" for silence. Raises DeviceError."""
