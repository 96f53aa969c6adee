"""A central database on this machine for the sample site: `make central` starts it, joins the bench, and folds until Ctrl+C.

The server is PostgreSQL from the wheel that the tests use, on loopback, and keeps what it has between starts. Everything after
its start is done by the commands that an administrator would type; each is shown before it runs.
"""

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import Postgres, as_unprivileged, wheel_binaries

_USAGE = "Usage: python -m tests.local_central HOME (the folder of a sample site; it is made when it is not there)"


class KeptPostgres(Postgres):
    """A server whose folder, port and password outlive it."""

    def __init__(self, folder: Path) -> None:
        self._known = folder / "server.json"
        kept = json.loads(self._known.read_text(encoding="utf-8")) if self._known.exists() else None
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)
            made = Postgres(wheel_binaries(), within=folder.parent)
            made.folder.rename(folder)
            kept = {"port": made.port, "password": made.password}
            self._known.write_text(json.dumps(kept), encoding="utf-8")
            self._known.chmod(0o600)
        self.binaries = wheel_binaries()
        self.folder, self.data_dir, self.log = folder, folder / "data", folder / "log"
        self.port, self.password = kept["port"], kept["password"]
        self._process = None


def main() -> int:
    """Start, join, fold until stopped."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(_USAGE, file=sys.stderr)
        return 2
    home = Path(sys.argv[1]).resolve()
    server = KeptPostgres(_folder(home))
    server.start()
    stop = {signal.SIGINT, signal.SIGTERM}
    for number in stop:
        signal.signal(number, _stop)
    try:
        with _served(server, home):
            print(f"\nThe server is at {server.url(database='returns')}")
            print(
                f"The bench has joined: start it with 'make run SITE={shlex.quote(sys.argv[1])}' in another terminal."
            )
            print("What the benches did: SELECT * FROM dockgrade.item_v; and parcel_v, stock_movement_v, event_v.")
            print("Ctrl+C ends the server; everything is kept.", flush=True)
            while True:
                time.sleep(3600)
    except KeyboardInterrupt:
        return 0
    finally:
        for number in stop:  # a second Ctrl+C must not leave the server behind
            signal.signal(number, signal.SIG_IGN)
        server.stop()


@contextmanager
def _served(server: Postgres, home: Path) -> Iterator[None]:
    """The sample site joined, and a projector at work."""
    if not server.psql("SELECT 1 FROM pg_database WHERE datname = 'returns'"):
        server.psql("CREATE DATABASE returns")
    url = ["--url", server.url(database="returns", password="")]
    password = {"PGPASSWORD": server.password}
    if not (home / "settings.toml").exists():
        _run("demo", "--headless", "--home", str(home))
    _run("central", "init", *url, env=password)
    _run("central", "upgrade", *url, env=password)  # a server kept from an older release
    for kind in ("products", "returns"):
        _run("central", "publish", kind, str(home / f"{kind}.csv"), *url, env=password)
    if "[central]" not in (home / "settings.toml").read_text(encoding="utf-8"):
        made = _run("central", "enrol", "B07", "--site", "TMP1", *url, "--json", env=password)
        _run("sync", "join", json.loads(made)["token"], "--no-keyring", "--home", str(home))
    projector = subprocess.Popen(
        [sys.executable, "-P", "-m", "app", "central", "project", "--watch", *url],
        env=os.environ | password,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        projector.terminate()
        projector.wait(30)


def _run(*arguments: str, env: dict[str, str] | None = None) -> str:
    """Run one command of ours, showing it; returns what it printed."""
    shown = ["TOKEN" if one.startswith("DG1-") else one for one in arguments]
    print(f"$ dockgrade {shlex.join(shown)}", flush=True)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "app", *arguments],
        env=os.environ | (env or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise SystemExit(done.returncode)
    return done.stdout


def _folder(home: Path) -> Path:
    """Beside the site; where PostgreSQL's account could not get in (root's own folders), in the system's temporary directory."""
    home.mkdir(parents=True, exist_ok=True)
    folder = home / "central"
    who = as_unprivileged()
    if not who:
        return folder
    probe = subprocess.run(["ls", str(home)], capture_output=True, check=False, **who)
    if probe.returncode == 0:
        return folder
    return Path(tempfile.gettempdir()) / f"dockgrade-central-{zlib.crc32(str(home).encode()):08x}"


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
