"""The parser of the command line and the way from a command to its exit code."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app import __version__
from app.cli.output import explain
from app.errors import KnownError
from app.settings import Home, default_home


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    from app.cli import devices, goods, imports, people, policies, printing, scanning, shift, window

    parser = argparse.ArgumentParser(prog="dockgrade", description="The returns bench: scan, grade, decide, label.")
    parser.add_argument("--version", action="version", version=f"dockgrade {__version__}")
    parser.add_argument("--home", type=Path, default=None, help="directory of settings, journal and reports")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for room in (window, shift, imports, goods, policies, people, devices, scanning, printing):
        room.add_commands(commands)
    for command in commands.choices.values():
        _add_home(command)
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
    args = build_parser().parse_args(argv)
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
