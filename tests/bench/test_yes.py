"""The printed barcode for "yes"."""

from app.bench.messages import Say
from tests.bench.benches import BenchWalk


def test_the_barcode_for_yes_answers_a_question_that_has_one_answer(bench: BenchWalk) -> None:
    bench.scan("1Z12345E0205271686", "CONFIRM")
    assert bench.said is Say.BLIND_OPENED
    bench.scan("RMA-1003", "CLOSE", "CONFIRM")
    assert bench.said is Say.PARCEL_CLOSED
    bench.scan("UNDO")
    assert bench.asked is Say.UNDO_CONFIRM
    bench.scan("CONFIRM")
    assert bench.said is Say.UNDONE


def test_the_barcode_for_yes_leaves_a_question_with_several_answers_on_the_screen(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "GRADE-A", "DISPOSE-AS-RECYCLE")
    assert bench.asked is Say.OVERRIDE_WHY
    view = bench.scan("CONFIRM")
    assert bench.said is Say.NOT_NOW
    assert view.question is not None
    assert bench.count("event WHERE kind = 'disposition_decided'") == 0
