"""`run`: the bench in its window."""

import argparse
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.output import explain
from app.errors import KnownError
from app.settings import Home, Settings, load_settings

if TYPE_CHECKING:
    from app.bench.view import BenchView
    from devices.scanners.wedge import WedgeSettings
    from ui.bridge import Bridge
    from ui.ports import Core


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    run = commands.add_parser("run", help="open the bench")
    run.add_argument("--fullscreen", action="store_true", help="without a frame, over the whole screen")
    run.set_defaults(run=run_bench)


def run_bench(args: argparse.Namespace) -> int:
    """Open the window on a home directory; returns when it is closed."""
    return open_window(args.home, load_settings(args.home.settings), fullscreen=args.fullscreen)


@dataclass(frozen=True, slots=True)
class Company:
    """Who else takes part while the window is open, such as the player of the demonstration.

    Attributes:
        on_view: called in the runner's thread with each new picture, from the first one on.
        on_start: called in the window's thread when the program behind it has been started.
        on_stop: called before it ends.
    """

    on_view: "Callable[[BenchView], None]" = field(default=lambda _view: None)
    on_start: Callable[[], None] = field(default=lambda: None)
    on_stop: Callable[[], None] = field(default=lambda: None)


def open_window(home: Home, settings: Settings, *, fullscreen: bool, company: Company | None = None) -> int:
    """Show the window at once; everything behind it is imported and started when it has been painted.

    What keeps the bench from starting then stands in the window and on standard error; returns its exit code when the window is closed.
    """
    from app.cli.occupied import refuse_second_window
    from app.cli.patterns import rma_pattern
    from app.cli.preferences import read_preferences, write_preferences
    from ui.app import run_window

    if settings.bench.rma_pattern:
        rma_pattern(settings, home.settings)  # refused here, not at each scan
    _need_display()
    refuse_second_window(home, sys.stderr)
    company = company or Company()
    running: list[Core] = []
    failures: list[int] = []

    def failed(error: object) -> None:
        known = error if isinstance(error, KnownError) else _unexpected(error, home)
        explain(known)
        failures.append(known.exit_code)

    def start(bridge: "Bridge") -> "Core":
        from app.log import start_log
        from ui.site_core import SiteCore

        start_log(home.logs)
        bridge.failed.connect(failed)  # what goes wrong in the runner's thread
        try:
            core = SiteCore(home, settings, bridge, company.on_view)
        except Exception as err:
            failed(err)
            raise
        running.append(core)
        company.on_start()
        return core

    def end() -> None:
        company.on_stop()
        for core in running:
            core.stop()

    try:
        with _ended_from_outside(end):
            closed = run_window(
                start,
                bench=settings.bench.id,
                preferences=read_preferences(home, settings),
                save=lambda preferences: write_preferences(home, preferences),
                wedges=wedge_settings(settings),
                fullscreen=fullscreen,
            )
    finally:
        company.on_stop()
    return failures[0] if failures else closed


def _unexpected(error: object, home: Home) -> KnownError:
    return KnownError(
        f"The bench could not start: {error!r}.", f"What led to it stands in {home.logs / 'dockgrade.log'}."
    )


@contextmanager
def _ended_from_outside(end: Callable[[], None]) -> Iterator[None]:
    """Ctrl+C in the terminal, or a request to terminate: stop what is behind the window, then leave.

    An exception out of a signal would reach no further than the slot of Qt that was running. A second request ends it at once.
    """

    def leave(number: int, _: object) -> None:
        for other in before:
            signal.signal(other, signal.SIG_DFL)
        end()
        print("Stopped.", file=sys.stderr, flush=True)
        os._exit(128 + number)

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wedge_settings(settings: Settings) -> "tuple[WedgeSettings, ...]":
    """The keyboard-wedge scanners of the settings. Raises KnownError when one cannot be."""
    wedges = [scanner for scanner in settings.scanner if scanner.kind == "wedge"]
    if not wedges:
        return ()
    from devices.scanners.wedge import WedgeSettings

    try:
        return tuple(
            WedgeSettings(
                name=scanner.name,
                terminator="Tab" if (scanner.terminator or "").upper() == "TAB" else "Enter",
                min_length=scanner.min_length,
                hold_ms=scanner.hold_ms,
                prefixed_gap_ms=max(200, scanner.hold_ms),
                prefix_key=scanner.prefix_key,
                layout=scanner.layout,
            )
            for scanner in wedges
        )
    except ValueError as err:
        raise KnownError(f"settings.toml, scanner: {err}", "Correct that key, then start again.", exit_code=2) from err


def _need_display() -> None:
    """Say in words what Qt would end the process for: a window needs a screen. Raises KnownError."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    display, wayland = os.environ.get("DISPLAY", ""), os.environ.get("WAYLAND_DISPLAY", "")
    if not display and not wayland:
        raise KnownError(
            "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.",
            "Start from a desktop session, or play the sample shift with 'dockgrade demo --headless'.",
        )
    local = re.fullmatch(r":(\d+)(?:\.\d+)?", display)
    if local and not wayland and not Path(f"/tmp/.X11-unix/X{local[1]}").exists():  # noqa: S108  # where X keeps its sockets
        raise KnownError(
            f"Expected a display at DISPLAY={display}, found none.", "Correct DISPLAY, or start from a desktop session."
        )
