"""From the address in the settings to a way to the printer. A further transport is one module and one line here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from devices.errors import DeviceError, DeviceReason
from devices.ports import Transport
from devices.printers.file import FileTransport
from devices.printers.tcp import TcpTransport

_OPENERS: Final[Mapping[str, Callable[[str], Transport]]] = MappingProxyType(
    {"tcp": TcpTransport, "file": FileTransport}
)
_PLANNED: Final = ("serial", "usb", "cups")


def open_transport(address: str) -> Transport:
    """The transport for an address such as "tcp://10.0.0.7:9100" or "file:///srv/labels". Nothing is connected yet.

    Raises:
        DeviceError: UNSUPPORTED for a scheme that this version does not know, MISCONFIGURED for a malformed address.
    """
    scheme = address.partition("://")[0]
    opener = _OPENERS.get(scheme)
    if opener is not None:
        return opener(address)
    known = ", ".join(f"{name}://" for name in _OPENERS)
    detail = f"expected an address that starts with {known}"
    if scheme in _PLANNED:
        later = ", ".join(f"{name}://" for name in _PLANNED)
        detail += f"; {later} come with a later version"
    raise DeviceError(address, DeviceReason.UNSUPPORTED, detail)
