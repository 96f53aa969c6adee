"""An item's label on small media, drawn for 57 x 32 mm."""

from app.labels.facts import ItemLabelFacts
from app.labels.parts import LEAST_TEXT_MM, code_or_void, copy_mark, grade_box, joined, named, route_word, strip, text
from app.labels.words import LabelWords
from devices.label import Align, Element

_EDGE = 0.9
_CODE_MM = 12.0


def small_item(facts: ItemLabelFacts, words: LabelWords, width: float, height: float, dpi: int) -> list[Element]:
    """Route, grade, codes, LPN and disposition; below them one line each for title, product and origin."""
    scale = min(width / 57.0, (height - _CODE_MM) / (32.0 - _CODE_MM))
    inside, right = width - 2 * _EDGE, width - _EDGE
    gap = 0.8 * scale
    strip_height, code_height = 6.8 * scale, height - (32.0 - _CODE_MM) * scale  # the bars take what is left over
    grade_width, mark_width = 13.0 * scale, 12.0 * scale

    route_width = inside - grade_width - gap - (mark_width + gap if facts.copy else 0.0)
    elements: list[Element] = [strip(route_word(facts, words), _EDGE, _EDGE, route_width, strip_height)]
    if facts.copy:
        elements.append(copy_mark(words, _EDGE + route_width + gap, _EDGE, mark_width, strip_height))
    elements += grade_box(facts, right - grade_width, _EDGE, grade_width, strip_height)

    y = _EDGE + strip_height + gap
    elements += code_or_void(facts, words, 0.0, y, width, code_height, dpi)

    y += code_height + gap
    code_width = inside * 0.43
    elements.append(text(_EDGE, y, facts.lpn, 2.2 * scale, code_width, bold=True))
    decision_x = _EDGE + code_width + gap
    elements.append(
        text(decision_x, y, facts.disposition.value, 2.2 * scale, right - decision_x, bold=True, align=Align.RIGHT)
    )

    y += 3.2 * scale
    count_width = 9.0 * scale if facts.count else 0.0
    elements.append(text(_EDGE, y, facts.title, 1.8 * scale, inside - count_width))
    if facts.count:
        elements.append(
            text(right - count_width, y, facts.count, 1.8 * scale, count_width, bold=True, align=Align.RIGHT)
        )

    y += 2.7 * scale
    size = max(LEAST_TEXT_MM, LEAST_TEXT_MM * scale)
    half = (inside - gap) / 2
    elements.append(text(_EDGE, y, facts.sku, size, half))
    unit = joined(facts.serial, named(words.lot, facts.lot))
    elements.append(text(right - half, y, unit, size, half, align=Align.RIGHT))

    y += 2.45 * scale
    condition = joined(named(words.expiry, facts.expiry), ", ".join(facts.defects)) or facts.client
    elements.append(text(_EDGE, y, condition, size, half))
    elements.append(text(right - half, y, joined(facts.bench, facts.minute), size, half, align=Align.RIGHT))
    return elements
