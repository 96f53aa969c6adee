"""What the running bench has to know of the tables, without SQLAlchemy: to import that takes longer than all else of a start.

`schema.py` describes the same tables in full; a test holds the two together.
"""

SCHEMA_VERSION = 3

STREAM_BITS = 40
"""How far a stream's number is shifted to make room for the numbers of its events in `event.place`."""
FIRST_PLACE = f"((SELECT number FROM stream WHERE stream_id = ?1) << {STREAM_BITS})"
"""In a query: what `place` begins with in the stream that the first parameter names. An event stands at FIRST_PLACE + seq."""
NEXT_STREAM = f"({FIRST_PLACE} + {1 << STREAM_BITS})"
"""In the same query: where the places of the next stream begin."""
LAST_PLACE = f"(SELECT max(place) FROM event WHERE place > s.number << {STREAM_BITS} AND place < (s.number + 1) << {STREAM_BITS})"
"""In a query on `stream AS s`: where the last event of each stream stands; NULL before the first."""

REBUILD = "rebuild"
"""Name of the `meta` value that is "1" while the projections have to be built anew, since the release that wrote them knew less."""

UNDECIDED = "status IN ('identified', 'graded', 'held')"
"""Items that somebody still has to work on. Word for word in a query on `item` it lets SQLite use the index `item_undecided`."""

OF_THIS_BENCH = "(site, bench_id) IN (SELECT site, bench_id FROM stream)"
"""What stands at other benches is their business: what is here can be reached."""

UNSETTLED = "disposition IN ('EXCEPTION', 'QUARANTINE')"
"""Goods whose decision is not the last word: the dispositions of `vocabulary.UNSETTLED`."""

TO_CLEAR = f"status = 'decided' AND {UNSETTLED}"
"""Goods in no tote whose decision says that somebody has to decide once more. Word for word in a query on `item` it lets SQLite use the
index `item_to_clear`."""

WAITING = (
    f"SELECT item_id FROM item WHERE {UNDECIDED} AND status = 'held'"
    f" UNION ALL SELECT item_id FROM item WHERE {TO_CLEAR}"
    " UNION ALL SELECT item.item_id FROM item CROSS JOIN parcel ON parcel.parcel_id = item.parcel_id"
    f" WHERE item.{UNDECIDED} AND item.status <> 'held' AND parcel.status = 'closed'"
    " UNION ALL SELECT item.item_id FROM tote JOIN item ON item.tote = tote.code AND item.tote_turn = tote.turn"
    f" WHERE tote.status = 'open' AND tote.route = 'hold' AND item.status = 'stowed' AND item.{UNSETTLED}"
)
"""Ids of all that waits for somebody to decide: on hold, undecided in a parcel that was closed, or to be decided once more and not away in
a closed tote. CROSS JOIN holds SQLite to that order: the few undecided items and their parcels, not a year of closed parcels and their items."""

OPEN_JOB_STATES = ("queued", "sending", "unknown", "failed")
OPEN_JOBS = "state IN ('queued', 'sending', 'unknown', 'failed')"
"""Labels that are not known to be printed. Word for word in a query on `print_job` it lets SQLite use the index `print_job_open`."""

REPORTED = (
    "kind IN ('shift_closed', 'scan_noted', 'item_held', 'event_reversed', 'label_failed', 'disposition_decided')"
)
"""Events that reports look for by time. Word for word in a query on `event` it lets SQLite use the index `event_reported`; the events of
other kinds, most of them, are not in it and cost no page of it.
"""

REVERSED = """EXISTS (
  SELECT 1 FROM event r WHERE r.item_key = e.item_key AND r.kind = 'event_reversed'
    AND json_extract(r.body, '$.event_id') = e.event_id
    AND NOT EXISTS (SELECT 1 FROM event rr WHERE rr.item_key = r.item_key AND rr.kind = 'event_reversed'
                      AND json_extract(rr.body, '$.event_id') = r.event_id))"""
"""The condition that an event `e` was taken back; a reversal may have been reversed itself."""

MOVES = "kind IN ('item_stowed', 'item_unstowed')"
MOVED_TOTE = "json_extract(body, '$.tote')"
"""Goods put into totes or taken out, and which tote. Word for word in a query on `event` they let SQLite use the index `event_of_tote`."""

IN_CONFLICT = "conflict <> 0"
"""Things that a lead has to settle. Word for word in a query on `item` or `parcel` it lets SQLite use their indexes of conflicts."""

RACE, TWICE = 1, 2
"""Bits of `conflict`: decisions that did not know of each other; another bench has a record of the same thing."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "event": (
        "stream_id",
        "seq",
        "event_id",
        "item_key",
        "kind",
        "schema_version",
        "hlc",
        "wall_at",
        "actor",
        "command_id",
        "seen",
        "body",
        "prev_hash",
        "hash",
        "place",
    ),
    "item": (
        "item_id",
        "lpn",
        "parcel_id",
        "rma",
        "rma_line",
        "client",
        "sku",
        "gtin",
        "title",
        "category",
        "serial",
        "serial_finding",
        "lot",
        "expiry",
        "quantity",
        "declared",
        "reason",
        "status",
        "grade",
        "function_grade",
        "defects",
        "note",
        "proposed",
        "disposition",
        "route",
        "rule_id",
        "policy_version",
        "override_reason",
        "approver",
        "held_reason",
        "tote",
        "tote_turn",
        "unit_value_cents",
        "currency",
        "weight_g",
        "inspector",
        "label_job",
        "label_copy",
        "received_at",
        "identified_at",
        "graded_at",
        "decided_at",
        "stowed_at",
        "bench_id",
        "site",
        "conflict",
    ),
    "merged": ("parcel_id", "into_id"),
    "meta": ("name", "value"),
    "orphan_event": (
        "stream_id",
        "seq",
        "event_id",
        "item_key",
        "kind",
        "schema_version",
        "hlc",
        "wall_at",
        "actor",
        "command_id",
        "seen",
        "body",
        "prev_hash",
        "hash",
        "new_stream_id",
        "new_seq",
        "at",
    ),
    "parcel": (
        "parcel_id",
        "label",
        "tracking",
        "sscc",
        "carrier",
        "rmas",
        "clients",
        "status",
        "blind",
        "return_by",
        "expected_units",
        "received_units",
        "missing_units",
        "undeclared_units",
        "received_at",
        "received_by",
        "closed_at",
        "closed_by",
        "bench_id",
        "site",
        "note",
        "conflict",
    ),
    "parcel_line": (
        "parcel_id",
        "rma",
        "line",
        "client",
        "sku",
        "title",
        "serial",
        "reason",
        "expected",
        "received",
        "missing",
    ),
    "person": (
        "name",
        "role",
        "language",
        "badge_sha256",
        "pin_hash",
        "disabled",
        "failed_pins",
        "locked_until",
        "created_at",
    ),
    "print_job": (
        "job",
        "item_id",
        "lpn",
        "copy",
        "printer",
        "state",
        "detail",
        "document",
        "data",
        "sha256",
        "created_at",
        "changed_at",
    ),
    "stream": (
        "stream_id",
        "bench_id",
        "site",
        "series",
        "next_counter",
        "last_seq",
        "last_hash",
        "last_hlc",
        "current",
        "number",
    ),
    "tote": (
        "code",
        "route",
        "disposition",
        "status",
        "items",
        "units",
        "opened_at",
        "opened_by",
        "closed_at",
        "closed_by",
        "seal",
        "turn",
        "bench_id",
        "site",
    ),
}
"""The columns of each table, in its own order."""

EVENT_COLUMNS = COLUMNS["event"][:-1]
"""The columns of an event that are the same wherever it is kept: all but its place in this file."""


def place_of(stream_number: int, seq: int) -> int:
    """Where an event stands in `event`: streams one after the other, each in its own order."""
    return (stream_number << STREAM_BITS) | seq
