"""Draws the earcons: `python -m ui.sounds.make` writes the wav files beside this module.

Short, soft at both ends, told apart by melody and not by pitch alone: up for good, down for bad, twice the same for attention.
"""

import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

RATE = 22_050
_FADE_S = 0.008


@dataclass(frozen=True, slots=True)
class Tone:
    """One tone: its pitch (0 is silence), how long, how loud from 0 to 1."""

    hertz: float
    seconds: float
    loudness: float = 0.6


EARCONS: dict[str, tuple[Tone, ...]] = {
    "ok": (Tone(1318.5, 0.09),),
    "tick": (Tone(2000.0, 0.02, 0.25),),
    "warning": (Tone(880.0, 0.11), Tone(0, 0.06), Tone(880.0, 0.11)),
    "error": (Tone(392.0, 0.16, 0.8), Tone(0, 0.03), Tone(261.6, 0.30, 0.8)),
    "done": (Tone(1046.5, 0.08), Tone(1318.5, 0.08), Tone(1568.0, 0.16)),
}


def samples(tones: tuple[Tone, ...]) -> list[int]:
    """The tones as 16-bit samples, with two overtones so that small loudspeakers carry them through noise."""
    made: list[int] = []
    for tone in tones:
        count = round(tone.seconds * RATE)
        for number in range(count):
            at = number / RATE
            fade = min(1.0, at / _FADE_S, (tone.seconds - at) / _FADE_S)
            turn = 2 * math.pi * tone.hertz * at
            value = math.sin(turn) + 0.35 * math.sin(2 * turn) + 0.15 * math.sin(3 * turn)
            made.append(round(value / 1.5 * fade * tone.loudness * 32_000))
    return made


def write(folder: Path) -> list[Path]:
    """Write every earcon as NAME.wav; returns the files."""
    files = []
    for name, tones in EARCONS.items():
        made = samples(tones)
        path = folder / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(made)}h", *made))
        files.append(path)
    return files


if __name__ == "__main__":
    for written in write(Path(__file__).parent):
        print(written.name)
