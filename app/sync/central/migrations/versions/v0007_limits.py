"""What one bench can take from the others: locks that everybody shares, and series of license plate numbers.

Whoever may connect may take advisory locks: those that keep projectors apart and schema changes from one another, or so many that
the server has no memory for anybody's locks and lets nobody in. And each new stream takes one of a million series and makes the list
of heads longer, which every bench of the site reads each second; no bench needs a thousand in its life.
"""

from alembic import op

revision = "0007"
down_revision = "0006"

# Only a superuser may. What takes locks here runs as the owner of the database, or as a superuser.
_LOCKS = """
DO $$
DECLARE
  v_function regprocedure;
BEGIN
  IF NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
    RETURN;
  END IF;
  FOR v_function IN
    SELECT oid::regprocedure FROM pg_catalog.pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ '^pg_(try_)?advisory_(xact_)?lock'
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', v_function);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO pg_database_owner', v_function);
  END LOOP;
END $$;
"""

_TAKEN_BY = """
ALTER TABLE dockgrade.series_taken ADD COLUMN pg_role text;
COMMENT ON COLUMN dockgrade.series_taken.pg_role IS 'Who took it; null when that was before anybody counted.';
CREATE INDEX series_taken_by_role ON dockgrade.series_taken (pg_role);
"""

_SERIES = """
CREATE OR REPLACE FUNCTION dockgrade.take_series(p_stream uuid, p_wish text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c_most constant integer := 1000;
  c_alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  v_role constant text := session_user;
  v_series text := p_wish;
  v_new integer;
  v_bytes bytea;
BEGIN
  IF p_wish !~ '^[0-9A-HJKMNP-TV-Z]{4}$' THEN
    RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'This is no series of license plate numbers.',
      DETAIL = format('Expected 4 characters of Crockford''s base 32, got %L.', p_wish);
  END IF;
  IF (SELECT count(*) FROM dockgrade.series_taken WHERE pg_role = v_role) >= c_most THEN
    RAISE EXCEPTION USING ERRCODE = '54000', MESSAGE = 'This bench has taken too many series of license plate numbers.',
      DETAIL = format('Expected at most %s for role %s.', c_most, v_role);
  END IF;
  FOR attempt IN 1 .. 10000 LOOP
    IF v_series IS NULL THEN
      v_bytes := sha256(uuid_send(gen_random_uuid()));
      SELECT string_agg(substr(c_alphabet, 1 + get_byte(v_bytes, i) % 32, 1), '') INTO v_series
      FROM generate_series(0, 3) AS i;
    END IF;
    INSERT INTO dockgrade.series_taken (series, stream_id, pg_role) VALUES (v_series, p_stream, v_role)
      ON CONFLICT (series) DO NOTHING;
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


def upgrade() -> None:
    """Take the rights away and replace the function, which keeps its rights."""
    op.execute(_LOCKS)
    op.execute(_TAKEN_BY)
    op.execute(_SERIES)
