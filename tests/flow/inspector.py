"""An inspector who looks at the screen and does what is next, whatever happened before: so a walk goes on after any fault."""

from collections.abc import Callable
from dataclasses import dataclass

from app.bench.messages import Say
from app.bench.view import BenchView, ItemView, Phase
from app.domain.vocabulary import ItemStatus, PrintState
from tests.bench.benches import BOX


@dataclass(frozen=True, slots=True)
class Unit:
    """Goods that lie in a box, and how the inspector finds them."""

    sku: str
    quantity: int
    grade: str
    serial: str = ""
    lot: str = ""
    expiry: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: the code to scan on it, what the bench calls it, and what lies in it."""

    code: str
    label: str
    units: tuple[Unit, ...]


BOXES = (
    Box(
        BOX,
        BOX,
        (
            Unit("JUMPER", 1, "B"),
            Unit("SPEAKER", 1, "D", serial="AU-88213"),
            Unit("MUG", 2, "A"),
            Unit("SOCKS", 2, "E"),
        ),
    ),
    Box("RMA-1003", "JJFI63900000000000012", (Unit("MUG", 2, "D"),)),
    Box("RMA-1005", "RMA-1005", (Unit("LAPTOP", 1, "A", serial="LT-1"),)),
    Box("RMA-1006", "RMA-1006", (Unit("CREAM", 1, "N", lot="L-1", expiry="2027-12-31"),)),
)
"""One mug of the first box and one cream of the last are missing."""


class Inspector:
    """Says what to scan next.

    Attributes:
        open_boxes: those that were not yet seen closed.
    """

    def __init__(self, badge: str, printed: Callable[[str], bool], boxes: tuple[Box, ...] = BOXES) -> None:
        """`printed` looks whether the label of that LPN has come out."""
        self._badge = badge
        self._printed = printed
        self.open_boxes = list(boxes)

    def next_scan(self, view: BenchView) -> str | None:
        """What to scan now; None to wait for the label, "" when everything is done."""
        self._look_for_closed(view)
        if view.phase is Phase.SIGNED_OUT:
            return self._badge
        if view.question is not None:
            return self._answer(view)
        if view.parcel is None:
            return self.open_boxes[0].code if self.open_boxes else ""
        item = view.item
        if item is None or view.phase is Phase.DONE:
            return self._next_unit(view)
        return self._with_item(view, item)

    def _look_for_closed(self, view: BenchView) -> None:
        notice = view.notice
        if notice is not None and notice.said.say in {Say.PARCEL_CLOSED, Say.PARCEL_CLOSED_BEFORE}:
            label = dict(notice.said.params)["label"]
            self.open_boxes = [box for box in self.open_boxes if box.label != label]

    def _answer(self, view: BenchView) -> str:
        assert view.question is not None
        asked = view.question.asked
        match asked.say:
            case Say.CLOSE_CONFIRM:
                return "CLOSE"
            case Say.TOTE_NOT_OPEN:
                return dict(asked.params)["tote"]
            case Say.LABEL_LOOK:
                lpn = dict(asked.params)["lpn"]
                return lpn if self._printed(lpn) else "REPRINT"
            case _:
                return "CANCEL"

    def _box(self, view: BenchView) -> Box:
        assert view.parcel is not None
        return next(box for box in BOXES if box.label == view.parcel.label)

    def _next_unit(self, view: BenchView) -> str:
        assert view.parcel is not None
        for unit in self._box(view).units:
            if sum(row.received for row in view.parcel.rows if row.item_id and row.sku == unit.sku) < unit.quantity:
                return unit.sku
        return "CLOSE"

    def _with_item(self, view: BenchView, item: ItemView) -> str | None:
        unit = next(unit for unit in self._box(view).units if unit.sku == item.sku)
        if item.needs:
            return {"serial": unit.serial, "lot": unit.lot, "expiry": unit.expiry}[item.needs]
        if item.status is ItemStatus.IDENTIFIED:
            return unit.sku if item.quantity < unit.quantity else f"GRADE-{unit.grade}"
        if item.status is ItemStatus.GRADED:
            return "ACCEPT"
        if item.label_state is not PrintState.CONFIRMED:
            return self._label(item)
        assert view.proposal is not None
        return f"T-{view.proposal.route.name}"

    def _label(self, item: ItemView) -> str | None:
        if self._printed(item.lpn):
            return item.lpn
        return "REPRINT" if item.label_state in {PrintState.UNKNOWN, PrintState.FAILED} else None
