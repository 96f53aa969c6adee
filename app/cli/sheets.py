"""The words and groups of the command sheet, in the operator's language."""

from pathlib import Path

from app.symbols.control import ControlCode, control_codes
from reports.command_sheet import SheetCode, SheetGroup, write_command_sheet

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("work", ("ACCEPT", "NEXT", "UNDO", "CLOSE", "PARK", "BLIND", "CONFIRM", "CANCEL")),
    ("grade", ("GRADE-",)),
    ("goods", ("QTY-", "SPLIT", "NO-SERIAL", "UNDECLARED", "WRONG-ITEM", "HOLD", "RELEASE", "REMOVE")),
    ("tote", ("TOTE-",)),
    ("label", ("REPRINT", "PRINTED-OK")),
    ("function", ("FUNCTION-",)),
    ("defect", ("DEFECT-",)),
    ("change", ("DISPOSE-AS-", "WHY-")),
    ("answer", ("CHOICE-",)),
    ("person", ("SIGN-OUT", "HELP", "LANG-")),
)
"""Heading, and the words or beginnings of words below it."""

HEADINGS = {
    "en": {
        "title": "Command barcodes",
        "page": "Page {page} of {pages}",
        "work": "Work",
        "grade": "Condition grade",
        "goods": "Units and exceptions",
        "tote": "Totes",
        "label": "Labels",
        "function": "How it works",
        "defect": "Defects",
        "change": "Another decision, and why",
        "answer": "Answers by their number",
        "person": "Person",
    },
    "ru": {
        "title": "Командные штрихкоды",
        "page": "Стр. {page} из {pages}",
        "work": "Работа",
        "grade": "Оценка состояния",
        "goods": "Количество и исключения",
        "tote": "Ящики",
        "label": "Этикетки",
        "function": "Как работает",
        "defect": "Дефекты",
        "change": "Другое решение и причина",
        "answer": "Ответы по номеру",
        "person": "Сотрудник",
    },
}


def write_sheet(out: Path, language: str) -> int:
    """Write the sheet in one language; returns its pages."""
    from ui.words.commands import described
    from ui.words.text import Text
    from ui.words.words import words_for

    words, headings = words_for(language), HEADINGS[language]
    groups = []
    for name, starts in GROUPS:
        codes = []
        for code in codes_of(starts):
            text, values = described(code.action)
            named = {key: words(value) if isinstance(value, Text) else str(value) for key, value in values.items()}
            codes.append(SheetCode(code.code, words(text, count=None, **named)))
        groups.append(SheetGroup(headings[name], codes))
    return write_command_sheet(
        out, headings["title"], lambda page, pages: headings["page"].format(page=page, pages=pages), groups
    )


def codes_of(starts: tuple[str, ...]) -> list[ControlCode]:
    """The command codes that are one of these words, or begin with one that ends in a hyphen."""
    return [
        code
        for start in starts
        for code in control_codes()
        if code.action == start or (start.endswith("-") and code.action.startswith(start))
    ]
