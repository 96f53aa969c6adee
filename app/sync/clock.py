"""The time as mirror.db stores it."""

from datetime import UTC, datetime


def utc_text() -> str:
    """Now: UTC, ISO 8601, milliseconds, Z."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
