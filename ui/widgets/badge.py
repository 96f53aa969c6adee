"""What stands at the right of a row: a route, a state, or what is still to be done."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from ui.look import Look
from ui.theme.theme import Tint
from ui.widgets.composed import Align, IconPart, Part, TextPart, block, fit


@dataclass(frozen=True, slots=True)
class Badge:
    """A word with an icon, coloured where it has a meaning of its own.

    Attributes:
        note: a second, smaller line, such as the tote's code.
        tint: None leaves it grey and without a ground.
    """

    text: str
    note: str = ""
    icon: str = ""
    tint: Tint | None = None


def badge_width(badge: Badge, look: Look, most: int) -> int:
    """Pixels that show the whole badge, at most `most`."""
    metrics = look.metrics
    text = max(fit(part, 10_000, (metrics.px(12),), bold=True).width for part in (badge.text, badge.note or "-"))
    icon = metrics.px(22) if badge.icon else 0
    return min(max(text + icon + metrics.px(20), metrics.px(84)), most)


def badge_parts(badge: Badge, look: Look, box: QRect) -> Iterable[Part]:
    """Text and icon in the middle of their box."""
    metrics, theme = look.metrics, look.theme
    ink = badge.tint.ink if badge.tint else theme.muted
    icon = metrics.px(16) if badge.icon else 0
    gap = metrics.px(6) if badge.icon else 0
    sizes = (metrics.px(12), metrics.px(11), metrics.px(10))
    text = fit(badge.text, box.width() - icon - gap - metrics.px(12), sizes, bold=True)
    note = fit(badge.note, box.width() - metrics.px(8), (metrics.px(12), metrics.px(11))) if badge.note else None
    top = box.top() + (box.height() - text.height - (note.height if note else 0)) // 2
    left = box.left() + (box.width() - text.width - icon - gap) // 2
    if icon:
        yield IconPart(QRect(left, top + (text.height - icon) // 2, icon, icon), badge.icon, ink)
    yield TextPart(QRect(left + icon + gap, top, text.width, text.height), text, ink)
    if note:
        place = QRect(box.left(), top + text.height, box.width(), note.height)
        yield TextPart(place, note, ink, Align.CENTRE, may_elide=True)


def paint_badge(painter: QPainter, badge: Badge, look: Look, box: QRect) -> None:
    """Paint the ground of a coloured badge."""
    if badge.tint:
        block(painter, box, look.metrics.px(6), badge.tint.wash, None)
