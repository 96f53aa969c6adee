"""What devices tell the program. Every value carries the moment it happened, taken as close to the wire as possible."""

from dataclasses import dataclass
from enum import StrEnum

from devices.errors import DeviceReason


@dataclass(frozen=True, slots=True)
class ScanReceived:
    """One whole reading of a scanner.

    Attributes:
        text: the data as the scanner sent it, without terminator, prefix, suffix and AIM identifier; GS (0x1D) kept.
        aim: the AIM symbology identifier, e.g. "]C1"; "" when the scanner sends none.
        scanner: the scanner's name in the settings.
        at_ns: time.monotonic_ns() when the last byte came in.
    """

    text: str
    aim: str
    scanner: str
    at_ns: int


class FrameProblem(StrEnum):
    """Why bytes of a scanner did not become a reading."""

    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    CUT_OFF = "cut_off"  # the line broke inside a reading
    NO_READ = "no_read"  # the scanner's own string for "saw nothing"
    NO_END = "no_end"  # a scanner that types sent another key than its terminator after the code, or none


@dataclass(frozen=True, slots=True)
class FrameRejected:
    """Bytes that could not become a reading; `raw` is at most the first 64 of them."""

    problem: FrameProblem
    raw: bytes
    length: int
    scanner: str
    at_ns: int


class LinkState(StrEnum):
    """Whether a device can be used."""

    CONNECTING = "connecting"
    READY = "ready"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """A device came or went; `reason` is None while it is ready."""

    device: str
    state: LinkState
    reason: DeviceReason | None
    detail: str
    at_ns: int


ScannerEvent = ScanReceived | FrameRejected | LinkChanged
