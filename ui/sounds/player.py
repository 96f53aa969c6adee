"""Plays the earcons, where the computer can.

QtMultimedia costs 19 MB and a tenth of a second, so it is loaded only after the window stands and only where there is something that
could sound. Whatever is missing or breaks, the bench goes on in silence: icon, colour and words say the same.
"""

import logging
import os
import sys
from pathlib import Path
from typing import Protocol

from app.bench.view import Sound

_HERE = Path(__file__).parent
_log = logging.getLogger(__name__)

_AUDIBLE = (Sound.OK, Sound.TICK, Sound.WARNING, Sound.ERROR, Sound.DONE)


class Effect(Protocol):
    """A loaded earcon."""

    def play(self) -> None:
        """Sound it from its beginning."""

    def setVolume(self, volume: float) -> None:
        """From 0 to 1."""


def can_sound() -> bool:
    """Whether there is a sound server or card, so that loading QtMultimedia may lead to something. True where nobody can tell."""
    if not sys.platform.startswith("linux"):
        return True
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")
    places = (runtime / "pulse" / "native", runtime / "pipewire-0", Path("/dev/snd/controlC0"))
    return bool(os.environ.get("PULSE_SERVER")) or any(place.exists() for place in places)


class Player:
    """Keeps the earcons loaded.

    Attributes:
        volume: from 0 (mute) to 100.
    """

    def __init__(self, volume: int) -> None:
        self.volume = volume
        self._effects: dict[Sound, Effect] = {}

    def load(self) -> None:
        """Load the earcons; without effect when that was done, or where nothing can sound, or while it is muted."""
        if self._effects or self.volume == 0 or not can_sound():
            return
        try:
            from PySide6.QtCore import QUrl
            from PySide6.QtMultimedia import QSoundEffect

            for sound in _AUDIBLE:
                effect = QSoundEffect()
                effect.setSource(QUrl.fromLocalFile(str(_HERE / f"{sound.value}.wav")))
                effect.setVolume(self.volume / 100)
                self._effects[sound] = effect
        except Exception as fault:  # noqa: BLE001  # a library of the system is missing or broken: silence is no reason to stop work
            _log.warning("No sound: %s", fault)
            self._effects = {}

    def play(self, sound: Sound) -> None:
        """Sound it; nothing happens where nothing was loaded."""
        effect = self._effects.get(sound)
        if effect is not None and self.volume:
            effect.play()

    def set_volume(self, volume: int) -> None:
        """From 0 (mute) to 100."""
        self.volume = volume
        self.load()
        for effect in self._effects.values():
            effect.setVolume(volume / 100)
