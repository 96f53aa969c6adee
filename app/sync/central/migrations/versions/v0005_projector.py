"""How the projector's workers divide the work, and what they could not read.

`projector_share` holds one row for each share of the present division ("1/3", "2/3", "3/3"): a worker locks its own row for the time
of a batch, so that two of them never work on the same share, and stops when its row is gone because the work was divided anew.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

_TABLES = """
CREATE TABLE dockgrade.projector_share (
  share text PRIMARY KEY
);

CREATE TABLE dockgrade.projector_unread (
  stream_id uuid NOT NULL, seq bigint NOT NULL, event_id uuid NOT NULL, item_key text NOT NULL, kind text NOT NULL,
  schema_version integer NOT NULL, why text NOT NULL, noted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (stream_id, seq)
);
COMMENT ON TABLE dockgrade.projector_unread IS
  'Events whose body could not be read or folded; the projections are made without them.';
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)
