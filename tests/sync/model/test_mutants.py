"""The search and its invariants notice every mistake of `mutants.MUTANTS`: in its own story always, and by search when
DOCKGRADE_MUTANT_EXAMPLES says within how many examples (`make faults` says 60).
"""

import os

import pytest

from tests.sync.model.machine import search
from tests.sync.model.mutants import MUTANTS

pytestmark = pytest.mark.postgres

EXAMPLES = int(os.environ.get("DOCKGRADE_MUTANT_EXAMPLES", "0"))
STEPS = 20
SEED = 7
"""Always the same: within how many examples a mistake is found hangs on luck, and a test may not."""


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_mistake_shows_in_its_story(mutant, new_world, monkeypatch):
    with monkeypatch.context() as patch:
        mutant.breaks(patch)
        world = new_world()
        mutant.story(world)
        assert world.unfounded_acknowledgements() + world.faults()


def test_the_stories_do_no_harm_without_mistakes(new_world):
    for story in dict.fromkeys(mutant.story for mutant in MUTANTS):
        world = new_world()
        story(world)
        assert world.unfounded_acknowledgements() + world.faults() == [], story.__name__
        world.close()


@pytest.mark.skipif(not EXAMPLES, reason="`make faults` searches; here each mistake has its story.")
@pytest.mark.timeout(60 + 6 * EXAMPLES)
@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_mistake_is_found_by_the_search(mutant, new_world, monkeypatch):
    looked = []

    def counted():
        looked.append(new_world())
        return looked[-1]

    with monkeypatch.context() as patch:
        mutant.breaks(patch)
        with pytest.raises(BaseException) as caught:  # several faults at once come as a group
            search(counted, examples=EXAMPLES, steps=STEPS, seeds=SEED, shrink=False)
    assert not isinstance(caught.value, KeyboardInterrupt | SystemExit | pytest.fail.Exception)
    print(f"{mutant.name}: found in example {len(looked)}: {str(caught.value)[:200]}")
