"""Opening a serial port for one reader only, and why it would not open.

pyserial's `exclusive=True` is an advisory lock that other programs need not respect, so on POSIX the terminal itself is closed to
others as well (TIOCEXCL, which root bypasses). Windows opens a port for one program anyway; that branch is unverified.
"""

import errno
import sys
from contextlib import suppress
from typing import Final

import serial

from devices.errors import DeviceError, DeviceReason

_REASONS: Final[dict[int, DeviceReason]] = {
    errno.EACCES: DeviceReason.DENIED,
    errno.EPERM: DeviceReason.DENIED,
    errno.EBUSY: DeviceReason.BUSY,
    errno.EAGAIN: DeviceReason.BUSY,  # the advisory lock is held
    errno.ENOTTY: DeviceReason.MISCONFIGURED,
    errno.EINVAL: DeviceReason.MISCONFIGURED,
    errno.EISDIR: DeviceReason.MISCONFIGURED,
    errno.ENOTDIR: DeviceReason.MISCONFIGURED,
}
_WINDOWS_REASONS: Final = {
    "PermissionError": DeviceReason.BUSY,  # "access is denied" is how Windows says that another program has the port
    "FileNotFoundError": DeviceReason.ABSENT,
}


def open_exclusively(
    name: str, path: str, *, baud: int, bytesize: int, parity: str, stopbits: float, timeout_s: float
) -> serial.Serial:
    """Open a port that nobody else can open until it is closed.

    Args:
        name: whom an error is about, as the operator knows it.
        path: "/dev/ttyACM0", "COM3", or a link to one.
        timeout_s: how long a read waits for its first byte; a write gives up after as long.

    Raises:
        DeviceError: ABSENT, BUSY, DENIED or MISCONFIGURED, with the platform's words as detail.
    """
    port = serial.Serial()
    try:
        port.port = path
        port.baudrate, port.bytesize, port.parity, port.stopbits = baud, bytesize, parity, stopbits
        port.timeout = port.write_timeout = timeout_s
        if sys.platform != "win32":
            port.exclusive = True
        port.open()
    except ValueError as error:
        raise DeviceError(name, DeviceReason.MISCONFIGURED, str(error)) from error
    except OSError as error:
        raise DeviceError(name, reason_of(error), str(error)) from error
    _lock(port)
    return port


def close(port: serial.Serial) -> None:
    """Free the port. Never raises: a line that broke cannot be closed in good order."""
    with suppress(OSError):
        _unlock(port)
    with suppress(OSError):
        port.close()


def reason_of(error: OSError) -> DeviceReason:
    """Why a port did not open. What is not known otherwise counts as absent: a number that no driver answers to."""
    for part in (error, error.__context__):
        # termios has an error class of its own, which carries the number as its first argument
        number = part.args[0] if part is not None and part.args else None
        if isinstance(number, int):
            return _REASONS.get(number, DeviceReason.ABSENT)
    return next((reason for sign, reason in _WINDOWS_REASONS.items() if sign in str(error)), DeviceReason.ABSENT)


def _lock(port: serial.Serial) -> None:
    if sys.platform != "win32":
        import fcntl
        import termios

        with suppress(OSError):  # a terminal without this feature still has the advisory lock
            fcntl.ioctl(port.fileno(), termios.TIOCEXCL)


def _unlock(port: serial.Serial) -> None:
    """Give the terminal back to others; a pseudo-terminal would stay closed to them even after the last close."""
    if sys.platform != "win32":
        import fcntl
        import termios

        fcntl.ioctl(port.fileno(), termios.TIOCNXCL)
