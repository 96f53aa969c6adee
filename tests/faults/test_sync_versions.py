"""A bench of one release and a server of the next, and the other way round: what one of them does not know it leaves alone.

What protocol 1 is stands here as it was released, and not as the program has it now: a release that changes it breaks this test.
"""

import pytest

from app.sync.central import schema
from tests.sync.model.beginning import Beginning
from tests.sync.model.world import World

pytestmark = pytest.mark.postgres

PROTOCOL_1 = {
    "claim_v1": ("text, uuid, bigint", ["won", "stream_id", "seq"]),
    "enrol_v1": ("text, jsonb", ["stream_id", "series", "clash"]),
    "hello_v1": (
        "integer",
        ["cluster_id", "epoch", "proto_min", "proto_max", "schema_version", "bench_id", "site", "server_time"],
    ),
    "new_series_v1": ("uuid", []),
    "news_v1": (
        "uuid[], bigint[], bytea[], integer",
        [
            "what", "stream_id", "seq", "event_id", "item_key", "kind", "schema_version", "hlc", "wall_at", "actor", "command_id",
            "seen", "body", "prev_hash", "hash", "bench_id", "site", "series", "closed",
        ],
    ),
    "open_stream_v1": ("uuid, uuid, text", []),
    "push_v1": (
        (
            "uuid, bigint[], uuid[], text[], text[], integer[], bigint[], text[], text[], text[], text[], text[],"
            " bytea[], bytea[]"
        ),
        ["last_seq", "last_hash"],
    ),
}  # fmt: skip
READ_BY_PROTOCOL_1 = {
    "central_meta": {"cluster_id", "epoch", "proto_min", "proto_max", "schema_version"},
    "event": {
        "stream_id", "seq", "event_id", "item_key", "kind", "schema_version", "hlc", "wall_at", "actor", "command_id", "seen",
        "body", "prev_hash", "hash",
    },
    "ref_change": {"feed", "seq", "key", "row_version", "op", "body"},
    "ref_head": {"feed", "last_seq"},
    "ref_row": {"feed", "body"},
    "stream": {"stream_id", "bench_id", "site", "series", "last_seq", "last_hash", "closed"},
}  # fmt: skip
THE_NEXT_RELEASE = """
ALTER TABLE dockgrade.event ADD COLUMN weighed_g bigint;
ALTER TABLE dockgrade.stream ADD COLUMN colour text NOT NULL DEFAULT 'blue';
ALTER TABLE dockgrade.central_meta ADD COLUMN region text;
CREATE TABLE dockgrade.weighing (stream_id uuid, seq bigint, PRIMARY KEY (stream_id, seq));
CREATE FUNCTION dockgrade.push_v2(p_stream uuid) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
UPDATE dockgrade.central_meta SET proto_max = 2, schema_version = 99;
"""


def test_the_functions_of_protocol_1_are_as_they_were_released(world):
    found = {
        name: (arguments, [one for one in columns or [] if one])
        for name, arguments, columns in world.centre.rows(
            "SELECT proname, oidvectortypes(proargtypes),"
            " (SELECT array_agg(n ORDER BY o) FROM unnest(proargnames, proargmodes) WITH ORDINALITY AS a(n, m, o) WHERE m = 't')"
            " FROM pg_proc WHERE pronamespace = 'dockgrade'::regnamespace AND proname = ANY(%s)",
            (list(PROTOCOL_1),),
        )
    }
    assert found == PROTOCOL_1


def test_the_tables_have_every_column_that_protocol_1_reads(world):
    for table, columns in READ_BY_PROTOCOL_1.items():
        rows = world.centre.rows(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'dockgrade' AND table_name = %s",
            (table,),
        )
        assert columns <= {name for (name,) in rows}, table


def test_a_bench_of_this_release_works_with_a_server_of_the_next(world):
    world.turn(0)
    with world.centre.owner() as owner:
        owner.execute(THE_NEXT_RELEASE)
    world.foreign_kind(1)
    for number in (0, 1):
        world.decide(number)
        world.decide(number, shared=False)
        world.turn(number)
    world.clone(0)
    world.decide(2)
    world.decide(0)
    with world.centre.owner() as owner:  # the projector is part of the server's release
        world.let_settle()
        owner.execute("UPDATE dockgrade.central_meta SET schema_version = 6")
    assert world.faults() == []


def test_a_bench_of_this_release_works_with_a_server_of_the_one_before_which_is_then_upgraded(
    model_server, tmp_path, monkeypatch
):
    with monkeypatch.context() as before:
        before.setattr(schema, "_HEAD", "0004")
        before.setattr(schema, "SCHEMA_VERSION", 4)
        beginning = Beginning(model_server, tmp_path / "beginning")
        world = World(beginning, tmp_path / "world")
        for number in (0, 1, 0):
            world.decide(number)
            world.turn(number)
            world.fold(number)
    assert world.centre.rows("SELECT schema_version FROM dockgrade.central_meta") == [(4,)]
    world.centre.forget()
    assert schema.upgrade(world.centre.url).before == 4
    world.decide(1)
    try:
        assert world.faults() == []
    finally:
        world.close()
