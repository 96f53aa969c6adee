"""Badge codes: a random token on a card. Only its hash is stored, so that a stolen journal opens no session."""

import hashlib
import re
import secrets

PREFIX = "B-"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_LENGTH = 16
"""80 bits: nobody guesses one, and it still fits a card as Code 128."""


_ANYWHERE = re.compile(r"(?<![0-9A-Z])B-[0-9A-Z_-]+|B-[0-9A-Z_-]{8,}", re.IGNORECASE)


def hide_badges(text: str) -> str:
    """The text without badge codes, or beginnings of one, as they may stand in what a scanner sent by half."""
    return _ANYWHERE.sub("B-…", text)


def new_badge() -> str:
    """Draw a badge code; shown or printed once."""
    return PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))


def badge_hash(code: str) -> str:
    """What is stored of a badge code; letters in either case are the same badge."""
    return hashlib.sha256(code.strip().upper().encode("utf-8", "surrogatepass")).hexdigest()
