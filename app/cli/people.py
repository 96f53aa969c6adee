"""`user`: who may work at the bench. A badge code is printed once and kept nowhere."""

import argparse
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from app.cli.output import JSON_HELP, fact
from app.domain.vocabulary import Role
from app.errors import KnownError
from app.settings import Home, load_settings

LANGUAGES = ("en", "ru")
_NAMED = "as 'user list' shows it"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    user = commands.add_parser("user", help="people and their badges")
    verbs = user.add_subparsers(dest="verb", metavar="VERB", required=True)
    add = verbs.add_parser("add", help="add a person and print the badge code, once")
    add.add_argument("name", help="as it shall stand on the screen and in the record")
    add.add_argument(
        "--role", choices=[role.value for role in Role], default=Role.INSPECTOR.value, help="inspector when left out"
    )
    add.add_argument("--pin", help="4 to 8 digits; leads and admins need one")
    add.add_argument("--language", choices=LANGUAGES, default="en", help="of the screen for this person (en)")
    add.set_defaults(run=run_add)
    listing = verbs.add_parser("list", help="everybody")
    listing.set_defaults(run=run_list)
    badge = verbs.add_parser(
        "badge", help="give a new badge; the old one is void, and a disabled person is let in again"
    )
    badge.add_argument("name", help=_NAMED)
    badge.set_defaults(run=run_badge)
    role = verbs.add_parser("role", help="change a role")
    role.add_argument("name", help=_NAMED)
    role.add_argument("role", choices=[role.value for role in Role], help="leads and admins need a PIN")
    role.add_argument("--pin", help="set a PIN at the same time")
    role.set_defaults(run=run_role)
    disable = verbs.add_parser("disable", help="let a person in no more")
    disable.add_argument("name", help=_NAMED)
    disable.set_defaults(run=run_disable)
    for parser in (add, listing, badge, role, disable):
        parser.add_argument("--json", action="store_true", help=JSON_HELP)


@contextmanager
def _writing(home: Home) -> Iterator[sqlite3.Connection]:
    """The journal, open for writing, while no bench runs on it."""
    from app.store.journal import Journal
    from app.store.owner import Ownership

    settings = load_settings(home.settings)
    owner = Ownership(home.owner)
    try:
        journal = Journal(home.journal, bench_id=settings.bench.id, site=settings.bench.site)
        try:
            yield journal.connection
        finally:
            journal.close()
    finally:
        owner.release()


def run_add(args: argparse.Namespace) -> int:
    """Add a person."""
    from app.people.badges import badge_hash, new_badge
    from app.people.person import Person
    from app.people.pins import hash_pin
    from app.store.people import PUT_PERSON, person_by_name, person_values
    from app.store.unit_of_work import wall_text

    role = Role(args.role)
    name = args.name.strip()
    if not name:
        raise KnownError("Expected a name, got nothing.", "Give the name as it shall stand on the screen.", exit_code=2)
    _need_pin(role, args.pin)
    pin_hash = hash_pin(args.pin) if args.pin else None
    badge = new_badge()
    with _writing(args.home) as connection:
        if person_by_name(connection, name) is not None:
            raise KnownError(
                f"There is a person {name!r} already.",
                "Choose another name, or give a new badge with 'user badge'.",
                exit_code=1,
            )
        person = Person(
            name, role, args.language, badge_hash(badge), pin_hash, False, 0, None, wall_text(datetime.now(UTC))
        )
        connection.execute(PUT_PERSON, person_values(person))
    _show_badge(args, name, role, badge)
    return 0


def _need_pin(role: Role, pin: str | None) -> None:
    if role is not Role.INSPECTOR and not pin:
        raise KnownError(
            f"Expected a PIN for the role {role.value}, got none.", "Add --pin with 4 to 8 digits.", exit_code=2
        )


def _show_badge(args: argparse.Namespace, name: str, role: Role, badge: str) -> None:
    if args.json:
        fact({"name": name, "role": role.value, "badge": badge})
    else:
        print(f"{name} ({role.value}). Badge code, shown only now: {badge}")


def run_list(args: argparse.Namespace) -> int:
    """Print everybody."""
    from app.cli.journals import reading
    from app.store.people import all_people

    with reading(args.home) as connection:
        people = all_people(connection)
    for person in people:
        if args.json:
            fact(
                {
                    "name": person.name,
                    "role": person.role.value,
                    "language": person.language,
                    "pin": person.pin_hash is not None,
                    "disabled": person.disabled,
                }
            )
        else:
            notes = ", ".join(
                note for note, true in (("PIN", person.pin_hash is not None), ("disabled", person.disabled)) if true
            )
            print(f"{person.name:30} {person.role.value:10} {person.language:3} {notes}")
    return 0


def run_badge(args: argparse.Namespace) -> int:
    """Give a new badge."""
    from app.people.badges import badge_hash, new_badge

    badge = new_badge()
    person = _change(args.home, args.name, badge_sha256=badge_hash(badge), disabled=False)
    _show_badge(args, args.name, person, badge)
    return 0


def run_role(args: argparse.Namespace) -> int:
    """Change a role."""
    from app.people.pins import hash_pin

    changes: dict[str, object] = {"role": Role(args.role)}
    if args.pin:
        changes["pin_hash"] = hash_pin(args.pin)
    role = _change(args.home, args.name, **changes)
    if args.json:
        fact({"name": args.name, "role": role.value})
    else:
        print(f"{args.name} is {role.value} now.")
    return 0


def run_disable(args: argparse.Namespace) -> int:
    """Let a person in no more."""
    role = _change(args.home, args.name, disabled=True)
    if args.json:
        fact({"name": args.name, "role": role.value, "disabled": True})
    else:
        print(f"{args.name} is let in no more; 'user badge' gives a new badge and lets in again.")
    return 0


def _change(home: Home, name: str, **changes: object) -> Role:
    from app.store.people import PUT_PERSON, person_by_name, person_values

    with _writing(home) as connection:
        person = person_by_name(connection, name)
        if person is None:
            raise KnownError(f"There is nobody called {name!r}.", "See 'dockgrade user list'.", exit_code=1)
        person = replace(person, **changes)  # type: ignore[arg-type]  # the callers name fields of Person
        if person.role is not Role.INSPECTOR and person.pin_hash is None:
            _need_pin(person.role, None)
        connection.execute(PUT_PERSON, person_values(person))
        return person.role
