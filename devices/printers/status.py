"""What a ZPL printer says about itself: the answer to `~HS`, host status return.

A printer with its media out, its head open or its ribbon out does not answer at all: silence means that somebody has to look,
not that the printer is switched off (that is a refused connection).

Source: Zebra, ZPL II Programming Guide, "~HS Host Status Return".
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from devices.ports import Transport

HOST_STATUS_REQUEST: Final = b"~HS"
ANSWER_TIMEOUT_S: Final = 1.0

_STRING: Final = re.compile(rb"\x02([^\x02\x03]*)\x03")
_FIELDS: Final = (12, 11, 2)


class PrinterReason(StrEnum):
    """Why a printer will not print the next label."""

    PAPER_OUT = "paper_out"
    PAUSED = "paused"
    HEAD_OPEN = "head_open"
    RIBBON_OUT = "ribbon_out"
    BUFFER_FULL = "buffer_full"
    LABEL_WAITING = "label_waiting"  # the last one has to be taken off first
    TOO_COLD = "too_cold"
    TOO_HOT = "too_hot"
    MEMORY_LOST = "memory_lost"  # its configuration is gone
    DIAGNOSTIC_MODE = "diagnostic_mode"  # it prints what it is sent as hexadecimal
    SILENT = "silent"  # no answer: look at the printer
    UNREADABLE = "unreadable"  # an answer that is none


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """One look at a printer.

    Attributes:
        ready: nothing stands in the way of the next label.
        reasons: what does; empty when ready.
        labels_remaining: of the batch that is being printed; None when it is not known.
        raw: the answer as it came.
    """

    ready: bool
    reasons: tuple[PrinterReason, ...]
    labels_remaining: int | None
    raw: bytes


def parse_host_status(raw: bytes) -> PrinterStatus:
    """Read an answer to `~HS`: three strings between STX and ETX. Never raises; b"" is silence."""
    if not raw.strip():
        return PrinterStatus(ready=False, reasons=(PrinterReason.SILENT,), labels_remaining=None, raw=raw)
    strings = [match.decode("ascii", "replace").split(",") for match in _STRING.findall(raw)]
    if len(strings) < 2 or any(len(found) < expected for found, expected in zip(strings, _FIELDS, strict=False)):
        return PrinterStatus(ready=False, reasons=(PrinterReason.UNREADABLE,), labels_remaining=None, raw=raw)
    first, second = strings[0], strings[1]
    flags = (
        (first[1], PrinterReason.PAPER_OUT),
        (second[2], PrinterReason.HEAD_OPEN),
        (second[3], PrinterReason.RIBBON_OUT),
        (first[2], PrinterReason.PAUSED),
        (second[7], PrinterReason.LABEL_WAITING),
        (first[5], PrinterReason.BUFFER_FULL),
        (first[10], PrinterReason.TOO_COLD),
        (first[11], PrinterReason.TOO_HOT),
        (first[9], PrinterReason.MEMORY_LOST),
        (first[6], PrinterReason.DIAGNOSTIC_MODE),
    )
    reasons = tuple(reason for flag, reason in flags if flag.strip() == "1")
    remaining = second[8].strip()
    return PrinterStatus(
        ready=not reasons,
        reasons=reasons,
        labels_remaining=int(remaining) if remaining.isascii() and remaining.isdigit() else None,
        raw=raw,
    )


def read_status(transport: Transport, timeout_s: float = ANSWER_TIMEOUT_S) -> PrinterStatus:
    """Ask a ZPL printer how it is. Raises DeviceError when it cannot be reached at all."""
    return parse_host_status(transport.ask(HOST_STATUS_REQUEST, timeout_s))
