"""What kept a finished report from becoming a file, in words."""

from pathlib import Path

from app.errors import KnownError


def not_written(err: OSError, out: Path) -> KnownError:
    """The fault of the system as one of the place that was asked for, not of the file beside it that was written first."""
    reason = err.strerror or type(err).__name__
    if isinstance(err, FileNotFoundError):
        if not out.parent.is_dir():
            return KnownError(f"There is no folder {out.parent}.", "Make it, or choose another with --out.")
        reason = f"{out.parent} takes no files"
    return KnownError(
        f"{out} cannot be written: {reason}.",
        "Close it in other programs, check space and rights, or choose another place with --out.",
    )
