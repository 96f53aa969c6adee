"""A "printer" that keeps each label as a file in a folder: for trying out, for archives, and for a machine without a printer."""

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from devices.errors import DeviceError, DeviceReason

_SUFFIXES: Final = ((b"^XA", ".zpl"), (b"%PDF", ".pdf"), (b"\x89PNG", ".png"))
_OTHER_SUFFIX: Final = ".bin"
_NUMBER: Final = re.compile(r"label-(\d{6,})\.\w+")
_DRIVE: Final = re.compile(r"/[A-Za-z]:")


class FileTransport:
    """A transport to "file:///FOLDER"; labels become label-000001.zpl and so on, and none is ever overwritten.

    Raises:
        DeviceError: MISCONFIGURED when the address is not of that form.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._folder = _parse(address)

    @property
    def address(self) -> str:
        """The address as written in the settings."""
        return self._address

    def send(self, data: bytes) -> None:
        """Write one label. Raises DeviceError; what could not be written whole is removed, so bytes_written is 0 then."""
        suffix = next((suffix for start, suffix in _SUFFIXES if data.startswith(start)), _OTHER_SUFFIX)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._claim(suffix)
            try:
                path.write_bytes(data)
            except OSError:
                path.unlink(missing_ok=True)
                raise
        except OSError as err:
            reason = DeviceReason.DENIED if isinstance(err, PermissionError) else DeviceReason.ABSENT
            raise DeviceError(self._address, reason, err.strerror or type(err).__name__, bytes_written=0) from err

    def ask(self, request: bytes, timeout_s: float) -> bytes:
        """A folder has no status. Raises DeviceError, UNSUPPORTED."""
        raise DeviceError(self._address, DeviceReason.UNSUPPORTED, "a folder answers no questions")

    def _claim(self, suffix: str) -> Path:
        """Create the next free file, so that two programs never take the same number."""
        taken = [int(match[1]) for path in self._folder.iterdir() if (match := _NUMBER.fullmatch(path.name))]
        number = max(taken, default=0)
        while True:
            number += 1
            path = self._folder / f"label-{number:06d}{suffix}"
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                continue
            return path


def _parse(address: str) -> Path:
    parts = urlsplit(address)
    text = unquote(parts.path)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or not text.startswith("/"):
        detail = f'expected "file:///FOLDER", got "{address}"'
        raise DeviceError(address, DeviceReason.MISCONFIGURED, detail)
    if os.name == "nt" and _DRIVE.match(text):
        text = text[1:]
    return Path(text)
