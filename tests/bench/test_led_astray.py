"""Where a new user was led astray by what the screen said."""

from app.bench.messages import Say
from app.domain.vocabulary import Route
from app.store.queries import JournalQueries
from tests.bench.benches import BOX, GTIN, BenchWalk


def test_decided_goods_that_are_put_on_hold_are_sent_to_a_tote_for_hold(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "GRADE-E", "ACCEPT")
    bench.label_back()
    bench.scan("HOLD")
    view = bench.label_back()
    assert view.headline.say is Say.SCAN_ANY_TOTE
    assert dict(view.headline.params)["route"] == Route.HOLD
    ((document,),) = bench.journal.connection.execute(
        "SELECT document FROM print_job ORDER BY job DESC LIMIT 1"
    ).fetchall()
    assert "EXCEPTION" in document
    assert "RECYCLE" not in document


def test_undo_at_a_question_leaves_the_question_and_takes_nothing_back(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "QTY-2")
    bench.finish("A", "T-1")
    events = bench.count("event")
    view = bench.scan("MUG", "UNDO")
    assert bench.said is Say.CANCELLED
    assert (view.question, bench.count("event")) == (None, events)
    bench.scan("UNDO")
    assert bench.said is Say.UNDONE


def test_where_nothing_is_asked_there_is_nothing_to_cancel(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "CANCEL")
    assert bench.said is Say.NOTHING_TO_CANCEL
    bench.scan("SOCKS", "CANCEL")
    assert bench.said is Say.CANCELLED


def test_a_label_whose_item_was_taken_back_is_told_from_one_of_elsewhere(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "GRADE-A", "ACCEPT")
    old = bench.lpn
    bench.printed()
    bench.scan(*["UNDO"] * 6)
    assert bench.view.item is None
    bench.scan("CANCEL", old)
    assert bench.said is Say.LABEL_TAKEN_BACK
    bench.scan("R7K2M0099994")
    assert bench.said is Say.LABEL_UNKNOWN_HERE


def test_goods_that_were_taken_in_are_found_by_the_number_under_their_barcode(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG")
    queries = JournalQueries(bench.path)
    try:
        assert [item.sku for item in queries.search(GTIN["MUG"], 9).items] == ["MUG"]
    finally:
        queries.close()
