"""`push_v1`: takes a batch of one stream's events, checks every one, stores them and moves the stream's head.

The head's row is the lock: two connections of one stream queue up there, different streams never meet. All rows of a batch are
checked and stored in one statement. The hash is that of `app.store.chain`: SHA-256 over the hash before it and, for each column,
four bytes of length and the text in UTF-8; the database's own encoding is UTF-8, so `octet_length` is that length.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

_OWN_STREAM = """
CREATE FUNCTION dockgrade.own_stream(p_stream uuid) RETURNS dockgrade.stream
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_head dockgrade.stream;
BEGIN
  PERFORM dockgrade.own_bench();
  SELECT * INTO v_head FROM dockgrade.stream WHERE stream_id = p_stream FOR NO KEY UPDATE;
  IF NOT FOUND OR v_head.pg_role <> session_user THEN
    RAISE EXCEPTION USING ERRCODE = 'DG001', MESSAGE = 'This stream is not yours.',
      DETAIL = format('Expected a stream of role %s, got %s.', session_user, p_stream);
  END IF;
  IF v_head.closed THEN
    RAISE EXCEPTION USING ERRCODE = 'DG005', MESSAGE = 'This stream is closed.',
      DETAIL = format('Stream %s was replaced by another after event %s.', p_stream, v_head.last_seq);
  END IF;
  RETURN v_head;
END $$;
REVOKE ALL ON FUNCTION dockgrade.own_stream(uuid) FROM PUBLIC;
"""

_OWN_BENCH = """
CREATE FUNCTION dockgrade.own_bench() RETURNS dockgrade.site_bench
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_bench dockgrade.site_bench;
BEGIN
  SELECT * INTO v_bench FROM dockgrade.site_bench WHERE pg_role = session_user;
  IF NOT FOUND OR v_bench.enrolled_at IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'DG007', MESSAGE = 'This bench is not enrolled.',
      DETAIL = format('Expected a role that has joined with its token, got %s.', session_user);
  END IF;
  IF v_bench.disabled THEN
    RAISE EXCEPTION USING ERRCODE = 'DG007', MESSAGE = 'This bench is disabled.',
      DETAIL = format('Bench %s at %s (role %s) was disabled by an administrator.',
                      v_bench.bench_id, v_bench.site, session_user);
  END IF;
  RETURN v_bench;
END $$;
REVOKE ALL ON FUNCTION dockgrade.own_bench() FROM PUBLIC;
"""

_ARRAYS = """
  p_seq bigint[], p_event_id uuid[], p_item_key text[], p_kind text[], p_schema_version integer[], p_hlc bigint[],
  p_wall_at text[], p_actor text[], p_command_id text[], p_seen text[], p_body text[], p_prev_hash bytea[], p_hash bytea[]"""


def _field(text: str) -> str:
    return f"int4send(octet_length({text})) || convert_to({text}, 'UTF8')"


ROW_HASH = (
    "sha256(g.prev_hash || v_prefix || "
    + " || ".join(
        (
            _field("g.seq::text"),
            r"'\x00000024'::bytea || convert_to(g.event_id::text, 'UTF8')",  # always 36 characters
            *(_field(f"g.{name}") for name in ("item_key", "kind")),
            *(_field(f"g.{name}::text") for name in ("schema_version", "hlc")),
            *(_field(f"g.{name}") for name in ("wall_at", "actor", "command_id", "seen", "body")),
        )
    )
    + ")"
)

_COLUMNS = (
    "seq", "event_id", "item_key", "kind", "schema_version", "hlc", "wall_at", "actor", "command_id", "seen", "body", "prev_hash",
    "hash",
)  # fmt: skip
# In the list of results the arrays are walked side by side, which spares the copy that each of them needs in FROM.
_GIVEN = f"""(SELECT {", ".join(f"unnest(p_{name}) AS {name}" for name in _COLUMNS)},
           generate_series(1, cardinality(p_seq)) AS n) AS g"""


def push_function(create: str, *, guard: str = "") -> str:
    """The function; a later step replaces it by one with a `guard` before anything is looked at."""
    return f"""
{create} FUNCTION dockgrade.push_v1(p_stream uuid,{_ARRAYS})
RETURNS TABLE (last_seq bigint, last_hash bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  c_max_rows  constant integer := 1000;
  c_max_bytes constant bigint := 1048576;
  v_rows   integer := coalesce(cardinality(p_seq), 0);
  v_head   dockgrade.stream;
  v_prefix bytea;
  v_known  bigint;
  v_done   integer;
  v_bytes  bigint;
BEGIN
  -- Acknowledged means on disk, and on the standby where there is one: a session may not ask for less.
  IF current_setting('synchronous_commit') IN ('off', 'local', 'remote_write') THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  v_head := dockgrade.own_stream(p_stream);{guard}
  IF v_rows = 0 THEN
    UPDATE dockgrade.stream SET pushed_at = now() WHERE stream_id = p_stream;
    RETURN QUERY SELECT v_head.last_seq, v_head.last_hash;
    RETURN;
  END IF;

  IF v_rows > 1 THEN
    -- An array's size is known without looking at its elements; each takes up to 8 bytes more than its text.
    v_bytes := pg_column_size(p_body) - 8 * v_rows - 24;
    IF v_rows > c_max_rows OR v_bytes > c_max_bytes THEN
      RAISE EXCEPTION USING ERRCODE = 'DG008', MESSAGE = 'This batch is too large.',
        DETAIL = format('Expected at most %s events and %s bytes of bodies, got %s events and %s bytes.',
                        c_max_rows, c_max_bytes, v_rows, v_bytes);
    END IF;
  END IF;

  IF p_seq[1] <= v_head.last_seq THEN
    -- Sent before, and the answer got lost; or sent by a copy of this bench that went another way.
    SELECT min(g.seq) INTO v_known
    FROM unnest(p_seq, p_hash) AS g(seq, hash)
    LEFT JOIN dockgrade.event e ON e.stream_id = p_stream AND e.seq = g.seq
    WHERE g.seq <= v_head.last_seq AND e.hash IS DISTINCT FROM g.hash;
    IF v_known IS NOT NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'DG003', MESSAGE = 'This stream has forked.',
        DETAIL = format('Event %s of stream %s is already here with another hash; the head is %s.',
                        v_known, p_stream, v_head.last_seq);
    END IF;
    v_known := v_head.last_seq - p_seq[1] + 1;
    IF v_known >= v_rows THEN
      UPDATE dockgrade.stream SET pushed_at = now() WHERE stream_id = p_stream;
      RETURN QUERY SELECT v_head.last_seq, v_head.last_hash;
      RETURN;
    END IF;
    RETURN QUERY SELECT * FROM dockgrade.push_v1(p_stream,
      p_seq[v_known + 1:], p_event_id[v_known + 1:], p_item_key[v_known + 1:], p_kind[v_known + 1:],
      p_schema_version[v_known + 1:], p_hlc[v_known + 1:], p_wall_at[v_known + 1:], p_actor[v_known + 1:],
      p_command_id[v_known + 1:], p_seen[v_known + 1:], p_body[v_known + 1:], p_prev_hash[v_known + 1:],
      p_hash[v_known + 1:]);
    RETURN;
  END IF;

  IF p_prev_hash <> v_head.last_hash || p_hash[1:v_rows - 1] THEN
    v_done := -1;
  ELSE
    v_prefix := {_field("p_stream::text")};
    INSERT INTO dockgrade.event (stream_id, seq, event_id, site, item_key, kind, schema_version, hlc, wall_at, actor,
                                 command_id, seen, body, prev_hash, hash, received_at)
    SELECT p_stream, g.seq, g.event_id, v_head.site, g.item_key, g.kind, g.schema_version, g.hlc, g.wall_at, g.actor,
           g.command_id, g.seen, g.body, g.prev_hash, g.hash, now()
    FROM {_GIVEN}
    WHERE g.seq = v_head.last_seq + g.n
      AND g.hash = {ROW_HASH};
    GET DIAGNOSTICS v_done = ROW_COUNT;
  END IF;
  IF v_done <> v_rows THEN
    PERFORM dockgrade.push_fault(v_head, p_stream, {", ".join(name.split()[0] for name in _ARRAYS.split(","))});
  END IF;

  UPDATE dockgrade.stream
  SET last_seq = p_seq[v_rows], last_hash = p_hash[v_rows], pushed_at = now(),
      last_hlc = greatest(last_hlc, p_hlc[v_rows])
  WHERE stream_id = p_stream;
  RETURN QUERY SELECT p_seq[v_rows], p_hash[v_rows];
END $$;
"""


_PUSH_RIGHTS = """
REVOKE ALL ON FUNCTION dockgrade.push_v1 FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dockgrade.push_v1 TO dockgrade_bench;
COMMENT ON FUNCTION dockgrade.push_v1 IS
  'Stores a batch of one stream''s events after checking each; returns the stream''s head. No rows: only a commit.';
"""

_FAULT = f"""
CREATE FUNCTION dockgrade.push_fault(p_head dockgrade.stream, p_stream uuid,{_ARRAYS}) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_prefix bytea := {_field("p_stream::text")};
  v_bad record;
BEGIN
  SELECT g.seq, g.n INTO v_bad FROM {_GIVEN}
  WHERE g.seq IS DISTINCT FROM p_head.last_seq + g.n ORDER BY g.n LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'DG002', MESSAGE = 'An event is missing.',
      DETAIL = format('Expected event %s of stream %s, got %s.',
                      p_head.last_seq + v_bad.n, p_stream, coalesce(v_bad.seq::text, 'none'));
  END IF;
  SELECT g.seq, g.prev_hash AS got, c.prev AS expected INTO v_bad
  FROM {_GIVEN}
  JOIN unnest(p_head.last_hash || p_hash[1:cardinality(p_seq) - 1]) WITH ORDINALITY AS c(prev, n) USING (n)
  WHERE g.prev_hash IS DISTINCT FROM c.prev ORDER BY n LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'DG004', MESSAGE = 'An event does not follow the event before it.',
      DETAIL = format('Event %s of stream %s: expected the previous hash %s, got %s.', v_bad.seq, p_stream,
                      encode(v_bad.expected, 'hex'), coalesce(encode(v_bad.got, 'hex'), 'none'));
  END IF;
  SELECT g.seq, g.hash AS got, {ROW_HASH} AS expected INTO v_bad
  FROM {_GIVEN}
  WHERE g.hash IS DISTINCT FROM {ROW_HASH} ORDER BY g.n LIMIT 1;
  RAISE EXCEPTION USING ERRCODE = 'DG004', MESSAGE = 'An event does not match its hash.',
    DETAIL = format('Event %s of stream %s: expected the hash %s, got %s.', v_bad.seq, p_stream,
                    coalesce(encode(v_bad.expected, 'hex'), 'of a whole event'), coalesce(encode(v_bad.got, 'hex'), 'none'));
END $$;
REVOKE ALL ON FUNCTION dockgrade.push_fault FROM PUBLIC;
"""


def upgrade() -> None:
    """Make the function and what it is made of."""
    op.execute(_OWN_BENCH)
    op.execute(_OWN_STREAM)
    op.execute(_FAULT)
    op.execute(push_function("CREATE"))
    op.execute(_PUSH_RIGHTS)
