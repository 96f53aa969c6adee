"""An inspector who works by scanner alone: looks at the picture, scans what comes next."""

import threading
from collections.abc import Callable

from app.bench.view import BenchView, Phase
from app.domain.vocabulary import Grade, PrintState, Role, Route
from app.people.badges import badge_hash
from app.people.person import Person
from app.store.journal import Journal
from app.store.people import PUT_PERSON, person_values
from app.symbols.control import make_control
from benchmarks import goods

BADGE = "B-BENCHMARK-0001"
TOTE_FULL = 12
"""Items after which a tote is closed and another one taken."""

_GRADES = (Grade.A, Grade.B, Grade.C, Grade.B, Grade.D, Grade.A, Grade.N)


def employ(journal: Journal) -> None:
    """Let the bench know the inspector."""
    person = Person(
        "Inspector 1", Role.INSPECTOR, "en", badge_hash(BADGE), None, False, 0, None, "2026-01-05T06:00:00.000Z"
    )
    journal.connection.execute(PUT_PERSON, person_values(person))


class Inspector:
    """Works through parcel after parcel, as many as there are expected returns.

    Attributes:
        parcels: boxes taken so far.
    """

    def __init__(self, first_parcel: int = 0) -> None:
        self.parcels = first_parcel
        self._totes = 0
        self._items = 0
        self._serial = ""

    def waits(self, view: BenchView) -> bool:
        """Whether the inspector's hands are bound: the label has to come out of the printer first."""
        item = view.item
        return (
            view.phase is Phase.DECIDED
            and item is not None
            and item.label_state in {PrintState.QUEUED, PrintState.SENDING}
        )

    def next(self, view: BenchView) -> str:
        """What is scanned now."""
        if view.question is not None:
            return make_control(view.question.choices[0].word)
        match view.phase:
            case Phase.SIGNED_OUT:
                return BADGE
            case Phase.IDLE:
                self.parcels += 1
                return goods.sscc(self.parcels - 1)
            case Phase.IDENTIFIED:
                return self._judge(view)
            case Phase.GRADED:
                return make_control("ACCEPT")
            case Phase.DECIDED | Phase.HELD:
                return self._put_away(view)
            case Phase.DONE if (full := self._full(view)) is not None:
                return full
            case _:
                return self._take_next(view)

    def _judge(self, view: BenchView) -> str:
        item = view.item
        assert item is not None
        if item.needs == "serial":
            return self._serial
        self._items += 1
        return make_control(f"GRADE-{_GRADES[self._items % len(_GRADES)]}")

    def _put_away(self, view: BenchView) -> str:
        item = view.item
        assert item is not None
        if view.phase is Phase.DECIDED and item.label_state is not PrintState.CONFIRMED:
            return item.lpn
        route = view.proposal.route if view.proposal is not None and view.phase is Phase.DECIDED else Route.HOLD
        for tote in view.totes:
            if tote.route is route:
                return tote.code
        self._totes += 1
        return f"T-{route.name[:3]}-{self._totes}"

    def _full(self, view: BenchView) -> str | None:
        """A tote that is full is closed as soon as the last item lies in it."""
        assert view.item is not None
        tote = next((tote for tote in view.totes if tote.code == view.item.tote), None)
        return make_control("TOTE-CLOSE") if tote is not None and tote.items >= TOTE_FULL else None

    def _take_next(self, view: BenchView) -> str:
        assert view.parcel is not None
        for row in view.parcel.rows:
            if row.item_id is None:
                self._serial = row.serial or ""  # as announced: it is the right unit
                return goods.gtin(goods.number_of(row.sku))
        return make_control("CLOSE")


class Screen:
    """Holds the newest picture for whoever waits for one; `show` is called from the runner's thread."""

    def __init__(self) -> None:
        self._view: BenchView | None = None
        self._changed = threading.Condition()

    def show(self, view: BenchView) -> None:
        """Take a new picture."""
        with self._changed:
            self._view = view
            self._changed.notify_all()

    def wait_until(self, holds: Callable[[BenchView], bool], timeout_s: float = 10.0) -> BenchView:
        """The newest picture, once that holds of it. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._view is not None and holds(self._view), timeout_s):
                raise TimeoutError(f"The bench did not get there within {timeout_s:g} s.")
            assert self._view is not None
            return self._view
