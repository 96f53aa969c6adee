"""The words printed on labels, read from words.toml beside this module."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.domain.vocabulary import DefectCode, Route
from app.errors import BugError

FALLBACK_LANGUAGE: Final = "en"

_SERIAL_FINDINGS: Final = ("returned_before", "blocked")

_FILE: Final = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class LabelWords:
    """The words of one language.

    Attributes:
        language: what they are in, e.g. "en".
        routes: the large word of each route.
        defect_names: what is wrong with an item, in a word or two.
        serial_findings: what is wrong with a serial number that is the right one, by the finding: "returned_before", "blocked".
    """

    language: str
    routes: Mapping[Route, str]
    defect_names: Mapping[DefectCode, str]
    serial_findings: Mapping[str, str]
    copy: str
    void: str
    do_not_use: str
    sku: str
    serial: str
    lot: str
    expiry: str
    defects: str
    client: str
    rma: str
    bench: str
    date: str
    inspector: str
    tote: str
    badge: str

    def defects_of(self, codes: Iterable[DefectCode], serial_finding: str) -> tuple[str, ...]:
        """What is wrong with an item. Its serial makes a defect for more than one reason, and the label says which."""
        of_serial = self.serial_findings.get(serial_finding, self.defect_names[DefectCode.SERIAL_MISMATCH])
        return tuple(of_serial if code is DefectCode.SERIAL_MISMATCH else self.defect_names[code] for code in codes)


def label_words(language: str) -> LabelWords:
    """The words of a language such as "ru" or "ru_RU"; English where it has none. Read from disk once."""
    known = _all_words()
    return known.get(language.replace("-", "_").partition("_")[0].lower(), known[FALLBACK_LANGUAGE])


def label_languages() -> tuple[str, ...]:
    """The languages that have words of their own."""
    return tuple(_all_words())


@lru_cache(maxsize=1)
def _all_words() -> dict[str, LabelWords]:
    with _FILE.open("rb") as file:
        tables = tomllib.load(file)
    try:
        return {
            language: LabelWords(
                language=language,
                routes={route: table["route"][route.value] for route in Route},
                defect_names={code: table["defect"][code.value] for code in DefectCode},
                serial_findings={finding: table["serial_finding"][finding] for finding in _SERIAL_FINDINGS},
                **table["mark"],
                **table["field"],
            )
            for language, table in tables.items()
        }
    except (KeyError, TypeError) as err:
        raise BugError(f"words.toml lacks or has too many words: {err}") from err
