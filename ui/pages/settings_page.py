"""Theme, language and volume."""

from dataclasses import replace

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView
from app.domain.commands import Control
from ui.look import Look
from ui.pages.catalogue import Desktop
from ui.pages.page import Page
from ui.preferences import Preferences
from ui.widgets.actions import Action, ActionBar
from ui.widgets.heading import Heading
from ui.widgets.tile import Face
from ui.words.text import Text, translate
from ui.words.vocabulary import LANGUAGE

_THEMES: tuple[tuple[str, Text], ...] = (
    ("light", translate("settings", "Light")),
    ("dark", translate("settings", "Dark")),
    ("contrast", translate("settings", "High contrast")),
)
_VOLUMES: tuple[tuple[int, Text], ...] = (
    (0, translate("settings", "Mute")),
    (35, translate("settings", "Quiet")),
    (70, translate("settings", "Normal")),
    (100, translate("settings", "Loud")),
)


class SettingsPage(Page):
    """Three rows of choices. The language belongs to the person and is kept with the badge; the others belong to the bench."""

    TITLE = translate("settings", "Settings")

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._desktop = desktop
        self._preferences: Preferences = desktop.preferences
        super().__init__(look, parent)
        self.headings = tuple(Heading(look, self) for _ in range(3))
        self.themes, self.languages, self.volumes = (ActionBar(look, self) for _ in range(3))
        self.themes.wanted.connect(self.on_theme_wanted)
        self.volumes.wanted.connect(self.on_volume_wanted)
        self.languages.commanded.connect(self.commanded)

    def content(self) -> tuple[QWidget, ...]:
        return (*self.headings, self.themes, self.languages, self.volumes)

    def show_view(self, view: BenchView) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        words, chosen = self.look.words, self._preferences
        texts = (translate("settings", "Theme"), translate("settings", "Language"), translate("settings", "Sound"))
        for heading, text in zip(self.headings, texts, strict=True):
            heading.show_text(words(text))
        self.themes.show_actions(
            tuple(Action(name, Face(words(text), icon="theme", chosen=name == chosen.theme)) for name, text in _THEMES)
        )
        self.languages.show_actions(
            tuple(
                Action(
                    code, Face(name, icon="language", chosen=code == words.language), Control(f"LANG-{code.upper()}")
                )
                for code, name in LANGUAGE.items()
            )
        )
        nearest = min((volume for volume, _ in _VOLUMES), key=lambda volume: abs(volume - chosen.volume))
        self.volumes.show_actions(
            tuple(
                Action(str(volume), Face(words(text), icon="sound", chosen=volume == nearest))
                for volume, text in _VOLUMES
            )
        )

    def on_theme_wanted(self, name: object) -> None:
        self._change(replace(self._preferences, theme=str(name)))

    def on_volume_wanted(self, name: object) -> None:
        self._change(replace(self._preferences, volume=int(str(name))))

    def _change(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._desktop.change(preferences)
        self.refresh()

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        top = box.top()
        for heading, bar in zip(self.headings, (self.themes, self.languages, self.volumes), strict=True):
            heading.setGeometry(box.left(), top, box.width(), metrics.px(30))
            top += metrics.px(30) + metrics.px(4)
            bar.setGeometry(box.left(), top, box.width(), metrics.primary)
            top += metrics.primary + 2 * metrics.gap
