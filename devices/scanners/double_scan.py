"""The same barcode twice within a moment is one movement of the hand, not two goods.

The rule only says so. Whoever asks shows the suppressed reading, sounds for it and records it: a reading that vanishes silently
looks like a dead scanner.
"""

from typing import Final

from devices.events import ScanReceived

_NS_PER_MS: Final = 1_000_000


class DoubleScanGate:
    """Decides whether a reading is new or the echo of one that was let in before.

    The window runs from the last reading that was let in, not from the last one that was seen. A code held under a
    presentation scanner repeats every few hundred milliseconds: measured from the last one seen it would be blocked for as
    long as it lies there, and an operator who counts equal goods by scanning would be blocked by their own speed.

    Scanner, AIM identifier and text must all be equal, so two scanners that read the same code count twice, and a
    scanner that sees two codes in turn lets each in once a window. One thread at a time.

    Attributes:
        window_ms: how long after a reading its echo is suppressed; 0 lets everything in.
    """

    def __init__(self, window_ms: int = 700) -> None:
        if not 0 <= window_ms <= 60000:
            raise ValueError(f"Expected a window of 0 to 60000 ms, got {window_ms}.")
        self.window_ms = window_ms
        self._admitted: dict[tuple[str, str, str], int] = {}

    def admit(self, scan: ScanReceived) -> bool:
        """Say whether this reading counts. False: the same scanner read the same thing less than window_ms ago."""
        window_ns = self.window_ms * _NS_PER_MS
        self._admitted = {key: at_ns for key, at_ns in self._admitted.items() if abs(scan.at_ns - at_ns) < window_ns}
        key = (scan.scanner, scan.aim, scan.text)
        if key in self._admitted:
            return False
        self._admitted[key] = scan.at_ns
        return True
