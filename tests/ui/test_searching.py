"""A search beside the window's thread: what counts of its answers, and when."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QThreadPool
from pytestqt.qtbot import QtBot

from tests.ui.fakes import PARCELS, item_record
from ui.ports import Finds
from ui.searching import Searching

FIRST, SECOND = Finds(PARCELS[:1]), Finds(items=(item_record(1),))
THOROUGH = Finds(PARCELS[1:2])


class Stages:
    """Answers of a quick and a thorough stage; each text waits until it is let go."""

    def __init__(self) -> None:
        self.quick_finds = {"first": FIRST, "second": SECOND}
        self.gates = {text: threading.Event() for text in ("first", "second")}
        self.asked: list[tuple[str, str]] = []
        self.threads: set[int] = set()

    def quick(self, text: str) -> Finds:
        self.threads.add(threading.get_ident())
        self.gates[text].wait(20)
        self.asked.append(("quick", text))
        return self.quick_finds[text]

    def thorough(self, text: str) -> Finds:
        self.asked.append(("thorough", text))
        return THOROUGH


@pytest.fixture
def stages() -> Stages:
    return Stages()


@pytest.fixture
def searching(stages: Stages, qtbot: QtBot) -> Iterator[Searching]:
    searching = Searching(stages.quick, stages.thorough)
    yield searching
    for gate in stages.gates.values():
        gate.set()
    searching.stop()


def find_first(stages: Stages, searching: Searching, qtbot: QtBot) -> None:
    """Look for the first text and wait for all that is found."""
    stages.gates["first"].set()
    searching.want("first")
    qtbot.waitUntil(lambda: searching.done)


def test_no_stage_is_asked_in_the_windows_thread(stages: Stages, searching: Searching, qtbot: QtBot) -> None:
    searching.want("first")
    assert (searching.finds, searching.done) == ([], False)
    stages.gates["first"].set()
    qtbot.waitUntil(lambda: searching.done)
    assert searching.finds == [FIRST, THOROUGH]
    assert threading.get_ident() not in stages.threads


def test_the_next_text_does_not_wait_for_the_one_before_whose_answer_counts_no_more(
    stages: Stages, searching: Searching, qtbot: QtBot
) -> None:
    searching.want("first")
    qtbot.waitUntil(lambda: bool(stages.threads))  # it is under way
    searching.want("second")
    stages.gates["second"].set()
    qtbot.waitUntil(lambda: searching.done)
    stages.gates["first"].set()
    qtbot.waitUntil(lambda: ("quick", "first") in stages.asked)
    QThreadPool.waitForDone(searching.findChild(QThreadPool))
    QCoreApplication.processEvents()  # an answer that counted would be here
    assert searching.finds == [SECOND, THOROUGH]
    assert ("thorough", "first") not in stages.asked


def test_what_was_found_for_the_text_before_stays_until_the_first_answer(
    stages: Stages, searching: Searching, qtbot: QtBot
) -> None:
    find_first(stages, searching, qtbot)
    searching.want("second")
    assert (searching.finds, searching.done) == ([FIRST, THOROUGH], False)
    stages.gates["second"].set()
    qtbot.waitUntil(lambda: searching.done)
    assert searching.finds == [SECOND, THOROUGH]
    searching.want("")
    assert (searching.finds, searching.done) == ([], True)


def test_after_a_change_only_the_quick_stage_is_asked_once_more(
    stages: Stages, searching: Searching, qtbot: QtBot
) -> None:
    find_first(stages, searching, qtbot)
    stages.quick_finds["first"] = SECOND
    searching.again()
    assert searching.finds == [FIRST, THOROUGH]
    qtbot.waitUntil(lambda: searching.finds == [SECOND, THOROUGH])
    assert stages.asked == [("quick", "first"), ("thorough", "first"), ("quick", "first")]


def test_a_stage_that_fails_leaves_what_the_others_find(qtbot: QtBot, stages: Stages) -> None:
    def fails(text: str) -> Finds:
        raise OSError(text)

    searching = Searching(fails, stages.thorough)
    searching.want("first")
    qtbot.waitUntil(lambda: searching.done)
    assert (searching.finds, searching.failed) == ([Finds(), THOROUGH], True)
    searching.want("second")
    assert not searching.failed, "nothing is known of the next text yet"
    searching.stop()


def test_a_change_that_cannot_be_looked_for_leaves_what_was_found_before(
    stages: Stages, searching: Searching, qtbot: QtBot
) -> None:
    find_first(stages, searching, qtbot)
    del stages.quick_finds["first"]
    searching.again()
    qtbot.waitUntil(lambda: searching.failed)
    assert searching.finds == [FIRST, THOROUGH]
    stages.quick_finds["first"] = SECOND
    searching.again()
    qtbot.waitUntil(lambda: searching.finds == [SECOND, THOROUGH])
    assert not searching.failed
