"""The server's heads, all of them: what a connection begins with, and what `app.sync.news` keeps in step."""

from dataclasses import dataclass

from app.sync.handshake import Mark
from app.sync.server import Server


@dataclass(frozen=True, slots=True)
class Head:
    """Where the server stands with one stream of the site."""

    stream_id: str
    bench_id: str
    site: str
    series: str
    mark: Mark
    closed: bool


def heads(server: Server) -> dict[str, Head]:
    """All streams that this role may read: those of its site."""
    return {
        row[0]: Head(row[0], row[1], row[2], row[3], Mark(row[4], bytes(row[5])), row[6])
        for row in server.rows(server.reading.heads)
    }
