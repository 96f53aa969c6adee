"""What was known to whom is found again from the streams alone, whatever the clocks said."""

import random

from hypothesis import given
from hypothesis import strategies as st

from app.domain.causality import Causality, heads_to_name
from app.domain.conflicts import conflicts, in_conflict, resolution
from app.domain.history import in_order
from app.domain.item import fold_item
from tests.domain.histories import Bench, Site, counted

STREAMS = "ABCD"

steps = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), st.sampled_from(STREAMS), st.just(""), st.just(0)),
        st.tuples(st.just("hear"), st.sampled_from(STREAMS), st.sampled_from(STREAMS), st.integers(0, 6)),
    ),
    min_size=1,
    max_size=40,
)
skews = st.fixed_dictionaries({name: st.integers(-200_000_000, 200_000_000) for name in STREAMS})


def play(choices, skew) -> Site:
    """Benches that decide whenever they like, without asking whether they may."""
    site = Site(STREAMS, skew)
    for number, (what, name, other, upto) in enumerate(choices):
        if what == "decide":
            site[name].record(counted(number + 2))
        elif name != other:
            site[name].hear(site[other], upto)
    return site


def racing(site: Site, known: set[str]) -> set[tuple[str, str]]:
    """The truth: pairs of decisions among the known ones of which neither was known to the other."""
    ids = sorted(one for one in known if one != "A-1")
    return {
        (one, other)
        for one in ids
        for other in ids
        if one < other and one not in site.truth[other] and other not in site.truth[one]
    }


def found(history) -> set[tuple[str, str]]:
    return {
        (min(a.event_id, b.event_id), max(a.event_id, b.event_id))
        for conflict in conflicts(history)
        for a in conflict.first_side
        for b in conflict.second_side
        if Causality(history).concurrent(a.event_id, b.event_id)
    }


@given(steps, skews)
def test_what_was_known_is_what_the_streams_tell(choices, skew):
    site = play(choices, skew)
    history = site.history()
    causality = Causality(history)
    for record in history:
        told = {other.event_id for other in history if causality.knew(record.event_id, other.event_id)}
        assert told == site.truth[record.event_id]


@given(steps, skews)
def test_every_pair_of_decisions_that_did_not_know_each_other_is_found_and_no_other(choices, skew):
    site = play(choices, skew)
    assert found(site.history()) == racing(site, set(site.truth))


@given(steps, skews)
def test_a_bench_that_has_heard_only_part_of_it_misses_no_race_among_what_it_knows(choices, skew):
    site = play(choices, skew)
    for bench in site.benches.values():
        known = {record.event_id for record in bench.records}
        assert racing(site, known) <= found(bench.history())
        whole = all(site.truth[one] <= known for one in known)
        if whole:
            assert racing(site, known) == found(bench.history())


@given(steps, skews, st.randoms(use_true_random=False))
def test_what_follows_from_events_does_not_hang_on_the_order_they_arrive_in(choices, skew, chance: random.Random):
    site = play(choices, skew)
    shuffled = list(site.all) + chance.sample(site.all, len(site.all) // 2)  # some arrive twice
    chance.shuffle(shuffled)
    assert in_order(shuffled) == site.history()
    assert fold_item(in_order(shuffled)) == fold_item(site.history())
    assert conflicts(in_order(shuffled)) == conflicts(site.history())


@given(steps, skews)
def test_the_order_of_a_history_never_puts_a_fact_before_what_it_knew(choices, skew):
    site = play(choices, skew)
    place = {record.event_id: number for number, record in enumerate(site.history())}
    assert all(place[known] < place[one] for one, knowns in site.truth.items() for known in knowns)


def test_each_head_is_named_once_by_a_stream():
    site = Site("AB")
    site["B"].record(counted(2))
    site["A"].hear(site["B"])
    first = site["A"].record(counted(3))
    second = site["A"].record(counted(4))
    assert (first.seen, second.seen) == (("B-1",), ())
    site["B"].record(counted(5))
    site["A"].hear(site["B"])
    assert heads_to_name(site["A"].history(), "A") == ("B-2",)


def test_a_clock_that_contradicts_what_was_seen_is_not_believed():
    site = Site("AB")
    late = site["B"].record(counted(2))
    bench = Bench("C", site)
    bench.records = list(site["B"].records)
    early = bench.record(counted(3))
    turned = tuple(
        record if record is not early else _at(record, 1)
        for record in sorted(site.all, key=lambda one: one is not early)
    )
    assert turned[0].event_id == early.event_id
    causality = Causality(turned)
    assert causality.knew(early.event_id, late.event_id)
    assert not causality.knew(late.event_id, early.event_id)
    assert causality.knew(early.event_id, "A-1")


def _at(record, hlc):
    from msgspec.structs import replace

    return replace(record, hlc=hlc)


def test_one_stream_alone_is_never_in_conflict():
    site = Site("A")
    for number in range(5):
        site["A"].record(counted(number + 2))
    assert conflicts(site.history()) == ()


@given(steps, skews, st.randoms(use_true_random=False))
def test_a_lead_who_chooses_again_and_again_comes_to_an_end(choices, skew, chance: random.Random):
    """Whatever has raced: choosing sides leaves no conflict open, and each choice ends at least one."""
    site = play(choices, skew)
    site.meet()
    lead = site["A"]
    for _ in range(len(site.all)):
        open_ones = [found for found in conflicts(lead.history()) if not found.resolved]
        if not open_ones:
            break
        chosen = chance.choice(open_ones)
        side = chance.choice((chosen.first, chosen.second))
        event = resolution(lead.history(), side.event_id)
        assert event.drop
        lead.record(event)
    assert not in_conflict(lead.history())
