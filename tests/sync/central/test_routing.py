"""Which shards the statements on streams touch: the plans as the server made and ran them, out of its log.

The tables are cut into shards by PostgreSQL's own partitions (`tests.postgres.shards`): the column in a statement that lets its
planner leave a partition out is the one by which Citus finds the shard.
"""

import json
import re
from dataclasses import dataclass

import psycopg
import pytest

from app.sync.claims import claim_now
from tests.postgres import Databases, Postgres, debian_binaries, join_bench
from tests.sync.benches import BenchHome
from tests.sync.central.chained import chained, push, stream_id
from tests.sync.connected import Connected

pytestmark = pytest.mark.postgres

_EVERY_PLAN = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_format": "json",
}
_SHARD = re.compile(r"(stream|event|claim)_shard_\d+")

OF_ALL_SHARDS = "FROM dockgrade.stream s WHERE s.site = v_site OR s.pg_role = v_role"
"""What asks every shard, and may: the heads of a site, which each node answers from its own (in heads_v1 and in news_v1)."""


@dataclass(frozen=True)
class Plan:
    """A statement that was run, and the shards in which it really looked."""

    statement: str
    shards: frozenset[str]


def plans(log):
    """Every plan in a server's log."""
    for text in re.findall(r"plan:\n((?:\t.*\n)+)", log):
        logged = json.loads(text.replace("\n\t", "\n"))
        yield Plan(logged["Query Text"], frozenset(_looked_in(logged["Plan"])))


def _looked_in(node):
    if _SHARD.fullmatch(node.get("Relation Name", "")) and node.get("Actual Loops"):
        yield node["Relation Name"]
    for below in node.get("Plans", ()):
        yield from _looked_in(below)


@pytest.fixture(scope="module")
def watched():
    """A server that logs the plan of each statement, also of those inside functions, and a database in shards on it."""
    server = Postgres(debian_binaries(), settings={"fsync": "off"})
    try:
        server.start()
        with Databases(server).new("citus") as database:
            for name, value in _EVERY_PLAN.items():
                server.psql(f"ALTER DATABASE {database.name} SET {name} = '{value}'")
            yield database
    finally:
        server.remove()


@pytest.fixture
def statements(watched, tmp_path):
    """What the server ran for benches that joined, sent, were not answered and sent again, claimed and read each other's events."""
    _work_with_agents(watched, tmp_path)
    _send_twice(watched)
    return list(plans(watched.server.log.read_text(encoding="utf-8")))


def _work_with_agents(database, folder):
    benches = [BenchHome(folder / name, name) for name in ("B01", "B02")]
    for bench in benches:
        bench.record(3)
        bench.join(database)
    sessions = [Connected(bench) for bench in benches]
    for number in range(8):  # after five times the server settles on one plan for all values
        for bench, session in zip(benches, sessions, strict=True):
            bench.record(2, key=f"item:{number}")
            assert session.round() is None
            claim_now(bench.home, bench.settings, f"item:{number}", bench.current(), 1)
    for session in sessions:
        session.close()


def _send_twice(database):
    stream = stream_id()
    bench = join_bench(database, "B03", streams={stream: "A7K2"})
    links = chained(stream, 16)
    with psycopg.connect(bench.url, autocommit=True) as connection:
        for number in range(8):
            for _ in range(2):
                push(connection, stream, links[2 * number : 2 * number + 2])


def touching(found, table):
    return [plan for plan in found if any(shard.startswith(f"{table}_shard_") for shard in plan.shards)]


def test_every_statement_on_a_stream_looks_in_one_shard(statements):
    for table in ("stream", "event", "claim"):
        found = touching(statements, table)
        assert len(found) > 5, table
        for plan in found:
            shards = {shard for shard in plan.shards if shard.startswith(table)}
            assert len(shards) == 1 or OF_ALL_SHARDS in plan.statement, plan


def test_the_lists_of_heads_look_in_all_of_them(statements):
    lists = {plan.statement for plan in statements if OF_ALL_SHARDS in plan.statement and len(plan.shards) > 1}
    assert len(lists) == 2
