"""The statements of journal.db, written once from the tables' description."""

from sqlalchemy import Table, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from app.store import schema
from app.store.row_writer import RowWriter

_DIALECT = sqlite.dialect(paramstyle="qmark")


def upsert(table: Table) -> str:
    """INSERT OR REPLACE with one question mark a column, in the table's own order of columns."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    return f'INSERT OR REPLACE INTO "{table.name}" ({names}) VALUES ({marks})'


class Statements:
    """SQL text by what it does, and what writes the rows of the projections.

    Attributes:
        create_all: the tables and their indexes, in order.
        event_columns: the columns that `Journal.recorded` takes, in its order.
    """

    def __init__(self) -> None:
        event = schema.event
        self.create_all = [
            str(CreateTable(table).compile(dialect=_DIALECT)) for table in schema.metadata.sorted_tables
        ] + [
            str(CreateIndex(index).compile(dialect=_DIALECT))
            for table in schema.metadata.sorted_tables
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
        columns = (
            event.c.stream_id,
            event.c.seq,
            event.c.event_id,
            event.c.item_key,
            event.c.kind,
            event.c.schema_version,
            event.c.wall_at,
            event.c.actor,
            event.c.command_id,
            event.c.body,
        )
        self.event_columns = ", ".join(column.name for column in columns)
        self.events_of_key = f"SELECT {self.event_columns} FROM event WHERE item_key = ? ORDER BY hlc"
        self.all_events = f"SELECT {self.event_columns} FROM event ORDER BY hlc, stream_id, seq"
        self.whole_events = str(select(event).order_by(event.c.stream_id, event.c.seq).compile(dialect=_DIALECT))
        self.insert_event = upsert(event).replace("INSERT OR REPLACE", "INSERT", 1)
        self.parcel = RowWriter(schema.parcel, counted=frozenset({"received_units", "undeclared_units"}))
        self.put_line = upsert(schema.parcel_line)
        self.item = RowWriter(schema.item)
        self.tote = RowWriter(schema.tote, counted=frozenset({"items", "units"}))
        self.put_job = upsert(schema.print_job)
        self.put_person = upsert(schema.person)
        self.set_meta = upsert(schema.meta)
        self.move_head = (
            "UPDATE stream SET next_counter = ?, last_seq = ?, last_hash = ?, last_hlc = ? WHERE stream_id = ?"
        )
