"""What colours mean on the screen, as one immutable set per theme.

The relative luminance and the contrast ratio follow WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:  # not needed to paint the first picture, and 30 ms to import
    from app.bench.view import Tone
    from app.domain.vocabulary import Route

_TONES = {"calm": "refurbish", "ok": "restock", "warning": "hold", "error": "error", "stop": "error"}


@dataclass(frozen=True, slots=True)
class Tint:
    """One meaning in three strengths, as "#rrggbb".

    Attributes:
        ink: text, icon and edge in that meaning, on `wash`, on a surface and on the page alike.
        wash: a block's background.
        on_ink: text on a block filled with `ink`.
    """

    ink: str
    wash: str
    on_ink: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour that the windows use, as "#rrggbb".

    Attributes:
        name: as stored in settings: "light", "dark" or "contrast".
        bg, surface, raised: page, card, button.
        line: the edge of a card, which means nothing by itself.
        control: the edge of what can be pressed; at least 3:1 against what it lies on.
        faint: text of a button that makes no sense now; still 4.5:1.
        chosen, on_chosen: a tile that is switched on, and its text.
        focus: the ring around what the keyboard would press.
    """

    name: str
    bg: str
    surface: str
    raised: str
    line: str
    control: str
    text: str
    muted: str
    faint: str
    chosen: str
    on_chosen: str
    focus: str
    restock: Tint
    refurbish: Tint
    dispose: Tint
    hold: Tint
    error: Tint
    edge_px: float = 1.0

    @property
    def primary(self) -> Tint:
        """The one action that is meant next."""
        return self.refurbish

    def of_route(self, route: Route) -> Tint:
        """The meaning of a route."""
        tint: Tint = getattr(self, route.value)
        return tint

    def of_tone(self, tone: Tone) -> Tint:
        """The meaning of a tone; a calm one is the next step's own colour."""
        tint: Tint = getattr(self, _TONES[tone.value])
        return tint


@lru_cache(maxsize=256)
def qcolor(colour: str) -> QColor:
    """The colour for a painter; made once."""
    return QColor(colour)


def palette(theme: Theme) -> QPalette:
    """What Fusion draws its own parts with."""
    made = QPalette(qcolor(theme.raised), qcolor(theme.bg))
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.bg),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.raised),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.error.ink),
        (role.Highlight, theme.chosen),
        (role.HighlightedText, theme.on_chosen),
        (role.ToolTipBase, theme.surface),
        (role.ToolTipText, theme.text),
        (role.Link, theme.primary.ink),
    ):
        made.setColor(which, qcolor(colour))
    return made


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 for black to 1 for white."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
