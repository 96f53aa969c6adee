"""A central database of our own on this machine, and benches of one site that have joined it, each with a journal on the disk."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from app.store.chain import GENESIS
from app.store.journal import Journal
from app.sync.central.schema import init
from app.sync.server import Server, connect
from benchmarks.chained_events import Chained, chained_events
from tests.postgres import Database, Postgres, join_bench, wheel_binaries
from tests.store.raw_events import PUT_EVENT

SITE = "TMP1"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SLICE = 10_000
_MOVE_HEAD = "UPDATE stream SET last_seq = ?, last_hash = ?, last_hlc = ? WHERE stream_id = ?"


@contextmanager
def central(*, connections: int = 100, within: Path | None = None) -> Iterator[Database]:
    """A running server with the central schema; `within` is the folder that its data lie in, None for the usual one."""
    server = Postgres(wheel_binaries(), settings={"max_connections": str(connections)}, within=within)
    try:
        server.start()
        init(server.url())
        yield Database(server, "postgres")
    finally:
        server.remove()


def series(number: int) -> str:
    """The series of license plate numbers of the stream with that number."""
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in (15, 10, 5, 0))


def record(journal: Path, count: int) -> str:
    """Let a bench's stream, empty so far, hold so many events; returns the stream's id."""
    stream_id = stream_of(journal)
    last, done = GENESIS, 0
    while done < count:
        rows = chained_events(stream_id, min(_SLICE, count - done), follows=(done, last))
        put_events(journal, rows)
        done, last = rows[-1][0].seq, rows[-1][2]
    return stream_id


def stream_of(journal: Path) -> str:
    """The stream that the bench writes."""
    with closing(sqlite3.connect(journal)) as connection:
        return str(connection.execute("SELECT stream_id FROM stream WHERE current = 1").fetchone()[0])


def put_events(journal: Path, rows: Sequence[Chained]) -> None:
    """Put events into a journal that nobody has open; they follow on what its stream holds."""
    row, _, last = rows[-1]
    with closing(sqlite3.connect(journal, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(PUT_EVENT, [(*astuple(row), prev, own) for row, prev, own in rows])
        connection.execute(_MOVE_HEAD, (row.seq, last, row.hlc, row.stream_id))
        connection.execute("COMMIT")


@dataclass(frozen=True, slots=True)
class CentralBench:
    """A bench that has joined.

    Attributes:
        url: of the central database, with the bench's role and password.
    """

    journal: Path
    stream_id: str
    url: str

    def connect(self) -> Server:
        """Connect as the bench's agent does."""
        return connect(self.url, None)


def make_bench(database: Database, folder: Path, number: int, events: int, *, site: str = SITE) -> CentralBench:
    """A bench whose journal holds so many events, none of them sent."""
    path = folder / f"journal-{number}.db"
    name = f"B{number}"
    Journal(path, bench_id=name, site=site).close()
    stream_id = record(path, events)
    joined = join_bench(database, name, site, {stream_id: series(number)})
    return CentralBench(path, stream_id, joined.url)
