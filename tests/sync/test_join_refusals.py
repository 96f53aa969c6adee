"""Joining when something is in the way, and a bench that the server shut out: what is said, and that nothing is half done."""

import os

import pytest

from app.sync.central.enrol import disable, enrol
from app.sync.faults import TokenError
from app.sync.join import parse_token
from app.sync.serve import only_agent
from tests.cli.conftest import dockgrade, home  # noqa: F401  # fixtures
from tests.sync.benches import BenchHome

pytestmark = pytest.mark.postgres


def test_a_bench_that_was_disabled_while_it_was_away_is_told_so(bench, central_database):
    assert bench.sync().problem is None
    disable(central_database.url, bench.bench_id, bench.site)
    problem = bench.sync().problem
    assert problem.code == "disabled"
    assert "a new token lets the bench in again" in problem.next_step


def test_nothing_is_named_as_nothing():
    with pytest.raises(TokenError, match="got nothing"):
        parse_token(" \n")


def test_a_bench_does_not_join_beside_its_agent(bench, central_database, dockgrade):  # noqa: F811  # the fixture
    token = enrol(central_database.url, bench.bench_id, bench.site).token
    before = bench.home.settings.read_bytes()
    with only_agent(bench.home):
        ran = dockgrade("sync", "join", token, "--no-keyring", at=bench.home.path)
    assert ran.code == 3
    assert f"A sync agent serves {bench.home.path}" in ran.err
    assert "then join with the same token" in ran.err
    assert bench.home.settings.read_bytes() == before
    assert dockgrade("sync", "join", token, "--no-keyring", at=bench.home.path).code == 0


def test_a_password_in_the_environment_that_would_hide_the_benchs_own_is_told(
    central_database,
    tmp_path,
    monkeypatch,
    dockgrade,  # noqa: F811  # the fixture
):
    lonely = BenchHome(tmp_path / "b09", "B09")
    token = enrol(central_database.url, "B09", "TMP1").token
    monkeypatch.setitem(os.environ, "PGPASSWORD", "the administrator's")
    ran = dockgrade("sync", "join", token, "--no-keyring", at=lonely.home.path)
    assert ran.code == 0, ran.err
    assert "PGPASSWORD is set here and goes before that password" in ran.out
    once = dockgrade("sync", "--once", at=lonely.home.path)
    assert once.code == 3
    assert "PGPASSWORD and PGPASSFILE, where they are set, go before" in once.out
    monkeypatch.delitem(os.environ, "PGPASSWORD")
    assert dockgrade("sync", "--once", at=lonely.home.path).code == 0
