"""The `person` table: read by the bench, written by the bench or by `dockgrade user` while no bench runs."""

import sqlite3

from app.domain.vocabulary import Role
from app.people.person import Person

_COLUMNS = "name, role, language, badge_sha256, pin_hash, disabled, failed_pins, locked_until, created_at"

PUT_PERSON = f"INSERT OR REPLACE INTO person ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def person_values(person: Person) -> tuple[object, ...]:
    """The parameters of PUT_PERSON."""
    return (
        person.name,
        person.role,
        person.language,
        person.badge_sha256,
        person.pin_hash,
        int(person.disabled),
        person.failed_pins,
        person.locked_until,
        person.created_at,
    )


def _person(row: tuple[str, str, str, str, str | None, int, int, str | None, str]) -> Person:
    name, role, language, badge, pin, disabled, failed, locked, created = row
    return Person(name, Role(role), language, badge, pin, bool(disabled), failed, locked, created)


def person_by_badge(connection: sqlite3.Connection, badge_sha256: str) -> Person | None:
    """Whose badge this is."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM person WHERE badge_sha256 = ?", (badge_sha256,)).fetchone()
    return _person(row) if row else None


def person_by_name(connection: sqlite3.Connection, name: str) -> Person | None:
    """The person of that name."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM person WHERE name = ?", (name,)).fetchone()
    return _person(row) if row else None


def all_people(connection: sqlite3.Connection) -> list[Person]:
    """Everybody, by name."""
    return [_person(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM person ORDER BY name")]
