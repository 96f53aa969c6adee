"""What an input method keeps to itself: key presses as the X server sent them, before Qt asks anybody about them.

In a text field Qt hands every key to its input method first. A dead key (the scanner's "]" on a Finnish keyboard is one) and the letter after it
vanish there and come back as one composed letter, so a reading would be short of two characters. The witness remembers the presses, and
whoever gets the key events that are left can tell which ones are missing.

Only X11 needs it: Windows gives its dead keys to the window. Under Wayland nothing is witnessed, and a reading that begins with a dead
key loses it while a text field has the focus.
"""

import ctypes
from collections import deque
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

from ui.held_keys import HeldText

# struct xcb_key_press_event_t of the X11 core protocol: type, key code, sequence, time, root, event, child, four positions, state
_KEY_PRESS: Final = 2
_TYPE_MASK: Final = 0x7F  # the upper bit marks an event that another program sent
_TIME_OFFSET: Final = 4
_STATE_OFFSET: Final = 28
_REMEMBERED: Final = 64

SHIFT_STATE: Final = 0x01
CONTROL_STATE: Final = 0x04
ALT_STATE: Final = 0x08
ALT_GR_STATE: Final = 0x80


@dataclass(slots=True, eq=False)
class SeenPress:
    """A press that the X server reported.

    Attributes:
        native_code: the key code, as QKeyEvent.nativeScanCode().
        at_ms: the server's time, as QKeyEvent.timestamp().
        state: the modifiers that were down before it.
        text: what the input method made of it, kept back; None when it made nothing.
    """

    native_code: int
    at_ms: int
    state: int
    text: HeldText | None = None


class KeyWitness(QAbstractNativeEventFilter):
    """Remembers presses until the key event that belongs to them is seen."""

    def __init__(self) -> None:
        super().__init__()
        self._unclaimed: deque[SeenPress] = deque(maxlen=_REMEMBERED)
        self._claimed = (0, 0)

    def nativeEventFilter(self, event_type: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        if event_type == b"xcb_generic_event_t":
            address = int(message)
            if ctypes.c_uint8.from_address(address).value & _TYPE_MASK == _KEY_PRESS:
                self._unclaimed.append(
                    SeenPress(
                        native_code=ctypes.c_uint8.from_address(address + 1).value,
                        at_ms=ctypes.c_uint32.from_address(address + _TIME_OFFSET).value,
                        state=ctypes.c_uint16.from_address(address + _STATE_OFFSET).value,
                    )
                )
        return False, 0

    @property
    def latest(self) -> SeenPress | None:
        """The last press of which no key event has been seen yet."""
        return self._unclaimed[-1] if self._unclaimed else None

    def claim_press(self, native_code: int, at_ms: int) -> list[SeenPress]:
        """A key event of this press has come: return the presses before it, of which none ever will."""
        if (native_code, at_ms) == self._claimed:  # its key press after its question about shortcuts
            return []
        self._claimed = native_code, at_ms
        for seen in self._unclaimed:
            if (seen.native_code, seen.at_ms) == self._claimed:
                return self._take_through(seen)[:-1]
        # an input method that passes keys on with another time: nothing can be said about what is missing
        for seen in self._unclaimed:
            if seen.native_code == native_code:
                self._take_through(seen)
                break
        return []

    def claim_release(self, native_code: int, at_ms: int) -> list[SeenPress]:
        """A key came up: if its press was never seen as a key event, return that press and those before it."""
        for seen in self._unclaimed:
            if seen.native_code == native_code and seen.at_ms <= at_ms:
                return self._take_through(seen)
        return []

    def claim_texts(self) -> list[SeenPress]:
        """Return all presses up to the last that the input method made text of."""
        with_text = [seen for seen in self._unclaimed if seen.text is not None]
        return self._take_through(with_text[-1]) if with_text else []

    def _take_through(self, last: SeenPress) -> list[SeenPress]:
        taken: list[SeenPress] = []
        while not taken or taken[-1] is not last:
            taken.append(self._unclaimed.popleft())
        return taken
