"""A label printer on a real TCP socket of this machine, for the demonstration and for tests.

It listens on 127.0.0.1, takes labels, answers `~HS`, and misbehaves on request in the ways that printers do.
"""

import contextlib
import os
import socket
import struct
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Final, Self

from devices.printers.status import HOST_STATUS_REQUEST

_FORMAT_START: Final = b"^XA"
_FORMAT_END: Final = b"^XZ"
_OTHER_LANGUAGES: Final = (b"%PDF", b"\x89PNG")
_READ_BYTES: Final = 65536
_POLL_S: Final = 0.02
_STALL_BUFFER_BYTES: Final = 4096
_SLOW_BYTES: Final = 256
_SLOW_PAUSE_S: Final = 0.005
_RESET_ON_CLOSE: Final = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


class SimulatorMode(StrEnum):
    """How the printer behaves from now on."""

    ACCEPT = "accept"
    STALL = "stall"  # takes connections and reads nothing, until the mode changes
    RESET = "reset"  # resets each connection after a number of bytes
    REFUSE = "refuse"  # nobody listens at the port
    SLOW = "slow"  # reads a little at a time


@dataclass(frozen=True, slots=True)
class PrinterCondition:
    """What the printer says to `~HS`. A real one is silent with media out, ribbon out or head open: set `answers` for that."""

    paper_out: bool = False
    paused: bool = False
    head_open: bool = False
    ribbon_out: bool = False
    buffer_full: bool = False
    labels_remaining: int = 0
    answers: bool = True

    def answer(self) -> bytes:
        """The three strings of host status return, or b""."""
        if not self.answers:
            return b""
        first = f"030,{self.paper_out:d},{self.paused:d},0400,000,{self.buffer_full:d},0,0,000,0,0,0"
        second = f"000,0,{self.head_open:d},{self.ribbon_out:d},0,2,4,0,{self.labels_remaining:08d},1,000"
        return b"".join(b"\x02%s\x03\r\n" % text.encode("ascii") for text in (first, second, "1234,0"))


@dataclass(frozen=True, slots=True)
class ReceivedLabel:
    """One label: a whole `^XA` … `^XZ`, or everything of a connection that was no ZPL. `at_ns` is time.monotonic_ns()."""

    data: bytes
    at_ns: int


@dataclass(frozen=True, slots=True)
class _Behaviour:
    mode: SimulatorMode
    reset_after_bytes: int = 0


class PrinterSimulator:
    """A printer in a thread. Use as a context manager, or start and stop it.

    Attributes:
        condition: what it answers to `~HS`; replace it at any time.
    """

    def __init__(self, port: int = 0) -> None:
        self.condition = PrinterCondition()
        self._behaviour = _Behaviour(SimulatorMode.ACCEPT)
        self._applied: _Behaviour | None = None
        self._port = port
        self._received: list[ReceivedLabel] = []
        self._cut_off: list[bytes] = []
        self._connections = 0
        self._bytes = 0
        self._changed = threading.Condition()
        self._stopping = False
        self._threads: list[threading.Thread] = []

    @property
    def address(self) -> str:
        """The address for the settings, "tcp://127.0.0.1:PORT"; known once it has started."""
        return f"tcp://127.0.0.1:{self._port}"

    @property
    def labels(self) -> tuple[bytes, ...]:
        """The labels that came in whole, in order."""
        return tuple(label.data for label in self.received)

    @property
    def received(self) -> tuple[ReceivedLabel, ...]:
        """The same with the moment of the last byte."""
        with self._changed:
            return tuple(self._received)

    @property
    def cut_off(self) -> tuple[bytes, ...]:
        """Labels of which only a part came in before the connection ended."""
        with self._changed:
            return tuple(self._cut_off)

    @property
    def connections(self) -> int:
        """Connections accepted so far."""
        with self._changed:
            return self._connections

    @property
    def bytes_read(self) -> int:
        """Bytes taken out of the socket so far, over all connections."""
        with self._changed:
            return self._bytes

    def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        listener = self._listen()
        thread = threading.Thread(target=self._accept, args=(listener,), name="printer-simulator", daemon=True)
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        """Close everything and wait for it; safe to call twice."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        while self._threads:
            self._threads.pop().join()

    def set_mode(self, mode: SimulatorMode, *, reset_after_bytes: int = 0) -> None:
        """Change the behaviour; on return it is in force for new connections, and stalled ones are read again if it allows."""
        with self._changed:
            self._behaviour = _Behaviour(mode, reset_after_bytes)
            self._changed.notify_all()
            if self._threads:
                self._changed.wait_for(lambda: self._stopping or self._applied == self._behaviour)

    def wait_for_labels(self, count: int, timeout_s: float) -> tuple[bytes, ...]:
        """Wait until at least that many labels are in. Raises TimeoutError that says how many there were."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._received) >= count, timeout_s):
                raise TimeoutError(f"Expected {count} labels within {timeout_s:g} s, got {len(self._received)}.")
        return self.labels

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def _listen(self) -> socket.socket:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name != "nt":  # there it would let two programs share the port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if self._behaviour.mode in {SimulatorMode.STALL, SimulatorMode.SLOW}:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _STALL_BUFFER_BYTES)
            listener.bind(("127.0.0.1", self._port))
            listener.listen(16)
        except OSError:
            listener.close()
            raise
        listener.settimeout(_POLL_S)
        self._port = listener.getsockname()[1]
        with self._changed:
            self._applied = self._behaviour
            self._changed.notify_all()
        return listener

    def _accept(self, first: socket.socket) -> None:
        listener: socket.socket | None = first
        while not self._stopping:
            if self._applied != self._behaviour:
                if listener is not None:
                    listener.close()
                    listener = None
                if self._behaviour.mode is SimulatorMode.REFUSE:
                    with self._changed:
                        self._applied = self._behaviour
                        self._changed.notify_all()
                else:
                    with contextlib.suppress(OSError):  # somebody took the port meanwhile: try again
                        listener = self._listen()
            if listener is None:
                with self._changed:
                    self._changed.wait(_POLL_S)
                continue
            with contextlib.suppress(TimeoutError):
                link, _ = listener.accept()
                with self._changed:
                    self._connections += 1
                thread = threading.Thread(target=self._serve, args=(link,), name="printer-connection", daemon=True)
                self._threads[1:] = [other for other in self._threads[1:] if other.is_alive()]
                thread.start()  # before it is listed: stop() joins what is listed
                self._threads.append(thread)
        if listener is not None:
            listener.close()

    def _serve(self, link: socket.socket) -> None:
        link.settimeout(_POLL_S)
        pending, taken = b"", 0
        with link:
            while not self._stopping:
                behaviour = self._behaviour
                if behaviour.mode is SimulatorMode.STALL:
                    with self._changed:
                        self._changed.wait(_POLL_S)
                    continue
                resets = behaviour.mode is SimulatorMode.RESET
                if resets and taken >= behaviour.reset_after_bytes:
                    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                    break
                most = behaviour.reset_after_bytes - taken if resets else _READ_BYTES
                if behaviour.mode is SimulatorMode.SLOW:
                    most = _SLOW_BYTES
                    time.sleep(_SLOW_PAUSE_S)
                try:
                    data = link.recv(most)
                except TimeoutError:
                    continue
                except OSError:
                    break
                if not data:
                    break
                taken += len(data)
                with self._changed:
                    self._bytes += len(data)
                pending = self._take(link, pending + data)
        self._finish(pending)

    def _take(self, link: socket.socket, pending: bytes) -> bytes:
        """Take whole labels and questions out of what has come in; what is left waits for more."""
        if pending.startswith(_OTHER_LANGUAGES):
            return pending
        while HOST_STATUS_REQUEST in pending:  # a printer obeys it wherever it stands
            pending = pending.replace(HOST_STATUS_REQUEST, b"", 1)
            with contextlib.suppress(OSError):
                link.sendall(self.condition.answer())
        while (end := pending.find(_FORMAT_END)) >= 0:
            start = max(0, pending.rfind(_FORMAT_START, 0, end))
            self._record(pending[start : end + len(_FORMAT_END)])
            pending = pending[end + len(_FORMAT_END) :].lstrip(b"\r\n")
        return pending

    def _finish(self, pending: bytes) -> None:
        if _FORMAT_START in pending and not pending.startswith(_OTHER_LANGUAGES):
            with self._changed:
                self._cut_off.append(pending)
        elif pending.strip():
            self._record(pending)

    def _record(self, data: bytes) -> None:
        with self._changed:
            self._received.append(ReceivedLabel(data, time.monotonic_ns()))
            self._changed.notify_all()
