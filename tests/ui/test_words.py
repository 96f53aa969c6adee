"""Everything that the bench can say has a text in every language, whole and with its values."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.bench import messages
from app.bench.messages import Message, Say, message
from app.domain import events as e
from app.domain.events import KINDS, UnknownEvent
from app.domain.vocabulary import Disposition, FunctionGrade, Grade, OverrideReason, Route
from app.symbols.control import control_words
from app.symbols.readings import Kind
from devices.errors import DeviceReason
from devices.events import FrameProblem, LinkState
from tests.ui.fakes import DECIDED, EVENTS
from ui.words import commands, events, vocabulary
from ui.words.messages import SAY
from ui.words.text import Text
from ui.words.words import LANGUAGES, Words, words_for

PLACEHOLDER = re.compile(r"\{(\w+)\}")
CYRILLIC = re.compile("[А-Яа-яЁё]")
SAME_IN_RUSSIAN = {"{role} · {site} · {language}", "× {quantity}"}


def texts_of(table: object) -> list[Text]:
    return [value for value in table.values() if isinstance(value, Text)] if isinstance(table, dict) else []


def every_text() -> list[Text]:
    """All texts in the modules of words."""
    from ui.words import messages as said

    found: dict[Text, None] = {}
    for module in (commands, events, vocabulary, said):
        for value in vars(module).values():
            if isinstance(value, Text):
                found[value] = None
            for text in texts_of(value):
                found[text] = None
    return list(found)


def documented_params() -> dict[str, str]:
    """The comment of each code in the bench's list of messages, which names its parameters."""
    source = Path(messages.__file__).read_text(encoding="utf-8")
    comments = re.findall(r'"(\w+)"  # (.*)', source)
    return dict(comments)


def test_every_code_has_its_sentence() -> None:
    assert set(Say) - set(SAY) == set()


def test_every_value_of_the_trade_has_its_word() -> None:
    for enum, table in vocabulary.WORDED.items():
        assert set(enum) - set(table) == set(), enum


def test_every_state_and_reason_of_a_device_has_its_words() -> None:
    assert {reason.value for reason in DeviceReason} - set(vocabulary.DEVICE_REASON) == set()
    assert {state.value for state in LinkState} - set(vocabulary.DEVICE_STATE) == set()
    assert {problem.value for problem in FrameProblem} - set(vocabulary.FRAME_PROBLEM) == set()
    assert {kind.value for kind in Kind} - set(vocabulary.READING_KIND) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", ["interrupted", "unexpected"])
def test_what_only_the_program_knows_of_a_label_has_its_words(language: str, why: str) -> None:
    assert why not in words_for(language).say(message(Say.LABEL_FAILED, lpn="R00000000000", why=why))


def test_a_label_that_failed_is_not_promised_since_nothing_tries_it_again() -> None:
    said = words_for("en").say(message(Say.LABEL_FAILED, lpn="R00000000000", why="misconfigured"))
    assert said.endswith("Print it again.")


def test_every_kind_of_event_has_its_sentence_and_noun() -> None:
    assert set(KINDS) - set(events.EVENT) == set()
    assert set(KINDS) - set(events.EVENT_NOUN) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_word_says_what_it_does(language: str) -> None:
    words = words_for(language)
    for control in control_words():
        for said in (words.command(control.word), words.button(control.word)):
            assert said, control.word
            assert "{" not in said, control.word


@pytest.mark.parametrize("language", LANGUAGES)
def test_taking_back_and_leaving_alone_are_not_mistaken_for_each_other(language: str) -> None:
    words = words_for(language)
    leave = words.button("CANCEL")
    for undo in (words.button("UNDO"), words.button("UNDO", Say.UNDO_CONFIRM)):
        assert undo[:4].lower() != leave[:4].lower(), (undo, leave)


def test_a_word_of_a_newer_release_is_shown_as_it_is() -> None:
    with pytest.raises(KeyError):
        words_for("en").command("FLY")
    assert "FLY-HIGH" in words_for("en").say(message(Say.NOT_NOW, word="FLY-HIGH"))


def test_sentences_name_only_what_the_bench_tells() -> None:
    documented = documented_params()
    for say, text in SAY.items():
        for name in PLACEHOLDER.findall(text.source):
            assert re.search(rf"\b{name}\b", documented.get(say.value, "")), (say, name)
        if text.plural:
            assert "count" in documented.get(say.value, ""), say


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_text_is_translated_with_the_same_values(language: str) -> None:
    words = words_for(language)
    for text in every_text():
        for count in (1, 2, 5) if text.plural else (None,):
            said = words.template(text, count)
            assert sorted(set(PLACEHOLDER.findall(said))) == sorted(set(PLACEHOLDER.findall(text.source))), text
            assert ("%n" in said) == ("%n" in text.source), text
            assert said != text.source, text
            assert CYRILLIC.search(said), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_whole(language: str) -> None:
    words = words_for(language)
    for say, text in SAY.items():
        values = tuple((name, "7") for name in PLACEHOLDER.findall(text.source))
        said = words.say(Message(say, values, 3 if text.plural else None))
        assert "{" not in said, say
        assert "%n" not in said, say
        assert len(said) > 3, say


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "Wrong PIN. 1 try left."),
        ("en", 2, "Wrong PIN. 2 tries left."),
        ("en", 0, "Wrong PIN. 0 tries left."),
        ("ru", 1, "Неверный PIN-код. Осталась 1 попытка."),
        ("ru", 3, "Неверный PIN-код. Осталось 3 попытки."),
        ("ru", 5, "Неверный PIN-код. Осталось 5 попыток."),
        ("ru", 11, "Неверный PIN-код. Осталось 11 попыток."),
        ("ru", 21, "Неверный PIN-код. Осталась 21 попытка."),
    ],
)
def test_plural_forms_follow_the_language(language: str, count: int, said: str) -> None:
    assert words_for(language).say(message(Say.PIN_WRONG, count=count)) == said


def test_codes_in_a_sentence_become_words() -> None:
    english, russian = words_for("en"), words_for("ru")
    wrong = message(Say.TOTE_WRONG_ROUTE, tote="T-1", tote_route=Route.DISPOSE, item_route="refurbish")
    assert english.say(wrong) == "STOP: T-1 is for Dispose, this item goes to Refurbish"
    assert "«Списание»" in russian.say(wrong)
    assert (
        english.say(message(Say.DECIDED, disposition=Disposition.RTV, route=Route.HOLD)) == "Decided: Return to vendor."
    )
    assert english.say(message(Say.GRADED, grade=Grade.C)) == "Grade C."
    assert english.say(message(Say.LABEL_FAILED, lpn="R1", why="busy")).count("another program holds it") == 1
    assert english.say(message(Say.EXPIRY_TAKEN, expiry="2027-03-31")) == "Expiry date 31 Mar 2027 noted."
    assert english.say(message(Say.UNDONE, what="item_graded")) == "Taken back: grade and defects."


def test_a_parcel_without_a_number_has_words() -> None:
    english, russian = words_for("en"), words_for("ru")
    assert english.say(message(Say.PARCEL_RESUMED, label="")) == (
        "Parcel without a number is open again where you left it."
    )
    assert english.say(message(Say.PARCEL_CLOSED, label="", count=1)) == "Parcel without a number closed with 1 item."
    assert "без номера" in russian.say(message(Say.PARCEL_RESUMED, label=""))
    assert english.event("parcel_received", e.ParcelReceived("p1", "")).startswith("Parcel without a number received")


def test_values_that_look_like_placeholders_stay_as_they_are() -> None:
    said = words_for("en").say(message(Say.UNKNOWN_CODE, text="{lpn} %n {0}"))
    assert said.startswith("{lpn} %n {0} is not known here")


def test_a_question_says_more_exactly_what_an_answer_does() -> None:
    english = words_for("en")
    assert english.button("CONFIRM") == "Yes"
    assert english.button("CONFIRM", Say.ALREADY_ITEM) == "Add one"
    assert english.button("GRADE-C") == "Grade C: worn, works"
    assert english.button("DEFECT-SCRATCH") == "Scratch"
    assert english.button("QTY-12") == "Quantity 12"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_of_a_history_is_a_sentence(language: str) -> None:
    words = words_for(language)
    for record in EVENTS:
        said = words.event(record.kind, record.event)
        assert "{" not in said
        assert said.endswith(".")
    assert "moon_landing" in words.event("moon_landing", UnknownEvent("moon_landing", 1, "{}"))


def test_an_ungraded_item_and_no_defects_have_words() -> None:
    english = words_for("en")
    assert english.event("item_graded", EVENTS[1].event) == "Graded B. Defects: none."
    assert english.event("item_graded", EVENTS[3].event) == (
        "Graded C. Defects: Scratch, No power. Function F3: works in part. Note: The hinge is bent."
    )
    assert english.event("label_failed", EVENTS[7].event).startswith("Nobody knows whether")


def test_a_history_tells_why_another_way_was_taken_and_who_agreed() -> None:
    english, russian = words_for("en"), words_for("ru")
    assert english.event("disposition_decided", DECIDED) == (
        "Decided: Restock as seconds. The proposal was Refurbish (rule matrix.electronics.C, policy 2026-11-01)."
        " Reason for another way: Client wants it. Agreed by Lead 3."
    )
    said = russian.event("disposition_decided", DECIDED)
    assert said.endswith("Почему иначе: Так просит клиент. Согласие дано: Lead 3.")
    plain = replace(DECIDED, override_reason=None, approver=None)
    assert english.event("disposition_decided", plain).endswith("policy 2026-11-01).")
    asked = e.ApprovalRequested("i1", Disposition.RESTOCK_B, "upgrade", OverrideReason.CONDITION_BETTER)
    assert english.event("approval_requested", asked) == (
        "A shift lead was asked to agree: Restock as seconds. Because: it is better than the proposed way."
        " Reason for another way: Condition is better."
    )
    proposed = e.DispositionProposed("i1", Disposition.DESTROY, "matrix.food.E", "1", approval="destroy_value")
    assert english.event("disposition_proposed", proposed) == (
        "Proposed: Destroy (rule matrix.food.E, policy 1). A shift lead has to agree: its value is above the limit."
    )
    assert english.event("item_graded", e.ItemGraded("i1", None, FunctionGrade.F5)) == (
        "Graded –. Defects: none. Function F5: does not start."
    )


@pytest.mark.parametrize(("asked", "given"), [("ru", "ru"), ("ru_RU", "ru"), ("RU-ru", "ru"), ("fi", "en"), ("", "en")])
def test_a_language_without_translation_is_english(asked: str, given: str) -> None:
    assert words_for(asked).language == given


def test_dates_are_written_as_people_here_do() -> None:
    assert Words("en").date("2026-12-02") == "2 Dec 2026"
    assert Words("ru").date("2026-12-02") == "2 дек. 2026"
    assert Words("en").date("soon") == "soon"
