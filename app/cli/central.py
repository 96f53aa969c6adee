"""`central`: the database that all benches send to; for administrators, on any computer that reaches the server."""

import argparse
import ipaddress
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.cli import central_data
from app.cli.output import JSON_HELP, fact, warn
from app.errors import KnownError

if TYPE_CHECKING:
    from app.sync.central.schema import SchemaState

_WEAK = {
    "disable": "nothing is encrypted",
    "allow": "it is encrypted only where the server insists",
    "prefer": "it is encrypted only where the server offers it",
    "require": "nobody checks which server answers",
    "verify-ca": "nobody checks that the server has this name",
}
"""What each sslmode below verify-full leaves out (PostgreSQL, libpq: SSL Support)."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    central = commands.add_parser("central", help="the central database: make it, take benches in, read it")
    verbs = central.add_subparsers(dest="verb", metavar="VERB", required=True)
    init = verbs.add_parser("init", help="make the tables in a database; where they are, nothing is changed")
    init.add_argument(
        "--engine",
        choices=["postgresql", "citus"],
        help="what a new schema is made for (postgresql); citus spreads the tables",
    )
    init.set_defaults(run=run_init)
    upgrade = verbs.add_parser("upgrade", help="bring the tables up to this release; benches go on meanwhile")
    upgrade.set_defaults(run=run_upgrade)
    restored = verbs.add_parser(
        "restored", help="after a restore from a backup: let every bench compare everything again"
    )
    restored.set_defaults(run=run_restored)
    enrol = verbs.add_parser("enrol", help="give a bench a role of its own and print the token it joins with, once")
    enrol.add_argument("bench", metavar="BENCH", help='the bench\'s id in its settings.toml, e.g. "B07"')
    enrol.add_argument("--bench-url", metavar="URL", help="the server's address as benches see it, if it is another")
    enrol.add_argument("--valid-hours", type=float, default=24, metavar="HOURS", help="how long the token is good (24)")
    enrol.add_argument("--replaces", metavar="BENCH", help="the same computer's name before; that bench is shut out")
    enrol.add_argument("--replaces-site", metavar="SITE", help="the site of that bench, where the computer has moved")
    enrol.set_defaults(run=run_enrol)
    disable = verbs.add_parser("disable", help="shut a bench out; `enrol` lets it in again")
    disable.add_argument("bench", metavar="BENCH", help="the bench's id in its settings.toml")
    disable.set_defaults(run=run_disable)
    for parser in (enrol, disable):
        parser.add_argument("--site", required=True, help='the bench\'s site in its settings.toml, e.g. "TMP1"')
    for parser in (init, upgrade, restored, enrol, disable):
        central_data.add_url(parser)
        parser.add_argument("--json", action="store_true", help=JSON_HELP)
    central_data.add_commands(verbs)


def run_init(args: argparse.Namespace) -> int:
    """Make the schema."""
    from app.sync.central.schema import SCHEMA_VERSION, init

    state = init(args.url, args.engine or "postgresql")
    if args.engine not in {None, state.engine}:
        raise KnownError(
            f"Expected a central schema for {args.engine}, found one for {state.engine}; nothing was changed.",
            f"Leave it as it is (--engine {state.engine}), or name another database.",
            exit_code=1,
        )
    if args.json:
        _tell(state)
    elif state.changed:
        print(f"The central schema is made (version {state.schema_version}, {state.engine}).")
        print("Next: dockgrade central enrol BENCH --site SITE --url URL")
    else:
        print(f"The central schema is already there (version {state.schema_version}); nothing was changed.")
        if state.schema_version < SCHEMA_VERSION:
            print("Bring it up to date: dockgrade central upgrade --url URL")
    return 0


def run_upgrade(args: argparse.Namespace) -> int:
    """Apply what is missing."""
    from app.sync.central.schema import upgrade

    state = upgrade(args.url)
    if args.json:
        _tell(state)
    elif state.changed:
        print(f"The central schema went from version {state.before} to {state.schema_version}.")
    else:
        print(f"The central schema is up to date (version {state.schema_version}); nothing was changed.")
    return 0


def run_restored(args: argparse.Namespace) -> int:
    """Begin a new epoch."""
    from app.sync.central.schema import restored

    state = restored(args.url)
    if args.json:
        _tell(state)
    else:
        print(
            f"Epoch {state.epoch} begins: each bench compares everything at its next contact and sends what is missing."
        )
    return 0


def run_enrol(args: argparse.Namespace) -> int:
    """Issue a token."""
    from app.sync.central.enrol import enrol

    made = enrol(
        args.url,
        args.bench,
        args.site,
        bench_url=args.bench_url,
        valid_hours=args.valid_hours,
        replaces=args.replaces,
        replaces_site=args.replaces_site,
    )
    if args.json:
        fact(
            {
                "bench": made.bench_id,
                "site": made.site,
                "role": made.role,
                "url": made.url,
                "token": made.token,
                "expires_at": made.expires_at.isoformat(),
                "again": made.again,
            }
        )
        _warn_of_weak_encryption(made.url)
        return 0
    print(f"Bench {made.bench_id} at {made.site} may log in as {made.role} at {made.url}.")
    if made.again:
        print("It was enrolled before: its old password is void until it joins again.")
    print(f"At the bench, before {made.expires_at:%Y-%m-%d %H:%M %Z}, once:")
    print()
    print(f"dockgrade sync join {made.token}")
    _warn_of_weak_encryption(made.url)
    return 0


def _warn_of_weak_encryption(url: str) -> None:
    """Say what a bench's connection lacks. It is taken all the same, as in a bench's settings: a network may be trusted, and nobody else knows."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url)
    mode, hosts = str(parts.get("sslmode")), str(parts["host"]).split(",")
    away = [host for host in hosts if not _is_here(host)]
    if mode in _WEAK and away:
        warn(
            f"The bench will reach {', '.join(away)} with sslmode={mode}: {_WEAK[mode]}.",
            "Unless that network is trusted, enrol it again with sslmode=verify-full in --bench-url.",
        )


def _is_here(host: str) -> bool:
    """Whether a host is this computer itself: nobody else hears what is said to it. A path is a socket's."""
    if host == "localhost" or host.startswith("/"):
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def run_disable(args: argparse.Namespace) -> int:
    """Shut a bench out."""
    from app.sync.central.enrol import disable

    role = disable(args.url, args.bench, args.site)
    if args.json:
        fact({"bench": args.bench, "site": args.site, "role": role, "disabled": True})
    else:
        print(f"Bench {args.bench} at {args.site} ({role}) is shut out; what it sent stays.")
    return 0


def _tell(state: "SchemaState") -> None:
    fact(asdict(state))
