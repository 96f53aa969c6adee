"""A bench that is disabled while its agent is connected."""

import pytest

from app.sync.address import parse_address
from app.sync.faults import DisabledError
from app.sync.journal import JournalReader
from app.sync.mirror import Mirror
from app.sync.server import connect
from app.sync.session import Counts, Session

pytestmark = pytest.mark.postgres


def test_it_keeps_what_it_has_of_others(bench, other, central_database):
    other.record(5)
    other.sync()
    bench.sync()
    url = bench.settings.central.url
    server = connect(url, bench.secrets.find(parse_address(url)))
    mirror, journal = Mirror(bench.home.mirror), JournalReader(bench.home.journal)
    session = Session(server, journal, mirror, another=lambda: server, counts=Counts())
    session.begin()
    assert session.round() is None
    central_database.psql(f"UPDATE dockgrade.site_bench SET disabled = true WHERE bench_id = '{bench.bench_id}'")
    with pytest.raises(DisabledError):
        session.round()
    for one in (server, mirror, journal):
        one.close()
    assert len(bench.remote()) == 5
    assert bench.mirror("SELECT count(*) FROM quarantine") == [(0,)]
