"""Undo takes the last thing back as a whole, also after the label; the record keeps both."""

import pytest
from msgspec.structs import replace

from app.bench.messages import Say
from app.bench.view import BenchView, Phase
from tests.bench.benches import BOX, BenchWalk


def picture(view: BenchView) -> tuple[object, ...]:
    """What the operator sees of the goods."""
    item = replace(view.item, label_state=None) if view.item else None  # paper stays paper
    return view.parcel, item, view.proposal, view.phase


@pytest.mark.parametrize("word", ["GRADE-A", "DEFECT-STAIN", "QTY-2", "HOLD"])
def test_one_step_back_is_exactly_where_we_were(bench: BenchWalk, word: str) -> None:
    before = picture(bench.scan(BOX, "MUG"))
    bench.scan(word)
    assert picture(bench.view) != before
    bench.scan("UNDO")
    assert bench.said is Say.UNDONE
    assert picture(bench.view) == before


def test_undoing_the_identification_voids_the_lpn_for_ever(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "MUG")
    assert view.item is not None
    lpn = view.item.lpn
    view = bench.scan("UNDO")
    assert view.item is None
    assert [row.item_id for row in bench.rows()] == [None] * 4
    assert bench.journal.connection.execute("SELECT lpn, status FROM item").fetchall() == [(lpn, "voided")]
    view = bench.scan("MUG")
    assert view.item is not None
    assert view.item.lpn != lpn


def test_undo_after_the_label_asks_once_more_then_voids_the_label(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    bench.printed()
    bench.scan("UNDO")
    assert bench.asked is Say.UNDO_CONFIRM_LABEL
    view = bench.scan("UNDO")
    assert bench.said is Say.UNDONE
    assert view.phase is Phase.GRADED
    assert view.item is not None
    assert bench.kinds()[-2:] == ["label_voided", "event_reversed"]
    assert bench.journal.connection.execute("SELECT state FROM print_job").fetchall() == [("voided",)]
    assert "disposition_decided" in bench.kinds()


def test_a_voided_label_is_not_sent_to_the_printer(bench: BenchWalk) -> None:
    from app.domain.commands import RecordPrintResult
    from app.domain.vocabulary import PrintState

    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT", "UNDO")
    (job,) = bench.journal.connection.execute("SELECT job FROM print_job").fetchone()
    assert not bench.do(RecordPrintResult(job, PrintState.SENDING)).accepted


def test_undoing_a_stow_takes_the_item_out_of_the_tote(bench: BenchWalk) -> None:
    bench.scan("T-1", "TOTE-OPEN-RESTOCK", BOX, "MUG", "GRADE-A", "ACCEPT")
    bench.label_back()
    bench.scan("T-1")
    assert bench.journal.connection.execute("SELECT items FROM tote").fetchone() == (1,)
    view = bench.scan("UNDO")
    assert bench.journal.connection.execute("SELECT items FROM tote").fetchone() == (0,)
    assert view.phase is Phase.DECIDED


def test_undoing_a_closed_parcel_opens_it_again(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG")
    bench.finish("A", "T-1")
    bench.scan("CLOSE", "CLOSE", "UNDO", "UNDO")
    assert bench.view.parcel is not None
    assert bench.journal.connection.execute("SELECT status, missing_units FROM parcel").fetchone() == ("open", 0)


def test_everything_can_be_undone_step_by_step_down_to_nothing(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "QTY-3", "GRADE-B", "DEFECT-SCRATCH", "SPLIT", "GRADE-D", "ACCEPT")
    for _ in range(40):
        if bench.said is Say.NOTHING_TO_UNDO:
            break
        bench.scan("UNDO")
    assert bench.said is Say.NOTHING_TO_UNDO
    assert bench.view.parcel is None
    assert bench.journal.connection.execute("SELECT DISTINCT status FROM item").fetchall() == [("voided",)]
    assert bench.journal.connection.execute("SELECT status FROM parcel").fetchall() == [("voided",)]


def test_undo_survives_a_restart(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A")
    bench.restart()
    view = bench.scan("UNDO")
    assert view.item is not None
    assert view.item.grade is None


def test_a_split_that_is_taken_back_is_called_a_split(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "QTY-3", "GRADE-A", "SPLIT", "UNDO")
    assert bench.said is Say.UNDONE
    assert dict(bench.view.notice.said.params)["what"] == "item_split"
    assert [(row.received, row.grade) for row in bench.rows() if row.item_id] == [(3, "A")]
