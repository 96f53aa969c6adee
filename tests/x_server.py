"""An X server of our own, for real windows."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_ENDS_S = 40.0


@contextmanager
def screen(width: int, height: int) -> Iterator[str]:
    """A server with one screen and no window manager; gives its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-noreset", "-nolisten", "tcp", "-screen", "0", f"{width}x{height}x24"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait(_ENDS_S)
