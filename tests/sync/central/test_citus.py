"""The schema for a distributed engine: nothing in it that the engine is known to refuse.

Citus itself cannot be installed from the wheel or from Debian. Here the tables are really cut into shards, but by PostgreSQL's own
partitions on one server (`tests.postgres.shards`), and what Citus refuses beyond that is held against its documentation ("SQL
support and workarounds", "Distributing tables"). That Citus takes the schema is therefore not verified.

The tests marked `in_shards_too` run on such tables as well; `test_routing` shows which shards a statement touches.
"""

import re

import psycopg
import pytest

from app.errors import KnownError
from app.sync.central.schema import init
from app.sync.reading import BY_FUNCTIONS
from tests.postgres import join_bench
from tests.postgres.shards import stand_in_for_citus
from tests.sync.central import seen
from tests.sync.central.chained import chained, push, stream_id

pytestmark = pytest.mark.postgres

_NO_SHARD = "relname !~ '_shard_[0-9]+$'"


@pytest.fixture
def distributed(postgres_databases):
    """A database as `init --engine citus` makes it."""
    with postgres_databases.new("citus") as database:
        yield database


def placed(database):
    """Each table, and the column by which it is cut; None for one that is on every node."""
    return dict(database.psql("SELECT c.relname, p.by FROM public.placed p JOIN pg_class c ON c.oid = p.name"))


def test_streams_and_claims_are_spread_and_the_series_are_on_every_node(distributed):
    assert placed(distributed) == {
        "stream": "stream_id",
        "event": "stream_id",
        "claim": "item_key",
        "series_taken": None,
    }


def test_every_unique_key_of_a_spread_table_contains_the_column_it_is_spread_by(distributed):
    keys = distributed.psql(
        "SELECT t.relname, i.relname, ARRAY(SELECT attname::text FROM pg_attribute a WHERE a.attrelid = t.oid"
        " AND a.attnum = ANY(x.indkey)) FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid"
        " JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indisunique AND t.relnamespace = 'dockgrade'::regnamespace"
    )
    by = {table: column for table, column in placed(distributed).items() if column}
    seen = set()
    for table, index, columns in keys:
        if table in by:
            assert by[table] in columns, index
            seen.add(table)
    assert seen == set(by)


def test_a_key_that_lacks_the_column_by_which_the_table_is_cut_is_refused(distributed):
    with pytest.raises(psycopg.Error, match="must include all partitioning columns"):
        distributed.psql("ALTER TABLE dockgrade.event ADD UNIQUE (event_id)")


def test_there_are_no_foreign_keys_triggers_rules_partitions_or_exclusions(distributed):
    inside = "connamespace = 'dockgrade'::regnamespace"
    assert distributed.psql(f"SELECT conname FROM pg_constraint WHERE contype IN ('f', 'x', 't') AND {inside}") == []
    of_ours = "(SELECT oid FROM pg_class WHERE relnamespace = 'dockgrade'::regnamespace AND relkind <> 'v')"
    assert distributed.psql(f"SELECT tgname FROM pg_trigger WHERE tgrelid IN {of_ours}") == []
    assert distributed.psql(f"SELECT rulename FROM pg_rewrite WHERE ev_class IN {of_ours}") == []
    own_parts = (
        f"SELECT relname FROM pg_class WHERE oid IN {of_ours} AND relispartition AND relkind = 'r' AND {_NO_SHARD}"
    )
    assert distributed.psql(own_parts) == []
    assert distributed.psql(f"SELECT relname FROM pg_class WHERE oid IN {of_ours} AND relkind = 'S'") == []


def test_no_policy_calls_a_function_or_asks_a_query(distributed):
    """Citus refuses a query inside a policy, and a function of ours there would ask a table from within a query on a shard."""
    policies = dict(distributed.psql("SELECT polname, pg_get_expr(polqual, polrelid) FROM pg_policy"))
    assert policies == {"of_every_site": "true"}


def test_a_bench_may_read_no_table_that_is_spread(distributed):
    may = distributed.psql(
        "SELECT p.name::text FROM public.placed p WHERE has_table_privilege('dockgrade_bench', p.name, 'SELECT')"
    )
    assert may == []


def test_the_reader_of_other_systems_has_the_rights_on_the_table_itself(distributed):
    """On another node a view lends none of its owner's."""
    assert distributed.psql("SELECT has_table_privilege('dockgrade_reader', 'dockgrade.event', 'SELECT')") == [(True,)]


def sources(database):
    return database.psql("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'dockgrade'::regnamespace")


def test_no_statement_on_a_spread_table_names_the_role_that_logged_in(distributed):
    """On another node that is somebody else: a function's owner. A value to be stored is computed here before it goes there."""
    for name, source in sources(distributed):
        for statement in source.split(";"):
            if re.search(r"(?:FROM|JOIN|UPDATE)\s+dockgrade\.(stream|event|claim|series_taken)\b", statement):
                assert "session_user" not in statement.partition("THEN")[0], (name, statement)


def test_a_function_on_all_shards_is_planned_with_its_values(distributed):
    found = distributed.psql(
        "SELECT proname, array_to_string(proconfig, ' ') FROM pg_proc WHERE proname IN ('news_v1', 'heads_v1')"
    )
    assert len(found) == 2
    assert not any("plan_cache_mode" in config for _, config in found)


def test_every_statement_of_a_function_on_a_stream_goes_to_one_shard_but_for_the_list_of_heads(distributed):
    found, of_all_shards = 0, []
    for name, source in sources(distributed):
        for statement in source.split(";"):
            for table in re.findall(r"(?:FROM|JOIN|UPDATE)\s+dockgrade\.(stream|event)\b", statement):
                found += 1
                if "FROM dockgrade.stream s WHERE s.site = v_site OR s.pg_role = v_role" in statement:
                    of_all_shards.append(name)  # a plain SELECT, which every node answers from its shards
                    assert "JOIN" not in statement
                    continue
                assert re.search(r"\bstream_id = (p_|v_)", statement), (name, table, statement)
            for table in re.findall(r"(?:FROM|JOIN|UPDATE)\s+dockgrade\.(claim)\b", statement):
                found += 1
                assert re.search(r"\bitem_key = p_", statement), (name, table, statement)
    assert found >= 8
    assert sorted(of_all_shards) == ["heads_v1", "news_v1"]


def test_changes_of_a_spread_table_use_no_volatile_function(distributed):
    for name, source in sources(distributed):
        for statement in source.split(";"):
            if re.search(r"(?:UPDATE|INSERT INTO)\s+dockgrade\.", statement):
                assert not re.search(r"clock_timestamp|random|gen_random_uuid|nextval", statement), (name, statement)


def test_the_functions_show_what_the_policies_show_elsewhere(distributed):
    first, second = stream_id(), stream_id()
    ours = join_bench(distributed, "B07", "TMP1", {first: "AAAA"})
    theirs = join_bench(distributed, "B01", "HEL1", {second: "BBBB"})
    for bench, stream, other in ((ours, first, second), (theirs, second, first)):
        with psycopg.connect(bench.url, autocommit=True) as connection:
            assert push(connection, stream, chained(stream, 3))[0] == 3
            assert seen.streams(connection) == {stream}
            assert [row[1] for row in seen.events(connection, stream)] == [1, 2, 3]
            assert seen.events(connection, other) == []
            assert connection.execute(BY_FUNCTIONS.hashes, (other, 0, 9)).fetchall() == []
            assert [row[0] for row in connection.execute(BY_FUNCTIONS.hashes, (stream, 1, 1)).fetchall()] == [2]


def test_a_disabled_bench_is_shown_the_heads_of_its_own_streams_and_no_event(distributed):
    stream, other = stream_id(), stream_id()
    bench = join_bench(distributed, "B07", "TMP1", {stream: "AAAA"})
    join_bench(distributed, "B08", "TMP1", {other: "BBBB"})
    with psycopg.connect(bench.url, autocommit=True) as connection:
        push(connection, stream, chained(stream, 2))
        assert seen.streams(connection) == {stream, other}
        distributed.psql("UPDATE dockgrade.site_bench SET disabled = true WHERE bench_id = 'B07'")
        assert seen.streams(connection) == {stream}
        assert seen.events(connection, stream) == []
        assert connection.execute(BY_FUNCTIONS.hashes, (stream, 0, 9)).fetchall() == []


def test_nobody_but_a_bench_may_call_them(distributed):
    functions = ("heads_v1()", "events_v1(uuid, bigint, bigint)", "hashes_v1(uuid, bigint, integer)")
    for role, may in (("dockgrade_bench", True), ("dockgrade_reader", False), ("public", False)):
        for function in functions:
            assert distributed.psql(f"SELECT has_function_privilege('{role}', 'dockgrade.{function}', 'EXECUTE')") == [
                (may,)
            ]


@pytest.mark.parametrize(
    ("found", "told"), [("11.3-1", "Expected Citus 12.1 or newer, got 11.3-1."), ("9.5-1", "got 9.5-1")]
)
def test_an_old_citus_is_told(blank_database, found, told):
    blank_database.psql(
        "INSERT INTO pg_catalog.pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)"
        f" VALUES (4000000001, 'citus', 10, 'pg_catalog'::regnamespace, false, '{found}')"
    )
    with pytest.raises(KnownError, match=re.escape(told)):
        init(blank_database.url, "citus")
    assert blank_database.psql("SELECT to_regnamespace('dockgrade')") == [(None,)]


def test_settings_of_the_engine_are_made_in_the_transaction_that_needs_them(blank_database):
    """What Citus would do with them cannot be seen here; that they are asked for can."""
    from unittest import mock

    from app.sync.central import enrol as enrolling
    from app.sync.central import schema

    stand_in_for_citus(blank_database.psql)
    asked = []

    def noting(real):
        def call(connection):
            real(connection)
            asked.append(connection.execute(f"SHOW {settings[real.__name__]}").fetchone()[0])

        return call

    settings = {"_in_sequence": "citus.multi_shard_modify_mode", "_keep_roles_here": "citus.enable_ddl_propagation"}
    with mock.patch.object(schema, "_in_sequence", noting(schema._in_sequence)):
        init(blank_database.url, "citus")
    with mock.patch.object(enrolling, "_keep_roles_here", noting(enrolling._keep_roles_here)):
        join_bench(blank_database, "B07", "TMP1")
        enrolling.disable(blank_database.url, "B07", "TMP1")
    assert asked == ["sequential", "off", "off"]
