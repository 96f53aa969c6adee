"""A person who works at the bench, and what the role allows."""

from dataclasses import dataclass

from app.domain.vocabulary import Role

_RANK = {Role.INSPECTOR: 0, Role.LEAD: 1, Role.ADMIN: 2}


@dataclass(frozen=True, slots=True)
class Person:
    """One row of `person`.

    Attributes:
        badge_sha256: hash of the badge code.
        pin_hash: None when no PIN was set.
        locked_until: UTC as stored; None unless too many wrong PINs were entered.
    """

    name: str
    role: Role
    language: str
    badge_sha256: str
    pin_hash: str | None
    disabled: bool
    failed_pins: int
    locked_until: str | None
    created_at: str


def at_least(role: Role, wanted: Role) -> bool:
    """Whether a role includes another."""
    return _RANK[role] >= _RANK[wanted]
