"""The fixtures that every test knows."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.postgres.binaries import debian_binaries, wheel_binaries
from tests.postgres.databases import Database, Databases
from tests.postgres.pgbouncer import Pgbouncer
from tests.postgres.server import Postgres


def kept_in_memory() -> Path | None:
    """A folder that is kept in memory and has room for a test server; None where there is none."""
    folder = Path("/dev/shm")  # the one folder that Linux keeps in memory for everybody
    if not folder.is_dir() or shutil.disk_usage(folder).free < 2 * 2**30:
        return None
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests of this worker; a test that stops or kills it starts it again.

    It lives in memory where there is enough: a new database for each test is then made 15 times as fast. What is about disks
    uses a server of its own.
    """
    server = Postgres(wheel_binaries(), settings={"fsync": "off"}, within=kept_in_memory())
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def postgres_databases(postgres: Postgres) -> Databases:
    """Databases of the session's server."""
    return Databases(postgres)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that is marked so is run twice: with whole tables, and with tables that are cut into shards."""
    if metafunc.definition.get_closest_marker("in_shards_too") and "central_database" in metafunc.fixturenames:
        metafunc.parametrize("central_database", ["postgresql", "citus"], indirect=True)


@pytest.fixture
def central_database(request: pytest.FixtureRequest, postgres_databases: Databases) -> Iterator[Database]:
    """A database of this test's own with the central schema, freshly made."""
    with postgres_databases.new(getattr(request, "param", "postgresql")) as database:
        yield database


@pytest.fixture
def blank_database(postgres_databases: Databases) -> Iterator[Database]:
    """A database of this test's own with nothing in it."""
    with postgres_databases.new(None) as database:
        yield database


@pytest.fixture(scope="session")
def _empty_cluster() -> Iterator[Postgres]:
    """A server that was made and never started: the others are copies of it, which is quicker than to make each."""
    server = Postgres(wheel_binaries())
    yield server
    server.remove()


@pytest.fixture
def new_postgres(_empty_cluster: Postgres) -> Iterator[Callable[..., Postgres]]:
    """Makes servers for this test alone, not started; `settings` as of `Postgres`."""
    made: list[Postgres] = []

    def make(settings: Mapping[str, str] | None = None) -> Postgres:
        made.append(Postgres(_empty_cluster.binaries, settings=settings, copy_of=_empty_cluster))
        return made[-1]

    yield make
    for server in made:
        server.remove()


@pytest.fixture
def own_postgres(new_postgres: Callable[..., Postgres]) -> Postgres:
    """A running server for this test alone."""
    server = new_postgres()
    server.start()
    return server


@pytest.fixture(scope="session")
def debian_postgres() -> Iterator[Postgres]:
    """A running server of Debian's own PostgreSQL, which knows TLS; skips where the package is missing."""
    server = Postgres(debian_binaries())
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def pgbouncer(postgres: Postgres) -> Iterator[Pgbouncer]:
    """pgbouncer in transaction mode before the session's server; skips where it is missing."""
    bouncer = Pgbouncer(postgres)
    yield bouncer
    bouncer.remove()
