"""The bench: one parcel, one item, one next step."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView, Notice
from app.domain.commands import AddNote, Control, RegisterScan
from ui.look import Look
from ui.pages import bench_faces as faces
from ui.pages import bench_layout as layout
from ui.pages.bench_keys import bind_keys
from ui.pages.bench_layout import SHOWN, Boxes, Mode, Pane, boxes, kept_mode, pane_of, place_of
from ui.pages.catalogue import SEARCH
from ui.widgets.actions import ActionBar
from ui.widgets.banner import Banner, banner_text, with_unconfirmed
from ui.widgets.grades import GradeRow
from ui.widgets.item_card import ItemCard
from ui.widgets.note import NotePane
from ui.widgets.outcome import OutcomePane
from ui.widgets.parcel_card import ParcelCard
from ui.widgets.prompt import PromptPane
from ui.widgets.proposal import ProposalBlock, proposal_text
from ui.widgets.quantity import QuantityPad
from ui.widgets.question import QuestionPane
from ui.widgets.scans import LastScans
from ui.widgets.tile import Face, Tile
from ui.widgets.tile_grid import TileGrid
from ui.words.text import translate

TILE_ROWS, TILE_COLUMNS = 2, 4


class BenchPage(QWidget):
    """Shows a BenchView; only what differs from the last one is painted again.

    Signals:
        commanded(object): the operator asks for something; the Command.
        drafted(object): what is being typed and would be lost; the Command that keeps it, None when there is nothing.
        page_wanted(object): the operator wants another page; its name.
    """

    commanded = Signal(object)
    drafted = Signal(object)
    page_wanted = Signal(object)

    def __init__(self, look: Look, now_ns: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.view: BenchView | None = None
        self.mode = Mode.NONE
        self._now_ns = now_ns
        self._pane: Pane | None = None
        self._label: QPixmap | None = None
        self._unconfirmed: tuple[str, Notice | None] = "", None  # digits that count for nothing, and with which notice
        self._boxes: Boxes = boxes(1280, 758, look.metrics)
        self.banner = Banner(look, self)
        self.parcel = ParcelCard(look, self)
        self.item = ItemCard(look, self)
        self.grades = GradeRow(look, self)
        self.tiles = TileGrid(look, TILE_ROWS, TILE_COLUMNS, self)
        self.question = QuestionPane(look, self)
        self.outcome = OutcomePane(look, self)
        self.prompt = PromptPane(look, self)
        self.pad = QuantityPad(look, self)
        self.note = NotePane(look, self)
        self.proposal = ProposalBlock(look, self)
        self.change = Tile(look, self)
        self.primary = Tile(look, self)
        self.primary.setObjectName("primary")
        self.change.setObjectName("change")
        self.action_bar = ActionBar(look, self)
        self.scans = LastScans(look, self)
        left, work = (self.parcel, self.grades, self.tiles), (self.question, self.prompt, self.pad)
        lower = (self.primary, self.action_bar)
        upper = (self.banner, self.item, self.outcome, self.note, self.proposal, self.change)
        self._parts = (*upper, *left, *work, *lower, self.scans)
        for source in (*left, *work, *lower):
            source.commanded.connect(self.on_commanded)
        self.prompt.page_wanted.connect(self.page_wanted)
        self.outcome.tote_pressed.connect(self.on_tote_pressed)
        self.item.quantity_wanted.connect(self.open_quantity)
        self.pad.done.connect(self.leave_mode)
        self.note.drafted.connect(self.on_note_drafted)
        self.note.kept.connect(self.on_note_kept)
        self.note.given_up.connect(self.leave_mode)
        self.change.clicked.connect(self.toggle_override)
        self.action_bar.wanted.connect(self.on_action_wanted)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bind_keys(self, self)

    # What the operator does.

    def on_commanded(self, command: object) -> None:
        if self.mode is Mode.OVERRIDE:
            self.leave_mode()
        self.commanded.emit(command)

    def on_grade_key(self, grade: str) -> None:
        """A letter is a grade; where something has to be typed it is the first of it, and a question wants another answer."""
        if self._pane is Pane.NEEDS:
            shift = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
            self._type(grade if shift else grade.lower())
        elif not self.question.isVisible():
            self.on_commanded(Control(f"GRADE-{grade}"))

    def on_count_key(self, word: str) -> None:
        if not self.question.isVisible():
            self.on_commanded(Control(word))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if self._pane is Pane.NEEDS and text.isalnum() and not event.isAutoRepeat():
            self._type(text)
        else:
            super().keyPressEvent(event)

    def _type(self, text: str) -> None:
        self.page_wanted.emit(f"{SEARCH} {text}")  # what no scanner reads is typed there

    def on_digit(self, digit: str) -> None:
        if self.question.isVisible() and self.question.primary() is None:
            self.question.press(int(digit))
        elif self._pane is Pane.QUANTITY:
            self.pad.on_pressed(digit)
        elif self._pane in {Pane.JUDGE, Pane.OVERRIDE}:
            self.tiles.press(int(digit))
        elif self._pane is Pane.NEEDS:
            self._type(digit)

    def on_backspace(self) -> None:
        if self._pane is Pane.QUANTITY:
            self.pad.on_pressed("backspace")

    def on_enter(self) -> None:
        """Enter is the answer to a question, the typed quantity, or the acceptance of a proposal; nothing else."""
        answer = self.question.primary()
        if self.question.isVisible():
            if answer:
                answer.click()
        elif self._pane is Pane.QUANTITY:
            self.pad.on_pressed("enter")
        elif self._pane is Pane.NOTE:
            self.note.keep()
        elif self.view and "ACCEPT" in self.view.enabled and self.primary.command == Control("ACCEPT"):
            self.primary.click()

    def on_action_key(self, name: str) -> None:
        self.action_bar.press(name)

    def on_change_key(self) -> None:
        if self.change.isVisible():
            self.change.click()

    def on_escape(self) -> None:
        if self._pane is Pane.NOTE:
            self.note.give_up()
        elif self.mode is not Mode.NONE and not self.question.isVisible():
            self.leave_mode()
        else:
            self.commanded.emit(Control("CANCEL"))

    def on_tote_pressed(self, code: object) -> None:
        self.commanded.emit(RegisterScan(str(code), "", "keyboard", self._now_ns()))

    def on_action_wanted(self, name: object) -> None:
        if name == "quantity":
            self.open_quantity()
        elif name == "note":
            self.open_note()
        else:
            self.page_wanted.emit(name)

    def open_quantity(self) -> None:
        """Open the quantity pad; where the quantity cannot change the bench says why."""
        if self.view is None or not layout.can_count(self.view):
            self.commanded.emit(Control("QTY-0"))  # that is refused with the reason, and never counts
            return
        self.mode = Mode.NONE if self.mode is Mode.QUANTITY else Mode.QUANTITY
        self.pad.start()
        self._render()

    def open_note(self) -> None:
        """Open the note, or leave it; where none can be kept the bench says why."""
        if self._pane is Pane.NOTE:
            self.leave_mode()
            return
        if self.view is None or self.view.item is None or not layout.can_note(self.view):
            self.commanded.emit(AddNote(None))
            return
        self._open(Mode.NOTE)
        if self.note.changed() and self.note.item_id != self.view.item.item_id:
            self._ask_to_keep(self.note.text())  # what was typed for another item while a scan was on its way
        self.note.start(self.view.item)
        self._render()

    def on_note_drafted(self, text: object) -> None:
        fits = self.view is not None and layout.can_note(self.view)  # elsewhere it would be refused with every scan
        self.drafted.emit(AddNote(str(text), self.note.item_id) if text is not None and fits else None)

    def on_note_kept(self, text: object) -> None:
        if self.view and layout.can_note(self.view):
            self.leave_mode()
        self._ask_to_keep(str(text))

    def _ask_to_keep(self, text: str) -> None:
        self.commanded.emit(AddNote(text, self.note.item_id))

    def toggle_override(self) -> None:
        """Show everything that may be decided instead of the proposal, or the defects again."""
        self._open(Mode.NONE if self.mode is Mode.OVERRIDE else Mode.OVERRIDE)
        self.tiles.show_first_page()
        self._render()

    def _open(self, mode: Mode) -> None:
        """Open something in place of the pad; digits that were typed there count for nothing, and the banner says so."""
        if self.mode is Mode.QUANTITY and mode is not self.mode and self.pad.typed and self.view:
            self._unconfirmed = self.pad.typed, self.view.notice
            self.pad.start()
        self.mode = mode

    def leave_mode(self) -> None:
        """Back to what the bench itself shows."""
        if self.mode is not Mode.NONE:
            self.mode = Mode.NONE
            self.tiles.show_first_page()
            self._render()
            self.setFocus()

    # What the bench shows.

    def show_view(self, view: BenchView, label: QPixmap | None = None) -> None:
        """Show a view, and the picture of the current item's label; None while there is none."""
        before, self.view = self.view, view
        self._label = label
        if before is not None and layout.who(before) != layout.who(view):
            self.note.forget()
            self.mode = Mode.NONE if self.mode is Mode.NOTE else self.mode
        elif view.item:
            self.note.follow(view.item)
        moved = before is not None and place_of(before) != place_of(view)
        if before is not None and (moved or (self.mode is Mode.NOTE and not layout.can_note(view))):
            self._open(kept_mode(self.mode, before, view, unsaid=self.note.changed(), typed=bool(self.pad.typed)))
            self.tiles.show_first_page()
        self._render()

    def show_label(self, picture: QPixmap | None) -> None:
        """Show the picture of the current item's label, which came after the view."""
        self._label = picture
        self._render()

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        for part in self._parts:
            part.apply(look)
        self._boxes = boxes(self.width(), self.height(), look.metrics)
        self._render()
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        # No tile: a ring around one would look like a choice.
        (self.note.field if self._pane is Pane.NOTE else self).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._boxes = boxes(self.width(), self.height(), self.look.metrics)
        self._arrange()

    def _render(self) -> None:
        view, look = self.view, self.look
        if view is None:
            return
        words = look.words
        pane = pane_of(view, self.mode)
        number, notice = self._unconfirmed
        said = banner_text(view, words)
        self.banner.show_text(with_unconfirmed(said, number, words) if number and notice == view.notice else said)
        self.action_bar.show_actions(faces.actions(view, look))
        self.scans.show_scans(view.scans)
        self.parcel.show_parcel(view.parcel)
        self.item.show_item(view.item)
        self.question.show_question(view.question)
        if view.item:
            self.grades.show_grade(view.item.grade, view.enabled)
            self.tiles.show_entries(*faces.tiles_of(view, view.item, look, otherwise=pane is Pane.OVERRIDE))
        if pane is Pane.OUTCOME:
            self.outcome.show_outcome(view, self._label)
        if pane is Pane.IDLE:
            self.prompt.show_text(faces.idle_prompt(view, words))
        elif pane is Pane.PROMPT:
            self.prompt.show_text(faces.parcel_prompt(view, words))
        elif pane is Pane.NEEDS and view.item:
            self.prompt.show_text(faces.needs_prompt(view.item, view.enabled, words))
        elif pane is Pane.QUANTITY and view.item:
            self.pad.show_item(view.item)
        self._show_decision(view)
        if pane is not self._pane:
            self._pane = pane
            self._arrange()

    def _show_decision(self, view: BenchView) -> None:
        words = self.look.words
        can_change = self._can_change()
        text = translate("bench", "Back") if self.mode is Mode.OVERRIDE else translate("bench", "Change")
        self.change.show_face(Face(words(text), hint="F4", icon="change", chosen=self.mode is Mode.OVERRIDE))
        self.change.setVisible(can_change)
        free = self._boxes.proposal.right() - self._boxes.change.left() + self.look.metrics.gap if can_change else 0
        self.proposal.show_text(proposal_text(view, words), free)
        action = faces.primary_action(view, self.look)
        self.primary.command = action.command if action else None
        if action:
            self.primary.show_face(action.face)

    def _can_change(self) -> bool:
        return self.view is not None and layout.can_change(self.view)

    def _arrange(self) -> None:
        """Put everything in its place, and show what belongs to the pane."""
        place, pane = self._boxes, self._pane
        if pane is None:
            return
        shown = SHOWN[pane]
        self.banner.setGeometry(place.banner)
        self.parcel.setGeometry(place.parcel if "decision" in shown else place.tall_parcel)
        self.item.setGeometry(place.item)
        self.grades.setGeometry(place.grades)
        self.tiles.setGeometry(place.tiles)
        self.outcome.setGeometry(place.work)
        self.pad.setGeometry(place.work)
        self.note.setGeometry(place.work)
        self.proposal.setGeometry(place.proposal)
        self.change.setGeometry(place.change)
        self.primary.setGeometry(place.primary)
        self.action_bar.setGeometry(place.actions)
        self.scans.setGeometry(place.scans)
        self.prompt.setGeometry(place.of_prompt(pane))
        self.question.setGeometry(place.of_question(pane))
        self.change.raise_()
        for name in ("parcel", "item", "grades", "tiles", "outcome", "prompt", "pad", "note", "question"):
            part: QWidget = getattr(self, name)
            part.setVisible(name in shown)
        self.proposal.setVisible("decision" in shown)
        self.primary.setVisible("decision" in shown and self.primary.command is not None)
        self.change.setVisible("decision" in shown and self._can_change())
