"""What differs on a distributed engine, Citus: which tables are spread, and by what right a bench reads.

Streams and their events, by far the most of all bytes, are spread by stream, head and events of a stream on the same node; claims by the
key of the item. Everything else stays with the coordinator: it is small, belongs together across keys, or is asked by every statement.

Inside a query on shards Citus lets no function ask another table, and a view's owner lends no rights there. So no policy can look up
a bench's site, and benches read streams and events through functions that act for the owner and keep to the site themselves.
"""

SHARDS = 8
"""The list of a site's heads asks each of them, every second and for every bench."""

SPREAD = f"""
SELECT create_distributed_table('dockgrade.stream', 'stream_id', shard_count => {SHARDS});
SELECT create_distributed_table('dockgrade.event', 'stream_id', colocate_with => 'dockgrade.stream');
SELECT create_distributed_table('dockgrade.claim', 'item_key', shard_count => {SHARDS});
SELECT create_reference_table('dockgrade.series_taken');
"""
# series_taken is on every node for the sake of commits: with a change of it among the others, Citus prepares a transaction on all nodes
# before it commits on any, so a stream is never there without its series.

RIGHTS = """
REVOKE SELECT ON dockgrade.stream, dockgrade.event, dockgrade.claim FROM dockgrade_bench;
"""

READER_RIGHTS = """
GRANT SELECT ON dockgrade.event TO dockgrade_reader;
CREATE POLICY of_every_site ON dockgrade.event FOR SELECT TO dockgrade_reader USING (true);
"""

_AS_OWNER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

READING = f"""
CREATE FUNCTION dockgrade.heads_v1()
RETURNS TABLE (stream_id text, bench_id text, site text, series text, last_seq bigint, last_hash bytea, closed boolean)
{_AS_OWNER} AS $$
#variable_conflict use_column
DECLARE
  v_role constant text := session_user;
  v_site constant text := dockgrade.my_site();
BEGIN
  RETURN QUERY SELECT s.stream_id::text, s.bench_id, s.site, s.series, s.last_seq, s.last_hash, s.closed
  FROM dockgrade.stream s WHERE s.site = v_site OR s.pg_role = v_role;
END $$;
COMMENT ON FUNCTION dockgrade.heads_v1() IS 'Where each stream stands that this bench may read.';

CREATE FUNCTION dockgrade.events_v1(p_stream uuid, p_after bigint, p_upto bigint)
RETURNS TABLE (stream_id text, seq bigint, event_id text, item_key text, kind text, schema_version integer, hlc bigint, wall_at text,
               actor text, command_id text, seen text, body text, prev_hash bytea, hash bytea)
{_AS_OWNER} AS $$
#variable_conflict use_column
DECLARE
  v_site constant text := dockgrade.my_site();
BEGIN
  RETURN QUERY SELECT e.stream_id::text, e.seq, e.event_id::text, e.item_key, e.kind, e.schema_version, e.hlc, e.wall_at,
    e.actor, e.command_id, e.seen, e.body, e.prev_hash, e.hash
  FROM dockgrade.event e
  WHERE e.stream_id = p_stream AND e.seq > p_after AND e.seq <= p_upto AND e.site = v_site;
END $$;
COMMENT ON FUNCTION dockgrade.events_v1(uuid, bigint, bigint) IS 'The events of one stream behind one number up to another.';

CREATE FUNCTION dockgrade.hashes_v1(p_stream uuid, p_after bigint, p_rows integer) RETURNS TABLE (seq bigint, hash bytea)
{_AS_OWNER} AS $$
#variable_conflict use_column
DECLARE
  v_site constant text := dockgrade.my_site();
BEGIN
  RETURN QUERY SELECT e.seq, e.hash FROM dockgrade.event e
  WHERE e.stream_id = p_stream AND e.seq > p_after AND e.site = v_site ORDER BY e.seq LIMIT p_rows;
END $$;
COMMENT ON FUNCTION dockgrade.hashes_v1(uuid, bigint, integer) IS 'Numbers and hashes of the next events of one stream.';

REVOKE ALL ON FUNCTION dockgrade.heads_v1(), dockgrade.events_v1(uuid, bigint, bigint), dockgrade.hashes_v1(uuid, bigint, integer)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dockgrade.heads_v1(), dockgrade.events_v1(uuid, bigint, bigint),
  dockgrade.hashes_v1(uuid, bigint, integer) TO dockgrade_bench;
"""
