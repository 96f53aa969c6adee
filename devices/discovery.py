"""Which serial devices are plugged in, who made them, and what they probably are.

Only a guess, offered to whoever sets up a bench: nothing is opened, and a generic converter (a CH340 is in half of all cheap cables)
is never claimed to be a scanner or a printer. The makers are data: usb_ids.toml.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, Protocol, Self

_USB_ID: Final = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?::(.+))?")
_NUMBERS: Final = re.compile(r"(\d+)")


class DeviceKind(StrEnum):
    """What a device probably is."""

    SCANNER = "scanner"
    PRINTER = "printer"
    CONVERTER = "converter"  # a known cable: what hangs on it, nobody can see
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UsbId:
    """A device on USB, as written in the settings: "vid:pid" or "vid:pid:serial", vid and pid as four hexadecimal digits each.

    Attributes:
        vid: vendor id.
        pid: product id; it also encodes the interface mode that the device is programmed for.
        serial: serial number; None stands for any.
    """

    vid: int
    pid: int
    serial: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the written form; raises ValueError."""
        match = _USB_ID.fullmatch(text)
        if match is None:
            raise ValueError(f'Expected a USB id like "0c2e:0720" or "0c2e:0720:18207B45EC", got {text!r}.')
        vid, pid, serial = match.groups()
        return cls(vid=int(vid, 16), pid=int(pid, 16), serial=serial)

    def __str__(self) -> str:
        return f"{self.vid:04x}:{self.pid:04x}{':' + self.serial if self.serial else ''}"


@dataclass(frozen=True, slots=True)
class FoundDevice:
    """A serial port that exists right now.

    Attributes:
        port: what to open, e.g. "/dev/ttyACM0" or "COM3"; it may change when the device is plugged in again.
        vid, pid: USB ids; None for a port that is not on USB.
        serial: USB serial number, None where the device has none.
        maker: from the table of makers, else what the device says of itself, else "".
        kind_guess: from the table of makers.
        description: the platform's words, for a person.
    """

    port: str
    vid: int | None
    pid: int | None
    serial: str | None
    maker: str
    kind_guess: DeviceKind
    description: str

    def answers_to(self, usb: UsbId) -> bool:
        """Whether this is the device that the settings mean."""
        return (self.vid, self.pid) == (usb.vid, usb.pid) and usb.serial in {None, self.serial}


class PortInfo(Protocol):
    """The part of pyserial's ListPortInfo that is read here."""

    device: str
    description: str
    vid: int | None
    pid: int | None
    serial_number: str | None
    manufacturer: str | None


def list_serial_devices(comports: Callable[[], Iterable[PortInfo]] | None = None) -> list[FoundDevice]:
    """List the serial ports of this machine in their natural order (ttyUSB2 before ttyUSB10).

    Args:
        comports: where the ports come from; None asks pyserial.
    """
    if comports is None:
        from serial.tools.list_ports import comports as list_comports

        comports = list_comports
    found = [_describe(info) for info in comports()]
    return sorted(found, key=lambda device: _natural_order(device.port))


def _describe(info: PortInfo) -> FoundDevice:
    vendors, converters = _usb_makers()
    maker, kind = info.manufacturer or "", DeviceKind.UNKNOWN
    if info.vid is not None and info.pid is not None:
        if converter := converters.get((info.vid, info.pid)):
            maker, kind = converter, DeviceKind.CONVERTER
        elif vendor := vendors.get(info.vid):
            maker, kind = vendor
    return FoundDevice(
        port=info.device,
        vid=info.vid,
        pid=info.pid,
        serial=info.serial_number,
        maker=maker,
        kind_guess=kind,
        description=info.description,
    )


@cache
def _usb_makers() -> tuple[dict[int, tuple[str, DeviceKind]], dict[tuple[int, int], str]]:
    table = tomllib.loads(files("devices").joinpath("usb_ids.toml").read_text(encoding="utf-8"))
    vendors = {row["vid"]: (row["maker"], DeviceKind(row["kind"])) for row in table["vendor"]}
    converters = {(row["vid"], row["pid"]): row["maker"] for row in table["converter"]}
    return vendors, converters


def _natural_order(port: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in _NUMBERS.split(port)]
