"""One language of the windows: texts, messages, events, numbers and dates."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QDateTime, QLocale, QTranslator

from app.bench.messages import Message, Say
from app.domain.events import Event, UnknownEvent
from app.domain.vocabulary import DefectCode, Disposition, Route
from ui.words import commands, events, vocabulary
from ui.words.messages import SAY
from ui.words.text import Text

LANGUAGES = tuple(vocabulary.LANGUAGE)
"""Every language with a complete translation, English first."""

_TRANSLATIONS = Path(__file__).parent.parent / "translations"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NOTHING = "–"


class Words:
    """A language. Made once by `words_for`; holds no state of the window.

    Attributes:
        language: "en", "ru" …
        locale: for numbers and dates.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = QLocale(language)
        self._translator = QTranslator()
        self._translator.load(str(_TRANSLATIONS / f"dockgrade_{language}.qm"))
        self._known: dict[tuple[Text, int | None], str] = {}

    def __call__(self, text: Text, /, *, count: int | None = None, **values: object) -> str:
        """The text in this language, with its values in place; `count` chooses the plural form and stands for %n."""
        return self._fill(self.template(text, count), values, count)

    def template(self, text: Text, count: int | None = None) -> str:
        """The text in this language with its placeholders still open; the English source where there is no translation."""
        key = (text, count)
        found = self._known.get(key)
        if found is None:
            number = -1 if count is None else count
            found = self._translator.translate(text.context, text.source, text.comment, number) or text.source
            self._known[key] = found
        return found

    def say(self, message: Message) -> str:
        """The sentence of a message."""
        values: dict[str, object] = dict(message.params)
        return self._fill(self.template(SAY[message.say], message.count), values, message.count)

    def command(self, word: str) -> str:
        """What a command word does, complete in itself: "Grade C: worn, works"."""
        text, values = commands.described(word)
        return self._fill(self.template(text), values, None)

    def button(self, word: str, asked: Say | None = None) -> str:
        """A command word on a button; `asked` is the question that it answers."""
        text = commands.CHOICE.get((asked, word)) if asked else None
        text = text or commands.short(word)
        return self(text) if text else self.command(word)

    def event(self, kind: str, event: Event | UnknownEvent) -> str:
        """The sentences of an event in a history."""
        described = events.describe(kind, event)
        return " ".join(
            self._fill(self.template(each.text, each.count), each.values, each.count)
            for each in (described, *described.more)
        )

    def of(self, value: StrEnum) -> str:
        """The word for a value of the trade's vocabulary."""
        return self(vocabulary.WORDED[type(value)][value])

    def coded(self, table: Mapping[Any, Text], code: str) -> str:
        """The word for a stored code of that table; the code itself when this release does not know it."""
        text = table.get(code)
        return self(text) if text else code

    def date(self, iso: str) -> str:
        """A date as people here write it, from ISO 8601; the text itself when it is none."""
        day = QDate.fromString(iso[:10], "yyyy-MM-dd")
        return self.locale.toString(day, "d MMM yyyy") if day.isValid() else iso

    def moment(self, local: str) -> str:
        """A moment as people here write it, from "YYYY-MM-DDTHH:MM"; the text itself when it is none."""
        at = QDateTime.fromString(local, "yyyy-MM-ddTHH:mm")
        return self.locale.toString(at, "d MMM HH:mm") if at.isValid() else local

    def number(self, value: int) -> str:
        """A whole number with this language's separators."""
        return self.locale.toString(value)

    def _fill(self, template: str, values: Mapping[str, object], count: int | None) -> str:
        if count is not None:
            template = template.replace("%n", self.number(count))
        return _PLACEHOLDER.sub(lambda found: self._shown(found[1], values.get(found[1], found[0])), template)

    def _shown(self, name: str, value: object) -> str:
        if isinstance(value, Text):
            return self(value)
        if type(value) in vocabulary.WORDED and isinstance(value, StrEnum):
            return value.value if name == "grade" else self.of(value)
        if isinstance(value, tuple | list):
            return ", ".join(self._shown(name, part) for part in value)
        shown = "" if value is None else str(value)
        return self._worded(name, shown) or _NOTHING

    def _worded(self, name: str, shown: str) -> str:
        """A parameter that carries a stored code, by its name; any other stays as it is."""
        match name:
            case "route" | "tote_route" | "item_route" if shown in vocabulary.ROUTE:
                return self.of(Route(shown))
            case "disposition" | "code" | "proposal" if shown in vocabulary.DISPOSITION:
                return self.of(Disposition(shown))
            case "defect" if shown in vocabulary.DEFECT:
                return self.of(DefectCode(shown))
            case "label" if not shown:
                return self(events.NO_NUMBER)
            case "what" | "reversed_kind":
                return self.coded(events.EVENT_NOUN, shown)
            case "why" | "reason":
                return self.coded(vocabulary.REASONS, shown)
            case "word":
                try:
                    return self.button(shown)
                except (KeyError, ValueError):  # a word of a newer release is shown as it was scanned
                    return shown
            case "expiry" | "return_by" if _ISO_DATE.match(shown):
                return self.date(shown)
            case "at":
                return self.moment(shown)
            case _:
                return shown


@lru_cache(maxsize=8)
def words_for(language: str) -> Words:
    """The words of a language such as "ru" or "ru_RU"; English where there is no translation."""
    wanted = language.replace("-", "_").partition("_")[0].lower()
    return Words(wanted if wanted in LANGUAGES else LANGUAGES[0])
