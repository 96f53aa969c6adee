"""A link that is slow but sound: what is sent and fetched at once shrinks until it gets through."""

import pytest

from app.sync import watchdog
from app.sync.address import parse_address
from app.sync.faults import SilentServerError
from app.sync.handshake import START
from app.sync.heads import heads
from app.sync.journal import JournalReader
from app.sync.mirror import Mirror
from app.sync.pace import Pace
from app.sync.pull import Puller
from app.sync.push import push_stream
from app.sync.server import connect

pytestmark = pytest.mark.postgres

DEADLINE_S = 1.0
BYTES_PER_S = 100_000
BODY = '{"note": "%s"}' % ("x" * 500)


@pytest.fixture
def slowly(bench, proxied, monkeypatch):
    """Runs something with a new connection over the slow link until it is not broken off; returns how often it was."""

    monkeypatch.setattr(watchdog, "GRACE_S", 0.2)

    def run(work):
        proxied.bytes_per_s = BYTES_PER_S
        url = bench.settings.central.url
        pace = Pace(DEADLINE_S)
        for _ in range(6):
            server = connect(url, bench.secrets.find(parse_address(url)), deadline_s=DEADLINE_S)
            server.pace = pace
            try:
                work(server)
            except SilentServerError:
                continue
            finally:
                server.close()
            return pace.broken_off
        raise AssertionError("it never got through")

    return run


def test_a_backlog_gets_to_the_server(bench, slowly, central_database):
    bench.record(900, body=BODY)
    journal = JournalReader(bench.home.journal)
    stream = bench.current()
    marks = [START]
    broken_off = slowly(
        lambda server: push_stream(server, journal, stream, marks[-1], lambda mark, _: marks.append(mark))
    )
    journal.close()
    assert 1 <= broken_off <= 3
    held = f"SELECT last_seq FROM dockgrade.stream WHERE stream_id = '{stream}'"
    assert central_database.psql(held) == [(903,)]


def test_what_another_bench_did_gets_here(bench, other, slowly):
    other.record(600, body=BODY)
    other.sync()
    mirror = Mirror(bench.home.mirror)
    own = {bench.current(): START}
    broken_off = slowly(lambda server: Puller(server, mirror).pull(heads(server), own=own, leave=frozenset(own)))
    mirror.close()
    assert 1 <= broken_off <= 3
    assert bench.remote() == other.events()


def test_what_went_slowly_is_asked_in_smaller_parts_and_grows_again_when_it_is_quick():
    now = [0.0]
    pace = Pace(30.0)

    def ask(seconds, *, full=True):
        with pace.watched():
            now[0] += seconds
        if full:
            pace.was_full()
        return pace.of(1_000)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.sync.pace.time.monotonic", lambda: now[0])
        assert ask(11) == 500
        assert ask(5) == 500
        assert ask(1, full=False) == 500
        assert ask(1) == 1_000
        assert ask(1) == 1_000
        with pytest.raises(SilentServerError), pace.watched():
            raise SilentServerError("s", 30)
        assert pace.of(1_000) == 250
        assert pace.of(1) == 1
