"""Movements of stock: what a warehouse books when it reads them in any order, any number of times."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.domain.conflicts import conflicts, resolution
from app.domain.events import ItemAmended, ItemStowed, ItemUnstowed
from app.domain.history import in_order
from app.domain.item import fold_item
from app.domain.vocabulary import Disposition
from app.sync.central.movements import OUTSIDE, movements
from tests.sync.central_data.stories import Story


def ways(story, key="item:i1"):
    return [(m.from_location, m.to_location, m.quantity) for m in movements(story.history(key), story.origin_of)]


def stock(found):
    """Units by place after booking every movement once."""
    balance = Counter()
    for movement in {one.movement_id: one for one in found}.values():
        balance[movement.from_location] -= movement.quantity
        balance[movement.to_location] += movement.quantity
    return {place: units for place, units in balance.items() if units and place != OUTSIDE}


def test_an_item_comes_from_the_customer_to_the_bench_and_into_a_tote():
    story = Story()
    bench = story.bench("B07")
    bench.identify("i1", quantity=2)
    bench.grade("i1")
    bench.decide("i1")
    bench.on("i1", ItemStowed("i1", "T-1"))
    first, second = movements(story.history("item:i1"), story.origin_of)
    assert (first.from_location, first.to_location, first.quantity) == ("customer", "bench:B07", 2)
    assert (first.route, first.grade) == (None, None)
    assert (second.from_location, second.to_location, second.quantity) == ("bench:B07", "tote:T-1", 2)
    assert (second.route, second.grade, second.lpn) == ("restock", "B", "LPN-i1")
    assert (second.sku, second.client, second.site) == ("PEN", "Acme", "TMP1")


def test_an_undo_takes_the_goods_back_by_a_movement_of_its_own():
    story = Story()
    bench = story.bench("B07")
    bench.identify("i1")
    stowed = bench.on("i1", ItemStowed("i1", "T-1"))
    before = movements(story.history("item:i1"), story.origin_of)
    bench.undo(stowed)
    after = movements(story.history("item:i1"), story.origin_of)
    assert after[:2] == before
    assert (after[2].from_location, after[2].to_location) == ("tote:T-1", "bench:B07")
    assert stock(after) == {"bench:B07": 1}


def test_an_undone_undo_moves_the_goods_once_more():
    story = Story()
    bench = story.bench("B07")
    bench.identify("i1")
    undone = bench.undo(bench.on("i1", ItemStowed("i1", "T-1")))
    bench.undo(undone)
    assert ways(story)[2:] == [("tote:T-1", "bench:B07", 1), ("bench:B07", "tote:T-1", 1)]


def test_an_item_that_never_was_goes_back_where_it_came_from():
    story = Story()
    bench = story.bench("B07")
    identified = bench.identify("i1", quantity=3)
    bench.undo(identified)
    assert ways(story) == [("customer", "bench:B07", 3), ("bench:B07", "customer", 3)]


def test_a_batch_that_is_split_stays_as_many_units():
    story = Story()
    bench = story.bench("B07")
    bench.identify("i1", quantity=3)
    bench.on("i1", ItemAmended("i1", quantity=2))
    bench.identify("i2", quantity=1, split_from="i1")
    found = [m for key in ("item:i1", "item:i2") for m in movements(story.history(key), story.origin_of)]
    assert stock(found) == {"bench:B07": 3}


def test_a_correction_of_facts_alone_moves_nothing():
    story = Story()
    bench = story.bench("B07")
    bench.identify("i1")
    bench.on("i1", ItemAmended("i1", serial="S1"))
    assert len(ways(story)) == 1


def test_another_bench_that_knows_of_the_item_takes_it_from_where_it_is():
    story = Story()
    one, two = story.bench("B07"), story.bench("B08")
    one.identify("i1")
    one.on("i1", ItemStowed("i1", "T-1"))
    two.hear(one)
    two.on("i1", ItemUnstowed("i1", "T-1"))
    assert ways(story)[-1] == ("tote:T-1", "bench:B08", 1)


def test_a_race_shows_as_two_movements_and_its_resolution_sets_the_ledger_right():
    story = Story()
    one, two = story.bench("B07"), story.bench("B08")
    one.identify("i1")
    two.hear(one)
    kept = one.on("i1", ItemStowed("i1", "T-1"))
    two.on("i1", ItemStowed("i1", "T-2"))
    assert ways(story)[1:] == [("bench:B07", "tote:T-1", 1), ("bench:B07", "tote:T-2", 1)]
    two.hear(one)
    assert len(conflicts(story.history("item:i1"))) == 1
    two.on("i1", resolution(story.history("item:i1"), kept.event_id))
    found = movements(story.history("item:i1"), story.origin_of)
    assert (found[-1].from_location, found[-1].to_location) == ("tote:T-2", "bench:B07")
    assert stock(found) == {"tote:T-1": 1}


def test_events_of_a_release_that_kept_no_heads_count_as_if_they_had_known_all():
    story = Story()
    one, two = story.bench("B07"), story.bench("B08")
    one.identify("i1")
    two.hear(one)
    two.on("i1", ItemStowed("i1", "T-1"))
    story.benches["B08"].own[0] = replace(two.own[0], seen=())
    assert ways(story)[-1] == ("bench:B07", "tote:T-1", 1)


def test_a_held_back_event_of_another_bench_changes_no_movement_that_was_told():
    story = Story()
    one, two = story.bench("B07"), story.bench("B08")
    one.identify("i1")
    two.hear(one)
    two.on("i1", ItemStowed("i1", "T-2"))  # offline: its clock is earlier, it comes in late
    one.on("i1", ItemStowed("i1", "T-1"))
    early = in_order(record for record in one.own)
    told = movements(early, story.origin_of)
    later = movements(story.history("item:i1"), story.origin_of)
    assert set(told) <= set(later)


STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(("stow", "unstow", "amend", "undo", "hear")), st.integers(0, 5)),
    max_size=14,
)


@given(STEPS)
def test_whatever_two_benches_do_the_ledger_ends_where_the_item_is_once_somebody_has_seen_it_all(steps):
    story = Story()
    benches = [story.bench("B07"), story.bench("B08")]
    benches[0].identify("i1", quantity=2)
    benches[1].hear(benches[0])
    for who, what, number in steps:
        bench, other = benches[who], benches[1 - who]
        match what:
            case "stow":
                bench.on("i1", ItemStowed("i1", f"T-{number}"))
            case "unstow":
                bench.on("i1", ItemUnstowed("i1", f"T-{number}"))
            case "amend":
                bench.on("i1", ItemAmended("i1", quantity=number + 1))
            case "undo" if bench.own:
                bench.undo(bench.own[number % len(bench.own)])
            case "hear":
                bench.hear(other)
            case _:
                pass
    benches[0].hear(benches[1])
    benches[0].on("i1", ItemStowed("i1", "T-9"))
    history = story.history("item:i1")
    found = movements(history, story.origin_of)
    state = fold_item(history)
    assert stock(found) == ({"tote:T-9": state.identified.quantity} if state else {})
    assert len({one.movement_id for one in found}) == len(found)
    assert all(one.quantity > 0 and one.from_location != one.to_location for one in found)
    for length in range(len(history)):
        # What a bench knew is a beginning of its own and of what it had heard: the movements of that part never change.
        known = in_order(benches[0].own[:length])
        assert {one for one in movements(known, story.origin_of) if _whole(one, known)} <= set(found)


def _whole(movement, known):
    """Whether all that its author knew is here; otherwise the movement is provisional."""
    ids = {record.event_id for record in known}
    author = next(record for record in known if record.event_id == movement.event_id)
    return all(set(r.seen) <= ids for r in known if r.stream_id == author.stream_id and r.seq <= author.seq)


def test_a_decision_says_where_the_movement_leads():
    story = Story()
    bench = story.bench("B07")
    bench.identify("i1")
    decided = bench.decide("i1", Disposition.RECYCLE)
    stowed = bench.on("i1", ItemStowed("i1", "T-1"))
    bench.undo(stowed)
    bench.undo(decided)
    assert [m.route for m in movements(story.history("item:i1"), story.origin_of)] == [None, "dispose", "dispose"]
