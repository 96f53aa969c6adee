"""`dockgrade central` as an administrator calls it."""

import pytest

from tests.cli.conftest import Dockgrade
from tests.postgres import Database, open_token

pytestmark = pytest.mark.postgres


def test_an_empty_database_is_made_ready_and_a_bench_taken_in(dockgrade: Dockgrade, blank_database: Database) -> None:
    made = dockgrade("central", "init", "--url", blank_database.url)
    assert made.code == 0
    assert "The central schema is made" in made.out
    again = dockgrade("central", "init", "--url", blank_database.url, "--json")
    assert again.code == 0
    assert again.facts[0]["changed"] is False
    enrolled = dockgrade("central", "enrol", "B07", "--site", "TMP1", "--url", blank_database.url, "--json")
    [fact] = enrolled.facts
    assert set(fact) == {"bench", "site", "role", "url", "token", "expires_at", "again"}
    assert open_token(str(fact["token"]))[0] == fact["role"] == "bench_tmp1_b07"
    printed = dockgrade("central", "enrol", "B07", "--site", "TMP1", "--url", blank_database.url, "--valid-hours", "1")
    assert "dockgrade sync join DG1-" in printed.out
    disabled = dockgrade("central", "disable", "B07", "--site", "TMP1", "--url", blank_database.url, "--json")
    assert disabled.facts == [{"bench": "B07", "site": "TMP1", "role": "bench_tmp1_b07", "disabled": True}]


def test_upgrade_and_restored_say_what_they_did(dockgrade: Dockgrade, central_database: Database) -> None:
    assert "nothing was changed" in dockgrade("central", "upgrade", "--url", central_database.url).out
    assert dockgrade("central", "restored", "--url", central_database.url, "--json").facts[0]["epoch"] == 2


def test_a_fault_is_told_with_its_next_step_and_without_the_password(
    dockgrade: Dockgrade, blank_database: Database
) -> None:
    ran = dockgrade("central", "upgrade", "--url", blank_database.url)
    assert ran.code == 3
    assert "dockgrade: This database has no central schema." in ran.err
    assert "dockgrade central init" in ran.err
    unreachable = dockgrade("central", "init", "--url", "postgresql://me:s3cret@127.0.0.1:1/x")
    assert unreachable.code == 3
    assert "cannot be reached" in unreachable.err
    assert "s3cret" not in unreachable.err
    assert dockgrade("central", "init", "--url", "mysql://x:s3cret@y/z").code == 2
    assert "s3cret" not in dockgrade("central", "init", "--url", "mysql://x:s3cret@y/z").err
    assert dockgrade("central", "enrol", "B07", "--url", blank_database.url).code == 2
