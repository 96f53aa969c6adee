"""An X server of our own, for real windows."""

import os
import subprocess
import time
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


@contextmanager
def window_manager(display: str) -> Iterator[None]:
    """A window manager on a screen, once it answers: a window that comes while it starts may wait for ever to be shown."""
    environment = {**os.environ, "DISPLAY": display}
    manager = subprocess.Popen(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + _ENDS_S
        asked = ["xdotool", "get_num_desktops"]
        while subprocess.run(asked, env=environment, capture_output=True, check=False, timeout=_ENDS_S).returncode:
            assert manager.poll() is None, "The window manager has ended."
            assert time.monotonic() < deadline, "The window manager does not answer."
            time.sleep(0.05)
        yield
    finally:
        manager.terminate()
        manager.wait(_ENDS_S)
