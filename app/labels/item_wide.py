"""An item's label on wide media, drawn for 100 x 50 mm: the codes and the product at the left, the decision at the right."""

from app.labels.facts import ItemLabelFacts
from app.labels.parts import (
    code_or_void,
    copy_mark,
    decision_lines,
    grade_box,
    joined,
    named,
    route_word,
    strip,
    text,
)
from app.labels.words import LabelWords
from devices.label import Align, Element, TextBlock, TextLine

_EDGE = 1.4
_CODES_MM = 67.6
_CODE_MM = 12.5
_NAMES_MM = 13.0


def wide_item(facts: ItemLabelFacts, words: LabelWords, width: float, height: float, dpi: int) -> list[Element]:
    """Route and grade over everything; then two columns."""
    scale = min(width / 100.0, (height - _CODE_MM) / (50.0 - _CODE_MM))
    code_height = height - (50.0 - _CODE_MM) * scale  # the bars take what is left over
    right = width - _EDGE
    strip_height, grade_width = 11.0 * scale, 25.0
    elements: list[Element] = [
        strip(route_word(facts, words), _EDGE, _EDGE, right - _EDGE - grade_width - 1.2, strip_height),
        *grade_box(facts, right - grade_width, _EDGE, grade_width, strip_height),
    ]
    top = _EDGE + strip_height + 1.2 * scale
    elements += _codes_and_product(facts, words, top, code_height, scale, dpi)
    elements += _decision(facts, words, top, right, scale)
    if facts.copy:
        mark_height = 7.0 * scale
        x = _CODES_MM + 2.0
        elements.append(copy_mark(words, x, height - _EDGE - mark_height, right - x, mark_height))
    return elements


def _codes_and_product(
    facts: ItemLabelFacts, words: LabelWords, top: float, code_height: float, scale: float, dpi: int
) -> list[Element]:
    width = _CODES_MM - _EDGE
    elements = code_or_void(facts, words, 0.0, top, _CODES_MM, code_height, dpi)
    y = top + code_height + 1.2 * scale
    count_width = 16.0 if facts.count else 0.0
    elements.append(text(_EDGE, y, facts.lpn, 3.2 * scale, width - count_width, bold=True))
    if facts.count:
        elements.append(
            text(_CODES_MM - count_width, y, facts.count, 3.2 * scale, count_width, bold=True, align=Align.RIGHT)
        )
    y += 5.0 * scale
    elements.append(TextBlock(_EDGE, y, facts.title, 2.3 * scale, width, 2))
    y += 7.6 * scale
    lot, expiry = named(words.lot, facts.lot), named(words.expiry, facts.expiry)
    # One line for both, the date first, where no serial needs it; else each at the right of another line.
    beside = (lot, expiry) if facts.serial else ("", "")
    for name, value, other in ((words.sku, facts.sku, beside[0]), (words.serial, facts.serial, beside[1])):
        if not value and not other:
            continue
        share = width * 0.56 if other else width
        if value:
            elements.append(text(_EDGE, y, name, 2.0 * scale, _NAMES_MM - 1.0))
            elements.append(text(_EDGE + _NAMES_MM, y, value, 2.0 * scale, share - _NAMES_MM))
        if other:
            elements.append(text(_EDGE + share + 1.0, y, other, 2.0 * scale, width - share - 1.0))
        y += 3.3 * scale
    if not facts.serial and (lot or expiry):
        elements.append(text(_EDGE, y, joined(expiry, lot), 2.0 * scale, width))
        y += 3.3 * scale
    elements.append(text(_EDGE, y, ", ".join(facts.defects), 2.0 * scale, width))
    return elements


def _decision(facts: ItemLabelFacts, words: LabelWords, top: float, right: float, scale: float) -> list[Element]:
    x = _CODES_MM + 2.0
    width = right - x
    elements: list[Element] = []
    y = top
    for line in decision_lines(facts.disposition.value):
        elements.append(text(x, y, line, 3.6 * scale, width, bold=True))
        y += 5.0 * scale
    y = max(y, top + 6.2 * scale) + 0.8 * scale
    for line in (facts.client, facts.rma, facts.place, facts.inspector, facts.minute):
        if line:
            elements.append(TextLine(x, y, line, 2.0 * scale, max_width_mm=width))
            y += 3.3 * scale
    return elements
