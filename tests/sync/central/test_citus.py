"""The schema for a distributed engine: nothing in it that the engine is known to refuse.

Citus itself cannot be installed from the wheel or from Debian. Here the tables are really cut into shards, but by PostgreSQL's own
partitions on one server (`tests.postgres.shards`), and what Citus refuses beyond that is held against its documentation ("SQL
support and workarounds", "Distributing tables"). That Citus takes the schema is therefore not verified.

The tests marked `in_shards_too` run on such tables as well; `test_routing` shows which shards a statement touches.
"""

import re

import psycopg
import pytest

from tests.postgres import join_bench
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


def test_every_table_is_spread_by_a_column_or_copied_to_every_node(distributed):
    tables = distributed.psql(
        "SELECT relname FROM pg_class WHERE relnamespace = 'dockgrade'::regnamespace AND relkind IN ('r', 'p')"
        f" AND {_NO_SHARD}"
    )
    assert {name for (name,) in tables} - {"alembic_version"} == set(placed(distributed))
    by = placed(distributed)
    assert (by["stream"], by["event"], by["item"], by["claim"]) == ("stream_id", "stream_id", "item_id", "item_key")


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


def test_no_policy_asks_a_query(distributed):
    policies = distributed.psql("SELECT polname, pg_get_expr(polqual, polrelid) FROM pg_policy")
    assert len(policies) == 3
    assert [name for name, text in policies if "SELECT" in text] == []


def test_every_statement_of_a_function_on_a_stream_goes_to_one_shard_but_for_the_list_of_heads(distributed):
    found, of_all_shards = 0, []
    for name, source in distributed.psql(
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'dockgrade'::regnamespace"
    ):
        for statement in source.split(";"):
            for table in re.findall(r"(?:FROM|JOIN|UPDATE)\s+dockgrade\.(stream|event)\b", statement):
                found += 1
                if re.search(
                    r"\bFROM dockgrade\.stream s WHERE s\.site = v_site OR s\.pg_role = v_role ORDER BY", statement
                ):
                    of_all_shards.append(name)  # a plain SELECT, which every node answers from its shards
                    assert "JOIN" not in statement
                    continue
                assert re.search(r"\bstream_id = (p_|v_)", statement), (name, table, statement)
            for table in re.findall(r"(?:FROM|JOIN|UPDATE)\s+dockgrade\.(claim)\b", statement):
                found += 1
                assert re.search(r"\bitem_key = p_", statement), (name, table, statement)
    assert found >= 8
    assert of_all_shards == ["news_v1"]


def test_changes_of_a_spread_table_use_no_volatile_function(distributed):
    for name, source in distributed.psql(
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'dockgrade'::regnamespace"
    ):
        for statement in source.split(";"):
            if re.search(r"(?:UPDATE|INSERT INTO)\s+dockgrade\.", statement):
                assert not re.search(r"clock_timestamp|random|gen_random_uuid|nextval", statement), (name, statement)


def test_the_policies_without_queries_hide_the_same_rows(distributed):
    first, second = stream_id(), stream_id()
    ours = join_bench(distributed, "B07", "TMP1", {first: "AAAA"})
    theirs = join_bench(distributed, "B01", "HEL1", {second: "BBBB"})
    for bench, stream in ((ours, first), (theirs, second)):
        with psycopg.connect(bench.url, autocommit=True) as connection:
            assert push(connection, stream, chained(stream, 3))[0] == 3
            rows = connection.execute("SELECT DISTINCT stream_id::text, site FROM dockgrade.event").fetchall()
            assert rows == [(stream, bench.site)]
            told = connection.execute("SELECT * FROM dockgrade.news_v1('{}', '{}', '{}', 9)").fetchall()
            assert [row[1] for row in told if row[0] == "head"] == [stream]
