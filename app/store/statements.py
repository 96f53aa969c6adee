"""The statements of journal.db, written once from the tables' columns."""

from app.store.row_writer import RowWriter
from app.store.tables import COLUMNS

_RECORDED = (
    "stream_id",
    "seq",
    "event_id",
    "item_key",
    "kind",
    "schema_version",
    "wall_at",
    "actor",
    "command_id",
    "body",
    "hlc",
    "seen",
)

EVENT_COLUMNS = ", ".join(_RECORDED)
"""The columns that `Journal.recorded` takes, in its order."""


def upsert(table: str) -> str:
    """INSERT OR REPLACE with one question mark a column, in the table's own order of columns."""
    names = ", ".join(f'"{name}"' for name in COLUMNS[table])
    marks = ", ".join("?" for _ in COLUMNS[table])
    return f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})'


def create_all() -> tuple[str, ...]:
    """What makes the tables and their indexes, in order."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from app.store import schema

    dialect = sqlite.dialect()
    tables = schema.metadata.sorted_tables
    return (
        *(str(CreateTable(table).compile(dialect=dialect)) for table in tables),
        *(
            str(CreateIndex(index).compile(dialect=dialect))
            for table in tables
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ),
    )


class Statements:
    """SQL text by what it does, and what writes the rows of the projections."""

    def __init__(self) -> None:
        self.event_columns = EVENT_COLUMNS
        self.events_of_key = f"SELECT {self.event_columns} FROM event WHERE item_key = ? ORDER BY hlc, stream_id, seq"
        self.all_events = f"SELECT {self.event_columns} FROM event ORDER BY hlc, stream_id, seq"
        self.insert_event = upsert("event").replace("INSERT OR REPLACE", "INSERT", 1)
        self.parcel = RowWriter("parcel", counted=frozenset({"received_units", "undeclared_units", "conflict"}))
        self.put_line = upsert("parcel_line")
        self.item = RowWriter("item", counted=frozenset({"conflict"}))
        self.tote = RowWriter("tote", counted=frozenset({"items", "units"}))
        self.put_job = upsert("print_job")
        self.set_meta = upsert("meta")
