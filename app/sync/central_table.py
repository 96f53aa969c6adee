"""Writing [central] into settings.toml, and leaving every other line, comments too, as somebody wrote it."""

import json
import re
import tomllib
from pathlib import Path

from app.errors import BugError, KnownError

_HEADER = re.compile(r"\s*\[\s*central\s*\]\s*(#.*)?")
_ANY_HEADER = re.compile(r"\s*\[")
_URL = re.compile(r"(\s*)url\s*=\s*(\"(?:[^\"\\]|\\.)*\"|'[^']*')(\s*#.*)?")


def with_central(text: str, url: str) -> str:
    """The text of a settings.toml with `url` under [central]."""
    value = f"url = {json.dumps(url, ensure_ascii=False)}"
    lines = text.splitlines()
    start = next((place for place, line in enumerate(lines) if _HEADER.fullmatch(line)), None)
    if start is None:
        lines += ["", "[central]", value] if lines else ["[central]", value]
    else:
        inside = range(start + 1, len(lines))
        end = next((place for place in inside if _ANY_HEADER.match(lines[place])), len(lines))
        for place in range(start + 1, end):
            found = _URL.fullmatch(lines[place])
            if found:
                lines[place] = f"{found[1]}{value}{found[3] or ''}"
                break
        else:
            lines.insert(start + 1, value)
    return "\n".join(lines) + "\n"


def write_central(path: Path, url: str) -> None:
    """Put the address into settings.toml, whole or not at all. Raises KnownError."""
    try:
        mark = "\ufeff"
        text = path.read_text(encoding="utf-8")
        changed = with_central(text.removeprefix(mark), url)
        _check(text.removeprefix(mark), changed, url)
        beside = path.with_name(f"{path.name}.new")
        beside.write_text(changed, encoding="utf-8")
        beside.replace(path)
    except OSError as err:
        raise KnownError(
            f"{path} cannot be written: {err.strerror}.",
            f'Let this user write it, or add by hand: [central] url = "{url}"',
        ) from err


def _check(before: str, after: str, url: str) -> None:
    old, new = tomllib.loads(before), tomllib.loads(after)
    expected = {**old, "central": {**old.get("central", {}), "url": url}}
    if new != expected:
        raise BugError("Writing [central] changed other settings.")
