"""A PostgreSQL cluster under Patroni with strict synchronous replication, of Debian's own parts: etcd, Patroni, PostgreSQL.

Everything listens on loopback and dies with `stop`. PostgreSQL refuses to run as root, so that as root the nodes run as
Debian's user `postgres`.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SUPERUSER_PASSWORD = "of-the-superuser"
WAIT_S = 60.0


def missing_parts() -> str:
    """What this machine lacks to run such a cluster, in words; "" when it lacks nothing."""
    if sys.platform == "win32":
        return "Patroni's cluster is tried on Linux only"
    lacking = [name for name in ("etcd", "patroni") if shutil.which(name) is None]
    if debian_bin() is None:
        lacking.append("postgresql")
    return f"needs Debian's packages for {', '.join(lacking)}" if lacking else ""


def debian_bin() -> Path | None:
    """The folder of the newest PostgreSQL that Debian installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parent.parent.name))
    return found[-1].parent if found else None


def free_port() -> int:
    """A TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(eq=False)
class Node:
    """One member of the cluster."""

    name: str
    folder: Path
    port: int
    rest_port: int
    process: subprocess.Popen[bytes] | None = None

    def rest(self, path: str = "patroni") -> dict[str, Any]:
        """What its Patroni says of it."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.rest_port}/{path}", timeout=3) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as err:  # 503 is how a node says that it is not what was asked for
            return dict(json.load(err))


@dataclass(eq=False)
class PatroniCluster:
    """etcd and some nodes; `start` returns when there is a leader with a synchronous standby."""

    folder: Path
    size: int = 2
    nodes: list[Node] = field(default_factory=list)
    _etcd: subprocess.Popen[bytes] | None = None
    _etcd_port: int = 0

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        self._etcd_port = free_port()
        peer = free_port()
        client_url, peer_url = f"http://127.0.0.1:{self._etcd_port}", f"http://127.0.0.1:{peer}"
        self._etcd = self._spawn(
            "etcd",
            [
                "etcd",
                "--name=one",
                f"--data-dir={self.folder / 'etcd'}",
                f"--listen-client-urls={client_url}",
                f"--advertise-client-urls={client_url}",
                f"--listen-peer-urls={peer_url}",
                f"--initial-advertise-peer-urls={peer_url}",
                f"--initial-cluster=one={peer_url}",
            ],
        )
        for number in range(self.size):
            node = Node(f"node{number}", self.folder / f"node{number}", free_port(), free_port())
            node.folder.mkdir(exist_ok=True)
            self._give_away(node.folder)
            (self.folder / f"{node.name}.yml").write_text(self._configuration(node), encoding="utf-8")
            self.nodes.append(node)
            self.start_node(node)
        self.wait_for_standby()

    def start_node(self, node: Node) -> None:
        """Start a member that does not run."""
        node.process = self._spawn(node.name, ["patroni", str(self.folder / f"{node.name}.yml")], as_postgres=True)

    def kill_node(self, node: Node) -> None:
        """The machine is gone: Patroni and PostgreSQL die at once, nothing is flushed."""
        pid_file = node.folder / "data" / "postmaster.pid"
        if node.process is not None:
            node.process.kill()
            node.process.wait(30)
            node.process = None
        if pid_file.exists():
            postmaster = int(pid_file.read_text(encoding="utf-8").split()[0])
            _kill_family(postmaster)

    def leader(self) -> Node | None:
        """The member that takes writes now."""
        for node in self.nodes:
            try:
                if node.process is not None and node.rest().get("role") in {"master", "primary"}:
                    return node
            except OSError:
                continue
        return None

    def wait_for_leader(self, but: Node | None = None) -> Node:
        """The leader, once there is one; `but` must not be it."""
        return self._wait("a leader", lambda: node if (node := self.leader()) not in {None, but} else None)

    def wait_for_standby(self) -> Node:
        """The leader, once a standby confirms each of its commits."""

        def synchronous() -> Node | None:
            leader = self.leader()
            if leader is None:
                return None
            names = {node.name for node in self.nodes}  # a base backup in progress counts as synchronous too
            return (
                leader
                if any(
                    member.get("sync_state") == "sync" and member.get("application_name") in names
                    for member in leader.rest().get("replication", [])
                )
                else None
            )

        return self._wait("a synchronous standby", synchronous)

    def url(self, user: str = "postgres", password: str = SUPERUSER_PASSWORD, database: str = "postgres") -> str:
        """An address that names every member and reaches the one that takes writes, as a bench is told it."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        return f"postgresql://{user}:{password}@{hosts}/{database}?target_session_attrs=read-write"

    def stop(self) -> None:
        """End every process that was started here."""
        for node in self.nodes:
            self.kill_node(node)
        if self._etcd is not None:
            self._etcd.kill()
            self._etcd.wait(30)

    def _wait(self, what: str, probe: Callable[[], Node | None]) -> Node:
        deadline = time.monotonic() + WAIT_S
        while time.monotonic() < deadline:
            try:
                found = probe()
            except OSError:
                found = None
            if found is not None:
                return found
            time.sleep(0.2)
        logs = "\n".join(
            f"--- {path.name}\n" + path.read_text(encoding="utf-8", errors="replace")[-2000:]
            for path in sorted(self.folder.glob("*.log"))
        )
        raise TimeoutError(f"Expected {what} within {WAIT_S} s.\n{logs}")

    def _spawn(self, name: str, command: list[str], *, as_postgres: bool = False) -> subprocess.Popen[bytes]:
        options: dict[str, Any] = {}
        if as_postgres and os.geteuid() == 0:
            options = {"user": "postgres", "group": "postgres", "extra_groups": []}
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env=_environment(),
                **options,
            )

    def _give_away(self, path: Path) -> None:
        if os.geteuid() == 0:
            shutil.chown(path, "postgres", "postgres")
        path.chmod(0o700)

    def _configuration(self, node: Node) -> str:
        return json.dumps(  # YAML reads JSON
            {
                "scope": "returns",
                "name": node.name,
                "restapi": {
                    "listen": f"127.0.0.1:{node.rest_port}",
                    "connect_address": f"127.0.0.1:{node.rest_port}",
                },
                "etcd3": {"hosts": f"127.0.0.1:{self._etcd_port}"},
                "bootstrap": {
                    "dcs": {
                        "ttl": 20,
                        "loop_wait": 1,
                        "retry_timeout": 3,
                        "maximum_lag_on_failover": 0,
                        "synchronous_mode": True,
                        "synchronous_mode_strict": True,
                        "postgresql": {"use_pg_rewind": True, "parameters": {"wal_log_hints": "on"}},
                    },
                    "initdb": [{"encoding": "UTF8"}, "data-checksums"],
                    "pg_hba": [
                        "local all all trust",
                        "host replication all 127.0.0.1/32 scram-sha-256",
                        "host all all 127.0.0.1/32 scram-sha-256",
                    ],
                },
                "postgresql": {
                    "listen": f"127.0.0.1:{node.port}",
                    "connect_address": f"127.0.0.1:{node.port}",
                    "data_dir": str(node.folder / "data"),
                    "bin_dir": str(debian_bin()),
                    "pgpass": str(node.folder / "pgpass"),
                    "parameters": {"unix_socket_directories": str(node.folder), "shared_buffers": "32MB"},
                    "authentication": {
                        "superuser": {"username": "postgres", "password": SUPERUSER_PASSWORD},
                        "replication": {"username": "replicator", "password": "of-the-replicator"},
                        "rewind": {"username": "rewinder", "password": "of-the-rewinder"},
                    },
                },
            }
        )


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "PYTHON", "VIRTUAL_ENV"))}
    return kept | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "ETCDCTL_API": "3", "LC_ALL": "C.UTF-8"}


def _kill_family(postmaster: int) -> None:
    children = [
        int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _parent(entry) == postmaster
    ]
    for pid in [postmaster, *children]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return 0
