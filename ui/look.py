"""How a window looks and speaks: handed down to every widget, replaced as a whole when theme, size or language change."""

from dataclasses import dataclass

from ui.theme.metrics import Metrics
from ui.theme.theme import Theme
from ui.words.words import Words


@dataclass(frozen=True, slots=True)
class Look:
    """Theme, sizes and language of one window."""

    theme: Theme
    metrics: Metrics
    words: Words
