"""The parts that need no server: waiting times, statuses, the settings file, the password's file, words for errors."""

import os
import stat
import tomllib

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import KnownError
from app.sync import secret as secret_module
from app.sync.address import parse_address
from app.sync.backoff import LONGEST_S, Backoff
from app.sync.central_table import with_central, write_central
from app.sync.secret import SecretStore, new_password
from app.sync.state import Problem, Status, status_of
from app.sync.translate import connection_error, statement_error

URL = "postgresql://bench_b01@127.0.0.1:1/returns?sslmode=verify-full"


@given(st.floats(0, 1, exclude_max=True))
def test_pauses_grow_to_half_a_minute_and_no_further(chance):
    backoff = Backoff(lambda: chance)
    waits = [backoff.wait_s() for _ in range(12)]
    assert waits == sorted(waits)
    assert 0.125 <= waits[0] <= 0.25
    assert LONGEST_S / 2 <= waits[-1] <= LONGEST_S
    backoff.reset()
    assert backoff.wait_s() == waits[0]


TEXT = st.text(max_size=20)
STATUSES = st.builds(
    Status,
    state=st.sampled_from(["in_step", "sending", "offline", "stopped", "error"]),
    unsent=st.integers(0, 10**9),
    last_contact=st.none() | TEXT,
    problem=st.none() | st.builds(Problem, code=TEXT, params=st.dictionaries(TEXT, TEXT), title=TEXT, next_step=TEXT),
    pushed=st.integers(0, 10**9),
    pulled=st.integers(0, 10**9),
    changes=st.booleans(),
    order=st.booleans(),
    feed=st.none() | st.tuples(TEXT, st.integers(0, 10**8)),
    skew_ms=st.integers(-(10**9), 10**9),
)


@given(STATUSES)
def test_a_status_survives_its_line(status):
    import json

    assert status_of(json.dumps(status.line())) == status


@pytest.mark.parametrize("line", ["", "hello", "[1]", "{}", '{"state"', "null"])
def test_a_line_that_is_no_status_is_none(line):
    assert status_of(line) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[bench]\nid = "B01"\nsite = "TMP1"\n',
        '[bench]\nid = "B01"\nsite = "TMP1"',
        '# top\n[central] # here\n# why\nurl = "postgresql://old@h/d"  # mine\n[bench]\nid = "B01"\n',
        "[ central ]\n[bench]\nid = 'url = 1'\n",
        '[bench]\nid = "B01"\n\n[[scanner]]\nname = "left"\nkind = "wedge"\n\n[central]\nurl = \'x\'\n',
    ],
)
def test_the_address_goes_into_the_settings_and_everything_else_stays(text):
    changed = with_central(text, URL)
    before = tomllib.loads(text)
    assert tomllib.loads(changed) == {**before, "central": {"url": URL}}
    assert with_central(changed, URL) == changed
    for line in text.splitlines():
        assert line.partition("#")[1:] == ("", "") or line.partition("#")[2] in changed


def test_settings_that_cannot_be_written_are_told_with_what_to_add(tmp_path):
    with pytest.raises(KnownError, match="central") as caught:
        write_central(tmp_path / "missing" / "settings.toml", URL)
    assert URL in caught.value.next_step


@pytest.fixture
def store(tmp_path):
    return SecretStore(tmp_path / "central.password", {}, use_keyring=False)


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
def test_the_password_file_is_for_its_owner_alone(store, tmp_path):
    address = parse_address(URL)
    assert store.find(address) is None
    password = new_password()
    assert store.keep(address, password) == "file"
    assert store.find(address) == password
    path = tmp_path / "central.password"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    with pytest.raises(KnownError, match="Others may read"):
        store.find(address)


def test_the_environment_goes_before_what_is_stored(store, tmp_path):
    address = parse_address(URL)
    store.keep(address, "stored")
    for name in ("PGPASSWORD", "PGPASSFILE"):
        assert SecretStore(tmp_path / "central.password", {name: "x"}, use_keyring=False).find(address) is None
    assert store.find(parse_address(URL.replace("bench_b01@", "bench_b01:own@"))) is None


def test_a_keyring_that_works_keeps_the_password_and_one_that_hangs_does_not_hold_us_up(tmp_path, monkeypatch):
    ring = {}
    monkeypatch.setattr(
        secret_module, "_keyring_put", lambda account, value: ring.setdefault(account, value) and account
    )
    monkeypatch.setattr(secret_module, "_keyring_get", ring.get)
    address = parse_address(URL)
    store = SecretStore(tmp_path / "central.password", {})
    assert store.keep(address, "kept") == "keyring"
    assert not (tmp_path / "central.password").exists()
    assert store.find(address) == "kept"
    assert list(ring) == ["bench_b01@127.0.0.1:1/returns"]
    monkeypatch.setattr(secret_module, "KEYRING_TIMEOUT_S", 0.05)
    import threading

    hang = threading.Event()
    monkeypatch.setattr(secret_module, "_keyring_put", lambda *_: hang.wait(30))
    assert store.keep(address, "filed") == "file"
    hang.set()


class Failed(psycopg.OperationalError):
    """A connection that did not come about, as the driver tells it."""

    def __init__(self, words, *, used_password=False):
        super().__init__(words)
        self.attempt = type("Attempt", (), {"used_password": used_password})()

    @property
    def pgconn(self):
        return self.attempt


BEGIN = 'connection failed: connection to server at "127.0.0.1", port 1 failed: '


@pytest.mark.parametrize(
    ("words", "used_password", "code"),
    [
        ('FATAL:  password authentication failed for user "bench_b01"', True, "wrong_password"),
        ('ВАЖНО:  пользователь "bench_b01" не прошёл проверку подлинности (по паролю)', True, "wrong_password"),
        ("KRITISCH:  Datenbank »returns« existiert nicht", True, "schema_missing"),
        ('FATAL:  database "returns" does not exist', True, "schema_missing"),
        ("fe_sendauth: no password supplied", False, "wrong_password"),
        ("FATAL:  sorry, too many clients already", False, "server_full"),
        ("FATAL:  the database system is starting up", False, "unreachable"),
        ("session is read-only", True, "read_only"),
        ("SSL error: certificate verify failed", False, "certificate"),
        ('server certificate for "other" does not match host name "127.0.0.1"', False, "certificate"),
        ('root certificate file "/x/root.crt" does not exist', False, "certificate"),
        ("server closed the connection unexpectedly", False, "unreachable"),
    ],
)
def test_a_connection_that_did_not_come_about_is_understood_in_any_language(words, used_password, code, monkeypatch):
    monkeypatch.setattr("app.sync.translate._knock", lambda _: None)
    assert connection_error(Failed(BEGIN + words, used_password=used_password), parse_address(URL)).code == code


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("DG001", "not_enrolled"), ("DG004", "journal_damaged"), ("DG006", "token"), ("DG007", "disabled"),
        ("DG008", "unexpected"), ("DG009", "proto"), ("3F000", "schema_missing"), ("42883", "schema_missing"),
        ("42P01", "schema_missing"), ("53100", "server_full"), ("53200", "server_full"), ("53300", "server_full"),
        ("25006", "read_only"), ("57P01", "unreachable"), ("57P03", "unreachable"), ("08006", "unreachable"),
        ("40001", "unreachable"), ("XX001", "unexpected"), ("42501", "not_enrolled"),
    ],
)  # fmt: skip
def test_each_state_of_the_server_has_its_code(state, code):
    error = type("Error", (psycopg.DatabaseError,), {"sqlstate": state})("ОШИБКА: что-то не так")
    found = statement_error(error, parse_address(URL))
    assert found.code == code
    assert found.title.endswith(".")
