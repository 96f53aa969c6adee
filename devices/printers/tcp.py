"""Printers on the network: raw bytes to a TCP port, usually 9100, one connection a label.

Handing bytes to the operating system proves nothing about paper. What can be known is counted: how many bytes the system
took before it broke, and whether the printer reset the connection right after the last one. The send buffer is kept small so
that "bytes written" stays close to what the printer has really taken.
"""

import contextlib
import errno
import os
import socket
import struct
import time
from typing import Final
from urllib.parse import urlsplit

from devices.errors import DeviceError, DeviceReason

DEFAULT_PORT: Final = 9100

_SEND_BUFFER_BYTES: Final = 32 * 1024
_READ_BYTES: Final = 4096
_SETTLE_S: Final = 0.15
"""How long to watch for a reset after the last byte; a printer that closes ends it at once."""
_QUIET_S: Final = 0.2
"""An answer is complete when nothing more came for this long."""
_LINGER_DISCARD: Final = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
"""Winsock's struct linger has two unsigned shorts, everybody else's two ints."""


class TcpTransport:
    """A transport to "tcp://HOST:PORT"; port 9100 when none is given.

    A host given by name is looked up by the system in its own time, which no timeout here can shorten: prefer numbers.

    Raises:
        DeviceError: MISCONFIGURED when the address is not of that form.
    """

    def __init__(
        self,
        address: str,
        connect_timeout_s: float = 2.0,
        write_timeout_s: float = 3.0,
    ) -> None:
        self._address = address
        self._host, self._port = _parse(address)
        self._connect_timeout_s = connect_timeout_s
        self._write_timeout_s = write_timeout_s

    @property
    def address(self) -> str:
        """The address as written in the settings."""
        return self._address

    def send(self, data: bytes) -> None:
        """Hand over one label and close the connection.

        Returns when every byte is taken and the printer has closed too, or has kept silent for a moment.

        Raises:
            DeviceError: ABSENT, DENIED, LOST, or STALLED when the printer takes no byte for `write_timeout_s`.
                bytes_written is 0 only if certainly nothing left; after a stall or a loss the rest of the label is discarded.
        """
        with self._connect() as link:
            written = 0
            try:
                written = self._write(link, data)
                self._settle(link, written)
            except DeviceError:
                # Without this the system would go on delivering the rest of a label that is already reported as broken.
                _discard(link)
                raise

    def ask(self, request: bytes, timeout_s: float) -> bytes:
        """Send a request and return the answer, b"" when nothing came within the time. Raises DeviceError like `send`."""
        deadline = time.monotonic() + timeout_s
        with self._connect() as link:
            self._write(link, request)
            answer = b""
            while True:
                left = deadline - time.monotonic()
                if left <= 0:
                    return answer
                link.settimeout(min(left, _QUIET_S) if answer else left)
                try:
                    received = link.recv(_READ_BYTES)
                except TimeoutError:
                    return answer
                except OSError as err:
                    raise self._error(DeviceReason.LOST, err, written=len(request)) from err
                if not received:
                    return answer
                answer += received

    def _connect(self) -> socket.socket:
        try:
            link = socket.create_connection((self._host, self._port), timeout=self._connect_timeout_s)
        except TimeoutError as err:
            detail = f"no answer within {self._connect_timeout_s:g} s"
            raise DeviceError(self._address, DeviceReason.ABSENT, detail, bytes_written=0) from err
        except PermissionError as err:
            raise self._error(DeviceReason.DENIED, err, written=0) from err
        except OSError as err:  # refused, unreachable, unknown name
            raise self._error(DeviceReason.ABSENT, err, written=0) from err
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
        return link

    def _write(self, link: socket.socket, data: bytes) -> int:
        link.settimeout(self._write_timeout_s)
        left = memoryview(data)
        while left:
            written = len(data) - len(left)
            try:
                left = left[link.send(left) :]
            except TimeoutError as err:
                detail = f"took {written} of {len(data)} bytes, then none for {self._write_timeout_s:g} s"
                raise DeviceError(self._address, DeviceReason.STALLED, detail, bytes_written=written) from err
            except OSError as err:
                raise self._error(DeviceReason.LOST, err, written=written) from err
        return len(data)

    def _settle(self, link: socket.socket, written: int) -> None:
        """Close our side and watch for a moment, because a reset shows only after the last byte."""
        deadline = time.monotonic() + _SETTLE_S
        try:
            link.shutdown(socket.SHUT_WR)
            while (left := deadline - time.monotonic()) > 0:
                link.settimeout(left)
                if not link.recv(_READ_BYTES):  # anything a printer says unasked is not for us
                    return
        except TimeoutError:
            return
        except OSError as err:
            raise self._error(DeviceReason.LOST, err, written=written) from err

    def _error(self, reason: DeviceReason, err: OSError, *, written: int) -> DeviceError:
        detail = err.strerror or errno.errorcode.get(err.errno or 0, "") or type(err).__name__
        return DeviceError(self._address, reason, detail, bytes_written=written)


def _discard(link: socket.socket) -> None:
    with contextlib.suppress(OSError):
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_DISCARD)


def _parse(address: str) -> tuple[str, int]:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = None, None, None
    if parts is None or parts.scheme != "tcp" or not host or parts.path.strip("/") or port == 0:
        detail = f'expected "tcp://HOST:PORT", got "{address}"'
        raise DeviceError(address, DeviceReason.MISCONFIGURED, detail)
    return host, port or DEFAULT_PORT
