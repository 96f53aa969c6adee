"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562), in their canonical spelling.

The central server stores them as uuid and hashes their canonical text: no other spelling gives the same hash.
"""

from collections.abc import Callable
from functools import cache


def new_id() -> str:
    """Make one: 36 characters, lower-case."""
    return str(_maker()())


@cache
def _maker() -> Callable[[], object]:
    from uuid_utils import uuid7

    return uuid7
