"""TLS with verify-full: a bench talks to the server that its certificate authority vouches for, and to no other."""

import shutil
from datetime import timedelta

import psycopg
import pytest

from app.errors import KnownError
from app.sync.central.schema import init
from tests.postgres import Postgres, own

pytest.importorskip("cryptography", reason="certificates are made with the package cryptography")

from tests.certificates import Authority, Pair  # only where there is cryptography

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def served(debian_postgres: Postgres):
    """Lets Debian's server show a certificate from now on, and demand TLS."""

    def serve(pair: Pair) -> Postgres:
        for file, name in ((pair.certificate, "server.crt"), (pair.key, "server.key")):
            shutil.copy(file, debian_postgres.data_dir / name)
            (debian_postgres.data_dir / name).chmod(0o600)
        own(debian_postgres.data_dir)
        debian_postgres.configure({"ssl": "on"})
        debian_postgres.psql("SELECT pg_reload_conf()")
        debian_postgres.restart()
        return debian_postgres

    yield serve
    debian_postgres.configure({"ssl": "off"})
    debian_postgres.restart()


def verified(server, authority, host=None):
    url = f"{server.url()}?sslmode=verify-full&sslrootcert={authority.root}"
    return url.replace("127.0.0.1", host) if host else url


def refusal(url):
    with pytest.raises(KnownError) as caught:
        init(url)
    return caught.value


def test_the_right_server_is_spoken_to_in_cipher(served, authority):
    server = served(authority.sign("right"))
    with psycopg.connect(verified(server, authority)) as connection:
        assert connection.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone() == (True,)


def test_a_server_of_another_authority_is_refused(served, authority, tmp_path):
    server = served(Authority(tmp_path, "Foreign authority").sign("foreign"))
    err = refusal(verified(server, authority))
    assert err.title.startswith("The server's certificate is not trusted.")
    assert "sslrootcert" in err.next_step


def test_an_expired_certificate_is_refused(served, authority):
    server = served(authority.sign("expired", lasts=-timedelta(hours=1)))
    err = refusal(verified(server, authority))
    assert err.title.startswith("The server's certificate is not trusted.")
    assert "expired" in err.next_step


def test_a_certificate_for_another_host_is_refused(served, authority):
    server = served(authority.sign("elsewhere", host="db.example"))
    assert refusal(verified(server, authority)).title.startswith("The server's certificate is not trusted.")


def test_a_certificate_authority_that_is_not_there_is_named(served, authority, tmp_path):
    server = served(authority.sign("again"))
    url = f"{server.url()}?sslmode=verify-full&sslrootcert={tmp_path / 'missing.pem'}"
    assert "missing.pem" in refusal(url).title


def test_a_server_without_tls_is_refused(debian_postgres, authority):
    assert refusal(verified(debian_postgres, authority)).title.startswith("No encrypted connection could be made.")
