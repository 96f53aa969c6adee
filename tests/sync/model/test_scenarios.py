"""Stories that were found by the search, or thought of beforehand; each is the shortest that shows one thing."""

import pytest

pytestmark = pytest.mark.postgres


def test_nothing_happens(new_world):
    assert new_world().faults() == []


def test_two_benches_on_one_item_are_a_conflict(new_world):
    world = new_world()
    world.decide(0)
    world.decide(1)
    assert world.faults() == []
    assert len(world.truth.races()[world.key]) == 1


def test_all_kinds_of_disasters_once(new_world):
    world = new_world()
    world.back_up_server()
    world.image(0)
    for number in (0, 1):
        world.receive(number)
        world.decide(number, shared=True)
        world.turn(number)
    world.foreign_kind(1)
    world.turn(1)
    world.restore_server()
    world.decide(0)
    world.clone(1)
    world.decide(2)
    world.decide(1)
    world.turn(2)
    world.turn(1)
    world.restore_bench(0)
    world.decide(0)
    world.clock(1, -172_800)
    world.turn(0)
    world.lose_mirror(1)
    world.decide(1)
    assert world.faults() == []


def test_a_copy_that_obeys_an_order_after_its_original_did_holds_each_event_once(new_world):
    world = new_world()
    for origin in (0, 0):  # each time a copy, and the two go different ways; the second copy has the first's order
        world.clone(origin)
        copy = len(world.benches) - 1
        for number in (copy, origin, copy):
            world.decide(number, shared=False)
            world.turn(number)
    world.obey(0)
    assert world.faults() == []


@pytest.mark.parametrize("others", [3, 6])
def test_what_a_restored_server_has_from_another_copy_is_not_taken_for_ones_own(new_world, others):
    """A copy left its stream; what the server once had of it was lost with a restore, and the original has taken the numbers since."""
    world = new_world()
    world.back_up_server()
    world.clone(0)
    first, second = 2, 3
    for _ in range(3):
        world.decide(first, shared=False)
    world.turn(first)
    world.clone(first)
    for copy in (first, second):
        world.decide(copy, shared=False)
        world.turn(copy)
    assert world.problem(second) == "fork"  # ordered to leave after what was acknowledged, and has not obeyed yet
    world.restore_server()
    for _ in range(others):
        world.decide(0, shared=False)
    for _ in range(2):
        world.turn(0)  # the first finds the connection gone
    assert world.faults() == []
