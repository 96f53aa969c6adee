"""The program may end at any moment: what was acknowledged is there, and the operator is where they were."""

import pytest

from app.bench.messages import Say
from app.bench.view import Phase
from tests.bench.benches import BOX, BenchWalk

WALK = (
    BOX,
    "MUG",
    "MUG",
    "DEFECT-SCRATCH",
    "GRADE-B",
    "ACCEPT",
    "SPEAKER",
    "AU-88213",
    "GRADE-D",
    "HOLD",
    "PARK",
    "RMA-1003",
)


@pytest.mark.parametrize("steps", range(1, len(WALK) + 1))
def test_after_a_crash_at_any_step_the_screen_is_the_same(bench: BenchWalk, steps: int) -> None:
    before = bench.scan(*WALK[:steps])
    bench.restart()
    after = bench.view
    assert (after.phase, after.person, after.parcel, after.item, after.proposal, after.totes, after.counts) == (
        before.phase,
        before.person,
        before.parcel,
        before.item,
        before.proposal,
        before.totes,
        before.counts,
    )


def test_a_question_is_not_answered_by_a_crash(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "CLOSE")
    bench.restart()
    assert bench.view.question is None
    assert bench.view.phase is Phase.PARCEL_OPEN
    bench.scan("CLOSE")
    assert bench.asked is Say.CLOSE_CONFIRM


def test_a_disk_that_fails_is_said_so_and_the_scan_can_be_made_again(bench: BenchWalk) -> None:
    bench.scan(BOX)
    bench.journal.connection.execute("PRAGMA query_only = ON")
    before = bench.view
    view = bench.scan("MUG")
    assert bench.said in {Say.DISK_READ_ONLY, Say.DISK_FAILED}
    assert view.parcel == before.parcel
    bench.journal.connection.execute("PRAGMA query_only = OFF")
    view = bench.scan("MUG")
    assert view.item is not None
    assert view.item.quantity == 1
