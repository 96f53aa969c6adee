"""Enrolment by the administrator: the role, the token, the address in it, and what happens the second time."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from app.errors import KnownError
from app.sync.address import parse_address
from app.sync.central.enrol import CONNECTIONS, TOKEN_PREFIX, disable, enrol
from app.sync.translate import statement_error
from tests.postgres import join_bench, open_token
from tests.sync.central.chained import chained, push, stream_id

pytestmark = pytest.mark.postgres


def connects(database, role, secret):
    try:
        psycopg.connect(database.url_of(role, secret)).close()
    except psycopg.OperationalError:
        return False
    return True


def fault(*arguments, **options):
    with pytest.raises(KnownError) as caught:
        enrol(*arguments, **options)
    return caught.value


def test_a_bench_gets_a_role_with_no_right_but_those_of_the_benches(central_database):
    made = enrol(central_database.url, "B07", "TMP1")
    assert made.role == "bench_tmp1_b07"
    row = central_database.psql(
        "SELECT rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,"
        " ARRAY(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = r.oid) FROM pg_roles r"
        f" WHERE rolname = '{made.role}'"
    )
    assert row == [(True, False, False, False, False, False, ["dockgrade_bench"])]
    stored = central_database.psql(f"SELECT rolpassword FROM pg_authid WHERE rolname = '{made.role}'")[0][0]
    assert stored.startswith("SCRAM-SHA-256$")


def test_the_token_carries_what_the_bench_needs_to_join(central_database):
    made = enrol(central_database.url, "B07", "TMP1")
    assert made.token.startswith(TOKEN_PREFIX)
    assert made.token.isascii()
    assert "=" not in made.token
    role, secret, _ = open_token(made.token)
    assert role == made.role
    assert made.url == f"postgresql://{role}@127.0.0.1:{central_database.server.port}/{central_database.name}"
    assert central_database.server.password not in made.token
    assert connects(central_database, role, secret)


def test_a_token_is_good_for_a_day_unless_told_otherwise(central_database):
    for hours, wanted in ((24, timedelta(days=1)), (0.5, timedelta(minutes=30))):
        made = enrol(central_database.url, "B07", "TMP1", valid_hours=hours)
        assert abs(made.expires_at - datetime.now(UTC) - wanted) < timedelta(minutes=1)


@pytest.mark.parametrize("hours", [0, 0.0001, -1, 24 * 366 + 1, float("inf"), float("nan")])
def test_a_time_in_which_nobody_could_join_is_refused_with_the_limits(hours):
    err = fault("postgresql://127.0.0.1:1/x", "B07", "TMP1", valid_hours=hours)
    assert err.title == f"Expected a token good for 0.25 to 8784 hours, got {hours:g}."
    assert err.next_step
    assert err.exit_code == 2


def test_enrolling_again_makes_the_old_password_and_the_old_token_void(central_database):
    first = open_token(enrol(central_database.url, "B07", "TMP1").token)
    again = enrol(central_database.url, "B07", "TMP1")
    second = open_token(again.token)
    assert again.again
    assert not connects(central_database, *first[:2])
    with psycopg.connect(central_database.url_of(*second[:2]), autocommit=True) as connection:
        with pytest.raises(psycopg.Error) as caught:
            connection.execute("SELECT * FROM dockgrade.enrol_v1(%s, '[]')", (first[2],))
        assert caught.value.sqlstate == "DG006"
        connection.execute("SELECT * FROM dockgrade.enrol_v1(%s, '[]')", (second[2],))


def test_benches_whose_names_look_alike_get_different_roles(central_database):
    roles = {
        enrol(central_database.url, bench, site).role
        for bench, site in (
            ("B-07", "TMP1"),
            ("B.07", "TMP1"),
            ("b 07", "TMP1"),
            ("07", "TMP1_B"),
            ("Ä" * 40, "Ö" * 40),
        )
    }
    assert len(roles) == 5
    assert all(len(role.encode()) <= 63 for role in roles)


def test_a_role_of_that_name_that_somebody_else_made_is_not_touched(central_database):
    central_database.psql("CREATE ROLE bench_tmp1_b07 LOGIN PASSWORD 'theirs'")
    central_database.psql(f"GRANT CONNECT ON DATABASE {central_database.name} TO bench_tmp1_b07")
    made = enrol(central_database.url, "B07", "TMP1")
    assert made.role.startswith("bench_tmp1_b07_")
    assert connects(central_database, "bench_tmp1_b07", "theirs")


def test_a_role_that_a_restore_left_out_is_made_again(central_database):
    bench = join_bench(central_database)
    central_database.psql(f"DROP OWNED BY {bench.role}")
    central_database.psql(f"DROP ROLE {bench.role}")
    assert join_bench(central_database).role == bench.role


def test_names_that_nobody_could_read_are_refused(central_database):
    for name in ("", " B07", "B\n07", "x" * 41):
        for bench, site in ((name, "TMP1"), ("B07", name)):
            err = fault(central_database.url, bench, site)
            assert err.exit_code == 2
            assert "settings.toml" in err.next_step


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("postgresql://db.example:6432/returns", "postgresql://{}@db.example:6432/returns?sslmode=verify-full"),
        ("postgresql://db.example/returns?sslmode=require", "postgresql://{}@db.example:5432/returns?sslmode=require"),
        ("postgresql://localhost/a%20b", "postgresql://{}@localhost:5432/a%20b"),
        ("postgresql://me:secret@[::1]:5433/x?connect_timeout=5", "postgresql://{}@[::1]:5433/x?connect_timeout=5"),
        (
            "postgresql://one:1,two:2/x?target_session_attrs=read-write",
            "postgresql://{}@one:1,two:2/x?target_session_attrs=read-write&sslmode=verify-full",
        ),
        ("host=db.example dbname=x password=secret", "postgresql://{}@db.example:5432/x?sslmode=verify-full"),
    ],
)
def test_the_address_for_the_bench_names_its_role_and_no_password(central_database, given, wanted):
    made = enrol(central_database.url, "B07", "TMP1", bench_url=given)
    assert made.url == wanted.format(made.role)
    assert psycopg.conninfo.conninfo_to_dict(made.url)["user"] == made.role


@pytest.mark.parametrize("given", ["postgresql:///returns", "mysql://x", "postgresql://db.example?nonsense=1"])
def test_an_address_that_a_bench_could_not_use_is_refused_and_nothing_is_made(central_database, given):
    assert fault(central_database.url, "B07", "TMP1", bench_url=given).exit_code == 2
    assert central_database.psql("SELECT count(*) FROM dockgrade.site_bench") == [(0,)]
    assert central_database.psql("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'bench%'") == [(0,)]


def test_a_database_without_the_schema_is_named(blank_database):
    assert fault(blank_database.url, "B07", "TMP1").title == "This database has no central schema."


def test_a_computer_with_a_new_name_takes_its_streams_along(central_database):
    stream = stream_id()
    old = join_bench(central_database, "B07", streams={stream: "A7K2"})
    links = chained(stream, 2)
    with psycopg.connect(old.url, autocommit=True) as connection:
        push(connection, stream, links[:1])
    enrol(central_database.url, "B70", "TMP1", replaces="B07")
    new = join_bench(central_database, "B70", streams={stream: "A7K2"})
    with psycopg.connect(new.url, autocommit=True) as connection:
        assert push(connection, stream, links)[0] == 2
    assert not connects(central_database, old.role, old.password)


def test_a_bench_that_is_not_there_cannot_be_replaced_or_disabled(central_database):
    join_bench(central_database, "B01")
    assert fault(central_database.url, "B70", "TMP1", replaces="B07").next_step == "Enrolled benches: B01 at TMP1."
    with pytest.raises(KnownError, match="There is no bench B07 at TMP1"):
        disable(central_database.url, "B07", "TMP1")


def test_a_disabled_bench_is_shut_out_and_let_in_again_by_a_new_token(central_database):
    bench = join_bench(central_database)
    assert disable(central_database.url, "B07", "TMP1") == bench.role
    assert not connects(central_database, bench.role, bench.password)
    again = join_bench(central_database)
    with psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT bench_id FROM dockgrade.hello_v1(1)").fetchone() == ("B07",)


def test_the_password_is_in_no_log_of_the_server(central_database):
    central_database.psql("ALTER SYSTEM SET log_statement = 'all'")
    central_database.psql("SELECT pg_reload_conf()")
    try:
        _, secret, token = open_token(enrol(central_database.url, "B07", "TMP1").token)
        log = central_database.server.log.read_text(encoding="utf-8")
        assert "ALTER ROLE" in log
        assert secret not in log
        assert token not in log
    finally:
        central_database.psql("ALTER SYSTEM RESET log_statement")
        central_database.psql("SELECT pg_reload_conf()")


def test_one_bench_cannot_take_all_connections_of_the_server(central_database):
    bench = join_bench(central_database)
    held = [psycopg.connect(bench.url) for _ in range(CONNECTIONS)]
    try:
        with pytest.raises(psycopg.OperationalError, match="too many connections for role"):
            psycopg.connect(bench.url)
        assert held[0].execute("SHOW tcp_keepalives_idle").fetchone() == ("60",)
    finally:
        for connection in held:
            connection.close()


def test_a_computer_that_moved_to_another_site_takes_its_streams_along(central_database):
    stream = stream_id()
    old = join_bench(central_database, "B01", "TMP1", {stream: "A7K2"})
    enrol(central_database.url, "B01", "TMP2", replaces="B01", replaces_site="TMP1")
    new = join_bench(central_database, "B01", "TMP2", {stream: "A7K2"})
    assert new.role != old.role
    assert new.series == {stream: "A7K2"}
    assert central_database.psql("SELECT pg_role FROM dockgrade.stream") == [(new.role,)]


def test_who_brings_anothers_stream_is_told_how_to_take_it_over(central_database):
    stream = stream_id()
    join_bench(central_database, "B01", "TMP1", {stream: "A7K2"})
    with pytest.raises(psycopg.Error) as caught:
        join_bench(central_database, "B01", "TMP2", {stream: "A7K2"})
    told = statement_error(caught.value, parse_address("postgresql://b@localhost/returns"))
    assert "enrol it with --replaces 'B01' --replaces-site 'TMP1'" in told.title
