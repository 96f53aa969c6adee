"""kill -9 of bench, agent, projector and server at random, between any two writes: nothing shown is lost, nothing is there twice.

DOCKGRADE_SYNC_KILLS says how often (20 by default, 1,000 in `make faults`), DOCKGRADE_SEED which. The account is printed, as JSON and as a sentence.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.faults.kills import kill_at_random
from tests.faults.parts import nursery

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL."),
]

KILLS = int(os.environ.get("DOCKGRADE_SYNC_KILLS", "20"))
SEED = int(os.environ.get("DOCKGRADE_SEED", "12"))
ACCOUNT = os.environ.get("DOCKGRADE_ACCOUNT")


@pytest.mark.timeout(120 + 10 * KILLS)
def test_nothing_is_lost_or_doubled_however_often_whoever_is_killed(tmp_path, own_postgres, capsys):
    def tell(account):
        if ACCOUNT:
            Path(ACCOUNT).write_text(account.json() + "\n", encoding="utf-8")
        with capsys.disabled():
            if KILLS > 100:
                print(account.sentence(), flush=True)

    account = kill_at_random(nursery(), own_postgres, tmp_path, kills=KILLS, seed=SEED, tell=tell)
    with capsys.disabled():
        print(f"\n{account.json()}\n{account.sentence()}")
    assert account.faults == []
    assert (account.kills, account.survived, account.lost, account.duplicated) == (KILLS, KILLS, 0, 0)
    assert account.sent > 0 and account.projected > 0, "agents and projector have to come to work between two kills"  # noqa: PT018
