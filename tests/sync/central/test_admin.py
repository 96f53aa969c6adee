"""How the ways of not reaching the server are told: what is wrong, where, what to do, and nothing of libpq's own preamble."""

import psycopg
import pytest

from app.errors import KnownError
from app.sync.central.admin import administering, without_password

WELL_FORMED = "postgresql://me:s3cret@127.0.0.1:1/returns"
BEGIN = "connection failed: connection to server at "


def refusal(url: str) -> KnownError:
    with pytest.raises(KnownError) as caught, administering(url):
        pass
    return caught.value


def refusal_of(words: str, monkeypatch: pytest.MonkeyPatch) -> KnownError:
    def fail(*_: object, **__: object) -> None:
        raise psycopg.OperationalError(words)

    monkeypatch.setattr(psycopg, "connect", fail)
    return refusal(WELL_FORMED)


def test_a_server_that_is_not_there_is_told_by_its_place_and_the_reason():
    assert refusal(WELL_FORMED).title == "The server 127.0.0.1:1/returns cannot be reached. (Connection refused)"


def test_a_host_that_nobody_knows_is_told_without_a_number_of_the_system():
    err = refusal("postgresql://me@no-such-host.invalid/returns")
    assert err.title.startswith(
        "The server no-such-host.invalid:5432/returns cannot be reached. (failed to resolve host"
    )
    assert "[Errno" not in err.title


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (
            f'{BEGIN}"db.example" (10.0.0.7), port 5432 failed: FATAL:  password authentication failed for user "me"',
            'The server refused the password. (password authentication failed for user "me")',
        ),
        (
            f'{BEGIN}"10.0.0.7", port 5432 failed: FATAL:  database "x" does not exist',
            'There is no such database on the server. (database "x" does not exist)',
        ),
        (
            'connection is bad: connection to server on socket "/tmp/.s.PGSQL.5432" failed: No such file or directory\n\tIs the',
            "The server 127.0.0.1:1/returns cannot be reached. (No such file or directory)",
        ),
        (
            f'{BEGIN}"10.0.0.7", port 5432 failed: SSL error: certificate verify failed',
            "The server's certificate is not trusted. (SSL error: certificate verify failed)",
        ),
        ("", "The server 127.0.0.1:1/returns cannot be reached. (OperationalError)"),
    ],
)
def test_what_libpq_says_before_the_matter_is_left_out(words, title, monkeypatch):
    assert refusal_of(words, monkeypatch).title == title


@pytest.mark.parametrize(
    ("option", "step"),
    [
        ("sslmode=verify_full", "sslmode is one of disable, allow, prefer, require, verify-ca and verify-full."),
        ("target_session_attrs=any-old", "Correct it behind the ? of the address."),
    ],
)
def test_an_option_that_cannot_be_is_wrong_usage_and_named(option, step):
    err = refusal(f"{WELL_FORMED}?{option}")
    name, _, value = option.partition("=")
    assert err.title == f'The address holds an option that cannot be: invalid {name} value: "{value}".'
    assert (err.next_step, err.exit_code) == (step, 2)


def test_a_number_that_is_none_is_told_with_its_option():
    err = refusal(f"{WELL_FORMED}?keepalives=often")
    assert 'invalid integer value "often" for connection option "keepalives"' in err.title
    assert err.exit_code == 2


@pytest.mark.parametrize("port", ["99999", "s3cret"])
def test_a_port_that_cannot_be_is_wrong_usage_and_not_repeated(port):
    err = refusal(f"postgresql://me@127.0.0.1:{port}/returns")
    assert "no number from 1 to 65535" in err.title
    assert port not in str(err)
    assert err.exit_code == 2


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:s3cret@db.example/returns?sslmode=require", "db.example:5432/returns"),
        ("host=db.example port=6432 user=me password=s3cret", "db.example:6432"),
        ("postgresql://me@[::1]:5433/x", "[::1]:5433/x"),
        ("postgresql://one,two:2/x", "one:5432,two:2/x"),
        ("postgresql:///returns", "elsewhere:5432/returns"),
    ],
)
def test_an_address_is_shown_as_host_port_and_database(url, shown, monkeypatch):
    monkeypatch.setenv("PGHOST", "elsewhere")
    monkeypatch.delenv("PGPORT", raising=False)
    assert without_password(url) == shown
