"""The tables of journal.db: the chained events, their projections, and what the bench needs to run.

`event` is the record; `parcel`, `parcel_line`, `item`, `tote` and `merged` can be rebuilt from it, and from what other benches did,
at any time; `print_job`, `person` and `meta` are the bench's own working data. `orphan_event` keeps rows that moved to another stream.
A change here is a step in `app.store.migrations` too, and new columns stand last in their tables.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, func, text

from app.store.tables import IN_CONFLICT, MOVES, OPEN_JOBS, REPORTED, TO_CLEAR, UNDECIDED

metadata = MetaData()

event = Table(
    "event",
    metadata,
    Column("stream_id", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("item_key", Text, nullable=False),  # what it is about: item:…, parcel:…, tote:…, bench:…
    Column("kind", Text, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("hlc", Integer, nullable=False),  # hybrid logical clock: milliseconds << 16 | counter
    Column("wall_at", Text, nullable=False),  # UTC, ISO 8601, milliseconds, Z
    Column("actor", Text, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("seen", Text, nullable=False),  # JSON list: heads of other benches' events on the same key that were known
    Column("body", Text, nullable=False),  # exact bytes of the fact, JSON
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("place", Integer, primary_key=True, autoincrement=False),  # the stream's number << 40 | seq
)
Index("event_by_key", event.c.item_key, event.c.hlc)
Index("event_reported", event.c.kind, event.c.wall_at, sqlite_where=text(REPORTED))
Index("event_of_tote", func.json_extract(event.c.body, text("'$.tote'")), sqlite_where=text(MOVES))

orphan_event = Table(
    "orphan_event",
    metadata,
    Column("stream_id", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("item_key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("hlc", Integer, nullable=False),
    Column("wall_at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("new_stream_id", Text, primary_key=True),
    Column("new_seq", Integer, nullable=False),
    Column("at", Text, nullable=False),  # UTC, ISO 8601
    sqlite_with_rowid=False,
)

stream = Table(
    "stream",
    metadata,
    Column("stream_id", Text, primary_key=True),
    Column("bench_id", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("series", Text, nullable=False),  # of LPNs, belongs to this stream for ever
    Column("next_counter", Integer, nullable=False),  # of the next LPN
    Column("last_seq", Integer, nullable=False),
    Column("last_hash", LargeBinary, nullable=False),
    Column("last_hlc", Integer, nullable=False),
    Column("current", Integer, nullable=False),  # 1 for the stream that this bench writes
    Column(
        "number", Integer, nullable=False, server_default=text("0")
    ),  # of the stream in this journal, from 1: see event.place
)

parcel = Table(
    "parcel",
    metadata,
    Column("parcel_id", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("tracking", Text),
    Column("sscc", Text),
    Column("carrier", Text, nullable=False),
    Column("rmas", Text, nullable=False),  # "|" between numbers
    Column("clients", Text, nullable=False),  # "|" between names
    Column("status", Text, nullable=False),  # ParcelStatus
    Column("blind", Integer, nullable=False),
    Column("return_by", Text),  # earliest date of its lines
    Column("expected_units", Integer, nullable=False),
    Column("received_units", Integer, nullable=False),
    Column("missing_units", Integer, nullable=False),  # counted when it is closed, else 0
    Column("undeclared_units", Integer, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("received_by", Text, nullable=False),
    Column("closed_at", Text),
    Column("closed_by", Text),
    Column("bench_id", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("conflict", Integer, nullable=False, server_default=text("0")),  # bits: RACE, TWICE
)
Index("parcel_in_conflict", parcel.c.conflict, sqlite_where=text(IN_CONFLICT))
Index("parcel_by_label", parcel.c.label)
Index("parcel_by_tracking", parcel.c.tracking)
Index("parcel_by_status", parcel.c.status)
Index("parcel_by_received", parcel.c.received_at)

parcel_line = Table(
    "parcel_line",
    metadata,
    Column("parcel_id", Text, primary_key=True),
    Column("rma", Text, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("client", Text, nullable=False),
    Column("sku", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("serial", Text),
    Column("reason", Text, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("received", Integer, nullable=False),
    Column("missing", Integer, nullable=False),  # counted when the parcel is closed, else 0
    sqlite_with_rowid=False,
)
Index("parcel_line_by_rma", parcel_line.c.rma, parcel_line.c.line)

merged = Table(
    "merged",
    metadata,
    Column("parcel_id", Text, primary_key=True),  # of the record that gave way
    Column("into_id", Text, nullable=False),  # of the one that stays
)
Index("merged_by_into", merged.c.into_id)

item = Table(
    "item",
    metadata,
    Column("item_id", Text, primary_key=True),
    Column("lpn", Text, nullable=False),
    Column("parcel_id", Text, nullable=False),
    Column("rma", Text),
    Column("rma_line", Integer),
    Column("client", Text, nullable=False),
    Column("sku", Text, nullable=False),
    Column("gtin", Text),
    Column("title", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("serial", Text),
    Column("serial_finding", Text, nullable=False),
    Column("lot", Text),
    Column("expiry", Text),
    Column("quantity", Integer, nullable=False),
    Column("declared", Text, nullable=False),  # Declared
    Column("reason", Text, nullable=False),
    Column("status", Text, nullable=False),  # ItemStatus
    Column("grade", Text),
    Column("function_grade", Text),
    Column("defects", Text, nullable=False),  # "|" between codes
    Column("note", Text, nullable=False),
    Column("proposed", Text),  # Disposition
    Column("disposition", Text),  # None until a person has decided
    Column("route", Text),  # of the disposition
    Column("rule_id", Text),
    Column("policy_version", Text),
    Column("override_reason", Text),
    Column("approver", Text),
    Column("held_reason", Text),  # None unless on hold
    Column("tote", Text),  # None unless in one
    Column("tote_turn", Text, nullable=False, server_default=""),  # which turn of the tote; "" unless in one
    Column("unit_value_cents", Integer),
    Column("currency", Text, nullable=False),
    Column("weight_g", Integer),
    Column("inspector", Text, nullable=False),  # who graded or decided last, else who identified
    Column("label_job", Text),
    Column("label_copy", Integer, nullable=False),
    Column("received_at", Text, nullable=False),  # of its parcel
    Column("identified_at", Text, nullable=False),
    Column("graded_at", Text),
    Column("decided_at", Text),
    Column("stowed_at", Text),
    Column("bench_id", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("conflict", Integer, nullable=False, server_default=text("0")),  # bits: RACE, TWICE
)
Index("item_in_conflict", item.c.conflict, sqlite_where=text(IN_CONFLICT))
Index("item_by_lpn", item.c.lpn)  # two benches without a server may have drawn the same series
Index("item_by_parcel", item.c.parcel_id)
Index("item_by_serial", item.c.sku, item.c.serial.collate("NOCASE"), sqlite_where=item.c.serial.is_not(None))
Index("item_by_tote", item.c.tote, item.c.tote_turn, sqlite_where=item.c.tote.is_not(None))
Index("item_undecided", item.c.status, sqlite_where=text(UNDECIDED))
Index("item_to_clear", item.c.disposition, sqlite_where=text(TO_CLEAR))
Index("item_by_decided", item.c.decided_at, sqlite_where=item.c.decided_at.is_not(None))

tote = Table(
    "tote",
    metadata,
    Column("code", Text, primary_key=True),
    Column("route", Text, nullable=False),
    Column("disposition", Text),
    Column("status", Text, nullable=False),  # ToteStatus
    Column("items", Integer, nullable=False),  # LPNs in it
    Column("units", Integer, nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("closed_at", Text),
    Column("closed_by", Text),
    Column("seal", Text, nullable=False),
    Column("turn", Text, nullable=False, server_default=""),  # id of the event that opened it
    Column("bench_id", Text, nullable=False),
    Column("site", Text, nullable=False),
)
Index("tote_by_status", tote.c.status)

print_job = Table(
    "print_job",
    metadata,
    Column("job", Text, primary_key=True),
    Column("item_id", Text, nullable=False),
    Column("lpn", Text, nullable=False),
    Column("copy", Integer, nullable=False),
    Column("printer", Text, nullable=False),
    Column("state", Text, nullable=False),  # PrintState
    Column("detail", Text, nullable=False),
    Column("document", Text, nullable=False),  # as JSON: what to draw, then the LabelDocument
    Column("data", LargeBinary, nullable=False),  # the very bytes for the printer; none until it is drawn
    Column("sha256", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
)
Index("print_job_open", print_job.c.state, sqlite_where=text(OPEN_JOBS))
Index("print_job_by_item", print_job.c.item_id)
Index("print_job_by_lpn", print_job.c.lpn)

person = Table(
    "person",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("badge_sha256", Text, nullable=False),  # of the token; the token itself is printed once and kept nowhere
    Column("pin_hash", Text),  # argon2; None when no PIN was set
    Column("disabled", Integer, nullable=False),
    Column("failed_pins", Integer, nullable=False),
    Column("locked_until", Text),
    Column("created_at", Text, nullable=False),
)
Index("person_by_badge", person.c.badge_sha256, unique=True)

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""`schema_version`, `session` (JSON: who, which parcel, which item), `folded_arrival` and `folded_mirror` (how far other benches' events
are in the projections, and of which mirror), `clash:<series>` (a series of LPNs that another stream had drawn too)."""
