"""Every fault between bench and server has its sentence and its next step, in every language."""

import re

import pytest

from app.bench.sync_view import SyncProblem
from app.sync import faults
from ui import icons
from ui.words.sync import FEED, SYNC_ICON, SYNC_STATE, TROUBLE, problem_texts
from ui.words.words import LANGUAGES, words_for

PLACEHOLDER = re.compile(r"\{(\w+)\}")
CYRILLIC = re.compile("[А-Яа-яЁё]")


def fault_classes() -> list[type[faults.SyncError]]:
    found, waiting = [], [faults.SyncError]
    while waiting:
        cls = waiting.pop()
        found.append(cls)
        waiting += cls.__subclasses__()
    return found


def codes() -> set[str]:
    """Of all faults; the supervisor adds one and the bench two."""
    return {cls.code for cls in fault_classes()} | {"agent_ended", "clock_ahead", "set_aside"}


def test_every_code_has_its_words_and_no_words_are_left_over() -> None:
    assert set(TROUBLE) == codes()


def test_sentences_name_only_what_the_fault_carries() -> None:
    made = {
        "bad_url": faults.BadUrlError("x", "y"),
        "unreachable": faults.UnreachableError("s", "r"),
        "wrong_password": faults.WrongPasswordError("s", "r"),
        "certificate": faults.CertificateError("s", "r"),
        "server_old": faults.ServerOldError(13, 14),
        "server_new": faults.ServerNewError(1, 2),
        "proto": faults.ProtocolError(2, 1),
        "schema_missing": faults.SchemaMissingError("s", "r"),
        "server_full": faults.ServerFullError("s", "r"),
        "read_only": faults.ReadOnlyError("s"),
        "fork": faults.ForkError("s", 7, "r"),
        "disabled": faults.DisabledError("r"),
        "not_enrolled": faults.NotEnrolledError("b", "r"),
        "token": faults.TokenError("r"),
        "other_server": faults.OtherServerError("s"),
        "server_damaged": faults.ServerDamagedError("s", 7),
        "journal_damaged": faults.JournalDamagedError("r"),
        "not_replicated": faults.NotReplicatedError("s"),
        "mirror_busy": faults.MirrorBusyForSyncError("p"),
        "agent_busy": faults.AgentBusyError("h"),
        "unexpected": faults.UnexpectedError("r"),
    }
    for code, fault in made.items():
        assert fault.code == code
        for text in (TROUBLE[code].what, TROUBLE[code].next_step):
            assert set(PLACEHOLDER.findall(text.source)) <= set(fault.params), code
    for code in (
        codes() - set(made) - {"clock_ahead", "set_aside"}
    ):  # these carry nothing that their sentences would need
        assert not PLACEHOLDER.findall(TROUBLE[code].what.source + TROUBLE[code].next_step.source), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_told_whole(language: str) -> None:
    words = words_for(language)
    for code, trouble in TROUBLE.items():
        names = set(PLACEHOLDER.findall(trouble.what.source + trouble.next_step.source))
        what, step, detail = problem_texts(SyncProblem(code, tuple((name, "7") for name in names)), words)
        assert "{" not in what + step, code
        assert detail == "", code
        for said in (what, step):
            assert len(said) > 15, code
            assert bool(CYRILLIC.search(said)) == (language == "ru"), (code, said)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_state_is_translated(language: str) -> None:
    words = words_for(language)
    for text in (*SYNC_STATE.values(), *FEED.values()):
        said = words.template(text, 5 if text.plural else None)
        assert said != text.source
        assert CYRILLIC.search(said)


def test_every_state_has_its_icon() -> None:
    assert set(SYNC_ICON) == set(SYNC_STATE)
    assert set(SYNC_ICON.values()) <= icons.names()
