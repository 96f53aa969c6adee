"""What a bench's role cannot do on the server, whoever holds its password: each attempt with its SQLSTATE."""

import re

import psycopg
import pytest

from tests.sync.central.chained import chained, stream_id

pytestmark = pytest.mark.postgres

DENIED = "42501"
TABLES = (
    "central_meta", "site_bench", "enrolment", "stream", "series_taken", "event", "event_0", "ref_head", "ref_change", "ref_row",
    "claim", "item", "parcel", "parcel_line", "stock_movement", "conflict", "projector_cursor", "alembic_version",
)  # fmt: skip
READABLE = {"central_meta", "stream", "event", "claim", "ref_head", "ref_change", "ref_row"}
FOR_BENCHES = {"hello_v1", "enrol_v1", "open_stream_v1", "new_series_v1", "push_v1", "news_v1", "claim_v1", "my_site"}


@pytest.fixture
def other(sessions):
    """A bench of another site, with two events."""
    session = sessions("B01", "HEL1", "C0D3")
    session.push(chained(session.stream, 2))
    return session


@pytest.mark.parametrize("verb", ["INSERT", "UPDATE", "DELETE", "TRUNCATE"])
def test_no_table_can_be_written(bench, verb):
    rows = bench.database.psql(
        "SELECT c.relname, (SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attnum = 1) FROM pg_class c"
        " WHERE relnamespace = 'dockgrade'::regnamespace AND relkind IN ('r', 'p')"
    )
    assert len(rows) > len(TABLES)
    for table, column in rows:
        statement = {
            "INSERT": f"INSERT INTO dockgrade.{table} DEFAULT VALUES",
            "UPDATE": f"UPDATE dockgrade.{table} SET {column} = {column}",
            "DELETE": f"DELETE FROM dockgrade.{table}",
            "TRUNCATE": f"TRUNCATE dockgrade.{table}",
        }[verb]
        assert (table, bench.refused(statement)) == (table, DENIED)


@pytest.mark.parametrize("role", ["dockgrade_bench", "dockgrade_reader", "public"])
def test_no_role_was_given_a_right_to_write_into_any_table_or_view(bench, role):
    rows = bench.database.psql(
        f"SELECT relname FROM pg_class WHERE relnamespace = 'dockgrade'::regnamespace AND relkind IN ('r', 'p', 'v', 'S')"
        f" AND has_table_privilege('{role}', oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"
    )
    assert rows == []


def test_copying_into_a_table_is_refused(bench):
    with pytest.raises(psycopg.Error) as caught, bench.connection.cursor().copy("COPY dockgrade.event FROM STDIN"):
        pass
    assert caught.value.sqlstate == DENIED


def test_only_what_a_bench_needs_can_be_read(bench):
    rows = bench.database.psql(
        "SELECT relname FROM pg_class WHERE relnamespace = 'dockgrade'::regnamespace AND relkind IN ('r', 'p', 'v')"
    )
    for (table,) in rows:
        if table in READABLE:
            bench.connection.execute(f"SELECT * FROM dockgrade.{table} LIMIT 1")
        else:
            assert (table, bench.refused(f"SELECT * FROM dockgrade.{table} LIMIT 1")) == (table, DENIED)


def test_only_the_functions_for_benches_can_be_called_and_nobody_else_may(bench):
    rows = bench.database.psql(
        "SELECT proname, has_function_privilege('dockgrade_bench', oid, 'EXECUTE'),"
        " has_function_privilege('public', oid, 'EXECUTE') FROM pg_proc WHERE pronamespace = 'dockgrade'::regnamespace"
    )
    assert {name for name, for_benches, _ in rows if for_benches} == FOR_BENCHES
    assert [name for name, _, for_all in rows if for_all] == []


def test_every_function_that_acts_for_the_owner_has_its_search_path_pinned(bench):
    rows = bench.database.psql(
        "SELECT proname, proconfig FROM pg_proc WHERE pronamespace = 'dockgrade'::regnamespace AND prosecdef"
    )
    assert {name for name, _ in rows} >= FOR_BENCHES
    pinned = {name: {one for one in config if not one.startswith("plan_cache_mode=")} for name, config in rows}
    assert {frozenset(config) for config in pinned.values()} == {frozenset({"search_path=pg_catalog, pg_temp"})}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dockgrade.stream SET last_seq = 0",
        "UPDATE dockgrade.stream SET closed = false",
        "UPDATE dockgrade.stream SET pg_role = session_user",
        "DELETE FROM dockgrade.stream",
    ],
)
def test_a_head_cannot_be_rolled_back_or_taken_over(bench, statement):
    bench.push(chained(bench.stream, 1))
    assert bench.refused(statement) == DENIED


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMP TABLE stream (stream_id uuid)",
        "CREATE TEMP VIEW event AS SELECT 1",
        "SELECT 1 INTO TEMP event",
        "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
        "CREATE TABLE public.event (seq bigint)",
        "CREATE FUNCTION public.int4send(integer) RETURNS bytea LANGUAGE sql AS 'SELECT NULL::bytea'",
        "CREATE TABLE dockgrade.mine (a int)",
        "CREATE FUNCTION dockgrade.push_v1() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE ROLE friend",
        "CREATE DATABASE mine",
        "ALTER TABLE dockgrade.event DISABLE ROW LEVEL SECURITY",
        "DROP POLICY of_my_site ON dockgrade.event",
        "CREATE POLICY all_of_it ON dockgrade.event USING (true)",
        "ALTER FUNCTION dockgrade.hello_v1(integer) RESET search_path",
        "CREATE TRIGGER mine BEFORE INSERT ON dockgrade.event EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE RULE mine AS ON INSERT TO dockgrade.event DO INSTEAD NOTHING",
        "CREATE INDEX ON dockgrade.event (body)",
        "COMMENT ON TABLE dockgrade.event IS 'mine'",
        "SELECT lo_create(0)",
        "SELECT lo_creat(-1)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT pg_advisory_lock(1684762738, n) FROM generate_series(0, 1023) AS n",
        "SELECT pg_advisory_lock_shared(n) FROM generate_series(1, 10000000) AS n",
        "SELECT pg_try_advisory_lock(1685021547)",
        "SELECT pg_advisory_xact_lock(1685021547)",
        "SELECT pg_try_advisory_xact_lock_shared(1, 2)",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT * FROM pg_authid",
        "SELECT pg_switch_wal()",
        "ALTER SYSTEM SET fsync = off",
        "SET session_replication_role = replica",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "ALTER ROLE CURRENT_USER CREATEROLE",
        "GRANT dockgrade_reader TO CURRENT_USER",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres",
        "SET ROLE dockgrade_reader",
    ],
)  # fmt: skip
def test_nothing_can_be_made_or_turned_off(bench, statement):
    assert bench.refused(statement) == DENIED


def test_turning_off_row_level_security_for_oneself_gives_an_error_and_no_rows(bench, other):
    bench.connection.execute("SET row_security = off")
    assert bench.refused("SELECT * FROM dockgrade.event") == DENIED


def test_one_may_not_take_the_role_of_another_bench(bench, other):
    assert bench.refused(f"SET ROLE {other.bench.role}") == DENIED


def test_the_group_of_all_benches_sees_no_more_than_the_bench_that_logged_in(bench, other):
    bench.push(chained(bench.stream, 1))
    bench.connection.execute("SET ROLE dockgrade_bench")
    assert bench.connection.execute("SELECT DISTINCT site FROM dockgrade.event").fetchall() == [("TMP1",)]
    assert bench.push_refused(chained(other.stream, 1), other.stream)[0] == "DG001"
    assert bench.push([])[0] == 1


def test_a_search_path_of_the_session_changes_nothing(bench):
    bench.connection.execute("SET search_path = public, dockgrade, pg_catalog")
    assert bench.push(chained(bench.stream, 2))[0] == 2


def test_objects_that_somebody_planted_in_public_are_not_called(bench):
    bench.database.psql(
        "CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$ SELECT '\\x00'::bytea $$;"
        "CREATE TABLE public.stream AS SELECT * FROM dockgrade.stream; GRANT ALL ON public.stream TO PUBLIC"
    )
    bench.connection.execute("SET search_path = public, pg_catalog")
    links = chained(bench.stream, 1)
    assert bench.push(links) == (1, links[0].hash)


def test_rows_of_another_site_are_not_seen(bench, other):
    bench.push(chained(bench.stream, 1))
    see = bench.connection.execute
    assert see("SELECT DISTINCT site FROM dockgrade.event").fetchall() == [("TMP1",)]
    assert see("SELECT DISTINCT site FROM dockgrade.stream").fetchall() == [("TMP1",)]
    assert see("SELECT count(*) FROM dockgrade.event WHERE stream_id = %s", (other.stream,)).fetchone() == (0,)
    other.connection.execute("SELECT * FROM dockgrade.claim_v1('item:1', %s, 1)", (other.stream,))
    assert see("SELECT count(*) FROM dockgrade.claim").fetchone() == (0,)


def test_a_partition_cannot_be_read_around_the_policy(bench, other):
    for number in range(8):
        assert bench.refused(f"SELECT * FROM dockgrade.event_{number}") == DENIED


def test_rows_of_another_bench_at_the_same_site_are_seen(bench, sessions):
    neighbour = sessions("B08", series="A7K3")
    neighbour.push(chained(neighbour.stream, 2))
    rows = bench.connection.execute(
        "SELECT seq FROM dockgrade.event WHERE stream_id = %s ORDER BY seq", (neighbour.stream,)
    )
    assert rows.fetchall() == [(1,), (2,)]


def test_the_site_is_looked_up_once_for_a_statement_not_for_each_row(bench):
    plan = "\n".join(line for (line,) in bench.connection.execute("EXPLAIN SELECT * FROM dockgrade.event").fetchall())
    assert len(re.findall(r"^ *InitPlan", plan, re.MULTILINE)) == 1


def test_a_condition_of_ones_own_cannot_look_at_hidden_rows(bench, other):
    """A cheap function that reports what it is given is run after the policy, not before."""
    bench.connection.execute("SET client_min_messages = notice")
    heard = []
    bench.connection.add_notice_handler(heard.append)
    bench.connection.execute(
        "SELECT * FROM dockgrade.event WHERE body::json ->> 'grade' = 'A' AND length(body) / (seq - 1) > 0"
    )
    assert heard == []


def test_a_disabled_bench_sees_nothing_of_what_is_going_on(bench):
    bench.push(chained(bench.stream, 1))
    bench.database.psql("UPDATE dockgrade.site_bench SET disabled = true")
    assert bench.connection.execute("SELECT count(*) FROM dockgrade.event").fetchone() == (0,)


def test_a_role_that_has_nothing_to_do_here_cannot_even_connect(bench):
    bench.database.psql("CREATE ROLE somebody LOGIN PASSWORD 'somebody'")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(bench.database.url_of("somebody", "somebody"))


def test_a_wrong_password_is_refused(bench):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(bench.database.url_of(bench.bench.role, "guess"))


def test_a_bench_may_change_its_own_password_and_no_other(bench, other):
    bench.connection.execute("ALTER ROLE CURRENT_USER PASSWORD 'new'")
    psycopg.connect(bench.database.url_of(bench.bench.role, "new")).close()
    assert bench.refused(f"ALTER ROLE {other.bench.role} PASSWORD 'new'") == DENIED


def test_the_reader_of_other_systems_sees_the_views_and_nothing_else(bench):
    bench.push(chained(bench.stream, 1))
    bench.database.psql("CREATE ROLE wms LOGIN PASSWORD 'wms' IN ROLE dockgrade_reader")
    with psycopg.connect(bench.database.url_of("wms", "wms"), autocommit=True) as reader:
        assert reader.execute("SELECT kind FROM dockgrade.event_v").fetchall() == [("item.graded",)]
        for view in ("item_v", "parcel_v", "stock_movement_v"):
            reader.execute(f"SELECT * FROM dockgrade.{view}")
        for table in TABLES:
            with pytest.raises(psycopg.Error) as caught:
                reader.execute(f"SELECT * FROM dockgrade.{table}")
            assert caught.value.sqlstate == DENIED
        with pytest.raises(psycopg.Error) as caught:
            reader.execute("SELECT * FROM dockgrade.hello_v1(1)")
        assert caught.value.sqlstate == DENIED


def test_opening_a_stream_in_anothers_place_is_refused(bench, other):
    assert bench.refused("SELECT dockgrade.open_stream_v1(%s, %s)", stream_id(), other.stream) == "DG001"
    assert bench.refused("SELECT dockgrade.open_stream_v1(%s, NULL)", other.stream) == "DG001"
    assert bench.refused("SELECT dockgrade.new_series_v1(%s)", other.stream) == "DG001"
    assert bench.refused("SELECT * FROM dockgrade.claim_v1('item:1', %s, 1)", other.stream) == "DG001"


def test_one_bench_cannot_take_all_series(bench, other):
    """No bench needs a thousand streams; a million would leave no series to anybody, and a list of heads that nobody can read."""
    take = "SELECT count(dockgrade.open_stream_v1(gen_random_uuid())) FROM generate_series(1, {})"
    assert bench.connection.execute(take.format(999)).fetchone() == (999,)
    assert bench.refused(take.format(1)) == "54000"
    bench.push(chained(bench.stream, 1))
    assert other.connection.execute(take.format(1)).fetchone() == (1,)


def test_who_owns_the_database_may_take_the_locks_of_projectors_and_schema_changes(bench):
    database = bench.database
    database.psql("CREATE ROLE keeper LOGIN PASSWORD 'k'")
    database.psql(f"ALTER DATABASE {database.name} OWNER TO keeper")
    with psycopg.connect(database.url_of("keeper", "k")) as keeper:
        keeper.execute("SELECT pg_advisory_xact_lock(1684762738, 1), pg_advisory_xact_lock(1685021547)")
