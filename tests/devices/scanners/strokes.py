"""What a scanner or a person does to keys, for tests."""

from collections.abc import Iterable, Iterator

from devices.events import FrameRejected, ScanReceived
from devices.scanners.key_stroke import KeyStroke
from devices.scanners.layouts import LAYOUTS, control_character
from devices.scanners.wedge import BurstDetector, Decision, Verdict

ENTER, TAB, LEFT_SHIFT, LEFT_CTRL, RIGHT_ALT, F2 = 28, 15, 42, 29, 100, 60


def key_of(character: str, layout: str = "us") -> tuple[int, bool, bool]:
    """The key that makes a character, and whether with Shift and with AltGr."""
    table = LAYOUTS[layout]
    for level, shift, alt_gr in (
        (table.plain, False, False),
        (table.shifted, True, False),
        (table.alt_gr, False, True),
    ):
        for key, made in level.items():
            if made == character:
                return key, shift, alt_gr
    raise LookupError(character)


def control_key_of(character: str) -> int:
    """The key that makes a control character together with Ctrl."""
    return next(key for key in LAYOUTS["us"].plain if control_character(LAYOUTS["us"], key) == character)


def press(key: int, at_ms: int, *, text: str = "", pressed: bool = True, **modifiers: bool) -> KeyStroke:
    return KeyStroke(key=key, text=text, pressed=pressed, at_ms=at_ms, token=(key, at_ms, pressed), **modifiers)


def release(key: int, at_ms: int, **modifiers: bool) -> KeyStroke:
    return press(key, at_ms, pressed=False, **modifiers)


def typed(
    text: str, start_ms: int = 0, pace_ms: int = 8, layout: str = "us", end: int | None = ENTER
) -> list[KeyStroke]:
    """Every key down and up again, Shift and Ctrl included, then the terminator."""
    strokes: list[KeyStroke] = []
    at_ms = start_ms
    for character in text:
        if character < " ":
            key = control_key_of(character)
            strokes += [press(LEFT_CTRL, at_ms), press(key, at_ms, ctrl=True)]
            strokes += [release(key, at_ms + 1, ctrl=True), release(LEFT_CTRL, at_ms + 1)]
        else:
            key, shift, alt_gr = key_of(character, layout)
            modifier = LEFT_SHIFT if shift else RIGHT_ALT if alt_gr else None
            strokes += [press(modifier, at_ms)] if modifier else []
            strokes += [press(key, at_ms, shift=shift, alt=alt_gr), release(key, at_ms + 1, shift=shift, alt=alt_gr)]
            strokes += [release(modifier, at_ms + 1)] if modifier else []
        at_ms += pace_ms
    return [*strokes, press(end, at_ms), release(end, at_ms + 1)] if end is not None else strokes


class Hand:
    """Feeds a detector and does what it decides, as a window would.

    Attributes:
        seen: the strokes that reached the window, in order.
        readings, rejections: what the detector reported.
    """

    def __init__(self, detector: BurstDetector) -> None:
        self.detector = detector
        self.seen: list[KeyStroke] = []
        self.readings: list[str] = []
        self.decisions: list[Decision] = []
        self.rejections: list[FrameRejected] = []

    def feed(self, strokes: Iterable[KeyStroke]) -> "Hand":
        """The strokes arrive one after the other, with no time for a flush between them."""
        for stroke in strokes:
            wanted = self.detector.wants(stroke)
            decision = self.detector.feed(stroke, stroke.at_ms * 1_000_000)
            if stroke.pressed and stroke.key not in {LEFT_SHIFT, LEFT_CTRL, RIGHT_ALT}:
                assert wanted == (decision.verdict is not Verdict.PASS), "what is asked before must be what is decided"
            self.decisions.append(decision)
            self.seen += decision.before
            if decision.verdict is Verdict.PASS:
                self.seen.append(stroke)
            self._hear(decision)
        return self

    def wait(self) -> "Hand":
        """Nothing comes for so long that the timer fires."""
        decision = self.detector.flush(0)
        self.seen += decision.before
        self._hear(decision)
        return self

    def _hear(self, decision: Decision) -> None:
        if isinstance(decision.event, ScanReceived):
            self.readings.append(decision.event.aim + decision.event.text)
        elif decision.event is not None:
            self.rejections.append(decision.event)

    @property
    def seen_keys(self) -> list[int]:
        return [stroke.key for stroke in self.seen if stroke.pressed]


def in_time(strokes: Iterable[KeyStroke], flush_after_ms: int) -> Iterator[KeyStroke | None]:
    """The strokes as a window without any delay sees them; None where the timer fires between two."""
    last_ms: int | None = None
    for stroke in strokes:
        if last_ms is not None and stroke.at_ms - last_ms > flush_after_ms:
            yield None
        if stroke.pressed:
            last_ms = stroke.at_ms
        yield stroke
