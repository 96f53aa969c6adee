"""Journals of several benches brought to a real server, and what the projections must then say."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import psycopg

from app.domain.events import Recorded
from app.domain.history import in_order
from app.store.codec import EventDecoder
from app.store.projected_rows import Origin
from app.store.projections import Projector
from app.store.statements import Statements, create_all
from app.store.tables import COLUMNS, EVENT_COLUMNS
from app.sync.central.projector import Projector as CentralProjector
from app.sync.central.shares import Share
from tests.store.journals import Writer

PROJECTED = ("item", "parcel", "parcel_line", "merged", "stock_movement", "conflict", "mark")
_EVENT = ", ".join(EVENT_COLUMNS)


def feed(url: str, journal: Path, upto: int | None = None) -> None:
    """Bring a journal's events to the server, those that are not there yet, up to a number of each stream; as the owner may."""
    local = sqlite3.connect(journal)
    with psycopg.connect(url) as central:
        streams = local.execute("SELECT stream_id, bench_id, site, series FROM stream").fetchall()
        for stream_id, bench_id, site, series in streams:
            central.execute(
                "INSERT INTO dockgrade.stream (stream_id, bench_id, site, series, pg_role, last_seq, last_hash, last_hlc,"
                " opened_at) VALUES (%s, %s, %s, %s, 'test', 0, %s, 0, now()) ON CONFLICT DO NOTHING",
                (stream_id, bench_id, site, series, bytes(32)),
            )
            ((head,),) = central.execute("SELECT last_seq FROM dockgrade.stream WHERE stream_id = %s", (stream_id,))
            rows = local.execute(
                f"SELECT {_EVENT} FROM event WHERE stream_id = ? AND seq > ? AND seq <= ? ORDER BY seq",
                (stream_id, head, upto or 1 << 60),
            ).fetchall()
            put(central, rows, site)
    local.close()


def put(central: psycopg.Connection, rows: list[tuple], site: str = "TMP1") -> None:
    """Put rows of EVENT_COLUMNS of one stream onto the server and move the head."""
    if not rows:
        return
    statement = f"COPY dockgrade.event ({_EVENT}, site, received_at) FROM STDIN"
    with central.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row((*row, site, "2026-11-01T00:00:00Z"))
    central.execute(
        "UPDATE dockgrade.stream SET last_seq = %s, last_hash = %s, last_hlc = %s WHERE stream_id = %s",
        (rows[-1][1], rows[-1][13], rows[-1][6], rows[-1][0]),
    )


def until_done(worker: CentralProjector) -> int:
    """Step until nothing is left; returns how many steps that took."""
    steps = 1
    while (done := worker.step()).events or done.rewound:
        steps += 1
    return steps


def project(url: str, *shares: str, batch_events: int = 2_000) -> int:
    """Run the workers of these shares in turn until none has anything left; returns how many batches they took."""
    steps = 0
    with psycopg.connect(url, autocommit=True) as connection:
        workers = [
            CentralProjector(connection, Share.parse(name), batch_events=batch_events) for name in shares or ("1/1",)
        ]
        for worker in workers:
            worker.prepare()
        busy = True
        while busy:
            busy = False
            for worker in workers:
                done = worker.step()
                steps += 1
                busy = busy or done.events > 0 or done.rewound
    return steps


def tables(url: str) -> dict[str, list[tuple]]:
    """Every projected row, in order."""
    with psycopg.connect(url) as connection:
        return {
            name: sorted(connection.execute(f"SELECT * FROM dockgrade.{name}").fetchall(), key=repr)
            for name in PROJECTED
        }


def replay(*journals: Path) -> dict[str, list[tuple]]:
    """item, parcel and parcel_line as the bench's own projection makes them of all events of these journals."""
    decode = EventDecoder()
    found: dict[str, list[Recorded]] = {}
    origins: dict[str, Origin] = {}
    for path in journals:
        local = sqlite3.connect(path)
        origins |= {s: Origin(b, p) for s, b, p in local.execute("SELECT stream_id, bench_id, site FROM stream")}
        for row in local.execute(f"SELECT {_EVENT} FROM event"):
            stream_id, seq, event_id, key, kind, version, hlc, wall_at, actor, command_id, seen, body = row[:12]
            event = decode(kind, version, body)
            found.setdefault(key, []).append(
                Recorded(
                    event_id, stream_id, seq, key, kind, wall_at, actor, command_id, event, hlc, tuple(json.loads(seen))
                )
            )
        local.close()
    return fold_all((record for records in found.values() for record in records), origins)


def fold_all(records: Iterable[Recorded], origins: dict[str, Origin]) -> dict[str, list[tuple]]:
    """What the bench's own projection makes of these events."""
    found: dict[str, list[Recorded]] = {}
    for record in records:
        found.setdefault(record.key, []).append(record)
    histories = {key: in_order(records) for key, records in found.items()}
    memory = sqlite3.connect(":memory:", isolation_level=None)
    for statement in create_all():
        memory.execute(statement)
    Projector(Statements(), lambda key: histories.get(key, ()), origins.__getitem__, alone=False).write(
        memory, histories
    )
    names = {name: ", ".join(c for c in COLUMNS[name] if c != "conflict") for name in PROJECTED[:4]}
    rows = {name: memory.execute(f"SELECT {columns} FROM {name}").fetchall() for name, columns in names.items()}
    memory.close()
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def central_rows(url: str) -> dict[str, list[tuple]]:
    """item, parcel and parcel_line of the server in the bench's own columns."""
    with psycopg.connect(url) as connection:
        return {
            name: sorted(
                connection.execute(
                    f"SELECT {', '.join(c for c in COLUMNS[name] if c != 'conflict')} FROM dockgrade.{name}"
                ).fetchall(),
                key=repr,
            )
            for name in PROJECTED[:4]
        }


def writer(folder: Path, bench: str = "B07") -> Writer:
    """A bench with a journal of its own."""
    return Writer(folder / f"{bench}.db", bench)


def replay_upto(worked, upto):
    """The replay of the first events of each journal."""
    import sqlite3

    for path in worked:
        local = sqlite3.connect(path)
        local.execute("DELETE FROM event WHERE seq > ?", (upto,))
        local.commit()
        local.close()
    return replay(*worked)
