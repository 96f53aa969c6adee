"""Journals that were worked at random."""

import random
from pathlib import Path

import pytest

from tests.store.journals import STEPS, play
from tests.sync.central_data.feeding import writer


@pytest.fixture
def worked(tmp_path: Path) -> tuple[Path, ...]:
    """Three benches that each did what came to hand, undo included."""
    paths = []
    for number, bench in enumerate(("B07", "B08", "B09")):
        rng = random.Random(number)
        one = writer(tmp_path, bench)
        begun = [("parcel", 3), ("item", 1), ("tote", 0)]
        play(one, begun + [(rng.choice(STEPS), rng.randrange(50)) for _ in range(150)])
        one.journal.close()
        paths.append(one.journal.path)
    return tuple(paths)
