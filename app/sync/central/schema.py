"""The central schema is made (`init`) and brought to this release (`upgrade`), each in one transaction that nobody else shares."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from app.errors import KnownError
from app.sync.central.admin import administering, one

if TYPE_CHECKING:
    from psycopg import Connection
    from sqlalchemy import Connection as Alchemy

Engine = Literal["postgresql", "citus"]

PROTO_MIN = 1
"""The oldest version of the protocol that benches may speak."""
PROTO_MAX = 1
"""The newest; each has functions of its own, named `…_v1`."""
SCHEMA_VERSION = 9
"""The number of the newest step in `migrations`."""
OLDEST_CITUS = (12, 1)
"""Before it, what one transaction makes was not known on all nodes until its end."""

_HEAD = "head"
"""Alembic's word for the newest step."""
_LOCK = 0x646F636B
"""Held by whoever changes the schema; any number that nobody else uses."""
_LOCK_WAIT = "10s"
_MIGRATIONS = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class SchemaState:
    """What a server has now.

    Attributes:
        changed: whether this command changed anything.
        before: the schema's version before it; None when there was none.
        server_version: of PostgreSQL, e.g. 150012.
    """

    changed: bool
    before: int | None
    schema_version: int
    cluster_id: str
    epoch: int
    engine: str
    server_version: int


def init(url: str, engine: Engine = "postgresql") -> SchemaState:
    """Make the central schema in a database; where it is already, change nothing.

    Raises KnownError when the server cannot be reached or is too old, the role may not do it, or the database does not fit.
    """
    with _changing(url) as (connection, alchemy):
        before = version(connection)
        if before is None:
            _check_database(connection)
            _check_rights(connection)
            if engine == "citus":
                _check_citus(connection)
                _in_sequence(connection)
            connection.execute("CREATE SCHEMA dockgrade")
            _migrate(alchemy, engine)
            connection.execute(
                "INSERT INTO dockgrade.central_meta (cluster_id, epoch, proto_min, proto_max, schema_version, engine)"
                " VALUES (%s, 1, %s, %s, %s, %s)",
                (uuid.uuid4(), PROTO_MIN, PROTO_MAX, SCHEMA_VERSION, engine),
            )
            _close_to_public(connection)
        return _state(connection, before)


def upgrade(url: str) -> SchemaState:
    """Bring the schema to this release; benches of the release before go on working, for steps only add."""
    with _changing(url) as (connection, alchemy):
        before = version(connection)
        if before is None:
            raise KnownError("This database has no central schema.", "Make it: dockgrade central init --url URL")
        if before < SCHEMA_VERSION:
            engine = engine_of(connection)
            if engine == "citus":
                _in_sequence(connection)
            _migrate(alchemy, engine)
            connection.execute(
                "UPDATE dockgrade.central_meta SET schema_version = %s, proto_min = %s, proto_max = %s",
                (SCHEMA_VERSION, PROTO_MIN, PROTO_MAX),
            )
        return _state(connection, before)


def restored(url: str) -> SchemaState:
    """Tell the benches that the server was restored: a new epoch makes each of them compare everything again.

    They notice a rollback by their streams' heads anyway; this is for a restore that no head shows. The number is never given twice, also
    where the same backup is restored twice. Tokens that nobody has spent are void: one that was spent after the backup would be good again.
    """
    with administering(url) as connection:
        before = require(connection)
        connection.execute(
            "UPDATE dockgrade.central_meta SET epoch = greatest(epoch + 1, extract(epoch FROM clock_timestamp())::bigint)"
        )
        connection.execute("DELETE FROM dockgrade.enrolment WHERE used_at IS NULL")
        return _state(connection, before, changed=True)


def require(connection: "Connection[tuple[Any, ...]]") -> int:
    """The version of a schema that is there and of this release. Raises KnownError that says what to do otherwise."""
    found = version(connection)
    if found is None:
        raise KnownError("This database has no central schema.", "Make it: dockgrade central init --url URL")
    if found < SCHEMA_VERSION:
        raise KnownError(
            f"Expected version {SCHEMA_VERSION} of the central schema, got {found}.",
            "Bring it up to date: dockgrade central upgrade --url URL",
        )
    return found


def version(connection: "Connection[tuple[Any, ...]]") -> int | None:
    """The version of the schema; None when there is none. Raises KnownError when it is newer than this release."""
    if one(connection, "SELECT to_regnamespace('dockgrade')") is None:
        return None
    if one(connection, "SELECT to_regclass('dockgrade.alembic_version')") is None:
        raise KnownError(
            "This database has a schema named dockgrade that is not ours.",
            "Name another database; nothing was changed.",
        )
    found = int(one(connection, "SELECT version_num FROM dockgrade.alembic_version"))
    if found > SCHEMA_VERSION:
        raise KnownError(
            f"Expected version {SCHEMA_VERSION} of the central schema or an older one, got {found}.",
            "Use the release of Dockgrade that made it, or a newer one; nothing was changed.",
        )
    return found


def _state(
    connection: "Connection[tuple[Any, ...]]", before: int | None, *, changed: bool | None = None
) -> SchemaState:
    row = connection.execute("SELECT schema_version, cluster_id, epoch, engine FROM dockgrade.central_meta").fetchone()
    if row is None:
        raise KnownError("The table dockgrade.central_meta is empty.", "Restore the database from its backup.")
    return SchemaState(
        changed=before != row[0] if changed is None else changed,
        before=before,
        schema_version=row[0],
        cluster_id=str(row[1]),
        epoch=row[2],
        engine=row[3],
        server_version=connection.info.server_version,
    )


def _check_database(connection: "Connection[tuple[Any, ...]]") -> None:
    encoding = one(connection, "SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        raise KnownError(
            f"Expected a database in UTF8, got {encoding}.",
            "Make one: createdb --template=template0 --encoding=UTF8 NAME",
        )


def _check_rights(connection: "Connection[tuple[Any, ...]]") -> None:
    row = connection.execute(
        "SELECT r.rolsuper, r.rolcreaterole, pg_has_role(d.datdba, 'USAGE'), r.rolname, d.datname"
        " FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()"
    ).fetchone()
    if row is None or row[0] or (row[1] and row[2]):
        return
    _, may_create_roles, owns, role, database = row
    lacking = [what for what, has in (("CREATEROLE", may_create_roles), (f"ownership of {database}", owns)) if not has]
    raise KnownError(
        f"Expected a superuser, or a role with CREATEROLE that owns the database; role {role} lacks {' and '.join(lacking)}.",
        f"As superuser: ALTER ROLE {role} CREATEROLE; ALTER DATABASE {database} OWNER TO {role}; nothing was changed.",
    )


def engine_of(connection: "Connection[tuple[Any, ...]]") -> Engine:
    """What the schema was made for."""
    engine: Engine = one(connection, "SELECT engine FROM dockgrade.central_meta")
    return engine


def _check_citus(connection: "Connection[tuple[Any, ...]]") -> None:
    found: str | None = one(connection, "SELECT extversion FROM pg_extension WHERE extname = 'citus'")
    if found is None:
        raise KnownError(
            "Expected a database with the extension citus, got one without.",
            "As superuser: CREATE EXTENSION citus; or leave --engine citus away; nothing was changed.",
        )
    numbers = re.match(r"(\d+)\.(\d+)", found)
    if numbers is None or (int(numbers[1]), int(numbers[2])) < OLDEST_CITUS:
        raise KnownError(
            f"Expected Citus {OLDEST_CITUS[0]}.{OLDEST_CITUS[1]} or newer, got {found}.",
            "Upgrade Citus on every node, then as superuser: ALTER EXTENSION citus UPDATE; nothing was changed.",
        )


def _in_sequence(connection: "Connection[tuple[Any, ...]]") -> None:
    """Citus refuses to make a function in a transaction that has changed shards over several connections at once."""
    connection.execute("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'")


def _close_to_public(connection: "Connection[tuple[Any, ...]]") -> None:
    """Nobody may connect, make temporary tables or make anything in this database who was not told so."""
    from psycopg import sql

    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO dockgrade_bench, dockgrade_reader").format(database))
    if one(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        # Large objects belong to no schema: whoever may connect could fill the disk with them.
        connection.execute(
            "REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat(integer), pg_catalog.lo_create(oid),"
            " pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC"
        )
    elif one(connection, "SELECT has_schema_privilege('public', 'public', 'CREATE')"):
        raise KnownError(
            "Everybody may make tables in the schema public of this database.",
            "As superuser: REVOKE CREATE ON SCHEMA public FROM PUBLIC; then run this again; nothing was changed.",
        )


@contextmanager
def _changing(url: str) -> "Iterator[tuple[Connection[tuple[Any, ...]], Alchemy]]":
    """One transaction seen from both sides: plain psycopg, and SQLAlchemy for Alembic. Nobody else changes the schema meanwhile."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    with administering(url) as connection:
        engine = create_engine(
            "postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None
        )
        with engine.connect() as alchemy:  # asks the server what it is, and rolls back: so it comes first
            connection.execute(f"SET LOCAL lock_timeout = '{_LOCK_WAIT}'")
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield connection, alchemy
            connection.commit()


def _migrate(alchemy: "Alchemy", engine: str) -> None:
    """Apply the steps that are missing."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    with EnvironmentContext(
        config, scripts, fn=lambda revision, _: scripts._upgrade_revs(_HEAD, revision)
    ) as environment:
        environment.configure(connection=alchemy, version_table_schema="dockgrade", engine=engine)
        environment.run_migrations()
