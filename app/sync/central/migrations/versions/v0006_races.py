"""What was taken in twice, and what became of it.

`mark` holds what only one parcel or item can carry (a tracking number, a line of a return, a serial number), for every record that
stands; `taken_twice` are those that share one with another stream's record, by the rule of app.domain.conflicts.Received: a line of a
return may stand in two boxes that one bench took in. A lead has to settle which record stays, and until then `item_v.conflict` says
so. `merged` says which record a parcel gave way to; its items count in that one.
"""

from alembic import op

revision = "0006"
down_revision = "0005"

_TABLES = """
CREATE TABLE dockgrade.mark (
  mark text NOT NULL, item_key text NOT NULL, stream_id uuid NOT NULL, place text NOT NULL, of_line boolean NOT NULL,
  PRIMARY KEY (mark, item_key)
);
CREATE TABLE dockgrade.merged (
  parcel_id text PRIMARY KEY, into_id text NOT NULL
);
"""

_INDEXES = """
CREATE INDEX mark_by_key ON dockgrade.mark (item_key);
CREATE INDEX merged_by_into ON dockgrade.merged (into_id);
"""

_VIEW = """
CREATE VIEW dockgrade.taken_twice AS
SELECT ours.item_key FROM dockgrade.mark AS ours
JOIN dockgrade.mark AS theirs ON theirs.mark = ours.mark AND theirs.stream_id <> ours.stream_id
  AND NOT (ours.of_line AND theirs.place = ours.place);

CREATE OR REPLACE VIEW dockgrade.item_v AS
SELECT lpn, site, bench_id, client, parcel_id, rma, rma_line, sku, gtin, serial, quantity, grade, function_grade, defects,
       disposition, route, tote, inspector, received_at, decided_at,
       extract(epoch FROM decided_at::timestamptz - received_at::timestamptz)::double precision AS cycle_seconds,
       policy_version, rule_id,
       conflict OR EXISTS (SELECT FROM dockgrade.taken_twice AS t WHERE t.item_key = 'item:' || item.item_id) AS conflict
FROM dockgrade.item;
COMMENT ON COLUMN dockgrade.item_v.cycle_seconds IS
  'Seconds from the parcel received to the final disposition; null before the decision.';
COMMENT ON COLUMN dockgrade.item_v.conflict IS
  'Benches contradict each other about this item, or have two records of it, and no lead has settled it yet.';
COMMENT ON COLUMN dockgrade.parcel_v.rma IS 'Numbers of the expected returns in it, with | between.';
COMMENT ON COLUMN dockgrade.parcel_v.missing IS 'Units announced that were not in it; counted when it is closed, else 0.';
COMMENT ON COLUMN dockgrade.parcel_v.undeclared IS 'Units in it that no expected return announced.';
COMMENT ON COLUMN dockgrade.stock_movement_v.movement_id IS
  'Stays the same however often it is read; an undo is a movement of its own that leads back.';
COMMENT ON COLUMN dockgrade.stock_movement_v.from_location IS 'customer, bench:ID or tote:CODE; likewise to_location.';
"""


def upgrade() -> None:
    """Make the tables, and let the view look at them."""
    op.execute(_TABLES)
    op.execute(_INDEXES)
    op.execute(_VIEW)
