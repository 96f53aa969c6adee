"""A serial scanner without hardware: the far end of a pseudo-terminal, for the demonstration and for tests.

Bytes are paced like those of a real line, so that whoever reads the port sees them come in pieces. POSIX only: Windows has
no pseudo-terminals that pass for COM ports.
"""

import os
import time

BITS_PER_BYTE = 10
"""Start bit, eight data bits, stop bit."""


class PtyScanner:
    """A pretended scanner.

    Attributes:
        port: the device that the program opens.
        baud: how fast the bytes come; 0 sends each frame at once.
    """

    def __init__(self, baud: int = 9600, terminator: bytes = b"\r") -> None:
        """Open the pseudo-terminal. Raises OSError where the platform has none."""
        if os.name != "posix":
            raise OSError("Expected a POSIX system for a pseudo-terminal; on Windows use a real COM port.")
        import pty
        import tty

        self.baud = baud
        self._terminator = terminator
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)

    def send(self, text: str, aim: str = "") -> None:
        """Send one reading."""
        self.send_bytes((aim + text).encode() + self._terminator)

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as they are, paced."""
        if not self.baud:
            os.write(self._master, data)
            return
        pause_s = BITS_PER_BYTE / self.baud
        for start in range(0, len(data), 4):
            os.write(self._master, data[start : start + 4])
            time.sleep(4 * pause_s)

    def close(self) -> None:
        """Pull the plug."""
        for end in (self._master, self._slave):
            try:
                os.close(end)
            except OSError:
                continue
