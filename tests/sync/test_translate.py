"""What is wrong between bench and server, told from the sentences that libpq and the server leave us."""

import psycopg
import pytest

from app.sync.address import parse_address
from app.sync.translate import connection_error, statement_error
from tests.sync.test_small_parts import BEGIN, URL, Failed


def test_a_role_that_may_not_log_in_is_a_bench_that_was_shut_out(monkeypatch):
    monkeypatch.setattr("app.sync.translate._knock", lambda _: None)
    words = 'FATAL:  role "bench_b01" is not permitted to log in'
    assert connection_error(Failed(BEGIN + words, used_password=True), parse_address(URL)).code == "disabled"


@pytest.mark.parametrize(
    "words",
    [
        'invalid sslmode value: "bogus"',
        'invalid port number: "x"',
        'invalid integer value "x" for connection option "connect_timeout"',
    ],
)
def test_an_option_that_libpq_does_not_take_is_the_addresss_fault(words):
    problem = connection_error(Failed(f"connection is bad: {words}", used_password=False), parse_address(URL))
    assert problem.code == "bad_url"
    assert problem.title.endswith(f"got '127.0.0.1:1/returns': {words}.")


def test_a_token_that_is_too_old_is_told_in_one_sentence():
    error = type("Error", (psycopg.DatabaseError,), {"sqlstate": "DG006"})("This token has expired.")
    assert statement_error(error, parse_address(URL)).title == "This token cannot be used: it has expired."


def test_the_time_of_a_token_is_told_to_the_second():
    words = "This token has expired. Expected a token good at 2025-11-20 06:00:12.123456+00, got one good until 2025-11-19 06:00:12.5+00."
    error = type("Error", (psycopg.DatabaseError,), {"sqlstate": "DG006"})(words)
    title = statement_error(error, parse_address(URL)).title
    assert title.endswith("good at 2025-11-20 06:00:12+00, got one good until 2025-11-19 06:00:12+00.")
