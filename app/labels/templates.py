"""The labels of the bench as documents: item, tote and badge.

What is read from how far decides the sizes. From an arm's length, or while walking to the totes: the route and the grade. With
the item in the hand: the LPN, the disposition, the title. Everything else is for whoever looks something up.
"""

from typing import Final

from app.domain.vocabulary import Disposition, Route
from app.labels.facts import ItemLabelFacts
from app.labels.item_small import small_item
from app.labels.item_tall import tall_item
from app.labels.item_wide import wide_item
from app.labels.parts import strip, symbols, text
from app.labels.placing import plan_symbols
from app.labels.words import label_words
from app.settings import LEAST_MEDIA_MM
from devices.label import Align, Element, LabelDocument, LabelError

__all__ = ["ItemLabelFacts", "badge_label", "item_label", "tote_label"]

_LEAST_CODE_MM: Final = 12.0
_LEAST_WIDTH_MM, _LEAST_HEIGHT_MM = LEAST_MEDIA_MM
_WIDE_WIDTH_MM: Final = 95.0
_WIDE_HEIGHT_MM: Final = 45.0
_TALL_HEIGHT_MM: Final = 95.0


def item_label(facts: ItemLabelFacts, *, width_mm: float, height_mm: float, dpi: int, language: str) -> LabelDocument:
    """The label of an item on the given media.

    Raises:
        LabelError: the media is smaller than 55 x 30 mm, or the LPN cannot be a barcode.
    """
    _require_room(width_mm, height_mm)
    words = label_words(language)
    if width_mm >= _WIDE_WIDTH_MM and height_mm >= _TALL_HEIGHT_MM:
        elements = tall_item(facts, words, width_mm, height_mm, dpi)
    elif width_mm >= _WIDE_WIDTH_MM and height_mm >= _WIDE_HEIGHT_MM:
        elements = wide_item(facts, words, width_mm, height_mm, dpi)
    else:
        elements = small_item(facts, words, width_mm, height_mm, dpi)
    return LabelDocument(width_mm, height_mm, dpi, tuple(elements), words.language)


def tote_label(
    code: str,
    route: Route,
    *,
    width_mm: float,
    height_mm: float,
    dpi: int,
    language: str,
    disposition: Disposition | None = None,
) -> LabelDocument:
    """The label of a tote: the route it takes, its code to scan and to read.

    Args:
        disposition: for a tote that takes this one only; None when it takes the whole route.

    Raises:
        LabelError: as for item_label.
    """
    _require_room(width_mm, height_mm)
    words = label_words(language)
    title = words.tote if disposition is None else f"{words.tote} · {disposition.value}"
    return _code_label(code, words.routes[route], title, code, 0.1, width_mm, height_mm, dpi, words.language)


def badge_label(name: str, code: str, *, width_mm: float, height_mm: float, dpi: int, language: str) -> LabelDocument:
    """The label of a person's badge. The code is a secret: it can be scanned, and is not printed in clear text.

    Raises:
        LabelError: as for item_label.
    """
    _require_room(width_mm, height_mm)
    words = label_words(language)
    return _code_label(code, words.badge, "", name, 0.05, width_mm, height_mm, dpi, words.language)


def _code_label(
    code: str,
    heading: str,
    title: str,
    clear: str,
    clear_part: float,
    width: float,
    height: float,
    dpi: int,
    language: str,
) -> LabelDocument:
    """A strip with a large word, the symbols, and clear text under them, whose size is a part of the width."""
    edge = min(width, height) * 0.03
    inside = width - 2 * edge
    strip_height, gap = height * 0.24, height * 0.04
    clear_size, title_size = min(height * 0.1, width * clear_part), min(height * 0.05, width * 0.05)
    elements: list[Element] = [strip(heading, edge, edge, inside, strip_height)]
    y = edge + strip_height + gap
    code_height = max(_LEAST_CODE_MM, height * 0.36, plan_symbols(code, width, dpi).matrix_mm)
    elements += symbols(code, 0.0, y, width, code_height, dpi, center=True)
    y += code_height + gap
    elements.append(text(edge, y, clear, clear_size, inside, bold=True, align=Align.CENTER))
    if title:
        y += clear_size * 1.4
        elements.append(text(edge, y, title, title_size, inside, align=Align.CENTER))
    return LabelDocument(width, height, dpi, tuple(elements), language)


def _require_room(width_mm: float, height_mm: float) -> None:
    if width_mm < _LEAST_WIDTH_MM or height_mm < _LEAST_HEIGHT_MM:
        raise LabelError(
            f"Expected media of at least {_LEAST_WIDTH_MM:g} x {_LEAST_HEIGHT_MM:g} mm, got {width_mm:g} x {height_mm:g} mm."
        )
