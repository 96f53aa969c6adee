"""Brings the translations up to date: `python -m ui.translations.build`.

Qt's lupdate collects the texts from the sources into the .ts files, lrelease makes the .qm files that the program reads. Both programs
come with PySide6. English has a file too, for its plural forms.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import PySide6

HERE = Path(__file__).parent
SOURCES = HERE.parent

PLURALS_ONLY = {"en"}
LANGUAGES = ("en", "ru")


def tool(name: str) -> Path:
    """A program of Qt Linguist. Raises FileNotFoundError when PySide6 came without it."""
    folder = Path(PySide6.__file__).parent
    for path in (folder / name, folder / f"{name}.exe"):
        if path.exists():
            return path
    found = shutil.which(name)
    if found:
        return Path(found)
    raise FileNotFoundError(f"Expected {name} in {folder}, found none.")


def collect(folder: Path, sources: Path = SOURCES) -> None:
    """Bring the .ts files of a folder up to the sources; texts that are gone are dropped."""
    files = sorted(str(path) for path in sources.rglob("*.py"))
    for language in LANGUAGES:
        only = ["-pluralonly"] if language in PLURALS_ONLY else []
        target = ["-target-language", language, "-ts", str(folder / f"dockgrade_{language}.ts")]
        _run([str(tool("lupdate")), *files, "-no-obsolete", "-locations", "none", "-silent", *only, *target])


def release(folder: Path, into: Path) -> None:
    """Make the .qm files of a folder's .ts files."""
    for language in LANGUAGES:
        source, target = folder / f"dockgrade_{language}.ts", into / f"dockgrade_{language}.qm"
        _run([str(tool("lrelease")), "-silent", "-nounfinished", str(source), "-qm", str(target)])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{Path(command[0]).name} ended with {done.returncode}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    collect(HERE)
    release(HERE, HERE)
    sys.exit(0)
