"""One thing that cannot be folded stays as it was; the others are folded all the same, and work goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.catalogue import ExpectedLine
from app.domain.events import ItemAmended, ParcelReceived, ToteOpened
from app.domain.vocabulary import Route
from app.errors import KnownError
from app.store import folding
from app.store.codec import encode_event
from tests.store.sites import SiteBench, site
from tests.store.test_foreign import row


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[SiteBench, ...]]:
    benches = site(tmp_path, "B07", "B08")
    yield benches
    for bench in benches:
        bench.close()


def damage(bench: SiteBench, key: str) -> None:
    """The first event about a key is no longer what was written, as after a bad sector."""
    bench.journal.connection.execute(
        "UPDATE event SET body = '{' WHERE item_key = ? AND place = (SELECT min(place) FROM event WHERE item_key = ?)",
        (key, key),
    )
    bench.journal.forget(set())


def other_work(here: SiteBench, there: SiteBench, count: int = 3) -> list[str]:
    items = [there.item(there.parcel()) for _ in range(count)]
    for rows in there.events().values():
        here.mirror.put(rows, "B08")
    return items


def aside(turns: list[folding.Folded]) -> set[str]:
    return {key for turn in turns for key in turn.aside}


def test_a_thing_whose_own_event_is_damaged_is_put_aside(pair) -> None:
    here, there = pair
    mine = here.item(here.parcel())
    there.hear(here)
    there.do((f"item:{mine}", ItemAmended(mine, quantity=4)))
    items = other_work(here, there)
    damage(here, f"item:{mine}")
    assert aside(here.fold()) == {f"item:{mine}"}
    assert here.journal.folded == here.journal.remote.last_arrival()
    assert all(here.one("SELECT 1 FROM item WHERE item_id = ?", item) for item in items)
    assert here.one("SELECT quantity FROM item WHERE item_id = ?", mine) == 1


def test_a_thing_that_hangs_on_a_damaged_event_is_put_aside_and_no_transaction_stays_open(pair) -> None:
    here, there = pair
    parcel = here.parcel()
    there.hear(here)
    inside = there.item(parcel)
    there.do(("tote:T7", ToteOpened("T7", Route.REFURBISH)))
    other_work(here, there, 0)
    damage(here, f"parcel:{parcel}")
    assert aside(here.fold()) == {f"item:{inside}"}
    assert not here.journal.connection.in_transaction
    assert here.journal.folded == here.journal.remote.last_arrival()
    assert here.one("SELECT count(*) FROM tote WHERE code = 'T7'") == 1
    here.do(("tote:T1", ToteOpened("T1", Route.RESTOCK)))


def test_a_command_that_meets_a_damaged_event_leaves_no_transaction_open(pair) -> None:
    here, there = pair
    parcel = here.parcel()
    other_work(here, there)
    here.fold()
    damage(here, f"parcel:{parcel}")
    with pytest.raises(KnownError, match="cannot be read"):
        here.item(parcel)
    assert not here.journal.connection.in_transaction
    here.do(("tote:T1", ToteOpened("T1", Route.RESTOCK)))


def test_what_a_damaged_or_hostile_bench_counts_stops_nobody(pair) -> None:
    here, there = pair
    lines = tuple(ExpectedLine("RMA-1", n, "PEN", 9 * 10**18, client="Acme", title="Pen") for n in (1, 2))
    body = encode_event(ParcelReceived("p9", "x", rmas=("RMA-1",), lines=lines))
    here.mirror.put([row(1, key="parcel:p9", kind="parcel_received", body=body)], "B66")
    items = other_work(here, there)
    assert aside(here.fold()) == set()
    assert here.one("SELECT count(*) FROM parcel WHERE parcel_id = 'p9'") == 0
    assert all(here.one("SELECT 1 FROM item WHERE item_id = ?", item) for item in items)


@pytest.mark.parametrize("error", [OverflowError("Python int too large"), RecursionError(), ValueError("no such tote")])
def test_whatever_a_thing_does_to_the_folding_the_others_are_folded(pair, monkeypatch, error: Exception) -> None:
    here, there = pair
    items = other_work(here, there)
    real = folding.Projector.write

    def write(self, connection, keys):
        changed = real(self, connection, keys)
        if f"item:{items[1]}" in keys:
            raise error
        return changed

    monkeypatch.setattr(folding.Projector, "write", write)
    assert aside(here.fold()) == {f"item:{items[1]}"}
    assert [here.one("SELECT count(*) FROM item WHERE item_id = ?", item) for item in items] == [1, 0, 1]


def test_what_was_unsure_stays_so_when_the_disk_refuses(pair) -> None:
    here, there = pair
    mine = here.item(here.parcel())
    other_work(here, there)
    here.journal.unsure.add(f"item:{mine}")
    here.journal.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(KnownError, match="read-only"):
        here.fold()
    assert here.journal.unsure == {f"item:{mine}"}
    here.journal.connection.execute("PRAGMA query_only = OFF")
    here.fold()
    assert here.journal.unsure == set()
