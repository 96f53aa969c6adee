"""pgbouncer before a server."""

import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.postgres.binaries import as_unprivileged, free_port, own
from tests.postgres.server import SUPERUSER, Postgres

_START_S = 60


class Pgbouncer:
    """pgbouncer in transaction mode before a server; skips where it is missing.

    Attributes:
        port: of the loopback address.
    """

    def __init__(self, server: Postgres) -> None:
        program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")
        if program is None:
            pytest.skip("pgbouncer is not here (apt-get install pgbouncer).")
        self.port = free_port()
        self._server = server
        self._folder = Path(tempfile.mkdtemp(prefix="dockgrade-bouncer-"))
        self._folder.chmod(0o755)
        # pgbouncer asks the server for each role's verifier, as installations do that do not keep a list of users.
        (self._folder / "users.txt").write_text(f'"{SUPERUSER}" "{server.password}"\n', encoding="utf-8")
        (self._folder / "pgbouncer.ini").write_text(
            f"[databases]\n* = host=127.0.0.1 port={server.port} auth_user={SUPERUSER}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {self.port}\nunix_socket_dir =\n"
            f"auth_type = scram-sha-256\nauth_file = {self._folder / 'users.txt'}\n"
            "auth_query = SELECT rolname, rolpassword FROM pg_catalog.pg_authid WHERE rolname = $1\n"
            f"pool_mode = transaction\ndefault_pool_size = 2\nlogfile = {self._folder / 'log'}\n",
            encoding="utf-8",
        )
        own(self._folder)
        self._process = subprocess.Popen(
            [program, "-q", str(self._folder / "pgbouncer.ini")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **as_unprivileged(),
        )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            assert self._process.poll() is None, (self._folder / "log").read_text(encoding="utf-8")
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise RuntimeError("pgbouncer did not start.")

    def url(self, user: str, database: str, password: str | None = None) -> str:
        """As `Postgres.url`, through pgbouncer."""
        return self._server.url(user, database, password, port=self.port)

    def remove(self) -> None:
        """Stop it and delete its folder."""
        self._process.kill()
        self._process.wait(_START_S)
        shutil.rmtree(self._folder, ignore_errors=True)
