"""`dockgrade verify`: is the record whole, and do the projections still say what the events say?"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.events import Recorded
from app.domain.history import History
from app.errors import KnownError
from app.store.chain import EventRow, check_chain
from app.store.codec import EventDecoder
from app.store.engine import connect_reader, disk_error
from app.store.projections import Origin, Projector
from app.store.statements import Statements, create_all

PROJECTIONS = ("parcel", "parcel_line", "item", "tote")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    Attributes:
        events: how many events were read.
        faults: sentences, empty when all is well.
        rows: rows compared, by projection.
    """

    events: int
    faults: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]


def verify_journal(path: Path) -> Verdict:
    """Check every stream's hash chain, then rebuild all projections in memory and compare row by row."""
    connection = connect_reader(path)
    try:
        return _verify(connection)
    except sqlite3.Error as err:
        raise disk_error(err, path) from err
    finally:
        connection.close()


def _verify(connection: sqlite3.Connection) -> Verdict:
    connection.execute("BEGIN")  # one snapshot, though the bench goes on working
    sql = Statements()
    faults: list[str] = []
    events = 0
    for (stream_id,) in connection.execute("SELECT DISTINCT stream_id FROM event").fetchall():
        fault = check_chain(_rows(connection, stream_id))
        if fault:
            faults.append(f"Stream {stream_id}: {fault.what}")
        head = connection.execute(
            "SELECT s.last_seq, s.last_hash, e.seq, e.hash FROM stream s LEFT JOIN event e ON e.stream_id = s.stream_id"
            " AND e.seq = (SELECT max(seq) FROM event WHERE stream_id = s.stream_id) WHERE s.stream_id = ?",
            (stream_id,),
        ).fetchone()
        if head and (head[0] != head[2] or head[1] != head[3]):
            faults.append(f"Stream {stream_id}: the head says event {head[0]}, the last event is {head[2]}.")
    rebuilt = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statement in create_all():
            rebuilt.execute(statement)
        events = _rebuild(connection, rebuilt, sql, faults)
        rows = tuple((name, _compare(connection, rebuilt, name, faults)) for name in PROJECTIONS)
    finally:
        rebuilt.close()
    _check_jobs(connection, faults)
    return Verdict(events, tuple(faults), rows)


def _rows(connection: sqlite3.Connection, stream_id: str) -> Iterator[tuple[EventRow, bytes, bytes]]:
    cursor = connection.execute(
        "SELECT stream_id, seq, event_id, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body,"
        " prev_hash, hash FROM event WHERE stream_id = ? ORDER BY seq",
        (stream_id,),
    )
    for row in cursor:
        yield EventRow(*row[:12]), row[12], row[13]


def _rebuild(connection: sqlite3.Connection, rebuilt: sqlite3.Connection, sql: Statements, faults: list[str]) -> int:
    decode = EventDecoder()
    histories: dict[str, list[Recorded]] = defaultdict(list)
    events = 0
    for row in connection.execute(sql.all_events):
        events += 1
        stream_id, seq, event_id, key, kind, version, wall_at, actor, command_id, body = row
        try:
            event = decode(kind, version, body)
        except KnownError as err:
            faults.append(err.title)
            continue
        histories[key].append(Recorded(event_id, stream_id, seq, key, kind, wall_at, actor, command_id, event))
    origins = {
        stream_id: Origin(bench_id, site)
        for stream_id, bench_id, site in connection.execute("SELECT stream_id, bench_id, site FROM stream")
    }
    frozen: dict[str, History] = {key: tuple(records) for key, records in histories.items()}
    rebuilt.execute("BEGIN")
    Projector(sql, lambda key: frozen.get(key, ()), lambda stream: origins.get(stream, Origin("", ""))).write(
        rebuilt, frozen
    )
    rebuilt.execute("COMMIT")
    return events


def _compare(stored: sqlite3.Connection, rebuilt: sqlite3.Connection, name: str, faults: list[str]) -> int:
    keys = {"parcel_line": "parcel_id, rma, line"}.get(name, "1")
    ours = stored.execute(f"SELECT * FROM {name} ORDER BY {keys}").fetchall()
    theirs = rebuilt.execute(f"SELECT * FROM {name} ORDER BY {keys}").fetchall()
    if ours != theirs:
        different = set(ours) ^ set(theirs)
        first = sorted(str(row[0]) for row in different)[:3]
        faults.append(
            f"Table {name}: {len(ours)} rows stored, {len(theirs)} follow from the events, "
            f"{len(different)} differ, first of them: {', '.join(first)}."
        )
    return len(ours)


def _check_jobs(connection: sqlite3.Connection, faults: list[str]) -> None:
    lost = connection.execute(
        "SELECT count(*) FROM item WHERE label_job IS NOT NULL AND label_job NOT IN (SELECT job FROM print_job)"
    ).fetchone()[0]
    if lost:
        faults.append(f"{lost} items name a label that is not in the print queue.")
