"""What can go wrong with a device, as reasons that a screen can put into words."""

from enum import StrEnum


class DeviceReason(StrEnum):
    """Why a device cannot be used right now."""

    ABSENT = "absent"  # nothing answers at that port or address
    BUSY = "busy"  # another program holds it
    DENIED = "denied"  # the operating system refuses access
    LOST = "lost"  # it was there and went away
    STALLED = "stalled"  # it is there and takes or gives no bytes
    MISCONFIGURED = "misconfigured"  # the settings cannot be right
    NEEDS_ATTENTION = "needs_attention"  # paper out, head open, paused
    UNSUPPORTED = "unsupported"  # not on this platform or not by this device


class DeviceError(Exception):
    """A device refused; `reason` says why and `detail` holds the text of the platform.

    Attributes:
        device: the name from the settings or the address, as the operator knows it.
        bytes_written: how many bytes had been handed over before it broke; None where that makes no sense.
    """

    def __init__(
        self, device: str, reason: DeviceReason, detail: str = "", *, bytes_written: int | None = None
    ) -> None:
        super().__init__(f"{device}: {reason.value}{': ' + detail if detail else ''}")
        self.device = device
        self.reason = reason
        self.detail = detail
        self.bytes_written = bytes_written
