"""The note's field before a bench that works: what is kept, taken back or refused, and what the window never saw of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bench.draft import Draft
from app.bench.view import BenchView
from app.domain.commands import AddNote, Command, RegisterScan, SelectItem
from tests.bench.benches import BOX, CODES, BenchWalk
from tests.bench.conftest import *  # noqa: F403  # its bench
from tests.ui.conftest import Stage
from tests.ui.hands import key
from ui.bridge import ViewChanged


class Bench:
    """A window and a bench without threads: commands are worked at once, and their pictures wait until they are shown."""

    def __init__(self, stage: Stage, walk: BenchWalk) -> None:
        self.stage, self.walk = stage, walk
        self.draft = Draft(self.work)
        self._views: list[BenchView] = []
        stage.show(walk.view)
        stage.core.draft = self.draft.hold  # type: ignore[method-assign]

    def work(self, command: Command) -> None:
        self.walk.do(command)
        self._views.append(self.walk.view)

    def scan(self, *texts: str) -> None:
        """As a scanner on a line does it: what is being typed goes first."""
        for text in texts:
            self.walk.ns += 1_000_000_000
            command = RegisterScan(CODES.get(text) or text, "", "left", self.walk.ns)
            self.draft.hand_on(command)
            self.work(command)

    def show(self) -> None:
        """Show the newest picture, with the notices of all, as the bridge hands them over."""
        notices = tuple({view.notice.number: view.notice for view in self._views if view.notice}.values())
        self.stage.frame.on_view_changed(ViewChanged(self.walk.view, notices))
        self._views.clear()
        QApplication.processEvents()

    def type_note(self, text: str) -> str:
        """Type a note about the item in hand; returns the item's id."""
        assert self.walk.view.item is not None
        self.show()
        key(self.stage, Qt.Key.Key_F5)
        QTest.keyClicks(QApplication.focusWidget(), text)
        return self.walk.view.item.item_id

    def take(self, item_id: str) -> None:
        self.work(SelectItem(item_id))
        self.show()

    @property
    def note(self) -> str:
        assert self.walk.view.item is not None
        return self.walk.view.item.note

    @property
    def field(self) -> str:
        return self.stage.frame.bench.note.field.text()


@pytest.fixture
def both(stage: Stage, bench: BenchWalk) -> Bench:
    return Bench(stage, bench)


@pytest.mark.parametrize("elsewhere", [True, False], ids=["on another page", "a picture that was passed over"])
def test_an_undone_note_does_not_come_back_by_itself(both: Bench, elsewhere: bool) -> None:
    both.walk.scan(BOX, "MUG")
    mug = both.type_note("handle chipped")
    if elsewhere:
        both.stage.frame.on_page_wanted("parcels")
    both.scan("JUMPER")
    both.show()
    for _ in range(2):  # the jumper, then the note
        both.scan("UNDO")
        both.show()
    both.take(mug)
    both.scan("GRADE-B")
    both.show()
    assert (both.note, both.field) == ("", "")


def test_words_that_are_kept_do_not_write_over_newer_ones(both: Bench) -> None:
    both.walk.scan(BOX, "MUG")
    mug = both.type_note("handle chipped")
    both.stage.frame.on_page_wanted("parcels")
    both.scan("JUMPER")
    both.show()
    both.work(AddNote("handle fine, it was dust", mug))
    both.take(mug)
    both.scan("GRADE-B")
    both.show()
    assert (both.note, both.field) == ("handle fine, it was dust", "handle fine, it was dust")


def test_a_yes_to_an_undo_means_what_was_asked_about_and_keeps_the_note(both: Bench) -> None:
    both.walk.scan(BOX, "MUG")
    assert both.walk.view.item is not None
    mug = both.walk.view.item.item_id
    both.walk.scan("JUMPER", "GRADE-B", "ACCEPT")
    both.walk.printed()
    both.take(mug)
    both.type_note("handle chipped")
    both.scan("UNDO", "CONFIRM")
    both.show()
    row = next(row for row in both.walk.rows() if row.sku == "JUMPER")
    assert (row.grade, row.route) == ("B", None)
    both.take(mug)
    assert both.note == "handle chipped"


def test_another_language_drops_no_words(both: Bench) -> None:
    both.walk.scan(BOX, "MUG", "GRADE-B")
    both.type_note("handle")
    both.scan("ACCEPT")  # its picture is not on the screen yet
    QTest.keyClicks(QApplication.focusWidget(), " chipped")
    both.show()
    both.scan("LANG-RU")
    both.show()
    assert both.field == "handle chipped"


@pytest.mark.parametrize("open_with", [Qt.Key.Key_F5, Qt.Key.Key_F9])
def test_escape_answers_the_question_over_what_is_open(both: Bench, open_with: Qt.Key) -> None:
    both.walk.scan(BOX, "MUG")
    assert both.walk.view.item is not None
    mug = both.walk.view.item.item_id
    both.walk.scan("JUMPER", "GRADE-B", "ACCEPT")
    both.walk.printed()
    both.take(mug)
    key(both.stage, open_with)
    key(both.stage, "3")
    both.scan("UNDO")
    both.show()
    assert both.walk.view.question is not None
    both.stage.core.commands.clear()
    key(both.stage, Qt.Key.Key_Escape)
    assert [str(command) for command in both.stage.core.commands] == ["Control(word='CANCEL')"]
