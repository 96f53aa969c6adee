"""init, upgrade and restored: what they make, what they leave alone, and the faults they name."""

import time
from collections.abc import Callable

import psycopg
import pytest

from app.errors import KnownError
from app.sync.central import admin, schema
from app.sync.central.enrol import disable, enrol
from app.sync.central.schema import SCHEMA_VERSION, init, restored, upgrade
from tests.postgres import Database, Postgres, join_bench
from tests.sync.central.chained import chained, push, stream_id

pytestmark = pytest.mark.postgres


def names(database: Database) -> set[str]:
    return {
        name for (name,) in database.psql("SELECT relname FROM pg_class WHERE relnamespace = 'dockgrade'::regnamespace")
    }


def no_schema(database: Database) -> bool:
    return database.psql("SELECT to_regnamespace('dockgrade')") == [(None,)]


def fault(call: Callable[[], object]) -> KnownError:
    with pytest.raises(KnownError) as caught:
        call()
    return caught.value


def test_init_makes_everything_once(blank_database):
    first = init(blank_database.url)
    assert (first.changed, first.before, first.schema_version, first.epoch) == (True, None, SCHEMA_VERSION, 1)
    made = names(blank_database)
    again = init(blank_database.url)
    assert (again.changed, again.before, again.cluster_id) == (False, SCHEMA_VERSION, first.cluster_id)
    assert names(blank_database) == made


def test_init_shuts_everybody_out_who_was_not_told_to_come_in(blank_database):
    name = blank_database.name
    init(blank_database.url)
    blank_database.psql("CREATE ROLE somebody")
    for role, may_connect in (("somebody", False), ("dockgrade_bench", True), ("dockgrade_reader", True)):
        rights = blank_database.psql(
            f"SELECT has_database_privilege('{role}', '{name}', 'CONNECT'), has_database_privilege('{role}', '{name}', 'TEMP'),"
            f" has_database_privilege('{role}', '{name}', 'CREATE'), has_schema_privilege('{role}', 'public', 'CREATE'),"
            f" has_schema_privilege('{role}', 'dockgrade', 'CREATE'), has_function_privilege('{role}', 'lo_create(oid)', 'EXECUTE')"
        )
        assert rights == [(may_connect, False, False, False, False, False)]


def test_the_newest_step_is_the_version_of_this_release(blank_database):
    init(blank_database.url)
    assert blank_database.psql("SELECT version_num::int FROM dockgrade.alembic_version") == [(SCHEMA_VERSION,)]
    assert blank_database.psql("SELECT schema_version FROM dockgrade.central_meta") == [(SCHEMA_VERSION,)]


def test_an_init_that_fails_leaves_nothing_behind(blank_database, monkeypatch):
    def fail(_):
        raise KnownError("No.")

    monkeypatch.setattr(schema, "_close_to_public", fail)
    assert fault(lambda: init(blank_database.url)).title == "No."
    assert no_schema(blank_database)


def test_upgrade_applies_what_is_missing_and_keeps_what_is_there(blank_database, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(schema, "SCHEMA_VERSION", 1)
        older.setattr(schema, "_HEAD", "0001")
        state = init(blank_database.url)
    assert state.schema_version == 1
    assert "item_v" not in names(blank_database)
    done = upgrade(blank_database.url)
    assert (done.changed, done.before, done.schema_version) == (True, 1, SCHEMA_VERSION)
    assert done.cluster_id == state.cluster_id
    assert "item_v" in names(blank_database)
    assert upgrade(blank_database.url).changed is False


def test_an_older_schema_is_told_apart_from_a_current_one(blank_database, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(schema, "SCHEMA_VERSION", 1)
        older.setattr(schema, "_HEAD", "0001")
        init(blank_database.url)
    assert init(blank_database.url).schema_version == 1
    err = fault(lambda: restored(blank_database.url))
    assert err.title == f"Expected version {SCHEMA_VERSION} of the central schema, got 1."
    assert "central upgrade" in err.next_step


def test_a_newer_schema_is_left_alone(central_database):
    central_database.psql("UPDATE dockgrade.alembic_version SET version_num = '9999'")
    for command in (init, upgrade, restored):
        assert "got 9999" in fault(lambda command=command: command(central_database.url)).title


def test_a_database_without_the_schema_cannot_be_upgraded(blank_database):
    for command in (upgrade, restored):
        err = fault(lambda command=command: command(blank_database.url))
        assert err.title == "This database has no central schema."
        assert "central init" in err.next_step


def test_a_schema_of_that_name_that_is_not_ours_is_left_alone(blank_database):
    blank_database.psql("CREATE SCHEMA dockgrade")
    assert "is not ours" in fault(lambda: init(blank_database.url)).title


def test_restored_begins_a_new_epoch(central_database):
    first = restored(central_database.url).epoch
    assert first > 1
    assert restored(central_database.url).epoch > first


def test_no_epoch_is_given_twice_even_where_the_same_backup_is_restored_twice(central_database):
    first = restored(central_database.url).epoch
    central_database.psql("UPDATE dockgrade.central_meta SET epoch = 1")
    time.sleep(1.1)  # it counts seconds
    assert restored(central_database.url).epoch > first


def test_tokens_that_are_not_spent_are_void_after_a_restore(central_database):
    """One that was spent after the backup would be good again."""
    enrol(central_database.url, "B07", "TMP1")
    restored(central_database.url)
    assert central_database.psql("SELECT count(*) FROM dockgrade.enrolment") == [(0,)]


def test_a_role_without_the_rights_is_told_which_it_lacks(blank_database):
    blank_database.psql(
        "CREATE ROLE weak LOGIN PASSWORD 'weak'; GRANT CREATE ON DATABASE " + blank_database.name + " TO weak"
    )
    err = fault(lambda: init(blank_database.url_of("weak", "weak")))
    assert "role weak lacks CREATEROLE and ownership of" in err.title
    assert "ALTER ROLE weak CREATEROLE" in err.next_step
    assert no_schema(blank_database)


def test_an_owner_who_is_no_superuser_may_do_it_all(own_postgres: Postgres):
    """As on a hosted server, where nobody is superuser, and where only who made a role may grant it."""
    own_postgres.psql("CREATE ROLE owner LOGIN CREATEROLE PASSWORD 'owner'")
    own_postgres.psql("CREATE DATABASE returns OWNER owner")
    database = Database(own_postgres, "returns")
    url = database.url_of("owner", "owner")
    if (
        int(own_postgres.psql("SHOW server_version_num")[0][0]) < 150_000
    ):  # until then everybody may make tables there, and no owner can take that away
        assert fault(lambda: init(url)).title.startswith("Everybody may make tables in the schema public")
        database.psql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    assert init(url).changed
    stream = stream_id()
    bench = join_bench(database, streams={stream: "A7K2"}, admin_url=url)
    with psycopg.connect(bench.url, autocommit=True) as connection:
        assert push(connection, stream, chained(stream, 3))[0] == 3
        assert connection.execute("SELECT count(*) FROM dockgrade.event").fetchone() == (3,)
    assert disable(url, "B07", "TMP1") == bench.role


def test_a_database_in_another_encoding_is_refused(postgres):
    postgres.psql("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
    try:
        assert fault(lambda: init(postgres.url(database="latin"))).title == "Expected a database in UTF8, got LATIN1."
    finally:
        postgres.psql("DROP DATABASE latin")


def test_a_server_that_is_too_old_is_refused(blank_database, monkeypatch):
    monkeypatch.setattr(admin, "OLDEST_SERVER", 99)
    assert fault(lambda: init(blank_database.url)).title.startswith("Expected PostgreSQL 99 or newer, got ")


def test_citus_is_asked_for_where_it_is_not(blank_database):
    assert "extension citus" in fault(lambda: init(blank_database.url, "citus")).title
    assert no_schema(blank_database)


@pytest.mark.parametrize(
    ("change", "title"),
    [
        (lambda server: server.url(database="nowhere"), "There is no such database on the server."),
        (lambda server: server.url(password="wrong"), "The server refused the password."),
        (lambda server: server.url("nobody_known", password="x"), "The server refused the password."),
        (lambda server: server.url(port=1), "cannot be reached"),
        (lambda _: "postgresql://postgres@no-such-host.invalid/x", "cannot be reached"),
        (lambda server: server.url() + "?sslmode=require", "No encrypted connection could be made."),
        (lambda _: "mysql://x@y/z", "Expected an address like postgresql://"),
        (lambda server: server.url() + "?nonsense=1", "Expected an address like postgresql://"),
    ],
)
def test_each_way_of_not_reaching_the_server_is_named(postgres, change, title):
    err = fault(lambda: init(change(postgres)))
    assert title in err.title
    assert err.next_step
    assert postgres.password not in str(err)


def test_a_standby_or_a_read_only_server_is_named(blank_database):
    blank_database.psql(f"ALTER DATABASE {blank_database.name} SET default_transaction_read_only = on")
    assert fault(lambda: init(blank_database.url)).title.startswith("This server is a standby and takes no changes.")


def test_two_administrators_at_once_make_it_once(blank_database, monkeypatch):
    monkeypatch.setattr(schema, "_LOCK_WAIT", "100ms")
    with psycopg.connect(blank_database.url) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (schema._LOCK,))
        assert fault(lambda: init(blank_database.url)).title.startswith("Somebody else is changing the schema.")
    assert init(blank_database.url).changed


def test_the_oldest_server_that_debian_has_takes_the_same_schema(debian_postgres: Postgres):
    debian_postgres.psql("CREATE DATABASE older")
    state = init(debian_postgres.url(database="older"))
    assert state.changed
    assert state.server_version // 10000 == debian_postgres.binaries.major
    assert init(debian_postgres.url(database="older")).changed is False
