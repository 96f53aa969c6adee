"""kill -9 of each part between two writes that belong together, by name; whoever comes next finds all as it has to be."""

import sys

import pytest

from tests.faults.parts import Doom, agent, bench, projector

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL."),
]
BEFORE_AND_AFTER = pytest.mark.parametrize("done", [False, True], ids=["before", "after"])


@BEFORE_AND_AFTER
@pytest.mark.parametrize(
    "mark",
    ["push_v1", "INTO own_stream", "INTO remote_event", "INTO remote_change", "INTO remote_stream", "mirror COMMIT"],
)
def test_an_agent_killed_between_two_writes_loses_nothing(world, new_part, mark, done):
    world.decide(0)
    world.turn(0)
    world.decide(1)
    world.foreign_kind(1)
    for one in world.benches:
        one.kill_agent()
    part = new_part(agent, world.benches[1].home.path, Doom(mark=mark, done=done))
    assert part.wait() == ""
    assert world.unfounded_acknowledgements() == []
    assert world.faults() == []


@BEFORE_AND_AFTER
@pytest.mark.parametrize("mark", ["open_stream_v1", "INTO stream_order"])
def test_an_agent_killed_while_it_leaves_a_stream_opens_no_second_one(world, new_part, mark, done):
    world.clone(0)
    world.decide(2, shared=False)
    world.turn(2)
    world.decide(0, shared=False)
    for one in world.benches:
        one.kill_agent()
    assert new_part(agent, world.benches[0].home.path, Doom(mark=mark, done=done)).wait() == ""
    assert world.faults() == []
    closed, opened = world.centre.rows(
        "SELECT count(*) FILTER (WHERE closed), count(*) FILTER (WHERE NOT closed) FROM dockgrade.stream"
    )[0]
    assert (closed, opened) == (1, 3), "one for each bench, the original and its clone"


@BEFORE_AND_AFTER
@pytest.mark.parametrize("mark", ["journal BEGIN", 'INTO "event"', "UPDATE stream", "journal COMMIT"])
def test_a_bench_killed_in_a_commit_has_recorded_all_of_it_or_nothing(world, new_part, tmp_path, mark, done):
    one = world.benches[0]
    one.stop()
    part = new_part(bench, one.home.path, one.bench_id, 12, tmp_path / "told", Doom(mark=mark, done=done))
    assert part.wait() == ""
    one.start()
    world.account_for(0)
    assert world.faults() == []


@BEFORE_AND_AFTER
@pytest.mark.parametrize(
    "mark", ["INTO dockgrade.item", "INTO dockgrade.stock_movement", "INTO dockgrade.projector_cursor"]
)
def test_a_projector_killed_in_a_batch_leaves_nothing_half_done(world, new_part, mark, done):
    world.receive(0)
    world.decide(0)
    world.decide(1)
    world.turn(0)
    world.turn(1)
    assert new_part(projector, world.centre.url, Doom(mark=mark, done=done)).wait() == ""
    assert world.faults() == []


@pytest.mark.parametrize("mode", ["immediate", "kill"])
def test_a_server_killed_under_a_push_has_all_of_it_or_nothing(world_on, own_postgres, mode):
    world = world_on(own_postgres)
    for _ in range(20):
        world.decide(0, shared=False)
    died = []

    def crash(*_):
        died.append(True)
        if mode == "kill":
            own_postgres.kill()
        else:
            own_postgres.stop("immediate")

    world.fate.before("push_v1", crash)
    world.turn(0)
    assert died
    assert world.problem(0) == "unreachable" or mode == "kill", (
        "children of a killed server may still finish what they do"
    )
    own_postgres.start()
    world.decide(1)
    assert world.unfounded_acknowledgements() == []
    assert world.faults() == []
