"""`devices`: which scanners could be there, what they send, and whether a printer takes a label."""

import argparse
import queue
import time

from app.cli.output import JSON_HELP, fact
from app.errors import KnownError
from app.settings import load_settings


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    devices = commands.add_parser("devices", help="scanners and printers")
    verbs = devices.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="serial devices on this machine")
    listing.set_defaults(run=run_list)
    monitor = verbs.add_parser("monitor", help="show what the serial scanners of the settings send, with every reading")
    monitor.add_argument("--seconds", type=float, default=None, help="stop after this time")
    monitor.set_defaults(run=run_monitor)
    test = verbs.add_parser("test", help="send a test label to each printer of the settings")
    test.set_defaults(run=run_test)
    for parser in (listing, monitor, test):
        parser.add_argument("--json", action="store_true", help=JSON_HELP)


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
    from app.symbols.parse import identify
    from devices.events import ScannerEvent, ScanReceived
    from devices.scanners.serial_scanner import SerialScanner

    settings = load_settings(args.home.settings)
    serial = [scanner for scanner in settings.scanner if scanner.kind == "serial"]
    if not serial:
        raise KnownError("The settings name no serial scanner.", 'Add a [[scanner]] with kind = "serial".', exit_code=1)
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
            hidden = isinstance(event, ScanReceived) and event.text[:2].upper() == "B-"
            if not isinstance(event, ScanReceived) or hidden:
                text = shown(event.text) if isinstance(event, ScanReceived) else repr(event)
                fact({"event": text}) if args.json else print(text)
                continue
            found = identify(event.text, event.aim)
            if args.json:
                fact({"scanner": event.scanner, "aim": event.aim, **found})
            else:
                print(f"{event.scanner}: {event.aim}{shown(event.text)}")
                for reading in found["readings"]:  # type: ignore[attr-defined]  # a list by identify's own contract
                    print(f"  {reading['kind']}: {reading['value']}. {reading['reason']}")
    finally:
        for scanner in scanners:
            scanner.stop()
    return 0


def run_test(args: argparse.Namespace) -> int:
    """Send one label a printer and say what became of it; exit code 1 when any refused."""
    from datetime import datetime

    from app.domain.vocabulary import Disposition, Grade, Route
    from app.labels.facts import ItemLabelFacts
    from app.labels.maker import PrinterLabels
    from devices.errors import DeviceError
    from devices.printers.transports import open_transport

    settings = load_settings(args.home.settings)
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
            decided_at=datetime.now().astimezone().isoformat(timespec="minutes"),
            voided=True,
        )
        try:
            labels = PrinterLabels(printer)
            open_transport(printer.address).send(labels.draw(labels.order(facts, settings.bench.language)).data)
            said = "every byte was taken; look whether a label came out"
        except DeviceError as err:
            failed = True
            said = str(err)
        if args.json:
            fact({"printer": printer.name, "address": printer.address, "result": said})
        else:
            print(f"{printer.name} at {printer.address}: {said}")
    return 1 if failed else 0
