"""An item's label on tall media, drawn for 4 x 6 inch (101.6 x 152.4 mm): everything with its field word, for a shipping box."""

from app.labels.facts import ItemLabelFacts
from app.labels.parts import code_or_void, copy_mark, decision_lines, grade_box, route_word, strip, text
from app.labels.words import LabelWords
from devices.label import Align, Element, Rule, TextBlock

_EDGE = 3.0
_NAMES_MM = 22.0
_STEP_MM = 4.9
_ROWS_MM = 7 * _STEP_MM  # what more rows than usual have to share


def tall_item(facts: ItemLabelFacts, words: LabelWords, width: float, height: float, dpi: int) -> list[Element]:
    """Route, then grade beside the decision, then the code over the whole width, then a table of fields."""
    scale = height / 152.4
    inside, right = width - 2 * _EDGE, width - _EDGE
    strip_height, grade_height, grade_width = 24.0 * scale, 22.0 * scale, 38.0
    elements: list[Element] = [strip(route_word(facts, words), _EDGE, _EDGE, inside, strip_height)]

    y = _EDGE + strip_height + 3.0 * scale
    elements += grade_box(facts, _EDGE, y, grade_width, grade_height)
    x = _EDGE + grade_width + 4.0
    for number, line in enumerate(decision_lines(facts.disposition.value)):
        elements.append(text(x, y + (0.5 + 6.2 * number) * scale, line, 4.4 * scale, right - x, bold=True))
    mark_height, mark_width = 8.0 * scale, 28.0 if facts.copy else 0.0
    mark_y = y + grade_height - mark_height
    if facts.copy:
        elements.append(copy_mark(words, right - mark_width, mark_y, mark_width, mark_height))
    elements.append(text(x, mark_y + 1.5 * scale, facts.count, 5.0 * scale, right - x - mark_width, bold=True))

    y += grade_height + 4.0 * scale
    elements += code_or_void(facts, words, 0.0, y, width, 24.0 * scale, dpi)
    y += 26.0 * scale
    elements.append(text(_EDGE, y, facts.lpn, 6.0 * scale, inside, bold=True, align=Align.CENTER))
    y += 9.5 * scale
    elements.append(Rule(_EDGE, y, inside, 0.4))
    y += 3.0 * scale
    elements.append(TextBlock(_EDGE, y, facts.title, 3.8 * scale, inside, 2, bold=True))
    y += 13.5 * scale
    elements += _fields(facts, words, y, inside, scale)
    return elements


def _fields(facts: ItemLabelFacts, words: LabelWords, top: float, inside: float, scale: float) -> list[Element]:
    elements: list[Element] = []
    y = top
    x = _EDGE + _NAMES_MM
    rows = [
        (name, value)
        for name, value in (
            (words.sku, facts.sku),
            (words.serial, facts.serial),
            (words.lot, facts.lot),
            (words.expiry, facts.expiry),
            (words.client, facts.client),
            (words.rma, facts.rma),
            (words.bench, facts.place),
            (words.inspector, facts.inspector),
            (words.date, facts.minute),
        )
        if value
    ]
    step = min(_STEP_MM, _ROWS_MM / max(1, len(rows))) * scale
    for name, value in rows:
        elements.append(text(_EDGE, y, name, 2.4 * scale, _NAMES_MM - 1.0))
        elements.append(text(x, y, value, 2.8 * scale, inside - _NAMES_MM, bold=True))
        y += step
    if facts.defects:  # last, because they may need a second line
        elements.append(text(_EDGE, y, words.defects, 2.4 * scale, _NAMES_MM - 1.0))
        elements.append(TextBlock(x, y, ", ".join(facts.defects), 2.8 * scale, inside - _NAMES_MM, 2, bold=True))
    return elements
