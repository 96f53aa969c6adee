"""A bench that joins again keeps the series that it writes, and arrays are numbered from one.

A bench that has used up its numbers while it was offline draws a series of its own, of which the server knows nothing. It was given the
series from before then, and would have printed numbers a second time. Now the server takes the one that the bench writes, if it is free,
and else invents a new one.

An array may say by itself where its numbers begin. `push_v1` looks at the first and the last element by number, so a batch numbered
otherwise left a head that did not fit its events.
"""

from alembic import op

from app.sync.central.migrations.versions.v0002_push import push_function
from app.sync.central.migrations.versions.v0003_benches import enrol_function

revision = "0009"
down_revision = "0008"

_KNOWN_STREAM = """
      v_series := v_old.series;
      IF v_given.series <> v_old.series AND NOT EXISTS (
          SELECT FROM dockgrade.series_taken t WHERE t.series = v_given.series AND t.stream_id = v_given.stream_id) THEN
        v_series := dockgrade.take_series(v_given.stream_id, v_given.series);
        UPDATE dockgrade.stream SET series = v_series WHERE stream_id = v_given.stream_id;
        RETURN QUERY SELECT v_given.stream_id, v_series, v_series <> v_given.series;
      ELSE
        RETURN QUERY SELECT v_given.stream_id, v_given.series, false;
      END IF;
      CONTINUE;"""

_NUMBERED_FROM_ONE = """
  IF array_lower(p_seq, 1) <> 1 OR array_lower(p_hash, 1) <> 1 OR array_lower(p_hlc, 1) <> 1 THEN
    RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'Expected arrays that are numbered from 1.';
  END IF;"""


def upgrade() -> None:
    """Replace the functions, which keep their rights."""
    op.execute(enrol_function("CREATE OR REPLACE", known_stream=_KNOWN_STREAM))
    op.execute(push_function("CREATE OR REPLACE", guard=_NUMBERED_FROM_ONE))
