"""Tests that share a server or a screen are kept in one worker."""

import pytest


@pytest.mark.postgres
def test_a_marked_test_carries_its_group_to_the_scheduler(request: pytest.FixtureRequest) -> None:
    # pytest-xdist passes the group on at the end of the name; a version that does not would scatter the tests silently
    if not request.config.getoption("loadgroup", default=False):
        pytest.skip("Only under pytest-xdist with --dist loadgroup, which `make test` uses.")
    assert request.node.nodeid.endswith("@postgres")
