"""What a reader beside the bench is told about one thing: what the bench itself knows of it, no more and no less."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.events import EventReversed, ItemGraded, ItemHeld
from app.domain.vocabulary import Grade
from app.store.engine import connect_reader
from app.store.histories import HistoryReader
from app.store.queries import JournalQueries
from tests.store.sites import SiteBench, site


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[SiteBench, ...]]:
    benches = site(tmp_path, "B07", "B08")
    yield benches
    for bench in benches:
        bench.close()


def reader(bench: SiteBench, mirror: str = "mirror.db") -> HistoryReader:
    return HistoryReader(connect_reader(bench.folder / "journal.db"), bench.folder / mirror)


def test_it_is_the_history_that_the_bench_has(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    item = there.item(there.parcel())
    there.grade(item, Grade.B)
    here.hear(there)
    here.decide(item)
    histories = reader(here)
    assert histories.history(f"item:{item}") == here.journal.history(f"item:{item}")
    assert len({record.stream_id for record in histories.history(f"item:{item}")}) == 2
    histories.close()


def test_what_the_bench_has_not_folded_yet_is_left_out(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    item = there.item(there.parcel())
    here.hear(there)
    there.do((f"item:{item}", ItemGraded(item, Grade.D)))
    here.hear(there, folds=False)
    histories = reader(here)
    assert [record.kind for record in histories.history(f"item:{item}")] == ["item_identified"]
    here.fold()
    assert [record.kind for record in histories.history(f"item:{item}")] == ["item_identified", "item_graded"]
    histories.close()


def test_without_a_mirror_it_is_the_benchs_own(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    item = there.item(there.parcel())
    here.hear(there)
    here.decide(item)
    histories = reader(here, "nowhere.db")
    own = [record for record in here.journal.history(f"item:{item}") if record.stream_id in here.journal.own_streams]
    assert list(histories.history(f"item:{item}")) == own
    histories.close()


def test_every_stream_has_its_bench(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    there.parcel()
    here.hear(there)
    histories = reader(here)
    assert histories.origins() == {
        here.journal.head.stream_id: ("B07", "TMP1", True),
        there.journal.head.stream_id: ("B08", "TMP1", False),
    }
    histories.close()


def test_a_page_about_an_item_tells_all_benches_and_what_counts_no_more(pair: tuple[SiteBench, ...]) -> None:
    here, there = pair
    item = there.item(there.parcel())
    key = f"item:{item}"
    there.do((key, ItemHeld(item, "operator")))
    here.hear(there)
    held = here.journal.history(key)[-1]
    here.do((key, EventReversed(held.event_id, "item_held")))
    queries = JournalQueries(here.folder / "journal.db")
    found = queries.item_history(item)
    assert found is not None
    assert [record.kind for record in found.events] == ["item_identified", "item_held", "event_reversed"]
    assert found.reversed_ids == {held.event_id}
    assert found.benches == ((there.journal.head.stream_id, "B08"),)
    assert (found.item.bench, found.item.conflict) == ("B08", False)
    queries.close()


def test_an_item_of_this_bench_names_none(pair: tuple[SiteBench, ...]) -> None:
    here, _ = pair
    item = here.item(here.parcel())
    queries = JournalQueries(here.folder / "journal.db")
    found = queries.item_history(item)
    assert found is not None
    assert (found.item.bench, found.benches) == ("", ())
    queries.close()
