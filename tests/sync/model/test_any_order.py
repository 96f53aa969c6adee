"""Whatever happens in whatever order: see `machine.Site`.

DOCKGRADE_EXAMPLES and DOCKGRADE_STEPS say how much is tried (by default what `make test` has time for), DOCKGRADE_SEED which examples.
DOCKGRADE_SHRINK looks for the shortest steps that lead to a fault, which takes minutes.
"""

import os

import pytest

from tests.sync.model.machine import search

pytestmark = pytest.mark.postgres

EXAMPLES = int(os.environ.get("DOCKGRADE_EXAMPLES", "10"))
STEPS = int(os.environ.get("DOCKGRADE_STEPS", "20"))
SHRINK = bool(os.environ.get("DOCKGRADE_SHRINK"))
SEED = int(os.environ.get("DOCKGRADE_SEED", "12"))


@pytest.mark.timeout(60 + 600 * SHRINK + 10 * EXAMPLES)
def test_whatever_happens_everything_is_true_in_the_end(new_world):
    print(f"{EXAMPLES} examples of {STEPS} steps, seed {SEED}")
    search(new_world, examples=EXAMPLES, steps=STEPS, seeds=SEED, shrink=SHRINK)
