"""Events put into a journal past the bench that writes it, as another release or another hand would."""

from app.store.tables import EVENT_COLUMNS, FIRST_PLACE

_MARKS = ", ".join(f"?{number}" for number in range(1, len(EVENT_COLUMNS) + 1))

PUT_EVENT = f"INSERT INTO event ({', '.join(EVENT_COLUMNS)}, place) VALUES ({_MARKS}, {FIRST_PLACE} + ?2)"
"""Puts a row of EVENT_COLUMNS; its stream must be there."""
PUT_STREAM = (
    "INSERT INTO stream (stream_id, bench_id, site, series, last_seq, last_hash, current, next_counter, last_hlc, number)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0, (SELECT coalesce(max(number), 0) + 1 FROM stream))"
)
"""Puts a stream: id, bench, site, series, number and hash of its last event, and whether it is written now."""
