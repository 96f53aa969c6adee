"""The one spelling under which a number is stored for looking up, and under which a scanned one is looked for.

Serial numbers have theirs in app.domain.serials, since the bench compares them too.
"""

import re

_SPACES = re.compile(r"\s+")
_SPACES_AND_DASHES = re.compile(r"[\s\-]+")
_SSCC_WITH_IDENTIFIER = re.compile(r"(?:\(00\)|00)(\d{18})")


def rma_key(text: str) -> str:
    """An RMA number without spaces, in capitals; dashes count, since "A-11" and "A1-1" are two numbers."""
    return _SPACES.sub("", text).upper()


def tracking_key(text: str) -> str:
    """A tracking number without spaces and dashes, in capitals; an SSCC without its application identifier (00)."""
    key = _SPACES_AND_DASHES.sub("", text).upper()
    sscc = _SSCC_WITH_IDENTIFIER.fullmatch(key)
    return sscc[1] if sscc else key


def title_key(text: str) -> str:
    """The beginning of a title for searching: lower case in every script, single spaces."""
    return " ".join(text.casefold().split())
