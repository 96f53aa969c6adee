"""The one style template, filled from a theme and the sizes of a window."""

from functools import lru_cache
from pathlib import Path
from string import Template

from ui.theme.metrics import Metrics
from ui.theme.theme import Theme

_TEMPLATE = Path(__file__).with_name("style.qss")


@lru_cache(maxsize=32)
def style_sheet(theme: Theme, metrics: Metrics) -> str:
    """The style of stock widgets. Raises KeyError when the template names a token that there is not."""
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        surface=theme.surface,
        text=theme.text,
        control=theme.control,
        focus=theme.focus,
        chosen=theme.chosen,
        on_chosen=theme.on_chosen,
        muted=theme.muted,
        edge=round(theme.edge_px),
        radius=metrics.radius,
        padding=metrics.padding,
        body=metrics.px(18),
        gap=metrics.gap,
        half_gap=metrics.gap // 2,
        handle=metrics.px(44),
    )
