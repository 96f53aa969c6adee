"""Whether a bench is open on a home already, asked before a second window comes up, and too cheaply to be felt at a start."""

import os
import stat
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from app.errors import KnownError
from app.settings import Home

_LOCK_BYTES = (1 << 30, 512)
"""Where SQLite locks a file, and how many bytes: "The Lock-Byte Page" of its description of the file format."""


def refuse_second_window(home: Home, stream: TextIO | None) -> None:
    """Raise KnownError when another process works on this home.

    Where nobody would read that on `stream`, standard error, nothing is raised: the window opens and shows what keeps the bench from
    starting. The same holds on platforms that do not tell who has a lock.
    """
    pid = holder(home.owner)
    if pid is None or not is_read(stream):
        return
    raise KnownError(
        f"This bench is already open: process {pid} works on {home.path.resolve()}.",
        "Go on in that window, or close it first; no second one was opened.",
    )


def holder(lock: Path) -> int | None:
    """The process that holds a home's owner.lock; None for nobody, for this process itself, and where the system does not tell.

    Not for a process that holds the lock itself: closing the file would give it up.
    """
    if sys.platform == "linux":
        import fcntl

        asked = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, *_LOCK_BYTES, 0)
        with suppress(OSError), lock.open("rb") as file:
            kind, _, _, _, pid = struct.unpack("hhqqi", fcntl.fcntl(file, fcntl.F_GETLK, asked))
            if kind != fcntl.F_UNLCK and pid > 0:
                return int(pid)
    return None


def is_read(stream: TextIO | None) -> bool:
    """Whether somebody reads what is written there: a terminal, a pipe or a file. A desktop gives its programs a socket, or nothing."""
    if stream is None:
        return False
    try:
        mode = os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError):  # no file at all: the program that called reads it
        return True
    return stream.isatty() or stat.S_ISFIFO(mode) or stat.S_ISREG(mode)
