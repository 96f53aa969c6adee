import string
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reports.words
from app.bench.messages import Say
from app.domain.events import KINDS
from app.domain.vocabulary import DefectCode, Disposition, Grade, OverrideReason, ReasonCode, Role, Route
from app.errors import BugError, KnownError
from devices.errors import DeviceReason
from reports.words import LANGUAGES, PLURALS, load_words
from ui.words import events, vocabulary
from ui.words.words import words_for

TABLES = {
    language: tomllib.loads((Path(reports.words.__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    for language in LANGUAGES
}
NAMES = {
    "route": Route,
    "disposition": Disposition,
    "grade": Grade,
    "defect": DefectCode,
    "reason": ReasonCode,
    "override": OverrideReason,
}


def leaves(table, language, path=""):
    """Every text by its path; the forms of a plural are one path."""
    forms = set(PLURALS[language][0])
    for key, value in table.items():
        here = f"{path}.{key}" if path else key
        if not isinstance(value, Mapping):
            yield here, [value]
        elif set(value) == forms:
            yield here, list(value.values())
        else:
            yield from leaves(value, language, here)


def fields(texts):
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_has_the_same_keys():
    keys = {language: {path for path, _ in leaves(table, language)} for language, table in TABLES.items()}
    for language in LANGUAGES:
        assert keys[language] == keys["en"], language


def test_every_text_takes_the_same_values_in_every_language():
    english = {path: fields(texts) for path, texts in leaves(TABLES["en"], "en")}
    for language in LANGUAGES:
        for path, texts in leaves(TABLES[language], language):
            assert fields(texts) == english[path], (language, path)


def test_every_plural_has_exactly_the_forms_of_its_language():
    for language, table in TABLES.items():
        forms = set(PLURALS[language][0])
        for section in table.values():
            for value in section.values():
                if isinstance(value, Mapping):
                    assert set(value) == forms, (language, value)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "codes"), NAMES.items())
def test_every_stored_word_has_a_name(language, kind, codes):
    assert set(TABLES[language][kind]) == {code.value for code in codes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_events_and_scan_outcomes_are_names_of_real_ones(language):
    assert set(TABLES[language]["event"]) <= set(KINDS)
    assert set(TABLES[language]["outcome"]) <= {say.value for say in Say}


SCREEN = {
    "route": vocabulary.ROUTE,
    "disposition": vocabulary.DISPOSITION,
    "grade": vocabulary.GRADE,
    "defect": vocabulary.DEFECT,
    "reason": vocabulary.REASON,
    "override": vocabulary.OVERRIDE,
    "held": vocabulary.HELD_REASON,
    "parcel_status": vocabulary.PARCEL_STATUS,
    "item_status": vocabulary.ITEM_STATUS,
    "print_state": vocabulary.PRINT_STATE,
    "event": events.EVENT_NOUN,
}
SAYS_WHAT_TO_DO = {
    *(("item_status", status) for status in ("identified", "graded", "decided", "stowed")),
    ("print_state", "unknown"),
}
"""Where the screen does not name the state: the paper has a column of its own for the next action."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SCREEN)
def test_what_the_screen_names_has_the_same_name_on_paper(language, kind):
    names = {code: name for code, name in TABLES[language][kind].items() if (kind, code) not in SAYS_WHAT_TO_DO}
    screen = words_for(language)
    assert screen.language == language
    # Capitals are the place's: a button begins with one, a word in a list does not.
    assert {code: name.casefold() for code, name in names.items()} == {
        code: screen(SCREEN[kind][code]).casefold() for code in names
    }
    assert names


def test_a_person_has_the_same_title_on_paper_as_on_the_screen():
    texts = " ".join(text for _, forms in leaves(TABLES["ru"], "ru") for text in forms).casefold()
    screen = words_for("ru")
    assert screen(vocabulary.ROLE[Role.LEAD]) in texts
    assert TABLES["ru"]["column"]["inspector"].casefold() == screen(vocabulary.ROLE[Role.INSPECTOR])
    assert "начальник" not in texts


@pytest.mark.parametrize("word", ["позици", "единиц", "оценк"])
def test_a_thing_has_one_word_on_screen_and_paper(word):
    found = [path for path, texts in leaves(TABLES["ru"], "ru") if any(word in text.casefold() for text in texts)]
    assert found == []


def test_a_code_without_a_name_is_shown_as_it_is():
    words = load_words("en")
    assert words.name("disposition", "TO_THE_MOON") == "TO_THE_MOON"
    assert words.name("disposition", None) == ""


# Unicode CLDR, cardinal plurals of Russian for whole numbers.
RUSSIAN = {
    0: "many", 1: "one", 2: "few", 3: "few", 4: "few", 5: "many", 10: "many", 11: "many", 12: "many", 13: "many", 14: "many",
    15: "many", 20: "many", 21: "one", 22: "few", 25: "many", 101: "one", 102: "few", 111: "many", 112: "many", 121: "one",
    1001: "one", 1011: "many", 1012: "many", 1022: "few",
}  # fmt: skip


@pytest.mark.parametrize(("number", "form"), RUSSIAN.items())
def test_russian_plurals_follow_the_rule(number, form):
    assert PLURALS["ru"][1](number) == form


def test_plural_sentences_agree_with_their_number():
    russian, english = load_words("ru"), load_words("en")
    said = [russian.count("page.items", number) for number in (1, 3, 5, 11, 21, 112)]
    assert said == ["1 товар", "3 товара", "5 товаров", "11 товаров", "21 товар", "112 товаров"]
    assert [english.count("page.items", number) for number in (0, 1, 2)] == ["0 items", "1 item", "2 items"]


def test_numbers_money_and_dates_are_written_as_the_language_writes_them():
    english, russian = load_words("en"), load_words("ru")
    moment = datetime(2025, 11, 20, 6, 5)
    assert english.number(1234567) == "1,234,567"
    assert russian.number(1234567) == "1\u00a0234\u00a0567"
    assert english.money(123456, "EUR") == "EUR 1,234.56"
    assert russian.money(123456, "NOK") == "1\u00a0234,56\u00a0NOK"
    assert english.money(-5, "EUR") == "EUR -0.05"
    assert english.money(100, "") == "(no currency) 1.00"
    assert english.percent(1, 3) == "33.3%"
    assert russian.percent(1, 3) == "33,3\u00a0%"
    assert english.percent(0, 0) == "–"
    assert english.moment(moment) == "2025-11-20 06:05"
    assert russian.moment(moment) == "20.11.2025 06:05"


@given(st.integers(-(10**15), 10**15))
def test_money_loses_no_cent(cents):
    text = load_words("en").money(cents, "EUR")
    assert text.startswith("EUR ")
    assert round(float(text[4:].replace(",", "")) * 100) == pytest.approx(cents, abs=1 if abs(cents) > 10**13 else 0)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_rounded_to_the_nearest_tenth(part, whole):
    shown = float(load_words("en").percent(part, whole).rstrip("%"))
    assert abs(shown - 100 * part / whole) <= 0.0500001


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h 00 min"), (3900, "1 h 05 min"), (86400, "1 d 0 h"), (180000, "2 d 2 h"), (None, "–"), (-5, "0 s")],
)  # fmt: skip
def test_a_duration_is_told_in_two_units(seconds, text):
    assert load_words("en").duration(seconds) == text


def test_an_unknown_language_is_refused_with_those_that_exist():
    with pytest.raises(KnownError, match="Expected one of the languages en, ru, got 'xx'"):
        load_words("xx")


def test_an_unknown_key_is_a_bug_and_says_which():
    words = load_words("en")
    with pytest.raises(BugError, match=r"page\.nothing_of_the_kind"):
        words.say("page.nothing_of_the_kind")
    with pytest.raises(BugError, match=r"page\.units"):
        words.say("page.units")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", [*DeviceReason, "interrupted", "unexpected"])
def test_what_kept_a_label_is_told_in_words(language, reason):
    assert load_words(language).name("label_reason", reason) != reason
