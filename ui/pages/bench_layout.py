"""Where everything on the bench page lies, and which of it is in sight."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect

from app.bench.view import BenchView, Phase
from app.domain.vocabulary import Disposition, Grade, Role
from ui.theme.metrics import Metrics
from ui.widgets.question import QuestionPane


class Mode(Enum):
    """What the operator has opened on the page; nothing of it is known to the bench."""

    NONE = "none"
    OVERRIDE = "override"
    QUANTITY = "quantity"
    NOTE = "note"


class Pane(Enum):
    """What the working area shows."""

    IDLE = "idle"  # no parcel: a prompt across the page
    PROMPT = "prompt"  # a parcel and no item
    NEEDS = "needs"  # a serial, lot or expiry comes before the grade
    JUDGE = "judge"  # grades and defects
    OVERRIDE = "override"  # grades and dispositions
    QUANTITY = "quantity"
    NOTE = "note"  # the inspector's own words, in place of grades and tiles
    OUTCOME = "outcome"  # label and totes
    QUESTION_PAGE = "question_page"  # a question and no parcel
    QUESTION_SIDE = "question_side"  # a question beside the rows, no item
    QUESTION_WORK = "question_work"  # in place of grades and tiles
    QUESTION_TILES = "question_tiles"  # in place of the tiles alone


SHOWN: dict[Pane, frozenset[str]] = {
    Pane.IDLE: frozenset({"prompt"}),
    Pane.QUESTION_PAGE: frozenset({"question"}),
    Pane.QUESTION_SIDE: frozenset({"parcel", "question"}),
    Pane.PROMPT: frozenset({"parcel", "prompt"}),
    Pane.NEEDS: frozenset({"parcel", "item", "grades", "prompt", "decision"}),
    Pane.JUDGE: frozenset({"parcel", "item", "grades", "tiles", "decision"}),
    Pane.OVERRIDE: frozenset({"parcel", "item", "grades", "tiles", "decision"}),
    Pane.QUANTITY: frozenset({"parcel", "item", "pad", "decision"}),
    Pane.NOTE: frozenset({"parcel", "item", "note", "decision"}),
    Pane.OUTCOME: frozenset({"parcel", "item", "outcome", "decision"}),
    Pane.QUESTION_WORK: frozenset({"parcel", "item", "question", "decision"}),
    Pane.QUESTION_TILES: frozenset({"parcel", "item", "grades", "question", "decision"}),
}
"""The parts of the page that are in sight with each pane, beside banner, actions and last scans."""

_DISPOSE = frozenset(f"DISPOSE-AS-{code.value}" for code in Disposition)
_GRADES = frozenset(f"GRADE-{grade.value}" for grade in Grade)
_JUDGED = {Phase.IDENTIFIED, Phase.GRADED}


def pane_of(view: BenchView, mode: Mode) -> Pane:
    """What the working area shows for a view. A question goes before everything else."""
    if view.question:
        if view.parcel is None and view.item is None:
            return Pane.QUESTION_PAGE
        if view.item is None:
            return Pane.QUESTION_SIDE
        small = view.phase in _JUDGED and not QuestionPane.is_large(view.question)
        return Pane.QUESTION_TILES if small else Pane.QUESTION_WORK
    if view.parcel is None and view.item is None:
        return Pane.IDLE
    if view.item is None:
        return Pane.PROMPT
    if mode is Mode.QUANTITY:
        return Pane.QUANTITY
    if mode is Mode.NOTE:
        return Pane.NOTE
    if mode is Mode.OVERRIDE and can_change(view):
        return Pane.OVERRIDE
    if view.phase not in _JUDGED:
        return Pane.OUTCOME
    return Pane.NEEDS if view.item.needs else Pane.JUDGE


def can_note(view: BenchView) -> bool:
    """Whether a note about the item in hand would be kept: it is judged then, and nothing is asked about other goods."""
    return view.item is not None and not _GRADES.isdisjoint(view.enabled)


def can_count(view: BenchView) -> bool:
    """Whether the quantity of the item in hand may be changed."""
    return view.item is not None and not view.item.quantity_fixed and "QTY-PLUS" in view.enabled


def can_change(view: BenchView) -> bool:
    """Whether something else than what is proposed or decided may be chosen."""
    return view.item is not None and view.proposal is not None and not _DISPOSE.isdisjoint(view.enabled)


def who(view: BenchView) -> tuple[str, Role] | None:
    """Who works here, whatever language they read."""
    return (view.person.name, view.person.role) if view.person else None


def place_of(view: BenchView) -> tuple[object, ...]:
    """What closes the page's own modes when it changes."""
    return view.phase, view.item.item_id if view.item else None, view.question is not None


def kept_mode(mode: Mode, before: BenchView, view: BenchView, *, unsaid: bool, typed: bool) -> Mode:
    """What stays open when the page changes to another place: a note that is scanned over, one whose words could not be kept, and
    digits that may still become the item's quantity.

    Args:
        unsaid: there are words that the record does not have.
        typed: there are digits that nobody has confirmed.
    """
    if mode is Mode.QUANTITY and not (typed and view.item is not None and not view.item.quantity_fixed):
        return Mode.NONE
    same = before.item is not None and view.item is not None and before.item.item_id == view.item.item_id
    kept = mode is Mode.QUANTITY or (mode is Mode.NOTE and (can_note(view) or unsaid))
    return mode if same and kept else Mode.NONE


@dataclass(frozen=True, slots=True)
class Boxes:
    """Places on the page, in its own pixels.

    Attributes:
        grades, tiles: below the item card; `work` is both together.
        tall_parcel, tall_side: left and right column down to the actions, while nothing is proposed or decided.
        page: everything between the banner and the actions.
        change: on the proposal, at its right.
    """

    banner: QRect
    parcel: QRect
    item: QRect
    grades: QRect
    tiles: QRect
    work: QRect
    tall_parcel: QRect
    tall_side: QRect
    page: QRect
    proposal: QRect
    change: QRect
    primary: QRect
    actions: QRect
    scans: QRect

    def of_prompt(self, pane: Pane) -> QRect:
        """Where the prompt lies with a pane that has it."""
        return {Pane.IDLE: self.page, Pane.NEEDS: self.tiles}.get(pane, self.tall_side)

    def of_question(self, pane: Pane) -> QRect:
        """Where the question lies with a pane that has it."""
        places = {Pane.QUESTION_PAGE: self.page, Pane.QUESTION_SIDE: self.tall_side, Pane.QUESTION_TILES: self.tiles}
        return places.get(pane, self.work)


def boxes(width: int, height: int, metrics: Metrics) -> Boxes:
    """The places for a page of that size; what is left over goes to the tiles and to the list of rows."""
    gap, margin = metrics.gap, metrics.margin
    inner = width - 2 * margin
    banner = QRect(margin, metrics.px(4), inner, metrics.px(84))
    actions_top = height - margin - metrics.touch
    proposal_height = metrics.px(100)
    proposal_top = actions_top - gap - proposal_height
    top = banner.bottom() + 1 + gap
    middle = proposal_top - gap - top
    left_width = inner * 34 // 100
    side = QRect(margin + left_width + gap, top, inner - left_width - gap, middle)
    item = QRect(side.left(), top, side.width(), metrics.px(124))
    grades = QRect(side.left(), item.bottom() + 1 + metrics.px(10), side.width(), metrics.px(20) + metrics.primary)
    tiles_top = grades.bottom() + 1 + metrics.px(10)
    tiles = QRect(side.left(), tiles_top, side.width(), side.bottom() + 1 - tiles_top)
    work_top = item.bottom() + 1 + gap
    work = QRect(side.left(), work_top, side.width(), side.bottom() + 1 - work_top)
    primary_width = max(metrics.px(280), inner * 255 // 1000)
    proposal = QRect(margin, proposal_top, inner - primary_width - gap, proposal_height)
    change_width = metrics.px(128)
    change = QRect(
        proposal.right() + 1 - change_width - metrics.px(14),
        proposal_top + (proposal_height - metrics.touch) // 2,
        change_width,
        metrics.touch,
    )
    actions_width = inner * 655 // 1000
    scans_left = margin + actions_width + metrics.px(18)
    return Boxes(
        banner=banner,
        parcel=QRect(margin, top, left_width, middle),
        item=item,
        grades=grades,
        tiles=tiles,
        work=work,
        tall_parcel=QRect(margin, top, left_width, actions_top - gap - top),
        tall_side=QRect(side.left(), top, side.width(), actions_top - gap - top),
        page=QRect(margin, top, inner, actions_top - gap - top),
        proposal=proposal,
        change=change,
        primary=QRect(proposal.right() + 1 + gap, proposal_top, primary_width, proposal_height),
        actions=QRect(margin, actions_top, actions_width, metrics.touch),
        scans=QRect(scans_left, actions_top, width - margin - scans_left, metrics.touch),
    )
