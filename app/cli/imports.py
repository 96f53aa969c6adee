"""`import products|returns FILE.csv`: reference data into the mirror."""

import argparse
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.cli.output import JSON_HELP, ProgressLine, fact
from app.errors import KnownError
from app.settings import Home, default_home

if TYPE_CHECKING:
    from app.reference.importer import ImportResult, Progress
    from app.reference.staging import UnknownProduct

SHOWN_BAD_ROWS = 20


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    parser = commands.add_parser("import", help="read products or expected returns from CSV")
    add_file_options(parser)
    parser.set_defaults(run=run_import)


def add_file_options(parser: argparse.ArgumentParser) -> None:
    """Add what names a file, whose it is and how strictly it is taken."""
    parser.add_argument("kind", choices=("products", "returns"), help="what the rows are")
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="CSV in UTF-8; the first line names the columns")
    parser.add_argument(
        "--client",
        type=_name,
        metavar="NAME",
        help="whose data it is, for rows that do not say; a row of another is bad",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--strict", action="store_true", help="refuse the whole file for one bad row")
    parser.add_argument("--json", action="store_true", help=JSON_HELP)


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a name, got nothing")
    return text.strip()


class StopRequest:
    """Ctrl+C during long work: it ends where it can end well, and says so."""

    def __init__(self, told: Callable[[], object] = lambda: None) -> None:
        """`told` is called when it is made."""
        self.made = False
        self._told = told

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._make)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _make(self, *_: object) -> None:
        self.made = True
        self._told()


def run_import(args: argparse.Namespace) -> int:
    """Import; exit code 1 when rows were bad or the import was stopped."""
    from app.reference.importer import import_products, import_returns

    require_file(args.file)
    line = ProgressLine(f"{args.kind} from {args.file.name}", as_json=args.json)
    _check_home(args.home)
    if not args.dry_run:
        args.home.path.mkdir(parents=True, exist_ok=True)
    telling = partial(import_returns, unknown=_tell_unknown) if args.json else import_returns
    importer = import_products if args.kind == "products" else telling
    with StopRequest() as stop:
        result = importer(
            args.file,
            args.home.mirror,
            client=args.client,
            dry_run=args.dry_run,
            strict=args.strict,
            progress=lambda progress: show_progress(line, progress),
            cancelled=lambda: stop.made,
        )
    line.end()
    tell_result(result, as_json=args.json)
    return 1 if result.bad_count or result.cancelled else 0


def _check_home(home: Home) -> None:
    """Refuse a home that is not there or is none, unless it is where homes are by default: a slip in its name would begin a second one."""
    if home.path == default_home() or home.settings.exists():
        return
    if home.path.is_dir():
        raise KnownError(
            f"Expected the home of a bench in {home.path.resolve()}, got a folder without settings.toml.",
            "Name the bench's home with --home, or make a settings.toml there first; nothing was changed.",
            exit_code=1,
        )
    raise KnownError(
        f"There is no home directory {home.path}.",
        f"Check its name, or make it with a settings.toml in it; then dockgrade run --home {home.path} opens the bench.",
        exit_code=1,
    )


def require_file(path: Path) -> None:
    """Refuse a name that nothing has, or a folder."""
    if path.is_dir():
        raise KnownError(f"Expected a CSV file, got the folder {path.resolve()}.", "Name a file in it.", exit_code=2)
    if not path.is_file():
        raise KnownError(f"There is no file {path}.", "Check the name and the folder.", exit_code=2)


def show_progress(line: ProgressLine, progress: "Progress") -> None:
    """How far reading a file is."""
    percent = 100 * progress.bytes_done // max(1, progress.bytes_total)
    line.show(progress.rows, None, f"rows, {percent} % {progress.phase}, {progress.rows_per_s:,.0f} a second")


def tell_result(result: "ImportResult", *, as_json: bool, why_strict: str = "--strict") -> None:
    """Print what became of a file, bad rows first; `why_strict` is the option that lets no bad row pass."""
    if as_json:
        _as_json(result)
    else:
        _as_text(result, why_strict)


def _tell_unknown(one: "UnknownProduct") -> None:
    named = {"rma": one.rma, "rma_line": one.rma_line, "client": one.client, "sku": one.sku}
    fact({"event": "unknown_product", "line": one.line, **named})


def _as_json(result: "ImportResult") -> None:
    for row in result.bad:
        fact({"event": "bad", "line": row.line, "column": row.column, "value": row.value, "reason": row.reason})
    fact(
        {
            "event": "done",
            "kind": result.kind,
            "file": result.file_name,
            "read": result.read,
            "added": result.added,
            "changed": result.changed,
            "unchanged": result.unchanged,
            "bad": result.bad_count,
            "warnings": list(result.warnings),
            "unknown_products": result.unknown_count,
            "written": result.written,
            "cancelled": result.cancelled,
        }
    )


def _as_text(result: "ImportResult", why_strict: str) -> None:
    shown = list(dict.fromkeys(row.line for row in result.bad))[:SHOWN_BAD_ROWS]
    for row in result.bad:
        if row.line not in shown:
            break
        place = f"line {row.line}" + (f", column {row.column}" if row.column else "")
        found = f" ({row.value!r})" if row.value else ""
        print(f"  {place}: {row.reason}{found}")
    if result.bad_count > len(shown):
        print(f"  … and {result.bad_count - len(shown)} more bad rows")
    for warning in result.warnings:
        print(f"  Note: {warning}")
    for one in result.unknown:
        print(f"    line {one.line}: {one.rma} line {one.rma_line}, SKU {one.sku!r} of {one.client}")
    if result.unknown_count > len(result.unknown):
        print(f"    … and {result.unknown_count - len(result.unknown)} more; --json names every one")
    if result.unknown:
        print("    Import these products as well, or correct the SKU and import the file again.")
    counts = f"{result.added} added, {result.changed} changed, {result.unchanged} unchanged, {result.bad_count} bad"
    if result.cancelled:
        print(f"Stopped after {result.read} rows. Nothing was changed.")
    elif result.refused:
        print(
            f"Refused: {result.bad_count} of {result.read} rows are bad, and {why_strict} takes no such file. Nothing was changed."
        )
    elif result.dry_run:
        print(f"{result.read} rows read; an import would mean {counts}. Nothing was changed.")
    else:
        print(f"{result.read} rows read: {counts}.")
