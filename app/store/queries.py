"""Questions to the journal, answered from a read-only connection: small, limited, newest first."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from app.domain.history import taken_out
from app.domain.vocabulary import (
    Declared,
    DefectCode,
    Disposition,
    Grade,
    ItemStatus,
    ParcelStatus,
    PrintState,
    Route,
    ToteStatus,
)
from app.store.containing import containing
from app.store.engine import connect_reader
from app.store.histories import HistoryReader
from app.store.records import Found, ItemHistory, ItemRecord, ParcelRecord, PrintJobRecord, ToteEvent, ToteRecord
from app.store.statements import EVENT_COLUMNS
from app.store.tables import MOVED_TOTE, MOVES, OPEN_JOBS, WAITING

_PARCEL = (
    "SELECT p.parcel_id, p.label, p.carrier, p.rmas, p.clients, p.status, p.received_at, p.received_by,"
    " (SELECT coalesce(sum(min(l.received, l.expected)), 0) FROM parcel_line l WHERE l.parcel_id = p.parcel_id),"
    " p.expected_units, p.received_units,"
    " (SELECT count(*) FROM item i WHERE i.parcel_id = p.parcel_id AND i.status <> 'voided'), p.return_by FROM parcel p"
)
_ITEM = (
    "SELECT i.item_id, i.lpn, i.title, i.sku, i.client, i.category, i.serial, i.quantity, i.declared, i.status,"
    " i.grade, i.defects, i.disposition, i.route, i.tote, i.parcel_id, coalesce(p.label, ''), i.identified_at,"
    " i.inspector, i.held_reason,"
    " CASE WHEN i.bench_id IN (SELECT bench_id FROM stream) THEN '' ELSE i.bench_id END, i.conflict,"
    " CASE WHEN i.held_reason = 'approval' THEN (SELECT json_extract(e.body, '$.code') FROM event e"
    "   WHERE e.item_key = 'item:' || i.item_id AND e.kind = 'approval_requested' ORDER BY e.place DESC LIMIT 1) END"
    " FROM item i LEFT JOIN parcel p ON p.parcel_id = i.parcel_id"
)
_LABEL = (
    "SELECT j.job, j.item_id, j.lpn, coalesce(i.title, ''), j.copy, j.printer, j.state, j.detail, j.changed_at"
    " FROM print_job j LEFT JOIN item i ON i.item_id = j.item_id"
)
_URGENCY = "CASE j.state WHEN 'unknown' THEN 0 WHEN 'failed' THEN 1 WHEN 'sending' THEN 2 ELSE 3 END"
MOVED = (
    f"SELECT {', '.join(f'e.{name}' for name in EVENT_COLUMNS.split(', '))}, i.item_id, i.title, i.lpn"
    " FROM event e JOIN item i ON i.item_id = substr(e.item_key, 6)"
    f" WHERE {MOVES} AND {MOVED_TOTE} = ? ORDER BY e.hlc DESC LIMIT ?"
)
"""Goods put into a tote or taken out of it, the last first: by its code, at most so many."""
TOTES_SHOWN = 200


class JournalQueries:
    """Reads a journal. One thread at a time."""

    def __init__(self, path: Path, mirror: Path | None = None) -> None:
        """`mirror` None takes the mirror.db beside the journal; it may be missing. Raises KnownError when the journal cannot be read."""
        self._connection = connect_reader(path)
        self._histories = HistoryReader(self._connection, mirror or path.with_name("mirror.db"))

    def close(self) -> None:
        """Give the files up."""
        self._histories.close()
        self._connection.close()

    def parcels(self, status: ParcelStatus | None, text: str, limit: int, offset: int) -> tuple[ParcelRecord, ...]:
        """Parcels of a status, None for all but voided ones, whose label, RMA or client contains the text."""
        has, pattern = containing(text.strip(), "pattern")
        rows = self._connection.execute(
            f"{_PARCEL} WHERE (p.status = :status OR (:status IS NULL AND p.status <> 'voided'))"
            f" AND (:text = '' OR p.label {has} OR p.rmas {has} OR p.clients {has})"
            " ORDER BY p.received_at DESC LIMIT :limit OFFSET :offset",
            {"status": status, "text": text, "pattern": pattern, "limit": limit, "offset": offset},
        )
        return tuple(_parcel(row) for row in rows)

    def parcel(self, parcel_id: str) -> ParcelRecord | None:
        """One parcel; None when there is none."""
        row = self._connection.execute(f"{_PARCEL} WHERE p.parcel_id = ?", (parcel_id,)).fetchone()
        return _parcel(row) if row else None

    def received(self, codes: tuple[str, ...]) -> tuple[ParcelRecord, ...]:
        """Parcels that go by one of these labels or tracking numbers, newest first, without voided ones."""
        marks = ", ".join("?" * len(codes))
        rows = self._connection.execute(
            f"{_PARCEL} WHERE p.status <> 'voided' AND (p.label IN ({marks}) OR p.tracking IN ({marks}))"
            " ORDER BY p.received_at DESC",
            (*codes, *codes),
        )
        return tuple(_parcel(row) for row in rows)

    def items_of_parcel(self, parcel_id: str) -> tuple[ItemRecord, ...]:
        """Items in the order in which they were identified, without voided ones."""
        return self._items(
            "WHERE i.parcel_id = ? AND i.status <> 'voided' ORDER BY i.identified_at, i.item_id", parcel_id
        )

    def item_history(self, item_id: str) -> ItemHistory | None:
        """An item with all its events; None when there is none."""
        found = self._items("WHERE i.item_id = ?", item_id)
        if not found:
            return None
        events = self._histories.history(f"item:{item_id}")
        origins = self._histories.origins()
        streams = {record.stream_id for record in events}
        benches = tuple(sorted((one, origins[one][0]) for one in streams if one in origins and not origins[one][2]))
        return ItemHistory(found[0], events, taken_out(events), benches)

    def totes(self) -> tuple[ToteRecord, ...]:
        """Open totes first, then those closed last."""
        rows = self._connection.execute(
            "SELECT code, route, disposition, status, items, units, opened_at, opened_by, closed_at, seal FROM tote"
            " ORDER BY status = 'closed', coalesce(closed_at, opened_at) DESC LIMIT ?",
            (TOTES_SHOWN,),
        )
        return tuple(
            ToteRecord(row[0], Route(row[1]), Disposition(row[2]) if row[2] else None, ToteStatus(row[3]), *row[4:])
            for row in rows
        )

    def tote_items(self, code: str) -> tuple[ItemRecord, ...]:
        """What is in a tote, the last one in first."""
        return self._items(
            "WHERE i.tote = ?1 AND i.tote_turn = (SELECT turn FROM tote WHERE code = ?1) ORDER BY i.stowed_at DESC",
            code,
        )

    def tote_history(self, code: str, limit: int, offset: int) -> tuple[ToteEvent, ...]:
        """What became of a tote and what was put into it or taken out here, newest first."""
        events = [ToteEvent(record) for record in self._histories.history(f"tote:{code}")]
        for *row, item_id, title, lpn in self._connection.execute(MOVED, (code, offset + limit)):
            events.append(ToteEvent(self._histories.recorded(row), item_id, title, lpn))
        events.sort(key=lambda told: (told.record.hlc, told.record.seq), reverse=True)
        shown = events[offset : offset + limit]
        gone = {key: taken_out(self._histories.history(key)) for key in {told.record.key for told in shown}}
        return tuple(replace(told, undone=told.record.event_id in gone[told.record.key]) for told in shown)

    def print_jobs(self, limit: int, offset: int) -> tuple[PrintJobRecord, ...]:
        """Labels: those that are not known to be printed, what needs somebody first; then all others, the last one that was asked for first."""
        read = self._connection.execute
        rows = read(
            f"{_LABEL} WHERE {OPEN_JOBS} ORDER BY {_URGENCY}, j.changed_at DESC LIMIT ? OFFSET ?", (limit, offset)
        ).fetchall()
        (waiting,) = read(f"SELECT count(*) FROM print_job WHERE {OPEN_JOBS}").fetchone()
        rows += read(
            f"{_LABEL} WHERE NOT {OPEN_JOBS} ORDER BY j.job DESC LIMIT ? OFFSET ?",
            (limit - len(rows), max(0, offset - waiting)),
        ).fetchall()
        return tuple(
            PrintJobRecord(
                job=row[0],
                item_id=row[1],
                lpn=row[2],
                title=row[3],
                copy=row[4],
                printer=row[5],
                state=PrintState(row[6]),
                detail=row[7],
                changed_at=row[8],
            )
            for row in rows
        )

    def held_items(self, limit: int, offset: int) -> tuple[ItemRecord, ...]:
        """Items on hold, then those whose decision is not the last word and that are still at hand; longest first."""
        return self._items(
            f"WHERE i.item_id IN ({WAITING}) ORDER BY i.held_reason IS NULL, i.identified_at LIMIT ? OFFSET ?",
            limit,
            offset,
        )

    def search(self, text: str, limit: int) -> Found:
        """Parcels and items that a label, RMA, LPN, SKU, serial or title finds."""
        if not text.strip():
            return Found()
        has, pattern = containing(text.strip(), "pattern")
        items = self._items(
            f"WHERE i.status <> 'voided' AND (i.lpn = :lpn OR i.sku {has} OR i.serial {has} OR i.title {has} OR i.rma {has}"
            f" OR i.gtin {has})"
            " ORDER BY i.identified_at DESC LIMIT :limit",
            {"lpn": text.strip().upper(), "pattern": pattern, "limit": limit},
        )
        return Found(self.parcels(None, text.strip(), limit, 0), items)

    def _items(self, rest: str, *parameters: object) -> tuple[ItemRecord, ...]:
        """`parameters` are values in the order of their marks, or one dictionary of named ones."""
        named = parameters[0] if parameters and isinstance(parameters[0], dict) else parameters
        return tuple(_item(row) for row in self._connection.execute(f"{_ITEM} {rest}", named))


def _parcel(row: tuple[str, str, str, str, str, str, str, str, int, int, int, int, str | None]) -> ParcelRecord:
    return ParcelRecord(
        parcel_id=row[0],
        label=row[1],
        carrier=row[2],
        rmas=_names(row[3]),
        clients=_names(row[4]),
        status=ParcelStatus(row[5]),
        received_at=row[6],
        received_by=row[7],
        units_received=row[8],
        units_expected=row[9],
        units_extra=row[10] - row[8],
        items=row[11],
        return_by=row[12],
    )


def _item(row: sqlite3.Row | tuple[str, ...]) -> ItemRecord:
    return ItemRecord(
        item_id=row[0],
        lpn=row[1],
        title=row[2],
        sku=row[3],
        client=row[4],
        category=row[5],
        serial=row[6],
        quantity=int(row[7]),
        declared=Declared(row[8]),
        status=ItemStatus(row[9]),
        grade=Grade(row[10]) if row[10] else None,
        defects=tuple(DefectCode(code) for code in _names(row[11])),
        disposition=Disposition(row[12]) if row[12] else None,
        route=Route(row[13]) if row[13] else None,
        tote=row[14],
        parcel_id=row[15],
        parcel_label=row[16],
        identified_at=row[17],
        inspector=row[18],
        held_reason=row[19],
        bench=row[20],
        conflict=bool(row[21]),
        asked=Disposition(row[22]) if row[22] else None,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()
