import tomllib
from pathlib import Path

import pytest

from app.domain.vocabulary import Route
from app.labels import words as module
from app.labels.words import label_languages, label_words
from devices.printers.typeface import typeface
from tests.devices.printers.reading import FONTS

_TABLES = tomllib.loads((Path(module.__file__).with_name("words.toml")).read_text(encoding="utf-8"))
_SAME_EVERYWHERE = {"RMA"}


def flat(language):
    return {f"{part}.{name}": word for part, names in _TABLES[language].items() for name, word in names.items()}


def test_english_and_russian_are_there():
    assert set(label_languages()) == {"en", "ru"}


@pytest.mark.parametrize("language", list(_TABLES))
def test_every_word_exists_in_every_language(language):
    assert flat(language).keys() == flat("en").keys()
    assert all(word.strip() == word != "" for word in flat(language).values())


def test_every_russian_word_is_translated():
    english, russian = flat("en"), flat("ru")
    assert [name for name, word in russian.items() if word == english[name] and word not in _SAME_EVERYWHERE] == []


@pytest.mark.parametrize("language", list(_TABLES))
def test_the_words_of_routes_and_marks_are_capitals_and_differ(language):
    words = label_words(language)
    large = [*words.routes.values(), words.void, words.copy, words.tote, words.badge]
    assert all(word.isupper() for word in large)
    assert len(set(large)) == len(large)
    assert set(words.routes) == set(Route)


@pytest.mark.parametrize("language", list(_TABLES))
def test_every_letter_of_every_word_is_in_the_fonts(language):
    missing = typeface(FONTS.bold).draw("\U0010fffd", 40)
    for word in flat(language).values():
        for letter in word.replace(" ", ""):
            assert typeface(FONTS.bold).draw(letter, 40) != missing, letter


@pytest.mark.parametrize(("asked", "given"), [("ru", "ru"), ("ru_RU", "ru"), ("RU-ru", "ru"), ("fi", "en"), ("", "en")])
def test_a_language_without_words_prints_in_english(asked, given):
    assert label_words(asked).language == given
