"""What the projector writes, and the views that other systems read.

The tables have the columns of the bench's own projections (`app.store.tables`), as texts and whole numbers, so that both hold
the same rows. They can be emptied and written again from the events at any time, and have no key but their own.
"""

from alembic import op

from app.sync.central.migrations import citus as on_citus

revision = "0004"
down_revision = "0003"

_TABLES = """
CREATE TABLE dockgrade.item (
  item_id text PRIMARY KEY, lpn text NOT NULL, parcel_id text NOT NULL, rma text, rma_line bigint, client text NOT NULL,
  sku text NOT NULL, gtin text, title text NOT NULL, category text NOT NULL, serial text, serial_finding text NOT NULL,
  lot text, expiry text, quantity bigint NOT NULL, declared text NOT NULL, reason text NOT NULL, status text NOT NULL,
  grade text, function_grade text, defects text NOT NULL, note text NOT NULL, proposed text, disposition text, route text,
  rule_id text, policy_version text, override_reason text, approver text, held_reason text, tote text,
  tote_turn text NOT NULL, unit_value_cents bigint, currency text NOT NULL, weight_g bigint, inspector text NOT NULL,
  label_job text, label_copy bigint NOT NULL, received_at text NOT NULL, identified_at text NOT NULL, graded_at text,
  decided_at text, stowed_at text, bench_id text NOT NULL, site text NOT NULL,
  conflict boolean NOT NULL DEFAULT false
);

CREATE TABLE dockgrade.parcel (
  parcel_id text PRIMARY KEY, label text NOT NULL, tracking text, sscc text, carrier text NOT NULL, rmas text NOT NULL,
  clients text NOT NULL, status text NOT NULL, blind bigint NOT NULL, return_by text, expected_units bigint NOT NULL,
  received_units bigint NOT NULL, missing_units bigint NOT NULL, undeclared_units bigint NOT NULL,
  received_at text NOT NULL, received_by text NOT NULL, closed_at text, closed_by text, bench_id text NOT NULL,
  site text NOT NULL, note text NOT NULL
);

CREATE TABLE dockgrade.parcel_line (
  parcel_id text NOT NULL, rma text NOT NULL, line bigint NOT NULL, client text NOT NULL, sku text NOT NULL,
  title text NOT NULL, serial text, reason text NOT NULL, expected bigint NOT NULL, received bigint NOT NULL,
  missing bigint NOT NULL,
  PRIMARY KEY (parcel_id, rma, line)
);

CREATE TABLE dockgrade.stock_movement (
  movement_id uuid PRIMARY KEY, item_key text NOT NULL, at text NOT NULL, site text NOT NULL, sku text NOT NULL,
  client text NOT NULL, quantity bigint NOT NULL, from_location text NOT NULL, to_location text NOT NULL, route text,
  grade text, lpn text NOT NULL
);

CREATE TABLE dockgrade.conflict (
  conflict_id text PRIMARY KEY, item_key text NOT NULL, first_event uuid NOT NULL, second_event uuid NOT NULL,
  site text NOT NULL, resolved boolean NOT NULL, body text NOT NULL
);

CREATE TABLE dockgrade.projector_cursor (
  share text NOT NULL, stream_id uuid NOT NULL, seq bigint NOT NULL,
  PRIMARY KEY (share, stream_id)
);
"""

_INDEXES = """
CREATE INDEX item_by_lpn ON dockgrade.item (lpn);
CREATE INDEX item_by_parcel ON dockgrade.item (parcel_id);
CREATE INDEX item_by_decided ON dockgrade.item (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX parcel_by_tracking ON dockgrade.parcel (tracking);
CREATE INDEX parcel_by_received ON dockgrade.parcel (received_at);
CREATE INDEX stock_movement_by_time ON dockgrade.stock_movement (at);
CREATE INDEX stock_movement_by_key ON dockgrade.stock_movement (item_key);
CREATE INDEX conflict_by_key ON dockgrade.conflict (item_key);
"""

_VIEWS = """
CREATE VIEW dockgrade.item_v AS
SELECT lpn, site, bench_id, client, parcel_id, rma, rma_line, sku, gtin, serial, quantity, grade, function_grade, defects,
       disposition, route, tote, inspector, received_at, decided_at,
       extract(epoch FROM decided_at::timestamptz - received_at::timestamptz)::double precision AS cycle_seconds,
       policy_version, rule_id, conflict
FROM dockgrade.item;

CREATE VIEW dockgrade.parcel_v AS
SELECT parcel_id, site, bench_id, tracking, rmas AS rma, status AS state, received_at, closed_at,
       missing_units AS missing, undeclared_units AS undeclared
FROM dockgrade.parcel;

CREATE VIEW dockgrade.stock_movement_v AS
SELECT movement_id, at, site, sku, client, quantity, from_location, to_location, route, grade, lpn
FROM dockgrade.stock_movement;

CREATE VIEW dockgrade.event_v AS
SELECT stream_id, seq, event_id, kind, item_key, actor, wall_at, body
FROM dockgrade.event;

GRANT SELECT ON dockgrade.item_v, dockgrade.parcel_v, dockgrade.stock_movement_v, dockgrade.event_v TO dockgrade_reader;
"""


def upgrade() -> None:
    """Make the tables and the views."""
    op.execute(_TABLES)
    op.execute(_INDEXES)
    op.execute(_VIEWS)
    if op.get_context().opts["engine"] == "citus":
        op.execute(on_citus.READER_RIGHTS)
