"""The earcons are what the script draws, and silence never breaks anything."""

import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bench.view import Sound
from ui.sounds import make, player
from ui.sounds.player import Player

HERE = Path(player.__file__).parent


def test_the_files_are_those_that_the_script_draws(tmp_path: Path) -> None:
    written = make.write(tmp_path)
    assert {path.stem for path in written} == {sound.value for sound in Sound if sound is not Sound.NONE}
    for path in written:
        assert path.read_bytes() == (HERE / path.name).read_bytes(), f"{path.name}: run python -m ui.sounds.make"


def test_earcons_are_short_and_begin_and_end_softly() -> None:
    for name in make.EARCONS:
        with wave.open(str(HERE / f"{name}.wav")) as file:
            assert file.getnframes() / file.getframerate() < 0.6
            frames = file.readframes(file.getnframes())
        samples = memoryview(frames).cast("h")
        assert abs(samples[0]) < 400
        assert abs(samples[-1]) < 2000
        assert max(abs(sample) for sample in samples) < 32_767


def test_nothing_is_loaded_where_nothing_can_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "can_sound", lambda: False)
    silent = Player(70)
    silent.load()
    silent.play(Sound.ERROR)
    assert silent._effects == {}


def test_a_broken_sound_library_leaves_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "can_sound", lambda: True)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    silent = Player(70)
    silent.load()
    silent.play(Sound.OK)
    assert silent._effects == {}


class _Effect:
    def __init__(self) -> None:
        self.played = 0
        self.volume = -1.0

    def play(self) -> None:
        self.played += 1

    def setVolume(self, volume: float) -> None:
        self.volume = volume


def test_volume_and_mute_are_kept(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "can_sound", lambda: False)
    effect = _Effect()
    playing = Player(70)
    playing._effects[Sound.OK] = effect
    playing.play(Sound.OK)
    playing.play(Sound.DONE)  # not loaded: silence
    assert effect.played == 1
    playing.set_volume(0)
    playing.play(Sound.OK)
    assert effect.played == 1
    playing.set_volume(100)
    playing.play(Sound.OK)
    assert (effect.played, effect.volume) == (2, 1.0)


def test_a_sound_server_is_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    before = player.can_sound()  # a sound card of this very machine may be there
    (tmp_path / "pipewire-0").touch()
    assert player.can_sound()
    assert before in {True, False}
    monkeypatch.setattr(sys, "platform", "win32")
    assert player.can_sound()
