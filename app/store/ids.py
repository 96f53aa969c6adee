"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562), as 32 hex digits."""


def new_id() -> str:
    """Make one."""
    from uuid_utils import uuid7

    return uuid7().hex
