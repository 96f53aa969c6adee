"""A keyboard wedge: a scanner that types. Which key strokes are a reading, and which are a person.

The scanner's strokes follow each other within a few milliseconds and end with Enter or Tab. The detector holds every character for a moment; a
burst that ends so becomes a reading and its strokes vanish. A burst that no hand could have typed and that ends otherwise vanishes too, and is
reported: given back, each of its characters would be a key pressed. Everything else is given back in the order in which it was typed. All of it goes
by the moment at which the system saw the key, never by when the program came to look: a window that was busy for half a second gets its events
in one heap, and would take a person for a scanner, or a scanner for a person.

Characters come from the keys and the layout that the scanner is programmed for, not from what the system made of them.

The detector is pure. Whoever feeds it strokes keeps the promises it gives: holds what it holds, drops what it drops, gives back what it gives back.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from devices.events import FrameProblem, FrameRejected, ScanReceived
from devices.scanners.framing import split_aim
from devices.scanners.key_stroke import KeyStroke, gap_ms
from devices.scanners.layouts import (
    ENTER_KEYS,
    LAYOUTS,
    MODIFIER_KEYS,
    RIGHT_ALT_KEY,
    TAB_KEYS,
    compose,
    control_character,
)

PERSON_MS = 30
"""No person types several keys one after the other with pauses as short as this."""
SURELY_SCANNED = 6
"""So many characters in a row, each within PERSON_MS of the one before, come from a scanner."""
MACHINE_MS = 12
"""With pauses as short as this not even two keys and Enter come from a hand."""
END_WAIT_MS = 250
"""How long after them its terminator is waited for."""


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    r"""How one keyboard-wedge scanner types. Raises ValueError that says what was expected and what was given.

    Attributes:
        name: what the operator calls it; part of every event.
        terminator: the key that ends a reading; it never reaches a window.
        min_length: fewer characters before the terminator are taken for typing.
        hold_ms: the longest pause between two characters of one reading. A person never types so fast; a character that a person types
            reaches its field so much later.
        prefix_key: what the scanner is programmed to send first, for one that pauses longer than hold_ms (some pace 60 ms a key); characters
            as text, control characters as the scanner's Ctrl combination gives them ("\x02" is Ctrl+B). None: it sends nothing first.
        layout: the keyboard layout the scanner is programmed for, a name in LAYOUTS.
        prefixed_gap_ms: the longest pause between two keys once the prefix has come; a person who types the prefix waits so long.
        max_length: a reading of more characters is rejected.
    """

    name: str
    terminator: Literal["Enter", "Tab"] = "Enter"
    min_length: int = 6
    hold_ms: int = 45
    prefix_key: str | None = None
    layout: str = "us"
    prefixed_gap_ms: int = 200
    max_length: int = 4096

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError('Expected a name for the scanner, got "".')
        if self.terminator not in {"Enter", "Tab"}:
            raise ValueError(f"Expected a terminator of Enter or Tab, got {self.terminator!r}.")
        if not 2 <= self.min_length <= self.max_length:
            raise ValueError(f"Expected a minimum length of 2 to {self.max_length} characters, got {self.min_length}.")
        if not 5 <= self.hold_ms <= 1000:
            raise ValueError(f"Expected a hold time of 5 to 1000 ms, got {self.hold_ms}.")
        if not self.hold_ms <= self.prefixed_gap_ms <= 2000:
            raise ValueError(
                f"Expected a pause after the prefix of {self.hold_ms} to 2000 ms, got {self.prefixed_gap_ms}."
            )
        if self.prefix_key == "":
            raise ValueError('Expected a prefix of at least 1 character, got "".')
        if self.layout not in LAYOUTS:
            raise ValueError(f"Expected a layout of {', '.join(LAYOUTS)}; got {self.layout!r}.")


class Verdict(StrEnum):
    """What happens to the stroke that was fed."""

    PASS = "pass"  # noqa: S105  let it go where it was going
    HOLD = "hold"  # keep it until it is given back or swallowed
    DROP = "drop"  # a scanner made it: nobody else shall see it


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, in this order: give back `before`, then deal with the stroke, then report the event.

    Attributes:
        before: strokes held until now that are given back, in the order in which they were typed.
        event: a reading that this stroke completed, or why it cannot become one; the strokes held for it are forgotten.
    """

    verdict: Verdict
    before: tuple[KeyStroke, ...] = ()
    event: ScanReceived | FrameRejected | None = None


class BurstDetector:
    """Tells the readings of one scanner from typing, stroke by stroke."""

    def __init__(self, settings: WedgeSettings, *, timed: bool = True) -> None:
        """`timed`: strokes bear the moment at which the system saw them. Where they bear that at which a busy program came to look, a
        heap of a person's keys looks like a scanner's; then nothing without a terminator is ever taken from anybody.
        """
        self._settings = settings
        self._timed = timed
        self._layout = LAYOUTS[settings.layout]
        self._ends = ENTER_KEYS if settings.terminator == "Enter" else TAB_KEYS
        self._ending_text = "\r\n" if settings.terminator == "Enter" else "\t"
        self._characters: list[str] = []  # of the burst; some may have been given back when the next stroke came late
        self._held: list[KeyStroke] = []  # strokes of the burst that nobody has seen yet
        self._last_ms = 0
        self._slowest_ms = 0  # the longest pause in the burst
        self._too_long = False  # the burst has been rejected: the rest of it is dropped
        self._ended_ms: int | None = None  # when the last reading ended
        self._ended_otherwise = (
            False  # it ended with another key than its terminator; the scanner may send more of them
        )
        self._swallowed: set[tuple[int, int]] = set()  # keys whose press was dropped: their release is dropped too
        self._right_alt_down = False

    @property
    def flush_after_ms(self) -> int:
        """How long after the last stroke what is held must be flushed."""
        return END_WAIT_MS if self._is_scanned() else self._longest_gap_ms()

    def wants(self, stroke: KeyStroke) -> bool:
        """Whether feeding this press would hold or drop it. Asked before shortcuts are looked up; changes nothing."""
        if _is_modifier(stroke) or not stroke.pressed:
            return False
        if stroke.repeated:
            return stroke.which in self._swallowed
        if self._completes(stroke) or self._is_echo(stroke) or self._ends_otherwise(stroke) or self._is_half(stroke):
            return True
        return self._held_character(stroke) is not None

    def feed(self, stroke: KeyStroke, at_ns: int) -> Decision:
        """Take the next stroke; `at_ns` is time.monotonic_ns() of it, for the reading that it may complete."""
        if _is_modifier(stroke):
            return self._feed_modifier(stroke)
        if not stroke.pressed:
            return self._feed_release(stroke)
        if stroke.repeated and stroke.which in self._swallowed:
            return Decision(Verdict.DROP)
        self._swallowed.discard(stroke.which)
        if stroke.repeated:  # a scanner never keeps a key down
            return self.give_up(at_ns)
        if self._completes(stroke):
            return self._complete(stroke, at_ns)
        if self._is_echo(stroke):
            self._swallowed.add(stroke.which)
            self._ended_ms = stroke.at_ms
            return Decision(Verdict.DROP)
        if self._ends_otherwise(stroke):
            self._held.append(stroke)
            ended = self.give_up(at_ns)
            self._ended_ms, self._ended_otherwise = stroke.at_ms, True
            return Decision(Verdict.DROP, ended.before, ended.event)
        if self._is_half(stroke):
            event = self._rejected(FrameProblem.CUT_OFF, at_ns)
            before = self._forget_held(stroke)
            self._ended_ms, self._ended_otherwise = stroke.at_ms, False
            self.give_up(at_ns)
            return Decision(Verdict.DROP, before, event)
        character = self._held_character(stroke)
        if character is None:
            return self.give_up(at_ns)
        continues = self._continues(stroke)
        ended = Decision(Verdict.HOLD) if continues else self.give_up(at_ns)
        if len(self._characters) >= self._settings.max_length:
            return self._drop_too_long(stroke, at_ns)
        if continues:
            self._slowest_ms = max(self._slowest_ms, gap_ms(self._last_ms, stroke.at_ms))
        self._characters.append(character)
        self._held.append(stroke)
        self._last_ms = stroke.at_ms
        return Decision(Verdict.HOLD, ended.before, ended.event)

    def flush(self, at_ns: int) -> Decision:
        """No stroke came for a while: give back what is held, or report what only a scanner can have typed. The verdict means nothing.

        The burst itself is not over: a stroke that happened in time and only arrived late still belongs to it, so that no reading is
        ever cut in two. What was given back of it has then been typed as well.
        """
        if self._held and self._is_scanned():
            foreign = self._forget_held()
            event = None if self._too_long else self._rejected(FrameProblem.NO_END, at_ns)
            return Decision(Verdict.PASS, foreign, event)
        held, self._held = tuple(self._held), []
        return Decision(Verdict.PASS, held)

    def give_up(self, at_ns: int) -> Decision:
        """Something happened that ends any burst: as flush(), and nothing that follows belongs to it. The stroke that did it passes."""
        ended = self.flush(at_ns)
        self._characters = []
        self._slowest_ms, self._too_long = 0, False
        return ended

    def _feed_modifier(self, stroke: KeyStroke) -> Decision:
        if stroke.key == RIGHT_ALT_KEY:
            self._right_alt_down = stroke.pressed
        if not self._held:
            return Decision(Verdict.PASS)
        self._held.append(stroke)
        return Decision(Verdict.HOLD)

    def _feed_release(self, stroke: KeyStroke) -> Decision:
        if stroke.which in self._swallowed:
            if not stroke.repeated:
                self._swallowed.discard(stroke.which)
            return Decision(Verdict.DROP)
        if not self._held:
            return Decision(Verdict.PASS)
        self._held.append(stroke)
        return Decision(Verdict.HOLD)

    def _complete(self, stroke: KeyStroke, at_ns: int) -> Decision:
        """The burst is a reading."""
        aim, text = split_aim(compose(self._characters[self._prefix_length() :]))
        event = ScanReceived(text, aim, self._settings.name, at_ns) if text and not self._too_long else None
        before = self._forget_held(stroke)
        self._ended_ms, self._ended_otherwise = stroke.at_ms, False
        self.give_up(at_ns)
        return Decision(Verdict.DROP, before=before, event=event)

    def _drop_too_long(self, stroke: KeyStroke, at_ns: int) -> Decision:
        """No person types so much so fast, so it is not given back either."""
        event = None if self._too_long else self._rejected(FrameProblem.TOO_LONG, at_ns)
        self._too_long = True
        self._last_ms = stroke.at_ms
        return Decision(Verdict.DROP, before=self._forget_held(stroke), event=event)

    def _rejected(self, problem: FrameProblem, at_ns: int) -> FrameRejected:
        raw = compose(self._characters).encode()
        return FrameRejected(problem, raw[:64], len(raw), self._settings.name, at_ns)

    def _forget_held(self, *strokes: KeyStroke) -> tuple[KeyStroke, ...]:
        """Drop what is held and these strokes. Given back are releases of keys that went down before the burst, and modifiers that are
        down still: a person holds them.
        """
        down: dict[tuple[int, int], KeyStroke] = {}
        foreign: list[KeyStroke] = []
        for held in self._held:
            if held.pressed:
                down[held.which] = held
            elif held.which in down:
                del down[held.which]
            else:
                foreign.append(held)
        foreign += [held for held in down.values() if _is_modifier(held)]
        self._held = []
        self._swallowed |= {which for which, held in down.items() if not _is_modifier(held)}
        self._swallowed |= {stroke.which for stroke in strokes}
        return tuple(foreign)

    def _is_scanned(self) -> bool:
        """Whether only a scanner can have typed the burst."""
        least = max(SURELY_SCANNED, self._settings.min_length)
        return self._timed and len(self._characters) >= least and self._slowest_ms <= PERSON_MS

    def _is_half(self, stroke: KeyStroke) -> bool:
        """Whether this ends what a scanner typed, and there is too little of it for a code."""
        if not (self._timed and self._is_terminator(stroke) and self._continues(stroke) and len(self._characters) > 1):
            return False
        return max(self._slowest_ms, gap_ms(self._last_ms, stroke.at_ms)) <= MACHINE_MS

    def _is_awaited(self, stroke: KeyStroke) -> bool:
        """Whether a scanner's terminator that lets itself be waited for still belongs to the burst."""
        return self._is_scanned() and gap_ms(self._last_ms, stroke.at_ms) <= END_WAIT_MS

    def _ends_otherwise(self, stroke: KeyStroke) -> bool:
        """Whether this is what the scanner sends in the place of its terminator: no hand is there so soon."""
        soon = self._is_scanned() and self._continues(stroke) and gap_ms(self._last_ms, stroke.at_ms) <= PERSON_MS
        return soon and self._held_character(stroke) is None

    def _completes(self, stroke: KeyStroke) -> bool:
        if not self._is_terminator(stroke) or not (self._continues(stroke) or self._is_awaited(stroke)):
            return False
        prefix_length = self._prefix_length()
        return len(self._characters) >= (prefix_length + 1 if prefix_length else self._settings.min_length)

    def _is_terminator(self, stroke: KeyStroke) -> bool:
        if stroke.shift or stroke.ctrl or stroke.alt:
            return False
        return stroke.key in self._ends if stroke.key else bool(stroke.text) and stroke.text in self._ending_text

    def _is_echo(self, stroke: KeyStroke) -> bool:
        """A second end right after the first: the scanner sends CR and LF, as Enter twice or as Enter and Ctrl+J; or, after an end that
        was not its terminator, one key more that makes no character.
        """
        if self._characters or self._ended_ms is None:
            return False
        pause = gap_ms(self._ended_ms, stroke.at_ms)
        character = self._character(stroke)
        if self._ended_otherwise:
            return pause <= PERSON_MS and (character is None or character < " ")
        return pause <= self._settings.hold_ms and (self._is_terminator(stroke) or character in {"\r", "\n"})

    def _continues(self, stroke: KeyStroke) -> bool:
        return bool(self._characters) and gap_ms(self._last_ms, stroke.at_ms) <= self._longest_gap_ms()

    def _longest_gap_ms(self) -> int:
        prefix = self._settings.prefix_key
        if prefix and self._characters and prefix.startswith("".join(self._characters[: len(prefix)])):
            return self._settings.prefixed_gap_ms
        return self._settings.hold_ms

    def _prefix_length(self) -> int:
        """How many characters of the burst are the scanner's prefix: all of it or 0."""
        prefix = self._settings.prefix_key or ""
        return len(prefix) if self._characters[: len(prefix)] == list(prefix) else 0

    def _held_character(self, stroke: KeyStroke) -> str | None:
        """The character of a stroke that may belong to a reading, else None."""
        character = self._character(stroke)
        if character is None:
            return None
        begins = character >= " " or (self._settings.prefix_key or "").startswith(character)
        return character if begins or self._continues(stroke) else None

    def _character(self, stroke: KeyStroke) -> str | None:
        alt_gr = stroke.group_switch or (stroke.alt and self._right_alt_down)
        if stroke.alt and not alt_gr:
            return None
        if not self._layout.knows(stroke.key):  # no keyboard made it, or a key of the numeric pad
            is_character = len(stroke.text) == 1 and (stroke.text.isprintable() or stroke.ctrl)
            return stroke.text if is_character else None
        if stroke.ctrl and not alt_gr:  # Windows reports AltGr as Ctrl and Alt
            return control_character(self._layout, stroke.key)
        return self._layout.character(stroke.key, shift=stroke.shift, alt_gr=alt_gr)


def _is_modifier(stroke: KeyStroke) -> bool:
    return stroke.is_modifier or stroke.key in MODIFIER_KEYS
