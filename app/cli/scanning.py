"""`identify` and `sheet`: what scanned texts mean, and the barcodes that work the bench."""

import argparse
import sys
from pathlib import Path

from app.cli.output import JSON_HELP, fact, need_place


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    identify = commands.add_parser("identify", help="what a scanned text means")
    identify.add_argument("text", nargs="*", metavar="TEXT", help="without any, one text a line on standard input")
    identify.add_argument("--json", action="store_true", help=JSON_HELP)
    identify.set_defaults(run=run_identify)
    sheet = commands.add_parser("sheet", help="command barcodes")
    form = sheet.add_mutually_exclusive_group(required=True)
    form.add_argument("--out", type=Path, metavar="FILE.pdf", help="the file to write")
    form.add_argument("--json", action="store_true", help=JSON_HELP)
    sheet.add_argument("--language", default="en", choices=("en", "ru"), help="of the words on the sheet (en)")
    sheet.set_defaults(run=run_sheet)


def run_identify(args: argparse.Namespace) -> int:
    """Print every reading of each text; exit code 1 when one of them means nothing.

    RMA numbers are told by the form that the home's settings name; a home without settings has the built-in one.
    """
    from app.cli.patterns import rma_pattern
    from app.settings import load_settings
    from app.symbols.parse import DEFAULT_RMA_PATTERN, identify

    path = args.home.settings
    pattern = rma_pattern(load_settings(path), path) if path.exists() else DEFAULT_RMA_PATTERN
    if not args.text and sys.stdin.isatty():
        print("Scan or type one text a line; Ctrl+C ends it.", file=sys.stderr)
    texts = args.text or (line.rstrip("\r\n") for line in sys.stdin)
    unknown = False
    for text in texts:
        found = identify(text, rma_pattern=pattern)
        unknown = unknown or all(reading["kind"] == "unknown" for reading in _readings(found))
        if args.json:
            fact(found)
            continue
        print(text)
        for reading in _readings(found):
            mark = "+" if reading["valid"] else "-"
            carrier = f" ({reading['carrier']})" if reading["carrier"] else ""
            print(f"  {mark} {reading['kind']}{carrier}: {reading['value']}. {reading['reason']}")
    return 1 if unknown else 0


def _readings(found: dict[str, object]) -> list[dict[str, object]]:
    readings = found["readings"]
    assert isinstance(readings, list)
    return readings


def run_sheet(args: argparse.Namespace) -> int:
    """Write the sheet of command barcodes."""
    from app.symbols.control import control_codes

    if args.json:
        for code in control_codes():
            fact({"code": code.code, "action": code.action, "text": code.text})
        return 0
    from app.cli.sheets import write_sheet

    need_place(args.out)
    pages = write_sheet(args.out, args.language)
    print(f"{args.out}: {pages} pages")
    return 0
