"""A bench's session that stays connected from round to round, as a running agent's does."""

from app.sync.address import parse_address
from app.sync.journal import JournalReader
from app.sync.mirror import Mirror
from app.sync.server import connect
from app.sync.session import Counts, Session


def connect_as(bench):
    """A connection of the bench's own."""
    url = bench.settings.central.url
    return connect(url, bench.secrets.find(parse_address(url)))


class Connected:
    """A bench's session, and what it asks of the server.

    Attributes:
        asked: the statements since the last round began.
    """

    def __init__(self, bench):
        self.asked = []
        self.server = connect_as(bench)
        self.mirror, self.journal = Mirror(bench.home.mirror), JournalReader(bench.home.journal)
        self.session = Session(self.server, self.journal, self.mirror, another=lambda: self.server, counts=Counts())
        self.session.begin()
        rows = self.server.rows
        self.server.rows = lambda sql, *a, **k: self.asked.append(sql) or rows(sql, *a, **k)

    def round(self):
        self.asked.clear()
        return self.session.round()

    def close(self):
        for one in (self.server, self.mirror, self.journal):
            one.close()
