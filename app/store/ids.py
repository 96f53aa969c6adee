"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562), in their canonical spelling.

The central server stores them as uuid and hashes their canonical text: no other spelling gives the same hash.
"""


def new_id() -> str:
    """Make one: 36 characters, lower-case."""
    from uuid_utils import uuid7

    return str(uuid7())
