"""A scanner on a serial line: RS-232, USB-CDC, or a pseudo-terminal.

One thread owns the port: it opens, reads and closes it, because a close from elsewhere races with the read. A line that breaks shows as a
SerialException, or as a bare OSError from asking how much is waiting, while the port still calls itself open; both mean the same. The
thread then tries again for ever, slower and slower, because a scanner that was unplugged is plugged in again some time, often under another
port name: so it can be looked for by its USB id.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

import serial

from devices.discovery import FoundDevice, UsbId, list_serial_devices
from devices.errors import DeviceError, DeviceReason
from devices.events import LinkChanged, LinkState, ScannerEvent, ScanReceived
from devices.ports import ScannerListener
from devices.scanners.framing import Framer, FrameSettings
from devices.scanners.serial_port import close, open_exclusively

Beep = Literal["off", "honeywell", "datalogic"]
"""Who made the scanner that shall beep when a reading has come in whole."""

_BEEPS: Final[dict[Beep, bytes]] = {"off": b"", "honeywell": b"\x16\x07\x0d", "datalogic": b"\x07"}
_READ_TIMEOUT_S: Final = 0.2
_FIRST_PAUSE_S: Final = 0.25
_LONGEST_PAUSE_S: Final = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SerialScannerSettings:
    """One serial scanner. Raises ValueError that says what was expected and what was given.

    Attributes:
        name: what the operator calls it; part of every event.
        port: "/dev/ttyACM0", "COM3" or a link to one; "" when `usb` says it all.
        usb: "vid:pid" or "vid:pid:serial"; found under whatever port name it has now. With several equal devices `port` picks one. None:
            only `port` counts.
        baud: bits a second.
        bytesize: data bits, 7 or 8.
        parity: "N", "E" or "O".
        stopbits: 1 or 2.
        frame: how readings are wrapped.
        beep: feedback to the scanner after each whole reading; "off" sends nothing.
    """

    name: str
    port: str = ""
    usb: str | None = None
    baud: int = 9600
    bytesize: int = 8
    parity: Literal["N", "E", "O"] = "N"
    stopbits: int = 1
    frame: FrameSettings = FrameSettings()  # noqa: RUF009  frozen
    beep: Beep = "off"

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError('Expected a name for the scanner, got "".')
        if not self.port and not self.usb:
            raise ValueError(f'Expected a port or a USB id for scanner "{self.name}", got neither.')
        if self.usb is not None:
            UsbId.parse(self.usb)
        if not 300 <= self.baud <= 4_000_000:
            raise ValueError(f"Expected a baud rate of 300 to 4000000, got {self.baud}.")
        if self.bytesize not in {7, 8}:
            raise ValueError(f"Expected 7 or 8 data bits, got {self.bytesize}.")
        if self.parity not in {"N", "E", "O"}:
            raise ValueError(f"Expected parity N, E or O; got {self.parity!r}.")
        if self.stopbits not in {1, 2}:
            raise ValueError(f"Expected 1 or 2 stop bits, got {self.stopbits}.")
        if self.beep not in get_args(Beep):
            raise ValueError(f"Expected a beep of {', '.join(get_args(Beep))}; got {self.beep!r}.")


class SerialScanner:
    """Reads one serial line in a thread of its own and tells the listener, from that thread, what came in.

    Readings come as ScanReceived, broken ones as FrameRejected, and LinkChanged says CONNECTING once, then READY and LOST as they
    alternate; a second LOST in a row means that the reason has changed. Nothing is ever raised out of the thread, and a
    listener that raises is logged and does not make the scanner deaf.
    """

    def __init__(
        self,
        settings: SerialScannerSettings,
        listener: ScannerListener,
        *,
        list_devices: Callable[[], list[FoundDevice]] = list_serial_devices,
    ) -> None:
        """Prepare; nothing is opened before start().

        Args:
            settings: which line, and how it talks.
            listener: called from the scanner's thread; must return at once.
            list_devices: where a USB id is looked up.
        """
        self._settings = settings
        self._listener = listener
        self._list_devices = list_devices
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._port: serial.Serial | None = None
        self._port_lock = (
            threading.Lock()
        )  # between stop(), which interrupts a read, and the thread, which closes the port
        self._link: tuple[LinkState, DeviceReason | None] | None = None

    @property
    def name(self) -> str:
        """The scanner's name in the settings."""
        return self._settings.name

    def start(self) -> None:
        """Begin to listen; a second call while listening does nothing."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name=f"scanner-{self.name}", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        """Stop listening and free the port; after that no event comes. Safe to call twice, and from the listener."""
        self._stopping.set()
        with self._port_lock:
            if self._port is not None:
                self._port.cancel_read()
        thread = self._thread
        if thread is None or thread is threading.current_thread():
            return
        thread.join(timeout_s)
        if thread.is_alive():
            _log.warning("scanner %s did not stop within %s s", self.name, timeout_s)

    def _run(self) -> None:
        pause_s = _FIRST_PAUSE_S
        self._link = None
        self._say(LinkState.CONNECTING, None, self._settings.usb or self._settings.port)
        while not self._stopping.is_set():
            try:
                path = self._find_port()
                if self._listen(self._open(path), path):
                    pause_s = _FIRST_PAUSE_S
            except DeviceError as error:
                self._say(LinkState.LOST, error.reason, error.detail)
            except Exception as error:  # noqa: BLE001  whatever it was, the bench must get its scanner back
                _log.exception("scanner %s", self.name)
                self._say(LinkState.LOST, DeviceReason.LOST, repr(error))
            self._stopping.wait(pause_s)
            pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)

    def _open(self, path: str) -> serial.Serial:
        """Raises DeviceError."""
        settings, frame = self._settings, self._settings.frame
        # where silence ends a frame, silence has to be looked for more often than it lasts
        timeout_s = min(_READ_TIMEOUT_S, frame.idle_flush_ms / 2000) if frame.terminator == "NONE" else _READ_TIMEOUT_S
        return open_exclusively(
            self.name,
            path,
            baud=settings.baud,
            bytesize=settings.bytesize,
            parity=settings.parity,
            stopbits=settings.stopbits,
            timeout_s=timeout_s,
        )

    def _listen(self, port: serial.Serial, path: str) -> bool:
        """Read until the line breaks or stop() is called, then close; say whether the line was of any use."""
        framer = Framer(self._settings.frame, self.name)
        opened_at_s = time.monotonic()
        heard = False
        broken: OSError | None = None
        with self._port_lock:
            self._port = port
        try:
            self._say(LinkState.READY, None, path)
            while not self._stopping.is_set():
                data = port.read(port.in_waiting or 1)
                at_ns = time.monotonic_ns()
                if data:
                    heard = True
                    events = framer.feed(data, at_ns)
                    self._tell(events)
                    self._beep(port, events)
                elif not port.in_waiting:  # a thread that was kept from running mistakes its own absence for silence
                    self._tell(framer.idle(at_ns))
        except OSError as error:
            broken = error
        finally:
            with self._port_lock:
                self._port = None
                close(port)
        self._tell(framer.cut_off(time.monotonic_ns()))
        if broken is not None:
            self._say(LinkState.LOST, DeviceReason.LOST, str(broken))
        return heard or time.monotonic() - opened_at_s > _LONGEST_PAUSE_S

    def _find_port(self) -> str:
        """The path to open now. Raises DeviceError."""
        if self._settings.usb is None:
            return self._settings.port
        usb = UsbId.parse(self._settings.usb)
        try:
            ports = [device.port for device in self._list_devices() if device.answers_to(usb)]
        except (
            OSError,
            TypeError,
            ValueError,
        ) as error:  # pyserial stumbles over a device that leaves while it is being listed
            raise DeviceError(self.name, DeviceReason.ABSENT, repr(error)) from error
        if not ports:
            raise DeviceError(self.name, DeviceReason.ABSENT, f"Expected a USB device {usb}, found none.")
        if len(ports) > 1 and self._settings.port not in ports:
            raise DeviceError(
                self.name,
                DeviceReason.MISCONFIGURED,
                f"Expected one USB device {usb}, found {len(ports)} ({', '.join(ports)}). Add its serial number or its port.",
            )
        return self._settings.port if self._settings.port in ports else ports[0]

    def _beep(self, port: serial.Serial, events: Iterable[ScannerEvent]) -> None:
        """Raises OSError when the line has broken."""
        beep = _BEEPS[self._settings.beep]
        if beep and any(isinstance(event, ScanReceived) for event in events):
            try:
                port.write(beep)
            except serial.SerialTimeoutException:
                _log.warning("scanner %s takes no bytes: no beep", self.name)

    def _tell(self, events: Iterable[ScannerEvent]) -> None:
        for event in events:
            try:
                self._listener(event)
            except Exception:  # noqa: BLE001  a listener that raises must not make the scanner deaf
                _log.exception("the listener of scanner %s", self.name)

    def _say(self, state: LinkState, reason: DeviceReason | None, detail: str) -> None:
        if self._link != (state, reason):
            self._link = (state, reason)
            self._tell([LinkChanged(self.name, state, reason, detail, time.monotonic_ns())])
