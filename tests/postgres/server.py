"""One PostgreSQL server of our own: started, stopped, killed, copied and restored."""

import itertools
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from tests.postgres.binaries import Binaries, as_unprivileged, free_port, own

SUPERUSER = "postgres"
_START_S = 60
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "log_min_messages": "warning",
    "lc_messages": "C",
    "timezone": "UTC",
}
_SIGNALS: dict[str, int] = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": getattr(signal, "SIGQUIT", 15)}


class Postgres:
    """One server with a data directory of its own.

    Attributes:
        data_dir: the data directory; its owner is the unprivileged account.
        port: stays the same through stops and restarts, so that an address stays good.
        password: of the superuser "postgres".
        host: "127.0.0.1".
    """

    host = "127.0.0.1"

    def __init__(
        self,
        binaries: Binaries,
        *,
        settings: Mapping[str, str] | None = None,
        copy_of: "Postgres | None" = None,
        within: Path | None = None,
    ) -> None:
        """Make the data directory; `settings` goes over the usual ones; `copy_of` is a stopped server to begin from.

        `within` is where its folder is made, None for the system's temporary directory.
        """
        self.binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="dockgrade-pg-", dir=within))
        self.folder.chmod(0o755)
        self.data_dir = self.folder / "data"
        self.log = self.folder / "log"
        self.port = free_port()
        self.password = copy_of.password if copy_of else secrets.token_urlsafe(12)
        self._process: subprocess.Popen[bytes] | None = None
        self._copies = itertools.count()
        if copy_of is not None:
            shutil.copytree(copy_of.data_dir, self.data_dir, symlinks=True)
            own(self.folder)
        else:
            self._initdb()
        self.configure({**_SETTINGS, **(settings or {}), "port": str(self.port)})

    def _initdb(self) -> None:
        secret = self.folder / "password"
        secret.write_text(self.password, encoding="utf-8")
        own(self.folder)
        self.run(
            "initdb", "--no-sync", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", f"--username={SUPERUSER}",
            f"--pwfile={secret}", "-D", str(self.data_dir),
        )  # fmt: skip
        secret.unlink()

    def run(self, program: str, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        """Run one of PostgreSQL's programs as the server's account; returns what it printed."""
        done = subprocess.run(
            [self.binaries.program(program), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env={**os.environ, "LC_ALL": "C", "PGPASSWORD": self.password, **(env or {})},
            **as_unprivileged(),
        )
        assert done.returncode == 0, f"{program} {' '.join(arguments)}\n{done.stdout}{done.stderr}"
        return done.stdout

    def configure(self, settings: Mapping[str, str]) -> None:
        """Write settings for the next start (or `psql("SELECT pg_reload_conf()")`)."""
        with (self.data_dir / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    @property
    def running(self) -> bool:
        """Whether the server's first process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Of the server's first process."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start and wait until it takes connections. A server that was killed may have to wait for its children to go."""
        assert not self.running
        deadline = time.monotonic() + _START_S
        while True:
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    [self.binaries.program("postgres"), "-D", str(self.data_dir)],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd=self.folder,
                    start_new_session=True,  # Ctrl+C is for pytest, which then stops us
                    **as_unprivileged(),
                )
            while self.running and time.monotonic() < deadline:
                if self._ready():
                    return
                time.sleep(0.02)
            if time.monotonic() > deadline or "still in use" not in self.tail():
                raise RuntimeError(f"PostgreSQL did not start:\n{self.tail()}")
            time.sleep(0.1)

    def _ready(self) -> bool:
        try:
            lines = (self.data_dir / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[0] == str(self.pid) and lines[7].strip() in {"ready", "standby"}

    def tail(self) -> str:
        """The end of the server's log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:] if self.log.exists() else ""

    def stop(self, mode: Literal["smart", "fast", "immediate"] = "fast") -> None:
        """Stop the server as `pg_ctl stop -m MODE` does; "immediate" leaves it to recover at the next start."""
        if self._process is not None and self.running:
            self._process.send_signal(_SIGNALS[mode])
            self._process.wait(_START_S)
        self._process = None

    def kill(self) -> None:
        """kill -9 of the first process; its children notice and go."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(_START_S)
        self._process = None

    def restart(self, mode: Literal["smart", "fast", "immediate"] = "fast") -> None:
        """Stop and start."""
        self.stop(mode)
        self.start()

    def remove(self) -> None:
        """Stop the server and delete everything it had."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(
        self, user: str = SUPERUSER, database: str = "postgres", password: str | None = None, *, port: int | None = None
    ) -> str:
        """An address with the password in it; that of the superuser is known. `port`: of a proxy before the server."""
        secret = self.password if password is None and user == SUPERUSER else password
        login = quote(user) if secret is None else f"{quote(user)}:{quote(secret, safe='')}"
        return f"postgresql://{login}@{self.host}:{port or self.port}/{quote(database)}"

    def psql(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """One statement as superuser, committed at once; returns its rows."""
        import psycopg

        with psycopg.connect(self.url(database=database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def backup(self) -> Path:
        """A copy of the data directory, taken while the server stands still; returns it, for `restore`."""
        self.stop()
        copy = self.folder / f"backup-{next(self._copies)}"
        shutil.copytree(self.data_dir, copy, symlinks=True)
        own(copy)
        self.start()
        return copy

    def restore(self, copy: Path) -> None:
        """Throw away what the server has and start it from a copy, as after a restore from an older backup."""
        self.stop("immediate")
        shutil.rmtree(self.data_dir)
        shutil.copytree(copy, self.data_dir, symlinks=True)
        own(self.data_dir)
        self.start()
