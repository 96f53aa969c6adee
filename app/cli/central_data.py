"""`central publish|project|export`: what goes into the central database beside events, and what comes out of it."""

import argparse
import logging
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.imports import StopRequest, add_file_options, require_file, show_progress, tell_result
from app.cli.output import JSON_HELP, ProgressLine, fact
from app.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

    from app.sync.central.export import Exported
    from app.sync.central.projecting import Waiting
    from app.sync.central.projector import Step

_WEB = ("http://", "https://")
_LONGEST_PATIENCE_S = 86_400
_TOLD_HERE = ("app.sync.central.projecting", "app.sync.central.projector")
"""Rooms whose warnings `project` tells in words of its own: a server that is away, folding again."""


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands behind `central`."""
    publish = verbs.add_parser("publish", help="give products or expected returns from CSV to every bench")
    add_file_options(publish)
    publish.add_argument("--full", action="store_true", help="take out what the file lacks, of the clients it names")
    publish.set_defaults(run=run_publish)
    project = verbs.add_parser("project", help="fold the events of all benches into items, parcels and movements")
    project.add_argument("--watch", action="store_true", help="go on for ever, looking every second")
    project.add_argument("--share", default="1/1", metavar="K/N", help="the K-th of N workers that divide the work")
    project.add_argument("--refold", action="store_true", help="begin from the first event")
    project.add_argument("--json", action="store_true", help=JSON_HELP)
    project.set_defaults(run=run_project)
    export = verbs.add_parser("export", help="tell other systems what happened, as JSON lines, at least once")
    export.add_argument(
        "--out", required=True, type=_place, metavar="DIR|URL", help="a folder for files, or an http(s) address"
    )
    export.add_argument("--since", metavar="CURSOR", help="`start`, or a cursor; else where the last export ended")
    export.add_argument("--cursor-file", type=Path, metavar="FILE", help="keeps the cursor of an http(s) address")
    export.add_argument("--dead-letter", type=Path, metavar="FILE", help="for facts that the address refuses")
    export.add_argument("--header-file", type=Path, metavar="FILE", help="lines `Name: value` to send along")
    export.add_argument("--batch", type=_positive, default=1, metavar="N", help="facts in one request (1)")
    export.add_argument("--patience", type=_seconds, default=120, metavar="SECONDS", help="how long to try again (120)")
    export.add_argument("--json", action="store_true", help=JSON_HELP)
    export.set_defaults(run=run_export)
    for parser in (publish, project, export):
        add_url(parser)


def add_url(parser: argparse.ArgumentParser) -> None:
    """Add the address of the central database."""
    parser.add_argument(
        "--url",
        required=True,
        type=_address,
        help="postgresql://user@host:5432/database; the password may come from PGPASSWORD",
    )


def _address(text: str) -> str:
    """For libpq an empty address is this machine's own server, which nobody means who forgot to set a variable."""
    if not text.strip():
        raise argparse.ArgumentTypeError("expected postgresql://user@host:5432/database, got nothing")
    return text


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of 1 or more, got {text!r}")
    return int(text)


def _seconds(text: str) -> float:
    with suppress(ValueError):
        if 0 <= float(text) <= _LONGEST_PATIENCE_S:
            return float(text)
    raise argparse.ArgumentTypeError(f"expected seconds from 0 to {_LONGEST_PATIENCE_S}, got {text!r}")


def _place(text: str) -> str:
    """A folder, or an address that begins with http:// or https://."""
    scheme, found, rest = text.partition("://")
    if found and f"{scheme.lower()}://" in _WEB:
        return f"{scheme.lower()}://{rest}"
    if found:
        raise argparse.ArgumentTypeError(f"expected a folder, http:// or https://, got {scheme}://")
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a folder or an http(s) address, got nothing")
    if Path(text).is_file():
        raise argparse.ArgumentTypeError(f"expected a folder, got the file {text}")
    return text


def run_publish(args: argparse.Namespace) -> int:
    """Publish; exit code 1 when rows were bad or it was stopped."""
    from app.sync.central.publish import publish

    require_file(args.file)
    line = ProgressLine(f"{args.kind} from {args.file.name}", as_json=args.json)
    with StopRequest() as stop:
        done = publish(
            args.kind,
            args.file,
            args.url,
            client=args.client,
            dry_run=args.dry_run,
            strict=args.strict,
            full=args.full,
            progress=lambda progress: show_progress(line, progress),
            cancelled=lambda: stop.made,
        )
    line.end()
    tell_result(done.result, as_json=args.json, why_strict="--strict" if args.strict else "--full")
    if args.json:
        fact({"event": "published", "removed": done.removed, "last_seq": done.last_seq})
    elif done.removed:
        print(f"{done.removed} would be taken out." if args.dry_run else f"{done.removed} taken out.")
    return 1 if done.result.bad_count or done.result.cancelled else 0


def run_project(args: argparse.Namespace) -> int:
    """Project; exit code 1 when events had to be left out."""
    from app.sync.central.projecting import Waiting, project, watch
    from app.sync.central.shares import Share

    share = Share.parse(args.share)
    _keep_quiet(_TOLD_HERE)
    line = ProgressLine("events", as_json=False)
    events = unread = 0

    def report(what: "Step | Waiting") -> None:
        nonlocal events, unread
        if isinstance(what, Waiting):
            _tell_waiting(what, as_json=args.json)
            return
        events += what.events
        unread += what.unread
        if args.json:
            told = {"keys": what.keys, "behind": what.behind, "unread": what.unread, "rewound": what.rewound}
            fact({"event": "progress", "done": events, "total": events + what.behind, **told})
        elif what.rewound:
            print("The server has fewer events than were folded: everything is folded again.", flush=True)
        else:
            line.show(events, events + what.behind)

    if args.watch:
        stopping = threading.Event()
        with StopRequest(stopping.set):
            watch(args.url, share, report, stopping.wait, refold=args.refold)
    else:
        project(args.url, share, report, refold=args.refold)
    line.end()
    if args.json:
        fact({"event": "done", "events": events, "unread": unread})
    else:
        print(f"{events} events projected.")
        if unread:
            print(f"{unread} could not be read; they stand in dockgrade.projector_unread, with the reason.")
    return 1 if unread else 0


def _tell_waiting(what: "Waiting", *, as_json: bool) -> None:
    if as_json:
        fact({"event": "waiting", "error": what.error.title, "seconds": round(what.pause_s, 2)})
    else:
        print(f"{what.error.title} Trying again in {what.pause_s:.1f} s.", flush=True)


def _keep_quiet(rooms: tuple[str, ...]) -> None:
    """Without a log file Python shows warnings of the log on standard error: once more what this command says itself. Traces stay."""
    for room in rooms:
        logging.getLogger(room).addFilter(_with_trace)


def _with_trace(record: logging.LogRecord) -> bool:
    return record.exc_info is not None


def run_export(args: argparse.Namespace) -> int:
    """Export; exit code 1 when facts became dead letters."""
    import psycopg

    from app.sync.central.admin import known
    from app.sync.central.projecting import connect

    line = ProgressLine("events", as_json=args.json)

    def show(done: "Exported", total: int) -> None:
        line.show(done.events, total, f"{done.facts.total()} facts")

    with connect(args.url) as connection:
        try:
            to_web = args.out.startswith(_WEB)
            done, dead = (_to_web if to_web else _to_folder)(args, connection, show)
        except psycopg.Error as err:
            raise known(err) from err
        finally:
            line.end()
    if args.json:
        told = {"waiting": done.waiting, "told_again": done.told_again, "dead": dead, "cursor": done.cursor}
        fact({"event": "done", "events": done.events, "facts": dict(done.facts), **told})
        return 1 if dead else 0
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(done.facts.items())) or "nothing new"
    print(f"{done.events} events: {counts}.")
    if done.waiting:
        print(f"{done.waiting} events wait for the projector: dockgrade central project --url URL")
    if dead:
        print(f"{dead} facts were refused and stand in the dead-letter file.")
    if to_web and args.cursor_file is None:
        print(f"Next time: --since {done.cursor}")
    return 1 if dead else 0


def _to_folder(
    args: argparse.Namespace, connection: "psycopg.Connection[Any]", show: "Callable[[Exported, int], None]"
) -> "tuple[Exported, int]":
    from app.sync.central.export import export
    from app.sync.central.export_cursor import START
    from app.sync.central.export_folder import FolderOutlet

    if args.cursor_file or args.dead_letter or args.header_file:
        raise KnownError(
            "--cursor-file, --dead-letter and --header-file are for an http(s) address.",
            f"A folder keeps its cursor itself, in {Path(args.out) / 'cursor'}.",
            exit_code=2,
        )
    outlet = FolderOutlet(Path(args.out))
    try:
        return export(connection, args.since or outlet.since or START, outlet, progress=show), 0
    finally:
        outlet.close()


def _to_web(
    args: argparse.Namespace, connection: "psycopg.Connection[Any]", show: "Callable[[Exported, int], None]"
) -> "tuple[Exported, int]":
    from app.sync.central.export import export, keep_others_out
    from app.sync.central.export_cursor import START
    from app.sync.central.export_folder import CursorFile
    from app.sync.central.export_http import HttpOutlet, Manner, check_address, read_headers

    check_address(args.out)
    keep_others_out(connection, args.out)
    keeper = CursorFile(args.cursor_file) if args.cursor_file else None
    since = args.since or (keeper.cursor() or START if keeper else None)
    if since is None:
        raise KnownError(
            "An http(s) address keeps no cursor.",
            "Name a file for it with --cursor-file, or say where to begin with --since start or --since CURSOR.",
            exit_code=2,
        )
    beside = args.cursor_file or Path("export")
    dead_letters = args.dead_letter or beside.with_name(f"{beside.name}.dead-letter.jsonl")
    headers = read_headers(args.header_file) if args.header_file else {}
    outlet = HttpOutlet(
        args.out,
        dead_letters,
        keeper.write if keeper else lambda _: None,
        Manner(headers, batch=args.batch, patience_s=args.patience),
    )
    try:
        return export(connection, since, outlet, progress=show), outlet.dead
    finally:
        outlet.close()
