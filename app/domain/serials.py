"""Serial numbers compared: what is typed on one side is scanned on the other, so case and spaces do not count."""

MAX_LENGTH = 40
"""No product carries a longer one; what is longer is another kind of code."""


def same_serial(one: str | None, other: str | None) -> bool:
    """Whether two serial numbers mean the same unit; a missing one is the same as none."""
    if one is None or other is None:
        return False
    return serial_key(one) == serial_key(other)


def serial_key(serial: str) -> str:
    """The spelling that serial numbers are compared in."""
    return "".join(serial.split()).upper()
