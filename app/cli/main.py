"""The parser of the command line and the way from a command to its exit code."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from app import __version__
from app.cli.output import explain
from app.errors import KnownError
from app.settings import HOME_VARIABLE, Home, default_home

_ROOMS = {
    "run": "window",
    "demo": "shift",
    "import": "imports",
    "central": "central",
    "sync": "sync",
    "verify": "goods",
    "report": "goods",
    "policy": "policies",
    "user": "people",
    "devices": "devices",
    "identify": "scanning",
    "sheet": "scanning",
    "label": "printing",
}
"""Each command and the module that knows it, in the order of the help."""
_HOME_HELP = "directory of settings, journal and reports; left out: DOCKGRADE_HOME, else the platform's data directory"


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """The parser of one command, which spares a start the modules of all others; None for the whole command line."""
    parser = argparse.ArgumentParser(prog="dockgrade", description="The returns bench: scan, grade, decide, label.")
    parser.add_argument("--version", action="version", version=f"dockgrade {__version__}")
    parser.add_argument("--home", type=_folder, default=None, metavar="DIR", help=_HOME_HELP)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    rooms = dict.fromkeys(_ROOMS.values()) if command is None else {_ROOMS[command]: None}
    for room in rooms:
        import_module(f"app.cli.{room}").add_commands(commands)
    for child in commands.choices.values():
        _add_home(child)
    return parser


def _folder(text: str) -> Path:
    """A variable that is not set must not make a home of the folder one happens to be in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a directory, got nothing")
    return Path(text)


def _add_home(parser: argparse.ArgumentParser) -> None:
    """Let --home stand behind the command as well, and behind its own commands."""
    parser.add_argument("--home", type=_folder, default=argparse.SUPPRESS, metavar="DIR", help=_HOME_HELP)
    for action in parser._actions:  # argparse has no public way to walk its sub-commands
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                _add_home(child)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:] if argv is None else argv
    named = words[0] if words and words[0] in _ROOMS else None
    try:
        args = build_parser(named).parse_args(words)
        args.home = Home(args.home or default_home())
        _refuse_a_file(args.home.path)
        code = int(args.run(args))
        print(end="", flush=True)  # what the last lines meet is told here, not by the interpreter at its end
    except KnownError as err:
        explain(err)
        return err.exit_code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read it has seen enough
        _write_nowhere()
        return 0
    except OSError as err:
        if err.filename is None:
            _write_nowhere()
        explain(_in_words(err))
        return 3
    return code


def _refuse_a_file(home: Path) -> None:
    """Else each command would blame the file that it looks for inside."""
    named_a_file = False
    with suppress(OSError):  # a closed folder is told by the commands that need it
        named_a_file = home.is_file()
    if named_a_file:
        raise KnownError(
            f"Expected a directory in --home or {HOME_VARIABLE}, got the file {home.resolve()}.",
            "Name the directory that holds the bench's settings.toml.",
            exit_code=2,
        )


def _in_words(err: OSError) -> KnownError:
    """What the system refused. Where no command knows better: a folder that is closed, a disk or a pipe that takes no more."""
    what = "Standard output or a file" if err.filename is None else f"{err.filename}"
    return KnownError(
        f"{what} cannot be used: {err.strerror or err}.",
        "Check its name, that this user may read and write it, and that there is room on the disk.",
    )


def _write_nowhere() -> None:
    """Let the interpreter's own last attempt to write, at its end, fail no more."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
