"""How the window looks and sounds. Apart from everything else, because the first painting needs it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the operator can set at the bench.

    Attributes:
        theme: "light", "dark" or "contrast".
        language: of the screen while nobody is signed in; afterwards each person's own counts.
        volume: 0 (mute) to 100.
    """

    theme: str = "light"
    language: str = "en"
    volume: int = 70
