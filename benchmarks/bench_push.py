"""push_v1 with every check, by the agent's own code in batches of 1,000 that are each committed to the disk, against COPY of the same rows in one transaction.

COPY goes into a table like `event`, with its partitions and indexes, and checks nothing. Both begin with Python values and use the
same driver in its binary format; how a COPY of bytes that were prepared beforehand compares is told beside it.

The limit is for a server as sites have them, from the system's packages. The one in the wheel is built without OpenSSL and takes 2.3 µs for a
hash of 700 bytes where Debian's takes 0.9: it is told besides, and judged where there is no other.
"""

import io
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any, cast

import psycopg
import pytest

from app.sync.central.schema import init
from app.sync.handshake import START
from app.sync.journal import JournalReader
from app.sync.push import confirm, push_stream
from app.sync.server import connect
from benchmarks.chained_events import chained_events
from benchmarks.measure import Verdict, in_turn, median_ratio, options
from tests.postgres import Binaries, Database, JoinedBench, Postgres, debian_binaries, join_bench, wheel_binaries

ROUNDS = 6
EVENTS = 20_000
LIMIT = 0.4
_PIECE = 1 << 17
_SERIES = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_COLUMNS = (
    "stream_id, seq, event_id, site, item_key, kind, schema_version, hlc, wall_at, actor, command_id, seen, body,"
    " prev_hash, hash, received_at"
)
_TYPES = [
    "uuid",
    "int8",
    "uuid",
    "text",
    "text",
    "text",
    "int4",
    "int8",
    "text",
    "text",
    "text",
    "text",
    "text",
    "bytea",
    "bytea",
    "timestamptz",
]


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("push", quick=quick)
    rounds, events = (2, 2_000) if quick else (ROUNDS, EVENTS)
    servers = _servers()
    for binaries in servers:
        name = f"PostgreSQL {binaries.major}"
        took, copy, prepared = _measure(binaries, rounds, events)
        verdict.tell(f"{name}, events a second, pushed", events / (sorted(took)[len(took) // 2] / 1e9), "1/s")
        rate = f"{name}, rate of push_v1 with every check to COPY"
        if binaries is servers[0]:
            verdict.at_least(rate, median_ratio(copy, took), LIMIT)
        else:
            verdict.tell(rate, median_ratio(copy, took))
        verdict.tell(f"{name}, rate of push_v1 to COPY of bytes prepared beforehand", median_ratio(prepared, took))
    return verdict.exit_code


def _servers() -> tuple[Binaries, ...]:
    """The system's PostgreSQL, where it has one, and the one in the wheel."""
    with suppress(pytest.skip.Exception):
        return debian_binaries(), wheel_binaries()
    return (wheel_binaries(),)


def _measure(binaries: Binaries, rounds: int, events: int) -> tuple[list[int], list[int], list[int]]:
    server = Postgres(binaries)
    try:
        server.start()
        peers = _Peers(server, events)
        pushes, copies = in_turn(rounds, peers.push, peers.copy)
        return pushes, copies, [peers.copy_prepared(number) for number in range(rounds)]
    finally:
        server.remove()


class _Given:
    """Events of one stream in the place of a JournalReader."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows = rows

    def batch(self, _stream_id: str, after: int, limit: int, _max_bytes: int) -> list[tuple[Any, ...]]:
        """The next events."""
        return self._rows[after : after + limit]


class _Peers:
    """The same number of events by either way, each round as a stream of its own; nanoseconds."""

    def __init__(self, server: Postgres, events: int) -> None:
        init(server.url())
        self._database = Database(server, "postgres")
        self._events = events
        self._admin = psycopg.connect(server.url(), autocommit=True)
        self._admin.execute("CREATE TABLE peer (LIKE dockgrade.event INCLUDING ALL) PARTITION BY HASH (stream_id)")
        for number in range(8):
            self._admin.execute(
                f"CREATE TABLE peer_{number} PARTITION OF peer FOR VALUES WITH (MODULUS 8, REMAINDER {number})".encode()
            )

    def push(self, number: int) -> int:
        stream = str(uuid.uuid4())
        bench: JoinedBench = join_bench(self._database, f"B{number}", "S", {stream: f"AAA{_SERIES[number]}"})
        given = _Given([(*astuple(row), prev, own) for row, prev, own in chained_events(stream, self._events)])
        server = connect(bench.url, None)
        try:
            confirm(
                server, stream
            )  # a bench's connection lasts all day: what only its first statement costs is not counted
            started = time.perf_counter_ns()
            push_stream(server, cast("JournalReader", given), stream, START, lambda _mark, _count: None)
            return time.perf_counter_ns() - started
        finally:
            server.close()

    def copy(self, number: int) -> int:
        stream = uuid.uuid4()
        rows = [
            (stream, row.seq, uuid.UUID(row.event_id), "S", row.item_key, row.kind, row.schema_version, row.hlc, row.wall_at,
             row.actor, row.command_id, row.seen, row.body, prev, own, datetime.now(UTC))
            for row, prev, own in chained_events(str(stream), self._events)
        ]  # fmt: skip
        started = time.perf_counter_ns()
        with self._admin.transaction(), self._copying() as copy:
            copy.set_types(_TYPES)
            for row in rows:
                copy.write_row(row)
        return time.perf_counter_ns() - started

    def copy_prepared(self, number: int) -> int:
        data = io.BytesIO()
        with self._admin.cursor().copy(
            f"COPY (SELECT {_COLUMNS} FROM dockgrade.event WHERE stream_id ="
            f" (SELECT stream_id FROM dockgrade.stream WHERE bench_id = 'B{number}')) TO STDOUT (FORMAT BINARY)".encode()
        ) as out:
            for piece in out:
                data.write(piece)
        self._admin.execute("TRUNCATE peer")
        whole = data.getbuffer()
        started = time.perf_counter_ns()
        with self._admin.transaction(), self._copying() as copy:
            for start in range(0, len(whole), _PIECE):
                copy.write(whole[start : start + _PIECE])
        return time.perf_counter_ns() - started

    def _copying(self) -> Any:
        return self._admin.cursor().copy(f"COPY peer ({_COLUMNS}) FROM STDIN (FORMAT BINARY)".encode())


if __name__ == "__main__":
    sys.exit(main())
