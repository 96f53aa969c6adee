"""`devices`: which scanners could be there, what they send, and whether a printer takes a label."""

import argparse
import math
import queue
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from app.cli.output import JSON_HELP, fact
from app.errors import KnownError
from app.settings import load_settings

if TYPE_CHECKING:
    from devices.events import FrameRejected, LinkChanged


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    devices = commands.add_parser("devices", help="scanners and printers")
    verbs = devices.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="serial devices on this machine")
    listing.set_defaults(run=run_list)
    monitor = verbs.add_parser("monitor", help="show what the serial scanners of the settings send, with every reading")
    monitor.add_argument("--seconds", type=_seconds, default=None, help="stop after this time")
    monitor.set_defaults(run=run_monitor)
    test = verbs.add_parser("test", help="send a test label to each printer of the settings")
    test.set_defaults(run=run_test)
    for parser in (listing, monitor, test):
        parser.add_argument("--json", action="store_true", help=JSON_HELP)


def _seconds(text: str) -> float:
    with suppress(ValueError):
        if 0 < float(text) < math.inf:
            return float(text)
    raise argparse.ArgumentTypeError(f"expected seconds, more than 0, got {text!r}")


def run_list(args: argparse.Namespace) -> int:
    """Print what is plugged in."""
    from devices.discovery import list_serial_devices

    found = list_serial_devices()
    for device in found:
        if args.json:
            fact({name: getattr(device, name) for name in device.__slots__})
        else:
            usb = (
                f"{device.vid:04x}:{device.pid:04x}"
                if device.vid is not None and device.pid is not None
                else "no USB id"
            )
            print(
                f"{device.port:16} {usb:10} {device.kind_guess.value:10} {device.maker or ''} {device.description}".rstrip()
            )
    if not found and not args.json:
        print("No serial device is plugged in. A scanner in keyboard mode is not listed here: it works as a keyboard.")
    return 0


def run_monitor(args: argparse.Namespace) -> int:
    """Listen to every serial scanner until the time is over or Ctrl+C."""
    from app.bench.scans import shown
    from app.bootstrap import serial_settings
    from app.cli.patterns import rma_pattern
    from app.symbols.parse import identify
    from devices.events import ScannerEvent, ScanReceived
    from devices.scanners.serial_scanner import SerialScanner

    settings = load_settings(args.home.settings)
    serial = [scanner for scanner in settings.scanner if scanner.kind == "serial"]
    if not serial:
        raise KnownError("The settings name no serial scanner.", 'Add a [[scanner]] with kind = "serial".', exit_code=1)
    pattern = rma_pattern(settings, args.home.settings)
    events: queue.SimpleQueue[ScannerEvent] = queue.SimpleQueue()
    scanners = [SerialScanner(serial_settings(scanner), events.put) for scanner in serial]
    until = None if args.seconds is None else time.monotonic() + args.seconds
    for scanner in scanners:
        scanner.start()
    try:
        while until is None or time.monotonic() < until:
            try:
                event = events.get(timeout=0.2)
            except queue.Empty:
                continue
            if not isinstance(event, ScanReceived):
                told = _facts(event)
                fact(told) if args.json else print(_words(told), flush=True)
                continue
            if event.text[:2].upper() == "B-":
                hidden = shown(event.text)
                if args.json:
                    fact({"scanner": event.scanner, "aim": event.aim, "text": hidden})
                else:
                    print(f"{event.scanner}: {event.aim}{hidden}", flush=True)
                continue
            found = identify(event.text, event.aim, rma_pattern=pattern)
            if args.json:
                fact({"scanner": event.scanner, "aim": event.aim, **found})
            else:
                print(f"{event.scanner}: {event.aim}{shown(event.text)}")
                for reading in found["readings"]:  # type: ignore[attr-defined]  # a list by identify's own contract
                    print(f"  {reading['kind']}: {reading['value']}. {reading['reason']}", flush=True)
    finally:
        for scanner in scanners:
            scanner.stop()
    return 0


def _facts(event: "FrameRejected | LinkChanged") -> dict[str, object]:
    """What a scanner told beside readings: that it came or went, or bytes that are no reading."""
    from app.people.badges import hide_badges
    from devices.events import LinkChanged

    if isinstance(event, LinkChanged):
        reason = None if event.reason is None else event.reason.value
        return {"scanner": event.device, "state": event.state.value, "reason": reason, "detail": event.detail}
    return {
        "scanner": event.scanner,
        "problem": event.problem.value,
        "length": event.length,
        "raw": hide_badges(event.raw.decode("ascii", "backslashreplace")),
    }


_LINK = {"connecting": "connecting", "ready": "ready, scan something", "lost": "not there"}
_WHY = {
    "absent": "nothing answers at that port",
    "busy": "another program holds it",
    "denied": "this user may not open it",
    "lost": "it was there and went away",
    "stalled": "it gives no bytes",
    "misconfigured": "the settings cannot be right",
    "needs_attention": "it wants attention",
    "unsupported": "this platform cannot use it",
}
_WHY_PRINTER = {
    "absent": "nothing answers there: check address, cable and power",
    "stalled": "it takes no bytes",
    "unsupported": "this kind of address is not known",
}
_PROBLEM = {
    "too_long": "longer than max_length allows, or the terminator of the settings never comes",
    "not_text": "no text: check baud, parity and terminator",
    "cut_off": "the line broke inside a reading",
    "no_read": "the scanner saw nothing",
    "no_end": "the scanner did not send the terminator of the settings after it",
}


def _words(told: dict[str, object]) -> str:
    if "problem" in told:
        return f"{told['scanner']}: {told['length']} bytes, {_PROBLEM[str(told['problem'])]}: {told['raw']}"
    why = f", {_WHY[str(told['reason'])]}" if told["reason"] else ""
    detail = f" ({told['detail']})" if told["detail"] else ""
    return f"{told['scanner']}: {_LINK[str(told['state'])]}{why}{detail}"


def run_test(args: argparse.Namespace) -> int:
    """Send one label a printer and say what became of it; exit code 1 when any refused."""
    from datetime import datetime

    from app.bootstrap import local_zone
    from app.cli.window import wedge_settings
    from app.domain.vocabulary import Disposition, Grade, Route
    from app.labels.facts import ItemLabelFacts
    from app.labels.maker import PrinterLabels
    from devices.errors import DeviceError
    from devices.printers.transports import open_transport

    settings = load_settings(args.home.settings)
    zone = local_zone(settings.bench.zone)
    wedge_settings(settings)  # whoever tests the devices wants to know now what would keep the bench from starting
    if not settings.printer:
        raise KnownError("The settings name no printer.", "Add a [[printer]] with its address.", exit_code=1)
    failed = False
    for printer in settings.printer:
        facts = ItemLabelFacts(
            lpn="R0000000000D",
            title="Test label, not an item",
            sku="TEST",
            grade=Grade.N,
            function=None,
            disposition=Disposition.EXCEPTION,
            route=Route.HOLD,
            bench=settings.bench.id,
            site=settings.bench.site,
            decided_at=datetime.now(zone).isoformat(timespec="minutes"),
            voided=True,
        )
        reason = None
        try:
            labels = PrinterLabels(printer)
            open_transport(printer.address).send(labels.draw(labels.order(facts, settings.bench.language)).data)
            said = "every byte was taken; look whether a label came out"
        except DeviceError as err:
            failed = True
            reason = err.reason.value
            said = _WHY_PRINTER.get(reason, _WHY[reason]) + (f" ({err.detail})" if err.detail else "")
        if args.json:
            fact({"printer": printer.name, "address": printer.address, "reason": reason, "result": said})
        else:
            print(f"{printer.name} at {printer.address}: {said}")
    return 1 if failed else 0
