"""Journals for the tests: made from the tables' own description, filled with rows that a test names or a seed draws."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import create_engine, insert

from app.domain.vocabulary import Disposition
from app.store import schema
from app.store.tables import SCHEMA_VERSION, place_of

START = datetime(2025, 11, 20, 6, 0, tzinfo=UTC)


def stamp(moment):
    """As the journal stores a time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class Rows:
    """The rows of a journal in the making; every method fills what a test does not care about."""

    site: str = "TMP1"
    bench: str = "B07"
    tables: dict = field(default_factory=lambda: {name: [] for name in schema.metadata.tables})
    numbers: dict = field(default_factory=dict)

    def item(self, number=None, **values):
        number = len(self.tables["item"]) + 1 if number is None else number
        row = {
            "item_id": f"i{number:06d}",
            "lpn": f"R7K2M{number:06d}X",
            "parcel_id": "p1",
            "rma": "RMA-204417",
            "rma_line": 1,
            "client": "Nordkap",
            "sku": "AUR-20-G",
            "gtin": None,
            "title": "Aurora 20 W speaker, graphite",
            "category": "electronics",
            "serial": None,
            "serial_finding": "",
            "lot": None,
            "expiry": None,
            "quantity": 1,
            "declared": "expected",
            "reason": "DEFECTIVE",
            "status": "decided",
            "grade": "C",
            "function_grade": None,
            "defects": "",
            "note": "",
            "proposed": "REFURB",
            "disposition": "REFURB",
            "route": None,
            "rule_id": "electronics-matrix",
            "policy_version": "2025-11-01",
            "override_reason": None,
            "approver": None,
            "held_reason": None,
            "tote": None,
            "tote_turn": "",
            "unit_value_cents": 4990,
            "currency": "EUR",
            "weight_g": None,
            "inspector": "Anna Korhonen",
            "label_job": None,
            "label_copy": 0,
            "received_at": stamp(START),
            "identified_at": stamp(START),
            "graded_at": None,
            "decided_at": stamp(START + timedelta(minutes=10)),
            "stowed_at": None,
            "bench_id": self.bench,
            "site": self.site,
        } | values
        if row["disposition"] in list(Disposition) and "route" not in values:
            row["route"] = Disposition(row["disposition"]).route.value
        if row["disposition"] is None:
            row["decided_at"] = values.get("decided_at")
        self.tables["item"].append(row)
        return row

    def parcel(self, parcel_id="p1", **values):
        row = {
            "parcel_id": parcel_id,
            "label": "1Z999AA10123456784",
            "tracking": None,
            "sscc": None,
            "carrier": "UPS",
            "rmas": "RMA-204417",
            "clients": "Nordkap",
            "status": "closed",
            "blind": 0,
            "return_by": None,
            "expected_units": 1,
            "received_units": 1,
            "missing_units": 0,
            "undeclared_units": 0,
            "received_at": stamp(START),
            "received_by": "Anna Korhonen",
            "closed_at": stamp(START + timedelta(minutes=20)),
            "closed_by": "Anna Korhonen",
            "bench_id": self.bench,
            "site": self.site,
            "note": "",
        } | values
        self.tables["parcel"].append(row)
        return row

    def line(self, parcel_id="p1", **values):
        row = {
            "parcel_id": parcel_id,
            "rma": "RMA-204417",
            "line": 1,
            "client": "Nordkap",
            "sku": "AUR-20-G",
            "title": "Aurora 20 W speaker, graphite",
            "serial": None,
            "reason": "DEFECTIVE",
            "expected": 1,
            "received": 1,
            "missing": 0,
        } | values
        self.tables["parcel_line"].append(row)
        return row

    def tote(self, code, **values):
        row = {
            "code": code,
            "route": "refurbish",
            "disposition": None,
            "status": "open",
            "items": 0,
            "units": 0,
            "opened_at": stamp(START),
            "opened_by": "Anna Korhonen",
            "closed_at": None,
            "closed_by": None,
            "seal": "",
            "turn": "",
            "bench_id": self.bench,
            "site": self.site,
        } | values
        self.tables["tote"].append(row)
        return row

    def label(self, job, item_id, lpn, **values):
        row = {
            "job": job,
            "item_id": item_id,
            "lpn": lpn,
            "copy": 0,
            "printer": "label",
            "state": "sent",
            "detail": "",
            "document": "{}",
            "data": b"^XA^XZ",
            "sha256": "",
            "created_at": stamp(START),
            "changed_at": stamp(START),
        } | values
        self.tables["print_job"].append(row)
        return row

    def event(self, key, kind, at=START, actor="Anna Korhonen", command=None, stream="s1", **body):
        seq = len(self.tables["event"]) + 1
        row = {
            "stream_id": stream,
            "seq": seq,
            "event_id": f"e{seq:06d}",
            "item_key": key,
            "kind": kind,
            "schema_version": 1,
            "hlc": (int(at.timestamp() * 1000) << 16) + seq,
            "wall_at": stamp(at),
            "actor": actor,
            "command_id": command or f"c{seq:06d}",
            "seen": "[]",
            "body": json.dumps(body),
            "prev_hash": b"",
            "hash": b"",
            "place": place_of(self._number(stream), seq),
        }
        self.tables["event"].append(row)
        return row

    def stream(self, stream_id, bench, site):
        """A bench's stream; one that another bench wrote unless told otherwise."""
        return {
            "stream_id": stream_id,
            "bench_id": bench,
            "site": site,
            "series": stream_id,
            "next_counter": 1,
            "last_seq": len(self.tables["event"]),
            "last_hash": b"",
            "last_hlc": 0,
            "current": 0,
            "number": self._number(stream_id),
        }

    def _number(self, stream_id):
        return self.numbers.setdefault(stream_id, len(self.numbers) + 1)

    def write(self, path: Path, *, version=SCHEMA_VERSION) -> Path:
        """Make the file, in write-ahead mode as the bench does."""
        self.tables["stream"].append(self.stream("s1", self.bench, self.site) | {"current": 1})
        self.tables["meta"].append({"name": "schema_version", "value": str(version)})
        engine = create_engine(f"sqlite:///{path}")
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
                schema.metadata.create_all(connection)
                for name, rows in self.tables.items():
                    if rows:
                        connection.execute(insert(schema.metadata.tables[name]), rows)
        finally:
            engine.dispose()
        return path


def rows_of(items):
    rows = Rows()
    rows.parcel()
    for values in items:
        rows.item(**values)
    return rows


def label_rows(states):
    rows = Rows()
    rows.parcel()
    for number, state in enumerate(states, 1):
        item = rows.item(number)
        rows.label(f"j{number}", item["item_id"], item["lpn"], state=state, changed_at=stamp(minutes(number)))
    return rows


def minutes(count):
    return START + timedelta(minutes=count)


def amount(cents, currency):
    """Written by the tests' own hand."""
    return f"{currency} {Decimal(cents) / 100:,.2f}"
