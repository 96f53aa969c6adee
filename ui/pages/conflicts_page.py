"""What benches disagree about: a lead says which side stands. Nothing is ever overwritten; the other side stays in the record."""

from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.bench.sync_view import SyncView
from app.bench.view import BenchView, Tone
from app.domain.commands import Command, ReplaceLabel, ResolveConflict, ResolveDuplicate
from app.domain.vocabulary import Role
from ui.look import Look
from ui.pages.catalogue import HISTORY, Desktop
from ui.pages.conflict_faces import Case, bench_name, case_face, case_facts, case_key, case_title, sides_of, where_of
from ui.pages.page import Page
from ui.ports import ClashRecord, ConflictRecord, DuplicateRecord
from ui.widgets.heading import Heading
from ui.widgets.records import RecordFace, RecordList
from ui.widgets.said import SaidLine
from ui.widgets.side import SideTile, Standing
from ui.widgets.tile import Face, Tile
from ui.widgets.words_field import WordsField
from ui.words.text import translate

MOST_SHOWN = 100
"""Cases of each kind that are listed; the oldest come first, and others follow when these are settled."""

_NONE = translate("conflicts", "There is nothing to settle: all benches agree")
_LEAD = translate("conflicts", "A shift lead settles this: let one sign in here, or tell one about it.")
_CHOOSE = translate("conflicts", "Compare with the goods, then choose the side that stands.")


class ConflictsPage(Page):
    """Cases at the left; at the right the two sides of the chosen one, a note, and the button that settles it."""

    TITLE = translate("conflicts", "Conflicts")

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._desktop = desktop
        self._cases: tuple[Case, ...] = ()
        self._chosen = ""
        self._notes: dict[str, str] = {}  # words about cases that are not chosen now
        self._side: int | None = None
        self._sync: SyncView | None = None
        self._lead = False
        self._notice = 0
        self._asked = False
        super().__init__(look, parent)
        self.list = RecordList(look, self)
        self.heading = Heading(look, self)
        self.facts = Heading(look, self, quiet=True)
        self.sides = (SideTile(look, self), SideTile(look, self))
        self.said = SaidLine(look, self)
        self.note = WordsField(self)
        self.settle = Tile(look, self)
        self.settle.setObjectName("settle")
        self.history = Tile(look, self)
        self.history.setObjectName("history")
        self.list.chosen.connect(self.on_case_chosen)
        self.settle.clicked.connect(self.on_settle)
        self.history.clicked.connect(self.on_history)
        for number, side in enumerate(self.sides):
            side.clicked.connect(partial(self.choose_side, number))
            QShortcut(QKeySequence(str(number + 1)), self).activated.connect(partial(self.choose_side, number))
        for key in ("Return", "Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.settle.click)
        self._dress_note()

    def content(self) -> tuple[QWidget, ...]:
        return (self.list, self.heading, self.facts, *self.sides, self.said, self.settle, self.history)

    def open(self, about: str, came_from: str) -> None:
        self._asked = False

    def forget(self) -> None:
        self._side = None
        self._notes.clear()
        self.note.clear()
        if self.isVisible():
            self._show_case()

    def show_view(self, view: BenchView) -> None:
        lead = view.person is not None and view.person.role is not Role.INSPECTOR
        news = view.notice is not None and view.notice.number != self._notice
        if (view.sync, lead) == (self._sync, self._lead) and not news:
            return
        self._sync, self._lead = view.sync, lead
        self._notice = view.notice.number if view.notice else 0
        if not self.isVisible():
            return
        self.refresh()
        if news and self._asked and view.notice:
            self._asked = False
            self.said.show_said(self.look.words.say(view.notice.said), view.notice.tone)

    # What is to be settled.

    def refresh(self) -> None:
        words, queries = self.look.words, self._desktop.core.queries
        self._cases = (
            *queries.conflicts(MOST_SHOWN, 0),
            *queries.duplicates(MOST_SHOWN, 0),
            *queries.label_clashes(MOST_SHOWN, 0),
        )
        if self._case() is None:
            self._chosen = case_key(self._cases[0]) if self._cases else ""
            self._side = None
            self.note.setText(self._notes.pop(self._chosen, ""))
        self.list.show_from(self._rows, words(_NONE), from_start=False)
        self.show_header()
        self._show_case()
        self._place()

    def about(self) -> str:
        words = self.look.words
        return words(translate("conflicts", "%n to settle", "", 1), count=len(self._cases)) if self._cases else ""

    def _case(self) -> Case | None:
        return next((case for case in self._cases if case_key(case) == self._chosen), None)

    def _rows(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        return tuple(
            case_face(case, self.look, chosen=case_key(case) == self._chosen)
            for case in self._cases[offset : offset + limit]
        )

    def _show_case(self) -> None:
        words, case = self.look.words, self._case()
        for part in (self.heading, self.facts, self.said, self.settle, self.history):
            part.setVisible(case is not None)
        faces = sides_of(case, self.look, self._desktop.core.zone) if case else ()
        for number, tile in enumerate(self.sides):
            tile.setVisible(bool(faces))
            if faces:
                standing = (
                    Standing.OPEN if self._side is None else Standing.STANDS if self._side == number else Standing.FALLS
                )
                tile.show_side(faces[number], standing, str(number + 1))
        self.note.setVisible(bool(faces))
        if case is None:
            return
        self.heading.show_text(case_title(case, words))
        self.facts.show_text(case_facts(case, words))
        self.said.show_said(*self._advice(case))
        self.settle.show_face(self._settle_face(case))
        self.history.show_face(
            Face(words(translate("conflicts", "All events")), icon="history", dim=not self._item_id(case))
        )

    def _advice(self, case: Case) -> tuple[str, Tone]:
        """What is to be known before it is settled."""
        words = self.look.words
        if isinstance(case, ClashRecord):
            told = translate(
                "conflicts", "{bench} has printed this number too. Print a new label and stick it over the old one."
            )
            return words(told, bench=bench_name(case.bench, words)), Tone.WARNING
        if not self._lead:
            return words(_LEAD), Tone.WARNING
        if self._side is None:
            return words(_CHOOSE), Tone.CALM
        if isinstance(case, ConflictRecord):
            return words(translate("conflicts", "The other side stays in the record and no longer counts.")), Tone.CALM
        if case.first.lpn:
            return words(translate("conflicts", "The other record ends: throw its label away.")), Tone.CALM
        return words(translate("conflicts", "The items of the other record count in this one then.")), Tone.CALM

    def _settle_face(self, case: Case) -> Face:
        words, primary = self.look.words, self.look.theme.primary
        if isinstance(case, ClashRecord):
            return Face(
                words(translate("conflicts", "Print a new label")),
                icon="printer",
                hint="Enter",
                filled=True,
                tint=primary,
            )
        if self._side is None:
            return Face(words(translate("conflicts", "Choose a side first")), hint="1 · 2", dim=True)
        side = (case.first, case.second)[self._side]
        told = (
            translate("conflicts", "{bench} is right")
            if isinstance(case, ConflictRecord)
            else translate("conflicts", "Keep the record of {bench}")
        )
        text = words(told, bench=where_of(side, words))
        return Face(text, icon="check", hint="Enter", filled=self._lead, tint=primary, dim=not self._lead)

    # What people do.

    def on_case_chosen(self, key: object) -> None:
        if key != self._chosen:
            self._notes[self._chosen] = self.note.text()
            self._chosen, self._side = str(key), None
            self.note.setText(self._notes.pop(self._chosen, ""))
            self.refresh()

    def choose_side(self, number: int) -> None:
        """Say which side is to stand; nothing is settled yet."""
        if isinstance(self._case(), ConflictRecord | DuplicateRecord):
            self._side = number
            self._show_case()

    def on_settle(self) -> None:
        """Ask the bench; it says no, in words, to whom it does not behove."""
        command = self._command(self._case())
        if command is not None:
            self._asked = True
            self.commanded.emit(command)

    def _command(self, case: Case | None) -> Command | None:
        note = self.note.text().strip()
        match case:
            case ClashRecord():
                return ReplaceLabel(case.item_id)
            case ConflictRecord() if self._side is not None:
                return ResolveConflict(case.key, (case.first, case.second)[self._side].keep, note)
            case DuplicateRecord() if self._side is not None:
                kept, dropped = (case.first, case.second) if self._side == 0 else (case.second, case.first)
                return ResolveDuplicate(kept.key, dropped.key, note)
            case _:
                return None

    def on_history(self) -> None:
        case = self._case()
        if case is not None and self._item_id(case):
            self.page_wanted.emit(f"{HISTORY} {self._item_id(case)}")

    @staticmethod
    def _item_id(case: Case) -> str:
        """The item whose events can be looked at; "" where it is about a parcel."""
        match case:
            case ClashRecord():
                return case.item_id
            case ConflictRecord():
                kind, _, name = case.key.partition(":")
            case DuplicateRecord():
                kind, _, name = case.first.key.partition(":")
        return name if kind == "item" else ""

    def apply(self, look: Look) -> None:
        super().apply(look)
        self._dress_note()

    def _dress_note(self) -> None:
        words = self.look.words
        self.note.setPlaceholderText(words(translate("conflicts", "Note, if there is something to say")))
        self.note.setAccessibleName(words(translate("conflicts", "Note")))

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        gap = metrics.gap
        if self._case() is None:
            self.list.setGeometry(box)
            return
        list_width = (box.width() - gap) * 36 // 100
        self.list.setGeometry(box.left(), box.top(), list_width, box.height())
        left = box.left() + list_width + gap
        width = box.right() + 1 - left
        title = metrics.px(28) if self.heading.fits(width, 1) else metrics.px(50)
        self.heading.setGeometry(left, box.top(), width, title)
        self.facts.setGeometry(left, box.top() + title, width, metrics.px(24))
        top, bottom = box.top() + title + metrics.px(32), box.bottom() + 1
        half = (width - gap) // 2
        self.history.setGeometry(left, bottom - metrics.primary, half, metrics.primary)
        self.settle.setGeometry(left + half + gap, bottom - metrics.primary, width - half - gap, metrics.primary)
        bottom -= metrics.primary + gap
        if not self.note.isHidden():
            self.note.setGeometry(left, bottom - metrics.touch, width, metrics.touch)
            bottom -= metrics.touch + gap
        said = metrics.px(54)
        self.said.setGeometry(left, bottom - said, width, said)
        bottom -= said + gap
        for number, tile in enumerate(self.sides):
            tile.setGeometry(left + number * (half + gap), top, half, bottom - top)
        if self.sides[0].isHidden():  # a label: say it where the eye is
            self.said.setGeometry(left, top, width, said)
