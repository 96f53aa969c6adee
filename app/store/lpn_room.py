"""How much room a series of license plate numbers has, and the name under which a spare one waits in mirror.db."""

LAST_COUNTER = 999_999
"""The highest counter that an LPN has room for."""
SPARE_BELOW = 50_000
"""A bench with fewer numbers left than that gets a spare series: a month's work of a busy one, if the server is away so long."""


def spare_name(stream_id: str) -> str:
    """Names the spare series of a stream among the agent's values."""
    return f"spare_series:{stream_id}"
