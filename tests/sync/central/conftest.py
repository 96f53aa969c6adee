"""A bench that has joined an empty central database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from tests.postgres import Database, JoinedBench, join_bench
from tests.sync.central import chained


@dataclass(frozen=True, slots=True)
class Session:
    """A bench's open connection, which commits each statement, and its stream."""

    bench: JoinedBench
    stream: str
    connection: Any

    @property
    def database(self) -> Database:
        return self.bench.database

    def push(self, links):
        return chained.push(self.connection, self.stream, links)

    def refused(self, statement, *values):
        """The SQLSTATE with which a statement is refused."""
        with pytest.raises(psycopg.Error) as caught:
            self.connection.execute(statement, values or None)
        return caught.value.sqlstate

    def push_refused(self, links, stream=None):
        """SQLSTATE and detail of a batch that is refused."""
        with pytest.raises(psycopg.Error) as caught:
            chained.push(self.connection, stream or self.stream, links)
        return caught.value.sqlstate, caught.value.diag.message_detail


@pytest.fixture
def sessions(central_database: Database) -> Iterator[Any]:
    """Makes joined benches with a stream and an open connection each."""
    opened = []

    def make(bench_id="B07", site="TMP1", series="A7K2"):
        stream = chained.stream_id()
        bench = join_bench(central_database, bench_id, site, {stream: series})
        opened.append(Session(bench, stream, psycopg.connect(bench.url, autocommit=True)))
        return opened[-1]

    yield make
    for session in opened:
        session.connection.close()


@pytest.fixture
def bench(sessions) -> Session:
    """One of them: B07 at TMP1."""
    return sessions()
