"""The parser of the command line and the way from a command to its exit code."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from app import __version__
from app.cli.output import explain
from app.errors import KnownError
from app.settings import Home, default_home

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


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """The parser of one command, which spares a start the modules of all others; None for the whole command line."""
    parser = argparse.ArgumentParser(prog="dockgrade", description="The returns bench: scan, grade, decide, label.")
    parser.add_argument("--version", action="version", version=f"dockgrade {__version__}")
    parser.add_argument("--home", type=Path, default=None, help="directory of settings, journal and reports")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    rooms = dict.fromkeys(_ROOMS.values()) if command is None else {_ROOMS[command]: None}
    for room in rooms:
        import_module(f"app.cli.{room}").add_commands(commands)
    for child in commands.choices.values():
        _add_home(child)
    return parser


def _add_home(parser: argparse.ArgumentParser) -> None:
    """Let --home stand behind the command as well, and behind its own commands."""
    parser.add_argument(
        "--home", type=Path, default=argparse.SUPPRESS, help="directory of settings, journal and reports"
    )
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
    args = build_parser(named).parse_args(words)
    args.home = Home(args.home or default_home())
    try:
        return int(args.run(args))
    except KnownError as err:
        explain(err)
        return err.exit_code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
