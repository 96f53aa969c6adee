"""A serial line in the hands of a test, and an ear that remembers what a scanner told."""

import os
import queue
import time
from collections.abc import Callable
from pathlib import Path

from devices.events import LinkChanged, LinkState, ScannerEvent, ScanReceived

PATIENCE_S = 20.0
SECONDS_PER_BYTE = 10 / 9600  # start bit, eight data bits, stop bit


class Ear:
    """A listener. `heard` holds everything in order; wait_for() returns the first event since the last call that fits."""

    def __init__(self) -> None:
        self.heard: list[ScannerEvent] = []
        self._queue: queue.Queue[ScannerEvent] = queue.Queue()

    def __call__(self, event: ScannerEvent) -> None:
        self.heard.append(event)
        self._queue.put(event)

    def wait_for(self, fits: Callable[[ScannerEvent], bool]) -> ScannerEvent:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                event = self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"Waited {PATIENCE_S:.0f} s in vain; heard only {self.heard}.") from None
            if fits(event):
                return event

    def wait_for_link(self, state: LinkState) -> LinkChanged:
        event = self.wait_for(lambda event: isinstance(event, LinkChanged) and event.state is state)
        assert isinstance(event, LinkChanged)
        return event

    def wait_for_scan(self) -> ScanReceived:
        event = self.wait_for(lambda event: isinstance(event, ScanReceived))
        assert isinstance(event, ScanReceived)
        return event

    @property
    def scans(self) -> list[tuple[str, str]]:
        return [(event.aim, event.text) for event in self.heard if isinstance(event, ScanReceived)]


class PtyLine:
    """A pseudo-terminal behind a link: `port` keeps its name when the line is unplugged and plugged in again."""

    def __init__(self, folder: Path, name: str = "ttyTEST") -> None:
        self.port = folder / name
        self._master: int | None = None
        self.plug_in()

    def plug_in(self) -> None:
        self._master, slave = os.openpty()
        self.port.unlink(missing_ok=True)
        self.port.symlink_to(os.ttyname(slave))
        os.close(slave)

    def unplug(self) -> None:
        if self._master is not None:
            os.close(self._master)
            self._master = None
            self.port.unlink(missing_ok=True)

    def send(self, data: bytes) -> None:
        assert self._master is not None
        while data:
            data = data[os.write(self._master, data) :]

    def send_paced(self, data: bytes) -> None:
        """As a line at 9600 baud would: byte after byte."""
        for byte in data:
            self.send(bytes([byte]))
            time.sleep(SECONDS_PER_BYTE)

    def receive(self, count: int) -> bytes:
        assert self._master is not None
        data = b""
        while len(data) < count:
            data += os.read(self._master, count - len(data))
        return data
