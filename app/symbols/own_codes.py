"""The codes that Dockgrade prints itself: LPN, tote, command and badge."""

import re
from functools import lru_cache

from app.domain.lpn import check_lpn, is_lpn_shape
from app.symbols.control import PREFIX as COMMAND_PREFIX
from app.symbols.control import read_control
from app.symbols.readings import Kind, Reading

TOTE_PREFIX = "T-"
BADGE_PREFIX = "B-"

_TOTE = re.compile(r"T-[0-9A-Z-]{1,20}")
_BADGE = re.compile(r"[Bb]-([0-9A-Za-z_-]{1,128})")


def read_own_code(text: str) -> Reading | None:
    """Read a text as one of our own codes, in either case; None when it has the form of none of them."""
    prefix = text[:4].upper()
    if prefix == COMMAND_PREFIX:
        return _command(text)
    if prefix.startswith(TOTE_PREFIX):
        return _tote(text)
    if prefix.startswith(BADGE_PREFIX):
        return _badge(text)
    if is_lpn_shape(text):
        return _lpn(text)
    return None


def _lpn(text: str) -> Reading:
    try:
        parts = check_lpn(text)
    except ValueError as error:
        return Reading(Kind.LPN, text.upper(), None, valid=False, reason=f"License plate number: {error}")
    fields = (("series", parts.series), ("counter", str(parts.counter)))
    return Reading(
        Kind.LPN,
        parts.lpn,
        None,
        valid=True,
        reason=f"License plate number: check character {parts.lpn[-1]} is right.",
        fields=fields,
    )


@lru_cache(maxsize=256)
def _command(text: str) -> Reading:
    """The same few dozen are scanned all day."""
    try:
        word = read_control(text)
    except ValueError as error:
        return Reading(Kind.COMMAND, text.upper(), None, valid=False, reason=f"Command barcode: {error}")
    return Reading(Kind.COMMAND, word, None, valid=True, reason="Command barcode: its check character is right.")


def _tote(text: str) -> Reading:
    capitals = text.upper()
    if _TOTE.fullmatch(capitals):
        return Reading(Kind.TOTE, capitals, None, valid=True, reason="Tote: begins with T-.")
    reason = f"Tote: expected 1 to 20 letters, digits or hyphens behind T-, got {len(text) - 2} characters."
    return Reading(Kind.TOTE, capitals, None, valid=False, reason=reason)


def _badge(text: str) -> Reading:
    token = _BADGE.fullmatch(text)
    if token is not None:
        # The token keeps its case: a hash of it is compared.
        return Reading(Kind.BADGE, BADGE_PREFIX + token[1], None, valid=True, reason="Badge: begins with B-.")
    reason = (
        f"Badge: expected 1 to 128 letters, digits, hyphens or underscores behind B-, got {len(text) - 2} characters."
    )
    return Reading(Kind.BADGE, BADGE_PREFIX + text[2:], None, valid=False, reason=reason)
