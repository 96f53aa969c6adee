"""What else a bench may ask of the server: who am I, take me in with my streams, a new stream, a new series, a claim.

Each function acts for the role that logged in (`session_user`), which no SET ROLE changes, and calls everything by its full name.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

_HELLO = """
CREATE FUNCTION dockgrade.hello_v1(p_proto integer)
RETURNS TABLE (cluster_id uuid, epoch text, proto_min integer, proto_max integer, schema_version integer,
               bench_id text, site text, server_time timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_bench dockgrade.site_bench := dockgrade.own_bench();
  v_meta dockgrade.central_meta;
BEGIN
  SELECT * INTO v_meta FROM dockgrade.central_meta;
  IF p_proto NOT BETWEEN v_meta.proto_min AND v_meta.proto_max THEN
    RAISE EXCEPTION USING ERRCODE = 'DG009', MESSAGE = 'This server does not speak that version of the protocol.',
      DETAIL = format('Expected a version from %s to %s, got %s.', v_meta.proto_min, v_meta.proto_max, p_proto);
  END IF;
  -- A standby that takes over, and a restore to a point in time, both begin a new timeline of the write-ahead log.
  RETURN QUERY SELECT v_meta.cluster_id,
    v_meta.epoch || '/' || CASE WHEN pg_is_in_recovery() THEN (SELECT timeline_id::bigint FROM pg_control_checkpoint())
      ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint END,
    v_meta.proto_min, v_meta.proto_max, v_meta.schema_version, v_bench.bench_id, v_bench.site, clock_timestamp();
END $$;
"""

_SERIES = """
CREATE FUNCTION dockgrade.take_series(p_stream uuid, p_wish text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c_alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  v_series text := p_wish;
  v_new integer;
  v_bytes bytea;
BEGIN
  IF p_wish !~ '^[0-9A-HJKMNP-TV-Z]{4}$' THEN
    RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'This is no series of license plate numbers.',
      DETAIL = format('Expected 4 characters of Crockford''s base 32, got %L.', p_wish);
  END IF;
  FOR attempt IN 1 .. 10000 LOOP
    IF v_series IS NULL THEN
      v_bytes := sha256(uuid_send(gen_random_uuid()));
      SELECT string_agg(substr(c_alphabet, 1 + get_byte(v_bytes, i) % 32, 1), '') INTO v_series
      FROM generate_series(0, 3) AS i;
    END IF;
    INSERT INTO dockgrade.series_taken (series, stream_id) VALUES (v_series, p_stream) ON CONFLICT (series) DO NOTHING;
    GET DIAGNOSTICS v_new = ROW_COUNT;
    IF v_new = 1 OR (v_series = p_wish AND EXISTS (
        SELECT FROM dockgrade.series_taken WHERE series = p_wish AND stream_id = p_stream)) THEN
      RETURN v_series;
    END IF;
    v_series := NULL;
  END LOOP;
  RAISE EXCEPTION USING ERRCODE = '54000', MESSAGE = 'Nearly all series of license plate numbers are taken.';
END $$;
"""

_KNOWN_STREAM = """
      RETURN QUERY SELECT v_old.stream_id, v_old.series, v_old.series <> v_given.series
        AND NOT EXISTS (SELECT FROM dockgrade.series_taken t
                        WHERE t.series = v_given.series AND t.stream_id = v_given.stream_id);
      CONTINUE;"""


def enrol_function(create: str, *, known_stream: str = _KNOWN_STREAM) -> str:
    """The function; a later step replaces what becomes of a stream that the server has already."""
    return f"""
{create} FUNCTION dockgrade.enrol_v1(p_token text, p_streams jsonb)
RETURNS TABLE (stream_id uuid, series text, clash boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_hash bytea := sha256(convert_to(p_token, 'UTF8'));
  v_token dockgrade.enrolment;
  v_given record;
  v_old dockgrade.stream;
  v_series text;
BEGIN
  IF current_setting('synchronous_commit') IN ('off', 'local', 'remote_write') THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  SELECT * INTO v_token FROM dockgrade.enrolment WHERE token_sha256 = v_hash FOR UPDATE;
  IF NOT FOUND OR v_token.pg_role <> session_user THEN
    RAISE EXCEPTION USING ERRCODE = 'DG006', MESSAGE = 'This token is not known.',
      DETAIL = format('Expected a token that was issued for role %s.', session_user);
  ELSIF v_token.used_at IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'DG006', MESSAGE = 'This token was used before.',
      DETAIL = format('Expected a token that nobody used, got one used at %s.', v_token.used_at);
  ELSIF v_token.expires_at <= now() THEN
    RAISE EXCEPTION USING ERRCODE = 'DG006', MESSAGE = 'This token has expired.',
      DETAIL = format('Expected a token good at %s, got one good until %s.', now(), v_token.expires_at);
  END IF;
  IF EXISTS (SELECT FROM dockgrade.site_bench WHERE pg_role = session_user AND disabled) THEN
    RAISE EXCEPTION USING ERRCODE = 'DG007', MESSAGE = 'This bench is disabled.',
      DETAIL = format('Bench %s at %s was disabled by an administrator.', v_token.bench_id, v_token.site);
  END IF;
  UPDATE dockgrade.enrolment SET used_at = now() WHERE token_sha256 = v_hash;
  UPDATE dockgrade.site_bench SET enrolled_at = coalesce(enrolled_at, now()) WHERE pg_role = session_user;

  FOR v_given IN
    SELECT g.stream_id, g.series, g.bench_id, g.site
    FROM jsonb_to_recordset(p_streams) AS g(stream_id uuid, series text, bench_id text, site text)
    ORDER BY g.stream_id
  LOOP
    SELECT * INTO v_old FROM dockgrade.stream s WHERE s.stream_id = v_given.stream_id;
    IF FOUND THEN
      IF v_old.pg_role <> session_user THEN
        RAISE EXCEPTION USING ERRCODE = 'DG001', MESSAGE = 'A stream of this bench belongs to another bench.',
          DETAIL = format('Expected a stream of role %s, got %s of bench %s at %s.',
                          session_user, v_given.stream_id, v_old.bench_id, v_old.site),
          HINT = format('If this is the same computer under a new name, enrol it with --replaces ''%s'' --replaces-site ''%s''.',
                        v_old.bench_id, v_old.site);
      END IF;{known_stream}
    END IF;
    v_series := dockgrade.take_series(v_given.stream_id, v_given.series);
    INSERT INTO dockgrade.stream (stream_id, bench_id, site, series, pg_role, last_seq, last_hash, last_hlc, opened_at)
    VALUES (v_given.stream_id, v_given.bench_id, v_given.site, v_series, session_user, 0,
            decode(repeat('00', 32), 'hex'), 0, now());
    RETURN QUERY SELECT v_given.stream_id, v_series, v_series <> v_given.series;
  END LOOP;
END $$;
"""


_OPEN_STREAM = """
CREATE FUNCTION dockgrade.open_stream_v1(p_stream uuid, p_replaces uuid DEFAULT NULL, p_series text DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_bench dockgrade.site_bench := dockgrade.own_bench();
  v_old dockgrade.stream;
  v_series text;
BEGIN
  IF current_setting('synchronous_commit') IN ('off', 'local', 'remote_write') THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  IF p_replaces IS NOT NULL THEN
    SELECT * INTO v_old FROM dockgrade.stream WHERE stream_id = p_replaces FOR NO KEY UPDATE;
    IF FOUND AND v_old.pg_role <> session_user THEN
      RAISE EXCEPTION USING ERRCODE = 'DG001', MESSAGE = 'The stream to be replaced is not yours.',
        DETAIL = format('Expected a stream of role %s, got %s.', session_user, p_replaces);
    END IF;
    IF FOUND AND NOT v_old.closed THEN
      UPDATE dockgrade.stream SET closed = true WHERE stream_id = p_replaces;
    END IF;
  END IF;
  SELECT * INTO v_old FROM dockgrade.stream WHERE stream_id = p_stream;
  IF FOUND THEN
    IF v_old.pg_role <> session_user THEN
      RAISE EXCEPTION USING ERRCODE = 'DG001', MESSAGE = 'This stream is not yours.',
        DETAIL = format('Expected a stream of role %s, got %s.', session_user, p_stream);
    END IF;
    RETURN v_old.series;
  END IF;
  v_series := dockgrade.take_series(p_stream, p_series);
  INSERT INTO dockgrade.stream (stream_id, bench_id, site, series, pg_role, last_seq, last_hash, last_hlc, opened_at)
  VALUES (p_stream, v_bench.bench_id, v_bench.site, v_series, session_user, 0, decode(repeat('00', 32), 'hex'), 0, now());
  RETURN v_series;
END $$;
"""

_NEW_SERIES = """
CREATE FUNCTION dockgrade.new_series_v1(p_stream uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_head dockgrade.stream := dockgrade.own_stream(p_stream);
  v_series text := dockgrade.take_series(p_stream);
BEGIN
  UPDATE dockgrade.stream SET series = v_series WHERE stream_id = p_stream;
  RETURN v_series;
END $$;
"""

_CLAIM = """
CREATE FUNCTION dockgrade.claim_v1(p_item_key text, p_stream uuid, p_seq bigint)
RETURNS TABLE (won boolean, stream_id uuid, seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_head dockgrade.stream := dockgrade.own_stream(p_stream);
BEGIN
  IF current_setting('synchronous_commit') IN ('off', 'local', 'remote_write') THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  INSERT INTO dockgrade.claim (item_key, stream_id, seq, site, claimed_at)
  VALUES (p_item_key, p_stream, p_seq, v_head.site, now()) ON CONFLICT (item_key) DO NOTHING;
  RETURN QUERY SELECT c.stream_id = p_stream, c.stream_id, c.seq FROM dockgrade.claim c WHERE c.item_key = p_item_key;
END $$;
"""

_OPEN_TO_BENCHES = (
    "hello_v1(integer)",
    "enrol_v1(text, jsonb)",
    "open_stream_v1(uuid, uuid, text)",
    "new_series_v1(uuid)",
    "claim_v1(text, uuid, bigint)",
)


def upgrade() -> None:
    """Make the functions; a bench may call those whose name ends in a version, nobody else may call any."""
    for function in (_HELLO, _SERIES, enrol_function("CREATE"), _OPEN_STREAM, _NEW_SERIES, _CLAIM):
        op.execute(function)
    op.execute("REVOKE ALL ON FUNCTION dockgrade.take_series(uuid, text) FROM PUBLIC")
    for signature in _OPEN_TO_BENCHES:
        op.execute(f"REVOKE ALL ON FUNCTION dockgrade.{signature} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION dockgrade.{signature} TO dockgrade_bench")
