"""From the bytes of a scanner to whole readings.

A frame is what a scanner sends for one barcode: perhaps a prefix, perhaps an AIM symbology identifier (ISO/IEC 15424: "]", a code
character, a modifier), the data, perhaps a suffix, then a terminator or a pause. The framer is pure: bytes and moments go in, events
come out, and the same bytes give the same readings however the line cuts them into chunks.

GS (0x1D) separates the elements of a GS1 message (GS1 General Specifications, 7.8) and is data. Other control characters stay in the text as
well: what they mean is for the parser to say.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from devices.events import FrameProblem, FrameRejected, ScannerEvent, ScanReceived

Terminator = Literal["CR", "LF", "CRLF", "TAB", "ETX", "STX_ETX", "NONE"]
"""How a frame ends; "NONE" means that silence ends it."""

_STX: Final = b"\x02"
_DELIMITERS: Final[dict[str, bytes]] = {
    "CR": b"\r",
    "LF": b"\n",
    "CRLF": b"\r\n",
    "TAB": b"\t",
    "ETX": b"\x03",
    "STX_ETX": b"[\x02\x03]",
}
_AIM_IDENTIFIER: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_SHOWN_BYTES: Final = 64
_NS_PER_MS: Final = 1_000_000
_PRINTABLE_ASCII: Final = bytes(range(0x20, 0x7F))


def split_aim(text: str) -> tuple[str, str]:
    """Split a reading into its AIM identifier ("" when it has none) and its data."""
    match = _AIM_IDENTIFIER.match(text)
    return (match.group(), text[match.end() :]) if match else ("", text)


@dataclass(frozen=True, slots=True)
class FrameSettings:
    """How one scanner wraps its readings. Raises ValueError that says what was expected and what was given.

    Attributes:
        terminator: the end of a frame. "CR" also takes CR LF, and "LF" takes CR LF.
        prefix: bytes that every frame begins with, b"" for none; a frame without them lost its head and is rejected.
        suffix: bytes before the terminator, b"" for none; as with the prefix.
        max_length: most bytes between two terminators, prefix and suffix counted.
        idle_flush_ms: the pause that ends a frame when the terminator is "NONE". A line at 9600 baud under load shows gaps of 57 ms
            inside one frame, so less than 100 is refused.
        stall_ms: the pause after which a frame without its terminator counts as broken, so that half a reading never becomes the
            beginning of the next one.
        no_read: what the scanner sends when it saw nothing, without prefix and suffix or with them.
        encoding: tried when the bytes are not UTF-8. Must contain ASCII as it is, because the terminators are ASCII.
    """

    terminator: Terminator = "CR"
    prefix: bytes = b""
    suffix: bytes = b""
    max_length: int = 4096
    idle_flush_ms: int = 120
    no_read: tuple[str, ...] = ()
    encoding: str = "utf-8"
    stall_ms: int = 5000

    def __post_init__(self) -> None:
        if self.terminator not in get_args(Terminator):
            raise ValueError(f"Expected a terminator of {', '.join(get_args(Terminator))}; got {self.terminator!r}.")
        if not 1 <= self.max_length <= 65536:
            raise ValueError(f"Expected a maximum length of 1 to 65536 bytes, got {self.max_length}.")
        if not 100 <= self.idle_flush_ms <= 2000:
            raise ValueError(f"Expected an idle flush of 100 to 2000 ms, got {self.idle_flush_ms}.")
        if not 1000 <= self.stall_ms <= 60000:
            raise ValueError(f"Expected a stall time of 1000 to 60000 ms, got {self.stall_ms}.")
        if len(self.prefix) + len(self.suffix) >= self.max_length:
            raise ValueError(
                f"Expected a prefix and suffix shorter than the maximum length of {self.max_length} bytes, "
                f"got {len(self.prefix)} and {len(self.suffix)}."
            )
        for name, affix in (("prefix", self.prefix), ("suffix", self.suffix)):
            if self.terminator != "NONE" and re.search(_DELIMITERS[self.terminator], affix):
                raise ValueError(f"Expected a {name} without the terminator {self.terminator}, got {affix!r}.")
        if "" in self.no_read:
            raise ValueError('Expected no-read texts of at least 1 character, got "".')
        try:
            ascii_kept = _PRINTABLE_ASCII.decode(self.encoding) == _PRINTABLE_ASCII.decode("ascii")
        except (LookupError, UnicodeError):
            ascii_kept = False
        if not ascii_kept:
            raise ValueError(
                f'Expected an encoding that contains ASCII, such as "utf-8" or "cp1252"; got {self.encoding!r}.'
            )


class Framer:
    """Cuts the bytes of one scanner into events.

    Feed it every byte in order; call idle() whenever a read came back empty, and cut_off() when the line broke.
    """

    def __init__(self, settings: FrameSettings, scanner_name: str) -> None:
        self._settings = settings
        self._scanner = scanner_name
        self._delimiter = None if settings.terminator == "NONE" else re.compile(_DELIMITERS[settings.terminator])
        self._pending = bytearray()
        self._last_at_ns = 0
        self._skipping = False  # inside a frame that was too long and has been reported
        self._opened = settings.terminator != "STX_ETX"  # whether what is pending is inside a frame

    def feed(self, data: bytes, at_ns: int) -> list[ScannerEvent]:
        """Take bytes that came in at that moment and return the events they complete, in order."""
        if not data:
            return []
        self._pending += data
        self._last_at_ns = at_ns
        events: list[ScannerEvent] = []
        for delimiter, body in self._cut():
            events += self._close_frame(delimiter, body, at_ns)
        self._drop_terminator_rest()
        if not self._skipping and self._pending_length() > self._settings.max_length:
            self._skipping = True
            events.append(self._too_long(bytes(self._pending), at_ns))
        if self._skipping:
            del self._pending[: self._pending_length()]
        return events

    def idle(self, now_ns: int) -> list[ScannerEvent]:
        """Nothing is waiting on the line: end a frame that silence ends, and give up one whose terminator never came.

        A reading that silence completes carries the moment of its last byte.
        """
        quiet_ns = now_ns - self._last_at_ns
        if self._delimiter is None and quiet_ns >= self._settings.idle_flush_ms * _NS_PER_MS:
            body = bytes(self._pending)
            self._pending.clear()
            return self._close_frame(b"", body, self._last_at_ns)
        if quiet_ns >= self._settings.stall_ms * _NS_PER_MS:
            return self.cut_off(now_ns)
        return []

    def cut_off(self, now_ns: int) -> list[ScannerEvent]:
        """The line broke: drop what has no end yet, and say so."""
        body = bytes(self._pending)
        self._pending.clear()
        self._skipping = False
        self._opened = self._settings.terminator != "STX_ETX"
        return self._incomplete(body, now_ns)

    def _cut(self) -> Iterator[tuple[bytes, bytes]]:
        """Take whole frames from the front of the pending bytes: the delimiter that ended each, and what came before it."""
        while self._delimiter is not None:
            self._drop_terminator_rest()
            match = self._delimiter.search(self._pending)
            if match is None:
                return
            body, delimiter = bytes(self._pending[: match.start()]), match.group()
            del self._pending[: match.end()]
            yield delimiter, body

    def _close_frame(self, delimiter: bytes, body: bytes, at_ns: int) -> list[ScannerEvent]:
        skipped, self._skipping = self._skipping, False
        inside = self._opened
        if self._settings.terminator == "STX_ETX":
            self._opened = delimiter == _STX
            inside = inside and not self._opened  # an STX inside a frame: its end was lost
        if skipped:
            return []
        if self._settings.terminator == "LF":
            body = body.removesuffix(b"\r")
        if len(body) > self._settings.max_length:
            return [self._too_long(body, at_ns)]
        return self._read(body, at_ns) if inside else self._incomplete(body, at_ns)

    def _read(self, body: bytes, at_ns: int) -> list[ScannerEvent]:
        """Turn the bytes between two terminators into at most one event."""
        settings = self._settings
        data = body
        complete = len(body) >= len(settings.prefix) + len(settings.suffix)
        if complete and body.startswith(settings.prefix) and body.endswith(settings.suffix):
            data = body[len(settings.prefix) : len(body) - len(settings.suffix)]
        else:
            complete = False
        text = self._decode(data)
        if text is not None and text in settings.no_read:
            return [self._rejected(FrameProblem.NO_READ, body, at_ns)]
        if not complete:
            return self._incomplete(body, at_ns)
        if text is None:
            return [self._rejected(FrameProblem.NOT_TEXT, body, at_ns)]
        aim, text = split_aim(text)
        return [ScanReceived(text=text, aim=aim, scanner=self._scanner, at_ns=at_ns)] if text else []

    def _decode(self, data: bytes) -> str | None:
        for encoding in ("utf-8", self._settings.encoding):
            try:
                return codecs.decode(data, encoding)
            except UnicodeError:
                continue
        return None

    def _drop_terminator_rest(self) -> None:
        """With CR as terminator, a line feed in front of a frame is the second half of a CR LF."""
        if self._settings.terminator == "CR" and self._pending.startswith(b"\n"):
            self._pending = self._pending.lstrip(b"\n")

    def _pending_length(self) -> int:
        """How many pending bytes are surely not the first half of a terminator."""
        ends = self._settings.terminator in {"CRLF", "LF"} and self._pending.endswith(b"\r")
        return len(self._pending) - (1 if ends else 0)

    def _incomplete(self, body: bytes, at_ns: int) -> list[ScannerEvent]:
        """Bytes that lost their beginning or their end; line ends alone are nothing."""
        return [self._rejected(FrameProblem.CUT_OFF, body, at_ns)] if body.strip(b"\r\n") else []

    def _too_long(self, body: bytes, at_ns: int) -> FrameRejected:
        """A frame over the maximum is reported as soon as it is one byte over, however many follow."""
        return self._rejected(FrameProblem.TOO_LONG, body[: self._settings.max_length + 1], at_ns)

    def _rejected(self, problem: FrameProblem, body: bytes, at_ns: int) -> FrameRejected:
        return FrameRejected(
            problem=problem, raw=body[:_SHOWN_BYTES], length=len(body), scanner=self._scanner, at_ns=at_ns
        )
