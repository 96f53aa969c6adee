"""Each thing that can be wrong has its own code and its own sentence, and the bench loses nothing by any of them."""

import socket

import pytest

from app.sync.address import parse_address
from app.sync.claims import claim_now
from app.sync.faults import BadUrlError, NotReplicatedError, SyncError, TokenError
from app.sync.join import join, parse_token
from app.sync.server import connect, hello
from tests.postgres import free_port
from tests.sync.benches import BenchHome, central_events

pytestmark = pytest.mark.postgres


def refused(bench):
    """The problem of a round that must not get through."""
    before = bench.events()
    status = bench.sync()
    assert status.problem is not None
    assert status.unsent == len(before)
    assert bench.events() == before
    assert status.problem.title.endswith(".")
    assert status.problem.next_step.endswith(".")
    return status.problem


def point(bench, old, new):
    text = bench.home.settings.read_text(encoding="utf-8")
    assert old in text
    bench.home.settings.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://bench@host/db", "does not begin with postgresql://"),
        ("postgresql://host/db", "names no role"),
        ("postgresql://bench@host", "names no database"),
        ("postgresql://bench@/db", "names no host"),
        ("postgresql://bench@host:99999/db", "no port"),
        ("postgresql://bench@host/db?colour=blue", "colour"),
        ("", "does not begin"),
    ],
)
def test_an_address_that_is_none_is_told_with_its_reason(url, reason):
    with pytest.raises(BadUrlError, match=reason):
        parse_address(url)


def test_an_address_in_a_message_never_shows_a_password():
    with pytest.raises(BadUrlError) as caught:
        parse_address("postgresql://bench:geheim@host/db?colour=blue")
    assert "geheim" not in str(caught.value)


def test_a_wrong_address_in_the_settings_is_told(bench):
    point(bench, "postgresql://", "http://")
    assert refused(bench).code == "bad_url"


def test_a_port_where_nobody_listens(bench):
    bench.lead_to(free_port())
    problem = refused(bench)
    assert problem.code == "unreachable"
    assert "refused" in problem.title


def test_a_port_where_somebody_never_answers(bench, monkeypatch):
    monkeypatch.setattr("app.sync.server.connect.__kwdefaults__", {"deadline_s": 30.0, "connect_timeout_s": 2})
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        bench.lead_to(deaf.getsockname()[1])
        assert refused(bench).code == "unreachable"


def test_a_host_that_does_not_exist(bench):
    point(bench, "127.0.0.1", "no-such-host.invalid")
    assert refused(bench).code == "unreachable"


def test_a_wrong_password(bench):
    bench.home.secret.write_text("guessed\n", encoding="utf-8")
    problem = refused(bench)
    assert problem.code == "wrong_password"
    assert problem.params["role"] == "bench_tmp1_b01"


def test_no_password_at_all(bench):
    bench.home.secret.unlink()
    assert refused(bench).code == "wrong_password"


def test_a_password_file_that_others_may_read(bench):
    bench.home.secret.chmod(0o644)
    problem = refused(bench)
    assert problem.code == "disk"
    assert "chmod 600" in problem.next_step


def test_a_database_that_is_not_there(bench, central_database):
    point(bench, f"/{central_database.name}", "/no_such_database")
    assert refused(bench).code == "schema_missing"


def test_a_database_without_our_schema(bench, central_database, blank_database):
    point(bench, f"/{central_database.name}", f"/{blank_database.name}")
    problem = refused(bench)
    assert problem.code == "schema_missing"
    assert "central init" in problem.next_step


def test_another_central_database_than_the_one_that_was_joined(bench, central_database):
    central_database.psql("UPDATE dockgrade.central_meta SET cluster_id = gen_random_uuid()")
    assert refused(bench).code == "other_server"
    assert central_events(central_database) == []


def test_a_bench_that_was_disabled(bench, central_database):
    central_database.psql("UPDATE dockgrade.site_bench SET disabled = true")
    assert refused(bench).code == "disabled"


def test_a_centre_that_no_longer_speaks_our_protocol(bench, central_database):
    central_database.psql("UPDATE dockgrade.central_meta SET proto_min = 2, proto_max = 3")
    problem = refused(bench)
    assert problem.code == "server_new"
    assert "Update Dockgrade" in problem.next_step


def test_a_centre_that_does_not_yet_speak_our_protocol(bench, central_database):
    central_database.psql("UPDATE dockgrade.central_meta SET proto_min = 0, proto_max = 0")
    assert refused(bench).code == "proto"


def test_a_server_that_is_too_old(bench, monkeypatch):
    monkeypatch.setattr("app.sync.server.OLDEST_POSTGRES", 99)
    problem = refused(bench)
    assert problem.code == "server_old"
    assert "99" in problem.title


def test_a_server_that_takes_no_writes(bench, central_database):
    central_database.psql("ALTER ROLE bench_tmp1_b01 SET default_transaction_read_only = on")
    assert refused(bench).code == "read_only"


def test_a_server_with_no_connection_left(bench, central_database):
    central_database.psql("ALTER ROLE bench_tmp1_b01 CONNECTION LIMIT 0")
    assert refused(bench).code == "server_full"


def test_a_server_that_knows_no_tls_when_the_address_asks_for_it(bench, central_database):
    point(bench, f"/{central_database.name}", f"/{central_database.name}?sslmode=verify-full")
    problem = refused(bench)
    assert problem.code == "certificate"
    assert "Do not switch the check off" in problem.next_step


def test_a_standby_that_is_away_is_no_acknowledgement(bench, own_postgres, tmp_path, monkeypatch):
    from app.sync.central.schema import init
    from tests.postgres import Database

    own_postgres.psql("CREATE DATABASE returns")
    database = Database(own_postgres, "returns")
    init(database.url)
    lonely = BenchHome(tmp_path / "lonely", "B05")
    lonely.join(database)
    lonely.record(2)
    own_postgres.psql("ALTER SYSTEM SET synchronous_standby_names = 'ghost'")
    own_postgres.psql("SELECT pg_reload_conf()")
    monkeypatch.setattr("app.sync.server.connect.__kwdefaults__", {"deadline_s": 1.0, "connect_timeout_s": 10})
    for _ in range(2):  # found again on the server, and still not acknowledged
        status = lonely.sync()
        assert (status.problem.code, status.unsent) == ("not_replicated", 2)
    assert len(central_events(database)) == 2
    own_postgres.psql("ALTER SYSTEM RESET synchronous_standby_names")
    own_postgres.psql("SELECT pg_reload_conf()")
    status = lonely.sync()
    assert (status.problem, status.unsent, status.pushed) == (None, 0, 0)
    assert issubclass(NotReplicatedError, SyncError)


@pytest.mark.parametrize("text", ["", "DG1-", "DG1-!!!", "DG1-e30", "X" * 40, "DG1-" + "A" * 30])
def test_what_is_no_token_is_told_so(text):
    with pytest.raises(TokenError):
        parse_token(text)


def test_a_token_works_once(bench, central_database, tmp_path):
    from app.sync.central.enrol import enrol

    text = enrol(central_database.url, "B09", "TMP1").token
    first, second = BenchHome(tmp_path / "one", "B09"), BenchHome(tmp_path / "two", "B09")
    join(first.home, first.settings, parse_token(text), first.secrets)
    with pytest.raises(TokenError, match="no longer good"):
        join(second.home, second.settings, parse_token(text), second.secrets)
    assert second.settings.central is None
    again = join(first.home, first.settings, parse_token(text), first.secrets)
    assert again.again, "a join that broke off is done again with the same token"
    assert first.sync().problem is None


def test_a_token_that_has_expired_changes_nothing(central_database, tmp_path):
    from app.sync.central.enrol import enrol

    text = enrol(central_database.url, "B09", "TMP1").token
    central_database.psql("UPDATE dockgrade.enrolment SET expires_at = now() - interval '1 minute'")
    late = BenchHome(tmp_path / "late", "B09")
    with pytest.raises(TokenError, match="expired"):
        join(late.home, late.settings, parse_token(text), late.secrets)
    assert late.settings.central is None
    assert not late.home.secret.exists()


def test_a_token_for_another_bench_is_refused_before_anything_changes(central_database, tmp_path):
    from app.sync.central.enrol import enrol

    text = enrol(central_database.url, "B10", "TMP1").token
    wrong = BenchHome(tmp_path / "wrong", "B09")
    with pytest.raises(SyncError) as caught:
        join(wrong.home, wrong.settings, parse_token(text), wrong.secrets)
    assert caught.value.code == "not_enrolled"
    right = BenchHome(tmp_path / "right", "B10")
    join(right.home, right.settings, parse_token(text), right.secrets)


def test_a_series_that_belongs_to_somebody_else_is_told_and_replaced(bench, central_database, tmp_path):
    taken = bench.journal_rows("SELECT series FROM stream")[0][0]
    late = BenchHome(tmp_path / "late", "B09")
    connection = late.connect()
    connection.execute("UPDATE stream SET series = ?", (taken,))
    connection.close()
    late.record(1)
    joined = late.join(central_database)
    ((old, new),) = joined.clashes
    assert old == taken != new
    status = late.sync()
    assert (status.problem, status.unsent, status.order) == (None, 0, True)
    late.obey()
    assert late.journal_rows("SELECT series FROM stream") == [(new,)]
    assert not late.sync().order


def test_the_first_who_asks_may(bench, other):
    for one in (bench, other):
        one.sync()
    mine = claim_with(bench, "item:7", 3)
    theirs = claim_with(other, "item:7", 1)
    assert mine.won
    assert not theirs.won
    assert (theirs.stream_id, theirs.seq) == (bench.current(), 3)
    assert claim_with(bench, "item:7", 9).won, "asked again it answers the same"


def claim_with(bench, key, seq):
    from app.sync.claims import claim

    server = connect(bench.settings.central.url, bench.secrets.find(parse_address(bench.settings.central.url)))
    try:
        hello(server)
        return claim(server, key, bench.current(), seq)
    finally:
        server.close()


def test_a_claim_needs_the_server(bench):
    bench.lead_to(free_port())
    with pytest.raises(SyncError) as caught:
        claim_now(bench.home, bench.settings, "item:1", bench.current(), 1)
    assert caught.value.code == "unreachable"
