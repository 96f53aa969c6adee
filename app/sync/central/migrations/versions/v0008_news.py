"""`news_v1`: what a bench does not have yet, in one question a second.

A bench used to read all heads of its site, then the events of each stream that had moved, then the heads of the feeds: three statements
that are planned anew each time, because nothing prepared outlives a transaction behind a pooler. Inside a function the plans are kept.

It acts for the owner, whom row-level security does not bind, so it keeps to the site itself: by the role that logged in, as `my_site`
and the policies do. Heads and events are of one moment, for a stable function sees what its caller's statement sees. On a
distributed engine they are not: events end at the head that was read. It gets two kinds of statements: the heads of a site, asked of
every shard, and a range of one stream.
"""

from alembic import op

from app.sync.central.migrations import citus as on_citus

revision = "0008"
down_revision = "0007"

# A push changes neither column, so the new version of a head still finds room beside the old one, without a new entry in an index.
_INDEXES = """
CREATE INDEX stream_by_site ON dockgrade.stream (site);
CREATE INDEX stream_by_role ON dockgrade.stream (pg_role);
"""

# A plan for one stream alone looks cheaper than the one for all, of which seven partitions of eight are left out as it begins; so a
# plan would be made anew each time. A distributed engine needs the values to plan a statement on all shards, and gets them that way.
_ONE_PLAN = """
ALTER FUNCTION dockgrade.news_v1(uuid[], bigint[], bytea[], integer) SET plan_cache_mode = force_generic_plan;
"""
_NEWS = """
CREATE FUNCTION dockgrade.news_v1(p_streams uuid[], p_seqs bigint[], p_hashes bytea[], p_rows integer)
RETURNS TABLE (what text, stream_id text, seq bigint, event_id text, item_key text, kind text, schema_version integer, hlc bigint,
               wall_at text, actor text, command_id text, seen text, body text, prev_hash bytea, hash bytea,
               bench_id text, site text, series text, closed boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  c_max_rows  constant integer := 1000;
  c_max_bytes constant integer := 8192;
  v_role  constant text := session_user;
  v_site  text;
  v_head  record;
  v_place integer := 1;
  v_after bigint;
  v_left  integer := least(p_rows, c_max_rows);
  v_count bigint := 0;
  v_got   integer;
BEGIN
  SELECT b.site INTO v_site FROM dockgrade.site_bench b
  WHERE b.pg_role = v_role AND b.enrolled_at IS NOT NULL AND NOT b.disabled;
  IF v_site IS NULL THEN
    PERFORM dockgrade.own_bench();  -- says why not
    RETURN;
  END IF;

  FOR v_head IN
    SELECT s.stream_id, s.bench_id, s.site, s.series, s.pg_role, s.last_seq, s.last_hash, s.closed
    FROM dockgrade.stream s WHERE s.site = v_site OR s.pg_role = v_role ORDER BY s.stream_id
  LOOP
    v_count := v_count + 1;
    -- Both sides are in order, so each is walked once.
    IF p_streams[v_place] = v_head.stream_id AND p_seqs[v_place] = v_head.last_seq AND p_hashes[v_place] = v_head.last_hash
       AND NOT (v_head.closed AND v_head.pg_role = v_role) THEN
      v_place := v_place + 1;
      CONTINUE;
    END IF;
    IF p_streams[v_place] < v_head.stream_id THEN  -- gone here: what follows it may be as it was
      WHILE p_streams[v_place] < v_head.stream_id LOOP
        v_place := v_place + 1;
      END LOOP;
      IF p_streams[v_place] = v_head.stream_id AND p_seqs[v_place] = v_head.last_seq AND p_hashes[v_place] = v_head.last_hash
         AND NOT (v_head.closed AND v_head.pg_role = v_role) THEN
        v_place := v_place + 1;
        CONTINUE;
      END IF;
    END IF;
    IF p_streams[v_place] = v_head.stream_id THEN
      v_after := p_seqs[v_place];
      v_place := v_place + 1;
    ELSE
      v_after := 0;
    END IF;
    what := 'head';
    stream_id := v_head.stream_id;
    seq := v_head.last_seq;
    hash := v_head.last_hash;
    bench_id := v_head.bench_id;
    site := v_head.site;
    series := v_head.series;
    closed := v_head.closed;
    RETURN NEXT;
    IF v_left > 0 AND v_head.last_seq > v_after AND v_head.pg_role <> v_role THEN
      RETURN QUERY SELECT 'event'::text, e.stream_id::text, e.seq, e.event_id::text, e.item_key, e.kind, e.schema_version, e.hlc,
        e.wall_at, e.actor, e.command_id, e.seen, e.body, e.prev_hash, e.hash, NULL::text, NULL::text, NULL::text, NULL::boolean
      FROM dockgrade.event e
      WHERE e.stream_id = v_head.stream_id AND e.seq > v_after AND e.seq <= least(v_after + v_left, v_head.last_seq) AND e.site = v_site
        AND octet_length(e.body) + octet_length(e.seen) <= c_max_bytes;
      GET DIAGNOSTICS v_got = ROW_COUNT;
      v_left := v_left - v_got;
    END IF;
  END LOOP;

  RETURN QUERY SELECT 'feed'::text, NULL::text, r.last_seq, NULL::text, r.feed, NULL::text, NULL::integer, NULL::bigint,
    NULL::text, NULL::text, NULL::text, NULL::text, NULL::text, NULL::bytea, NULL::bytea, NULL::text, NULL::text, NULL::text,
    NULL::boolean
  FROM dockgrade.ref_head r;
  what := 'streams';
  stream_id := NULL;
  seq := v_count;
  hash := NULL;
  bench_id := NULL;
  site := NULL;
  series := NULL;
  closed := NULL;
  RETURN NEXT;
END $$;
REVOKE ALL ON FUNCTION dockgrade.news_v1(uuid[], bigint[], bytea[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dockgrade.news_v1(uuid[], bigint[], bytea[], integer) TO dockgrade_bench;
COMMENT ON FUNCTION dockgrade.news_v1(uuid[], bigint[], bytea[], integer) IS
  'Given the heads that a bench knows, in order of stream: the heads of its site that are others (and its own that are closed), the
next p_rows events of streams that are not its own (of 8 kB at most: what is larger leaves a gap), how far each feed is, and how many
streams it may read.';
"""


def upgrade() -> None:
    """Make the function, and what lets it find the streams of a site."""
    op.execute(_INDEXES)
    op.execute(_NEWS)
    if op.get_context().opts["engine"] == "citus":
        op.execute(on_citus.READING)
    else:
        op.execute(_ONE_PLAN)
