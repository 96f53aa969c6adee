"""`demo`: a sample site with a simulated scanner on a pseudo-terminal and a simulated printer on TCP."""

import argparse
import sys
import threading
from typing import TYPE_CHECKING

from app.settings import Home

if TYPE_CHECKING:
    from app.cli.player import ShiftPlayer
    from app.cli.sample import SampleSite
    from devices.scanners.simulator import PtyScanner


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    demo = commands.add_parser("demo", help="a sample site with simulated devices")
    demo.add_argument("--headless", action="store_true", help="play the sample shift without a display")
    demo.add_argument("--play", action="store_true", help="play the sample shift in the window")
    demo.add_argument("--fullscreen", action="store_true", help="without a frame, over the whole screen")
    demo.set_defaults(run=run_demo)


def run_demo(args: argparse.Namespace) -> int:
    """Make the sample site where there is none yet, start the devices, open the window or play the shift."""
    from app.cli.sample import SampleSite

    home = Home(args.home.path.resolve())
    with SampleSite(home) as sample:
        if args.headless:
            from app.cli.headless import play_headless

            sample.begin_again()
            return play_headless(sample)
        return _in_window(sample, fullscreen=args.fullscreen, play=args.play)


def _in_window(sample: "SampleSite", *, fullscreen: bool, play: bool) -> int:
    """Open the window. Lines typed into the terminal are sent by the simulated scanner."""
    from app.cli.player import ShiftPlayer
    from app.cli.sample import INSPECTOR, LEAD, SECOND
    from app.cli.window import Company, open_window

    print(f"Sample site in {sample.home.path}. The simulated scanner sends each line typed here; badges:")
    for name, role, badge, pin, language in (INSPECTOR, SECOND, LEAD):
        print(f"  {badge}  {name}, {role.value}, {language}{', PIN ' + pin if pin else ''}")
    threading.Thread(target=_send_lines, args=(sample.scanner,), name="keyboard", daemon=True).start()
    player = ShiftPlayer(sample.scanner, hurry=False)

    def start() -> None:
        if play:
            threading.Thread(target=_play, args=(player, sample), name="player", daemon=True).start()

    return open_window(
        sample.home, sample.settings, fullscreen=fullscreen, company=Company(player.on_view, start, player.stop)
    )


def _play(player: "ShiftPlayer", sample: "SampleSite") -> None:
    from app.cli.sample import INSPECTOR
    from app.sample.shift import sample_shift

    player.play(sample_shift(INSPECTOR[2], sample.today), lambda _step, _view: None)


def _send_lines(scanner: "PtyScanner") -> None:
    if sys.stdin is None or sys.stdin.closed:
        return
    for line in sys.stdin:
        text = line.rstrip("\r\n")
        if text:
            scanner.send(text)
