"""States that are folded on are the states that are folded from the beginning."""

from app.domain.item import fold_item
from app.store.folds import Folds


def test_an_item_folded_event_by_event_is_the_item_folded_at_once(bench):
    bench.scan("1Z999AA10123456784", "MUG", "GRADE-B", "QTY-2", "UNDO", "GRADE-C", "ACCEPT")
    bench.printed()
    bench.label_back()
    bench.scan("T-1", "T-1", "REMOVE", "UNDO", "UNDO", "HOLD", "RELEASE")
    items = [row[0] for row in bench.journal.connection.execute("SELECT item_id FROM item")]
    assert items
    for item in items:
        history = bench.journal.history(f"item:{item}")
        assert len(history) > 8
        folds = Folds()
        for length in range(1, len(history) + 1):
            assert folds.item(history[:length]) == fold_item(history[:length])
