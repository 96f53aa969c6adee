"""`sync`: send this bench's events to the central database and fetch the others'; once, all day, or only tell how far it is."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli.output import JSON_HELP, fact
from app.errors import KnownError
from app.settings import Home, Settings, load_settings

if TYPE_CHECKING:
    from app.sync.state import Problem, Status

_STATES = {
    "in_step": "in step with the central database",
    "sending": "sending",
    "offline": "offline",
    "stopped": "no agent is running",
    "error": "something is wrong",
}
_ONCE_ROUNDS = 4
"""A fork takes two: find out, and go on in the new stream."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("sync", help="send events to the central database and fetch the others'")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="send and fetch all there is, then end")
    how.add_argument("--watch", action="store_true", help="go on until stopped")
    parser.add_argument("--supervised", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help=JSON_HELP)
    parser.set_defaults(run=run_sync)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    status = verbs.add_parser("status", help="how far this bench is; needs no server")
    status.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=JSON_HELP)
    status.set_defaults(run=run_status)
    join = verbs.add_parser("join", help="join a central database with a token from 'dockgrade central enrol'")
    join.add_argument("token", metavar="TOKEN", help="the token; - reads it from standard input")
    join.add_argument("--no-keyring", action="store_true", help="keep the password in a file of the home directory")
    join.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=JSON_HELP)
    join.set_defaults(run=run_join)


def run_sync(args: argparse.Namespace) -> int:
    """--once or --watch."""
    if args.once:
        return _once(args)
    if args.watch:
        return _watch(args)
    raise KnownError(
        "Expected --once, --watch, status or join, got nothing.", "See 'dockgrade sync --help'.", exit_code=2
    )


def _joined_settings(home: Home) -> Settings:
    settings = load_settings(home.settings)
    if settings.central is None:
        raise KnownError(
            f"The bench {settings.bench.id} has not joined a central database; it works without one.",
            "Join with 'dockgrade sync join TOKEN'; whoever runs the database makes the token with 'dockgrade central enrol'.",
        )
    return settings


def _once(args: argparse.Namespace) -> int:
    """Exit code 0 when both sides are in step, 3 when something is in the way."""
    from app.log import start_log
    from app.sync.agent import Agent
    from app.sync.serve import only_agent

    settings = _joined_settings(args.home)
    start_log(args.home.logs)
    pushed = pulled = 0
    with only_agent(args.home):
        for _ in range(_ONCE_ROUNDS):
            status = Agent(args.home, settings).once()
            pushed, pulled = pushed + status.pushed, pulled + status.pulled
            if not status.order or not _carry_out_orders(args.home, settings):
                break
    status = replace(status, pushed=pushed, pulled=pulled)
    if args.json:
        fact(status.line())
    else:
        print(f"{pushed} events sent, {pulled} fetched, {status.unsent} not yet on the server.")
        _print_problem(status.problem)
    return 0 if status.problem is None and status.unsent == 0 else 3


def _carry_out_orders(home: Home, settings: Settings) -> bool:
    """Do in the bench's place what the server's heads ask for; False while a bench runs, which then does it itself."""
    from app.store.engine import JournalBusyError
    from app.store.journal import Journal
    from app.store.owner import Ownership
    from app.store.rehome import carry_out_orders

    try:
        owner = Ownership(home.owner)
    except JournalBusyError:
        return False
    try:
        journal = Journal(home.journal, bench_id=settings.bench.id, site=settings.bench.site)
        try:
            carry_out_orders(journal, home.mirror)
        finally:
            journal.close()
    finally:
        owner.release()
    return True


def _watch(args: argparse.Namespace) -> int:
    from app.log import start_log
    from app.sync.serve import watch

    settings = _joined_settings(args.home)
    start_log(args.home.logs)

    def tell(status: "Status") -> None:
        if args.json:
            fact(status.line())
        else:
            _print_status(status)

    try:
        watch(args.home, settings, tell, supervised=args.supervised)
    except BrokenPipeError:
        sys.stderr.close()  # the bench is gone, and so is whoever would read it
    return 0


def run_status(args: argparse.Namespace) -> int:
    """What is not yet on the server, the last contact, what is wrong. Exit code 1 when something is."""
    from app.cli.journals import need_journal
    from app.sync.overview import overview

    settings = load_settings(args.home.settings)
    need_journal(args.home)
    found = overview(args.home, settings)
    if args.json:
        fact({"joined": found.joined, "server": found.server, "agent": found.agent, **found.status.line()})
    elif not found.joined:
        print(f"This bench works without a central database. {found.status.unsent} events are only here.")
    else:
        print(f"Server: {found.server}")
        _print_status(found.status)
    return 1 if found.status.problem is not None else 0


@contextmanager
def _no_agent(home: Home) -> Iterator[None]:
    """Keep agents away while a bench joins: one that goes by the old address must not send meanwhile."""
    from app.sync.faults import AgentBusyError
    from app.sync.serve import only_agent

    with ExitStack() as held:
        try:
            held.enter_context(only_agent(home))
        except AgentBusyError as err:
            raise KnownError(
                f"A sync agent serves {home.path}, by the address and the password it has; nothing was changed.",
                "Close the bench, or stop the service that sends for it, then join with the same token.",
            ) from err
        yield


def run_join(args: argparse.Namespace) -> int:
    """Join, and say what to do about series of license plate numbers that belong to somebody else."""
    from app.cli.journals import need_journal
    from app.sync.join import join, parse_token
    from app.sync.secret import SecretStore

    settings = load_settings(args.home.settings)
    token = parse_token(sys.stdin.readline() if args.token == "-" else args.token)  # noqa: S105  # no password
    need_journal(args.home)
    with _no_agent(args.home):
        joined = join(args.home, settings, token, SecretStore(args.home.secret, use_keyring=not args.no_keyring))
    if args.json:
        fact(
            {
                "url": joined.url,
                "cluster": joined.cluster_id,
                "bench": joined.bench_id,
                "site": joined.site,
                "streams": joined.streams,
                "password_in": joined.password_in,
                "clashes": [{"series": old, "instead": new} for old, new in joined.clashes],
                "again": joined.again,
            }
        )
        return 0
    where = {"keyring": "the system's keyring"}.get(joined.password_in, str(args.home.secret))
    print(f"{joined.bench_id} at {joined.site} has joined {joined.url}. Its password is in {where}.")
    for old, new in joined.clashes:
        print(
            f"  Labels of series {old} belong to another bench: new ones get {new}, and the window lists what to replace."
        )
    for name in ("PGPASSWORD", "PGPASSFILE"):
        if os.environ.get(name):
            print(
                f"  {name} is set here and goes before that password: take it away before the bench starts from here."
            )
    print("  The bench sends its whole history from its next start on, or with 'dockgrade sync --once'.")
    return 0


def _print_status(status: "Status") -> None:
    contact = f", last contact {status.last_contact}" if status.last_contact else ", no contact yet"
    print(
        f"{_STATES.get(status.state, status.state)}: {status.unsent} events not yet on the server{contact}", flush=True
    )
    if status.feed is not None:
        print(f"  Loading {status.feed[0]}: {status.feed[1]:,} rows", flush=True)
    _print_problem(status.problem)


def _print_problem(problem: "Problem | None") -> None:
    if problem is not None:
        print(f"  {problem.title}", flush=True)
        print(f"  {problem.next_step}", flush=True)
