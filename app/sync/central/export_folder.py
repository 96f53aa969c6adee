"""Facts as files of JSON lines in a folder, with the cursor beside them.

A file appears under its name when it is whole and on the disk, and only then does the cursor move: an export that is killed writes the
same facts again next time, into a file of a later number. Files are taken in by the order of their names and may be deleted then.
"""

import json
import os
import re
from pathlib import Path

from app.errors import KnownError
from app.store.engine import JournalBusyError
from app.store.owner import Ownership
from app.sync.central.export_cursor import START, Cursor
from app.sync.central.facts import Fact

CURSOR_NAME = "cursor"
FACTS_PER_FILE = 50_000

_NAMED = re.compile(r"facts-(\d{10})\.jsonl")
_LOCK_NAME = ".export.lock"


def write_whole(path: Path, text: str) -> None:
    """Put a text in the place of a file, durably: whoever reads it, or comes back after a power cut, sees the old or the new one."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable; Windows does so by itself and has no way to ask for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class CursorFile:
    """A cursor kept in a file, and the number of the last file of facts that was written with it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def cursor(self) -> str | None:
        """The cursor; None when there is none yet. Raises KnownError when the file holds something else."""
        words = self._words()
        if not words:
            return None
        if words[0] != START:
            try:
                Cursor.decode(words[0])
            except KnownError as err:
                raise KnownError(
                    f"The cursor file {self._path} is damaged. {err.title}",
                    f"Name a cursor with --since, or delete the file to begin with --since {START}: facts keep their keys.",
                    exit_code=1,
                ) from err
        return words[0]

    def number(self) -> int:
        """The number; 0 when there is none."""
        words = self._words()
        return int(words[1]) if len(words) > 1 and words[1].isdecimal() else 0

    def _words(self) -> list[str]:
        try:
            return self._path.read_text(encoding="utf-8", errors="replace").split()
        except FileNotFoundError:
            return []
        except OSError as err:
            raise KnownError(
                f"The cursor file {self._path} cannot be read: {err.strerror or err}.",
                "Give this user the right to read and write it.",
            ) from err

    def write(self, cursor: str, number: int = 0) -> None:
        """Keep a cursor."""
        try:
            write_whole(self._path, f"{cursor}\n{number}\n")
        except OSError as err:
            raise _cannot_write(self._path, err) from err


class FolderOutlet:
    """Writes facts into files in a folder; one export at a time."""

    def __init__(self, folder: Path, *, facts_per_file: int = FACTS_PER_FILE) -> None:
        """Make the folder when it is not there. Raises KnownError when it cannot be written, or another export writes it."""
        self._folder = folder
        self._facts_per_file = facts_per_file
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as err:
            raise _cannot_write(folder, err) from err
        try:
            self._lock = Ownership(folder / _LOCK_NAME)
        except JournalBusyError as err:
            raise KnownError(f"Another export writes into {folder}.", "Wait until it has ended.") from err
        self._cursor_file = CursorFile(folder / CURSOR_NAME)
        names = (_NAMED.fullmatch(path.name) for path in folder.iterdir())
        self._number = max([self._cursor_file.number(), *(int(found[1]) for found in names if found)])
        self._lines: list[str] = []
        self._cursor: str | None = None

    @property
    def since(self) -> str | None:
        """Where the last export ended; None when there was none. Raises KnownError when that cannot be read any more."""
        return self._cursor_file.cursor()

    def take(self, facts: list[Fact], cursor: str) -> None:
        """Hold facts until there are enough for a file."""
        self._lines += (json.dumps(fact.as_json(), ensure_ascii=False) for fact in facts)
        self._cursor = cursor
        if len(self._lines) >= self._facts_per_file:
            self._write()

    def finish(self) -> None:
        """Write what is left; without any fact there is no file, only the cursor moves."""
        if self._cursor is not None:
            self._write()

    def close(self) -> None:
        """Let the next export in."""
        self._lock.release()

    def _write(self) -> None:
        assert self._cursor is not None
        try:
            if self._lines:
                self._number += 1
                path = self._folder / f"facts-{self._number:010d}.jsonl"
                write_whole(path, "\n".join(self._lines) + "\n")
        except OSError as err:
            raise _cannot_write(self._folder, err) from err
        self._cursor_file.write(self._cursor, self._number)
        self._lines.clear()
        self._cursor = None


def _cannot_write(path: Path, err: OSError) -> KnownError:
    return KnownError(
        f"{path} cannot be written: {err.strerror or err}.",
        "Make room or give this user the right to write there; the next export tells what this one did not.",
    )
