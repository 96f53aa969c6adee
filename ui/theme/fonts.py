"""The shipped fonts, made known to Qt once and handed out by size."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from app import fonts

_SANS_FAMILY = "Noto Sans"
_MONO_FAMILY = "DejaVu Sans Mono"


@lru_cache(maxsize=8)
def _add(path: Path) -> bool:
    return QFontDatabase.addApplicationFont(str(path)) >= 0


@lru_cache(maxsize=128)
def sans(size_px: int, *, bold: bool = False) -> QFont:
    """The proportional font; its digits are all of one width."""
    _add(fonts.SANS_BOLD if bold else fonts.SANS)
    font = QFont(_SANS_FAMILY)
    font.setPixelSize(size_px)
    font.setBold(bold)
    return font


@lru_cache(maxsize=16)
def mono(size_px: int) -> QFont:
    """The font of codes."""
    _add(fonts.MONO)
    font = QFont(_MONO_FAMILY)
    font.setPixelSize(size_px)
    return font


@lru_cache(maxsize=128)
def measure(font: QFont) -> QFontMetrics:
    """How wide texts are in that font."""
    return QFontMetrics(font)
