"""How commands speak: facts on standard output (lines for people, or one JSON object a line), faults on standard error."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from app.errors import KnownError

JSON_HELP = "one JSON object a line on standard output"


def explain(err: KnownError) -> None:
    """Tell what is wrong and what to do."""
    print(f"dockgrade: {err.title}", file=sys.stderr)
    if err.next_step:
        print(f"  {err.next_step}", file=sys.stderr)


def warn(title: str, next_step: str) -> None:
    """Tell of something that was done as asked and is doubtful; standard output stays what programs read."""
    print(f"dockgrade: warning: {title}", file=sys.stderr)
    print(f"  {next_step}", file=sys.stderr)


def fact(values: Mapping[str, object]) -> None:
    """Print one JSON object as a line."""
    print(json.dumps(values, ensure_ascii=False, default=str), flush=True)


def need_place(out: Path) -> None:
    """Refuse a file to write whose folder is not there, or whose name a folder has. Raises KnownError."""
    if not out.parent.is_dir():
        raise KnownError(f"There is no folder {out.parent}.", "Make it, or choose another with --out.")
    if out.is_dir():
        folder = out.resolve()
        raise KnownError(
            f"Expected the name of a file in --out, got the folder {folder}.", f"Write {folder / 'NAME'}.", exit_code=2
        )


class ProgressLine:
    """Progress of long work: one line on a terminal that is written over, JSON lines with --json, else nothing."""

    def __init__(self, what: str, *, as_json: bool) -> None:
        self._what = what
        self._json = as_json
        self._terminal = not as_json and sys.stderr.isatty()
        self._wide = 0

    def show(self, done: int, total: int | None, note: str = "") -> None:
        """Say how far it is; `total` is None when nobody knows."""
        if self._json:
            fact({"event": "progress", "done": done, "total": total, "note": note})
        elif self._terminal:
            share = f" {100 * done // total} %" if total else ""
            text = f"{self._what}: {done:,}{share} {note}".rstrip()
            print("\r" + text.ljust(self._wide), end="", file=sys.stderr, flush=True)
            self._wide = len(text)

    def end(self) -> None:
        """Leave the line."""
        if self._terminal and self._wide:
            print(file=sys.stderr)
