"""Streams and events, who may write them, reference data, claims; the roles, and who may read what.

On a distributed engine each unique key must contain the distribution column, and the engine spreads the rows itself: there
`event` is one table, elsewhere it is partitioned so that no index grows over all.
"""

from alembic import op

from app.sync.central.migrations import citus as on_citus

revision = "0001"
down_revision = None

_ROLES = """
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'dockgrade_bench') THEN
    CREATE ROLE dockgrade_bench NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'dockgrade_reader') THEN
    CREATE ROLE dockgrade_reader NOLOGIN;
  END IF;
END $$;
"""

_TABLES = """
CREATE TABLE dockgrade.central_meta (
  one            integer PRIMARY KEY DEFAULT 1 CHECK (one = 1),
  cluster_id     uuid    NOT NULL,
  epoch          bigint  NOT NULL,
  proto_min      integer NOT NULL,
  proto_max      integer NOT NULL,
  schema_version integer NOT NULL,
  engine         text    NOT NULL
);

CREATE TABLE dockgrade.site_bench (
  bench_id    text NOT NULL,
  site        text NOT NULL,
  pg_role     text PRIMARY KEY,
  enrolled_at timestamptz,
  disabled    boolean NOT NULL DEFAULT false,
  UNIQUE (site, bench_id)
);

CREATE TABLE dockgrade.enrolment (
  token_sha256 bytea PRIMARY KEY,
  pg_role      text NOT NULL,
  bench_id     text NOT NULL,
  site         text NOT NULL,
  issued_at    timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  used_at      timestamptz
);

CREATE TABLE dockgrade.stream (
  stream_id uuid   PRIMARY KEY,
  bench_id  text   NOT NULL,
  site      text   NOT NULL,
  series    text   NOT NULL,
  pg_role   text   NOT NULL,
  last_seq  bigint NOT NULL,
  last_hash bytea  NOT NULL,
  last_hlc  bigint NOT NULL,
  closed    boolean NOT NULL DEFAULT false,
  opened_at timestamptz NOT NULL,
  pushed_at timestamptz
) WITH (fillfactor = 50);

CREATE TABLE dockgrade.series_taken (
  series    text PRIMARY KEY,
  stream_id uuid NOT NULL
);

CREATE TABLE dockgrade.claim (
  item_key   text PRIMARY KEY,
  stream_id  uuid NOT NULL,
  seq        bigint NOT NULL,
  site       text NOT NULL,
  claimed_at timestamptz NOT NULL
);

CREATE TABLE dockgrade.ref_head (
  feed     text PRIMARY KEY,
  last_seq bigint NOT NULL
);

CREATE TABLE dockgrade.ref_change (
  feed        text   NOT NULL,
  seq         bigint NOT NULL,
  key         text   NOT NULL,
  row_version bigint NOT NULL,
  op          text   NOT NULL CHECK (op IN ('put', 'del')),
  body        text   NOT NULL,
  PRIMARY KEY (feed, seq)
);

CREATE TABLE dockgrade.ref_row (
  feed        text   NOT NULL,
  key         text   NOT NULL,
  row_version bigint NOT NULL,
  body        text   NOT NULL,
  PRIMARY KEY (feed, key)
);
"""

_EVENT = """
CREATE TABLE dockgrade.event (
  stream_id      uuid    NOT NULL,
  seq            bigint  NOT NULL,
  event_id       uuid    NOT NULL,
  site           text    NOT NULL,
  item_key       text    NOT NULL,
  kind           text    NOT NULL,
  schema_version integer NOT NULL,
  hlc            bigint  NOT NULL,
  wall_at        text    NOT NULL,
  actor          text    NOT NULL,
  command_id     text    NOT NULL,
  seen           text    NOT NULL,
  body           text    NOT NULL,
  prev_hash      bytea   NOT NULL,
  hash           bytea   NOT NULL,
  received_at    timestamptz NOT NULL,
  PRIMARY KEY (stream_id, seq)
)"""

_PARTITIONS = 8

_RIGHTS = """
REVOKE ALL ON SCHEMA dockgrade FROM PUBLIC;
GRANT USAGE ON SCHEMA dockgrade TO dockgrade_bench, dockgrade_reader;

CREATE FUNCTION dockgrade.my_site() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT site FROM dockgrade.site_bench
  WHERE pg_role = session_user AND enrolled_at IS NOT NULL AND NOT disabled
$$;
REVOKE ALL ON FUNCTION dockgrade.my_site() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dockgrade.my_site() TO dockgrade_bench;
COMMENT ON FUNCTION dockgrade.my_site() IS
  'The site whose rows the role that logged in may read; null for one that is not enrolled, or disabled.';

GRANT SELECT ON dockgrade.central_meta, dockgrade.stream, dockgrade.event, dockgrade.claim, dockgrade.ref_head,
  dockgrade.ref_change, dockgrade.ref_row TO dockgrade_bench;

ALTER TABLE dockgrade.stream ENABLE ROW LEVEL SECURITY;
ALTER TABLE dockgrade.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE dockgrade.claim ENABLE ROW LEVEL SECURITY;
"""


def upgrade() -> None:
    """Make the tables, the roles, and what each role may read."""
    citus = op.get_context().opts["engine"] == "citus"
    op.execute(_ROLES)
    op.execute(_TABLES)
    if citus:
        op.execute(_EVENT)
    else:
        op.execute(_EVENT + " PARTITION BY HASH (stream_id)")
        for number in range(_PARTITIONS):
            op.execute(
                f"CREATE TABLE dockgrade.event_{number} PARTITION OF dockgrade.event"
                f" FOR VALUES WITH (MODULUS {_PARTITIONS}, REMAINDER {number})"
            )
    op.execute("CREATE INDEX event_by_key ON dockgrade.event (item_key)")
    if citus:
        op.execute(on_citus.SPREAD)
    op.execute(_RIGHTS)
    if citus:
        op.execute(on_citus.RIGHTS)
        return
    # The site is asked for once for the whole statement (an InitPlan), not once for each row.
    mine = "(SELECT dockgrade.my_site())"
    op.execute(
        "CREATE POLICY of_my_site ON dockgrade.stream FOR SELECT TO dockgrade_bench"
        f" USING (site = {mine} OR pg_role = session_user)"
    )
    op.execute(f"CREATE POLICY of_my_site ON dockgrade.event FOR SELECT TO dockgrade_bench USING (site = {mine})")
    op.execute(f"CREATE POLICY of_my_site ON dockgrade.claim FOR SELECT TO dockgrade_bench USING (site = {mine})")
