"""The list of what is on hold, as a shift lead reads it."""

from app.domain.vocabulary import Disposition
from app.store.queries import JournalQueries
from tests.bench.benches import BOX, BenchWalk


def asked(bench: BenchWalk) -> list[Disposition | None]:
    """What a lead shall agree to, by the list of what waits."""
    queries = JournalQueries(bench.path)
    try:
        return [item.asked for item in queries.held_items(50, 0)]
    finally:
        queries.close()


def test_the_list_of_what_waits_tells_what_a_lead_shall_agree_to(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "GRADE-E", "DISPOSE-AS-RESTOCK", "WHY-CONDITION_BETTER", "HOLD")
    assert asked(bench) == [Disposition.RESTOCK]
    bench.scan("UNDO", "DISPOSE-AS-RESTOCK_B", "WHY-CONDITION_BETTER", "HOLD")
    assert asked(bench) == [Disposition.RESTOCK_B]
    bench.scan("MUG", "HOLD")
    assert asked(bench) == [Disposition.RESTOCK_B, None]
