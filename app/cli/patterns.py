"""The site's own form of RMA numbers, for commands that read codes outside the bench."""

import re
from pathlib import Path

from app.errors import KnownError
from app.settings import Settings


def rma_pattern(settings: Settings, path: Path) -> re.Pattern[str]:
    """What the settings at `path` say, or the built-in form. Raises KnownError when it is no regular expression."""
    from app.symbols.parse import DEFAULT_RMA_PATTERN

    text = settings.bench.rma_pattern
    if not text:
        return DEFAULT_RMA_PATTERN
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as err:
        raise KnownError(
            f"{path}: Expected a regular expression in rma_pattern of [bench], got {text!r}: {err}.",
            "Correct that key, then start again.",
            exit_code=2,
        ) from err
