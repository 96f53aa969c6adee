"""The parts that labels are put together from. Lengths are millimetres; every part returns the elements it adds."""

from app.labels.facts import ItemLabelFacts
from app.labels.placing import plan_symbols
from app.labels.words import LabelWords
from devices.label import Align, Box, Code128, Element, Inverse, Matrix2D, MatrixKind, TextLine

LEAST_TEXT_MM = 1.5
"""Height of the smallest capital letter that a 203 dpi head prints well."""

_LONG_DECISION = 12


def text(
    x: float, y: float, words: str, size: float, width: float, *, bold: bool = False, align: Align = Align.LEFT
) -> TextLine:
    """One line inside a width."""
    return TextLine(x, y, words, size, bold=bold, max_width_mm=width, align=align)


def route_word(facts: ItemLabelFacts, words: LabelWords) -> str:
    """The large word: the route, or that the label is void."""
    return words.void if facts.voided else words.routes[facts.route]


def strip(words: str, x: float, y: float, width: float, height: float) -> Inverse:
    """A large word, white on black, as large as its strip lets it be."""
    return Inverse(x, y, width, height, words, height * 0.64)


def copy_mark(words: LabelWords, x: float, y: float, width: float, height: float) -> Inverse:
    """The mark of a label that was printed before."""
    return Inverse(x, y, width, height, words.copy, height * 0.5)


def grade_box(facts: ItemLabelFacts, x: float, y: float, width: float, height: float) -> list[Element]:
    """A frame with the condition grade, and the function grade beside it where there is one."""
    frame = Box(x, y, width, height, 0.4)
    if facts.grade is None:
        return [frame]
    size = min(height * 0.62, width * 0.36)
    top = y + (height - size) / 2
    if facts.function is None:
        return [frame, text(x, top, facts.grade.value, size, width, bold=True, align=Align.CENTER)]
    half = width / 2
    small = size * 0.66
    return [
        frame,
        text(x, top, facts.grade.value, size, half, bold=True, align=Align.CENTER),
        text(x + half - 0.3, top + size - small, facts.function.value, small, half, bold=True, align=Align.CENTER),
    ]


def symbols(value: str, x: float, y: float, width: float, height: float, dpi: int, *, center: bool) -> list[Element]:
    """The value as Code 128, narrower and with a DataMatrix at the right where the width asks for it."""
    plan = plan_symbols(value, width, dpi)
    free = width - plan.bars_mm - plan.matrix_mm
    left = x + free / 2 if center else x
    elements: list[Element] = []
    if plan.module_dots is not None:
        elements.append(Code128(left, y, value, plan.module_dots, height))
    if plan.matrix_module_dots is not None:
        top = y + max(0.0, (height - plan.matrix_mm) / 2)
        matrix_left = left + plan.bars_mm if center else x + width - plan.matrix_mm
        elements.append(Matrix2D(matrix_left, top, value, MatrixKind.DATAMATRIX, plan.matrix_module_dots))
    return elements


def code_or_void(
    facts: ItemLabelFacts, words: LabelWords, x: float, y: float, width: float, height: float, dpi: int
) -> list[Element]:
    """The item's symbols; on a void label a frame that says so, because what can be scanned will be."""
    if not facts.voided:
        return symbols(facts.lpn, x, y, width, height, dpi, center=True)
    size = min(3.0, height * 0.3)
    inside = max(0.0, width - 4.0)
    return [
        Box(x + 2.0, y, inside, height, 0.4),
        text(x + 3.0, y + (height - size) / 2, words.do_not_use, size, inside - 2.0, bold=True, align=Align.CENTER),
    ]


def decision_lines(code: str) -> list[str]:
    """A disposition code, a long one on two lines, broken behind an underscore, so that it is never cut."""
    cut = code.rfind("_", 0, _LONG_DECISION) + 1
    return [code] if len(code) <= _LONG_DECISION or not cut else [code[:cut], code[cut:]]


def named(name: str, value: str) -> str:
    """A value with its field word before it; "" without a value."""
    return f"{name} {value}" if value else ""


def joined(*values: str) -> str:
    """The values that there are, with a dot between them."""
    return " · ".join(value for value in values if value)
