"""The words of the reports: one TOML file per language, read whole, with plural forms, dates, numbers and money by language.

Plural rules are those of the Unicode CLDR for cardinal whole numbers.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date as Date  # noqa: N812  # `date` is a method here
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import BugError, KnownError

_HERE = Path(__file__).parent


def _english(count: int) -> str:
    return "one" if count == 1 else "other"


def _russian(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14}:
        return "few"
    return "many"


PLURALS: dict[str, tuple[tuple[str, ...], Callable[[int], str]]] = {
    "en": (("one", "other"), _english),
    "ru": (("one", "few", "many"), _russian),
}
"""By language: the plural forms it has, and which one a number takes."""

LANGUAGES = tuple(PLURALS)


class Words:
    """The words of one language.

    Attributes:
        language: its code.
    """

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language = language
        self._table = table
        self._plural = PLURALS[language][1]
        form: Mapping[str, str] = table["form"]
        self._date, self._short_date = form["date"], form["short_date"]
        self._group, self._decimal = form["group"], form["decimal"]
        self._percent, self._money = form["percent"], form["money"]

    def say(self, key: str, **values: object) -> str:
        """The words of a key such as "page.site"; each {name} in them is replaced. Raises BugError for an unknown key."""
        text = self._find(key)
        if not isinstance(text, str):
            raise BugError(f"Expected words in {self.language} for {key!r}, got {text!r}.")
        return text.format_map(values) if values else text

    def count(self, key: str, number: int, **values: object) -> str:
        """The words of a key in the plural form of a number; {n} is the number itself."""
        forms = self._find(key)
        if not isinstance(forms, Mapping):
            raise BugError(f"Expected plural forms in {self.language} for {key!r}, got {forms!r}.")
        return str(forms[self._plural(number)]).format_map({"n": self.number(number), **values})

    def name(self, kind: str, code: str | None) -> str:
        """The name of a stored code of one kind ("grade", "defect", …); a code without one is shown as it is."""
        if not code:
            return ""
        names: Mapping[str, str] = self._table[kind]
        return names.get(code, code)

    def date(self, day: Date) -> str:
        """A day in full."""
        return day.strftime(self._date)

    def short_date(self, day: Date) -> str:
        """Day and month."""
        return day.strftime(self._short_date)

    def moment(self, moment: datetime) -> str:
        """Day and time of day, to the minute."""
        return f"{self.date(moment)} {moment:%H:%M}"

    def number(self, number: int) -> str:
        """A whole number, grouped by thousands."""
        return f"{number:,}".replace(",", self._group)

    def percent(self, part: int, whole: int) -> str:
        """A share with one decimal; a dash of nothing."""
        if whole == 0:
            return "–"
        # Whole numbers, halves up: the same on every machine.
        tenths = (2000 * part + whole) // (2 * whole)
        return self._percent.format(number=f"{tenths // 10}{self._decimal}{tenths % 10}")

    def money(self, cents: int, currency: str) -> str:
        """An amount with its currency."""
        sign = "-" if cents < 0 else ""
        units, rest = divmod(abs(cents), 100)
        amount = f"{sign}{self.number(units)}{self._decimal}{rest:02d}"
        return self._money.format(amount=amount, currency=currency or self.say("form.no_currency"))

    def duration(self, seconds: int | None) -> str:
        """A length of time in its two largest units; a dash for None."""
        if seconds is None:
            return "–"
        minutes, seconds = divmod(max(0, seconds), 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        if days:
            return self.say("form.days_hours", d=days, h=hours)
        if hours:
            return self.say("form.hours_minutes", h=hours, m=minutes)
        return self.say("form.minutes", m=minutes) if minutes else self.say("form.seconds", s=seconds)

    def _find(self, key: str) -> object:
        found: object = self._table
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise BugError(f"There are no words in {self.language} for {key!r}.")
            found = found[part]
        return found


def load_words(language: str) -> Words:
    """Read the words of a language. Raises KnownError for a language that reports do not speak."""
    if language not in PLURALS:
        raise KnownError(
            f"Expected one of the languages {', '.join(LANGUAGES)}, got {language!r}.",
            "Choose one with --language.",
            exit_code=2,
        )
    return Words(language, tomllib.loads((_HERE / f"{language}.toml").read_text(encoding="utf-8")))
